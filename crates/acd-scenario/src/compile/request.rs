//! Requests: questions and orders of an application.

use acd_core::Distribution;
use tapi_types::{AgentId, AgentState, QueueId, SessionId, SessionState, Span};

use super::check::quoted;
use super::header::Header;
use super::scope::Scope;
use super::steps::seat;
use crate::choices::Choices;
use crate::file::{Any, Request, RequestSession};
use crate::path::At;
use crate::plan::{AgentGetter, QueueGetter, RequestStep, RequestWhat, SessionGetter};
use crate::suggest::{did_you_mean, list, nearest};

/// What a request is about.
#[derive(Clone, Copy)]
enum Object {
    Session(SessionId),
    Agent(AgentId),
    Queue(QueueId),
}

/// A request step.
pub(crate) fn request(request: &Request<'_>, header: &Header, at: &At<'_>, scope: &mut Scope) -> Option<RequestStep> {
    let name = scope.check.need(request.name.as_ref(), at, "request").map(ToString::to_string);
    let timeout = request.timeout.as_ref().and_then(|timeout| scope.check.span(timeout, &at.member("timeout")));
    scope.check.exactly_one(
        at,
        "what to ask",
        &[
            ("get", request.get.is_some()),
            ("put", request.put.is_some()),
            ("create_session", request.create_session.is_some()),
        ],
    );
    if let Some(value) = request.value.as_ref().filter(|_| request.put.is_none()) {
        scope
            .check
            .error_at_key("unknown_member", &at.member("value"), "`value` belongs to `put`, which is not there")
            .found(value.describe());
    }
    let what = if let Some(create) = &request.create_session {
        create_session(request, create, at, scope)
    } else {
        let object = object(request, at, scope);
        if request.get.is_some() { get(request, object, at, scope) } else { put(request, object, at, scope) }
    };
    let what = what?;
    if !what.is_known() {
        due_at_the_limit(timeout, header, at, scope);
    }
    Some(RequestStep { name: name?, timeout, what })
}

