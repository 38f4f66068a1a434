//! TAPI 2.2: the state of an agent that has a handle, and what a message says has changed about it.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// The state of the agent behind an HAGENT: `dwAgentState` of LINEAGENTINFO and lineSetAgentStateEx, page
    /// "LINEAGENTSTATEEX_ Constants". The numbers are not those of the older [`AgentState`](crate::line::AgentState):
    /// the two convert by meaning alone. One value stands at a time.
    AgentStateEx, "LINEAGENTSTATEEX";
    /// Logged in and not at work on calls. None is to be routed there.
    NotReady = 0x01, "not_ready", "LINEAGENTSTATEEX_NOTREADY";
    /// Can take calls.
    Ready = 0x02, "ready", "LINEAGENTSTATEEX_READY";
    /// On an ACD call.
    BusyAcd = 0x04, "busy_acd", "LINEAGENTSTATEEX_BUSYACD";
    /// On an incoming call that is not the ACD's.
    BusyIncoming = 0x08, "busy_incoming", "LINEAGENTSTATEEX_BUSYINCOMING";
    /// On an outgoing call.
    BusyOutgoing = 0x10, "busy_outgoing", "LINEAGENTSTATEEX_BUSYOUTGOING";
    /// Not known yet.
    Unknown = 0x20, "unknown", "LINEAGENTSTATEEX_UNKNOWN";
    /// The agent is gone, most likely logged off. TAPI 3 has no value for it.
    Released = 0x40, "released", "LINEAGENTSTATEEX_RELEASED";
}

constants! {
    /// What happened to an agent that has a handle: bits of `dwParam2` of the message LINE_AGENTSTATUSEX, page
    /// "LINEAGENTSTATUSEX_ Constants". One message may carry several.
    AgentStatusEx, "LINEAGENTSTATUSEX";
    /// The agent is new.
    NewAgent = 0x1, "new_agent", "LINEAGENTSTATUSEX_NEWAGENT";
    /// Its state changed; `dwParam3` is the new one.
    State = 0x2, "state", "LINEAGENTSTATUSEX_STATE";
    /// Its statistics changed; lineGetAgentInfo has them.
    UpdateInfo = 0x4, "update_info", "LINEAGENTSTATUSEX_UPDATEINFO";
}

bits!(AgentStatusEx);

impl From<crate::AgentState> for AgentStateEx {
    fn from(state: crate::AgentState) -> AgentStateEx {
        match state {
            crate::AgentState::NotReady => AgentStateEx::NotReady,
            crate::AgentState::Ready => AgentStateEx::Ready,
            crate::AgentState::BusyAcd => AgentStateEx::BusyAcd,
            crate::AgentState::BusyIncoming => AgentStateEx::BusyIncoming,
            crate::AgentState::BusyOutgoing => AgentStateEx::BusyOutgoing,
            crate::AgentState::Unknown => AgentStateEx::Unknown,
            crate::AgentState::Released => AgentStateEx::Released,
        }
    }
}

impl From<AgentStateEx> for crate::AgentState {
    fn from(state: AgentStateEx) -> crate::AgentState {
        match state {
            AgentStateEx::NotReady => crate::AgentState::NotReady,
            AgentStateEx::Ready => crate::AgentState::Ready,
            AgentStateEx::BusyAcd => crate::AgentState::BusyAcd,
            AgentStateEx::BusyIncoming => crate::AgentState::BusyIncoming,
            AgentStateEx::BusyOutgoing => crate::AgentState::BusyOutgoing,
            AgentStateEx::Unknown => crate::AgentState::Unknown,
            AgentStateEx::Released => crate::AgentState::Released,
        }
    }
}
