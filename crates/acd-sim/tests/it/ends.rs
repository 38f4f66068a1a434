//! How runs end: on time, with nothing left, in the middle, and by somebody's panic.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use acd_sim::{Nothing, Sim, Until, run_by_clock, run_plain, run_virtual};
use tapi_client::TapiError;
use tapi_types::{Span, Time};
use tokio::time::{Instant, sleep, timeout};

use crate::floor::{QUEUE, arrive, assert_no_leak, at, center, config, driven, running, secs, slow, us};
use crate::playing::{Act, Driver, Playing, play};

const DRIVERS: [Driver; 3] = [Driver::Virtual, Driver::Paused(1), Driver::Real(1_000)];

#[test]
fn a_run_in_which_nothing_happens_ends_at_once_or_on_time() {
    for driver in DRIVERS {
        assert_eq!(play(driver, config(1), Vec::new(), Until::Idle, false).ended_at, Time::ZERO, "{driver:?}");
        assert_eq!(play(driver, config(1), Vec::new(), Until::Time(at(9)), false).ended_at, at(9), "{driver:?}");
        assert_eq!(play(driver, config(1), Vec::new(), Until::Time(at(0)), false).ended_at, at(0), "{driver:?}");
    }
}

#[test]
fn what_is_due_at_the_end_happens_and_what_comes_later_does_not() {
    for driver in DRIVERS {
        let step = |s| (at(s), Act::Do(arrive(None, Span::ZERO)));
        let steps = vec![step(1), step(5), (at(5), Act::Look), step(6), (at(6), Act::Look)];
        let played = play(driver, config(1), steps, Until::Time(at(5)), false);
        assert_eq!(played.looks, [(at(5), 0)], "{driver:?}");
        assert_eq!((played.records.len(), played.ended_at), (4, at(5)), "{driver:?}");
    }
}

#[test]
fn an_end_that_is_over_already_ends_the_run() {
    let sim = Sim::new(config(1));
    run_plain(&sim, &mut Nothing, Until::Time(at(9))).expect("laws hold");
    run_plain(&sim, &mut Nothing, Until::Time(at(3))).expect("laws hold");
    assert_eq!(sim.with_engine(|engine| engine.now()), at(9));
}

#[tokio::test(start_paused = true)]
async fn a_run_until_idle_goes_on_while_live_calls_keep_it_busy() {
    let (sim, driver) = driven(slow(1, us(0), secs(5)), Until::Idle, 1);
    // Asked before the driver's first turn, and again before the run is over.
    let queue = center(&sim).queue(QUEUE);
    assert!(queue.info().await.is_ok());
    driver.await.expect("no panic").expect("laws hold");
    assert_eq!(sim.with_engine(|engine| engine.now()), at(5));
}

