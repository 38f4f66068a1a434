//! What clients are told, worked out from the facts of a trace alone, by the table of messages that the semantics have.
//!
//! What hangs on how agents and addresses look at the end of an event is in no fact, and left alone.

use std::collections::{BTreeMap, BTreeSet};

use acd_core::{Cause, Entry, Fact, GroupEvents, Record};
use acd_run::report::ExpectationRow;
use acd_scenario::{Client, Expectation, ExpectedMessage, MessageAbout, Plan, Subject, Want};
use serde_json::Value;
use tapi_types::line::{
    AgentSessionStatus, AgentStatusEx, ApiVersion, GroupStatus, ProxyRequestType, ProxyStatus, QueueStatus,
};
use tapi_types::{AgentId, Function, Message, QueueId, RequestId, SessionId, SessionState, Time};
use tsp_provider::messages::Handle;

use crate::told::Told;

/// Follows a run for what its clients are told.
pub(crate) struct Heard<'p> {
    plan: &'p Plan,
    news: Vec<News>,
    /// Requests by the record of their submission, with their function.
    submitted: BTreeMap<u64, (RequestId, Function)>,
    handled: BTreeSet<RequestId>,
    /// Replies to requests that were not refused when they were submitted.
    replies: Vec<(Time, RequestId)>,
    made: Vec<Making>,
    /// When requests were over for their clients.
    over: BTreeMap<RequestId, Time>,
    /// The agents of sessions.
    agents: BTreeMap<SessionId, AgentId>,
}

/// A message to everybody.
struct News {
    at: Time,
    message: Message,
}

/// A request made something: what is said of that from this place among the news on.
struct Making {
    request: RequestId,
    made: Handle,
    from: usize,
}

