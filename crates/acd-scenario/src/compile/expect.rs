//! Expectations: which row, which members, and what they should be.

use std::collections::HashMap;

use serde_json::{Map, Value};
use tapi_types::{CallHandle, Hresult, LineError, Time};

use super::answers;
use super::check::quoted;
use super::messages;
use super::names::{Kind, Table};
use super::row::{self, Member};
use super::scope::Scope;
use super::want;
use crate::file::{Any, Expectation as FileExpectation, Key, Scenario, Wants};
use crate::limits;
use crate::path::At;
use crate::plan::{Expectation, RequestWhat, Step, Subject, Want};
use crate::suggest::{did_you_mean, nearest};

/// What is asked by each request, by its name.
type Asked<'s> = HashMap<&'s str, &'s RequestWhat>;

/// The expectations, in file order.
pub(crate) fn expectations(file: &Scenario<'_>, steps: &[Step], scope: &mut Scope) -> Vec<Expectation> {
    let at = At::ROOT.member("expect");
    let asked = asked(file, steps);
    let mut ids = Table::new(Kind::Expectation, false);
    let mut expectations = Vec::new();
    for (place, element) in scope.check.elements(file.expect.as_ref(), &at, limits::EXPECTATIONS) {
        let at = at.element(place);
        if let Some(id) = &element.id {
            scope.check.name_length(id, &at.member("id"));
            ids.declare(&mut scope.check, id, &at.member("id"));
        }
        expectations.extend(expectation(element, &asked, &at, scope));
    }
    expectations
}

/// Empty where nothing expects a reply.
fn asked<'s>(file: &Scenario<'_>, steps: &'s [Step]) -> Asked<'s> {
    let mut elements = file.expect.iter().flat_map(|list| &list.0).flatten();
    if !elements.any(|element| element.reply.is_some()) {
        return Asked::new();
    }
    let requests = steps.iter().filter_map(|step| step.verb.request());
    requests.map(|request| (request.name.as_str(), &request.what)).collect()
}

fn expectation(
    expectation: &FileExpectation<'_>,
    asked: &Asked<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<Expectation> {
    let time_at = at.member("at");
    let time: Option<Time> = expectation.at.as_ref().and_then(|time| scope.check.time(time, &time_at));
    if let Some(time) = time {
        scope.within_run(time, "the expectation", &time_at);
    }
    let subjects = [
        ("session", &expectation.session),
        ("agent", &expectation.agent),
        ("queue", &expectation.queue),
        ("call", &expectation.call),
        ("reply", &expectation.reply),
    ];
    let there = subjects.map(|(name, wants)| (name, wants.is_some()));
    let there = there.into_iter().chain([("message", expectation.message.is_some())]).collect::<Vec<_>>();
    scope.check.exactly_one(at, "the object of the expectation", &there);
    let mut read = None;
    for (name, wants) in subjects {
        let Some(wants) = wants else { continue };
        let subject = subject(name, wants, asked, &at.member(name), scope);
        read = read.or(subject);
    }
    if let Some(message) = &expectation.message {
        let subject = messages::message(message, time, &at.member("message"), scope);
        read = read.or(subject);
    }
    let (of, seen) = read?;
    let id = expectation.id.as_ref().map(ToString::to_string);
    Some(Expectation { id, at: time, of, wants: seen.wants, written: Value::Object(seen.written) })
}

/// What an expectation says about its row.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) wants: Vec<(String, Want)>,
    pub(super) written: Map<String, Value>,
}

fn subject(
    name: &str,
    wants: &Wants<'_>,
    asked: &Asked<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<(Subject, Seen)> {
    let own = if name == "reply" { "request" } else { name };
    let id = own_name(own, wants, at, scope);
    let id_at = at.member(own);
    let mut seen = Seen::default();
    let of = match name {
        "session" => id.and_then(|id| scope.session(id, &id_at)).map(Subject::Session),
        "agent" => id.and_then(|id| scope.agent(id, &id_at)).map(Subject::Agent),
        "queue" => id.and_then(|id| scope.queue(id, &id_at)).map(Subject::Queue),
        "call" => id.and_then(|id| call(id, &id_at, scope)).map(Subject::Call),
        _ => id.and_then(|id| scope.request(id, &id_at).map(|_| Subject::Reply(id.to_owned()))),
    };
    let members = wants.0.iter().filter(|(member, _)| &**member != own);
    match name {
        "session" => want::row(members, own, row::SESSION, "", at, &mut seen, scope),
        "agent" => want::row(members, own, row::AGENT, "", at, &mut seen, scope),
        "queue" => want::row(members, own, row::QUEUE, "", at, &mut seen, scope),
        "call" => want::row(members, own, row::CALL, "", at, &mut seen, scope),
        _ => reply(members, id.and_then(|id| asked.get(id)).copied(), at, &mut seen, scope),
    }
    Some((of?, seen))
}

/// The name of the thing that an expectation is about.
fn own_name<'v>(own: &str, wants: &'v Wants<'_>, at: &At<'_>, scope: &mut Scope) -> Option<&'v str> {
    let name = wants.0.iter().find(|(member, _)| &**member == own).map(|(_, value)| value);
    let name = scope.check.need(name, at, own)?;
    if let Any::Text(name) = name {
        return Some(name);
    }
    scope.check.wrong_type(&name.describe(), "a name", &at.member(own));
    None
}

