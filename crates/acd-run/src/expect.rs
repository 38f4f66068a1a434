//! Expectations: what a scenario says should be, held against what is.

mod nearest;
#[cfg(test)]
mod tests;
mod values;

use acd_scenario::{Expectation, Plan, RequestWhat, Subject, Want};
use serde_json::{Value, json};
use tapi_types::Time;

use crate::floor::{Floor, Names};
use crate::picture;
use crate::report::{ExpectationRow, RequestRow};

/// Holds the expectation at place `index` of the plan against the floor as it stands, and against the requests
/// submitted so far.
///
/// An expectation about something that has not come into being fails, and its `actual` is null.
///
/// # Panics
/// When the plan has no such expectation, or names an agent or queue that it does not have.
pub fn check(index: usize, plan: &Plan, floor: &impl Floor, requests: &[RequestRow]) -> ExpectationRow {
    let expectation = &plan.expectations[index];
    let seen = Seen::of(&expectation.of, plan, floor, requests);
    let failed: Vec<&str> = match &seen {
        None => Vec::new(),
        Some(seen) => {
            expectation.wants.iter().filter(|(name, want)| !seen.meets(name, want)).map(|(name, _)| &**name).collect()
        }
    };
    let passed = seen.is_some() && failed.is_empty();
    ExpectationRow {
        index,
        id: expectation.id.clone(),
        at_us: floor.now().as_micros(),
        passed,
        what: what(expectation, plan, floor.now()),
        expected: expectation.written.clone(),
        actual: seen.as_ref().map_or(Value::Null, |seen| values::project(&expectation.written, &seen.members)),
        nearest: if passed { None } else { nearest::nearest(expectation, &failed, plan, floor, requests) },
    }
}

/// The thing that an expectation is about, as it is.
struct Seen {
    /// Its row of the report.
    members: Value,
    /// The code that a request's method returned.
    hresult: Option<i32>,
}

impl Seen {
    fn of(subject: &Subject, plan: &Plan, floor: &impl Floor, requests: &[RequestRow]) -> Option<Seen> {
        let members = match subject {
            Subject::Session(id) => json!(picture::session(plan, &floor.session(*id)?)),
            Subject::Agent(id) => json!(picture::agent(plan, &floor.agent(*id)?)),
            Subject::Queue(id) => json!(picture::queue(plan, &floor.queue(*id)?)),
            Subject::Call(handle) => json!(picture::call(plan, floor, &floor.call(*handle)?)),
            Subject::Reply(name) => {
                let row = request(requests, name)?;
                return Some(Seen { members: reply(row), hresult: row.hresult });
            }
        };
        Some(Seen { members, hresult: None })
    }

    fn meets(&self, name: &str, want: &Want) -> bool {
        match want {
            Want::Is(value) => values::same(value, &values::member(&self.members, name)),
            Want::Between { min, max } => values::between(*min, *max, &values::member(&self.members, name)),
            Want::Error(hresult) => self.hresult == Some(hresult.0),
        }
    }
}

/// The members of a `reply`, and those of its request.
fn reply(row: &RequestRow) -> Value {
    let mut members = json!(row);
    members["finished_at"] = json!(row.finished_us);
    members
}

fn request<'a>(requests: &'a [RequestRow], name: &str) -> Option<&'a RequestRow> {
    requests.iter().find(|row| row.request == name)
}

/// What an expectation looks at and when, in words.
fn what(expectation: &Expectation, plan: &Plan, now: Time) -> String {
    let subject = subject(&expectation.of, plan);
    match expectation.at {
        Some(_) => format!("{subject} at {now}"),
        None => format!("{subject} at the end, {now}"),
    }
}

fn subject(subject: &Subject, plan: &Plan) -> String {
    let names = Names::new(plan);
    match subject {
        Subject::Session(id) => format!("session {}", plan.session_names[id.index()]),
        Subject::Agent(id) => format!("agent {}", names.agent(*id)),
        Subject::Queue(id) => format!("queue {}", names.queue(*id)),
        Subject::Call(handle) => format!("call {}", names.call(*handle)),
        Subject::Reply(name) => format!("reply to request {name}"),
    }
}

/// The method behind a request, as the report names it: `get_number_of_calls`, `put_state`, `create_session`.
pub fn method(what: &RequestWhat) -> String {
    match what {
        RequestWhat::GetSession(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetAgent(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetQueue(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::PutSessionState(..) | RequestWhat::PutAgentState(..) => "put_state".to_owned(),
        RequestWhat::PutAgentPeriod(..) | RequestWhat::PutQueuePeriod(..) => "put_measurement_period".to_owned(),
        RequestWhat::CreateSession { .. } => "create_session".to_owned(),
    }
}
