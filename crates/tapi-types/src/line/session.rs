//! TAPI 2.2: the state of an agent session, and what a message says has changed about it.

use crate::SessionState;
use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// The state of an agent session: `dwAgentSessionState` of LINEAGENTSESSIONINFO and lineSetAgentSessionState, page
    /// "LINEAGENTSESSIONSTATE_ Constants". One value stands at a time.
    AgentSessionState, "LINEAGENTSESSIONSTATE";
    /// No calls are to be routed there.
    NotReady = 0x01, "not_ready", "LINEAGENTSESSIONSTATE_NOTREADY";
    /// Can take calls.
    Ready = 0x02, "ready", "LINEAGENTSESSIONSTATE_READY";
    /// On an ACD call of this session.
    BusyOnCall = 0x04, "busy_on_call", "LINEAGENTSESSIONSTATE_BUSYONCALL";
    /// At the after-call work of an ACD call of this session.
    BusyWrapUp = 0x08, "busy_wrap_up", "LINEAGENTSESSIONSTATE_BUSYWRAPUP";
    /// Over.
    Ended = 0x10, "ended", "LINEAGENTSESSIONSTATE_ENDED";
    /// The proxy has let go of it. TAPI 3 has no value for it.
    Released = 0x20, "released", "LINEAGENTSESSIONSTATE_RELEASED";
}

constants! {
    /// What happened to an agent session: bits of `dwParam2` of the message LINE_AGENTSESSIONSTATUS, page
    /// "LINEAGENTSESSIONSTATUS_ Constants". One message may carry several.
    AgentSessionStatus, "LINEAGENTSESSIONSTATUS";
    /// The session is new.
    NewSession = 0x1, "new_session", "LINEAGENTSESSIONSTATUS_NEWSESSION";
    /// Its state changed; `dwParam3` is the new one.
    State = 0x2, "state", "LINEAGENTSESSIONSTATUS_STATE";
    /// Its statistics changed; lineGetAgentSessionInfo has them.
    UpdateInfo = 0x4, "update_info", "LINEAGENTSESSIONSTATUS_UPDATEINFO";
}

bits!(AgentSessionStatus);

impl AgentSessionState {
    /// The state as the simulated ACD knows it; it does not let go of sessions.
    pub const fn session_state(self) -> Option<SessionState> {
        match self {
            AgentSessionState::NotReady => Some(SessionState::NotReady),
            AgentSessionState::Ready => Some(SessionState::Ready),
            AgentSessionState::BusyOnCall => Some(SessionState::BusyOnCall),
            AgentSessionState::BusyWrapUp => Some(SessionState::BusyWrapUp),
            AgentSessionState::Ended => Some(SessionState::Ended),
            AgentSessionState::Released => None,
        }
    }
}

impl From<SessionState> for AgentSessionState {
    fn from(state: SessionState) -> AgentSessionState {
        match state {
            SessionState::NotReady => AgentSessionState::NotReady,
            SessionState::Ready => AgentSessionState::Ready,
            SessionState::BusyOnCall => AgentSessionState::BusyOnCall,
            SessionState::BusyWrapUp => AgentSessionState::BusyWrapUp,
            SessionState::Ended => AgentSessionState::Ended,
        }
    }
}
