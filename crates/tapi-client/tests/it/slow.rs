//! A provider that replies after a while, and keeps a tally of what its clients do.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tapi_types::{LineError, QueueId, QueueInfo, RequestId, Span};
use tsp_provider::{Provider, Ticket, Verdict};

/// A queue with one number in it.
pub(crate) fn queue_info(total_calls_queued: u64) -> QueueInfo {
    QueueInfo {
        measurement_period_s: 3600,
        total_calls_queued,
        current_calls_queued: 0,
        total_calls_abandoned: 0,
        total_calls_flowed_in: 0,
        total_calls_flowed_out: 0,
        longest_ever_wait_time: Span::ZERO,
        current_longest_wait_time: Span::ZERO,
        average_wait_time_s: 0,
        final_disposition: 0,
    }
}

/// Counts from zero.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU32);

impl Count {
    pub(crate) fn one_more(&self) -> u32 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn get(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Replies to lineGetQueueInfo with 42, `after` so long. The reply takes another `delivery` to come through,
/// which is no fault of the ACD.
#[derive(Default)]
pub(crate) struct Slow {
    pub(crate) after: Duration,
    pub(crate) delivery: Duration,
    /// How long it thinks about a verdict.
    pub(crate) verdict_after: Duration,
    /// How much faster its time runs than tokio's.
    pub(crate) speed: u32,
    pub(crate) submitted: Count,
    pub(crate) replied: Count,
    pub(crate) asked_to_give_up: Count,
    pub(crate) forgotten: Count,
    pub(crate) last_forgotten: AtomicU32,
}

impl Slow {
    pub(crate) fn after(after: Duration) -> Self {
        Slow { after, speed: 1, ..Slow::default() }
    }

    /// Submitted, replied, asked to give up, forgotten.
    pub(crate) fn tally(&self) -> [u32; 4] {
        [&self.submitted, &self.replied, &self.asked_to_give_up, &self.forgotten].map(Count::get)
    }
}

#[async_trait]
impl Provider for Slow {
    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        let number = self.submitted.one_more();
        ticket.set_request(RequestId::new(number).expect("counted from 1"));
        if !self.after.is_zero() {
            tokio::time::sleep((self.after + self.delivery) / self.speed).await;
        }
        self.replied.one_more();
        if queue == QueueId::at(0) { Ok(queue_info(42)) } else { Err(LineError::INVALPARAM) }
    }

    async fn give_up(&self, ticket: &Ticket) -> Verdict {
        self.asked_to_give_up.one_more();
        tokio::time::sleep(self.verdict_after).await;
        if ticket.limit().is_some_and(|limit| self.after <= limit) { Verdict::InTime } else { Verdict::TooLate }
    }

    fn forget(&self, ticket: &Ticket) {
        self.forgotten.one_more();
        self.last_forgotten.store(ticket.request().map_or(0, RequestId::get), Ordering::SeqCst);
    }

    fn wait_for(&self, limit: Duration) -> Duration {
        limit / self.speed
    }
}
