//! What is recorded is played back; what was not recorded is told exactly.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tapi_client::{CallCenter, LIMIT, TapiError, TokioTimer};
use tapi_types::{AgentId, AgentState, Effect, LineError, QueueId, SessionId, SessionState, Span, Time};
use tokio::time::{Instant, timeout};
use tsp_provider::{
    AddressId, Answer, Ask, Delayed, Exchange, Faulty, Outcome, Provider, Recorded, Replayed, Ticket, Unrecorded,
};

use crate::stand::{GROUP, Witness, rule, secs, toy_with_a_call};

const AGENT: AgentId = match AgentId::new(1) {
    Some(agent) => agent,
    None => unreachable!(),
};

fn session(number: usize) -> SessionId {
    SessionId::at(number)
}

fn queue(number: usize) -> QueueId {
    QueueId::at(number)
}

/// One of everything, with some questions that are refused and some that come again.
fn asks() -> Vec<Ask> {
    let created = session(1);
    vec![
        Ask::GetAgentSessionInfo(session(0)),
        Ask::CreateAgentSession { agent: AgentId::at(1), group: GROUP, address: AddressId(3), pin: None },
        Ask::SessionEntry(created),
        Ask::SetAgentSessionState { session: created, state: Some(SessionState::Ready), next: None },
        Ask::SessionEntry(created),
        Ask::SetAgentSessionState { session: created, state: Some(SessionState::BusyOnCall), next: None },
        Ask::GetQueueInfo(queue(0)),
        Ask::GetQueueInfo(queue(7)),
        Ask::QueueEntry(queue(0)),
        Ask::SetAgentStateEx { agent: AGENT, state: Some(AgentState::NotReady), next: None },
        Ask::AgentEntry(AGENT),
        Ask::SetAgentMeasurementPeriod { agent: AGENT, seconds: 60 },
        Ask::GetAgentInfo(AGENT),
        Ask::SetQueueMeasurementPeriod { queue: queue(0), seconds: 60 },
        Ask::GetQueueInfo(queue(0)),
        Ask::AgentEntry(AgentId::at(9)),
    ]
}

async fn put_all(provider: &dyn Provider, asks: &[Ask]) -> Vec<Result<Answer, LineError>> {
    let mut replies = Vec::new();
    for ask in asks {
        replies.push(ask.clone().perform(provider, &Ticket::unlimited()).await);
    }
    replies
}

type Heard = Arc<Mutex<Vec<Exchange>>>;

fn recorded<P: Provider>(inner: P) -> (Recorded<P>, Heard) {
    let heard = Heard::default();
    let sink = Arc::clone(&heard);
    let push = move |exchange| sink.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    (Recorded::new(inner, TokioTimer::new(), push), heard)
}

fn taken(heard: &Heard) -> Vec<Exchange> {
    std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner))
}

/// What a toy answers to everything, and the recording of that.
async fn original() -> (Vec<Result<Answer, LineError>>, Vec<Exchange>) {
    let (recorded, heard) = recorded(toy_with_a_call());
    let replies = put_all(&recorded, &asks()).await;
    (replies, taken(&heard))
}

#[tokio::test(start_paused = true)]
async fn a_recording_has_every_question_and_its_answer() {
    let (replies, exchanges) = original().await;
    let plain = put_all(&toy_with_a_call(), &asks()).await;
    assert_eq!(replies, plain, "a recorded provider answers as it does alone");
    let expected: Vec<_> = (1..)
        .zip(asks())
        .zip(plain)
        .map(|((seq, ask), reply)| {
            let (at, outcome) = (Time::ZERO, reply.into());
            Exchange { seq, at, limit: None, ask, ended_at: at, outcome }
        })
        .collect();
    assert_eq!(exchanges, expected);
}

