//! What became of a request.

use acd_core::{About, Cause, Fact, Record};
use acd_scenario::{Lines, RequestWhat, Step, Verb};
use tapi_types::{Effect, LineError, RequestId, Span, Time};

use crate::ExplainError;
use crate::chain::{Chain, step_words};
use crate::explanation::Explanation;
use crate::instant::Instant;
use crate::words::effect_words;
use crate::world::World;

/// A question about a request, answered as its facts come.
#[derive(Debug)]
pub(crate) struct RequestTrail {
    name: String,
    wanted: Wanted,
    /// How many requests there were.
    seen: u32,
    found: Option<RequestId>,
    chain: Chain,
    submitted: Time,
    limit: Option<Span>,
    fault: Option<usize>,
    handled: Option<Time>,
    end: Option<(Time, End)>,
    late: Option<Time>,
    /// Since when the proxy is closed.
    closed: Option<Time>,
    /// The proxy's closing ended it.
    ended_by_proxy: Option<Time>,
}

/// How a request is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// By the place of its step.
    Step(usize),
    /// The n-th of the run.
    Number(u32),
}

/// How it ended for its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Replied(Option<LineError>),
    TimedOut,
    Dropped,
}

impl RequestTrail {
    /// # Errors
    /// When no step makes such a request, and it is no number either.
    pub(crate) fn new(world: &World<'_>, name: String) -> Result<RequestTrail, ExplainError> {
        let step =
            request_steps(world).find(|(_, known, _)| **known == name).map(|(step, ..)| Wanted::Step(step.index));
        let number = || name.strip_prefix('#').and_then(|n| n.parse().ok()).map(Wanted::Number);
        let Some(wanted) = step.or_else(number) else {
            let known = request_steps(world).map(|(_, known, _)| known.clone());
            return Err(ExplainError::unknown("request", &name, known.collect()));
        };
        Ok(RequestTrail {
            name,
            wanted,
            seen: 0,
            found: None,
            chain: Chain::default(),
            submitted: Time::ZERO,
            limit: None,
            fault: None,
            handled: None,
            end: None,
            late: None,
            closed: None,
            ended_by_proxy: None,
        })
    }

    /// Looks at a fact that the world has taken in.
    pub(crate) fn take(&mut self, world: &World<'_>, lines: &Lines, instant: &Instant, record: &Record) {
        if matches!(record.fact, Fact::ProxyClosed | Fact::ProxyOpened) {
            self.closed = (record.fact == Fact::ProxyClosed).then_some(record.at);
        }
        let About::Request(request) = record.fact.about() else { return };
        if let Fact::RequestSubmitted { limit, .. } = record.fact {
            self.seen = self.seen.max(request.get());
            if self.found.is_none() && self.is_it(instant, request, record.cause) {
                (self.found, self.submitted, self.limit) = (Some(request), record.at, limit);
            }
        }
        if self.found == Some(request) {
            self.note(record);
            let mut details = Vec::new();
            if let Fact::FaultFired { fault, .. } = record.fact
                && let Some(line) = lines.faults.get(fault)
            {
                details.push(format!("the fault stands in line {line}"));
            }
            self.chain.add(world, lines, instant, record, details);
        }
    }

    fn is_it(&self, instant: &Instant, request: RequestId, cause: Cause) -> bool {
        let step = match cause {
            Cause::Command(n) => instant.command(n).and_then(|given| given.step),
            Cause::Plan | Cause::Record(_) => None,
        };
        match self.wanted {
            Wanted::Step(wanted) => step == Some(wanted),
            Wanted::Number(n) => request.get() == n,
        }
    }

    fn note(&mut self, record: &Record) {
        let at = record.at;
        if let Fact::FaultFired { fault, .. } = record.fact {
            self.fault = Some(fault);
        } else if let Fact::RequestHandled { .. } = record.fact {
            self.handled = Some(at);
        } else if let Fact::RequestReplied { error, .. } = record.fact {
            self.end = Some((at, End::Replied(error)));
            self.ended_by_proxy = self.closed.filter(|_| error.is_some());
        } else if let Fact::RequestTimedOut { .. } = record.fact {
            self.end = Some((at, End::TimedOut));
        } else if let Fact::RequestDropped { .. } = record.fact {
            self.end = Some((at, End::Dropped));
        } else if let Fact::ReplyLate { .. } = record.fact {
            self.late = Some(at);
        }
    }

