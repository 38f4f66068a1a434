//! Sessions: states, the slot for what comes next, wrap-up, the end.

use acd_core::{Config, CountCallAt, EndDuringCall, Next, ReasonId, SameState, SessionOrigin};
use tapi_types::{AddressId, AgentId, GroupId, LineError, QueueId, SessionId, SessionState};

use super::Model;
use super::agenda::What;
use super::history::{Phase, Session, Wish, WishKind};

/// Who asks for a state; a shift has its own rules in wrap-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    Outside,
    Shift,
}

impl Model {
    pub(super) fn find_session(&self, id: SessionId) -> Option<usize> {
        self.sessions.iter().position(|session| session.id == id)
    }

    pub(super) fn create_session(
        &mut self,
        id: Option<SessionId>,
        agent: AgentId,
        group: GroupId,
        address: Option<AddressId>,
    ) -> Result<SessionId, LineError> {
        let belongs = self
            .config
            .agents
            .get(agent.index())
            .is_some_and(|agent| agent.groups.iter().any(|member| member.group == group));
        if !belongs
            || !self.is_here(agent)
            || !self.has_group(group)
            || id.is_some_and(|id| self.find_session(id).is_some())
        {
            return Err(LineError::INVALPARAM);
        }
        let id = id.unwrap_or_else(|| self.fresh_session_id());
        self.add_session(id, agent, group, None, address);
        Ok(id)
    }

    fn fresh_session_id(&mut self) -> SessionId {
        self.fresh_sessions += 1;
        SessionId::at(self.config.sessions.len() + self.fresh_sessions - 1)
    }

    /// The session of the n-th shift of an agent in a group; its place in the list.
    pub(super) fn create_shift_session(&mut self, agent: AgentId, group: GroupId, n: u32) -> usize {
        let named = self.config.sessions.iter().position(|origin| *origin == SessionOrigin::Shift { agent, group, n });
        let id = named.map_or_else(|| self.fresh_session_id(), SessionId::at);
        self.add_session(id, agent, group, Some(n), None);
        self.sessions.len() - 1
    }

    fn add_session(
        &mut self,
        id: SessionId,
        agent: AgentId,
        group: GroupId,
        shift_n: Option<u32>,
        address: Option<AddressId>,
    ) {
        let first = Phase { from: self.now, state: SessionState::NotReady, reason: None, call: None, hold: false };
        self.sessions.push(Session {
            id,
            agent,
            group,
            address: address.unwrap_or(self.config.agents[agent.index()].address),
            shift_n,
            phases: vec![first],
            rings: Vec::new(),
            slot: None,
            counted: Vec::new(),
            times_to_answer: Vec::new(),
            rang_out: 0,
        });
    }

    /// A request for a state, a next state or both. Refused, it changes nothing.
    pub(super) fn set_session_state(
        &mut self,
        id: SessionId,
        state: Option<SessionState>,
        next: Option<Next<SessionState>>,
        reason: Option<ReasonId>,
    ) -> Result<(), LineError> {
        let session = self.find_session(id).ok_or(LineError::INVALPARAM)?;
        self.check_state(session, state)?;
        self.check_next(session, state, next)?;
        if let Some(state) = state {
            self.take_up_state(session, state, reason, Asker::Outside);
        }
        match next {
            None => {}
            Some(Next::Clear) => self.sessions[session].slot = None,
            Some(Next::Set(state)) => {
                let reason = reason.filter(|_| state == SessionState::NotReady);
                self.sessions[session].slot = Some(Wish { state, reason, kind: WishKind::Explicit });
            }
        }
        Ok(())
    }

    /// May this state be asked for now? The table of transitions, by the present state.
    pub(super) fn check_state(&self, session: usize, wanted: Option<SessionState>) -> Result<(), LineError> {
        use SessionState::{BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};
        let Some(wanted) = wanted else { return Ok(()) };
        let present = self.sessions[session].state();
        let legal = match (present, wanted) {
            (_, BusyOnCall) | (NotReady | Ready, BusyWrapUp) | (Ended, NotReady | Ready | BusyWrapUp) => false,
            (NotReady, NotReady) | (Ready, Ready) | (BusyWrapUp, BusyWrapUp) | (Ended, Ended) => {
                match self.config.policies.same_state {
                    SameState::Accept => true,
                    SameState::Refuse => false,
                }
            }
            (NotReady, Ready | Ended)
            | (Ready, NotReady | Ended)
            | (BusyOnCall, NotReady | Ready | BusyWrapUp | Ended)
            | (BusyWrapUp, NotReady | Ready | Ended) => true,
        };
        if legal { Ok(()) } else { Err(LineError::INVALAGENTSTATE) }
    }

