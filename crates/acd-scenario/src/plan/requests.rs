//! What applications ask.

use tapi_types::{ActivityId, AddressId, AgentId, AgentState, GroupId, QueueId, SessionId, SessionState, Span, line};

use super::{AddressGetter, AgentGetter, GroupGetter, HandlerGetter, LineGetter, QueueGetter, SessionGetter};

/// A question or an order of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestStep {
    /// Its id in the file.
    pub name: String,
    /// Who asks: a place in [`Plan::clients`](crate::Plan::clients).
    pub client: usize,
    /// Its own time limit; `None`: [`Plan::client_timeout`](crate::Plan::client_timeout).
    pub timeout: Option<Span>,
    /// What.
    pub what: RequestWhat,
}

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestWhat {
    /// A getter of ITAgentSession.
    GetSession(SessionId, SessionGetter),
    /// A getter of ITAgent.
    GetAgent(AgentId, AgentGetter),
    /// A getter of ITQueue.
    GetQueue(QueueId, QueueGetter),
    /// A getter of ITACDGroup.
    GetGroup(GroupId, GroupGetter),
    /// A getter of ITAgentHandler.
    GetHandler(HandlerGetter),
    /// A function of TAPI 2.0 that says something about an address.
    GetAddress(AddressId, AddressGetter),
    /// A function that says something about the line.
    GetLine(LineGetter),
    /// `put_State` of ITAgentSession.
    PutSessionState(SessionId, SessionState),
    /// `put_State` of ITAgent.
    PutAgentState(AgentId, AgentState),
    /// `put_MeasurementPeriod` of ITAgent, in seconds; negative goes through as a DWORD.
    PutAgentPeriod(AgentId, i32),
    /// `put_MeasurementPeriod` of ITQueue, in seconds; negative goes through as a DWORD.
    PutQueuePeriod(QueueId, i32),
    /// `CreateSession` of ITAgent.
    CreateSession {
        /// Its id.
        session: SessionId,
        /// Who.
        agent: AgentId,
        /// Where.
        group: GroupId,
        /// Where its calls ring; `None`: at the agent's own address.
        address: Option<AddressId>,
        /// `CreateSessionWithPIN` where there is one.
        pin: Option<String>,
    },
    /// `CreateAgent` or `CreateAgentWithID` of ITAgentHandler.
    CreateAgent {
        /// What the file calls the agent: see [`Plan::new_agents`](crate::Plan::new_agents).
        agent: AgentId,
        /// The id to log in with; `None`: `CreateAgent`.
        id: Option<String>,
        /// Goes with the id; `None`: an empty one.
        pin: Option<String>,
    },
    /// lineSetAgentGroup.
    PutAddressGroups {
        /// Where.
        address: AddressId,
        /// The groups from now on.
        groups: Vec<GroupId>,
    },
    /// lineSetAgentState.
    PutAddressState {
        /// Where.
        address: AddressId,
        /// `None` for the 0 of the function.
        state: Option<line::AgentState>,
        /// `None` for the 0 of the function; without a state either, it clears the next state.
        next: Option<line::AgentState>,
    },
    /// lineSetAgentActivity.
    PutAddressActivity {
        /// Where.
        address: AddressId,
        /// What.
        activity: ActivityId,
    },
    /// lineAgentSpecific.
    AgentSpecific {
        /// Where.
        address: AddressId,
        /// Which extension, by its place; one that is not there is asked for all the same.
        extension: u32,
        /// The block.
        bytes: Vec<u8>,
    },
}

impl RequestWhat {
    /// True for a getter that the client or TAPI answers by itself: it is complete at submission, and no request is made.
    pub const fn is_known(&self) -> bool {
        match self {
            RequestWhat::GetSession(_, getter) => getter.is_known(),
            RequestWhat::GetAgent(_, getter) => getter.is_known(),
            RequestWhat::GetQueue(_, getter) => getter.is_known(),
            RequestWhat::GetGroup(_, getter) => getter.is_known(),
            RequestWhat::GetHandler(getter) => getter.is_known(),
            RequestWhat::GetAddress(_, getter) => getter.is_known(),
            RequestWhat::GetLine(getter) => getter.is_known(),
            RequestWhat::PutSessionState(..)
            | RequestWhat::PutAgentState(..)
            | RequestWhat::PutAgentPeriod(..)
            | RequestWhat::PutQueuePeriod(..)
            | RequestWhat::CreateSession { .. }
            | RequestWhat::CreateAgent { .. }
            | RequestWhat::PutAddressGroups { .. }
            | RequestWhat::PutAddressState { .. }
            | RequestWhat::PutAddressActivity { .. }
            | RequestWhat::AgentSpecific { .. } => false,
        }
    }
}
