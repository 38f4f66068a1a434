//! Faults on requests that are under way: the proxy, clients that go, and what the provider inside hears.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use tapi_client::{CallCenter, LIMIT, TapiError, TokioTimer};
use tapi_types::{Effect, FaultRule, LineError, QueueId, RequestId, Span, Time};
use tokio::time::{Instant, sleep, timeout};
use tsp_provider::{Delayed, Faulty, Notice, Provider, Ticket};

use crate::stand::{Heard, Stand, Witness, rule, secs};

const FAILED: TapiError = TapiError::Line(LineError::OPERATIONFAILED);
const UNAVAILABLE: TapiError = TapiError::Line(LineError::OPERATIONUNAVAIL);

#[tokio::test(start_paused = true)]
async fn the_proxy_closes_under_what_is_pending_and_opens_again() {
    let lost_then_late = vec![
        FaultRule { nth: Some(1), ..rule(Effect::DropReply) },
        FaultRule { nth: Some(2), ..rule(Effect::DelayReply(secs(60))) },
    ];
    let stand = Stand::new(lost_then_late);
    let start = Instant::now();
    let pending = async { tokio::join!(stand.session.number_of_calls(), stand.session.number_of_calls()) };
    let closing = async {
        sleep(Duration::from_secs(10)).await;
        stand.faulty.close_proxy();
    };
    let (replies, ()) = tokio::join!(pending, closing);
    assert_eq!((replies, start.elapsed()), ((Err(FAILED), Err(FAILED)), Duration::from_secs(10)), "both at once");

    assert_eq!(stand.session.number_of_calls().await, Err(UNAVAILABLE));
    assert!(stand.session.state().is_ok(), "what is no request is not touched");
    stand.faulty.close_proxy();
    stand.faulty.open_proxy();
    assert_eq!(stand.session.number_of_calls().await, Ok(1));

    let at = Time::from_secs(10);
    let [first, second] = [0, 1].map(RequestId::at);
    let told: Vec<_> = stand.told().into_iter().filter(|(_, notice)| !matches!(notice, Notice::Fired { .. })).collect();
    let expected = [
        (Time::ZERO, Notice::ReplyLost { request: first }),
        (at, Notice::ProxyClosed),
        (at, Notice::Failed { request: first }),
        (at, Notice::Failed { request: second }),
        (at, Notice::ProxyOpened),
    ];
    assert_eq!(told, expected);
    stand.faulty.open_proxy();
    assert_eq!(stand.told(), [], "it was open");
}

#[tokio::test(start_paused = true)]
async fn a_request_closes_the_proxy_and_fails_with_the_others() {
    let rules = vec![
        FaultRule { nth: Some(1), ..rule(Effect::DropReply) },
        FaultRule { nth: Some(2), ..rule(Effect::CloseProxy) },
    ];
    let stand = Stand::new(rules);
    let replies = tokio::join!(stand.session.number_of_calls(), stand.session.number_of_calls());
    assert_eq!(replies, (Err(FAILED), Err(FAILED)));
    assert_eq!(stand.session.number_of_calls().await, Err(UNAVAILABLE));
    assert_eq!([0, 1, 2].map(|place| stand.faulty.fired(place)), [1, 1, 0]);
    let failed = stand.told().into_iter().filter(|(_, notice)| matches!(notice, Notice::Failed { .. })).count();
    assert_eq!(failed, 2);
}

#[tokio::test]
async fn faults_do_not_see_what_a_closed_proxy_refuses() {
    let stand = Stand::new(vec![FaultRule { nth: Some(2), ..rule(Effect::Fail(LineError::NOMEM)) }]);
    assert_eq!(stand.session.number_of_calls().await, Ok(1));
    stand.faulty.close_proxy();
    assert_eq!(stand.session.number_of_calls().await, Err(UNAVAILABLE));
    stand.faulty.open_proxy();
    assert_eq!(stand.session.number_of_calls().await, Err(TapiError::Line(LineError::NOMEM)), "this is the second");
}

