//! What a drawn step can be about, as things stand.

use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, SessionState};

use super::Audit;
use super::state::{Call, Phase, Session};

impl Audit<'_> {
    /// Sessions that have not ended.
    pub(crate) fn live_sessions(&self) -> Vec<SessionId> {
        self.sessions_where(|session| session.ended.is_none())
    }

    /// Sessions on a call or in wrap-up.
    pub(crate) fn busy_sessions(&self) -> Vec<SessionId> {
        let busy = |state| matches!(state, SessionState::BusyOnCall | SessionState::BusyWrapUp);
        self.sessions_where(|session| busy(session.state))
    }

    /// Sessions where a call rings.
    pub(crate) fn ringing_sessions(&self) -> Vec<SessionId> {
        self.sessions_where(|session| session.ring.is_some())
    }

    /// Sessions that may take a call.
    pub(crate) fn able_sessions(&self) -> Vec<SessionId> {
        self.sessions_where(|session| session.able)
    }

    /// Calls with a handle that are not over.
    pub(crate) fn open_calls(&self) -> Vec<CallHandle> {
        self.calls_where(|call| !matches!(call.phase, Phase::Over(_)))
    }

    /// Calls that talk or are on hold.
    pub(crate) fn connected_calls(&self) -> Vec<CallHandle> {
        self.calls_where(|call| matches!(call.phase, Phase::Connected { .. }))
    }

    /// Calls that talk.
    pub(crate) fn talking_calls(&self) -> Vec<CallHandle> {
        self.calls_where(|call| matches!(call.phase, Phase::Connected { held: false, .. }))
    }

    /// Calls on hold.
    pub(crate) fn held_calls(&self) -> Vec<CallHandle> {
        self.calls_where(|call| matches!(call.phase, Phase::Connected { held: true, .. }))
    }

    /// Agents who are there.
    pub(crate) fn present_agents(&self) -> Vec<AgentId> {
        places(&self.agents, |agent| agent.here).map(AgentId::at).collect()
    }

    /// Agents who are not.
    pub(crate) fn absent_agents(&self) -> Vec<AgentId> {
        places(&self.agents, |agent| !agent.here).map(AgentId::at).collect()
    }

    /// Agents who are logged in.
    pub(crate) fn staffed_agents(&self) -> Vec<AgentId> {
        places(&self.agents, |agent| agent.here && !agent.sessions.is_empty()).map(AgentId::at).collect()
    }

    /// Groups that are there, or are not.
    pub(crate) fn groups(&self, here: bool) -> Vec<GroupId> {
        places(&self.groups, |group| group.here == here).map(GroupId::at).collect()
    }

    /// Queues that are there, or are not.
    pub(crate) fn queues(&self, here: bool) -> Vec<QueueId> {
        places(&self.queues, |queue| queue.here == here).map(QueueId::at).collect()
    }

    /// Those that somebody outside names.
    fn sessions_where(&self, fits: impl Fn(&Session) -> bool) -> Vec<SessionId> {
        let named = self.sessions.iter().filter(|(id, _)| id.index() < self.config.sessions.len());
        named.filter(|(_, session)| fits(session)).map(|(id, _)| *id).collect()
    }

    fn calls_where(&self, fits: impl Fn(&Call) -> bool) -> Vec<CallHandle> {
        let named = self.named.iter().filter(|(_, no)| self.calls.get(no).is_some_and(|call| fits(call)));
        named.map(|(handle, _)| *handle).collect()
    }
}

fn places<T>(all: &[T], fits: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    all.iter().enumerate().filter(move |(_, one)| fits(one)).map(|(place, _)| place)
}