    pub(crate) fn close(mut self, world: &World<'_>, lines: &Lines, at: Time) -> Result<Explanation, ExplainError> {
        let notes = if self.found.is_some() {
            vec![self.verdict(world, at)]
        } else if let Some((step, _, what)) = self.step(world) {
            let origin = Some(step_words(world, lines, step.index));
            if step.at > at {
                vec![format!("its step was not reached: the run ended at {at}")]
            } else {
                self.chain.note(world, step.at, "asked for, and answered at once".to_owned(), origin);
                vec![unheard(what)]
            }
        } else {
            let known = (1..=self.seen).map(|n| format!("#{n}"));
            return Err(ExplainError::unknown("request", &self.name, known.collect()));
        };
        Ok(Explanation {
            title: format!("request {}", self.name),
            at,
            clock: world.clock(at),
            overview: false,
            figures: Vec::new(),
            events: self.chain.events,
            notes,
        })
    }

    fn step<'w>(&self, world: &'w World<'_>) -> Option<(&'w Step, &'w String, &'w RequestWhat)> {
        match self.wanted {
            Wanted::Step(wanted) => request_steps(world).find(|(step, ..)| step.index == wanted),
            Wanted::Number(_) => None,
        }
    }

    /// What happened or what did not, and why, in a sentence.
    fn verdict(&self, world: &World<'_>, at: Time) -> String {
        let fault = self.fault.and_then(|fault| world.plan.config.faults.get(fault));
        let doing = fault.map(|fault| format!("fault {} ({})", fault.name, effect_words(&fault.rule.effect)));
        let effect = fault.map(|fault| fault.rule.effect);
        let acted = doing.map(|doing| format!("; {doing} acted on it")).unwrap_or_default();
        let closed = self.ended_by_proxy.map(|closed| format!("; the proxy had closed at {closed}"));
        let because = acted + &closed.unwrap_or_default();
        match self.end {
            Some((end, End::Replied(None))) => {
                format!("answered {} after it was submitted{because}", end.since(self.submitted))
            }
            Some((end, End::Replied(Some(error)))) => {
                let how = if self.handled.is_none() { "never handled, and " } else { "" };
                format!("{how}answered with {error} {} after it was submitted{because}", end.since(self.submitted))
            }
            Some((_, End::TimedOut)) => {
                let limit = self.limit.map(|limit| format!(" after {limit}")).unwrap_or_default();
                format!("timed out{limit}: {}{because}", self.why_no_reply(effect))
            }
            Some((_, End::Dropped)) => format!("dropped by its client; {}{because}", self.why_no_reply(effect)),
            None => format!("open at {at}: {}{because}", self.why_no_reply(effect)),
        }
    }

    fn why_no_reply(&self, effect: Option<Effect>) -> String {
        match (self.handled, self.late) {
            (_, Some(late)) => format!("the reply came at {late}"),
            (Some(_), None) if effect == Some(Effect::DropReply) => "it was handled, and the reply was lost".to_owned(),
            (Some(handled), None) => format!("it was handled at {handled}, and no reply has come"),
            (None, None) => "it has not been handled".to_owned(),
        }
    }
}

fn request_steps<'w>(world: &'w World<'_>) -> impl Iterator<Item = (&'w Step, &'w String, &'w RequestWhat)> {
    world.plan.steps.iter().filter_map(|step| {
        let Verb::Request(request) = &step.verb else { return None };
        Some((step, &request.name, &request.what))
    })
}

/// Why a request left no record.
fn unheard(what: &RequestWhat) -> String {
    if what.is_known() {
        "the client knows this without a request: it is complete at submission, whatever faults and limits there are"
            .to_owned()
    } else {
        "it was refused before it reached the provider".to_owned()
    }
}
