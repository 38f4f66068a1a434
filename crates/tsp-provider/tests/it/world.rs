//! The ACD behind the toy provider: one group, one queue, two agents, and no time but what it is told.

use std::collections::{BTreeMap, VecDeque};

use tapi_types::line::{AgentSessionStatus, AgentStatusEx};
use tapi_types::{ActivityId, AgentId, AgentState, Currency, LineError, Message, SessionId, SessionState, Span, Time};
use tsp_provider::AddressId;

use crate::defect::Defect;

pub(crate) struct World {
    pub(crate) defect: Option<Defect>,
    pub(crate) now: Time,
    pub(crate) sessions: Vec<Session>,
    pub(crate) agents: Vec<Agent>,
    pub(crate) queue: Queue,
    pub(crate) activities: BTreeMap<AddressId, ActivityId>,
    pub(crate) requests: u32,
    /// What is to be told.
    pub(crate) news: Vec<Message>,
}

pub(crate) struct Session {
    pub(crate) agent: usize,
    pub(crate) address: AddressId,
    pub(crate) state: SessionState,
    /// What the entry shows.
    pub(crate) known: SessionState,
    /// What was told.
    pub(crate) told: SessionState,
    pub(crate) next: Option<SessionState>,
    pub(crate) created: Time,
    pub(crate) duration: Span,
    pub(crate) calls: u64,
    pub(crate) talk: Span,
    pub(crate) wrap_up: Span,
    pub(crate) longest_wait: Span,
    pub(crate) sum_wait: Span,
    /// After-call work of the present call, and what is left of it afterwards.
    pub(crate) wrap_up_left: Span,
}

#[derive(Default)]
pub(crate) struct Agent {
    pub(crate) not_ready: bool,
    /// What the entry shows, when it is not what is.
    pub(crate) stale: Option<AgentState>,
    /// What was told.
    pub(crate) told: Option<AgentState>,
    pub(crate) next: Option<AgentState>,
    pub(crate) period_s: u32,
    pub(crate) calls: u64,
    pub(crate) talk: Span,
    pub(crate) wrap_up: Span,
}

#[derive(Default)]
pub(crate) struct Queue {
    /// When each call entered, and its after-call work.
    pub(crate) waiting: VecDeque<(Time, Span)>,
    pub(crate) period_s: u32,
    pub(crate) entries: u64,
    pub(crate) waits: u64,
    pub(crate) sum_wait: Span,
    pub(crate) longest_wait: Span,
}

use SessionState::{BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};

impl World {
    pub(crate) fn new(defect: Option<Defect>) -> Self {
        let agent = || Agent { period_s: 3600, ..Agent::default() };
        World {
            defect,
            now: Time::ZERO,
            sessions: Vec::new(),
            agents: vec![agent(), agent()],
            queue: Queue { period_s: 3600, ..Queue::default() },
            activities: BTreeMap::new(),
            requests: 0,
            news: Vec::new(),
        }
    }

    pub(crate) fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    pub(crate) fn create(&mut self, agent: usize, address: AddressId) -> usize {
        let starts = if self.has(Defect::StartsReady) { Ready } else { NotReady };
        self.sessions.push(Session {
            agent,
            address,
            state: starts,
            known: starts,
            told: starts,
            next: None,
            created: self.now,
            duration: Span::ZERO,
            calls: 0,
            talk: Span::ZERO,
            wrap_up: Span::ZERO,
            longest_wait: Span::ZERO,
            sum_wait: Span::ZERO,
            wrap_up_left: Span::ZERO,
        });
        let place = self.sessions.len() - 1;
        let (session, what) = (SessionId::at(place), AgentSessionStatus::NewSession.into());
        self.news.push(Message::AgentSessionStatus { session, what, state: None });
        if self.has(Defect::HandleGivenTwice) { 0 } else { place }
    }

    pub(crate) fn create_agent(&mut self) -> usize {
        self.agents.push(Agent { period_s: 3600, ..Agent::default() });
        let place = self.agents.len() - 1;
        let (agent, what) = (AgentId::at(place), AgentStatusEx::NewAgent.into());
        self.news.push(Message::AgentStatusEx { agent, what, state: None });
        if self.has(Defect::SameAgentIsMade) { 1 } else { place }
    }

    /// Tells of the states that have changed.
    fn tell_states(&mut self) {
        let times = match self.defect {
            Some(Defect::StatesAreNotTold) => 0,
            Some(Defect::StatesAreToldTwice) => 2,
            Some(_) | None => 1,
        };
        for (place, session) in self.sessions.iter_mut().enumerate() {
            if session.told != session.state {
                session.told = session.state;
                let (what, state) = (AgentSessionStatus::State.into(), Some(session.state));
                let message = Message::AgentSessionStatus { session: SessionId::at(place), what, state };
                self.news.extend(std::iter::repeat_n(message, times));
            }
        }
        for place in 0..self.agents.len() {
            let state = self.agents[place].stale.unwrap_or_else(|| self.agent_state(place));
            if self.agents[place].told != Some(state) {
                self.agents[place].told = Some(state);
                let (agent, what) = (AgentId::at(place), AgentStatusEx::State.into());
                self.news.push(Message::AgentStatusEx { agent, what, state: Some(state) });
            }
        }
    }

