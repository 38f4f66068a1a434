//! What is checked.

use serde_json::Value;
use tapi_types::line::{MessageNumber, ProxyRequestType};
use tapi_types::{AddressId, AgentId, CallHandle, Hresult, Message, QueueId, RequestId, SessionId, Time};

/// One thing that is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// Its id in the file.
    pub id: Option<String>,
    /// When; `None`: at the end of the run.
    pub at: Option<Time>,
    /// What it looks at.
    pub of: Subject,
    /// The members that it wants, in file order: the name in the report's row (dotted for inner members), and
    /// what it should be.
    pub wants: Vec<(String, Want)>,
    /// The members as written, without the object's name, durations in microseconds: the report's `expected`.
    pub written: Value,
}

/// What an expectation looks at: a row of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A row of `sessions`.
    Session(SessionId),
    /// A row of `agents`.
    Agent(AgentId),
    /// A row of `queues`.
    Queue(QueueId),
    /// A row of `calls`.
    Call(CallHandle),
    /// A row of `requests`, by the request's id. Its members are `value`, `error` and `finished_at`.
    Reply(String),
    /// The messages that a client has got. The members are `count`, which is always there, and `seen_at`.
    Message(Box<ExpectedMessage>),
}

impl Subject {
    /// The agent whom it is about.
    pub fn agent_mut(&mut self) -> Option<&mut AgentId> {
        match self {
            Subject::Agent(agent) => Some(agent),
            Subject::Message(message) => match &mut message.about {
                Some(MessageAbout::Agent(agent)) => Some(agent),
                Some(
                    MessageAbout::Session(_)
                    | MessageAbout::Queue(_)
                    | MessageAbout::Address(_)
                    | MessageAbout::Extension(_)
                    | MessageAbout::Request(_)
                    | MessageAbout::Served(_),
                )
                | None => None,
            },
            Subject::Session(_) | Subject::Queue(_) | Subject::Call(_) | Subject::Reply(_) => None,
        }
    }
}

/// The messages that an expectation looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedMessage {
    /// Whose: a place in [`Plan::clients`](crate::Plan::clients).
    pub client: usize,
    /// Which message.
    pub number: MessageNumber,
    /// What it is about; `None`: whatever it may be.
    pub about: Option<MessageAbout>,
    /// The bits that have to be set, more being allowed.
    pub what: u32,
    /// The state that it carries; `None`: whatever it may be, none included.
    pub state: Option<u32>,
}

/// What a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageAbout {
    /// LINE_AGENTSESSIONSTATUS.
    Session(SessionId),
    /// LINE_AGENTSTATUSEX.
    Agent(AgentId),
    /// LINE_QUEUESTATUS.
    Queue(QueueId),
    /// LINE_AGENTSTATUS.
    Address(AddressId),
    /// LINE_AGENTSPECIFIC, by the place of the extension.
    Extension(u32),
    /// LINE_REPLY, by the name of the request.
    Request(String),
    /// LINE_PROXYSTATUS: the type of request that has a proxy or has none any more.
    Served(ProxyRequestType),
}

impl ExpectedMessage {
    /// True where this is one of the messages looked for; `is_reply_to` says whether a request has this name.
    ///
    /// An agent whom a request makes has to stand here with its handle: see [`Plan::new_agent`](crate::Plan::new_agent).
    pub fn fits(&self, message: Message, is_reply_to: impl Fn(RequestId, &str) -> bool) -> bool {
        let [first, second, third] = message.parameters();
        let about = match &self.about {
            None => true,
            Some(MessageAbout::Session(session)) => first == session.get(),
            Some(MessageAbout::Agent(agent)) => first == agent.get(),
            Some(MessageAbout::Queue(queue)) => first == queue.get(),
            Some(MessageAbout::Address(address)) => first == address.0,
            Some(MessageAbout::Extension(extension)) => first == *extension,
            Some(MessageAbout::Request(name)) => {
                RequestId::new(first).is_some_and(|request| is_reply_to(request, name))
            }
            Some(MessageAbout::Served(request)) => second == u32::from(*request),
        };
        // The status of proxies stands where others say what they are about.
        let what = if self.number == MessageNumber::ProxyStatus { first } else { second };
        message.number() == self.number
            && about
            && what & self.what == self.what
            && self.state.is_none_or(|state| third == state)
    }
}

/// What a member should be.
#[derive(Debug, Clone, PartialEq)]
pub enum Want {
    /// Exactly this.
    Is(Value),
    /// A number in this band, ends included.
    Between {
        /// Not below.
        min: Option<f64>,
        /// Not above.
        max: Option<f64>,
    },
    /// An error of this name: its HRESULT as the method returns it.
    Error(Hresult),
}
