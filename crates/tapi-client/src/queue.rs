//! `ITQueue`: a place where calls wait.

use std::time::Duration;

use tapi_types::{Function, QueueId, QueueInfo, long};

use crate::TapiError;
use crate::getters::{count, getters, period, seconds};
use crate::line::Line;

/// A queue: `ITQueue`.
///
/// [`name`](Queue::name) makes no request, so neither limit nor fault touches it. Every other method is one
/// request. Counts and times are those of the queue's measurement period, times in whole seconds, rounded
/// down. Once a queue is known to be removed, all methods answer [`QueueRemoved`](TapiError::QueueRemoved).
#[derive(Clone, Debug)]
#[doc(alias = "ITQueue")]
pub struct Queue {
    line: Line,
    id: QueueId,
}

impl Queue {
    pub(crate) const fn new(line: Line, id: QueueId) -> Self {
        Queue { line, id }
    }

    /// The number under which the provider knows it.
    pub const fn id(&self) -> QueueId {
        self.id
    }

    /// The same queue with another limit for its requests.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.line.limit = limit;
        self
    }

    /// `lineGetQueueInfo`: the whole record by one request, exact where the getters narrow.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineGetQueueInfo.
    #[doc(alias = "lineGetQueueInfo")]
    pub async fn info(&self) -> Result<QueueInfo, TapiError> {
        self.check()?;
        let id = self.id;
        self.line
            .request(Function::GetQueueInfo, id, |line, ticket| line.line_get_queue_info(ticket, id))
            .await
            .map_err(|error| self.explain(error))
    }

    /// Its name.
    ///
    /// `ITQueue::get_Name`: from the queue's entry or the last list, without a request.
    ///
    /// # Errors
    /// [`QueueRemoved`](TapiError::QueueRemoved); `LINEERR_INVALPARAM` for a queue that the client never heard of.
    #[doc(alias = "get_Name")]
    pub fn name(&self) -> Result<String, TapiError> {
        self.check()?;
        match self.line.provider.queue_entry(self.id) {
            Some(entry) if entry.removed => Err(TapiError::QueueRemoved),
            Some(entry) => Ok(entry.name),
            None => self.line.book.queue(self.id).ok_or_else(|| self.line.unknown()),
        }
    }

    /// Starts a new measurement period of so many seconds; the queue's counts go back to zero, what waits goes
    /// on waiting. POLICY `negative_period`: a negative number is passed on as the DWORD of the same bits.
    ///
    /// `ITQueue::put_MeasurementPeriod`: one lineSetQueueMeasurementPeriod request, to which the limit applies.
    ///
    /// # Errors
    /// [`InvalidArg`](TapiError::InvalidArg), without a request, for zero; [`Timeout`](TapiError::Timeout)
    /// and the errors of lineSetQueueMeasurementPeriod.
    #[doc(alias = "put_MeasurementPeriod")]
    pub async fn put_measurement_period(&self, seconds: i32) -> Result<(), TapiError> {
        let (id, seconds) = (self.id, period(seconds)?);
        self.check()?;
        self.line
            .request(Function::SetQueueMeasurementPeriod, id, |line, ticket| {
                line.line_set_queue_measurement_period(ticket, id, seconds)
            })
            .await
            .map_err(|error| self.explain(error))
    }

    getters! {
        "ITQueue" wraps "lineGetQueueInfo" for QueueInfo;

        /// The length of the measurement period in seconds.
        measurement_period, "get_MeasurementPeriod", "dwMeasurementPeriod",
            |info| long(info.measurement_period_s) => i32;

        /// Calls that entered the queue.
        total_calls_queued, "get_TotalCallsQueued", "dwTotalCallsQueued", |info| count(info.total_calls_queued) => i32;

        /// Calls in the queue now, waiting and ringing.
        current_calls_queued, "get_CurrentCallsQueued", "dwCurrentCallsQueued",
            |info| count(info.current_calls_queued) => i32;

        /// Calls whose callers gave up.
        total_calls_abandoned, "get_TotalCallsAbandoned", "dwTotalCallsAbandoned",
            |info| count(info.total_calls_abandoned) => i32;

        /// Calls that came from another queue.
        total_calls_flowed_in, "get_TotalCallsFlowedIn", "dwTotalCallsFlowedIn",
            |info| count(info.total_calls_flowed_in) => i32;

        /// Calls that went on to another queue.
        total_calls_flowed_out, "get_TotalCallsFlowedOut", "dwTotalCallsFlowedOut",
            |info| count(info.total_calls_flowed_out) => i32;

        /// The longest wait of the period, running waits included.
        longest_ever_wait_time, "get_LongestEverWaitTime", "dwLongestEverWaitTime",
            |info| seconds(info.longest_ever_wait_time) => i32;

        /// How long the oldest waiting call has waited; zero where none waits.
        current_longest_wait_time, "get_CurrentLongestWaitTime", "dwCurrentLongestWaitTime",
            |info| seconds(info.current_longest_wait_time) => i32;

        /// The average wait; zero where none ended in the period.
        average_wait_time, "get_AverageWaitTime", "dwAverageWaitTime", |info| count(info.average_wait_time_s) => i32;

        /// Calls that reached the end of the way without an answer.
        final_disposition, "get_FinalDisposition", "dwFinalDisposition", |info| count(info.final_disposition) => i32;
    }

    /// No request is made about what the events have told is removed.
    fn check(&self) -> Result<(), TapiError> {
        if self.line.book.queue_is_removed(self.id) { Err(TapiError::QueueRemoved) } else { Ok(()) }
    }

    /// A queue that does not exist may have been removed in the meantime.
    fn explain(&self, error: TapiError) -> TapiError {
        let is_removed = || self.line.provider.queue_entry(self.id).is_some_and(|entry| entry.removed);
        if error == self.line.unknown() && is_removed() { TapiError::QueueRemoved } else { error }
    }
}