#[tokio::test(start_paused = true)]
async fn a_window_is_open_by_the_timer() {
    let window =
        FaultRule { from: Time::from_secs(1), to: Some(Time::from_secs(2)), ..rule(Effect::Fail(LineError::NOMEM)) };
    let stand = Stand::new(vec![window]);
    let mut replies = Vec::new();
    for _ in 0..4 {
        replies.push(stand.session.number_of_calls().await.is_ok());
        sleep(Duration::from_millis(500)).await;
    }
    sleep(Duration::from_secs(1)).await;
    replies.push(stand.session.number_of_calls().await.is_ok());
    assert_eq!(replies, [true, true, false, false, true]);
}

#[tokio::test]
async fn a_probability_is_drawn_where_the_caller_says() {
    let mut draws = [10.0, 49.9, 50.0].into_iter();
    let half = FaultRule { percent: Some(50.0), ..rule(Effect::Fail(LineError::NOMEM)) };
    let chance = move |place| {
        assert_eq!(place, 0);
        draws.next().unwrap_or(99.0)
    };
    let faulty = Faulty::new(Witness::new(Span::ZERO), vec![half], TokioTimer::new(), chance);
    let mut replies = Vec::new();
    for _ in 0..3 {
        replies.push(faulty.line_get_queue_info(&Ticket::unlimited(), QueueId::at(0)).await.is_ok());
    }
    assert_eq!(replies, [false, false, true]);
}

/// A witness behind one rule, asked once by a client who goes after `patience`; what came, and what the witness heard.
async fn ask(after: Span, effect: Option<Effect>, patience: Duration) -> (Option<Result<i32, TapiError>>, Heard) {
    let witness = Arc::new(Witness::new(after));
    let faulty = Faulty::new(Arc::clone(&witness), effect.map(rule).into_iter().collect(), TokioTimer::new(), |_| 0.0);
    let queue = CallCenter::new(Arc::new(faulty)).queue(QueueId::at(0));
    let reply = timeout(patience, queue.total_calls_queued()).await.ok();
    (reply, witness.heard())
}

