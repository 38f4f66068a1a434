//! Thousands of requests at once: each gets its own reply, late ones reach nobody, nothing is left behind.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tapi_client::{CallCenter, TapiError};
use tapi_types::{LineError, QueueId, QueueInfo, RequestId};
use tokio::sync::oneshot;
use tsp_provider::{Provider, Ticket, Verdict};

use crate::slow::{Count, Slow, queue_info};

#[tokio::test(start_paused = true)]
async fn of_thousands_those_that_are_due_in_time_arrive() {
    const LIMIT_MS: u64 = 2_500;
    let tasks: Vec<_> = (1..=5_000)
        .map(|ms| {
            tokio::spawn(async move {
                let slow = Arc::new(Slow::after(Duration::from_millis(ms)));
                let center = CallCenter::new(slow.clone()).with_limit(Duration::from_millis(LIMIT_MS));
                let reply = center.queue(QueueId::at(0)).total_calls_queued().await;
                (ms, reply, slow.tally())
            })
        })
        .collect();
    for task in tasks {
        let (ms, reply, tally) = task.await.expect("no request panics");
        let expected = if ms <= LIMIT_MS { (Ok(42), [1, 1, 0, 0]) } else { (Err(TapiError::Timeout), [1, 0, 1, 0]) };
        assert_eq!((reply, tally), expected, "due after {ms} ms");
    }
}

/// What was asked, and where the answer goes.
type Pending = BTreeMap<RequestId, (QueueId, oneshot::Sender<QueueInfo>)>;

/// Replies when it is told to, from whatever thread, and keeps what it was asked until then.
#[derive(Default)]
struct Switchboard {
    pending: Mutex<Pending>,
    requests: Count,
    given_up: Count,
    forgotten: Count,
    delivered: Count,
    late: Count,
}

impl Switchboard {
    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers all that is pending for queues that `wanted` names, each with the queue's own number.
    fn reply_to(&self, wanted: impl Fn(QueueId) -> bool) {
        let mut pending = self.pending();
        let all = std::mem::take(&mut *pending);
        let (due, rest): (Pending, Pending) = all.into_iter().partition(|(_, (queue, _))| wanted(*queue));
        *pending = rest;
        drop(pending);
        for (queue, to) in due.into_values() {
            let outcome = to.send(queue_info(u64::from(queue.get())));
            if outcome.is_ok() {
                self.delivered.one_more()
            } else {
                self.late.one_more()
            };
        }
    }
}

#[async_trait]
impl Provider for Switchboard {
    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        let request = RequestId::new(self.requests.one_more()).expect("counted from 1");
        ticket.set_request(request);
        let (to, reply) = oneshot::channel();
        self.pending().insert(request, (queue, to));
        reply.await.map_err(|_| LineError::OPERATIONFAILED)
    }

    async fn give_up(&self, ticket: &Ticket) -> Verdict {
        let request = ticket.request().expect("it was submitted");
        if self.pending().contains_key(&request) {
            self.given_up.one_more();
            Verdict::TooLate
        } else {
            Verdict::InTime
        }
    }

    fn forget(&self, ticket: &Ticket) {
        assert!(ticket.request().is_some(), "only what was submitted can be forgotten");
        self.forgotten.one_more();
    }
}

const CROWD: usize = 6_000;

/// Every third queue is answered, every third times out, every third request is dropped on the way.
fn kind(queue: QueueId) -> usize {
    queue.index() % 3
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_from_many_threads_keep_apart() {
    let board = Arc::new(Switchboard::default());
    let center = CallCenter::new(board.clone());
    let tasks: Vec<_> = (0..CROWD)
        .map(|index| {
            let (queue, patient) = (QueueId::at(index), center.queue(QueueId::at(index)));
            let hasty = patient.clone().with_limit(Duration::from_millis(20));
            let object = if kind(queue) == 1 { hasty } else { patient };
            (queue, tokio::spawn(async move { object.total_calls_queued().await }))
        })
        .collect();
    while board.pending().len() < CROWD || (board.given_up.get() as usize) < CROWD / 3 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    for (queue, task) in &tasks {
        if kind(*queue) == 2 {
            task.abort();
        }
    }
    board.reply_to(|queue| kind(queue) == 0);
    for (queue, task) in tasks {
        match (kind(queue), task.await) {
            (0, Ok(reply)) => assert_eq!(reply, Ok(i32::try_from(queue.get()).expect("small")), "{queue:?}"),
            (1, Ok(reply)) => assert_eq!(reply, Err(TapiError::Timeout), "{queue:?}"),
            (2, Err(aborted)) => assert!(aborted.is_cancelled(), "{queue:?}"),
            (kind, ended) => panic!("{queue:?} of kind {kind} ended with {ended:?}"),
        }
    }
    // What comes now reaches nobody.
    board.reply_to(|_| true);
    let third = u32::try_from(CROWD / 3).expect("small");
    let tally = [&board.delivered, &board.late, &board.given_up, &board.forgotten].map(Count::get);
    assert_eq!(tally, [third, 2 * third, third, third]);
    drop(center);
    assert_eq!(Arc::strong_count(&board), 1, "somebody still holds the provider");
}

#[tokio::test]
async fn a_provider_that_goes_away_fails_what_is_pending() {
    let board = Arc::new(Switchboard::default());
    let queue = CallCenter::new(board.clone()).queue(QueueId::at(0));
    let task = tokio::spawn(async move { queue.total_calls_queued().await });
    while board.pending().is_empty() {
        tokio::task::yield_now().await;
    }
    board.pending().clear();
    let reply = task.await.expect("the request does not panic");
    assert_eq!(reply, Err(TapiError::Line(LineError::OPERATIONFAILED)));
}
