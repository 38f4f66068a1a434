//! What is asked of a provider and what comes back, as plain data.

use std::fmt;

use tapi_types::line::{self, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Function, GroupId, LineError,
    ObjectFilter, QueueId, QueueInfo, SessionId, SessionState, Span, Time,
};

use crate::table::requests;
use crate::{
    AgentCaps, AgentEntry, AgentStatusRecord, GroupEntry, ListedActivity, ListedGroup, ListedQueue, ListedSession,
    Login, Provider, QueueEntry, SessionEntry, Ticket,
};

/// Something that a client asked of a provider, and how that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Its place among all that was asked, from 1, in the order of asking.
    pub seq: u64,
    /// When it was asked: for a request, when it was submitted.
    pub at: Time,
    /// How long the client was ready to wait; `None`: for ever, and for what is no request.
    pub limit: Option<Span>,
    /// What was asked.
    pub ask: Ask,
    /// When it was over for the client.
    pub ended_at: Time,
    /// How.
    pub outcome: Outcome,
}

/// How something that was asked ended for the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With an answer.
    Answered(Answer),
    /// With an error, at submission or in the reply.
    Refused(LineError),
    /// No reply came within the client's limit.
    TimedOut,
    /// The client waited no longer, before its limit.
    Dropped,
}

/// What a client can ask of a provider: the requests, and what it may look up without one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// `lineGetAgentSessionInfo`.
    GetAgentSessionInfo(SessionId),
    /// `lineGetAgentInfo`.
    GetAgentInfo(AgentId),
    /// `lineGetQueueInfo`.
    GetQueueInfo(QueueId),
    /// `lineSetAgentSessionState`.
    SetAgentSessionState {
        /// Whose state.
        session: SessionId,
        /// `None` for the 0 of the function.
        state: Option<SessionState>,
        /// `None` for the 0 of the function.
        next: Option<SessionState>,
    },
    /// `lineSetAgentStateEx`.
    SetAgentStateEx {
        /// Whose state.
        agent: AgentId,
        /// `None` for the 0 of the function.
        state: Option<AgentState>,
        /// `None` for the 0 of the function.
        next: Option<AgentState>,
    },
    /// `lineSetAgentMeasurementPeriod`.
    SetAgentMeasurementPeriod {
        /// Whose period.
        agent: AgentId,
        /// Its length.
        seconds: u32,
    },
    /// `lineSetQueueMeasurementPeriod`.
    SetQueueMeasurementPeriod {
        /// Whose period.
        queue: QueueId,
        /// Its length.
        seconds: u32,
    },
    /// `lineCreateAgentSession`.
    CreateAgentSession {
        /// Who logs in.
        agent: AgentId,
        /// Into which group.
        group: GroupId,
        /// Where.
        address: AddressId,
        /// For switches that want one for each group.
        pin: Option<String>,
    },
    /// `lineCreateAgent`.
    CreateAgent(Login),
    /// `lineGetAgentSessionList`.
    GetAgentSessionList(AgentId),
    /// `lineGetQueueList`.
    GetQueueList(GroupId),
    /// `lineGetGroupList`.
    GetGroupList,
    /// `lineGetAgentCaps`.
    GetAgentCaps {
        /// Where.
        address: AddressId,
        /// The highest version that the client knows.
        version: ApiVersion,
    },
    /// `lineGetAgentStatus`.
    GetAgentStatus(AddressId),
    /// `lineSetAgentGroup`.
    SetAgentGroup {
        /// Where.
        address: AddressId,
        /// The groups from now on.
        groups: Vec<GroupId>,
    },
    /// `lineSetAgentState`.
    SetAgentState {
        /// Where.
        address: AddressId,
        /// `None` for the 0 of the function.
        state: Option<line::AgentState>,
        /// `None` for the 0 of the function.
        next: Option<line::AgentState>,
    },
    /// `lineSetAgentActivity`.
    SetAgentActivity {
        /// Where.
        address: AddressId,
        /// What is done there.
        activity: ActivityId,
    },
    /// `lineGetAgentActivityList`.
    GetAgentActivityList(AddressId),
    /// `lineGetAgentGroupList`.
    GetAgentGroupList(AddressId),
    /// `lineAgentSpecific`.
    AgentSpecific {
        /// Where.
        address: AddressId,
        /// Which extension, by its place.
        extension: u32,
        /// The block.
        params: Vec<u8>,
    },
    /// [`Provider::group_entry`]: no request.
    GroupEntry(GroupId),
    /// [`Provider::addresses`]: no request.
    Addresses,
    /// [`Provider::session_entry`]: no request.
    SessionEntry(SessionId),
    /// [`Provider::agent_entry`]: no request.
    AgentEntry(AgentId),
    /// [`Provider::queue_entry`]: no request.
    QueueEntry(QueueId),
}

