//! One trace under all drivers.

use std::time::Duration;

use acd_core::{Answer, Config, Distribution, Rate, Shift, Strategy, StreamConfig};
use acd_sim::{Nothing, Script, Sim, Until, run_by_clock, run_plain, run_virtual};
use tapi_types::{AgentId, Effect, SessionId, SessionState, Span, Time};

use crate::floor::{GROUP, QUEUE, arrive, at, config, fault, secs, us};
use crate::playing::{Act, Call, Driver, Played, play};

/// A floor full of chance and ties.
fn busy() -> Config {
    let mut config = config(3);
    config.seed = 7;
    config.handle_after = Distribution::Uniform { min: us(0), max: secs(3) };
    config.reply_after = Distribution::Exponential { mean: secs(4) };
    config.queues[0].strategy = Strategy::Random;
    config.queues[0].ring_timeout = Some(secs(5));
    config.faults = vec![
        fault("lost", Some(3), Effect::DropReply),
        fault("twice", Some(4), Effect::DuplicateReply(secs(2))),
        fault("late", Some(5), Effect::DelayReply(secs(60))),
        fault("refused", Some(7), Effect::FailAtSubmit(tapi_types::LineError::RESOURCEUNAVAIL)),
    ];
    for agent in &mut config.agents {
        agent.answer = Answer::After(Distribution::Uniform { min: us(0), max: secs(8) });
        agent.shifts = vec![Shift { from: at(10), to: at(170), groups: vec![GROUP], breaks: Vec::new() }];
    }
    config.streams = vec![StreamConfig {
        name: "morning".to_owned(),
        queue: QUEUE,
        from: at(0),
        to: Some(at(150)),
        count: None,
        rate: Rate::Poisson { per_hour: 900.0 },
        talk: Some(Distribution::Exponential { mean: secs(10) }),
        wrap_up: Distribution::Constant(secs(2)),
        patience: Some(Distribution::Exponential { mean: secs(30) }),
        priority: 0,
    }];
    config
}

fn calls_of_first(center: tapi_client::CallCenter) -> Call {
    Box::pin(async move { center.session(SessionId::at(0)).number_of_calls().await.map(i64::from) })
}

fn queued(center: tapi_client::CallCenter) -> Call {
    Box::pin(async move { center.queue(QUEUE).total_calls_queued().await.map(i64::from) })
}

fn pause(center: tapi_client::CallCenter) -> Call {
    Box::pin(async move { center.session(SessionId::at(1)).put_state(SessionState::NotReady).await.map(|()| 0) })
}

fn create(center: tapi_client::CallCenter) -> Call {
    Box::pin(async move {
        let created = center.agent(AgentId::at(0)).create_session(GROUP, tapi_client::AddressId(9)).await;
        created.map(|session| i64::from(session.id().get()))
    })
}

/// A step every few seconds, some of them at the instants of shifts, of each other and of looks.
fn steps() -> Vec<(Time, Act)> {
    let limit = Duration::from_secs(10);
    let mut steps = vec![(at(0), Act::Ask(limit, None, calls_of_first)), (at(0), Act::Look)];
    let questions = [calls_of_first, queued, pause].into_iter().cycle();
    for (s, question) in (10..180).step_by(5).zip(questions) {
        steps.push((at(s), Act::Ask(limit, None, question)));
        if s % 10 == 0 {
            steps.push((at(s), Act::Do(arrive(Some(secs(5)), Span::ZERO))));
            steps.push((at(s), Act::Look));
        }
        if s == 100 {
            steps.push((at(s), Act::Ask(limit, None, create)));
        }
    }
    steps
}

fn under(driver: Driver, until: Until, observes: bool) -> Played {
    play(driver, busy(), steps(), until, observes)
}

#[test]
fn one_trace_under_all_drivers() {
    for until in [Until::Idle, Until::Time(at(400)), Until::Time(at(97)), Until::Time(at(100))] {
        let played = under(Driver::Virtual, until, false);
        assert_eq!(played.result, Ok(()));
        assert!(played.records.len() > 100, "{} records", played.records.len());
        for driver in [Driver::Paused(1), Driver::Paused(50), Driver::Real(1_000)] {
            for observes in [false, true] {
                let other = under(driver, until, observes);
                assert_eq!(other.digest, played.digest, "{driver:?}, {until:?}");
                assert_eq!(other, played, "{driver:?}, {until:?}");
            }
        }
    }
}

#[test]
fn a_run_with_requests_sees_every_kind_of_end() {
    let played = under(Driver::Virtual, Until::Idle, false);
    let ended = |wanted: &str| {
        let ends = played.answers.iter().map(|answer| match answer {
            Some(Ok(_)) => "ok",
            Some(Err(tapi_client::TapiError::Timeout)) => "timeout",
            Some(Err(_)) => "error",
            None => "open",
        });
        ends.filter(|end| *end == wanted).count()
    };
    let all = played.answers.len();
    assert!(ended("ok") > all / 2 && ended("timeout") >= 2 && ended("error") >= 1, "{:?}", played.answers);
    assert_eq!(ended("open"), 0);
    assert_eq!(played.calls, all, "every request went through the face");
}

#[test]
fn every_client_has_heard_before_a_look() {
    let played = under(Driver::Virtual, Until::Idle, false);
    for (when, heard) in &played.looks {
        let over = played.times.iter().flatten().filter(|times| times.finished.is_some_and(|end| end <= *when));
        assert_eq!(*heard, over.count(), "at {when}");
    }
}

#[test]
fn a_script_without_clients_needs_no_runtime() {
    let commands = || (0..50).map(|n| (at(n * 3), Act::Do(arrive(Some(secs(7)), secs(1))))).collect::<Vec<_>>();
    let sim = Sim::new(busy());
    sim.with_engine(acd_core::Engine::start_digest);
    let mut script = crate::playing::Playing::new(crate::floor::center(&sim), commands());
    run_plain(&sim, &mut script, Until::Idle).expect("laws hold");
    assert_eq!(script.next(), None);
    let played = play(Driver::Virtual, busy(), commands(), Until::Idle, false);
    assert_eq!(sim.with_engine(|engine| (engine.digest(), engine.now())), (played.digest, played.ended_at));
}

#[tokio::test(start_paused = true)]
async fn a_run_in_pieces_is_the_run() {
    let whole = Sim::new(busy());
    whole.with_engine(acd_core::Engine::start_digest);
    run_plain(&whole, &mut Nothing, Until::Idle).expect("laws hold");
    let pieces = Sim::new(busy());
    pieces.with_engine(acd_core::Engine::start_digest);
    let start = tokio::time::Instant::now();
    run_by_clock(&pieces, &mut Nothing, Until::Time(at(40)), 1).await.expect("laws hold");
    run_plain(&pieces, &mut Nothing, Until::Time(at(41))).expect("laws hold");
    run_virtual(&pieces, &mut Nothing, Until::Time(at(80))).await.expect("laws hold");
    run_by_clock(&pieces, &mut Nothing, Until::Time(at(120)), 10).await.expect("laws hold");
    assert_eq!(start.elapsed(), Duration::from_secs(40 + 39 + 4), "each goes on from where the engine stands");
    run_by_clock(&pieces, &mut Nothing, Until::Idle, 1).await.expect("laws hold");
    let end = |sim: &Sim| sim.with_engine(|engine| (engine.digest(), engine.now(), engine.record_count()));
    assert_eq!(end(&pieces), end(&whole));
}
