//! T1: a day of six calls that can be followed on paper.

use acd_core::{
    AgentConfig, Answer, CallTimes, Command, Config, Disposition, Distribution, Engine, Membership, OnNoAnswer,
    QueueConfig, Strategy, WhenUnstaffed,
};
use tapi_types::{AgentId, GroupId, QueueId, SessionId, SessionState, Span, Time};

fn floor() -> Config {
    let group = GroupId::at(0);
    let agent = |name: &str| AgentConfig {
        name: name.to_owned(),
        groups: vec![Membership { group, level: 1 }],
        answer: Answer::After(Distribution::Constant(Span::ZERO)),
        shifts: Vec::new(),
    };
    Config {
        groups: vec!["g".to_owned()],
        queues: vec![QueueConfig {
            name: "q".to_owned(),
            group,
            strategy: Strategy::LongestIdle,
            threshold: Span::from_secs(20),
            short_abandon: Span::ZERO,
            max_waiting: None,
            max_wait: None,
            overflow_to: None,
            ring_timeout: None,
            on_no_answer: OnNoAnswer::NotReady,
            when_unstaffed: WhenUnstaffed::Wait,
        }],
        agents: vec![agent("A"), agent("B")],
        ..Config::empty()
    }
}

fn ready(engine: &mut Engine, agent: usize) -> SessionId {
    let create = Command::CreateSession { id: None, agent: AgentId::at(agent), group: GroupId::at(0) };
    let Ok(acd_core::Accepted::Session(session)) = engine.apply(&create) else { panic!("created") };
    let state = Some(SessionState::Ready);
    engine.apply(&Command::SetSessionState { session, state, next: None, reason: None }).expect("READY");
    session
}

#[test]
fn t1_matches_to_the_microsecond() {
    let mut engine = Engine::new(floor());
    engine.check_all_laws();
    engine.keep_records();
    ready(&mut engine, 0);
    ready(&mut engine, 1);
    let times = CallTimes {
        talk: Some(Span::from_secs(30)),
        wrap_up: Span::from_secs(10),
        patience: Some(Span::from_secs(25)),
    };
    for at in [0, 10, 20, 30, 40, 100] {
        engine.advance_before_commands(Time::from_secs(at)).expect("laws hold");
        let arrive = Command::Arrive { handle: None, queue: QueueId::at(0), priority: 0, times };
        engine.apply(&arrive).expect("arrives");
    }
    engine.advance_through(Time::from_secs(150)).expect("laws hold");

    let calls: Vec<(Option<u32>, u64, Disposition)> = engine
        .calls()
        .iter()
        .map(|call| (call.session.map(SessionId::get), call.wait.whole_secs(), call.disposition))
        .collect();
    let answered = Disposition::Answered;
    assert_eq!(
        calls,
        [
            (Some(1), 0, answered),
            (Some(2), 0, answered),
            (Some(1), 20, answered),
            (Some(2), 20, answered),
            (None, 25, Disposition::Abandoned),
            (Some(1), 0, answered),
        ]
    );
    let sessions = engine.sessions();
    let figures: Vec<_> = sessions
        .iter()
        .map(|row| (row.info.number_of_calls, row.talk.whole_secs(), row.wrap_up.whole_secs()))
        .collect();
    assert_eq!(figures, [(3, 90, 30), (2, 60, 20)]);
    let queue = engine.queues()[0].figures;
    assert_eq!((queue.offered, queue.answered, queue.abandoned, queue.answered_within), (6, 5, 1, 5));
    assert_eq!(queue.wait_answered, Span::from_secs(40));
    assert_eq!(queue.longest_wait, Span::from_secs(25));
}
