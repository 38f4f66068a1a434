//! Live use: calls and commands of clients beside a driver.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use acd_core::{Accepted, Command, Fact, Record};
use acd_sim::{Sim, Until, run_by_clock};
use tapi_types::{AgentId, LineError, SessionId, SessionState, Span, Time};
use tokio::time::{Instant, advance, sleep};
use tsp_provider::Provider;

use crate::floor::{GROUP, MS, QUEUE, arrive, assert_no_leak, at, center, config, running, secs, set_ready, slow, us};
use crate::playing::{Act, Playing};

fn ready_session(sim: &Sim) -> SessionId {
    let create = Command::CreateSession { id: None, agent: AgentId::at(0), group: GROUP, address: None };
    let Ok(Accepted::Session(session)) = sim.apply(&create) else { panic!("not created") };
    sim.apply(&set_ready(session)).expect("READY");
    session
}

fn records(sim: &Sim) -> Vec<Record> {
    sim.with_engine(acd_core::Engine::take_records)
}

fn times_of(records: &[Record], wanted: fn(&Fact) -> bool) -> Vec<u64> {
    records.iter().filter(|record| wanted(&record.fact)).map(|record| record.at.as_micros()).collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_ready_at_once_needs_no_task_switch() {
    let (sim, _driver) = running(config(1), Until::Time(at(1000)), 1).await;
    sleep(Duration::from_secs(10)).await;
    let queue = center(&sim).queue(QUEUE);
    let mut call = pin!(queue.total_calls_queued());
    let first = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(first, Poll::Ready(Ok(0)));
    assert_no_leak(&sim);
}

#[tokio::test(start_paused = true)]
async fn calls_made_before_the_driver_starts_are_answered_by_it() {
    let (sim, _driver) = crate::floor::driven(config(1), Until::Time(at(1000)), 1);
    assert_eq!(center(&sim).queue(QUEUE).total_calls_queued().await, Ok(0));
}

#[tokio::test(start_paused = true)]
async fn events_run_at_their_own_time_though_the_driver_wakes_late() {
    let (sim, _driver) = running(config(1), Until::Time(at(1000)), 1).await;
    let session = ready_session(&sim);
    // Off the millisecond by tokio's own clock.
    advance(Duration::from_nanos(1_500_300)).await;
    sim.apply(&arrive(Some(us(2_000_777)), us(333))).expect("arrives");
    sleep(Duration::from_secs(5)).await;
    let records = records(&sim);
    assert_eq!(times_of(&records, |fact| matches!(fact, Fact::CallAnswered { .. })), [1_500]);
    assert_eq!(times_of(&records, |fact| matches!(fact, Fact::CallReleased { .. })), [2_002_277]);
    assert_eq!(times_of(&records, |fact| matches!(fact, Fact::WrapUpEnded { .. })), [2_002_610]);
    let row = sim.with_engine(|engine| engine.session(session)).expect("it is there");
    assert_eq!((row.talk, row.wrap_up), (us(2_000_777), us(333)));
}

#[tokio::test(start_paused = true)]
async fn a_live_command_at_the_instant_of_events_comes_after_them() {
    let (sim, _driver) = running(config(1), Until::Time(at(1000)), 1).await;
    ready_session(&sim);
    sim.apply(&arrive(Some(secs(10)), Span::ZERO)).expect("arrives");
    sleep(Duration::from_secs(10)).await;
    // Whichever of driver and client wakes first.
    sim.apply(&arrive(Some(secs(1)), Span::ZERO)).expect("arrives");
    let records = records(&sim);
    let place = |wanted: fn(&Fact) -> bool| records.iter().rposition(|record| wanted(&record.fact));
    let released = place(|fact| matches!(fact, Fact::CallReleased { .. })).expect("the first call is over");
    let arrived = place(|fact| matches!(fact, Fact::CallArrived { .. })).expect("the second call came");
    assert!(released < arrived);
    assert_eq!((records[released].at, records[arrived].at), (at(10), at(10)));
    assert!(
        matches!(records[records.len() - 1].fact, Fact::CallCounted { .. } | Fact::SessionState { .. }),
        "answered"
    );
}

#[tokio::test(start_paused = true)]
async fn a_live_command_wakes_the_driver_for_what_it_makes_due() {
    let (sim, _driver) = running(slow(1, us(0), secs(5)), Until::Time(at(100_000)), 1).await;
    // The driver sleeps until the end.
    sleep(Duration::from_secs(3)).await;
    let waiting = tokio::spawn({
        let queue = center(&sim).queue(QUEUE);
        async move { (queue.info().await, Instant::now()) }
    });
    let start = Instant::now();
    let (reply, heard) = waiting.await.expect("no panic");
    assert!(reply.is_ok());
    assert_eq!(heard - start, Duration::from_secs(5), "and not by its limit");
    ready_session(&sim);
    sim.apply(&arrive(Some(secs(7)), Span::ZERO)).expect("arrives");
    sleep(Duration::from_secs(7) + MS).await;
    assert_eq!(sim.with_engine(|engine| engine.now()), at(15), "the end of the talk ran without anybody's asking");
}

#[tokio::test(start_paused = true)]
async fn work_on_the_engine_wakes_the_driver_too() {
    let (sim, _driver) = running(config(1), Until::Time(at(100_000)), 1).await;
    sleep(Duration::from_secs(3)).await;
    sim.with_engine(|engine| {
        assert_eq!(engine.now(), Time::ZERO, "time stands where the last event left it");
        let create = Command::CreateSession { id: None, agent: AgentId::at(0), group: GROUP, address: None };
        engine.apply(&create).expect("created");
        engine.apply(&set_ready(SessionId::at(0))).expect("READY");
        engine.apply(&arrive(Some(secs(5)), Span::ZERO)).expect("arrives");
    });
    sleep(Duration::from_secs(2) + MS).await;
    assert_eq!(sim.with_engine(|engine| engine.now()), at(5));
}

#[tokio::test(start_paused = true)]
async fn live_calls_are_stamped_by_the_clock() {
    for speed in [1, 10] {
        let (sim, driver) = running(config(1), Until::Time(at(100_000)), speed).await;
        sim.keep_requests();
        sleep(Duration::from_secs(3)).await;
        sim.apply(&arrive(None, Span::ZERO)).expect("arrives");
        let info = center(&sim).queue(QUEUE).info().await.expect("answered");
        sleep(Duration::from_secs(2)).await;
        let later = center(&sim).queue(QUEUE).info().await.expect("answered");
        let passed = later.current_longest_wait_time - info.current_longest_wait_time;
        assert_eq!(passed, secs(2 * u64::from(speed)));
        let arrived = times_of(&records(&sim), |fact| matches!(fact, Fact::CallArrived { .. }));
        assert_eq!(arrived, [3_000_000 * u64::from(speed)]);
        driver.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_runs_in_the_time_of_the_run() {
    let (sim, _driver) = running(slow(1, us(0), secs(500)), Until::Time(at(100_000)), 10).await;
    let start = Instant::now();
    let reply = center(&sim).queue(QUEUE).info().await;
    assert_eq!(reply, Err(tapi_client::TapiError::Timeout));
    assert_eq!(start.elapsed(), Duration::from_secs(12), "two minutes, ten times as fast");
    let patient = center(&sim).with_limit(Duration::from_secs(500)).queue(QUEUE).info().await;
    assert!(patient.is_ok());
    assert_eq!(start.elapsed(), Duration::from_secs(12 + 50));
}

#[tokio::test(start_paused = true)]
async fn entries_are_up_to_date_without_a_turn_of_the_driver() {
    let sim = Sim::new(config(1));
    let mut nothing = acd_sim::Nothing;
    let mut run = pin!(run_by_clock(&sim, &mut nothing, Until::Time(at(1000)), 1));
    let context = &mut Context::from_waker(Waker::noop());
    assert!(run.as_mut().poll(context).is_pending());
    let session = ready_session(&sim);
    sim.apply(&arrive(Some(secs(2)), Span::ZERO)).expect("arrives");
    let provider = sim.provider();
    let states = || {
        let session = provider.session_entry(session).map(|entry| entry.state);
        (session, provider.agent_entry(AgentId::at(0)).map(|entry| entry.state))
    };
    assert_eq!(states(), (Some(SessionState::BusyOnCall), Some(tapi_types::AgentState::BusyAcd)));
    advance(Duration::from_secs(3)).await;
    assert_eq!(states(), (Some(SessionState::Ready), Some(tapi_types::AgentState::Ready)));
    assert_eq!(sim.with_engine(|engine| engine.now()), at(2), "looking moves time no further than events do");
    assert_eq!(provider.queue_entry(QUEUE).map(|entry| entry.group), Some(GROUP));
    assert_eq!(provider.session_entry(SessionId::at(7)), None);
    assert_eq!(provider.agent_entry(AgentId::at(7)), None);
    assert_eq!(provider.queue_entry(tapi_types::QueueId::at(7)), None);
}

#[tokio::test(start_paused = true)]
async fn live_calls_keep_to_the_script() {
    let sim = Sim::new(config(1));
    sim.with_engine(acd_core::Engine::keep_trace);
    let steps = vec![(at(0), Act::Do(arrive(None, Span::ZERO))), (at(5), Act::Do(arrive(None, Span::ZERO)))];
    let mut script = Playing::new(center(&sim), steps);
    let mut run = pin!(run_by_clock(&sim, &mut script, Until::Time(at(10)), 1));
    let context = &mut Context::from_waker(Waker::noop());
    assert!(run.as_mut().poll(context).is_pending());
    // The driver is late: its step at 5 s has not acted when somebody asks at 7 s.
    advance(Duration::from_secs(7)).await;
    sim.apply(&arrive(None, Span::ZERO)).expect("arrives");
    let queue = center(&sim).queue(QUEUE);
    let mut call = pin!(queue.total_calls_queued());
    assert!(call.as_mut().poll(context).is_pending(), "what is handled after the step waits for it");
    assert!(run.as_mut().poll(context).is_pending());
    assert_eq!(call.as_mut().poll(context), Poll::Ready(Ok(3)));
    let arrivals = times_of(&records(&sim), |fact| matches!(fact, Fact::CallArrived { .. }));
    assert_eq!(arrivals, [0, 5_000_000, 5_000_000], "the step acted at its own moment");
    // Nor do they take the engine past the end.
    advance(Duration::from_secs(60)).await;
    sim.apply(&arrive(None, Span::ZERO)).expect("arrives");
    assert_eq!(run.as_mut().poll(context), Poll::Ready(Ok(())));
    assert_eq!(sim.with_engine(|engine| engine.now()), at(10));
}

#[tokio::test(start_paused = true)]
async fn live_calls_of_other_threads_are_no_part_of_a_step() {
    let sim = Sim::new(acd_core::Config { sessions: vec![acd_core::SessionOrigin::Outside], ..config(1) });
    let others = sim.clone();
    let ((), submission) = sim.step(Some(SessionId::at(0)), || {
        let other = std::thread::spawn(move || {
            let provider = others.provider();
            let ticket = tsp_provider::Ticket::unlimited();
            let address = tapi_client::AddressId::default();
            let mut call = provider.line_create_agent_session(&ticket, AgentId::at(0), GROUP, address, None);
            let context = &mut Context::from_waker(Waker::noop());
            assert!(call.as_mut().poll(context).is_pending());
            others.with_engine(|engine| engine.advance_through(at(0))).expect("laws hold");
            assert_eq!(call.as_mut().poll(context), Poll::Ready(Ok(SessionId::at(1))));
        });
        other.join().expect("no panic");
    });
    assert_eq!(submission.request, None);
}

#[tokio::test(start_paused = true)]
async fn a_refused_command_changes_nothing() {
    let (sim, _driver) = running(config(1), Until::Time(at(1000)), 1).await;
    assert_eq!(sim.apply(&set_ready(SessionId::at(3))), Err(LineError::INVALPARAM));
    assert_eq!(records(&sim).len(), 1, "the refusal");
}

#[test]
fn without_a_clock_a_command_acts_at_the_engines_moment() {
    let sim = Sim::new(config(1));
    sim.with_engine(|engine| engine.advance_through(at(9))).expect("laws hold");
    let session = ready_session(&sim);
    let row = sim.with_engine(|engine| engine.session(session)).expect("it is there");
    assert_eq!(row.info.session_start, at(9));
}
