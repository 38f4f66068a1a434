//! What commands can sensibly be aimed at: generated worlds ask, so that most of what they do is possible.

use tapi_types::{CallHandle, SessionId, SessionState};

use super::Model;
use super::history::{Session, Stage};

impl Model {
    fn calls_in(&self, is_meant: impl Fn(&Stage) -> bool) -> Vec<CallHandle> {
        self.calls.iter().filter(|call| is_meant(&call.stage)).filter_map(|call| call.handle).collect()
    }

    fn sessions_in(&self, is_meant: impl Fn(&Session) -> bool) -> Vec<SessionId> {
        self.sessions.iter().filter(|session| is_meant(session)).map(|session| session.id).collect()
    }

    pub(crate) fn open_calls(&self) -> Vec<CallHandle> {
        self.calls_in(|stage| *stage != Stage::Over)
    }

    pub(crate) fn talking_calls(&self) -> Vec<CallHandle> {
        self.calls_in(|stage| matches!(stage, Stage::Talking { .. }))
    }

    pub(crate) fn held_calls(&self) -> Vec<CallHandle> {
        self.calls_in(|stage| matches!(stage, Stage::OnHold { .. }))
    }

    pub(crate) fn connected_calls(&self) -> Vec<CallHandle> {
        self.calls_in(|stage| matches!(stage, Stage::Talking { .. } | Stage::OnHold { .. }))
    }

    pub(crate) fn live_sessions(&self) -> Vec<SessionId> {
        self.sessions_in(|session| session.state() != SessionState::Ended)
    }

    pub(crate) fn busy_sessions(&self) -> Vec<SessionId> {
        self.sessions_in(|session| {
            matches!(session.state(), SessionState::BusyOnCall | SessionState::BusyWrapUp) || session.rings_now()
        })
    }

    pub(crate) fn ringing_sessions(&self) -> Vec<SessionId> {
        self.sessions_in(Session::rings_now)
    }

    /// Sessions that a transfer of this call may go to.
    pub(crate) fn sessions_for(&self, call: CallHandle) -> Vec<SessionId> {
        let queue = self.find_call(call).and_then(|call| self.calls[call].queue);
        let takers = queue.map(|queue| self.takers(queue)).unwrap_or_default();
        takers.into_iter().map(|session| self.sessions[session].id).collect()
    }
}