#[tokio::test(start_paused = true)]
async fn after_the_run_a_client_times_out() {
    let (sim, driver) = driven(config(1), Until::Time(at(10)), 1);
    driver.await.expect("no panic").expect("laws hold");
    let start = Instant::now();
    assert_eq!(center(&sim).queue(QUEUE).info().await, Err(TapiError::Timeout));
    assert_eq!(start.elapsed(), tapi_client::LIMIT);
    assert_eq!(sim.waiting_clients(), 0);
    run_plain(&sim, &mut Nothing, Until::Idle).expect("laws hold");
    assert_no_leak(&sim);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_run_is_news_for_who_waits_at_the_limit() {
    let sim = Sim::new(slow(1, us(0), secs(50)));
    let client = tokio::spawn({
        let queue = center(&sim).with_limit(Duration::from_secs(20)).queue(QUEUE);
        async move { queue.info().await }
    });
    sleep(Duration::from_secs(30)).await;
    assert!(!client.is_finished(), "its limit is in the time of the run, which stands still");
    let cut = timeout(Duration::from_secs(3), run_by_clock(&sim, &mut Nothing, Until::Time(at(100)), 1)).await;
    assert!(cut.is_err());
    assert_eq!(client.await.expect("no panic"), Err(TapiError::Timeout));
    assert_eq!(sim.waiting_clients(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_client_whose_driver_goes_before_its_limit_times_out() {
    let (sim, driver) = running(slow(1, us(0), secs(50)), Until::Time(at(1000)), 1).await;
    let client = tokio::spawn({
        let queue = center(&sim).with_limit(Duration::from_secs(20)).queue(QUEUE);
        async move { queue.info().await }
    });
    sleep(Duration::from_secs(10)).await;
    driver.abort();
    assert_eq!(client.await.expect("no panic"), Err(TapiError::Timeout));
    assert_eq!(sim.waiting_clients(), 0);
    // Driven on, the request is handled and its reply is late.
    run_by_clock(&sim, &mut Nothing, Until::Idle, 1).await.expect("laws hold");
    assert_eq!(sim.with_engine(|engine| engine.now()), at(50));
    assert_no_leak(&sim);
}

#[tokio::test(start_paused = true)]
async fn a_driver_dropped_in_the_middle_can_be_followed_by_another() {
    let sim = Sim::new(slow(1, secs(5), secs(5)));
    sim.apply(&arrive(None, Span::ZERO)).expect("arrives");
    let cut = timeout(Duration::from_secs(3), run_by_clock(&sim, &mut Nothing, Until::Time(at(100)), 1)).await;
    assert!(cut.is_err());
    // Time stands still now.
    let before = sim.with_engine(|engine| engine.now());
    sleep(Duration::from_secs(1000)).await;
    sim.apply(&arrive(None, Span::ZERO)).expect("arrives");
    assert_eq!(sim.with_engine(|engine| engine.now()), before);
    run_by_clock(&sim, &mut Nothing, Until::Time(at(100)), 1).await.expect("laws hold");
    assert_eq!(sim.with_engine(|engine| engine.now()), at(100));
}

#[tokio::test(start_paused = true)]
async fn a_script_dropped_in_the_middle_binds_live_calls_no_more() {
    let sim = Sim::new(config(1));
    let mut script = Playing::new(center(&sim), vec![(at(50), Act::Do(arrive(None, Span::ZERO)))]);
    let cut = timeout(Duration::from_secs(3), run_by_clock(&sim, &mut script, Until::Idle, 1)).await;
    assert!(cut.is_err());
    let _running = driven_on(&sim);
    sleep(Duration::from_secs(100)).await;
    assert!(center(&sim).queue(QUEUE).info().await.is_ok());
}

fn driven_on(sim: &Sim) -> tokio::task::JoinHandle<()> {
    let sim = sim.clone();
    tokio::spawn(async move { run_by_clock(&sim, &mut Nothing, Until::Time(at(1000)), 1).await.expect("laws hold") })
}

#[tokio::test(start_paused = true)]
async fn a_call_centre_has_one_driver_at_a_time() {
    let sim = Sim::new(config(1));
    let mut nothing = Nothing;
    let mut first = pin!(run_by_clock(&sim, &mut nothing, Until::Time(at(10)), 1));
    let context = &mut Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(context).is_pending());
    let second = catch_unwind(AssertUnwindSafe(|| run_plain(&sim, &mut Nothing, Until::Idle)));
    let message = second.expect_err("refused").downcast::<&str>().map(|message| *message);
    assert_eq!(message.ok(), Some("a call centre has one driver at a time, and this one has its driver"));
    let third = tokio::spawn({
        let sim = sim.clone();
        async move { run_by_clock(&sim, &mut Nothing, Until::Idle, 1).await }
    });
    assert!(third.await.is_err());
    // The first is none the worse for it.
    assert_eq!(first.await, Ok(()));
    assert_eq!(sim.with_engine(|engine| engine.now()), at(10));
    assert_eq!(run_virtual(&sim, &mut Nothing, Until::Time(at(11))).await, Ok(()));
}

#[tokio::test(start_paused = true)]
async fn a_panic_under_the_lock_hurts_nobody_else() {
    let (sim, driver) = running(slow(1, us(0), secs(5)), Until::Time(at(100)), 1).await;
    let waiting = tokio::spawn({
        let queue = center(&sim).queue(QUEUE);
        async move { queue.info().await }
    });
    sleep(Duration::from_secs(1)).await;
    let spoilt = sim.clone();
    let panicked = std::thread::spawn(move || spoilt.with_engine(|_| panic!("under the lock, on purpose"))).join();
    assert!(panicked.is_err());
    assert!(waiting.await.expect("no panic").is_ok());
    assert!(sim.apply(&arrive(None, Span::ZERO)).is_ok());
    driver.await.expect("no panic").expect("laws hold");
    assert_no_leak(&sim);
}

#[tokio::test(start_paused = true)]
async fn a_script_that_panics_leaves_the_call_centre_without_a_driver() {
    struct Breaks;
    impl acd_sim::Script for Breaks {
        fn next(&self) -> Option<acd_core::Moment> {
            Some(acd_core::Moment { at: at(1), class: acd_core::Class::Command })
        }
        fn act(&mut self, _sim: &Sim) {
            panic!("in a script, on purpose");
        }
        fn poll_work(&mut self, _context: &mut Context<'_>) {}
        fn has_news(&self, _sim: &Sim) -> bool {
            false
        }
    }
    let sim = Sim::new(config(1));
    let broken = tokio::spawn({
        let sim = sim.clone();
        async move { run_by_clock(&sim, &mut Breaks, Until::Idle, 1).await }
    });
    assert!(broken.await.is_err());
    assert_eq!(run_plain(&sim, &mut Nothing, Until::Time(at(5))), Ok(()));
    assert_eq!(sim.with_engine(|engine| engine.now()), at(5));
}