impl<'p> Heard<'p> {
    /// Somebody who follows the run of a plan, where it looks for messages.
    pub(crate) fn on(plan: &'p Plan) -> Option<Heard<'p>> {
        let looks = plan.expectations.iter().any(|expectation| matches!(expectation.of, Subject::Message(_)));
        looks.then(|| Heard {
            plan,
            news: Vec::new(),
            submitted: BTreeMap::new(),
            handled: BTreeSet::new(),
            replies: Vec::new(),
            made: Vec::new(),
            over: BTreeMap::new(),
            agents: BTreeMap::new(),
        })
    }

    /// The next entry of the trace.
    pub(crate) fn take(&mut self, entry: &Entry) {
        if let Entry::Record(record) = entry {
            self.record(record);
        }
    }

    fn record(&mut self, record: &Record) {
        let at = record.at;
        match record.fact {
            Fact::RequestSubmitted { request, function, .. } => {
                self.submitted.insert(record.seq, (request, function));
            }
            Fact::RequestHandled { request, .. } => {
                self.handled.insert(request);
            }
            Fact::RequestReplied { request, .. } => {
                self.over.entry(request).or_insert(at);
                let submission = self.submission(record.cause).filter(|(submitted, _)| *submitted == request);
                if submission.is_none() || self.handled.contains(&request) {
                    self.replies.push((at, request));
                }
            }
            Fact::RequestTimedOut { request } | Fact::RequestDropped { request } | Fact::ReplyLost { request } => {
                self.over.entry(request).or_insert(at);
            }
            Fact::SessionCreated { session, agent, .. } => {
                self.agents.insert(session, agent);
                self.makes(record.cause, Handle::Session(session));
                self.of_session(at, session, AgentSessionStatus::NewSession, None);
            }
            Fact::SessionState { session, to, .. } => {
                self.of_session(at, session, AgentSessionStatus::State, Some(to));
            }
            Fact::CallCounted { session, .. }
            | Fact::CallReleased { session, .. }
            | Fact::WrapUpEnded { session, .. } => {
                self.of_session(at, session, AgentSessionStatus::UpdateInfo, None);
                if let Some(agent) = self.agents.get(&session) {
                    self.of_agent(at, *agent, AgentStatusEx::UpdateInfo);
                }
            }
            Fact::AgentCreated { agent, .. } => {
                self.makes(record.cause, Handle::Agent(agent));
                self.of_agent(at, agent, AgentStatusEx::NewAgent);
            }
            Fact::OtherCallStarted { agent, .. } | Fact::AgentPeriodSet { agent, .. } => {
                self.of_agent(at, agent, AgentStatusEx::UpdateInfo);
            }
            Fact::CallEntered { queue, .. }
            | Fact::CallAnswered { queue, .. }
            | Fact::CallAbandoned { queue, .. }
            | Fact::CallTimedOut { queue, .. }
            | Fact::CallFlowedOut { queue, .. }
            | Fact::CallUnstaffed { queue, .. }
            | Fact::QueuePeriodSet { queue, .. } => self.of_queue(at, queue, QueueStatus::UpdateInfo),
            Fact::QueueAdded { queue } => self.of_queue(at, queue, QueueStatus::NewQueue),
            Fact::QueueRemoved { queue } => self.of_queue(at, queue, QueueStatus::QueueRemoved),
            Fact::GroupAdded { .. } => self.of_groups(at, GroupStatus::NewGroup),
            Fact::GroupRemoved { .. } => self.of_groups(at, GroupStatus::GroupRemoved),
            Fact::AgentSpecific { extension, params } => {
                self.tell(at, Message::AgentSpecific { extension, params });
            }
            Fact::ProxyClosed => self.of_proxy(at, ProxyStatus::Close),
            Fact::ProxyOpened => {
                self.of_proxy(at, ProxyStatus::Open);
                self.all_open(at);
            }
            Fact::SessionNextState { .. }
            | Fact::AgentState { .. }
            | Fact::AgentNextState { .. }
            | Fact::AgentReleased { .. }
            | Fact::AgentActivity { .. }
            | Fact::CallArrived { .. }
            | Fact::CallBlocked { .. }
            | Fact::CallOffered { .. }
            | Fact::OfferRangOut { .. }
            | Fact::OfferWithdrawn { .. }
            | Fact::CallReturned { .. }
            | Fact::CallHeld { .. }
            | Fact::CallRetrieved { .. }
            | Fact::CallTransferred { .. }
            | Fact::CallEnded { .. }
            | Fact::OtherCallEnded { .. }
            | Fact::FaultFired { .. }
            | Fact::ReplyLate { .. }
            | Fact::CommandRefused { .. } => {}
        }
    }

    fn makes(&mut self, cause: Cause, made: Handle) {
        if let Some((request, Function::CreateAgent | Function::CreateAgentSession)) = self.submission(cause) {
            self.made.push(Making { request, made, from: self.news.len() });
        }
    }

    /// The request whose submission is the cause.
    fn submission(&self, cause: Cause) -> Option<(RequestId, Function)> {
        let Cause::Record(seq) = cause else { return None };
        self.submitted.get(&seq).copied()
    }

    fn tell(&mut self, at: Time, message: Message) {
        self.news.push(News { at, message });
    }

    fn of_session(&mut self, at: Time, session: SessionId, what: AgentSessionStatus, state: Option<SessionState>) {
        let message = Message::AgentSessionStatus { session, what: what.into(), state };
        self.tell(at, message);
    }

    fn of_agent(&mut self, at: Time, agent: AgentId, what: AgentStatusEx) {
        let message = Message::AgentStatusEx { agent, what: what.into(), state: None };
        self.tell(at, message);
    }

    fn of_queue(&mut self, at: Time, queue: QueueId, what: QueueStatus) {
        self.tell(at, Message::QueueStatus { queue, what: what.into() });
    }

    fn of_groups(&mut self, at: Time, what: GroupStatus) {
        match self.plan.config.policies.group_events {
            GroupEvents::Deliver => self.tell(at, Message::GroupStatus { what: what.into() }),
            GroupEvents::Mute => {}
        }
    }

    fn of_proxy(&mut self, at: Time, status: ProxyStatus) {
        for request in self.served() {
            self.tell(at, Message::ProxyStatus { status, request: Some(request) });
        }
    }

    /// TAPI 2.2's own requests and lineGetAgentCaps are what an ACD of TAPI 3 has to serve.
    fn all_open(&mut self, at: Time) {
        let needed =
            |function: &&Function| function.since() >= ApiVersion::V2_2 || **function == Function::GetAgentCaps;
        let not_served = &self.plan.config.not_served;
        if !Function::REQUESTS.iter().filter(needed).any(|function| not_served.contains(function)) {
            self.tell(at, Message::ProxyStatus { status: ProxyStatus::AllOpenForAcd, request: None });
        }
    }

    fn served(&self) -> Vec<ProxyRequestType> {
        let served = Function::REQUESTS.iter().filter(|function| !self.plan.config.not_served.contains(function));
        served.filter_map(|function| function.proxy_request()).collect()
    }

    /// When the messages came that an expectation looks for, by its place; `None` where facts do not say it. `asked` has the
    /// steps of requests.
    pub(crate) fn times(&self, place: usize, asked: &BTreeMap<RequestId, usize>) -> Option<Vec<Time>> {
        let expectation = &self.plan.expectations[place];
        let Subject::Message(message) = &expectation.of else { return None };
        if !self.is_known(message) {
            return None;
        }
        let asks = |request| asked.get(&request).and_then(|step| self.plan.steps[*step].verb.request());
        let theirs = |request| asks(request).filter(|step| step.client == message.client);
        let mut times = if message.number == Told::Reply.number() {
            self.replies(message, |request| theirs(request).map(|step| step.name.as_str()))
        } else {
            self.told(message, |request| theirs(request).is_some())
        };
        times.retain(|told| expectation.at.is_none_or(|at| *told <= at));
        Some(times)
    }

    /// When replies came to a client, whose requests have names.
    fn replies<'n>(&self, message: &ExpectedMessage, theirs: impl Fn(RequestId) -> Option<&'n str>) -> Vec<Time> {
        let wanted = if let Some(MessageAbout::Request(name)) = &message.about { Some(name.as_str()) } else { None };
        let about = |name: &str| wanted.is_none_or(|wanted| wanted == name);
        let replies = self.replies.iter().filter(|(_, request)| theirs(*request).is_some_and(about));
        replies.map(|(at, _)| *at).collect()
    }

