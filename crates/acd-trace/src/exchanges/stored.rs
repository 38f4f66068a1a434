//! How exchanges stand in a file: types of their own, and the way from and to those of a run.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};
use tapi_types::{Function, LineError, Span, Time};
use tsp_provider::{Answer, Ask, Exchange, Outcome};

use super::values::{
    AgentEntryObject, AgentInfoObject, AgentSessionInfoObject, QueueEntryObject, QueueInfoObject, SessionEntryObject,
    Value, Word, needed, unknown,
};
use crate::FORMAT_VERSION;
use crate::stored::parse;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderLine<'a> {
    exchanges: u32,
    tspmock: Cow<'a, str>,
}

impl HeaderLine<'_> {
    /// That of this version.
    pub(super) fn new() -> Self {
        HeaderLine { exchanges: FORMAT_VERSION, tspmock: Cow::Borrowed(env!("CARGO_PKG_VERSION")) }
    }

    /// Whether a line is one, or what is wrong with it.
    pub(super) fn check(line: &[u8]) -> Result<(), String> {
        let header: HeaderLine<'_> = parse(line)?;
        as_written(line, &header)
    }
}

/// A line can be written in one way only; any other is wrong, so that nothing in it is overlooked.
fn as_written(line: &[u8], stored: &impl Serialize) -> Result<(), String> {
    let written = serde_json::to_vec(stored).map_err(|error| error.to_string())?;
    if written == line { Ok(()) } else { Err("not written as an exchange is".to_owned()) }
}

/// One exchange.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExchangeLine {
    seq: u64,
    at_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit_us: Option<u64>,
    ask: AskObject,
    ended_at_us: u64,
    outcome: OutcomeObject,
}

impl ExchangeLine {
    pub(super) fn new(exchange: &Exchange) -> ExchangeLine {
        ExchangeLine {
            seq: exchange.seq,
            at_us: exchange.at.as_micros(),
            limit_us: exchange.limit.map(Span::as_micros),
            ask: AskObject::new(exchange.ask),
            ended_at_us: exchange.ended_at.as_micros(),
            outcome: OutcomeObject::new(exchange.outcome.clone()),
        }
    }

    /// The exchange in a line, or what is wrong with it.
    pub(super) fn read(line: &[u8]) -> Result<Exchange, String> {
        let exchange = parse::<ExchangeLine>(line)?.exchange()?;
        as_written(line, &ExchangeLine::new(&exchange))?;
        Ok(exchange)
    }

    fn exchange(self) -> Result<Exchange, String> {
        Ok(Exchange {
            seq: self.seq,
            at: Time::from_micros(self.at_us),
            limit: self.limit_us.map(Span::from_micros),
            ask: self.ask.ask()?,
            ended_at: Time::from_micros(self.ended_at_us),
            outcome: self.outcome.outcome()?,
        })
    }
}

/// A question: its name, and the arguments that go with it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskObject {
    name: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period_s: Option<u32>,
}

/// What is looked up without a request has the name of the provider's method.
const SESSION_ENTRY: &str = "session_entry";
const AGENT_ENTRY: &str = "agent_entry";
const QUEUE_ENTRY: &str = "queue_entry";

impl AskObject {
    fn new(ask: Ask) -> AskObject {
        let named = |name: &'static str| AskObject { name: Cow::Borrowed(name), ..AskObject::default() };
        let object = named(ask.function().map_or("", Function::original_name));
        match ask {
            Ask::GetAgentSessionInfo(session) => AskObject { session: Some(session.store()), ..object },
            Ask::GetAgentInfo(agent) => AskObject { agent: Some(agent.store()), ..object },
            Ask::GetQueueInfo(queue) => AskObject { queue: Some(queue.store()), ..object },
            Ask::SetAgentSessionState { session, state, next } => {
                AskObject { session: Some(session.store()), state: state.store(), next: next.store(), ..object }
            }
            Ask::SetAgentStateEx { agent, state, next } => {
                AskObject { agent: Some(agent.store()), state: state.store(), next: next.store(), ..object }
            }
            Ask::SetAgentMeasurementPeriod { agent, seconds } => {
                AskObject { agent: Some(agent.store()), period_s: Some(seconds), ..object }
            }
            Ask::SetQueueMeasurementPeriod { queue, seconds } => {
                AskObject { queue: Some(queue.store()), period_s: Some(seconds), ..object }
            }
            Ask::CreateAgentSession { agent, group, address } => AskObject {
                agent: Some(agent.store()),
                group: Some(group.store()),
                address: Some(address.store()),
                ..object
            },
            Ask::SessionEntry(session) => AskObject { session: Some(session.store()), ..named(SESSION_ENTRY) },
            Ask::AgentEntry(agent) => AskObject { agent: Some(agent.store()), ..named(AGENT_ENTRY) },
            Ask::QueueEntry(queue) => AskObject { queue: Some(queue.store()), ..named(QUEUE_ENTRY) },
        }
    }

