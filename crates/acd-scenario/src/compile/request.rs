//! Requests: questions and orders of an application.

use acd_core::Distribution;
use tapi_types::{AddressId, AgentId, AgentState, GroupId, QueueId, SessionId, SessionState, Span};

use super::at_address;
use super::check::quoted;
use super::header::Header;
use super::hex;
use super::scope::Scope;
use super::steps::seat;
use crate::choices::Choices;
use crate::file::{AddressAgentSpecific, Any, Request, RequestAgent, RequestSession};
use crate::path::At;
use crate::plan::{
    AddressGetter, AgentGetter, GroupGetter, HandlerGetter, LineGetter, QueueGetter, RequestStep, RequestWhat,
    SessionGetter,
};
use crate::suggest::{did_you_mean, list, nearest};

/// What a request is about.
#[derive(Clone, Copy)]
enum Object {
    Session(SessionId),
    Agent(AgentId),
    Queue(QueueId),
    Group(GroupId),
    Handler,
    Address(AddressId),
    Line,
}

/// A kind of object, known even where the name of the object is not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Session,
    Agent,
    Queue,
    Group,
    Handler,
    Address,
    Line,
}

impl Kind {
    const ALL: [Kind; 7] =
        [Kind::Session, Kind::Agent, Kind::Queue, Kind::Group, Kind::Handler, Kind::Address, Kind::Line];

    /// The member of the file.
    const fn member(self) -> &'static str {
        match self {
            Kind::Session => "session",
            Kind::Agent => "agent",
            Kind::Queue => "queue",
            Kind::Group => "group",
            Kind::Handler => "handler",
            Kind::Address => "address",
            Kind::Line => "line",
        }
    }

    /// For messages.
    const fn one(self) -> &'static str {
        match self {
            Kind::Session => "a session",
            Kind::Agent => "an agent",
            Kind::Queue => "a queue",
            Kind::Group => "a group",
            Kind::Handler => "the handler",
            Kind::Address => "an address",
            Kind::Line => "the line",
        }
    }

    const fn is_there(self, request: &Request<'_>) -> bool {
        match self {
            Kind::Session => request.session.is_some(),
            Kind::Agent => request.agent.is_some(),
            Kind::Queue => request.queue.is_some(),
            Kind::Group => request.group.is_some(),
            Kind::Handler => request.handler.is_some(),
            Kind::Address => request.address.is_some(),
            Kind::Line => request.line.is_some(),
        }
    }

    /// The kind of object as the file writes it.
    fn of(request: &Request<'_>) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.is_there(request))
    }

    fn getters(self) -> Vec<&'static str> {
        match self {
            Kind::Session => SessionGetter::ALL.iter().map(|getter| getter.name()).collect(),
            Kind::Agent => AgentGetter::ALL.iter().map(|getter| getter.name()).collect(),
            Kind::Queue => QueueGetter::ALL.iter().map(|getter| getter.name()).collect(),
            Kind::Group => GroupGetter::ALL.iter().map(|getter| getter.name()).collect(),
            Kind::Handler => HandlerGetter::ALL.iter().map(|getter| getter.name()).collect(),
            Kind::Address => AddressGetter::ALL.iter().map(|getter| getter.name()).collect(),
            Kind::Line => LineGetter::ALL.iter().map(|getter| getter.name()).collect(),
        }
    }

    const fn setters(self) -> &'static [&'static str] {
        match self {
            Kind::Session => &["state"],
            Kind::Agent => &["state", "measurement_period"],
            Kind::Queue => &["measurement_period"],
            Kind::Address => &["agent_group", "agent_state", "agent_activity"],
            Kind::Group | Kind::Handler | Kind::Line => &[],
        }
    }
}

/// A request step.
pub(crate) fn request(request: &Request<'_>, header: &Header, at: &At<'_>, scope: &mut Scope) -> Option<RequestStep> {
    let name = scope.check.need(request.name.as_ref(), at, "request").map(ToString::to_string);
    let client = scope.client(request.client.as_ref(), at);
    let timeout = request.timeout.as_ref().and_then(|timeout| scope.check.span(timeout, &at.member("timeout")));
    scope.check.exactly_one(
        at,
        "what to ask",
        &[
            ("get", request.get.is_some()),
            ("put", request.put.is_some()),
            ("create_session", request.create_session.is_some()),
            ("create_agent", request.create_agent.is_some()),
            ("agent_specific", request.agent_specific.is_some()),
        ],
    );
    if let Some(value) = request.value.as_ref().filter(|_| request.put.is_none()) {
        scope
            .check
            .error_at_key("unknown_member", &at.member("value"), "`value` belongs to `put`, which is not there")
            .found(value.describe());
    }
    let what = what(request, at, scope)?;
    if !what.is_known() {
        due_at_the_limit(timeout, header, at, scope);
    }
    Some(RequestStep { name: name?, client: client?, timeout, what })
}

