//! A call centre to work cases out in: model and engine side by side, told the same and asked the same. Times
//! are seconds of the run; whatever the two disagree on fails the test.

use acd_check::{Model, RequestRow, Subject, Watched};
use acd_core::{
    Accepted, AgentConfig, AgentRow, Answer, CallRow, CallTimes, Command, Config, Direction, Distribution, Membership,
    Next, OnNoAnswer, Party, QueueConfig, QueueRow, ReasonId, Request, SessionRow, Strategy, TransferTo, WhenUnstaffed,
};
use tapi_types::{
    AgentId, AgentState, CallHandle, GroupId, LineError, QueueId, RequestId, SessionId, SessionState, Span, Time,
};

pub(crate) type Answered = Result<Accepted, LineError>;

pub(crate) const LUNCH: ReasonId = ReasonId(1);

pub(crate) fn s(seconds: u64) -> Span {
    Span::from_secs(seconds)
}

pub(crate) fn at(seconds: u64) -> Time {
    Time::from_secs(seconds)
}

pub(crate) fn constant(seconds: u64) -> Distribution {
    Distribution::Constant(s(seconds))
}

/// The n-th queue, group or agent, from 1.
pub(crate) fn q(n: usize) -> QueueId {
    QueueId::at(n - 1)
}

pub(crate) fn g(n: usize) -> GroupId {
    GroupId::at(n - 1)
}

pub(crate) fn a(n: usize) -> AgentId {
    AgentId::at(n - 1)
}

/// A queue of the first group with all defaults.
pub(crate) fn queue() -> QueueConfig {
    QueueConfig {
        name: String::new(),
        group: g(1),
        strategy: Strategy::LongestIdle,
        threshold: s(20),
        short_abandon: s(5),
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    }
}

/// An agent of groups 1 to n who answers at once.
pub(crate) fn agent(groups: usize) -> AgentConfig {
    let groups = (1..=groups).map(|n| Membership { group: g(n), level: 1 }).collect();
    AgentConfig { groups, ..AgentConfig::new("") }
}

/// An agent who picks up after so many seconds.
pub(crate) fn slow(groups: usize, seconds: u64) -> AgentConfig {
    AgentConfig { answer: Answer::After(constant(seconds)), ..agent(groups) }
}

/// An agent who picks up when told to.
pub(crate) fn manual(groups: usize) -> AgentConfig {
    AgentConfig { answer: Answer::Manual, ..agent(groups) }
}

/// A floor of these, with two groups.
pub(crate) fn floor(queues: Vec<QueueConfig>, agents: Vec<AgentConfig>) -> Config {
    let mut config = Config::empty();
    config.groups = vec!["one".to_owned(), "two".to_owned()];
    config.reasons.push("lunch".to_owned());
    config.queues = queues;
    config.agents = agents;
    for (n, queue) in config.queues.iter_mut().enumerate() {
        queue.name = format!("q{n}");
    }
    for (n, agent) in config.agents.iter_mut().enumerate() {
        agent.name = format!("a{n}");
    }
    config
}

/// Talk and wrap-up in seconds, endless patience.
pub(crate) fn talk(talk: u64, wrap_up: u64) -> CallTimes {
    CallTimes { talk: Some(s(talk)), wrap_up: s(wrap_up), patience: None }
}

/// Talk in seconds, no wrap-up, patience in seconds.
pub(crate) fn patient(talk: u64, patience: u64) -> CallTimes {
    CallTimes { talk: Some(s(talk)), wrap_up: s(0), patience: Some(s(patience)) }
}

/// Talks until somebody hangs up, no wrap-up, endless patience.
pub(crate) fn endless() -> CallTimes {
    CallTimes::default()
}

pub(crate) struct Hall {
    now: Time,
    model: Model,
    engine: Watched,
}

impl Hall {
    pub(crate) fn new(config: Config) -> Hall {
        Hall { now: Time::ZERO, engine: Watched::new(&config), model: Model::new(config) }
    }

    /// To just before the commands of this second.
    pub(crate) fn at(&mut self, seconds: u64) -> &mut Hall {
        self.at_time(at(seconds))
    }

    pub(crate) fn at_time(&mut self, time: Time) -> &mut Hall {
        self.now = time;
        self.model.advance_before_commands(time);
        self.engine.advance_before_commands(time);
        self
    }

    /// To the end of this second's first microsecond: all that is due has happened.
    pub(crate) fn through(&mut self, seconds: u64) -> &mut Hall {
        self.through_time(at(seconds))
    }

    /// To the end of the present instant.
    pub(crate) fn through_now(&mut self) -> &mut Hall {
        self.through_time(self.now)
    }

    pub(crate) fn through_time(&mut self, time: Time) -> &mut Hall {
        self.now = time;
        self.model.advance_through(time);
        self.engine.advance_through(time);
        self
    }

    pub(crate) fn give(&mut self, command: &Command) -> Answered {
        let model = self.model.apply(self.now, command);
        let engine = self.engine.apply(self.now, command);
        assert_eq!(model, engine, "model and engine answer {command:?}");
        model
    }

