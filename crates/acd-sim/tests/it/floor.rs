//! Call centres to test with.

use std::sync::Arc;
use std::time::Duration;

use acd_core::{
    AgentConfig, CallTimes, Command, Config, Distribution, FaultConfig, Membership, OnNoAnswer, QueueConfig, Strategy,
    WhenUnstaffed,
};
use acd_sim::{Nothing, Sim, Until, run_by_clock};
use tapi_client::CallCenter;
use tapi_types::{Effect, FaultRule, GroupId, ObjectFilter, QueueId, SessionId, SessionState, Span, Time};
use tokio::task::JoinHandle;

pub(crate) const GROUP: GroupId = GroupId::new(1).expect("above zero");
pub(crate) const QUEUE: QueueId = QueueId::new(1).expect("above zero");

pub(crate) const fn us(us: u64) -> Span {
    Span::from_micros(us)
}

pub(crate) const fn secs(s: u64) -> Span {
    Span::from_secs(s)
}

pub(crate) const fn at(s: u64) -> Time {
    Time::from_secs(s)
}

pub(crate) const MS: Duration = Duration::from_millis(1);

/// One group with its queue; so many agents who answer at once.
pub(crate) fn config(agents: usize) -> Config {
    let agent = |n: usize| AgentConfig {
        groups: vec![Membership { group: GROUP, level: 1 }],
        ..AgentConfig::new(format!("agent{n}"))
    };
    Config {
        groups: vec!["sales".to_owned()],
        queues: vec![QueueConfig {
            name: "sales_q".to_owned(),
            group: GROUP,
            strategy: Strategy::LongestIdle,
            threshold: secs(20),
            short_abandon: Span::ZERO,
            max_waiting: None,
            max_wait: None,
            overflow_to: None,
            ring_timeout: None,
            on_no_answer: OnNoAnswer::NotReady,
            when_unstaffed: WhenUnstaffed::Wait,
            picks: Vec::new(),
        }],
        agents: (0..agents).map(agent).collect(),
        ..Config::empty()
    }
}

/// The same, where requests take their time.
pub(crate) fn slow(agents: usize, handle_after: Span, reply_after: Span) -> Config {
    Config {
        handle_after: Distribution::Constant(handle_after),
        reply_after: Distribution::Constant(reply_after),
        ..config(agents)
    }
}

/// A fault that does this to the n-th request, or to every one.
pub(crate) fn fault(name: &str, nth: Option<u64>, effect: Effect) -> FaultConfig {
    let rule = FaultRule {
        function: None,
        object: ObjectFilter::Any,
        from: Time::ZERO,
        to: None,
        nth,
        times: None,
        percent: None,
        effect,
    };
    FaultConfig { name: name.to_owned(), rule }
}

pub(crate) fn arrive(talk: Option<Span>, wrap_up: Span) -> Command {
    Command::Arrive { handle: None, queue: QUEUE, priority: 0, times: CallTimes { talk, wrap_up, patience: None } }
}

pub(crate) fn set_ready(session: SessionId) -> Command {
    Command::SetSessionState { session, state: Some(SessionState::Ready), next: None, reason: None }
}

/// A floor driven by tokio's clock in a task of its own, with records.
pub(crate) fn driven(config: Config, until: Until, speed: u32) -> (Sim, JoinHandle<Result<(), acd_core::Halt>>) {
    let sim = Sim::new(config);
    sim.with_engine(|engine| {
        engine.keep_trace();
        engine.check_all_laws();
    });
    let driver = tokio::spawn({
        let sim = sim.clone();
        async move { run_by_clock(&sim, &mut Nothing, until, speed).await }
    });
    (sim, driver)
}

/// As [`driven`]; on a runtime of one thread the driver is at work when this returns.
pub(crate) async fn running(config: Config, until: Until, speed: u32) -> (Sim, JoinHandle<Result<(), acd_core::Halt>>) {
    let floor = driven(config, until, speed);
    tokio::task::yield_now().await;
    floor
}

pub(crate) fn center(sim: &Sim) -> CallCenter {
    CallCenter::new(Arc::new(sim.provider()))
}

/// Nothing is left of any request.
pub(crate) fn assert_no_leak(sim: &Sim) {
    assert_eq!(sim.waiting_clients(), 0, "clients wait");
    assert_eq!(sim.with_engine(|engine| engine.pending_requests()), 0, "requests are under way");
}
