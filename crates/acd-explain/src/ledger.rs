//! A question about figures, answered as the items come in.

use acd_core::{Fact, Record};
use tapi_types::{AgentId, QueueId, SessionId, Time};

use crate::bin::Bin;
use crate::explainer::known_agents;
use crate::explanation::{Explanation, Figure, Value};
use crate::fields::{self, Formula, How, Scope};
use crate::item::{Item, Kind};
use crate::passed::Passed;
use crate::rules::rules;
use crate::status::stands;
use crate::world::{Window, World};
use crate::{ExplainError, Options};

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Session(SessionId),
    Agent(AgentId),
    Queue(QueueId),
}

/// What a row is of, before what comes in the run is known by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Session,
    Agent(AgentId),
    /// One whom nobody has foreseen.
    NewAgent,
    Queue(QueueId),
}

/// A row, or one figure of it, under way.
#[derive(Debug)]
pub(crate) struct Ledger {
    kind: &'static str,
    name: String,
    /// `None`: a session or an agent that has not come into being.
    subject: Option<Subject>,
    pub(crate) at: Option<Time>,
    overview: bool,
    bins: Vec<Bin>,
    /// The start of the measurement period.
    window: Time,
    passed: Passed,
}

impl Ledger {
    /// # Errors
    /// When the row has no such member.
    pub(crate) fn new(
        world: &World<'_>,
        of: Of,
        name: &str,
        field: Option<&str>,
        at: Option<Time>,
        options: Options,
    ) -> Result<Ledger, ExplainError> {
        let factor = world.plan.config.policies.call_rate_factor;
        let (kind, a_kind, subject, formulas) = match of {
            Of::Session => ("session", "a session", None, fields::of_session(world.plan)),
            Of::Agent(id) => ("agent", "an agent", Some(Subject::Agent(id)), fields::of_agent(factor)),
            Of::NewAgent => ("agent", "an agent", None, fields::of_agent(factor)),
            Of::Queue(id) => ("queue", "a queue", Some(Subject::Queue(id)), fields::of_queue()),
        };
        let wanted: Vec<Formula> = match field {
            Some(field) => vec![fields::find(a_kind, field, formulas)?],
            None => formulas,
        };
        let listed = field.map(|_| options.listed);
        let of_queue = matches!(of, Of::Queue(_));
        let bins = wanted.into_iter().map(|formula| Bin::new(formula, of_queue, listed)).collect();
        let (name, overview) = (name.to_owned(), field.is_none());
        Ok(Ledger { kind, name, subject, at, overview, bins, window: Time::ZERO, passed: Passed::default() })
    }

    /// Looks at a fact that the world has taken in, and at what it came to.
    pub(crate) fn take(&mut self, world: &World<'_>, record: &Record) {
        if self.subject.is_none() {
            self.subject = self.comes(world, &record.fact);
        }
        let Some(subject) = self.subject else { return };
        if is_period_set(subject, &record.fact) {
            self.begin_period(record.at);
        }
        if let Subject::Session(own) = subject
            && !self.overview
        {
            self.passed.note(world, own, &record.fact);
        }
        for item in &world.items {
            self.take_item(world, subject, item);
        }
    }

    /// What the question is about, where this is its beginning.
    fn comes(&self, world: &World<'_>, fact: &Fact) -> Option<Subject> {
        match (self.kind, fact) {
            ("session", Fact::SessionCreated { session, .. }) => {
                let named = world.sessions.get(session).is_some_and(|session| *session.name == *self.name);
                named.then_some(Subject::Session(*session))
            }
            ("agent", Fact::AgentCreated { agent, .. }) => {
                world.is_agent_called(*agent, &self.name).then_some(Subject::Agent(*agent))
            }
            _ => None,
        }
    }

    fn take_item(&mut self, world: &World<'_>, subject: Subject, item: &Item) {
        if let Subject::Session(own) = subject
            && !self.overview
            && let Some((reason, part)) = self.passed.miss(world, own, item)
        {
            for bin in self.bins.iter_mut().filter(|bin| bin.counts_calls()) {
                bin.miss(reason, || part.clone());
            }
        }
        let concerns = match subject {
            Subject::Session(id) => item.session == Some(id) || is_other_call_of(world, id, item),
            Subject::Agent(id) => item.agent == Some(id),
            Subject::Queue(id) => item.queue == Some(id),
        };
        if concerns {
            self.roll(world, item.at);
            for bin in &mut self.bins {
                bin.take(world, item, self.window);
            }
        }
    }