/// Whatever was declared is read, so that what was declared next is not taken for it.
fn what(request: &Request<'_>, at: &At<'_>, scope: &mut Scope) -> Option<RequestWhat> {
    let session = request.create_session.as_ref().map(|create| create_session(request, create, at, scope));
    let agent = request.create_agent.as_ref().map(|create| create_agent(request, create, at, scope));
    let specific = request.agent_specific.as_ref().map(|specific| agent_specific(request, specific, at, scope));
    if let Some(what) = session.or(agent).or(specific) {
        return what;
    }
    let object = object(request, at, scope);
    if request.get.is_some() { get(request, object, at, scope) } else { put(request, object, at, scope) }
}

fn object(request: &Request<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Object> {
    let there = Kind::ALL.map(|kind| (kind.member(), kind.is_there(request)));
    scope.check.exactly_one(at, "the object of the request", &there);
    let session = request.session.as_ref().and_then(|id| scope.session(id, &at.member("session")));
    let agent = request.agent.as_ref().and_then(|id| scope.agent(id, &at.member("agent")));
    let queue = request.queue.as_ref().and_then(|id| scope.queue(id, &at.member("queue")));
    let group = request.group.as_ref().and_then(|id| scope.group(id, &at.member("group")));
    let address = request.address.as_ref().and_then(|text| scope.need_address(Some(text), at));
    match Kind::of(request)? {
        Kind::Session => session.map(Object::Session),
        Kind::Agent => agent.map(Object::Agent),
        Kind::Queue => queue.map(Object::Queue),
        Kind::Group => group.map(Object::Group),
        Kind::Handler => Some(Object::Handler),
        Kind::Address => address.map(Object::Address),
        Kind::Line => Some(Object::Line),
    }
}

/// An error for each object beside something that names everything inside.
fn nothing_beside(what: &str, inside: &str, request: &Request<'_>, at: &At<'_>, scope: &mut Scope) {
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_there(request)) {
        let name = kind.member();
        let message = format!("a request that {what} names everything inside `{inside}`, not `{name}` beside it");
        scope.check.error_at_key("unknown_member", &at.member(name), message).found(format!("`{name}`"));
    }
}

