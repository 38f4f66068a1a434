//! What is asked of a provider and what comes back, as plain data.

use std::fmt;

use tapi_types::line::{self, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Function, GroupId, LineError,
    ObjectFilter, QueueId, QueueInfo, SessionId, SessionState, Span, Time,
};

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

impl Ask {
    /// The function of the request; `None` for what needs none.
    pub const fn function(&self) -> Option<Function> {
        match self {
            Ask::GetAgentSessionInfo(_) => Some(Function::GetAgentSessionInfo),
            Ask::GetAgentInfo(_) => Some(Function::GetAgentInfo),
            Ask::GetQueueInfo(_) => Some(Function::GetQueueInfo),
            Ask::SetAgentSessionState { .. } => Some(Function::SetAgentSessionState),
            Ask::SetAgentStateEx { .. } => Some(Function::SetAgentStateEx),
            Ask::SetAgentMeasurementPeriod { .. } => Some(Function::SetAgentMeasurementPeriod),
            Ask::SetQueueMeasurementPeriod { .. } => Some(Function::SetQueueMeasurementPeriod),
            Ask::CreateAgentSession { .. } => Some(Function::CreateAgentSession),
            Ask::CreateAgent(_) => Some(Function::CreateAgent),
            Ask::GetAgentSessionList(_) => Some(Function::GetAgentSessionList),
            Ask::GetQueueList(_) => Some(Function::GetQueueList),
            Ask::GetGroupList => Some(Function::GetGroupList),
            Ask::GetAgentCaps { .. } => Some(Function::GetAgentCaps),
            Ask::GetAgentStatus(_) => Some(Function::GetAgentStatus),
            Ask::SetAgentGroup { .. } => Some(Function::SetAgentGroup),
            Ask::SetAgentState { .. } => Some(Function::SetAgentState),
            Ask::SetAgentActivity { .. } => Some(Function::SetAgentActivity),
            Ask::GetAgentActivityList(_) => Some(Function::GetAgentActivityList),
            Ask::GetAgentGroupList(_) => Some(Function::GetAgentGroupList),
            Ask::AgentSpecific { .. } => Some(Function::AgentSpecific),
            Ask::SessionEntry(_) | Ask::AgentEntry(_) | Ask::QueueEntry(_) | Ask::GroupEntry(_) | Ask::Addresses => {
                None
            }
        }
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
        match self {
            Ask::GetAgentSessionInfo(session) => {
                provider.line_get_agent_session_info(ticket, session).await.map(Answer::AgentSessionInfo)
            }
            Ask::GetAgentInfo(agent) => provider.line_get_agent_info(ticket, agent).await.map(Answer::AgentInfo),
            Ask::GetQueueInfo(queue) => provider.line_get_queue_info(ticket, queue).await.map(Answer::QueueInfo),
            Ask::SetAgentSessionState { session, state, next } => {
                provider.line_set_agent_session_state(ticket, session, state, next).await.map(|()| Answer::Done)
            }
            Ask::SetAgentStateEx { agent, state, next } => {
                provider.line_set_agent_state_ex(ticket, agent, state, next).await.map(|()| Answer::Done)
            }
            Ask::SetAgentMeasurementPeriod { agent, seconds } => {
                provider.line_set_agent_measurement_period(ticket, agent, seconds).await.map(|()| Answer::Done)
            }
            Ask::SetQueueMeasurementPeriod { queue, seconds } => {
                provider.line_set_queue_measurement_period(ticket, queue, seconds).await.map(|()| Answer::Done)
            }
            Ask::CreateAgentSession { agent, group, address, pin } => {
                provider.line_create_agent_session(ticket, agent, group, address, pin).await.map(Answer::Session)
            }
            Ask::CreateAgent(login) => provider.line_create_agent(ticket, login).await.map(Answer::Agent),
            Ask::GetAgentSessionList(agent) => {
                provider.line_get_agent_session_list(ticket, agent).await.map(Answer::Sessions)
            }
            Ask::GetQueueList(group) => provider.line_get_queue_list(ticket, group).await.map(Answer::Queues),
            Ask::GetGroupList => provider.line_get_group_list(ticket).await.map(Answer::Groups),
            Ask::GetAgentCaps { address, version } => {
                provider.line_get_agent_caps(ticket, address, version).await.map(Answer::AgentCaps)
            }
            Ask::GetAgentStatus(address) => {
                provider.line_get_agent_status(ticket, address).await.map(Answer::AgentStatus)
            }
            Ask::SetAgentGroup { address, groups } => {
                provider.line_set_agent_group(ticket, address, groups).await.map(|()| Answer::Done)
            }
            Ask::SetAgentState { address, state, next } => {
                provider.line_set_agent_state(ticket, address, state, next).await.map(|()| Answer::Done)
            }
            Ask::SetAgentActivity { address, activity } => {
                provider.line_set_agent_activity(ticket, address, activity).await.map(|()| Answer::Done)
            }
            Ask::GetAgentActivityList(address) => {
                provider.line_get_agent_activity_list(ticket, address).await.map(Answer::Activities)
            }
            Ask::GetAgentGroupList(address) => {
                provider.line_get_agent_group_list(ticket, address).await.map(Answer::Groups)
            }
            Ask::AgentSpecific { address, extension, params } => {
                provider.line_agent_specific(ticket, address, extension, params).await.map(Answer::Params)
            }
            Ask::GroupEntry(group) => Ok(Answer::GroupEntry(provider.group_entry(group))),
            Ask::Addresses => Ok(Answer::Addresses(provider.addresses())),
            Ask::SessionEntry(session) => Ok(Answer::SessionEntry(provider.session_entry(session))),
            Ask::AgentEntry(agent) => Ok(Answer::AgentEntry(provider.agent_entry(agent))),
            Ask::QueueEntry(queue) => Ok(Answer::QueueEntry(provider.queue_entry(queue))),
        }
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
