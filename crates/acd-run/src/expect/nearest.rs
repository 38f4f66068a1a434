//! The nearest thing that did happen, for an expectation that was not met.
//!
//! Only what rows, requests and the plan tell for certain is said; where they tell nothing, nothing is.

use acd_core::{Disposition, SessionOrigin};
use acd_scenario::{Expectation, ExpectedMessage, Plan, Step, Subject, Verb};
use tapi_types::{AgentId, CallHandle, QueueId, SessionId, Span, Time};

use super::{Seen, request};
use crate::floor::{Floor, Names};
use crate::outside::Outside;
use crate::report::RequestRow;

/// In words, the nearest thing that did happen; `failed` are the members that differ, none of them where the
/// thing did not come into being.
pub(super) fn nearest(
    expectation: &Expectation,
    failed: &[&str],
    plan: &Plan,
    floor: &impl Floor,
    outside: &Outside,
) -> Option<String> {
    let look = Look { expectation, plan, floor, outside };
    let fact = match &outside.made.in_subject(plan, &expectation.of) {
        Subject::Session(id) => look.session(*id),
        Subject::Agent(id) => Some(look.agent(*id)),
        Subject::Queue(id) => look.other_queue(*id),
        Subject::Call(handle) => Some(look.call(*handle)),
        Subject::Reply(name) => Some(format!("the request {}", look.request_fate(name))),
        Subject::Message(message) => Some(look.other_messages(message)),
    };
    let facts = [differs(expectation, failed), fact].into_iter().flatten().collect::<Vec<String>>();
    (!facts.is_empty()).then(|| facts.join("; "))
}

/// Which members differ, where the others are as expected.
fn differs(expectation: &Expectation, failed: &[&str]) -> Option<String> {
    let some = !failed.is_empty() && failed.len() < expectation.wants.len();
    some.then(|| format!("all but {} as expected", failed.join(", ")))
}

struct Look<'a, F> {
    expectation: &'a Expectation,
    plan: &'a Plan,
    floor: &'a F,
    outside: &'a Outside,
}