#[tokio::test(start_paused = true)]
async fn a_recording_answers_like_the_original() {
    let (replies, exchanges) = original().await;
    // In the order of endings, which a recording may have.
    let shuffled: Vec<_> = exchanges.iter().rev().cloned().collect();
    for replayed in [Replayed::in_order(exchanges.clone()), Replayed::in_order(shuffled), Replayed::by_key(exchanges)] {
        assert!(!replayed.finished());
        assert_eq!(put_all(&replayed, &asks()).await, replies);
        assert!(replayed.finished());
        assert_eq!((replayed.unrecorded(), replayed.left()), (vec![], vec![]));
    }
}

#[tokio::test(start_paused = true)]
async fn by_key_the_order_of_different_questions_does_not_matter() {
    let (replies, exchanges) = original().await;
    let replayed = Replayed::by_key(exchanges);
    let mut asks = asks();
    // The same question twice keeps its own order: the last becomes the first, of which there is no other.
    asks.rotate_right(1);
    let mut expected = replies;
    expected.rotate_right(1);
    assert_eq!(put_all(&replayed, &asks).await, expected);
    assert_eq!(replayed.unrecorded(), []);
}

#[tokio::test(start_paused = true)]
async fn a_deviation_is_told_exactly_and_leaves_the_recording_where_it_stands() {
    let (replies, exchanges) = original().await;
    let replayed = Replayed::in_order(exchanges.clone());
    let asks = asks();
    assert_eq!(put_all(&replayed, &asks[..6]).await, replies[..6]);
    let strange = Ask::GetQueueInfo(queue(1));
    assert_eq!(put_all(&replayed, std::slice::from_ref(&strange)).await, [Err(LineError::OPERATIONFAILED)]);
    assert_eq!(replayed.session_entry(session(0)), None, "what is looked up can be missing, too");
    assert_eq!(put_all(&replayed, &asks[6..]).await, replies[6..]);
    assert!(replayed.finished());

    let expected = Some(exchanges[6].clone());
    let about_the_strange = Unrecorded { nth: 7, ask: strange, expected: expected.clone(), nearest: expected.clone() };
    let nearest = Some(exchanges[4].clone());
    let about_the_entry = Unrecorded { nth: 8, ask: Ask::SessionEntry(session(0)), expected, nearest };
    assert_eq!(replayed.unrecorded(), [about_the_strange, about_the_entry]);
    let shown: Vec<_> = replayed.unrecorded().iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "asked as no. 7: lineGetQueueInfo(queue 2); recorded there: no. 7 at 0s, lineGetQueueInfo(queue 1); \
             nearest: no. 7 at 0s, lineGetQueueInfo(queue 1)",
            "asked as no. 8: entry(session 1); recorded there: no. 7 at 0s, lineGetQueueInfo(queue 1); \
             nearest: no. 5 at 0s, entry(session 2)",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn what_comes_after_the_end_is_not_recorded_either() {
    let (_, mut exchanges) = original().await;
    exchanges.truncate(1);
    for (replayed, expected) in [
        (Replayed::in_order(exchanges.clone()), "; nothing is recorded for it"),
        (Replayed::by_key(exchanges), "; nothing is recorded for it"),
    ] {
        let ask = Ask::GetAgentSessionInfo(session(0));
        let replies = put_all(&replayed, &[ask.clone(), ask, Ask::GetAgentInfo(AGENT)]).await;
        assert!(replies[0].is_ok());
        assert_eq!(replies[1..], [Err(LineError::OPERATIONFAILED), Err(LineError::OPERATIONFAILED)]);
        let shown: Vec<_> = replayed.unrecorded().iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                format!(
                    "asked as no. 2: lineGetAgentSessionInfo(session 1){expected}; \
                     nearest: no. 1 at 0s, lineGetAgentSessionInfo(session 1)"
                ),
                format!("asked as no. 3: lineGetAgentInfo(agent 1){expected}; nothing like it is recorded at all"),
            ]
        );
    }
}

