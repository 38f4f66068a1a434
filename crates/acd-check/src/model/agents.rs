//! Agents: their own state, their next one, and calls that are not the ACD's.

use acd_core::{CallTimes, Direction, Disposition, Next, Stream};
use tapi_types::{AgentId, AgentState, CallHandle, LineError, SessionState, Span};

use super::Model;
use super::agenda::What;
use super::history::{Agent, Call, Period, Stage};

impl Agent {
    pub(super) fn new(answer_after: Stream) -> Agent {
        Agent {
            own: AgentState::Ready,
            next: None,
            activity: None,
            freed: None,
            other_calls: Vec::new(),
            period: Period::initial(),
            answer_after,
        }
    }
}

impl Model {
    pub(super) fn set_agent_state(
        &mut self,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<Next<AgentState>>,
    ) -> Result<(), LineError> {
        if !self.is_here(agent) {
            return Err(LineError::INVALPARAM);
        }
        let wanted_next = match next {
            Some(Next::Set(next)) => Some(next),
            Some(Next::Clear) | None => None,
        };
        let settable = [AgentState::Ready, AgentState::NotReady];
        if [state, wanted_next].into_iter().flatten().any(|wanted| !settable.contains(&wanted)) {
            return Err(LineError::INVALAGENTSTATE);
        }
        if let Some(state) = state {
            self.set_own_state(agent, state);
        }
        if next.is_some() {
            self.agents[agent.index()].next = wanted_next;
        }
        Ok(())
    }

    fn set_own_state(&mut self, agent: AgentId, state: AgentState) {
        self.agents[agent.index()].own = state;
        if state == AgentState::NotReady {
            for session in 0..self.sessions.len() {
                if self.sessions[session].agent == agent && self.sessions[session].rings_now() {
                    self.withdraw(session);
                }
            }
        }
    }

    /// A call or a wrap-up of the agent has ended: idle time starts anew, and the next state is due once
    /// there is neither any more.
    pub(super) fn agent_is_through(&mut self, agent: AgentId) {
        self.agents[agent.index()].freed = Some(self.now);
        if self.is_on_call(agent) || self.wraps_up(agent) {
            return;
        }
        if let Some(next) = self.agents[agent.index()].next.take() {
            self.set_own_state(agent, next);
        }
    }

    fn has_session_in(&self, agent: AgentId, state: SessionState) -> bool {
        self.sessions.iter().any(|session| session.agent == agent && session.state() == state)
    }

    pub(super) fn wraps_up(&self, agent: AgentId) -> bool {
        self.has_session_in(agent, SessionState::BusyWrapUp)
    }

    /// The direction of the call that is not the ACD's, if the agent is on one.
    pub(super) fn other_direction(&self, agent: AgentId) -> Option<Direction> {
        self.calls.iter().find_map(|call| match call.stage {
            Stage::Other { agent: on_it, direction } if on_it == agent => Some(direction),
            Stage::Entering
            | Stage::Waiting
            | Stage::Ringing(_)
            | Stage::Talking { .. }
            | Stage::OnHold { .. }
            | Stage::Other { .. }
            | Stage::Over => None,
        })
    }

    fn is_on_call(&self, agent: AgentId) -> bool {
        self.has_session_in(agent, SessionState::BusyOnCall) || self.other_direction(agent).is_some()
    }

    fn rings_at(&self, agent: AgentId) -> bool {
        self.sessions.iter().any(|session| session.agent == agent && session.rings_now())
    }

    /// No call, no wrap-up, no ringing, and its own state lets it.
    pub(super) fn is_free(&self, agent: AgentId) -> bool {
        self.agents[agent.index()].own != AgentState::NotReady
            && !self.is_on_call(agent)
            && !self.wraps_up(agent)
            && !self.rings_at(agent)
    }

    /// The state that everybody sees.
    pub(super) fn shown_state(&self, agent: AgentId) -> AgentState {
        if self.has_not_come(agent) {
            return AgentState::Unknown;
        }
        if self.was_released(agent) {
            return AgentState::Released;
        }
        if self.has_session_in(agent, SessionState::BusyOnCall) || self.wraps_up(agent) {
            return AgentState::BusyAcd;
        }
        match self.other_direction(agent) {
            Some(Direction::Incoming) => AgentState::BusyIncoming,
            Some(Direction::Outgoing) => AgentState::BusyOutgoing,
            None => self.agents[agent.index()].own,
        }
    }

    pub(super) fn begin_other_call(
        &mut self,
        handle: Option<CallHandle>,
        agent: AgentId,
        direction: Direction,
        talk: Option<Span>,
    ) -> Result<CallHandle, LineError> {
        if !self.is_here(agent) || handle.is_some_and(|handle| self.find_call(handle).is_some()) {
            return Err(LineError::INVALPARAM);
        }
        if self.is_on_call(agent) || self.rings_at(agent) {
            return Err(LineError::INVALAGENTSTATE);
        }
        let handle = handle.unwrap_or_else(|| self.fresh_call_handle());
        let times = CallTimes { talk, wrap_up: Span::ZERO, patience: None };
        let call = self.add_call(Call {
            stage: Stage::Other { agent, direction },
            disposition: Disposition::Answered,
            ..Call::new(Some(handle), 0, times, self.now)
        });
        let mark = self.mark();
        self.agents[agent.index()].other_calls.push((mark, direction));
        if let Some(talk) = talk {
            self.agenda.add(self.now + talk, What::OtherCallEnds { call });
        }
        Ok(handle)
    }

    pub(super) fn end_other_call(&mut self, call: usize) {
        let Stage::Other { agent, .. } = self.calls[call].stage else { unreachable!("not a call of the ACD's") };
        self.end_call(call, Disposition::Answered);
        self.agent_is_through(agent);
    }
}
