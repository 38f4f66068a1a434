//! What happened to a call or a request, event by event, each with its cause.

use acd_core::{Cause, Fact, Record};
use acd_scenario::Lines;
use tapi_types::{CallHandle, Time};

use crate::explanation::{Because, Event};
use crate::instant::{Given, Instant, Root};
use crate::words::{action_words, call_of_action, fact_words};
use crate::world::World;

/// The events of a chain so far.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) events: Vec<Event>,
}

impl Chain {
    /// Adds what a record tells.
    pub(crate) fn add(
        &mut self,
        world: &World<'_>,
        lines: &Lines,
        instant: &Instant,
        record: &Record,
        details: Vec<String>,
    ) {
        let what = match (&record.fact, record.cause) {
            (Fact::CommandRefused { error }, Cause::Command(n)) => match instant.command(n) {
                Some(given) => format!("{} is refused with {error}", action_words(world, &given.action)),
                None => fact_words(world, &record.fact),
            },
            (fact, _) => fact_words(world, fact),
        };
        self.events.push(Event {
            at: record.at,
            clock: world.clock(record.at),
            seq: Some(record.seq),
            what,
            because: self.because(world, instant, record),
            origin: origin(world, lines, instant, record),
            details,
        });
    }

    /// What made a record: something of the same instant, or an earlier event of the same chain.
    fn because(&self, world: &World<'_>, instant: &Instant, record: &Record) -> Option<Because> {
        let at_once = |seq: Option<u64>, what: String| Some(Because { seq, what, earlier: None });
        match record.cause {
            Cause::Plan if matches!(record.fact, Fact::CallArrived { .. }) => at_once(None, "its stream".to_owned()),
            Cause::Plan => at_once(None, "a shift".to_owned()),
            Cause::Command(n) => at_once(None, action_words(world, &instant.command(n)?.action)),
            Cause::Record(seq) => {
                if let Some(cause) = instant.record(seq) {
                    return at_once(Some(seq), in_short(&fact_words(world, &cause.fact)));
                }
                let event = self.events.iter().find(|event| event.seq == Some(seq))?;
                let earlier = Some(record.at.since(event.at));
                Some(Because { seq: Some(seq), what: in_short(&event.what), earlier })
            }
        }
    }

    /// Adds what no record tells.
    pub(crate) fn note(&mut self, world: &World<'_>, at: Time, what: String, origin: Option<String>) {
        let clock = world.clock(at);
        self.events.push(Event { at, clock, seq: None, what, because: None, origin, details: Vec::new() });
    }
}

/// The beginning of what is told, up to the first detail.
fn in_short(words: &str) -> String {
    words.split([',', ';', ':']).next().unwrap_or_default().to_owned()
}

/// Where the first cause of a record stands in the scenario.
fn origin(world: &World<'_>, lines: &Lines, instant: &Instant, record: &Record) -> Option<String> {
    match instant.root(record.cause) {
        Root::Given(given) => Some(given_by(world, lines, given)),
        Root::Plan => {
            let Fact::CallArrived { stream: Some((place, n)), .. } = record.fact else { return None };
            let stream = world.book.streams.get(place).map_or("?", String::as_str);
            Some(format!("call {n} of arrivals {stream}{}", line(&lines.arrivals, place)))
        }
        Root::Earlier => None,
    }
}

/// The step that gave a command, or that somebody did.
fn given_by(world: &World<'_>, lines: &Lines, given: &Given) -> String {
    match given.step {
        Some(step) => step_words(world, lines, step),
        None => format!("live command {}", given.n),
    }
}

/// A step by its place, as reports count, its id and its line.
pub(crate) fn step_words(world: &World<'_>, lines: &Lines, step: usize) -> String {
    let id = world.plan.steps.iter().find(|known| known.index == step).and_then(|known| known.id.as_deref());
    let id = id.map(|id| format!(" {id}")).unwrap_or_default();
    format!("step {step}{id}{}", line(&lines.steps, step))
}

/// The line of something in the scenario's file, where it is known.
fn line(lines: &[u32], place: usize) -> String {
    lines.get(place).map(|line| format!(", line {line}")).unwrap_or_default()
}

/// The call that a refused command is about.
pub(crate) fn refused_call(instant: &Instant, record: &Record) -> Option<CallHandle> {
    let Cause::Command(n) = record.cause else { return None };
    let refused = matches!(record.fact, Fact::CommandRefused { .. });
    instant.command(n).filter(|_| refused).and_then(|given| call_of_action(&given.action))
}