const PATIENT: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn the_provider_inside_says_who_won_while_it_has_the_request() {
    for (after, reply) in [(secs(120), Ok(1)), (secs(121), Err(TapiError::Timeout))] {
        let (came, heard) = ask(after, None, PATIENT).await;
        assert_eq!(came, Some(reply));
        assert_eq!(heard.asked, [(Time::ZERO, Some(LIMIT))], "it knows the client's limit");
        assert_eq!((heard.given_up.len(), heard.forgotten.len()), (usize::from(reply.is_err()), 0));
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_in_time_that_comes_through_after_the_bell_arrives() {
    for effect in [None, Some(Effect::DelayReply(Span::ZERO)), Some(Effect::DuplicateReply(secs(1)))] {
        let witness = Witness::with_delivery(secs(120), Span::from_micros(3000));
        let rules = effect.map(rule).into_iter().collect();
        let faulty = Faulty::new(witness, rules, TokioTimer::new(), |_| 0.0);
        let delayed = Delayed::new(faulty, TokioTimer::new(), || Span::ZERO, || Span::ZERO);
        let queue = CallCenter::new(Arc::new(delayed)).queue(QueueId::at(0));
        assert_eq!(queue.total_calls_queued().await, Ok(1), "{effect:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_is_held_back_is_no_affair_of_the_provider_inside() {
    for effect in [Effect::DropReply, Effect::DelayReply(secs(116))] {
        let (came, heard) = ask(secs(5), Some(effect), PATIENT).await;
        assert_eq!(came, Some(Err(TapiError::Timeout)));
        assert_eq!((heard.given_up, heard.forgotten), (vec![], vec![]), "{effect:?}");
    }
    let (came, _) = ask(secs(5), Some(Effect::DelayReply(secs(115))), PATIENT).await;
    assert_eq!(came, Some(Ok(1)), "together exactly the limit");
}

#[tokio::test(start_paused = true)]
async fn a_client_that_goes_is_forgotten_inside_once_and_only_where_its_reply_is_not_there() {
    let hasty = Duration::from_secs(10);
    for (after, effect, forgotten) in [
        (secs(20), None, vec![1]),
        (secs(20), Some(Effect::DropReply), vec![1]),
        (secs(5), Some(Effect::DropReply), vec![]),
        (secs(5), Some(Effect::DelayReply(secs(6))), vec![]),
    ] {
        let (came, heard) = ask(after, effect, hasty).await;
        assert_eq!((came, heard.given_up, heard.forgotten), (None, vec![], forgotten), "{after}, {effect:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_goes_is_told_of_and_so_is_its_reply() {
    let stand = Stand::new(vec![rule(Effect::DelayReply(secs(60)))]);
    assert!(timeout(Duration::from_secs(10), stand.session.number_of_calls()).await.is_err());
    let (request, at) = (RequestId::at(0), Time::from_secs(10));
    let late = Notice::ReplyLate { request, due: Time::from_secs(60) };
    assert_eq!(stand.told()[1..], [(at, Notice::Dropped { request }), (at, late)]);
    stand.faulty.close_proxy();
    assert_eq!(stand.told(), [(at, Notice::ProxyClosed)], "nothing is pending any more");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_the_proxy_closed_under_is_forgotten_inside() {
    let witness = Arc::new(Witness::new(secs(20)));
    let faulty = Arc::new(Faulty::new(Arc::clone(&witness), Vec::new(), TokioTimer::new(), |_| 0.0));
    let queue = CallCenter::new(faulty.clone()).queue(QueueId::at(0));
    let closing = async {
        sleep(Duration::from_secs(1)).await;
        faulty.close_proxy();
    };
    let (reply, ()) = tokio::join!(queue.total_calls_queued(), closing);
    assert_eq!((reply, witness.heard().forgotten), (Err(FAILED), vec![1]));
}

/// Notes that it was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_has_moved_to_another_task_is_woken_there() {
    let faulty = Faulty::new(Witness::new(secs(20)), vec![rule(Effect::DropReply)], TokioTimer::new(), |_| 0.0);
    let ticket = Ticket::unlimited();
    let mut call = pin!(faulty.line_get_queue_info(&ticket, QueueId::at(0)));
    let tasks = [Arc::new(Woken::default()), Arc::new(Woken::default())];
    for task in &tasks {
        let waker = Waker::from(Arc::clone(task));
        assert!(call.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    }
    faulty.close_proxy();
    assert_eq!(tasks.map(|task| task.0.load(Ordering::Relaxed)), [false, true]);
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_closed_before_the_limit_wins_against_it() {
    let faulty = Faulty::new(Witness::new(Span::ZERO), vec![rule(Effect::DropReply)], TokioTimer::new(), |_| 0.0);
    for (closed_after_s, in_time) in [(1, true), (2, true), (3, false)] {
        faulty.open_proxy();
        let ticket = Ticket::with_limit(Duration::from_secs(2));
        let mut call = pin!(faulty.line_get_queue_info(&ticket, QueueId::at(0)));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        sleep(Duration::from_secs(closed_after_s)).await;
        faulty.close_proxy();
        let verdict = faulty.give_up(&ticket).await;
        assert_eq!(verdict == tsp_provider::Verdict::InTime, in_time, "closed after {closed_after_s} s");
        let reply = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(reply, Poll::Ready(Err(LineError::OPERATIONFAILED)));
    }
}

#[tokio::test]
async fn a_ticket_that_was_never_handed_in_is_too_late() {
    let stand = Stand::new(Vec::new());
    assert_eq!(stand.faulty.give_up(&Ticket::unlimited()).await, tsp_provider::Verdict::TooLate);
}