    /// Begins a new measurement period where one is due.
    fn roll(&mut self, world: &World<'_>, now: Time) {
        if let Some(window) = self.window_of(world)
            && window.start(now) > self.window
        {
            self.begin_period(window.start(now));
        }
    }

    fn begin_period(&mut self, at: Time) {
        self.window = at;
        self.bins.iter_mut().for_each(Bin::begin_period);
    }

    fn window_of(&self, world: &World<'_>) -> Option<Window> {
        match self.subject? {
            Subject::Session(_) => None,
            Subject::Agent(id) => Some(world.agents[id.index()].window),
            Subject::Queue(id) => Some(world.queues[id.index()]),
        }
    }

    /// The answer at a moment at which nothing more happens.
    pub(crate) fn close(mut self, world: &World<'_>, at: Time) -> Result<Explanation, ExplainError> {
        let Some(subject) = self.subject else { return Err(self.nobody(world, at)) };
        self.roll(world, at);
        for item in world.running(at) {
            self.take_item(world, subject, &item);
        }
        let window = self.window_of(world);
        let (kind, name, start) = (self.kind, shown_name(world, subject, self.name), self.window);
        let figures = self.bins.into_iter().map(|bin| {
            let formula = bin.formula.clone();
            let mut figure = bin.into_figure();
            if let How::Status(status) = formula.how {
                let stands = stands(world, subject, status, at);
                figure.value = stands.value;
                figure.made_of = stands.since.into_iter().collect();
            }
            figure.rules = rules(world, subject, &formula);
            if let (Scope::Period, Some(window)) = (formula.scope, window) {
                figure.rules.push(format!("measurement period of {} s, the present one from {start}", window.seconds));
            }
            figure
        });
        let reported = |figure: &Figure| !figure.field.starts_with(fields::REASONS) || figure.value != Value::Micros(0);
        let figures = figures.filter(|figure| !self.overview || reported(figure)).collect();
        Ok(Explanation {
            title: format!("{kind} {name}"),
            at,
            clock: world.clock(at),
            overview: self.overview,
            figures,
            events: Vec::new(),
            notes: Vec::new(),
        })
    }

    /// There is no such session or agent, or not yet.
    fn nobody(&self, world: &World<'_>, at: Time) -> ExplainError {
        let (plan, kind) = (world.plan, self.kind);
        let named = if kind == "agent" { &plan.new_agents } else { &plan.session_names };
        if named.contains(&self.name) {
            return ExplainError::NotYet { kind, name: self.name.clone(), at };
        }
        if kind == "agent" {
            return ExplainError::unknown(kind, &self.name, known_agents(world));
        }
        let known = world.sessions.values().map(|session| session.name.to_string());
        ExplainError::unknown("session", &self.name, known.collect())
    }
}

/// What a row is of, as the report calls it; an agent whom a request made also as the scenario does.
fn shown_name(world: &World<'_>, subject: Subject, name: String) -> String {
    match subject {
        Subject::Session(_) | Subject::Queue(_) => name,
        Subject::Agent(id) => world.agent_names(id),
    }
}

fn is_period_set(subject: Subject, fact: &Fact) -> bool {
    match (subject, fact) {
        (Subject::Agent(id), Fact::AgentPeriodSet { agent, .. }) => *agent == id,
        (Subject::Queue(id), Fact::QueuePeriodSet { queue, .. }) => *queue == id,
        (Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_), _) => false,
    }
}

/// A call that is not the ACD's, of the agent of a session that has not ended.
fn is_other_call_of(world: &World<'_>, id: SessionId, item: &Item) -> bool {
    let own = world.sessions.get(&id).filter(|session| session.ended.is_none()).map(|session| session.agent);
    matches!(item.kind, Kind::OtherCall(_)) && item.agent == own
}
