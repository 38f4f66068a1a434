//! Latency around a provider, against the limit, and clients that go before their request has got there.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use tapi_client::{CallCenter, LIMIT, TapiError, TokioTimer};
use tapi_types::{QueueId, SessionId, SessionState, Span, Time};
use tokio::time::{Instant, timeout};
use tsp_provider::{Delayed, Provider, Ticket, Verdict};

use crate::stand::{Heard, Witness, secs, toy_with_a_call};

const US: Span = Span::from_micros(1);

/// What came of one request through a delay, how long it took, and what the provider inside heard.
async fn ask(handle_after: Span, after: Span, reply_after: Span) -> (Result<i32, TapiError>, Duration, Heard) {
    let witness = Arc::new(Witness::new(after));
    let delayed = Delayed::new(Arc::clone(&witness), TokioTimer::new(), move || handle_after, move || reply_after);
    let queue = CallCenter::new(Arc::new(delayed)).queue(QueueId::at(0));
    let start = Instant::now();
    let reply = queue.total_calls_queued().await;
    (reply, start.elapsed(), witness.heard())
}

#[tokio::test(start_paused = true)]
async fn the_three_spans_together_must_keep_the_limit() {
    let parts = [(0, 0, 120), (0, 120, 0), (120, 0, 0), (0, 60, 60), (60, 0, 60), (60, 60, 0), (40, 40, 40)];
    for (handle, inside, reply) in parts {
        let spans = [handle, inside, reply].map(secs);
        let (came, took, heard) = ask(spans[0], spans[1], spans[2]).await;
        assert_eq!((came, took), (Ok(1), LIMIT), "{spans:?}");
        let rest = LIMIT.saturating_sub(Duration::from(spans[0]));
        assert_eq!(heard.asked, [(Time::ZERO + spans[0], Some(rest))], "{spans:?}");
        assert_eq!((heard.given_up, heard.forgotten), (vec![], vec![]), "{spans:?}");

        for late in 0..3 {
            if spans[late].is_zero() {
                continue;
            }
            let mut spans = spans;
            spans[late] += US;
            let (came, took, heard) = ask(spans[0], spans[1], spans[2]).await;
            assert_eq!((came, took), (Err(TapiError::Timeout), LIMIT), "{spans:?}");
            assert_eq!(heard.asked.len(), 1, "{spans:?}: what was submitted is handled all the same");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn spans_are_drawn_anew_for_each_request() {
    let mut left = [3, 1, 2].into_iter().map(secs);
    let draw = move || left.next().unwrap_or_default();
    let delayed = Delayed::new(Witness::new(Span::ZERO), TokioTimer::new(), draw, || Span::ZERO);
    let queue = CallCenter::new(Arc::new(delayed)).queue(QueueId::at(0));
    let mut took = Vec::new();
    for _ in 0..4 {
        let start = Instant::now();
        queue.total_calls_queued().await.expect("it is served");
        took.push(start.elapsed().as_secs());
    }
    assert_eq!(took, [3, 1, 2, 0]);
}

#[tokio::test(start_paused = true)]
async fn what_has_not_got_there_when_its_client_goes_is_handed_on_then() {
    let toy = Arc::new(toy_with_a_call());
    toy.world().release();
    let delayed = Delayed::new(Arc::clone(&toy), TokioTimer::new(), || secs(200), || Span::ZERO);
    let session = CallCenter::new(Arc::new(delayed)).session(SessionId::at(0));
    assert!(timeout(Duration::from_secs(5), session.put_state(SessionState::NotReady)).await.is_err());
    assert_eq!(toy.world().sessions[0].state, SessionState::NotReady, "dropped");
    assert_eq!(session.put_state(SessionState::Ready).await, Err(TapiError::Timeout));
    assert_eq!(toy.world().sessions[0].state, SessionState::Ready, "out of time");
    drop(session.put_state(SessionState::NotReady));
    assert_eq!(toy.world().sessions[0].state, SessionState::Ready, "never submitted");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_panics_hands_nothing_on() {
    let witness = Arc::new(Witness::new(Span::ZERO));
    let delayed = Delayed::new(Arc::clone(&witness), TokioTimer::new(), || secs(10), || Span::ZERO);
    let panics = async {
        let ticket = Ticket::unlimited();
        let mut call = delayed.line_get_queue_info(&ticket, QueueId::at(0));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        std::panic::resume_unwind(Box::new(()));
    };
    let mut panics = Box::pin(panics);
    let poll = || panics.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending();
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(poll)).is_err());
    assert_eq!(witness.heard().asked, []);
}

#[tokio::test(start_paused = true)]
async fn the_provider_inside_hears_of_a_client_that_goes() {
    for (handle, reply) in [(10, 0), (0, 0), (0, 10)] {
        let witness = Arc::new(Witness::new(secs(20)));
        let delays = (move || secs(handle), move || secs(reply));
        let delayed = Delayed::new(Arc::clone(&witness), TokioTimer::new(), delays.0, delays.1);
        let queue = CallCenter::new(Arc::new(delayed)).queue(QueueId::at(0));
        assert!(timeout(Duration::from_secs(5), queue.total_calls_queued()).await.is_err());
        assert_eq!(witness.heard().forgotten, [1], "{handle} s and {reply} s");
    }
}

#[tokio::test(start_paused = true)]
async fn a_verdict_waits_for_the_clock_of_the_delay() {
    let delayed = Delayed::new(Witness::new(Span::ZERO), TokioTimer::new(), || Span::ZERO, || secs(2));
    for (limit_s, verdict, took_s) in [(1, Verdict::TooLate, 1), (2, Verdict::InTime, 2), (3, Verdict::InTime, 2)] {
        let ticket = Ticket::with_limit(Duration::from_secs(limit_s));
        let mut call = pin!(delayed.line_get_queue_info(&ticket, QueueId::at(0)));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let start = Instant::now();
        // The client's bell rings far too early.
        assert_eq!(delayed.give_up(&ticket).await, verdict, "{limit_s} s");
        assert_eq!(start.elapsed(), Duration::from_secs(took_s));
        if verdict == Verdict::InTime {
            assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
        }
    }
}
