//! States of sessions and agents: what is legal, what waits, what takes effect when.

use tapi_types::{AddressId, AgentId, AgentState, GroupId, LineError, SessionId, SessionState, Time};

use crate::state::origin::Origin;
use crate::state::session::{NextKind, NextSlot, Session, SessionTotals, Work};
use crate::state::table::SessionNo;
use crate::{Accepted, EndDuringCall, Engine, Fact, Next, ReasonId, SameState};

/// What a legal request for a state comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is so already.
    Nothing,
    /// At once.
    Now(SessionState),
    /// When call and wrap-up are over.
    Pending(SessionState),
    /// When the call is over, without wrap-up.
    EndAfterCall,
    /// Call and session end at once.
    EndWithCall,
}

/// The documented transition table (AGENT_SESSION_STATE), for requests from outside. It holds for the ACD
/// itself too, which alone enters BUSY_ON_CALL.
pub(crate) fn change(
    from: SessionState,
    to: SessionState,
    same_state: SameState,
    end_during_call: EndDuringCall,
) -> Result<Change, LineError> {
    use SessionState::{BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};
    match (from, to) {
        (NotReady, NotReady) | (Ready, Ready) | (BusyWrapUp, BusyWrapUp) | (Ended, Ended) => match same_state {
            SameState::Accept => Ok(Change::Nothing),
            SameState::Refuse => Err(LineError::INVALAGENTSTATE),
        },
        (NotReady, Ready | Ended) | (Ready | BusyWrapUp, NotReady | Ended) | (BusyWrapUp, Ready) => Ok(Change::Now(to)),
        (BusyOnCall, NotReady | Ready | BusyWrapUp) => Ok(Change::Pending(to)),
        (BusyOnCall, Ended) => Ok(match end_during_call {
            EndDuringCall::AfterCall => Change::EndAfterCall,
            EndDuringCall::Release => Change::EndWithCall,
        }),
        (_, BusyOnCall) | (NotReady | Ready, BusyWrapUp) | (Ended, NotReady | Ready | BusyWrapUp) => {
            Err(LineError::INVALAGENTSTATE)
        }
    }
}

/// BUSY_ON_CALL is nobody's next state, and an ended session has none.
pub(super) fn test_next_state(
    from: SessionState,
    asked: Option<SessionState>,
    change: Change,
    next: Option<Next<SessionState>>,
) -> Result<(), LineError> {
    let over = from == SessionState::Ended;
    let ends = change == Change::Now(SessionState::Ended) || change == Change::EndWithCall;
    match next {
        Some(Next::Set(SessionState::BusyOnCall)) => Err(LineError::INVALAGENTSTATE),
        Some(Next::Set(_)) if over || ends => Err(LineError::INVALAGENTSTATE),
        Some(Next::Clear) | None if over && asked.is_none() => Err(LineError::INVALAGENTSTATE),
        Some(Next::Set(_) | Next::Clear) | None => Ok(()),
    }
}

impl Engine {
    /// A session comes into being, NOT_READY.
    pub(crate) fn create_session(
        &mut self,
        id: Option<SessionId>,
        agent: AgentId,
        group: GroupId,
        address: Option<AddressId>,
    ) -> Result<SessionId, LineError> {
        let level = self.level_of(agent, group).ok_or(LineError::INVALPARAM)?;
        Ok(self.new_session(id, agent, group, level, None, address))
    }

    /// An agent's level in a group that it may have sessions in.
    pub(super) fn level_of(&self, agent: AgentId, group: GroupId) -> Option<u32> {
        let groups = &self.config.agents[agent.index()].groups;
        groups.iter().find(|place| place.group == group).map(|place| place.level)
    }