    /// Back, or what is wrong with it. Arguments of other questions show where the line is written anew.
    fn ask(self) -> Result<Ask, String> {
        let session = || needed("session", self.session);
        let agent = || needed("agent", self.agent);
        let queue = || needed("queue", self.queue);
        let seconds = || needed("period_s", self.period_s);
        let function = Function::ALL.iter().find(|function| function.original_name() == self.name);
        Ok(match function {
            Some(Function::GetAgentSessionInfo) => Ask::GetAgentSessionInfo(session()?),
            Some(Function::GetAgentInfo) => Ask::GetAgentInfo(agent()?),
            Some(Function::GetQueueInfo) => Ask::GetQueueInfo(queue()?),
            Some(Function::SetAgentSessionState) => Ask::SetAgentSessionState {
                session: session()?,
                state: Value::load(self.state)?,
                next: Value::load(self.next)?,
            },
            Some(Function::SetAgentStateEx) => {
                Ask::SetAgentStateEx { agent: agent()?, state: Value::load(self.state)?, next: Value::load(self.next)? }
            }
            Some(Function::SetAgentMeasurementPeriod) => {
                Ask::SetAgentMeasurementPeriod { agent: agent()?, seconds: seconds()? }
            }
            Some(Function::SetQueueMeasurementPeriod) => {
                Ask::SetQueueMeasurementPeriod { queue: queue()?, seconds: seconds()? }
            }
            Some(Function::CreateAgentSession) => Ask::CreateAgentSession {
                agent: agent()?,
                group: needed("group", self.group)?,
                address: needed("address", self.address)?,
            },
            Some(
                Function::AgentSpecific
                | Function::CreateAgent
                | Function::GetAgentActivityList
                | Function::GetAgentCaps
                | Function::GetAgentGroupList
                | Function::GetAgentSessionList
                | Function::GetAgentStatus
                | Function::GetGroupList
                | Function::GetProxyStatus
                | Function::GetQueueList
                | Function::ProxyMessage
                | Function::ProxyResponse
                | Function::SetAgentActivity
                | Function::SetAgentGroup
                | Function::SetAgentState,
            ) => return Err(unknown(&self.name)),
            None => match &*self.name {
                SESSION_ENTRY => Ask::SessionEntry(session()?),
                AGENT_ENTRY => Ask::AgentEntry(agent()?),
                QUEUE_ENTRY => Ask::QueueEntry(queue()?),
                name => return Err(unknown(name)),
            },
        })
    }
}

/// How it ended: the one member that is there says it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_session_info: Option<AgentSessionInfoObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_info: Option<AgentInfoObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queue_info: Option<QueueInfoObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    session_entry: Option<Found<SessionEntryObject>>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    agent_entry: Option<Found<AgentEntryObject>>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    queue_entry: Option<Found<QueueEntryObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timed_out: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dropped: Option<bool>,
}

/// What was found, or `null`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct Found<T>(Option<T>);

/// A member that is there, be it `null`.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl OutcomeObject {
    fn new(outcome: Outcome) -> OutcomeObject {
        let object = OutcomeObject::default();
        match outcome {
            Outcome::Answered(Answer::AgentSessionInfo(info)) => {
                OutcomeObject { agent_session_info: Some(info.store()), ..object }
            }
            Outcome::Answered(Answer::AgentInfo(info)) => OutcomeObject { agent_info: Some(info.store()), ..object },
            Outcome::Answered(Answer::QueueInfo(info)) => OutcomeObject { queue_info: Some(info.store()), ..object },
            Outcome::Answered(Answer::Done) => OutcomeObject { done: Some(true), ..object },
            Outcome::Answered(Answer::Session(session)) => OutcomeObject { session: Some(session.store()), ..object },
            Outcome::Answered(Answer::SessionEntry(entry)) => {
                OutcomeObject { session_entry: Some(Found(entry.store())), ..object }
            }
            Outcome::Answered(Answer::AgentEntry(entry)) => {
                OutcomeObject { agent_entry: Some(Found(entry.store())), ..object }
            }
            Outcome::Answered(Answer::QueueEntry(entry)) => {
                OutcomeObject { queue_entry: Some(Found(entry.store())), ..object }
            }
            Outcome::Refused(error) => OutcomeObject { refused: Some(error.store()), ..object },
            Outcome::TimedOut => OutcomeObject { timed_out: Some(true), ..object },
            Outcome::Dropped => OutcomeObject { dropped: Some(true), ..object },
        }
    }

    /// Back, or what is wrong with it. Of two members the second shows where the line is written anew.
    fn outcome(self) -> Result<Outcome, String> {
        let answers = [
            told(self.agent_session_info, Answer::AgentSessionInfo),
            told(self.agent_info, Answer::AgentInfo),
            told(self.queue_info, Answer::QueueInfo),
            self.done.map(|_| Ok(Answer::Done)),
            told(self.session, Answer::Session),
            told(self.session_entry.map(|found| found.0), Answer::SessionEntry),
            told(self.agent_entry.map(|found| found.0), Answer::AgentEntry),
            told(self.queue_entry.map(|found| found.0), Answer::QueueEntry),
        ];
        let others = [
            self.refused.map(|error| LineError::load(error).map(Outcome::Refused)),
            self.timed_out.map(|_| Ok(Outcome::TimedOut)),
            self.dropped.map(|_| Ok(Outcome::Dropped)),
        ];
        let answered = answers.into_iter().flatten().map(|answer| answer.map(Outcome::Answered));
        answered
            .chain(others.into_iter().flatten())
            .next()
            .unwrap_or_else(|| Err("`outcome`: there is none".to_owned()))
    }
}

/// The answer in a member that is there.
fn told<T: Value>(member: Option<T::Stored>, answer: impl Fn(T) -> Answer) -> Option<Result<Answer, String>> {
    member.map(|stored| T::load(stored).map(answer))
}