#[test]
fn a_question_is_shown_as_a_call_of_its_function() {
    let shown: Vec<_> = asks().iter().skip(1).step_by(2).map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "lineCreateAgentSession(agent 2, group 1, address 3)",
            "lineSetAgentSessionState(session 2, ready, 0)",
            "lineSetAgentSessionState(session 2, busy_on_call, 0)",
            "lineGetQueueInfo(queue 8)",
            "lineSetAgentStateEx(agent 1, not_ready, 0)",
            "lineSetAgentMeasurementPeriod(agent 1, 60 s)",
            "lineSetQueueMeasurementPeriod(queue 1, 60 s)",
            "entry(agent 10)",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn what_was_recorded_and_not_asked_is_left() {
    let (_, exchanges) = original().await;
    for replayed in [Replayed::in_order(exchanges.clone()), Replayed::by_key(exchanges.clone())] {
        put_all(&replayed, &asks()[..10]).await;
        assert!(!replayed.finished());
        assert_eq!(replayed.left(), exchanges[10..]);
    }
}

/// These questions, each refused.
fn refused(asks: &[Ask]) -> Vec<Exchange> {
    let exchange = |(seq, ask): (u64, &Ask)| Exchange {
        seq,
        at: Time::ZERO,
        limit: None,
        ask: ask.clone(),
        ended_at: Time::ZERO,
        outcome: Outcome::Refused(LineError::NOMEM),
    };
    (1..).zip(asks).map(exchange).collect()
}

/// The number of the exchange that is shown as the nearest to the first that was not recorded.
async fn nearest(replayed: Replayed, asks: &[Ask]) -> Option<u64> {
    put_all(&replayed, asks).await;
    replayed.unrecorded()[0].nearest.as_ref().map(|exchange| exchange.seq)
}

#[tokio::test(start_paused = true)]
async fn of_what_is_alike_the_nearest_is_shown() {
    let about = |queues: &[usize]| -> Vec<Ask> { queues.iter().map(|at| Ask::GetQueueInfo(queue(*at))).collect() };
    // Three are played, so the recording stands at its fourth, which is about queue 9.
    for (tail, seq) in [(&[9, 9][..], 1), (&[9, 1], 5), (&[9, 9, 1], 6), (&[9, 9, 9, 1], 7), (&[9, 9, 9, 9, 1], 1)] {
        let replayed = Replayed::in_order(refused(&about(&[&[1, 2, 2], tail].concat())));
        assert_eq!(nearest(replayed, &about(&[1, 2, 2, 1])).await, Some(seq), "{tail:?}");
    }
    // Where the order does not matter, the place is that among all that was asked.
    let replayed = Replayed::by_key(refused(&about(&[1, 1, 2, 2, 2, 2, 1])));
    assert_eq!(nearest(replayed, &about(&[1, 1, 1, 1])).await, Some(2));
}

#[tokio::test(start_paused = true)]
async fn the_same_object_is_nearer_than_the_same_place() {
    let period = |at, seconds| Ask::SetQueueMeasurementPeriod { queue: queue(at), seconds };
    let replayed = Replayed::in_order(refused(&[period(0, 60), period(1, 60), Ask::GetQueueInfo(queue(0))]));
    assert_eq!(nearest(replayed, &[period(0, 60), period(0, 30)]).await, Some(1));
}

/// Three requests of a client: answered after a while, out of time, dropped.
async fn three_requests(provider: Arc<dyn Provider>) -> [(Option<Result<i32, TapiError>>, Duration); 3] {
    let queue = CallCenter::new(provider).queue(QueueId::at(0));
    let mut came = Vec::new();
    for patience_s in [500, 500, 7] {
        let start = Instant::now();
        let reply = timeout(Duration::from_secs(patience_s), queue.total_calls_queued()).await.ok();
        came.push((reply, start.elapsed()));
    }
    came.try_into().unwrap_or_else(|_| unreachable!("three were made"))
}

#[tokio::test(start_paused = true)]
async fn time_outs_are_recorded_and_replayed_as_time_outs() {
    let mut latencies = [secs(30), secs(121), secs(60)].into_iter();
    let draw = move || latencies.next().unwrap_or_default();
    let slow = Delayed::new(Witness::new(Span::ZERO), TokioTimer::new(), || Span::ZERO, draw);
    let (recorded, heard) = recorded(slow);
    let original = three_requests(Arc::new(recorded)).await;
    let s = Duration::from_secs;
    assert_eq!(original, [(Some(Ok(1)), s(30)), (Some(Err(TapiError::Timeout)), LIMIT), (None, s(7))]);

    let exchanges = taken(&heard);
    // The client looks the queue up too, when it has got no answer.
    let requests: Vec<_> = exchanges.iter().filter(|exchange| exchange.ask.function().is_some()).collect();
    let ended: Vec<_> =
        requests.iter().map(|exchange| (exchange.ended_at.as_micros() / 1_000_000, &exchange.outcome)).collect();
    assert_eq!(ended[1..], [(150, &Outcome::TimedOut), (157, &Outcome::Dropped)]);
    assert!(requests.iter().all(|exchange| exchange.limit == Some(Span::from(LIMIT))));

    let timed = Replayed::in_order(exchanges.clone()).timed(TokioTimer::new());
    assert_eq!(three_requests(Arc::new(timed)).await, original);
    let mut at_once = original;
    at_once[0].1 = Duration::ZERO;
    let untimed = Arc::new(Replayed::by_key(exchanges));
    assert_eq!(three_requests(untimed.clone()).await, at_once);
    assert!(untimed.finished());
}

#[tokio::test(start_paused = true)]
async fn a_timed_answer_goes_by_the_limit_of_the_client_that_asks_now() {
    let exchange = Exchange {
        seq: 1,
        at: Time::from_secs(1000),
        limit: None,
        ask: Ask::GetQueueInfo(queue(0)),
        ended_at: Time::from_secs(1120),
        outcome: Outcome::Answered(Answer::QueueInfo(crate::stand::queue_info(42))),
    };
    for (limit, reply) in [(LIMIT, Ok(42)), (LIMIT.saturating_sub(Duration::from_micros(1)), Err(TapiError::Timeout))] {
        let replayed = Replayed::in_order([exchange.clone()]).timed(TokioTimer::new());
        let queue = CallCenter::new(Arc::new(replayed)).with_limit(limit).queue(QueueId::at(0));
        assert_eq!(queue.total_calls_queued().await, reply);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_another_question_is_a_failure() {
    let wrong = |ask, answer| Exchange {
        seq: 1,
        at: Time::ZERO,
        limit: None,
        ask,
        ended_at: Time::ZERO,
        outcome: Outcome::Answered(answer),
    };
    let setter = Ask::SetQueueMeasurementPeriod { queue: queue(0), seconds: 1 };
    let replayed = Replayed::by_key([
        wrong(Ask::GetQueueInfo(queue(0)), Answer::Done),
        wrong(setter.clone(), Answer::Session(session(0))),
        wrong(Ask::QueueEntry(queue(0)), Answer::Done),
    ]);
    let failed = Err(LineError::OPERATIONFAILED);
    assert_eq!(put_all(&replayed, &[Ask::GetQueueInfo(queue(0)), setter]).await, [failed.clone(), failed]);
    assert_eq!(replayed.queue_entry(queue(0)), None);
}

#[tokio::test(start_paused = true)]
async fn faults_are_recorded_as_the_client_saw_them() {
    let faulty = Faulty::new(toy_with_a_call(), vec![rule(Effect::DropReply)], TokioTimer::new(), |_| 0.0);
    let (recorded, heard) = recorded(faulty);
    let center = CallCenter::new(Arc::new(recorded));
    assert_eq!(center.session(session(0)).number_of_calls().await, Err(TapiError::Timeout));
    let outcomes: Vec<_> = taken(&heard).into_iter().map(|exchange| exchange.outcome).collect();
    assert_eq!(outcomes, [Outcome::TimedOut]);
}
