//! The state of an agent session, and the events about it.

use crate::SessionState;
use crate::constant::constants;

constants! {
    /// The state of an agent session: ITAgentSession::get_State and ITAgentSession::put_State, page
    /// "AGENT_SESSION_STATE enumeration (tapi3cc.h)", which also says which state may follow which:
    /// [`SessionState::followers`].
    AgentSessionState, "AGENT_SESSION_STATE";
    /// Cannot take calls for this session.
    NotReady = 0, "not_ready", "ASST_NOT_READY";
    /// Can take calls for this session.
    Ready = 1, "ready", "ASST_READY";
    /// On an ACD call of this session.
    BusyOnCall = 2, "busy_on_call", "ASST_BUSY_ON_CALL";
    /// At the after-call work of an ACD call of this session.
    BusyWrapUp = 3, "busy_wrap_up", "ASST_BUSY_WRAPUP";
    /// Over.
    Ended = 4, "ended", "ASST_SESSION_ENDED";
}

constants! {
    /// What happened to an agent session: ITAgentSessionEvent::get_Event, page
    /// "AGENT_SESSION_EVENT enumeration (tapi3cc.h)". The event of a state has a number one above that of the state,
    /// because zero stands for a new session.
    AgentSessionEvent, "AGENT_SESSION_EVENT";
    /// The session is new.
    NewSession = 0, "new_session", "ASE_NEW_SESSION";
    /// Cannot take calls now.
    NotReady = 1, "not_ready", "ASE_NOT_READY";
    /// Can take calls now.
    Ready = 2, "ready", "ASE_READY";
    /// Is on an ACD call now.
    Busy = 3, "busy", "ASE_BUSY";
    /// Is at after-call work now.
    WrapUp = 4, "wrap_up", "ASE_WRAPUP";
    /// Is over.
    End = 5, "end", "ASE_END";
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

impl From<AgentSessionState> for SessionState {
    fn from(state: AgentSessionState) -> SessionState {
        match state {
            AgentSessionState::NotReady => SessionState::NotReady,
            AgentSessionState::Ready => SessionState::Ready,
            AgentSessionState::BusyOnCall => SessionState::BusyOnCall,
            AgentSessionState::BusyWrapUp => SessionState::BusyWrapUp,
            AgentSessionState::Ended => SessionState::Ended,
        }
    }
}

impl From<AgentSessionState> for AgentSessionEvent {
    /// The event that says that a session is in this state now.
    fn from(state: AgentSessionState) -> AgentSessionEvent {
        match state {
            AgentSessionState::NotReady => AgentSessionEvent::NotReady,
            AgentSessionState::Ready => AgentSessionEvent::Ready,
            AgentSessionState::BusyOnCall => AgentSessionEvent::Busy,
            AgentSessionState::BusyWrapUp => AgentSessionEvent::WrapUp,
            AgentSessionState::Ended => AgentSessionEvent::End,
        }
    }
}
