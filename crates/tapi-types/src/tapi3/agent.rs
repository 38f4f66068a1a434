//! The state of an agent, and the events about it.

use crate::constant::constants;

constants! {
    /// The state of an agent: ITAgent::get_State and ITAgent::put_State, page "AGENT_STATE enumeration (tapi3cc.h)".
    AgentState, "AGENT_STATE";
    /// Logged in and not at work on calls.
    NotReady = 0, "not_ready", "AS_NOT_READY";
    /// Can take calls.
    Ready = 1, "ready", "AS_READY";
    /// On an ACD call.
    BusyAcd = 2, "busy_acd", "AS_BUSY_ACD";
    /// On an incoming call that is not the ACD's.
    BusyIncoming = 3, "busy_incoming", "AS_BUSY_INCOMING";
    /// On an outgoing call that is not the ACD's.
    BusyOutgoing = 4, "busy_outgoing", "AS_BUSY_OUTGOING";
    /// Not known.
    Unknown = 5, "unknown", "AS_UNKNOWN";
}

constants! {
    /// What happened to an agent: ITAgentEvent::get_Event, page "AGENT_EVENT enumeration (tapi3cc.h)". Each says the
    /// state that the agent is in now and has the number of that state. There is none for a new agent.
    AgentEvent, "AGENT_EVENT";
    /// Cannot take calls.
    NotReady = 0, "not_ready", "AE_NOT_READY";
    /// Can take calls.
    Ready = 1, "ready", "AE_READY";
    /// Is on an ACD call.
    BusyAcd = 2, "busy_acd", "AE_BUSY_ACD";
    /// Is on an incoming call that is not the ACD's.
    BusyIncoming = 3, "busy_incoming", "AE_BUSY_INCOMING";
    /// Is on an outgoing call that is not the ACD's.
    BusyOutgoing = 4, "busy_outgoing", "AE_BUSY_OUTGOING";
    /// Is in a state that is not known.
    Unknown = 5, "unknown", "AE_UNKNOWN";
}

impl AgentState {
    /// The value of a state of the simulated ACD. A released agent has none.
    pub const fn of(state: crate::AgentState) -> Option<AgentState> {
        match state {
            crate::AgentState::NotReady => Some(AgentState::NotReady),
            crate::AgentState::Ready => Some(AgentState::Ready),
            crate::AgentState::BusyAcd => Some(AgentState::BusyAcd),
            crate::AgentState::BusyIncoming => Some(AgentState::BusyIncoming),
            crate::AgentState::BusyOutgoing => Some(AgentState::BusyOutgoing),
            crate::AgentState::Unknown => Some(AgentState::Unknown),
            crate::AgentState::Released => None,
        }
    }
}

impl From<AgentState> for crate::AgentState {
    fn from(state: AgentState) -> crate::AgentState {
        match state {
            AgentState::NotReady => crate::AgentState::NotReady,
            AgentState::Ready => crate::AgentState::Ready,
            AgentState::BusyAcd => crate::AgentState::BusyAcd,
            AgentState::BusyIncoming => crate::AgentState::BusyIncoming,
            AgentState::BusyOutgoing => crate::AgentState::BusyOutgoing,
            AgentState::Unknown => crate::AgentState::Unknown,
        }
    }
}

impl From<AgentState> for AgentEvent {
    /// The event that says that an agent is in this state now.
    fn from(state: AgentState) -> AgentEvent {
        match state {
            AgentState::NotReady => AgentEvent::NotReady,
            AgentState::Ready => AgentEvent::Ready,
            AgentState::BusyAcd => AgentEvent::BusyAcd,
            AgentState::BusyIncoming => AgentEvent::BusyIncoming,
            AgentState::BusyOutgoing => AgentEvent::BusyOutgoing,
            AgentState::Unknown => AgentEvent::Unknown,
        }
    }
}
