//! The ACD itself: a machine that is told the time.

use tapi_types::line::{AgentSessionStatus, AgentStatusEx};
use tapi_types::{AddressId, AgentId, AgentState, CallHandle, LineError, Message, SessionId, SessionState, Span, Time};

use crate::queue::{Queue, Stay};
use crate::session::{Session, Work};

/// Measurement periods begin with this length.
const HOUR_S: u32 = 3600;

/// Everything that the router knows.
pub(crate) struct Acd {
    pub(crate) now: Time,
    pub(crate) agents: Vec<Agent>,
    /// Ended ones stay readable.
    pub(crate) sessions: Vec<Session>,
    pub(crate) queue: Queue,
    calls: usize,
    /// What is to be told, in order.
    news: Vec<Message>,
}

/// Somebody who takes calls.
pub(crate) struct Agent {
    /// What it logs in with; `None` for one that was made for a user.
    pub(crate) id: Option<String>,
    /// READY or NOT_READY.
    pub(crate) own: AgentState,
    /// The same from the end of the next call and its after-call work on.
    pub(crate) next: Option<AgentState>,
    pub(crate) period_s: u32,
    /// Since its measurement period began.
    pub(crate) work: Work,
    told: Option<AgentState>,
}

impl Acd {
    pub(crate) fn new(agents: &[&str]) -> Acd {
        let agents = agents.iter().map(|id| Agent::new(Some((*id).to_owned()))).collect();
        let queue = Queue::new(HOUR_S);
        Acd { now: Time::ZERO, agents, sessions: Vec::new(), queue, calls: 0, news: Vec::new() }
    }

    /// When something happens by itself.
    pub(crate) fn next_due(&self) -> Option<Time> {
        self.sessions.iter().filter_map(|session| session.wrap_up_ends).min()
    }

    /// Comes to a moment; what is due by then happens at its own time.
    pub(crate) fn advance(&mut self, to: Time) {
        while let Some(due) = self.next_due().filter(|due| *due <= to) {
            self.pass(due);
            let over = self.sessions.iter_mut().find(|session| session.wrap_up_ends == Some(due));
            let Some(session) = over else { break };
            session.enter(SessionState::Ready, due);
            let agent = session.agent;
            self.is_done_with_calls(agent);
            self.settle();
        }
        self.pass(to);
    }

    fn pass(&mut self, to: Time) {
        let time = to.since(self.now);
        self.now = self.now.max(to);
        for session in &mut self.sessions {
            let passed = session.pass(time);
            let work = &mut self.agents[session.agent].work;
            work.talk += passed.talk;
            work.wrap_up += passed.wrap_up;
        }
    }

    /// The agent of this id, or a new one for whoever has none.
    pub(crate) fn log_in(&mut self, id: Option<&str>) -> Result<usize, LineError> {
        let Some(id) = id else {
            self.agents.push(Agent::new(None));
            let (agent, what) = (AgentId::at(self.agents.len() - 1), AgentStatusEx::NewAgent.into());
            self.news.push(Message::AgentStatusEx { agent, what, state: None });
            self.settle();
            return Ok(agent.index());
        };
        let known = self.agents.iter().position(|agent| agent.id.as_deref() == Some(id));
        let place = known.ok_or(LineError::OPERATIONFAILED)?;
        // Whoever asks has not heard what was told before.
        self.agents[place].told = None;
        self.settle();
        Ok(place)
    }

    pub(crate) fn create_session(&mut self, agent: usize, address: AddressId) -> usize {
        self.sessions.push(Session::new(agent, address, self.now));
        let (session, what) = (SessionId::at(self.sessions.len() - 1), AgentSessionStatus::NewSession.into());
        self.news.push(Message::AgentSessionStatus { session, what, state: None });
        session.index()
    }

    pub(crate) fn set_session(
        &mut self,
        place: usize,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), LineError> {
        let was_busy = self.sessions[place].is_busy();
        self.sessions[place].ask(state, next, self.now)?;
        if was_busy {
            self.is_done_with_calls(self.sessions[place].agent);
        }
        self.settle();
        Ok(())
    }