    pub(crate) fn new_session(
        &mut self,
        id: Option<SessionId>,
        agent: AgentId,
        group: GroupId,
        level: u32,
        shift_n: Option<u32>,
        address: Option<AddressId>,
    ) -> SessionId {
        let address = address.unwrap_or(self.config.agents[agent.index()].address);
        let id = id.unwrap_or_else(|| {
            self.sessions_by_id.push(None);
            SessionId::at(self.sessions_by_id.len() - 1)
        });
        let no = self.sessions.push(Session {
            id,
            agent,
            group,
            address,
            level,
            shift_n,
            created: self.now,
            ended: None,
            state: SessionState::NotReady,
            reason: None,
            next: None,
            settled: self.now,
            ready_since: Time::ZERO,
            work: Work::Idle,
            ring: None,
            benched: false,
            totals: SessionTotals::default(),
            reasons: Vec::new(),
        });
        self.sessions_by_id[id.index()] = Some(no);
        self.places.insert((address, no));
        let line = &mut self.lines[group];
        line.staff += 1;
        line.bench.enrol(no, level);
        self.roll_agent(agent);
        let books = &mut self.agents[agent];
        books.sessions.push(no);
        books.staffed_from.get_or_insert(self.now);
        self.lead(Fact::SessionCreated { session: id, agent, group, shift: shift_n });
        id
    }

    /// A request for a state, a next state or both. Refused wholly or carried out wholly.
    pub(crate) fn set_session_state(
        &mut self,
        no: SessionNo,
        state: Option<SessionState>,
        next: Option<Next<SessionState>>,
        reason: Option<ReasonId>,
    ) -> Result<Accepted, LineError> {
        let session = &self.sessions[no];
        let policies = self.config.policies;
        let change = state.map(|to| change(session.state, to, policies.same_state, policies.end_during_call));
        let change = change.transpose()?.unwrap_or(Change::Nothing);
        test_next_state(session.state, state, change, next)?;
        self.make_change(no, change, reason);
        match next {
            Some(Next::Set(state)) => self.set_next(no, Some(NextSlot { state, kind: NextKind::Explicit, reason })),
            Some(Next::Clear) => self.set_next(no, None),
            None => {}
        }
        Ok(Accepted::Done)
    }

    fn make_change(&mut self, no: SessionNo, change: Change, reason: Option<ReasonId>) {
        match change {
            Change::Nothing => {}
            Change::Now(to) => self.change_now(no, to, reason),
            Change::Pending(state) => self.set_next(no, Some(NextSlot { state, kind: NextKind::Pending, reason })),
            Change::EndAfterCall => self.end_after_call(no),
            Change::EndWithCall => {
                if let Work::Call(key) = self.sessions[no].work {
                    self.release_into_end(key);
                }
            }
        }
    }

    pub(crate) fn end_after_call(&mut self, no: SessionNo) {
        let slot = NextSlot { state: SessionState::Ended, kind: NextKind::Explicit, reason: None };
        self.set_next(no, Some(slot));
    }

    pub(crate) fn set_next(&mut self, no: SessionNo, slot: Option<NextSlot>) {
        let session = &mut self.sessions[no];
        if session.next != slot {
            session.next = slot;
            let session = session.id;
            let pending = slot.is_some_and(|slot| slot.kind == NextKind::Pending);
            self.note(Fact::SessionNextState { session, next: slot.map(|slot| slot.state), pending });
        }
    }

    /// A change from outside that takes effect at once. Leaving wrap-up early drops a pending state, not an
    /// explicit one.
    pub(crate) fn change_now(&mut self, no: SessionNo, to: SessionState, reason: Option<ReasonId>) {
        if self.sessions[no].state == SessionState::BusyWrapUp {
            if self.sessions[no].next.is_some_and(|slot| slot.kind == NextKind::Pending) {
                self.set_next(no, None);
            }
            self.leave_wrap_up(no, to, reason);
        } else {
            self.enter_state(no, to, reason);
        }
    }

