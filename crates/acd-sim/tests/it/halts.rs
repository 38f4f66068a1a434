//! An engine that stops: the run says so, and what is pending fails.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use acd_core::{Answer, CIRCLE_EVENTS_MAX, Command, Config, Engine, Halt, OnNoAnswer, Request};
use acd_sim::{Nothing, Sim, Until, run_by_clock, run_plain, run_virtual};
use tapi_client::{CallCenter, TapiError};
use tapi_types::{AgentId, AgentSessionInfo, LineError, SessionId, Span, Time};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::floor::{GROUP, QUEUE, arrive, at, secs, set_ready, slow, us};

const CLIENTS: usize = 5;

/// A call that rings out for ever, once a microsecond, at an agent who never answers.
fn circle() -> Config {
    let mut config = slow(1, secs(1_000), secs(1));
    config.agents[0].answer = Answer::Manual;
    config.queues[0].ring_timeout = Some(us(1));
    config.queues[0].on_no_answer = OnNoAnswer::StayReady;
    config
}

fn start(engine: &mut Engine) {
    let create = Command::CreateSession { id: None, agent: AgentId::at(0), group: GROUP, address: None };
    for command in [create, set_ready(SessionId::at(0)), arrive(None, Span::ZERO)] {
        engine.apply(&command).expect("accepted");
    }
}

/// The circle shortly before it is noticed, with requests under way.
static NEARLY: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = Engine::new(circle());
    start(&mut engine);
    for _ in 0..CLIENTS {
        engine.submit(Request::GetQueueInfo(QUEUE), None);
    }
    engine.advance_through(Time::from_micros(CIRCLE_EVENTS_MAX - 10)).expect("not noticed yet");
    engine
});

type Client = JoinHandle<Result<AgentSessionInfo, TapiError>>;

/// A floor shortly before the circle is noticed, and its clients.
async fn nearly() -> (Sim, Vec<Client>) {
    let sim = Sim::new(circle());
    sim.with_engine(start);
    let center = CallCenter::new(Arc::new(sim.provider())).with_limit(Duration::from_secs(900));
    let ask = || {
        let session = center.session(SessionId::at(0));
        tokio::spawn(async move { session.info().await })
    };
    let clients = (0..CLIENTS).map(|_| ask()).collect();
    while sim.waiting_clients() < CLIENTS {
        tokio::task::yield_now().await;
    }
    sim.with_engine(|engine| *engine = NEARLY.clone());
    (sim, clients)
}

fn goes_round(result: &Result<(), Halt>) -> bool {
    matches!(result, Err(Halt::GoesRound { calls, sessions, .. }) if calls.len() == 1 && sessions.len() == 1)
}

const FAILED: TapiError = TapiError::Line(LineError::OPERATIONFAILED);

/// All clients have failed, and whoever comes later fails at once.
async fn assert_failed(sim: &Sim, clients: Vec<Client>) {
    let start = Instant::now();
    for client in clients {
        assert_eq!(client.await.expect("no panic"), Err(FAILED));
    }
    assert_eq!(crate::floor::center(sim).queue(QUEUE).info().await, Err(FAILED));
    assert_eq!(sim.apply(&arrive(None, Span::ZERO)), Err(LineError::OPERATIONFAILED));
    assert_eq!(sim.waiting_clients(), 0);
    assert!(start.elapsed() < Duration::from_secs(60), "not by their limit");
}

#[tokio::test(start_paused = true)]
async fn a_run_that_goes_round_for_ever_is_stopped_at_full_speed() {
    let (sim, clients) = nearly().await;
    let halt = run_plain(&sim, &mut Nothing, Until::Idle);
    assert!(goes_round(&halt), "{halt:?}");
    assert_eq!(run_plain(&sim, &mut Nothing, Until::Idle), halt, "it stays stopped");
    assert_failed(&sim, clients).await;
    let (sim, clients) = nearly().await;
    assert_eq!(run_virtual(&sim, &mut Nothing, Until::Time(at(900))).await, halt);
    assert_failed(&sim, clients).await;
}

#[tokio::test(start_paused = true)]
async fn a_run_that_goes_round_for_ever_is_stopped_under_the_paused_clock() {
    for until in [Until::Idle, Until::Time(at(900))] {
        let (sim, clients) = nearly().await;
        let halt = run_by_clock(&sim, &mut Nothing, until, 1).await;
        assert!(goes_round(&halt), "{halt:?}");
        assert_failed(&sim, clients).await;
    }
}

#[tokio::test]
async fn a_run_that_goes_round_for_ever_is_stopped_under_the_real_clock() {
    let (sim, clients) = nearly().await;
    let halt = run_by_clock(&sim, &mut Nothing, Until::Idle, 1).await;
    assert!(goes_round(&halt), "{halt:?}");
    assert_failed(&sim, clients).await;
}

#[tokio::test(start_paused = true)]
async fn the_driver_hears_of_a_halt_that_somebody_else_brings_about() {
    let (sim, clients) = nearly().await;
    // The driver sleeps for minutes, and would find out far too late.
    let circling = sim.with_engine(|engine| std::mem::replace(engine, Engine::new(circle())));
    let running = tokio::spawn({
        let sim = sim.clone();
        async move { run_by_clock(&sim, &mut Nothing, Until::Time(at(900)), 1).await }
    });
    tokio::task::yield_now().await;
    let start = Instant::now();
    sim.with_engine(|engine| {
        *engine = circling;
        assert!(goes_round(&engine.advance_through(at(10))));
    });
    assert!(goes_round(&running.await.expect("no panic")));
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_failed(&sim, clients).await;
}