fn object(request: &Request<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Object> {
    scope.check.exactly_one(
        at,
        "the object of the request",
        &[
            ("session", request.session.is_some()),
            ("agent", request.agent.is_some()),
            ("queue", request.queue.is_some()),
        ],
    );
    let session = request.session.as_ref().and_then(|id| scope.session(id, &at.member("session")));
    let agent = request.agent.as_ref().and_then(|id| scope.agent(id, &at.member("agent")));
    let queue = request.queue.as_ref().and_then(|id| scope.queue(id, &at.member("queue")));
    session.map(Object::Session).or(agent.map(Object::Agent)).or(queue.map(Object::Queue))
}

fn create_session(
    request: &Request<'_>,
    create: &RequestSession<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<RequestWhat> {
    let outside = [
        ("session", request.session.is_some()),
        ("agent", request.agent.is_some()),
        ("queue", request.queue.is_some()),
    ];
    for (name, _) in outside.iter().filter(|(_, there)| *there) {
        scope.check.error_at_key(
            "unknown_member",
            &at.member(name),
            format!(
                "a request that creates a session names everything inside `create_session`, not `{name}` beside it"
            ),
        );
    }
    let at = at.member("create_session");
    let session = scope.new_session(create.session.as_ref(), &at);
    let seat = seat(create.agent.as_ref(), create.group.as_ref(), &at, scope);
    let (agent, group) = seat?;
    Some(RequestWhat::CreateSession { session: session?, agent, group })
}

/// The kind of object as the file writes it, even where its name is unknown.
fn kind(request: &Request<'_>) -> Option<&'static str> {
    if request.session.is_some() {
        Some("session")
    } else if request.agent.is_some() {
        Some("agent")
    } else {
        request.queue.as_ref().map(|_| "queue")
    }
}

fn get(request: &Request<'_>, object: Option<Object>, at: &At<'_>, scope: &mut Scope) -> Option<RequestWhat> {
    let name = &**request.get.as_ref()?;
    let at = at.member("get");
    let session: Vec<&str> = SessionGetter::ALL.iter().map(|getter| getter.name()).collect();
    let agent: Vec<&str> = AgentGetter::ALL.iter().map(|getter| getter.name()).collect();
    let queue: Vec<&str> = QueueGetter::ALL.iter().map(|getter| getter.name()).collect();
    let (what, known) = match kind(request)? {
        "session" => ("a session", &session),
        "agent" => ("an agent", &agent),
        _ => ("a queue", &queue),
    };
    if !known.contains(&name) {
        let others = [("a session", &session), ("an agent", &agent), ("a queue", &queue)];
        let other = others.iter().find(|(_, names)| names.contains(&name)).map(|(what, _)| *what);
        let help = nearest(name.strip_prefix("get_").unwrap_or(name), known.iter().copied()).map(did_you_mean);
        let help = help.or(other.map(|other| format!("`{name}` is a getter of {other}")));
        scope
            .check
            .error("unknown_value", &at, format!("{what} has no getter {}", quoted(name)))
            .found(quoted(name))
            .expected(list(known.iter().copied()))
            .maybe_help(help);
        return None;
    }
    match object? {
        Object::Session(session) => Some(RequestWhat::GetSession(session, SessionGetter::from_name(name)?)),
        Object::Agent(agent) => Some(RequestWhat::GetAgent(agent, AgentGetter::from_name(name)?)),
        Object::Queue(queue) => Some(RequestWhat::GetQueue(queue, QueueGetter::from_name(name)?)),
    }
}

fn put(request: &Request<'_>, object: Option<Object>, at: &At<'_>, scope: &mut Scope) -> Option<RequestWhat> {
    let name = request.put.as_ref()?;
    let known: &[&str] = match kind(request)? {
        "session" => &["state"],
        "agent" => &["state", "measurement_period"],
        _ => &["measurement_period"],
    };
    if !known.contains(&&**name) {
        let what = format!("something that a {} can be told", kind(request)?);
        scope.check.unknown_value(name, &what, known, &at.member("put"));
        return None;
    }
    let value = scope.check.need(request.value.as_ref(), at, "value")?;
    let value_at = at.member("value");
    match (kind(request)?, &**name) {
        ("session", _) => {
            let state: SessionState = state(value, &value_at, scope)?;
            if let Some(Object::Session(session)) = object {
                Some(RequestWhat::PutSessionState(session, state))
            } else {
                None
            }
        }
        ("agent", "state") => {
            let state: AgentState = state(value, &value_at, scope)?;
            if let Some(Object::Agent(agent)) = object { Some(RequestWhat::PutAgentState(agent, state)) } else { None }
        }
        _ => {
            let period = period(value, &value_at, scope)?;
            match object? {
                Object::Agent(agent) => Some(RequestWhat::PutAgentPeriod(agent, period)),
                Object::Queue(queue) => Some(RequestWhat::PutQueuePeriod(queue, period)),
                Object::Session(_) => None,
            }
        }
    }
}

fn state<S: Choices>(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<S> {
    if let Any::Text(text) = value {
        return scope.check.named(text, at);
    }
    scope.check.wrong_type(&value.describe(), S::WHAT, at);
    None
}

/// Seconds, not zero; below zero they go through as a DWORD.
fn period(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<i32> {
    let Any::Number(number) = value else {
        scope.check.wrong_type(&value.describe(), "whole seconds", at);
        return None;
    };
    let whole = scope.check.whole(crate::file::Whole(*number), i32::MIN.into(), i32::MAX.into(), at)?;
    if whole == 0 {
        scope.check.error("out_of_range", at, "a measurement period is not zero").found("0").expected("whole seconds");
        return None;
    }
    i32::try_from(whole).ok()
}

/// A warning where the reply is due exactly at the limit: it arrives, by one microsecond.
fn due_at_the_limit(timeout: Option<Span>, header: &Header, at: &At<'_>, scope: &mut Scope) {
    let constant = Distribution::constant;
    let Some((handle, reply)) = constant(&header.handle_after).zip(constant(&header.reply_after)) else { return };
    let limit = timeout.unwrap_or(header.client_timeout);
    if handle + reply == limit && !limit.is_zero() {
        let message = format!("the reply is due exactly at the limit of {limit}; it arrives");
        scope.check.warning("due_at_limit", at, message).help("one microsecond more and the request times out");
    }
}