    /// Empties the slot: the state that takes effect now, READY if there is none.
    pub(crate) fn take_next_state(&mut self, no: SessionNo) -> (SessionState, Option<ReasonId>) {
        #[cfg(feature = "planted")]
        self.plant_in_next_state(no);
        match self.sessions[no].next.take() {
            Some(slot) => (slot.state, slot.reason),
            None => (SessionState::Ready, None),
        }
    }

    /// A session changes its state, legally, and all that follows from it alone.
    pub(crate) fn enter_state(&mut self, no: SessionNo, to: SessionState, reason: Option<ReasonId>) {
        let from = self.sessions[no].state;
        let changed = self.change_state(no, to, reason);
        self.following(changed, |engine| {
            if from == SessionState::Ready {
                engine.withdraw(no);
            }
            engine.refresh(no);
            if to == SessionState::Ended {
                engine.close_session(no);
            }
        });
    }

    /// A session changes its state, and nothing else; the record of that.
    #[inline]
    pub(super) fn change_state(&mut self, no: SessionNo, to: SessionState, reason: Option<ReasonId>) -> Origin {
        self.settle(no);
        let now = self.now;
        let session = &mut self.sessions[no];
        let from = std::mem::replace(&mut session.state, to);
        let reason = reason.filter(|_| to == SessionState::NotReady);
        session.reason = reason;
        if to == SessionState::Ready {
            session.ready_since = now;
        }
        let session = session.id;
        self.note(Fact::SessionState { session, from, to, reason })
    }

    #[inline(never)]
    fn close_session(&mut self, no: SessionNo) {
        let session = &mut self.sessions[no];
        session.ended = Some(self.now);
        session.next = None;
        let (agent, group, address) = (session.agent, session.group, session.address);
        self.places.remove(&(address, no));
        self.roll_agent(agent);
        let books = &mut self.agents[agent];
        books.sessions.retain(|other| *other != no);
        if books.sessions.is_empty()
            && let Some(from) = books.staffed_from.take()
        {
            books.totals.staffed += self.now - from;
            books.activity = None;
        }
        self.lines[group].staff -= 1;
        if self.lines[group].staff == 0 {
            self.emptied.push((group, self.cause));
        }
    }

    /// An agent's own state and next state. Its own state may always be set again.
    pub(crate) fn set_agent_state(
        &mut self,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<Next<AgentState>>,
        reason: Option<ReasonId>,
    ) -> Result<Accepted, LineError> {
        let wanted = match next {
            Some(Next::Set(state)) => Some(state),
            Some(Next::Clear) | None => None,
        };
        for state in [state, wanted].into_iter().flatten() {
            match state {
                AgentState::Ready | AgentState::NotReady => {}
                AgentState::BusyAcd
                | AgentState::BusyIncoming
                | AgentState::BusyOutgoing
                | AgentState::Unknown
                | AgentState::Released => return Err(LineError::INVALAGENTSTATE),
            }
        }
        if let Some(state) = state {
            self.enter_agent_state(agent, state, reason);
        }
        if next.is_some() && self.agents[agent].next != wanted {
            self.agents[agent].next = wanted;
            self.note(Fact::AgentNextState { agent, next: wanted });
        }
        Ok(Accepted::Done)
    }

    #[inline(never)]
    fn enter_agent_state(&mut self, agent: AgentId, state: AgentState, reason: Option<ReasonId>) {
        if self.agents[agent].own == state {
            return;
        }
        self.agents[agent].own = state;
        self.because(Fact::AgentState { agent, state, reason }, |engine| {
            if state == AgentState::NotReady
                && let Some(no) = engine.agents[agent].ringing
            {
                engine.withdraw(no);
            }
            engine.refresh_agent(agent);
        });
    }

    /// A call or wrap-up has ended. With neither left, the agent's next state is taken. Its sessions are to be refreshed.
    pub(crate) fn after_work(&mut self, agent: AgentId) {
        if self.agents[agent].is_done()
            && let Some(next) = self.agents[agent].next.take()
        {
            self.enter_agent_state(agent, next, None);
        }
    }
}