    pub(super) fn check_next(
        &self,
        session: usize,
        state: Option<SessionState>,
        next: Option<Next<SessionState>>,
    ) -> Result<(), LineError> {
        let legal = match next {
            None => true,
            Some(Next::Clear) => self.sessions[session].state() != SessionState::Ended || state.is_some(),
            Some(Next::Set(next)) => next != SessionState::BusyOnCall && !self.is_over_with(session, state),
        };
        if legal { Ok(()) } else { Err(LineError::INVALAGENTSTATE) }
    }

    /// The session is ended, or it ends at once with this state.
    fn is_over_with(&self, session: usize, state: Option<SessionState>) -> bool {
        match self.sessions[session].state() {
            SessionState::Ended => true,
            SessionState::NotReady | SessionState::Ready | SessionState::BusyWrapUp => {
                state == Some(SessionState::Ended)
            }
            SessionState::BusyOnCall => {
                state == Some(SessionState::Ended) && self.config.policies.end_during_call == EndDuringCall::Release
            }
        }
    }

    /// Does what a legal request for a state asks for.
    pub(super) fn take_up_state(
        &mut self,
        session: usize,
        wanted: SessionState,
        reason: Option<ReasonId>,
        asker: Asker,
    ) {
        let reason = reason.filter(|_| wanted == SessionState::NotReady);
        let present = self.sessions[session].state();
        let pending = Wish { state: wanted, reason, kind: WishKind::Pending };
        match (present, wanted) {
            (SessionState::BusyOnCall, SessionState::Ended) => {
                if asker == Asker::Outside && self.config.policies.end_during_call == EndDuringCall::Release {
                    self.end_session_and_call(session);
                } else {
                    self.sessions[session].slot = Some(Wish { kind: WishKind::Explicit, ..pending });
                }
            }
            (SessionState::BusyOnCall, _) => self.sessions[session].slot = Some(pending),
            (SessionState::BusyWrapUp, SessionState::NotReady | SessionState::Ready) if asker == Asker::Shift => {
                self.sessions[session].slot = Some(pending);
            }
            (SessionState::BusyWrapUp, SessionState::NotReady | SessionState::Ready | SessionState::Ended) => {
                self.sessions[session].slot.take_if(|wish| wish.kind == WishKind::Pending);
                self.leave_wrap_up(session, wanted, reason);
            }
            (SessionState::NotReady | SessionState::Ready, SessionState::Ended) => {
                self.enter_state(session, wanted, None);
            }
            (SessionState::NotReady, SessionState::Ready) | (SessionState::Ready, SessionState::NotReady) => {
                self.enter_state(session, wanted, reason);
            }
            (from, to) => assert!(from == to, "{from} to {to} was refused before"),
        }
    }

    /// A session enters a state in which it has no call.
    pub(super) fn enter_state(&mut self, session: usize, state: SessionState, reason: Option<ReasonId>) {
        if self.sessions[session].rings_now() {
            self.withdraw(session);
        }
        let phase = Phase { from: self.now, state, reason, call: None, hold: false };
        self.sessions[session].phases.push(phase);
        if state == SessionState::Ended {
            self.sessions[session].slot = None;
            let group = self.sessions[session].group;
            if !self.is_staffed(group) {
                self.emptied.push(group);
            }
            let agent = self.sessions[session].agent;
            let mut own = self.sessions.iter().filter(|session| session.agent == agent);
            if own.all(|session| session.state() == SessionState::Ended) {
                self.agents[agent.index()].activity = None;
            }
        }
    }

    pub(super) fn begin_talk(&mut self, session: usize, call: usize, queue: QueueId) {
        let phase = Phase {
            from: self.now,
            state: SessionState::BusyOnCall,
            reason: None,
            call: Some((call, queue)),
            hold: false,
        };
        self.sessions[session].phases.push(phase);
    }