    pub(crate) fn set_session(
        &mut self,
        index: usize,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), LineError> {
        let from = self.sessions[index].state;
        let legal = state.is_none_or(|to| legal(from, to) || from == to)
            && next != Some(BusyOnCall)
            && (from != Ended || (state == Some(Ended) && next.is_none()));
        let revives = self.has(Defect::EndedIsNotFinal) && from == Ended;
        let from_outside = state != Some(BusyOnCall) || from == BusyOnCall;
        if !(legal && from_outside || self.has(Defect::AnyStateGoes) && from != Ended || revives) {
            if self.has(Defect::RefusalSetsNext) {
                self.sessions[index].next = next;
            }
            let wrong = self.has(Defect::WrongStateError);
            return Err(if wrong { LineError::INVALAGENTSESSIONSTATE } else { LineError::INVALAGENTSTATE });
        }
        let session = &mut self.sessions[index];
        match (state, from) {
            (None, _) => {}
            (Some(to), BusyOnCall) if to != BusyOnCall => session.next = Some(to),
            (Some(to), _) => session.state = to,
        }
        if next.is_some() || state.is_none() && self.defect != Some(Defect::NextIsNotCleared) {
            session.next = next;
        }
        if let Some(next) = next.filter(|_| self.has(Defect::NextActsAtOnce)) {
            self.sessions[index].state = next;
        }
        self.settle();
        Ok(())
    }

    pub(crate) fn enter(&mut self, wrap_up: Span) {
        self.queue.entries += 1;
        self.queue.waiting.push_back((self.now, wrap_up));
        self.settle();
    }

    /// Every connected call ends.
    pub(crate) fn release(&mut self) {
        let keeps_next = self.has(Defect::NextIsKept);
        let ignores_next = self.has(Defect::NextIsIgnored);
        for session in self.sessions.iter_mut().filter(|session| session.state == BusyOnCall) {
            let after = if session.wrap_up_left.is_zero() { Ready } else { BusyWrapUp };
            session.state = if ignores_next { after } else { session.next.unwrap_or(after) };
            if !keeps_next {
                session.next = None;
            }
        }
        self.settle();
    }

    pub(crate) fn pass(&mut self, time: Span) {
        self.now = self.now + time;
        for index in 0..self.sessions.len() {
            let talks_idle = self.has(Defect::TalkClockRunsAlways);
            let stands_still = self.has(Defect::DurationStandsStill);
            let runs_on = self.has(Defect::EndedClockRuns);
            let session = &mut self.sessions[index];
            let agent = &mut self.agents[session.agent];
            if !stands_still && (session.state != Ended || runs_on) {
                session.duration += time;
            }
            if session.state == BusyOnCall || talks_idle {
                session.talk += time;
                agent.talk += time;
            }
            if session.state == BusyWrapUp {
                session.wrap_up += time;
                agent.wrap_up += time;
            }
        }
    }

    /// What follows from a change: calls find sessions, and entries learn of states.
    pub(crate) fn settle(&mut self) {
        self.tell_states();
        while let Some(index) = self.free_session() {
            let Some((entered, wrap_up)) = self.queue.waiting.pop_front() else { break };
            let wait = self.now - entered;
            self.queue.waits += 1;
            self.queue.sum_wait += wait;
            self.queue.longest_wait = self.queue.longest_wait.max(wait);
            self.answer(index, wait, wrap_up);
        }
        if self.defect != Some(Defect::EntryIsStale) {
            for session in &mut self.sessions {
                session.known = session.state;
            }
        }
        self.tell_states();
    }

    fn answer(&mut self, index: usize, wait: Span, wrap_up: Span) {
        let calls = if self.has(Defect::CountsTwice) { 2 } else { 1 };
        let session = &mut self.sessions[index];
        session.state = BusyOnCall;
        session.calls += calls;
        session.sum_wait += wait;
        session.longest_wait = session.longest_wait.max(wait);
        session.wrap_up_left = wrap_up;
        self.agents[session.agent].calls += calls;
        if self.defect == Some(Defect::CountersFall) && session.calls > 1 {
            session.calls = 1;
            session.talk = Span::ZERO;
        }
        if self.defect == Some(Defect::WaitIsMadeUp) {
            session.longest_wait = Span::from_secs(99);
        }
    }

    fn free_session(&self) -> Option<usize> {
        let wanted = |session: &Session| match session.state {
            Ready => true,
            NotReady => self.has(Defect::CallsGoToNotReady),
            BusyOnCall | BusyWrapUp | Ended => false,
        };
        let free = |agent: usize| {
            let ready = !self.agents[agent].not_ready || self.has(Defect::AgentStateIsIgnored);
            ready && !self.sessions.iter().any(|s| s.agent == agent && s.state == BusyOnCall)
        };
        self.sessions.iter().position(|session| wanted(session) && free(session.agent))
    }

    pub(crate) fn agent_state(&self, agent: usize) -> AgentState {
        let busy = |session: &Session| session.agent == agent && matches!(session.state, BusyOnCall | BusyWrapUp);
        if self.sessions.iter().any(busy) && self.defect != Some(Defect::AgentIsNeverBusy) {
            AgentState::BusyAcd
        } else if self.agents[agent].not_ready {
            AgentState::NotReady
        } else {
            AgentState::Ready
        }
    }
}

/// The documented table.
fn legal(from: SessionState, to: SessionState) -> bool {
    match from {
        NotReady => matches!(to, Ready | Ended),
        Ready => matches!(to, NotReady | BusyOnCall | Ended),
        BusyOnCall => matches!(to, NotReady | Ready | BusyWrapUp | Ended),
        BusyWrapUp => matches!(to, NotReady | Ready | Ended),
        Ended => false,
    }
}

/// Calls an hour of a duration, in ten-thousandths.
pub(crate) fn rate(calls: u64, duration: Span) -> Currency {
    let hours_e4 = u128::from(calls) * 36_000_000_000_000;
    let rate = hours_e4.checked_div(u128::from(duration.as_micros())).unwrap_or(0);
    Currency(i64::try_from(rate).expect("a toy's rates are small"))
}
