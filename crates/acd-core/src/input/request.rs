//! What applications ask for through the provider: one request for each of the functions that a proxy serves, and what each
//! is answered with.

use tapi_types::line::{self, AgentFeature, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Bits, Function, GroupId, LineError,
    ObjectFilter, QueueId, QueueInfo, SessionId, SessionState,
};

use crate::Next;

/// A request as it reaches the ACD through the provider. What is large or rare about it is boxed, so that those that ask for
/// statistics stay small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// lineGetAgentSessionInfo.
    GetAgentSessionInfo(SessionId),
    /// lineGetAgentInfo.
    GetAgentInfo(AgentId),
    /// lineGetQueueInfo.
    GetQueueInfo(QueueId),
    /// lineSetAgentSessionState; no state leaves the state alone.
    SetAgentSessionState {
        /// Which.
        session: SessionId,
        /// The state to enter.
        state: Option<SessionState>,
        /// The next state.
        next: Option<Next<SessionState>>,
    },
    /// lineSetAgentStateEx; no state leaves the state alone.
    SetAgentStateEx {
        /// Which.
        agent: AgentId,
        /// The state to enter.
        state: Option<AgentState>,
        /// The next state.
        next: Option<Next<AgentState>>,
    },
    /// lineSetAgentMeasurementPeriod.
    SetAgentMeasurementPeriod {
        /// Which.
        agent: AgentId,
        /// Zero is refused.
        period_s: u32,
    },
    /// lineSetQueueMeasurementPeriod.
    SetQueueMeasurementPeriod {
        /// Which.
        queue: QueueId,
        /// Zero is refused.
        period_s: u32,
    },
    /// lineCreateAgentSession.
    CreateAgentSession(Box<NewSession>),
    /// lineCreateAgent.
    CreateAgent(Box<NewAgent>),
    /// lineGetAgentSessionList.
    GetAgentSessionList(AgentId),
    /// lineGetQueueList.
    GetQueueList(GroupId),
    /// lineGetGroupList.
    GetGroupList,
    /// lineGetAgentCaps.
    GetAgentCaps {
        /// Where.
        address: AddressId,
        /// The highest version that the client knows.
        version: ApiVersion,
    },
    /// lineGetAgentStatus.
    GetAgentStatus(AddressId),
    /// lineSetAgentGroup.
    SetAgentGroup {
        /// Where.
        address: AddressId,
        /// The groups from now on; none logs out of all.
        groups: Box<[GroupId]>,
    },
    /// lineSetAgentState; no state leaves the state alone.
    SetAgentState {
        /// Where.
        address: AddressId,
        /// The state to enter.
        state: Option<line::AgentState>,
        /// The next state.
        next: Option<Next<line::AgentState>>,
    },
    /// lineSetAgentActivity.
    SetAgentActivity {
        /// Where.
        address: AddressId,
        /// What is done there.
        activity: ActivityId,
    },
    /// lineGetAgentActivityList.
    GetAgentActivityList(AddressId),
    /// lineGetAgentGroupList.
    GetAgentGroupList(AddressId),
    /// lineAgentSpecific.
    AgentSpecific {
        /// Where.
        address: AddressId,
        /// Which extension, by its place in [`Config::extensions`](crate::Config::extensions).
        extension: u32,
        /// The block.
        params: Box<[u8]>,
    },
}

/// What lineCreateAgentSession says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// The reserved id; `None` asks for a fresh one.
    pub id: Option<SessionId>,
    /// Who.
    pub agent: AgentId,
    /// Where.
    pub group: GroupId,
    /// Where its calls ring; `None`: at the agent's home address.
    pub address: Option<AddressId>,
    /// Looked at where the agent has one.
    pub pin: Option<String>,
}

impl NewSession {
    /// A session with a fresh id at the agent's home address, without a PIN.
    pub const fn new(agent: AgentId, group: GroupId) -> NewSession {
        NewSession { id: None, agent, group, address: None, pin: None }
    }
}

impl From<NewSession> for Request {
    fn from(new: NewSession) -> Request {
        Request::CreateAgentSession(Box::new(new))
    }
}

/// What lineCreateAgent says, and who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAgent {
    /// The id for older switches; `None`: the user says who it is.
    pub id: Option<String>,
    /// Looked at where the agent has one.
    pub pin: Option<String>,
    /// The operating-system login of the client.
    pub user: String,
}

impl From<NewAgent> for Request {
    fn from(new: NewAgent) -> Request {
        Request::CreateAgent(Box::new(new))
    }
}

