//! A small floor: one group, one queue, agents who answer at once.

use acd_core::{
    Accepted, AgentConfig, CallTimes, Command, Config, Engine, Membership, OnNoAnswer, QueueConfig, Strategy,
    WhenUnstaffed,
};
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, SessionState, Span};

pub(crate) fn agent(name: &str) -> AgentConfig {
    AgentConfig { groups: vec![Membership { group: GroupId::at(0), level: 1 }], ..AgentConfig::new(name) }
}

pub(crate) fn queue() -> QueueConfig {
    QueueConfig {
        name: "q".to_owned(),
        group: GroupId::at(0),
        strategy: Strategy::LongestIdle,
        threshold: Span::from_secs(20),
        short_abandon: Span::ZERO,
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    }
}

pub(crate) fn floor(agents: &[&str]) -> Config {
    Config {
        groups: vec!["g".to_owned()],
        queues: vec![queue()],
        agents: agents.iter().map(|name| agent(name)).collect(),
        ..Config::empty()
    }
}

pub(crate) fn session(engine: &mut Engine, agent: usize) -> SessionId {
    let create = Command::CreateSession { id: None, agent: AgentId::at(agent), group: GroupId::at(0), address: None };
    let Ok(Accepted::Session(session)) = engine.apply(&create) else { panic!("a session is created") };
    session
}

pub(crate) fn set(engine: &mut Engine, session: SessionId, state: SessionState) {
    let command = Command::SetSessionState { session, state: Some(state), next: None, reason: None };
    engine.apply(&command).expect("a legal change");
}

pub(crate) fn ready(engine: &mut Engine, agent: usize) -> SessionId {
    let session = session(engine, agent);
    set(engine, session, SessionState::Ready);
    session
}

pub(crate) fn arrive(engine: &mut Engine, times: CallTimes) -> CallHandle {
    let arrive = Command::Arrive { handle: None, queue: QueueId::at(0), priority: 0, times };
    let Ok(Accepted::Call(call)) = engine.apply(&arrive) else { panic!("a call arrives") };
    call
}