    fn done(&mut self, command: &Command) {
        let shown = format!("{command:?}");
        self.give(command).unwrap_or_else(|error| panic!("{shown} is refused with {error:?}"));
    }

    pub(crate) fn create(&mut self, agent: usize, group: usize) -> SessionId {
        match self.give(&Command::CreateSession { id: None, agent: a(agent), group: g(group), address: None }) {
            Ok(Accepted::Session(id)) => id,
            other => panic!("no session but {other:?}"),
        }
    }

    pub(crate) fn ready(&mut self, agent: usize, group: usize) -> SessionId {
        let session = self.create(agent, group);
        self.set(session, SessionState::Ready);
        session
    }

    pub(crate) fn set(&mut self, session: SessionId, state: SessionState) {
        self.try_set(session, state).expect("a legal state");
    }

    pub(crate) fn try_set(&mut self, session: SessionId, state: SessionState) -> Answered {
        self.give(&Command::SetSessionState { session, state: Some(state), next: None, reason: None })
    }

    pub(crate) fn rest(&mut self, session: SessionId, reason: ReasonId) {
        let state = Some(SessionState::NotReady);
        self.done(&Command::SetSessionState { session, state, next: None, reason: Some(reason) });
    }

    pub(crate) fn next(&mut self, session: SessionId, next: Next<SessionState>) -> Answered {
        self.give(&Command::SetSessionState { session, state: None, next: Some(next), reason: None })
    }

    pub(crate) fn set_agent(&mut self, agent: usize, state: AgentState) {
        self.done(&Command::SetAgentState { agent: a(agent), state: Some(state), next: None, reason: None });
    }

    pub(crate) fn next_agent(&mut self, agent: usize, next: Next<AgentState>) {
        self.done(&Command::SetAgentState { agent: a(agent), state: None, next: Some(next), reason: None });
    }

    pub(crate) fn arrive(&mut self, queue: usize, times: CallTimes) -> CallHandle {
        self.arrive_with(queue, 0, times)
    }

    pub(crate) fn arrive_with(&mut self, queue: usize, priority: i64, times: CallTimes) -> CallHandle {
        match self.give(&Command::Arrive { handle: None, queue: q(queue), priority, times }) {
            Ok(Accepted::Call(handle)) => handle,
            other => panic!("no call but {other:?}"),
        }
    }

    pub(crate) fn other_call(&mut self, agent: usize, direction: Direction, talk: Option<Span>) -> Answered {
        self.give(&Command::NonAcdCall { handle: None, agent: a(agent), direction, talk })
    }

    pub(crate) fn answer(&mut self, session: SessionId) -> Answered {
        self.give(&Command::Answer { session })
    }

    pub(crate) fn reject(&mut self, session: SessionId) -> Answered {
        self.give(&Command::Reject { session })
    }

    pub(crate) fn hang_up(&mut self, call: CallHandle) -> Answered {
        self.give(&Command::HangUp { call, by: Party::Caller })
    }

    pub(crate) fn hold(&mut self, call: CallHandle) -> Answered {
        self.give(&Command::Hold { call })
    }

    pub(crate) fn retrieve(&mut self, call: CallHandle) -> Answered {
        self.give(&Command::Retrieve { call })
    }

    /// With the call's own times again and no patience.
    pub(crate) fn transfer(&mut self, call: CallHandle, to: TransferTo) -> Answered {
        self.give(&Command::Transfer { call, to, talk: None, wrap_up: None, patience: None })
    }

    pub(crate) fn submit(&mut self, request: Request, limit: Option<Span>) -> RequestId {
        let id = self.model.submit(self.now, request.clone(), limit);
        assert_eq!(id, self.engine.submit(self.now, request, limit));
        id
    }

    pub(crate) fn sessions(&self) -> Vec<SessionRow> {
        same(self.model.session_rows(), &self.engine.session_rows())
    }

    pub(crate) fn session(&self, id: SessionId) -> SessionRow {
        self.sessions().into_iter().find(|row| row.session == id).expect("it was created")
    }

    pub(crate) fn state(&self, id: SessionId) -> SessionState {
        self.session(id).info.state
    }

    pub(crate) fn agent(&self, n: usize) -> AgentRow {
        same(self.model.agent_rows(), &self.engine.agent_rows()).swap_remove(n - 1)
    }

    pub(crate) fn queue(&self, n: usize) -> QueueRow {
        same(self.model.queue_rows(), &self.engine.queue_rows()).swap_remove(n - 1)
    }

    pub(crate) fn call(&self, call: CallHandle) -> CallRow {
        let rows = same(self.model.call_rows(), &self.engine.call_rows());
        rows.into_iter().find(|row| row.call == call).expect("it has arrived")
    }

    /// Who answered a call last.
    pub(crate) fn who(&self, call: CallHandle) -> Option<SessionId> {
        self.call(call).session
    }

    pub(crate) fn request(&self, id: RequestId) -> RequestRow {
        same(self.model.requests(), &self.engine.requests()).swap_remove(id.index())
    }
}

fn same<T: PartialEq + std::fmt::Debug>(model: T, engine: &T) -> T {
    assert_eq!(&model, engine, "model and engine");
    model
}