    pub(crate) fn set_agent(
        &mut self,
        place: usize,
        state: Option<AgentState>,
        next: Option<AgentState>,
    ) -> Result<(), LineError> {
        let is_own = |state: Option<AgentState>| matches!(state, None | Some(AgentState::Ready | AgentState::NotReady));
        if !is_own(state) || !is_own(next) {
            return Err(LineError::INVALAGENTSTATE);
        }
        let agent = &mut self.agents[place];
        agent.own = state.unwrap_or(agent.own);
        if next.is_some() || state.is_none() {
            agent.next = next;
        }
        self.settle();
        Ok(())
    }

    /// A call comes in.
    pub(crate) fn call(&mut self, wrap_up: Span) -> CallHandle {
        let call = CallHandle::at(self.calls);
        self.calls += 1;
        self.queue.enter(Stay { call, since: self.now, wrap_up });
        self.settle();
        call
    }

    /// A caller hangs up, while waiting or talking. False where the call is over.
    pub(crate) fn hang_up(&mut self, call: CallHandle) -> bool {
        if self.queue.abandon(call, self.now) {
            return true;
        }
        let is_its = |session: &Session| session.call.is_some_and(|(of_session, _)| of_session == call);
        let Some(place) = self.sessions.iter().position(is_its) else { return false };
        self.sessions[place].release(self.now);
        self.is_done_with_calls(self.sessions[place].agent);
        self.settle();
        true
    }

    /// The calls that are connected.
    pub(crate) fn connected(&self) -> Vec<CallHandle> {
        self.sessions.iter().filter_map(|session| Some(session.call?.0)).collect()
    }

    /// As TAPI sees it: what it is on, else its own state.
    pub(crate) fn agent_state(&self, place: usize) -> AgentState {
        if self.is_on_a_call(place) { AgentState::BusyAcd } else { self.agents[place].own }
    }

    /// What is to be told since this was last called.
    pub(crate) fn take_news(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.news)
    }

    fn is_on_a_call(&self, agent: usize) -> bool {
        self.sessions.iter().any(|session| session.agent == agent && session.is_busy())
    }

    /// An agent's next state is due when call and after-call work are over.
    fn is_done_with_calls(&mut self, agent: usize) {
        if !self.is_on_a_call(agent)
            && let Some(next) = self.agents[agent].next.take()
        {
            self.agents[agent].own = next;
        }
    }

    /// Calls find sessions, and everybody hears of the states that have changed, each in its turn.
    fn settle(&mut self) {
        self.tell_states();
        while let Some(place) = self.free_session() {
            let Some((stay, wait)) = self.queue.take(self.now) else { return };
            self.sessions[place].answer(stay.call, stay.wrap_up, wait, self.now);
            self.agents[self.sessions[place].agent].work.calls += 1;
            self.tell_states();
        }
    }

    /// The session that has been READY for longest, of an agent who is free.
    fn free_session(&self) -> Option<usize> {
        let is_free = |session: &Session| {
            let is_ready = session.state == SessionState::Ready;
            is_ready && self.agent_state(session.agent) == AgentState::Ready
        };
        let free = self.sessions.iter().enumerate().filter(|(_, session)| is_free(session));
        free.min_by_key(|(place, session)| (session.since, *place)).map(|(place, _)| place)
    }

    fn tell_states(&mut self) {
        for (place, session) in self.sessions.iter_mut().enumerate() {
            if session.told != session.state {
                session.told = session.state;
                let (what, state) = (AgentSessionStatus::State.into(), Some(session.state));
                self.news.push(Message::AgentSessionStatus { session: SessionId::at(place), what, state });
            }
        }
        for place in 0..self.agents.len() {
            let state = Some(self.agent_state(place));
            if self.agents[place].told != state {
                self.agents[place].told = state;
                let (agent, what) = (AgentId::at(place), AgentStatusEx::State.into());
                self.news.push(Message::AgentStatusEx { agent, what, state });
            }
        }
    }
}

impl Agent {
    fn new(id: Option<String>) -> Agent {
        Agent { id, own: AgentState::Ready, next: None, period_s: HOUR_S, work: Work::default(), told: None }
    }
}