    pub(super) fn set_hold(&mut self, session: usize, hold: bool) {
        let phase = Phase { from: self.now, hold, ..*self.sessions[session].phase() };
        self.sessions[session].phases.push(phase);
    }

    /// The session's call has ended: what comes after it.
    pub(super) fn after_call(&mut self, session: usize) {
        let (call, _) = self.sessions[session].phase().call.expect("it was on a call");
        let wrap_up = self.calls[call].times.wrap_up;
        if self.must_go(session) {
            self.finish_without_wrap_up(session, SessionState::Ended, None);
            return;
        }
        let slot = self.sessions[session].slot;
        match slot {
            Some(Wish { state, reason, kind: WishKind::Explicit }) => {
                self.sessions[session].slot = None;
                if state == SessionState::BusyWrapUp {
                    self.begin_wrap_up(session);
                } else {
                    self.finish_without_wrap_up(session, state, reason);
                }
            }
            Some(Wish { state: SessionState::BusyWrapUp, kind: WishKind::Pending, .. }) => {
                self.sessions[session].slot = None;
                self.begin_wrap_up(session);
            }
            _ if !wrap_up.is_zero() => self.begin_wrap_up(session),
            Some(Wish { state, reason, kind: WishKind::Pending }) => {
                self.sessions[session].slot = None;
                self.finish_without_wrap_up(session, state, reason);
            }
            None => self.finish_without_wrap_up(session, SessionState::Ready, None),
        }
    }

    fn finish_without_wrap_up(&mut self, session: usize, state: SessionState, reason: Option<ReasonId>) {
        self.count(session, CountCallAt::WrapUpEnd);
        self.enter_state(session, state, reason);
        self.agent_is_through(self.sessions[session].agent);
    }

    fn begin_wrap_up(&mut self, session: usize) {
        let call = self.sessions[session].phase().call;
        let phase = Phase { from: self.now, state: SessionState::BusyWrapUp, reason: None, call, hold: false };
        self.sessions[session].phases.push(phase);
        let wrap_up = call.map(|(call, _)| self.calls[call].times.wrap_up).unwrap_or_default();
        if !wrap_up.is_zero() {
            self.agenda.add(self.now + wrap_up, What::WrapUpEnds { session });
        }
        self.agent_is_through(self.sessions[session].agent);
    }

    /// The wrap-up has lasted its time.
    pub(super) fn wrap_up_is_over(&mut self, session: usize) {
        let pending = self.sessions[session].slot.take_if(|wish| wish.kind == WishKind::Pending);
        match pending {
            Some(wish) => self.leave_wrap_up(session, wish.state, wish.reason),
            None => self.leave_wrap_up(session, SessionState::Ready, None),
        }
    }

    fn leave_wrap_up(&mut self, session: usize, state: SessionState, reason: Option<ReasonId>) {
        self.agenda.cancel(|what| what == What::WrapUpEnds { session });
        self.count(session, CountCallAt::WrapUpEnd);
        self.enter_state(session, state, reason);
        self.agent_is_through(self.sessions[session].agent);
    }

    /// ENDED during a call, where both end at once.
    fn end_session_and_call(&mut self, session: usize) {
        let (call, _) = self.sessions[session].phase().call.expect("it is on a call");
        self.sessions[session].slot = Some(Wish { state: SessionState::Ended, reason: None, kind: WishKind::Explicit });
        self.release(call);
    }

    /// Counts the call that the session is on, if this is the moment that the policy names.
    pub(super) fn count(&mut self, session: usize, moment: CountCallAt) {
        if self.config.policies.count_call_at == moment {
            let mark = self.mark();
            self.sessions[session].counted.push(mark);
        }
    }

    /// All READY sessions of the agent become NOT_READY, since one of them did not answer.
    pub(super) fn blame(&mut self, agent: AgentId) {
        for session in 0..self.sessions.len() {
            let one = &self.sessions[session];
            if one.agent == agent && one.state() == SessionState::Ready {
                self.enter_state(session, SessionState::NotReady, Some(Config::NO_ANSWER));
            }
        }
    }

    pub(super) fn is_staffed(&self, group: GroupId) -> bool {
        self.sessions.iter().any(|session| session.group == group && session.state() != SessionState::Ended)
    }
}