fn create_session(
    request: &Request<'_>,
    create: &RequestSession<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<RequestWhat> {
    nothing_beside("creates a session", "create_session", request, at, scope);
    let at = at.member("create_session");
    let session = scope.new_session(create.session.as_ref(), &at);
    let seat = seat(create.agent.as_ref(), create.group.as_ref(), &at, scope);
    let address = scope.home(create.address.as_ref(), &at.member("address"));
    let pin = create.pin.as_ref().map(|pin| scope.check.text(pin, &at.member("pin")).to_owned());
    let (agent, group) = seat?;
    Some(RequestWhat::CreateSession { session: session?, agent, group, address, pin })
}

fn create_agent(
    request: &Request<'_>,
    create: &RequestAgent<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<RequestWhat> {
    nothing_beside("makes an agent", "create_agent", request, at, scope);
    let at = at.member("create_agent");
    let agent = scope.new_agent(create.agent.as_ref(), &at);
    if let Some(id) = &create.id {
        scope.check.name_length(id, &at.member("id"));
        scope.agents.find(id);
    }
    let pin_at = at.member("pin");
    let pin = create.pin.as_ref().map(|pin| scope.check.text(pin, &pin_at).to_owned());
    if pin.is_some() && create.id.is_none() && !scope.check.unreadable(&at.member("id")) {
        scope
            .check
            .error_at_key("unknown_member", &pin_at, "`pin` belongs to `id`, which is not there")
            .found("`pin`")
            .help("CreateAgent takes neither, CreateAgentWithID both");
    }
    Some(RequestWhat::CreateAgent { agent: agent?, id: create.id.as_ref().map(ToString::to_string), pin })
}

fn agent_specific(
    request: &Request<'_>,
    specific: &AddressAgentSpecific<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<RequestWhat> {
    nothing_beside("asks an extension", "agent_specific", request, at, scope);
    let at = at.member("agent_specific");
    let address = scope.need_address(specific.address.as_ref(), &at);
    let extension = scope.check.need(specific.extension.as_ref(), &at, "extension");
    let extension = extension.and_then(|place| scope.check.dword(*place, &at.member("extension")));
    let bytes_at = at.member("bytes");
    let bytes = scope.check.need(specific.bytes.as_ref(), &at, "bytes");
    let bytes = bytes.and_then(|bytes| hex::bytes(bytes, &mut scope.check, &bytes_at));
    Some(RequestWhat::AgentSpecific { address: address?, extension: extension?, bytes: bytes? })
}

fn get(request: &Request<'_>, object: Option<Object>, at: &At<'_>, scope: &mut Scope) -> Option<RequestWhat> {
    let name = &**request.get.as_ref()?;
    let kind = Kind::of(request)?;
    let known = kind.getters();
    if !known.contains(&name) {
        let other = Kind::ALL.into_iter().find(|kind| kind.getters().contains(&name));
        let help = nearest(name.strip_prefix("get_").unwrap_or(name), known.iter().copied()).map(did_you_mean);
        let help = help.or(other.map(|other| format!("`{name}` is a getter of {}", other.one())));
        scope
            .check
            .error("unknown_value", &at.member("get"), format!("{} has no getter {}", kind.one(), quoted(name)))
            .found(quoted(name))
            .expected(list(known.iter().copied()))
            .maybe_help(help);
        return None;
    }
    match object? {
        Object::Session(session) => Some(RequestWhat::GetSession(session, SessionGetter::from_name(name)?)),
        Object::Agent(agent) => Some(RequestWhat::GetAgent(agent, AgentGetter::from_name(name)?)),
        Object::Queue(queue) => Some(RequestWhat::GetQueue(queue, QueueGetter::from_name(name)?)),
        Object::Group(group) => Some(RequestWhat::GetGroup(group, GroupGetter::from_name(name)?)),
        Object::Handler => Some(RequestWhat::GetHandler(HandlerGetter::from_name(name)?)),
        Object::Address(address) => Some(RequestWhat::GetAddress(address, AddressGetter::from_name(name)?)),
        Object::Line => Some(RequestWhat::GetLine(LineGetter::from_name(name)?)),
    }
}

fn put(request: &Request<'_>, object: Option<Object>, at: &At<'_>, scope: &mut Scope) -> Option<RequestWhat> {
    let name = request.put.as_ref()?;
    let kind = Kind::of(request)?;
    if kind.setters().is_empty() {
        let at = at.member("put");
        let message = format!("nothing can be told to {}", kind.one());
        scope.check.error_at_key("unknown_member", &at, message).found(quoted(name)).expected("`get`");
        return None;
    }
    if !kind.setters().contains(&&**name) {
        let what = format!("something that {} can be told", kind.one());
        scope.check.unknown_value(name, &what, kind.setters(), &at.member("put"));
        return None;
    }
    let value = scope.check.need(request.value.as_ref(), at, "value")?;
    let at = at.member("value");
    match (kind, &**name) {
        (Kind::Session, _) => {
            let state: SessionState = state(value, &at, scope)?;
            if let Some(Object::Session(session)) = object {
                Some(RequestWhat::PutSessionState(session, state))
            } else {
                None
            }
        }
        (Kind::Agent, "state") => {
            let state: AgentState = state(value, &at, scope)?;
            if let Some(Object::Agent(agent)) = object { Some(RequestWhat::PutAgentState(agent, state)) } else { None }
        }
        (Kind::Address, name) => {
            let address = if let Some(Object::Address(address)) = object { Some(address) } else { None };
            at_address::put(name, address, value, &at, scope)
        }
        (Kind::Agent | Kind::Queue | Kind::Group | Kind::Handler | Kind::Line, _) => {
            let period = period(value, &at, scope)?;
            match object? {
                Object::Agent(agent) => Some(RequestWhat::PutAgentPeriod(agent, period)),
                Object::Queue(queue) => Some(RequestWhat::PutQueuePeriod(queue, period)),
                Object::Session(_) | Object::Group(_) | Object::Handler | Object::Address(_) | Object::Line => None,
            }
        }
    }
}

pub(super) fn state<S: Choices>(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<S> {
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