    /// When a client, whose requests are known, was told anything else.
    fn told(&self, message: &ExpectedMessage, theirs: impl Fn(RequestId) -> bool) -> Vec<Time> {
        let client = &self.plan.clients[message.client];
        let fits = |news: &News| message.fits(news.message, |_, _| false) && lets_through(client, news.message);
        let all = self.news.iter().enumerate().filter(|(_, news)| fits(news));
        all.filter_map(|(place, _)| self.told_at(place, &theirs)).collect()
    }

    fn is_known(&self, message: &ExpectedMessage) -> bool {
        match Told::of(message.number) {
            // No line is closed before the end.
            Some(
                Told::Close | Told::Reply | Told::Session | Told::Queue | Told::Group | Told::Specific | Told::Proxy,
            ) => true,
            Some(Told::Agent) => {
                let looks = message.what & AgentStatusEx::State.number() != 0 || message.state.is_some();
                let made =
                    matches!(message.about, Some(MessageAbout::Agent(agent)) if self.plan.new_agent(agent).is_some());
                message.what != 0 && !looks && !made
            }
            Some(Told::Address) | None => false,
        }
    }

    /// When those hear of it whose requests these are: what a request made is known to its client from its end on.
    fn told_at(&self, place: usize, theirs: impl Fn(RequestId) -> bool) -> Option<Time> {
        let News { at, message } = self.news[place];
        let about = Handle::of(message);
        let held = self.made.iter().filter(|making| Some(making.made) == about && making.from <= place);
        let mut held =
            held.filter(|making| theirs(making.request)).map(|making| self.over.get(&making.request).copied());
        held.try_fold(at, |at, over| Some(at.max(over?)))
    }
}

/// What is wrong with a row about messages that came at these times.
pub(crate) fn amiss(expectation: &Expectation, row: &ExpectationRow, times: &[Time]) -> Option<String> {
    let wanted = expectation.wants.iter().find(|(name, _)| name == "seen_at").and_then(|(_, want)| match want {
        Want::Is(at) => at.as_u64().map(Time::from_micros),
        Want::Between { .. } | Want::Error(_) => None,
    });
    let came = |wanted: &Time| times.contains(wanted);
    let seen_at = wanted.filter(came).or(times.iter().copied().max());
    let shown = |name: &str, value: Value| row.actual.get(name).is_none_or(|shown| *shown == value);
    let holds = shown("count", times.len().into()) && shown("seen_at", seen_at.map(Time::as_micros).into());
    // Without a word about their number one is enough, and the row tells no more than whether there was one.
    let met = !times.is_empty() && wanted.as_ref().is_none_or(came);
    let tells = row.actual.get("count").is_some() || row.passed == met;
    (!holds || !tells).then(|| format!("{}: by the facts at {times:?}, it was {}", row.what, row.actual))
}

/// A client gets what it wants, as far as its version of TAPI knows it.
fn lets_through(client: &Client, message: Message) -> bool {
    let since = if message.number() == Told::Specific.number() { ApiVersion::V2_0 } else { ApiVersion::V2_2 };
    client.version >= since && client.messages.as_ref().is_none_or(|wanted| wanted.contains(&message.number()))
}

#[cfg(test)]
mod tests;
