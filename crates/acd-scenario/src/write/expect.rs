//! Expectations.

use serde_json::Value;
use tapi_types::Span;

use super::json::{Members, Page};
use super::moment;
use super::names::Names;
use crate::plan::{Expectation, Subject};

pub(super) fn expectation(expectation: &Expectation, names: Names<'_>, page: &mut Page) {
    page.object(|members| {
        members.maybe_span("at", expectation.at.map(moment));
        members.maybe_text("id", expectation.id.as_deref());
        let row = |of: &'static str, name: &str, members: &mut Members<'_>| {
            members.object(of, |members| {
                members.text(of, name);
                each(&expectation.written, |member, value| members.value(member, value));
            });
        };
        match &expectation.of {
            Subject::Session(session) => row("session", names.session(*session), members),
            Subject::Agent(agent) => row("agent", names.agent(*agent), members),
            Subject::Queue(queue) => row("queue", names.queue(*queue), members),
            Subject::Call(call) => row("call", names.call(*call), members),
            Subject::Message(_) => members.object("message", |members| {
                each(&expectation.written, |member, value| match member {
                    "seen_at" => members.value(member, &as_duration(value)),
                    _ => members.value(member, value),
                });
            }),
            Subject::Reply(request) => members.object("reply", |members| {
                members.text("request", request);
                each(&expectation.written, |member, value| match member {
                    "finished_at" => members.value(member, &as_duration(value)),
                    _ => members.value(member, value),
                });
            }),
        }
    });
}

fn each(written: &Value, mut member: impl FnMut(&str, &Value)) {
    for (name, value) in written.as_object().into_iter().flatten() {
        member(name, value);
    }
}

/// A moment, which files write as a duration, or a band of them.
fn as_duration(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_u64() {
            Some(us) => Span::from_micros(us).to_string().into(),
            None => value.clone(),
        },
        Value::Object(band) => band.iter().map(|(end, value)| (end.clone(), as_duration(value))).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) => value.clone(),
    }
}
