//! Expectations: what a scenario says should be, held against what is.

mod member;
mod nearest;
#[cfg(test)]
mod tests;
mod values;

use acd_scenario::{Expectation, Plan, RequestWhat, Subject, Want};
use serde_json::{Value, json};
use tapi_types::Time;

use crate::floor::{Floor, Names};
use crate::outside::Outside;
use crate::picture;
use crate::report::{ExpectationRow, RequestRow};

/// Holds the expectation at place `index` of the plan against the floor as it stands, and against the requests
/// submitted so far.
///
/// An expectation about something that has not come into being fails, and its `actual` is null.
///
/// # Panics
/// When the plan has no such expectation, or names an agent or queue that it does not have.
pub fn check(index: usize, plan: &Plan, floor: &impl Floor, outside: &Outside) -> ExpectationRow {
    let expectation = &plan.expectations[index];
    let seen = Seen::of(expectation, &outside.made.in_subject(plan, &expectation.of), plan, floor, outside);
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
        nearest: if passed { None } else { nearest::nearest(expectation, &failed, plan, floor, outside) },
    }
}

/// Whether the expectation at place `index` of the plan is met on a floor without clients, and nothing more: what [`check`]
/// says as well, without putting its row together. `band` hears of every member that has a band, in order: its number, where it
/// has one.
///
/// Only for what stands on the floor itself: nothing but [`check`] can look at replies and messages, which are never met here,
/// or at agents whom requests make.
///
/// # Panics
/// As [`check`].
pub fn is_met(index: usize, plan: &Plan, floor: &impl Floor, mut band: impl FnMut(Option<f64>)) -> bool {
    let Expectation { of, wants, .. } = &plan.expectations[index];
    let mut hold = |row: &dyn Fn(&str) -> Value| {
        let mut all = true;
        for (name, want) in wants {
            all &= match want {
                Want::Is(value) => values::same(value, &row(name)),
                Want::Between { min, max } => {
                    let value = row(name);
                    band(value.as_f64());
                    values::between(*min, *max, &value)
                }
                Want::Error(_) => false,
            };
        }
        all
    };
    let met = match of {
        Subject::Session(id) => floor.session(*id).map(|row| {
            let row = picture::session(plan, &row);
            hold(&|name| member::of(&row, name))
        }),
        Subject::Agent(id) => floor.agent(*id).map(|row| {
            let row = picture::agent(plan, &row);
            hold(&|name| member::of(&row, name))
        }),
        Subject::Queue(id) => floor.queue(*id).map(|row| {
            let row = picture::queue(plan, &row);
            hold(&|name| member::of(&row, name))
        }),
        Subject::Call(handle) => floor.call(*handle).map(|row| {
            let row = picture::call(plan, floor, &row);
            hold(&|name| member::of(&row, name))
        }),
        Subject::Reply(_) | Subject::Message(_) => None,
    };
    met.unwrap_or_else(|| {
        hold(&|_| Value::Null);
        false
    })
}

/// The thing that an expectation is about, as it is.
struct Seen {
    /// Its row of the report.
    members: Value,
    /// The code that a request's method returned.
    hresult: Option<i32>,
}

impl Seen {
    fn of(
        expectation: &Expectation,
        subject: &Subject,
        plan: &Plan,
        floor: &impl Floor,
        outside: &Outside,
    ) -> Option<Seen> {
        let members = match subject {
            Subject::Session(id) => json!(picture::session(plan, &floor.session(*id)?)),
            Subject::Agent(id) => json!(picture::agent(plan, &floor.agent(*id)?)),
            Subject::Queue(id) => json!(picture::queue(plan, &floor.queue(*id)?)),
            Subject::Call(handle) => json!(picture::call(plan, floor, &floor.call(*handle)?)),
            Subject::Reply(name) => {
                let row = request(&outside.requests, name)?;
                return Some(Seen { members: reply(row), hresult: row.hresult });
            }
            Subject::Message(message) => messages(&outside.seen(plan, message), expectation),
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

/// The members of a `message`: those that said which ones to look for, how many there were, and the moment that is looked for
/// where one came then, else that of the last.
fn messages(seen: &[Time], expectation: &Expectation) -> Value {
    let wanted = expectation.wants.iter().find(|(name, _)| name == "seen_at").map(|(_, want)| want);
    let is_wanted = |at: &&Time| matches!(wanted, Some(Want::Is(value)) if *value == json!(at.as_micros()));
    let at = seen.iter().find(is_wanted).or(seen.last());
    let mut members = expectation.written.clone();
    members["count"] = json!(seen.len());
    members["seen_at"] = json!(at.map(|at| at.as_micros()));
    members
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

/// What an expectation looks at, in words.
///
/// # Panics
/// When the plan does not have it.
pub fn subject(subject: &Subject, plan: &Plan) -> String {
    let names = Names::new(plan);
    match subject {
        Subject::Session(id) => format!("session {}", plan.session_names[id.index()]),
        Subject::Agent(id) => format!("agent {}", names.agent(*id)),
        Subject::Queue(id) => format!("queue {}", names.queue(*id)),
        Subject::Call(handle) => format!("call {}", names.call(*handle)),
        Subject::Reply(name) => format!("reply to request {name}"),
        Subject::Message(message) => {
            format!("{} to client {}", message.number.original_name(), plan.clients[message.client].name)
        }
    }
}

/// The method behind a request, as the report names it: `get_number_of_calls`, `put_state`, `create_session`.
pub fn method(what: &RequestWhat) -> String {
    match what {
        RequestWhat::GetSession(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetAgent(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetQueue(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetGroup(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetHandler(getter) => format!("get_{}", getter.name()),
        RequestWhat::GetAddress(_, getter) => format!("get_{}", getter.name()),
        RequestWhat::GetLine(getter) => format!("get_{}", getter.name()),
        RequestWhat::CreateAgent { .. } => "create_agent".to_owned(),
        RequestWhat::PutAddressGroups { .. } => "put_agent_group".to_owned(),
        RequestWhat::PutAddressState { .. } => "put_agent_state".to_owned(),
        RequestWhat::PutAddressActivity { .. } => "put_agent_activity".to_owned(),
        RequestWhat::AgentSpecific { .. } => "agent_specific".to_owned(),
        RequestWhat::PutSessionState(..) | RequestWhat::PutAgentState(..) => "put_state".to_owned(),
        RequestWhat::PutAgentPeriod(..) | RequestWhat::PutQueuePeriod(..) => "put_measurement_period".to_owned(),
        RequestWhat::CreateSession { .. } => "create_session".to_owned(),
    }
}
