//! Expectations about messages.

use serde_json::{Map, Value};
use tapi_types::line::{self, AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, MessageNumber, ProxyStatus};
use tapi_types::line::{ProxyRequestType, QueueStatus};
use tapi_types::{AgentState, Constant, SessionState, Time};

use super::check::quoted;
use super::expect::Seen;
use super::row::Member;
use super::scope::Scope;
use super::want;
use crate::choices::Served;
use crate::file::{Any, Count, Duration, ExpectedMessage as File, Text};
use crate::limits;
use crate::path::At;
use crate::plan::{ExpectedMessage, MessageAbout, Subject, Want};
use crate::suggest::list;

/// What a kind of message says.
struct Kind {
    number: MessageNumber,
    /// The member that says what it is about.
    about: Option<&'static str>,
    /// Names of what can have changed, with their bits.
    what: Vec<(&'static str, u32)>,
    /// Reads the state that it carries, where it carries one.
    state: Option<ReadState>,
}

/// From the name of a state to what stands in a message.
type ReadState = fn(&str, &At<'_>, &mut Scope) -> Option<u32>;

impl Kind {
    /// `None` for what no application gets.
    fn of(number: MessageNumber) -> Option<Kind> {
        let all = [
            Kind::new(MessageNumber::Close, None),
            Kind::new(MessageNumber::Reply, Some("request")),
            Kind::new(MessageNumber::AgentSpecific, Some("extension")),
            Kind::new(MessageNumber::AgentStatus, Some("address"))
                .says(AgentStatus::name)
                .carries(|name, at, scope| scope.check.named::<line::AgentState>(name, at).map(Constant::number)),
            Kind::new(MessageNumber::AgentSessionStatus, Some("session"))
                .says(AgentSessionStatus::name)
                .carries(|name, at, scope| scope.check.named::<SessionState>(name, at).map(SessionState::line)),
            Kind::new(MessageNumber::QueueStatus, Some("queue")).says(QueueStatus::name),
            Kind::new(MessageNumber::AgentStatusEx, Some("agent"))
                .says(AgentStatusEx::name)
                .carries(|name, at, scope| scope.check.named::<AgentState>(name, at).map(AgentState::line)),
            Kind::new(MessageNumber::GroupStatus, None).says(GroupStatus::name),
            Kind::new(MessageNumber::ProxyStatus, Some("request")).says(ProxyStatus::name),
        ];
        all.into_iter().find(|kind| kind.number == number)
    }

    const fn new(number: MessageNumber, about: Option<&'static str>) -> Kind {
        Kind { number, about, what: Vec::new(), state: None }
    }

    fn says<T: Constant>(mut self, name: fn(T) -> &'static str) -> Kind {
        self.what = T::ALL.iter().map(|constant| (name(*constant), constant.number())).collect();
        self
    }

    fn carries(mut self, state: ReadState) -> Kind {
        self.state = Some(state);
        self
    }

    /// An error for a member that messages of this kind do not have.
    fn lacks(&self, name: &str, around: &At<'_>, scope: &mut Scope) {
        let what = ("what", !self.what.is_empty());
        let state = ("state", self.state.is_some());
        let known = [what, state].into_iter().filter(|(_, there)| *there).map(|(name, _)| name);
        let known: Vec<&str> = self.about.into_iter().chain(known).collect();
        let message = format!("`{}` has no `{name}`", self.number.name());
        let expected = if known.is_empty() { "none".to_owned() } else { list(known) };
        scope
            .check
            .error_at_key("unknown_member", &around.member(name), message)
            .found(format!("`{name}`"))
            .expected(expected);
    }
}

/// The messages that an expectation at some moment looks for.
pub(super) fn message(
    file: &File<'_>,
    moment: Option<Time>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<(Subject, Seen)> {
    let mut seen = Seen::default();
    let number = scope.check.need(file.number.as_ref(), at, "type");
    let number = number.and_then(|number| scope.check.choice(number, &at.member("type")));
    let client = scope.client(file.client.as_ref(), at);
    count(file.count.as_ref(), &at.member("count"), &mut seen, scope);
    seen_at(file.seen_at.as_ref(), moment, &at.member("seen_at"), &mut seen, scope);
    let kind = number.and_then(Kind::of)?;
    let about = about(file, &kind, at, scope);
    let what = what(file, &kind, at, scope);
    let state = state(file.state.as_ref(), &kind, at, scope);
    seen.written = written(file, std::mem::take(&mut seen.written));
    let expected = ExpectedMessage { client: client?, number: kind.number, about, what, state };
    Some((Subject::Message(Box::new(expected)), seen))
}

/// One at least, unless the file says otherwise.
fn count(count: Option<&Count<'_>>, at: &At<'_>, seen: &mut Seen, scope: &mut Scope) {
    let Some(Count(value)) = count else {
        seen.wants.push(("count".to_owned(), Want::Between { min: Some(1.0), max: None }));
        return;
    };
    match value {
        Any::Null => {
            scope.check.wrong_type("null", "a whole number, or { \"min\", \"max\" }", at);
        }
        Any::Number(number) if number.float() < 0.0 => {
            scope.check.out_of_range(at, number.to_string(), "a whole number, zero or above");
        }
        Any::Number(_) | Any::Flag(_) | Any::Text(_) | Any::List(_) | Any::Object(_) => {
            if let Some((want, written)) = want::value(value, Member::Count, at, scope) {
                seen.wants.push(("count".to_owned(), want));
                seen.written.insert("count".to_owned(), written);
            }
        }
    }
}

/// A moment of the run up to that of the expectation.
fn seen_at(text: Option<&Duration<'_>>, moment: Option<Time>, at: &At<'_>, seen: &mut Seen, scope: &mut Scope) {
    let Some(text) = text else { return };
    let Some(time) = scope.check.time(text, at) else { return };
    scope.within_run(time, "the message", at);
    if let Some(moment) = moment
        && time > moment
    {
        scope
            .check
            .error("out_of_range", at, "the message comes after the expectation")
            .found(quoted(text))
            .expected(format!("at most \"{moment}\", which is its `at`"));
    }
    seen.wants.push(("seen_at".to_owned(), Want::Is(time.as_micros().into())));
    seen.written.insert("seen_at".to_owned(), time.as_micros().into());
}

/// What the message is about. Nothing stands in for what is wrong: with an error in the file there will be no plan.
fn about(file: &File<'_>, kind: &Kind, at: &At<'_>, scope: &mut Scope) -> Option<MessageAbout> {
    let there = [
        ("session", file.session.is_some()),
        ("agent", file.agent.is_some()),
        ("queue", file.queue.is_some()),
        ("address", file.address.is_some()),
        ("extension", file.extension.is_some()),
        ("request", file.request.is_some()),
    ];
    for (name, _) in there.iter().filter(|(name, there)| *there && kind.about != Some(*name)) {
        kind.lacks(name, at, scope);
    }
    let own = kind.about?;
    let own_at = at.member(own);
    match own {
        "session" => file.session.as_ref().and_then(|id| scope.session(id, &own_at)).map(MessageAbout::Session),
        "agent" => file.agent.as_ref().and_then(|id| scope.agent(id, &own_at)).map(MessageAbout::Agent),
        "queue" => file.queue.as_ref().and_then(|id| scope.queue(id, &own_at)).map(MessageAbout::Queue),
        "address" if file.address.is_none() => None,
        "address" => scope.need_address(file.address.as_ref(), at).map(MessageAbout::Address),
        "extension" => file.extension.and_then(|place| scope.extension(place, &own_at)).map(MessageAbout::Extension),
        _ => file.request.as_ref().and_then(|name| request(name, kind, &own_at, scope)),
    }
}

/// The request that a reply is to, or the function whose proxy comes or goes.
fn request(name: &str, kind: &Kind, at: &At<'_>, scope: &mut Scope) -> Option<MessageAbout> {
    if kind.number == MessageNumber::Reply {
        return scope.request(name, at).map(|_| MessageAbout::Request(name.to_owned()));
    }
    let Served(function) = scope.check.named(name, at)?;
    let request: ProxyRequestType = function.proxy_request()?;
    Some(MessageAbout::Served(request))
}

fn what(file: &File<'_>, kind: &Kind, at: &At<'_>, scope: &mut Scope) -> u32 {
    let Some(list) = &file.what else { return 0 };
    if kind.what.is_empty() {
        kind.lacks("what", at, scope);
        return 0;
    }
    let at = at.member("what");
    let known: Vec<&str> = kind.what.iter().map(|(name, _)| *name).collect();
    let mut all = 0;
    for (place, name) in scope.check.elements(Some(list), &at, limits::ROWS) {
        let bit = kind.what.iter().find(|(known, _)| *known == &**name).map(|(_, bit)| *bit);
        if bit.is_none() {
            let of = format!("what `{}` says", kind.number.name());
            scope.check.unknown_value(name, &of, &known, &at.element(place));
        }
        all |= bit.unwrap_or(0);
    }
    if kind.number == MessageNumber::ProxyStatus && all.count_ones() > 1 {
        let message = "a message about proxies says one thing, so this never comes";
        scope.check.error("too_many", &at, message).expected("one of them");
    }
    all
}

fn state(name: Option<&Text<'_>>, kind: &Kind, at: &At<'_>, scope: &mut Scope) -> Option<u32> {
    let name = name?;
    let Some(read) = kind.state else {
        kind.lacks("state", at, scope);
        return None;
    };
    read(name, &at.member("state"), scope)
}

/// The members as written, `count` and `seen_at` as they were read.
fn written(file: &File<'_>, read: Map<String, Value>) -> Map<String, Value> {
    let mut written = Map::new();
    let mut text = |name: &str, text: Option<&str>| {
        written.extend(text.map(|text| (name.to_owned(), Value::from(text))));
    };
    text("type", file.number.as_deref());
    text("client", file.client.as_deref());
    text("session", file.session.as_deref());
    text("agent", file.agent.as_deref());
    text("queue", file.queue.as_deref());
    text("address", file.address.as_deref());
    text("request", file.request.as_deref());
    if let Some(extension) = file.extension {
        written.insert("extension".to_owned(), extension.0.as_whole().json());
    }
    if let Some(list) = &file.what {
        let names = list.0.iter().flatten().map(|name| Value::from(&**name));
        written.insert("what".to_owned(), names.collect());
    }
    if let Some(state) = &file.state {
        written.insert("state".to_owned(), Value::from(&**state));
    }
    written.extend(read);
    written
}