/// What a provider answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Statistics of a session.
    AgentSessionInfo(AgentSessionInfo),
    /// Statistics of an agent.
    AgentInfo(AgentInfo),
    /// Statistics of a queue.
    QueueInfo(QueueInfo),
    /// A setter has acted.
    Done,
    /// A session was created.
    Session(SessionId),
    /// An agent was registered.
    Agent(AgentId),
    /// The sessions of an agent.
    Sessions(Vec<ListedSession>),
    /// The queues of a group.
    Queues(Vec<ListedQueue>),
    /// Groups.
    Groups(Vec<ListedGroup>),
    /// Activities.
    Activities(Vec<ListedActivity>),
    /// What a handler can do.
    AgentCaps(AgentCaps),
    /// The agent at an address.
    AgentStatus(AgentStatusRecord),
    /// What an extension answers.
    Params(Vec<u8>),
    /// What is known of a group.
    GroupEntry(Option<GroupEntry>),
    /// The addresses of the line.
    Addresses(Vec<AddressId>),
    /// What is known of a session.
    SessionEntry(Option<SessionEntry>),
    /// What is known of an agent.
    AgentEntry(Option<AgentEntry>),
    /// What is known of a queue.
    QueueEntry(Option<QueueEntry>),
}

macro_rules! function_of {
    ({ $ask:ident } $(
        $name:ident($($arguments:tt)*) -> $output:ty, $variant:ident $fields:tt, $answer:ident;
    )+) => {
        match $ask {
            $(Ask::$variant { .. } => Some(Function::$variant),)+
            Ask::SessionEntry(_)
            | Ask::AgentEntry(_)
            | Ask::QueueEntry(_)
            | Ask::GroupEntry(_)
            | Ask::Addresses => None,
        }
    };
}

macro_rules! perform_on {
    ({ $ask:ident $provider:ident $ticket:ident } $(
        $name:ident($($argument:ident: $kind:ty),*) -> $output:ty,
            $variant:ident $fields:tt, $answer:ident;
    )+) => {
        match $ask {
            $(Ask::$variant $fields => {
                $provider.$name($ticket, $($argument),*).await.map(perform_on!(@wrapped $answer))
            })+
            Ask::GroupEntry(group) => Ok(Answer::GroupEntry($provider.group_entry(group))),
            Ask::Addresses => Ok(Answer::Addresses($provider.addresses())),
            Ask::SessionEntry(session) => Ok(Answer::SessionEntry($provider.session_entry(session))),
            Ask::AgentEntry(agent) => Ok(Answer::AgentEntry($provider.agent_entry(agent))),
            Ask::QueueEntry(queue) => Ok(Answer::QueueEntry($provider.queue_entry(queue))),
        }
    };
    (@wrapped Done) => { |()| Answer::Done };
    (@wrapped $answer:ident) => { Answer::$answer };
}

impl Ask {
    /// The function of the request; `None` for what needs none.
    pub const fn function(&self) -> Option<Function> {
        requests! { [function_of] { self } }
    }

    /// Its own object, as fault rules see it.
    pub const fn object(&self) -> ObjectFilter {
        match *self {
            Ask::GetAgentSessionInfo(session)
            | Ask::SetAgentSessionState { session, .. }
            | Ask::SessionEntry(session) => ObjectFilter::Session(session),
            Ask::GetAgentInfo(agent)
            | Ask::SetAgentStateEx { agent, .. }
            | Ask::SetAgentMeasurementPeriod { agent, .. }
            | Ask::CreateAgentSession { agent, .. }
            | Ask::GetAgentSessionList(agent)
            | Ask::AgentEntry(agent) => ObjectFilter::Agent(agent),
            Ask::GetQueueInfo(queue) | Ask::SetQueueMeasurementPeriod { queue, .. } | Ask::QueueEntry(queue) => {
                ObjectFilter::Queue(queue)
            }
            Ask::CreateAgent(_)
            | Ask::GetQueueList(_)
            | Ask::GetGroupList
            | Ask::GetAgentCaps { .. }
            | Ask::GetAgentStatus(_)
            | Ask::SetAgentGroup { .. }
            | Ask::SetAgentState { .. }
            | Ask::SetAgentActivity { .. }
            | Ask::GetAgentActivityList(_)
            | Ask::GetAgentGroupList(_)
            | Ask::AgentSpecific { .. }
            | Ask::GroupEntry(_)
            | Ask::Addresses => ObjectFilter::Any,
        }
    }