impl<F: Floor> Look<'_, F> {
    /// How many messages of the same kind the client got at all.
    fn other_messages(&self, looked_for: &ExpectedMessage) -> String {
        let any = ExpectedMessage { about: None, what: 0, state: None, ..looked_for.clone() };
        let name = looked_for.number.original_name();
        match self.outside.seen(self.plan, &any)[..] {
            [] => format!("no {name} at all came to this client"),
            [at] => format!("one {name} came to this client, at {at}"),
            [first, .., last] => format!("{name} came to this client from {first} to {last}"),
        }
    }

    fn session(&self, id: SessionId) -> Option<String> {
        match self.floor.session(id) {
            Some(row) => self.other_session(id, row.agent),
            None => Some(self.no_session(id)),
        }
    }

    /// Another session of the same agent that is as expected.
    fn other_session(&self, id: SessionId, agent: AgentId) -> Option<String> {
        let names = Names::new(self.plan);
        let other =
            self.sessions_of(agent).find(|row| row.session != id && self.fits(&Subject::Session(row.session)))?;
        Some(format!("session {} of the same agent is as expected", names.session_of(&other)))
    }

    /// The sessions of an agent, a few of them.
    fn agent(&self, id: AgentId) -> String {
        let names = Names::new(self.plan);
        let sessions: Vec<String> =
            self.sessions_of(id).map(|row| format!("{} is {}", names.session_of(&row), row.info.state)).collect();
        match sessions.len() {
            0 => "the agent has no session".to_owned(),
            1..=SHOWN => format!("of its sessions, {}", sessions.join(", ")),
            more => format!("of its {more} sessions, {} and others", sessions[..SHOWN].join(", ")),
        }
    }

    fn sessions_of(&self, agent: AgentId) -> impl Iterator<Item = acd_core::SessionRow> {
        self.floor.sessions().into_iter().filter(move |row| row.agent == agent)
    }

    /// Another queue that is as expected.
    fn other_queue(&self, id: QueueId) -> Option<String> {
        let queues = self.floor.queues();
        let other = queues.iter().find(|row| row.queue != id && self.fits(&Subject::Queue(row.queue)))?;
        Some(format!("queue {} is as expected", Names::new(self.plan).queue(other.queue)))
    }

    /// Whether something else is all that is expected.
    fn fits(&self, subject: &Subject) -> bool {
        Seen::of(self.expectation, subject, self.plan, self.floor, self.outside)
            .is_some_and(|seen| self.expectation.wants.iter().all(|(name, want)| seen.meets(name, want)))
    }

    /// Why there is no such session.
    fn no_session(&self, id: SessionId) -> String {
        match self.plan.config.sessions.get(id.index()) {
            Some(SessionOrigin::Shift { .. }) => "its shift has not created it".to_owned(),
            Some(SessionOrigin::Outside) | None => self.no_creation(id),
        }
    }

    fn no_creation(&self, id: SessionId) -> String {
        match self.plan.steps.iter().find(|step| step.verb.created_session() == Some(id)) {
            Some(step) if step.at > self.floor.now() => format!("it is to be created at {}", step.at),
            Some(Step { verb: Verb::Request(step), .. }) => {
                format!("the request {} that creates it {}", step.name, self.request_fate(&step.name))
            }
            Some(step) => format!("the step at {} that creates it was refused", step.at),
            None => "nothing creates it".to_owned(),
        }
    }

    fn call(&self, handle: CallHandle) -> String {
        match self.floor.call(handle) {
            Some(row) => self.call_fate(&row),
            None => self.no_call(handle),
        }
    }

    /// What became of a call.
    fn call_fate(&self, row: &acd_core::CallRow) -> String {
        let queue = Names::new(self.plan).queue(row.queue);
        let wait = row.wait;
        match row.disposition {
            Disposition::InProgress => format!("it has waited {wait}, now in {queue}"),
            Disposition::Answered => {
                let session = row.session.and_then(|id| self.floor.session(id));
                let by =
                    session.map_or_else(String::new, |row| format!(" by {}", Names::new(self.plan).session_of(&row)));
                format!("it was answered{by} after {wait} and talked {}{}", row.talk, on_hold(row.hold))
            }
            Disposition::Abandoned => format!("its caller gave up after {wait} in {queue}"),
            Disposition::Blocked => format!("it found {queue} full after {wait}"),
            Disposition::Unstaffed => format!("it found {queue} without sessions after {wait}"),
            Disposition::TimedOut => format!("it reached the maximum wait of {queue} after {wait}"),
        }
    }

    /// Why there is no such call.
    fn no_call(&self, handle: CallHandle) -> String {
        match self.plan.steps.iter().find(|step| step.verb.brought_call() == Some(handle)) {
            Some(Step { verb: Verb::NonAcdCall { .. }, .. }) => "it is no call of the ACD's".to_owned(),
            Some(step) if step.at > self.floor.now() => format!("it is to arrive at {}", step.at),
            Some(step) => format!("the step at {} that lets it arrive was refused", step.at),
            None => "its stream has not brought it".to_owned(),
        }
    }

    /// What became of a request.
    fn request_fate(&self, name: &str) -> String {
        let Some(row) = request(&self.outside.requests, name) else {
            let due =
                self.plan.steps.iter().find(|step| matches!(&step.verb, Verb::Request(step) if step.name == name));
            return match due {
                Some(step) => format!("is to be submitted at {}", step.at),
                None => "is never submitted".to_owned(),
            };
        };
        match row.finished_us {
            Some(us) => format!("finished at {} with {}", moment(us), outcome(row)),
            None => format!("is still open, submitted at {}{}", moment(row.submitted_us), handled(row)),
        }
    }
}

/// So many sessions of an agent are named.
const SHOWN: usize = 3;

fn on_hold(hold: Span) -> String {
    if hold.is_zero() { String::new() } else { format!(", on hold {hold}") }
}

fn outcome(row: &RequestRow) -> String {
    match (&row.error, &row.value) {
        (Some(error), _) => error.clone(),
        (None, Some(value)) => format!("the value {value}"),
        (None, None) => "success and no value".to_owned(),
    }
}

fn handled(row: &RequestRow) -> String {
    match row.handled_us {
        Some(us) => format!(" and handled at {}", moment(us)),
        None => " and not handled".to_owned(),
    }
}

fn moment(us: u64) -> Time {
    Time::from_micros(us)
}
