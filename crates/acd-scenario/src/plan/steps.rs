//! What happens from outside.

use acd_core::{Direction, Distribution, Next, Party, ReasonId, TransferTo};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, CallHandle, GroupId, LineError, QueueId, SessionId, SessionState, Time,
};

use super::RequestStep;

/// One thing that happens from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its place in the file, from 0: what reports call `step`.
    pub index: usize,
    /// Its id in the file.
    pub id: Option<String>,
    /// When.
    pub at: Time,
    /// The refusal that it expects.
    pub refused: Option<LineError>,
    /// What.
    pub verb: Verb,
}

/// What a step does. What is large stands in a box, so that a long list of steps is no larger than it needs to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Verb {
    /// `create_session`.
    CreateSession {
        /// Its id.
        session: SessionId,
        /// Who.
        agent: AgentId,
        /// Where.
        group: GroupId,
        /// Where its calls ring; `None`: at the agent's own address.
        address: Option<AddressId>,
    },
    /// `create_agent`.
    CreateAgent {
        /// Who.
        agent: AgentId,
    },
    /// `release_agent`.
    ReleaseAgent {
        /// Who.
        agent: AgentId,
    },
    /// `set_agent_activity`.
    SetAgentActivity {
        /// Who.
        agent: AgentId,
        /// What.
        activity: ActivityId,
    },
    /// `add_group`.
    AddGroup {
        /// Which.
        group: GroupId,
    },
    /// `remove_group`.
    RemoveGroup {
        /// Which.
        group: GroupId,
    },
    /// `add_queue`.
    AddQueue {
        /// Which.
        queue: QueueId,
    },
    /// `remove_queue`.
    RemoveQueue {
        /// Which.
        queue: QueueId,
    },
    /// `agent_specific`.
    AgentSpecific {
        /// Its place in `config.extensions`.
        extension: u32,
        /// What the extension gives a meaning.
        params: [u32; 2],
    },
    /// `set_session_state`.
    SetSessionState {
        /// Which.
        session: SessionId,
        /// The state.
        state: Option<SessionState>,
        /// The next state; `"none"` clears.
        next: Option<Next<SessionState>>,
        /// Why.
        reason: Option<ReasonId>,
    },
    /// `set_agent_state`.
    SetAgentState {
        /// Which.
        agent: AgentId,
        /// The state.
        state: Option<AgentState>,
        /// The next state; `"none"` clears.
        next: Option<Next<AgentState>>,
        /// Why.
        reason: Option<ReasonId>,
    },
    /// `arrive`.
    Arrive(Box<Arrive>),
    /// `answer`.
    Answer {
        /// Which.
        session: SessionId,
    },
    /// `reject`.
    Reject {
        /// Which.
        session: SessionId,
    },
    /// `hang_up`.
    HangUp {
        /// Which.
        call: CallHandle,
        /// Who.
        by: Party,
    },
    /// `hold`.
    Hold {
        /// Which.
        call: CallHandle,
    },
    /// `retrieve`.
    Retrieve {
        /// Which.
        call: CallHandle,
    },
    /// `transfer`.
    Transfer(Box<Transfer>),
    /// `non_acd_call`.
    NonAcdCall {
        /// Its handle.
        call: CallHandle,
        /// Who.
        agent: AgentId,
        /// Which counter moves.
        direction: Direction,
        /// Connected time; `None`: until hang-up.
        talk: Option<Distribution>,
    },
    /// `set_measurement_period` of an agent.
    SetAgentPeriod {
        /// Whose.
        agent: AgentId,
        /// Whole seconds, above zero.
        period_s: u32,
    },
    /// `set_measurement_period` of a queue.
    SetQueuePeriod {
        /// Whose.
        queue: QueueId,
        /// Whole seconds, above zero.
        period_s: u32,
    },
    /// `close_proxy`.
    CloseProxy,
    /// `open_proxy`.
    OpenProxy,
    /// `request`.
    Request(Box<RequestStep>),
}

/// A call that a step lets arrive.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrive {
    /// Its handle.
    pub call: CallHandle,
    /// Where.
    pub queue: QueueId,
    /// Higher goes first.
    pub priority: i64,
    /// Connected time; `None`: until hang-up.
    pub talk: Option<Distribution>,
    /// After-call work.
    pub wrap_up: Distribution,
    /// Patience; `None`: endless.
    pub patience: Option<Distribution>,
    /// Who calls.
    pub caller: Option<String>,
    /// The number dialled.
    pub called: Option<String>,
    /// Attached data, name and value.
    pub data: Vec<(String, String)>,
}

/// A call that a step hands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// Which.
    pub call: CallHandle,
    /// Where to.
    pub to: TransferTo,
    /// Connected time; `None`: the call's own.
    pub talk: Option<Distribution>,
    /// After-call work; `None`: the call's own.
    pub wrap_up: Option<Distribution>,
    /// Patience; `None`: endless.
    pub patience: Option<Distribution>,
}