    /// True for a request whose reply is a statistics record.
    pub(crate) const fn is_getter(&self) -> bool {
        matches!(self, Ask::GetAgentSessionInfo(_) | Ask::GetAgentInfo(_) | Ask::GetQueueInfo(_))
    }

    /// Asks it of a provider. Nothing is asked before the future is first polled.
    ///
    /// # Errors
    /// Those of the provider's method.
    pub async fn perform(self, provider: &(impl Provider + ?Sized), ticket: &Ticket) -> Result<Answer, LineError> {
        requests! { [perform_on] { self provider ticket } }
    }
}

impl fmt::Display for Ask {
    /// As a call of the function: `lineSetAgentSessionState(session 1, ready, 0)`; what is no request as `entry(session 1)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.function().map_or("entry", Function::original_name);
        write!(f, "{name}(")?;
        match self.object() {
            ObjectFilter::Any => {}
            ObjectFilter::Session(session) => write!(f, "session {}", session.get())?,
            ObjectFilter::Agent(agent) => write!(f, "agent {}", agent.get())?,
            ObjectFilter::Queue(queue) => write!(f, "queue {}", queue.get())?,
        }
        match self {
            Ask::SetAgentSessionState { state, next, .. } => {
                let named = |state: &Option<SessionState>| state.map_or("0", SessionState::name);
                write!(f, ", {}, {}", named(state), named(next))?;
            }
            Ask::SetAgentStateEx { state, next, .. } => {
                let named = |state: &Option<AgentState>| state.map_or("0", AgentState::name);
                write!(f, ", {}, {}", named(state), named(next))?;
            }
            Ask::SetAgentMeasurementPeriod { seconds, .. } | Ask::SetQueueMeasurementPeriod { seconds, .. } => {
                write!(f, ", {seconds} s")?;
            }
            // A PIN is nobody's business.
            Ask::CreateAgentSession { group, address, .. } => {
                write!(f, ", group {}, address {}", group.get(), address.0)?;
            }
            Ask::CreateAgent(login) => f.write_str(login.id.as_deref().unwrap_or("the user"))?,
            Ask::GetQueueList(group) | Ask::GroupEntry(group) => write!(f, "group {}", group.get())?,
            Ask::GetAgentCaps { address, version } => write!(f, "address {}, {version}", address.0)?,
            Ask::GetAgentStatus(address) | Ask::GetAgentActivityList(address) | Ask::GetAgentGroupList(address) => {
                write!(f, "address {}", address.0)?;
            }
            Ask::SetAgentGroup { address, groups } => {
                write!(f, "address {}", address.0)?;
                groups.iter().try_for_each(|group| write!(f, ", group {}", group.get()))?;
            }
            Ask::SetAgentState { address, state, next } => {
                let named = |state: &Option<line::AgentState>| state.map_or("0", line::AgentState::name);
                write!(f, "address {}, {}, {}", address.0, named(state), named(next))?;
            }
            Ask::SetAgentActivity { address, activity } => {
                write!(f, "address {}, activity {}", address.0, activity.get())?;
            }
            Ask::AgentSpecific { address, extension, params } => {
                write!(f, "address {}, extension {extension}, {} bytes", address.0, params.len())?;
            }
            Ask::Addresses => f.write_str("addresses")?,
            Ask::GetAgentSessionInfo(_)
            | Ask::GetAgentInfo(_)
            | Ask::GetQueueInfo(_)
            | Ask::GetAgentSessionList(_)
            | Ask::GetGroupList
            | Ask::SessionEntry(_)
            | Ask::AgentEntry(_)
            | Ask::QueueEntry(_) => {}
        }
        f.write_str(")")
    }
}

impl From<Result<Answer, LineError>> for Outcome {
    fn from(reply: Result<Answer, LineError>) -> Outcome {
        reply.map_or_else(Outcome::Refused, Outcome::Answered)
    }
}