fn call(id: &str, at: &At<'_>, scope: &mut Scope) -> Option<CallHandle> {
    let call = scope.call(id, at)?;
    if scope.non_acd_calls.contains(&call) {
        let message = format!("the call {} is not the ACD's and has no row, so this fails", quoted(id));
        scope.check.warning("no_row", at, message);
    }
    Some(call)
}

/// Members of an expectation about a request.
const REPLY: [&str; 3] = ["value", "error", "finished_at"];

fn reply<'v>(
    members: impl Iterator<Item = &'v (Key<'v>, Any<'v>)>,
    asked: Option<&RequestWhat>,
    at: &At<'_>,
    seen: &mut Seen,
    scope: &mut Scope,
) {
    let mut settled: Option<&str> = None;
    for (name, value) in members {
        let at = at.member(name);
        reply_member(name, value, asked, &at, seen, scope);
        if matches!(&**name, "value" | "error") && !matches!(value, Any::Null) && settled.replace(name).is_some() {
            scope
                .check
                .error_at_key("too_many_members", &at, "a reply has a value or an error, not both")
                .found(format!("`{}`", &**name));
        }
    }
}

fn reply_member(
    name: &str,
    value: &Any<'_>,
    asked: Option<&RequestWhat>,
    at: &At<'_>,
    seen: &mut Seen,
    scope: &mut Scope,
) {
    let want = match (name, asked.map(answers::answer), value) {
        ("value", Some(Member::Block(inner)), Any::Object(members)) => {
            let mut block = Seen::default();
            want::row(members.iter(), "", inner, "value.", at, &mut block, scope);
            seen.wants.append(&mut block.wants);
            seen.written.insert(name.to_owned(), Value::Object(block.written));
            return;
        }
        ("value", Some(kind), _) => want::value(value, kind, at, scope),
        ("value", None, _) => want::anything(value, at, scope),
        ("error", ..) => error(value, at, scope),
        ("finished_at", ..) => want::moment(value, at, scope),
        _ => {
            scope.check.unknown_member(name, &REPLY, at);
            None
        }
    };
    if let Some((want, written)) = want {
        seen.wants.push((name.to_owned(), want));
        seen.written.insert(name.to_owned(), written);
    }
}

fn error(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<(Want, Value)> {
    match value {
        Any::Null => Some((Want::Is(Value::Null), Value::Null)),
        Any::Text(name) => {
            let code = hresult(name);
            if code.is_none() {
                unknown_error(name, at, scope);
            }
            code.map(|code| (Want::Error(code), Value::from(&**name)))
        }
        Any::Flag(_) | Any::Number(_) | Any::List(_) | Any::Object(_) => {
            scope.check.wrong_type(&value.describe(), AN_ERROR, at);
            None
        }
    }
}

const AN_ERROR: &str = "the name of an error, such as `TAPI_E_TIMEOUT` or `LINEERR_OPERATIONFAILED`";

fn unknown_error(name: &str, at: &At<'_>, scope: &mut Scope) {
    let line = LineError::ALL.iter().map(|error| error.name());
    let tapi3 = Hresult::NAMED.iter().filter(|(_, code)| !code.is_success()).map(|(name, _)| *name);
    scope
        .check
        .error("unknown_value", at, format!("{} is not an error", quoted(name)))
        .found(quoted(name))
        .expected(AN_ERROR)
        .maybe_help(nearest(name, line.chain(tapi3)).map(did_you_mean));
}

/// The HRESULT of an error's name: a `LINEERR_` value is its own (POLICY `lineerr_to_hresult`).
fn hresult(name: &str) -> Option<Hresult> {
    let raw = LineError::from_name(name).map(LineError::raw_hresult);
    raw.or_else(|| Hresult::from_name(name).filter(|code| !code.is_success()))
}

/// For the schema: each kind of expectation with its row.
#[cfg(feature = "schema")]
pub(crate) const ROWS: [(&str, row::Row); 4] =
    [("session", row::SESSION), ("agent", row::AGENT), ("queue", row::QUEUE), ("call", row::CALL)];
