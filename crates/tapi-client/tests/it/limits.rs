//! One request and its limit, to the microsecond, under tokio's paused clock.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tapi_client::{CallCenter, LIMIT, TapiError};
use tapi_types::QueueId;
use tokio::time::{Instant, timeout};

use crate::slow::Slow;

const US: Duration = Duration::from_micros(1);
const MS: Duration = Duration::from_millis(1);

/// Asks `slow` one question; what came, how long it took on tokio's clock, and the tally.
async fn ask(slow: Slow, limit: Duration) -> (Result<i32, TapiError>, Duration, [u32; 4]) {
    let slow = Arc::new(slow);
    let queue = CallCenter::new(slow.clone()).with_limit(limit).queue(QueueId::at(0));
    let start = Instant::now();
    let reply = queue.total_calls_queued().await;
    (reply, start.elapsed(), slow.tally())
}

#[test]
fn the_limit_is_two_minutes() {
    assert_eq!(LIMIT, Duration::from_secs(120));
}

#[tokio::test(start_paused = true)]
async fn a_reply_before_the_limit_arrives() {
    for after in [US, LIMIT / 2, LIMIT.saturating_sub(MS), LIMIT.saturating_sub(US)] {
        let (reply, took, tally) = ask(Slow::after(after), LIMIT).await;
        assert_eq!((reply, tally), (Ok(42), [1, 1, 0, 0]), "due after {after:?}");
        assert!(took <= LIMIT);
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_exactly_at_the_limit_arrives() {
    let (reply, took, tally) = ask(Slow::after(LIMIT), LIMIT).await;
    assert_eq!((reply, took, tally), (Ok(42), LIMIT, [1, 1, 0, 0]));
}

#[tokio::test(start_paused = true)]
async fn a_reply_in_time_that_comes_through_after_the_bell_arrives() {
    for after in [LIMIT.saturating_sub(US), LIMIT] {
        let slow = Slow { delivery: 3 * MS, ..Slow::after(after) };
        let (reply, _, tally) = ask(slow, LIMIT).await;
        assert_eq!((reply, tally), (Ok(42), [1, 1, 1, 0]), "{after:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_after_the_limit_does_not_arrive() {
    for late in [US, MS, LIMIT] {
        let (reply, took, tally) = ask(Slow::after(LIMIT + late), LIMIT).await;
        assert_eq!((reply, took, tally), (Err(TapiError::Timeout), LIMIT, [1, 0, 1, 0]), "{late:?} late");
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_zero_lets_through_what_is_there_at_once() {
    let (reply, took, tally) = ask(Slow::after(Duration::ZERO), Duration::ZERO).await;
    assert_eq!((reply, took, tally), (Ok(42), Duration::ZERO, [1, 1, 0, 0]));
    let (reply, took, tally) = ask(Slow::after(US), Duration::ZERO).await;
    assert_eq!((reply, tally), (Err(TapiError::Timeout), [1, 0, 1, 0]));
    assert!(took <= MS, "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn the_largest_limit_is_as_good_as_none() {
    let (reply, _, tally) = ask(Slow::after(Duration::from_secs(86_400)), Duration::MAX).await;
    assert_eq!((reply, tally), (Ok(42), [1, 1, 0, 0]));
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_in_the_providers_time() {
    let fast = |after| Slow { speed: 10, ..Slow::after(after) };
    let (reply, took, _) = ask(fast(2 * LIMIT), LIMIT).await;
    assert_eq!((reply, took), (Err(TapiError::Timeout), LIMIT / 10));
    let (reply, took, _) = ask(fast(LIMIT), LIMIT).await;
    assert_eq!((reply, took), (Ok(42), LIMIT / 10));
}

#[test]
fn a_reply_that_is_there_at_once_needs_no_timer() {
    let queue = CallCenter::new(Arc::new(Slow::after(Duration::ZERO))).queue(QueueId::at(0));
    let mut call = pin!(queue.total_calls_queued());
    // There is no tokio runtime here: arming a timer would panic.
    let reply = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(reply, Poll::Ready(Ok(42)));
}

#[tokio::test(start_paused = true)]
async fn each_object_may_have_a_limit_of_its_own() {
    let slow = Arc::new(Slow::after(Duration::from_secs(10)));
    let center = CallCenter::new(slow.clone());
    let queue = center.queue(QueueId::at(0));
    let hasty = queue.clone().with_limit(Duration::from_secs(9));
    assert_eq!(hasty.total_calls_queued().await, Err(TapiError::Timeout));
    assert_eq!(queue.total_calls_queued().await, Ok(42));
    let patient = center.with_limit(Duration::from_secs(1)).queue(QueueId::at(0)).with_limit(Duration::from_secs(10));
    assert_eq!(patient.total_calls_queued().await, Ok(42));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_request_is_forgotten_once() {
    let slow = Arc::new(Slow::after(Duration::from_secs(10)));
    let queue = CallCenter::new(slow.clone()).queue(QueueId::at(0));
    assert_eq!(queue.total_calls_queued().await, Ok(42));
    assert!(timeout(Duration::from_secs(1), queue.total_calls_queued()).await.is_err());
    assert_eq!(slow.tally(), [2, 1, 0, 1]);
    assert_eq!(slow.last_forgotten.load(Ordering::SeqCst), 2, "the second request was dropped");
    drop(queue);
    assert_eq!(Arc::strong_count(&slow), 1);
}

#[tokio::test(start_paused = true)]
async fn a_request_dropped_while_the_verdict_is_open_is_forgotten() {
    let slow = Arc::new(Slow { verdict_after: LIMIT, ..Slow::after(2 * LIMIT) });
    let queue = CallCenter::new(slow.clone()).queue(QueueId::at(0));
    assert!(timeout(LIMIT + MS, queue.total_calls_queued()).await.is_err());
    assert_eq!(slow.tally(), [1, 0, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_nobody_polled_is_never_made() {
    let slow = Arc::new(Slow::after(MS));
    let queue = CallCenter::new(slow.clone()).queue(QueueId::at(0));
    drop(queue.total_calls_queued());
    assert_eq!(slow.tally(), [0; 4]);
}

#[tokio::test(start_paused = true)]
async fn a_request_is_not_forgotten_after_it_ended() {
    for (after, tally) in [(MS, [1, 1, 0, 0]), (2 * LIMIT, [1, 0, 1, 0])] {
        let slow = Arc::new(Slow::after(after));
        let queue = CallCenter::new(slow.clone()).queue(QueueId::at(0));
        {
            let mut call = pin!(queue.total_calls_queued());
            assert!(timeout(3 * LIMIT, &mut call).await.is_ok());
        }
        assert_eq!(slow.tally(), tally);
    }
}
