//! Requests that are dropped, at every stage of their way.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use acd_core::Fact;
use acd_sim::{Sim, Until};
use tapi_types::LineError;
use tokio::time::{sleep, timeout};
use tsp_provider::{Provider, Ticket};

use crate::floor::{MS, QUEUE, assert_no_leak, at, center, running, secs, slow, us};

/// Handled after 2 s, replied to after another 2 s.
fn config() -> acd_core::Config {
    slow(0, secs(2), secs(2))
}

fn count(sim: &Sim, wanted: fn(&Fact) -> bool) -> usize {
    sim.with_engine(acd_core::Engine::take_records).iter().filter(|record| wanted(&record.fact)).count()
}

#[tokio::test(start_paused = true)]
async fn a_request_that_nobody_polled_is_never_made() {
    let (sim, _driver) = running(config(), Until::Time(at(100)), 1).await;
    drop(center(&sim).queue(QUEUE).info());
    sleep(Duration::from_secs(5)).await;
    assert_eq!(sim.with_engine(|engine| engine.record_count()), 0);
    assert_no_leak(&sim);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_request_is_handled_and_its_reply_is_late() {
    for dropped_after in [Duration::ZERO, MS, Duration::from_secs(1), Duration::from_secs(3)] {
        let (sim, driver) = running(config(), Until::Time(at(100)), 1).await;
        let queue = center(&sim).queue(QUEUE);
        assert!(timeout(dropped_after, queue.info()).await.is_err());
        assert_eq!(sim.waiting_clients(), 0, "at once");
        sleep(Duration::from_secs(5)).await;
        assert_no_leak(&sim);
        let records = sim.with_engine(acd_core::Engine::take_records);
        let facts: Vec<Fact> = records.iter().map(|record| record.fact).collect();
        let [first, .., last] = facts.as_slice() else { panic!("{facts:?}") };
        assert!(matches!(first, Fact::RequestSubmitted { .. }), "{facts:?}");
        assert!(matches!(last, Fact::ReplyLate { .. }), "{facts:?}");
        assert_eq!(facts.iter().filter(|fact| matches!(fact, Fact::RequestDropped { .. })).count(), 1, "{facts:?}");
        assert!(!facts.iter().any(|fact| matches!(fact, Fact::RequestReplied { .. })), "{facts:?}");
        driver.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_nobody_fetched_is_gone_with_the_call() {
    let (sim, _driver) = running(config(), Until::Time(at(100)), 1).await;
    let queue = center(&sim).queue(QUEUE);
    {
        let mut call = pin!(queue.info());
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        sleep(Duration::from_secs(5)).await;
        assert_eq!(sim.waiting_clients(), 1, "the reply waits to be fetched");
    }
    assert_no_leak(&sim);
    assert_eq!(count(&sim, |fact| matches!(fact, Fact::RequestDropped { .. })), 0, "it was over");
}

#[tokio::test(start_paused = true)]
async fn a_request_dropped_after_its_limit_leaves_nothing() {
    let (sim, _driver) = running(config(), Until::Time(at(100)), 1).await;
    let queue = center(&sim).with_limit(Duration::from_secs(3)).queue(QUEUE);
    {
        let mut call = pin!(queue.info());
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        // The limit and the late reply pass while nobody looks.
        sleep(Duration::from_secs(10)).await;
        assert_eq!(sim.waiting_clients(), 1);
    }
    assert_no_leak(&sim);
    assert_eq!(count(&sim, |fact| matches!(fact, Fact::RequestTimedOut { .. })), 1);
}

#[test]
fn a_request_dropped_while_the_verdict_is_open_leaves_nothing() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let sim = Sim::new(config());
    runtime.expect("a runtime").block_on(async {
        // Nobody drives: the timer rings, and the provider's time has not come.
        let queue = center(&sim).with_limit(Duration::from_secs(3)).queue(QUEUE);
        assert!(timeout(Duration::from_secs(60), queue.info()).await.is_err());
    });
    assert_eq!(sim.waiting_clients(), 0);
    sim.with_engine(|engine| engine.advance_through(at(4))).expect("laws hold");
    assert_no_leak(&sim);
}

#[test]
fn a_verdict_may_be_asked_for_from_elsewhere_than_the_call() {
    struct Bell(AtomicUsize);
    impl Wake for Bell {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let bell = || Arc::new(Bell(AtomicUsize::new(0)));
    let (for_reply, for_verdict) = (bell(), bell());
    let sim = Sim::new(config());
    let (provider, ticket) = (sim.provider(), Ticket::with_limit(Duration::from_secs(5)));
    let mut call = provider.line_get_queue_info(&ticket, QUEUE);
    assert!(call.as_mut().poll(&mut Context::from_waker(&for_reply.clone().into())).is_pending());
    let mut verdict = provider.give_up(&ticket);
    assert!(verdict.as_mut().poll(&mut Context::from_waker(&for_verdict.clone().into())).is_pending());
    sim.with_engine(|engine| engine.advance_through(at(4))).expect("laws hold");
    assert_eq!((for_reply.0.load(Ordering::SeqCst), for_verdict.0.load(Ordering::SeqCst)), (1, 1));
    let context = &mut Context::from_waker(Waker::noop());
    assert_eq!(verdict.as_mut().poll(context), Poll::Ready(tsp_provider::Verdict::InTime));
    assert!(matches!(call.as_mut().poll(context), Poll::Ready(Ok(_))));
}

#[test]
fn a_waker_may_come_back_for_the_lock() {
    /// An executor that works on the spot.
    struct Nosy(Sim);
    impl Wake for Nosy {
        fn wake(self: Arc<Self>) {
            self.0.with_engine(|engine| engine.now());
        }
    }
    impl Drop for Nosy {
        fn drop(&mut self) {
            self.0.with_engine(|engine| engine.now());
        }
    }
    let sim = Sim::new(config());
    let nosy = || Waker::from(Arc::new(Nosy(sim.clone())));
    let (provider, ticket) = (sim.provider(), Ticket::unlimited());
    let mut call = provider.line_get_queue_info(&ticket, QUEUE);
    assert!(call.as_mut().poll(&mut Context::from_waker(&nosy())).is_pending());
    assert!(call.as_mut().poll(&mut Context::from_waker(&nosy())).is_pending(), "the first waker is replaced");
    sim.with_engine(|engine| engine.advance_through(at(4))).expect("laws hold");
    assert!(call.as_mut().poll(&mut Context::from_waker(&nosy())).is_ready());
    let mut dropped = provider.line_get_queue_info(&ticket, QUEUE);
    assert!(dropped.as_mut().poll(&mut Context::from_waker(&nosy())).is_pending());
    drop(dropped);
    assert_eq!(sim.waiting_clients(), 0);
}

#[test]
fn a_ticket_that_is_not_ours_is_answered() {
    let sim = Sim::new(config());
    let (provider, ticket) = (sim.provider(), Ticket::unlimited());
    ticket.set_request(tapi_types::RequestId::at(99));
    let context = &mut Context::from_waker(Waker::noop());
    assert!(provider.give_up(&ticket).as_mut().poll(context).is_ready());
    provider.forget(&ticket);
    let blank = Ticket::unlimited();
    assert_eq!(provider.give_up(&blank).as_mut().poll(context), Poll::Ready(tsp_provider::Verdict::TooLate));
    provider.forget(&blank);
}

#[tokio::test(start_paused = true)]
async fn a_closed_proxy_fails_what_is_pending_and_what_comes() {
    let (sim, _driver) = running(slow(0, us(0), secs(2)), Until::Time(at(100)), 1).await;
    let queue = center(&sim).queue(QUEUE);
    let pending = tokio::spawn({
        let queue = queue.clone();
        async move { queue.info().await }
    });
    sleep(Duration::from_secs(1)).await;
    sim.apply(&acd_core::Command::CloseProxy).expect("closed");
    let start = tokio::time::Instant::now();
    let failed = pending.await.expect("no panic");
    assert_eq!(failed, Err(tapi_client::TapiError::Line(LineError::OPERATIONFAILED)));
    assert_eq!(queue.info().await, Err(tapi_client::TapiError::Line(LineError::OPERATIONUNAVAIL)));
    assert_eq!(start.elapsed(), Duration::ZERO);
    sim.apply(&acd_core::Command::OpenProxy).expect("open");
    assert!(queue.info().await.is_ok());
    assert_no_leak(&sim);
}