impl Request {
    /// The TAPI 2.2 function behind it.
    pub const fn function(&self) -> Function {
        match self {
            Request::GetAgentSessionInfo(_) => Function::GetAgentSessionInfo,
            Request::GetAgentInfo(_) => Function::GetAgentInfo,
            Request::GetQueueInfo(_) => Function::GetQueueInfo,
            Request::SetAgentSessionState { .. } => Function::SetAgentSessionState,
            Request::SetAgentStateEx { .. } => Function::SetAgentStateEx,
            Request::SetAgentMeasurementPeriod { .. } => Function::SetAgentMeasurementPeriod,
            Request::SetQueueMeasurementPeriod { .. } => Function::SetQueueMeasurementPeriod,
            Request::CreateAgentSession(_) => Function::CreateAgentSession,
            Request::CreateAgent(_) => Function::CreateAgent,
            Request::GetAgentSessionList(_) => Function::GetAgentSessionList,
            Request::GetQueueList(_) => Function::GetQueueList,
            Request::GetGroupList => Function::GetGroupList,
            Request::GetAgentCaps { .. } => Function::GetAgentCaps,
            Request::GetAgentStatus(_) => Function::GetAgentStatus,
            Request::SetAgentGroup { .. } => Function::SetAgentGroup,
            Request::SetAgentState { .. } => Function::SetAgentState,
            Request::SetAgentActivity { .. } => Function::SetAgentActivity,
            Request::GetAgentActivityList(_) => Function::GetAgentActivityList,
            Request::GetAgentGroupList(_) => Function::GetAgentGroupList,
            Request::AgentSpecific { .. } => Function::AgentSpecific,
        }
    }

    /// The request's own object, as fault rules see it; what is about an address or a group is about none of theirs.
    pub fn object(&self) -> ObjectFilter {
        match self {
            Request::GetAgentSessionInfo(session) | Request::SetAgentSessionState { session, .. } => {
                ObjectFilter::Session(*session)
            }
            Request::GetAgentInfo(agent)
            | Request::GetAgentSessionList(agent)
            | Request::SetAgentStateEx { agent, .. }
            | Request::SetAgentMeasurementPeriod { agent, .. } => ObjectFilter::Agent(*agent),
            Request::CreateAgentSession(new) => ObjectFilter::Agent(new.agent),
            Request::GetQueueInfo(queue) | Request::SetQueueMeasurementPeriod { queue, .. } => {
                ObjectFilter::Queue(*queue)
            }
            Request::CreateAgent(_)
            | Request::GetQueueList(_)
            | Request::GetGroupList
            | Request::GetAgentCaps { .. }
            | Request::GetAgentStatus(_)
            | Request::SetAgentGroup { .. }
            | Request::SetAgentState { .. }
            | Request::SetAgentActivity { .. }
            | Request::GetAgentActivityList(_)
            | Request::GetAgentGroupList(_)
            | Request::AgentSpecific { .. } => ObjectFilter::Any,
        }
    }

    /// True for a request whose reply is a statistics record: what faults can make stale or too large.
    pub const fn is_statistics(&self) -> bool {
        matches!(self, Request::GetAgentSessionInfo(_) | Request::GetAgentInfo(_) | Request::GetQueueInfo(_))
    }
}

/// What a request is answered with. Names are not in it: [`Config`](crate::Config) has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
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
    /// An agent was brought in, or is there.
    Agent(AgentId),
    /// The sessions of an agent in order of creation, ended ones too.
    Sessions(Vec<SessionId>),
    /// The queues of a group that are there.
    Queues(Vec<QueueId>),
    /// Groups that are there.
    Groups(Vec<GroupId>),
    /// What an agent can be doing.
    Activities(Vec<ActivityId>),
    /// What the handler can do.
    AgentCaps(Box<HandlerCaps>),
    /// The agent at an address.
    AgentStatus(Box<AddressStatus>),
    /// What an extension answers.
    Params(Box<[u8]>),
}

/// What LINEAGENTCAPS says of the handler, its name and its GUID apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandlerCaps {
    /// `dwCapsVersion`: that of the client, 2.2 at most.
    pub version: ApiVersion,
    /// The functions of TAPI 2.0 that can ever be used.
    pub features: Bits<AgentFeature>,
    /// The states that can ever be set.
    pub states: Bits<line::AgentState>,
    /// The states that can ever be set as the next one.
    pub next_states: Bits<line::AgentState>,
    /// The most groups that an agent can be logged into at once.
    pub max_groups: u32,
    /// The bits that LINE_AGENTSTATUS can ever carry.
    pub status_messages: Bits<line::AgentStatus>,
    /// The extensions, in the order of the index that lineAgentSpecific takes.
    pub extensions: Vec<[u32; 4]>,
}

/// The agent at an address, as TAPI 2.0 sees it.
///
/// POLICY `legacy_view`: the agent of the oldest session at the address that is not ENDED; where there is none, the first agent
/// whose home it is, logged off. The state is over that agent's sessions at the address: BUSYACD where one is on a call, else
/// WORKINGAFTERCALL where one wraps up, else BUSYINCOMING or BUSYOUTBOUND on a call that is not the ACD's, else READY where one
/// is READY and the agent's own state is not NOT_READY, else NOTREADY; LOGGEDOFF where there is no session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressStatus {
    /// Who; `None` where the address is nobody's now.
    pub agent: Option<AgentId>,
    /// The groups of the sessions here, in order of their creation.
    pub groups: Vec<GroupId>,
    /// `dwState`.
    pub state: line::AgentState,
    /// That of the first session here that has one.
    pub next_state: Option<line::AgentState>,
    /// What the agent is doing; `None` where nobody is logged in or nothing was said.
    pub activity: Option<ActivityId>,
    /// The functions that can be used now.
    pub features: Bits<AgentFeature>,
    /// The states that can be set now.
    pub valid_states: Bits<line::AgentState>,
    /// The states that can be set now as the next one.
    pub valid_next_states: Bits<line::AgentState>,
}

/// A reply or the error in its place.
pub type Outcome = Result<Reply, LineError>;
