//! Queues: the statistics of one, and the list of a group's.

use tapi_types::{QueueInfo, dword};

use crate::Text;
use crate::structure::structure;

structure! {
    /// LINEQUEUEINFO: the statistics of one queue. It has no variable part.
    filled "LINEQUEUEINFO", 52 => LineQueueInfo {
        /// The period that the figures belong to, in seconds.
        12 measurement_period_s: u32 = "dwMeasurementPeriod";
        /// Calls that came in.
        16 total_calls_queued: u32 = "dwTotalCallsQueued";
        /// Calls that wait now, whatever the period.
        20 current_calls_queued: u32 = "dwCurrentCallsQueued";
        /// Callers who gave up.
        24 total_calls_abandoned: u32 = "dwTotalCallsAbandoned";
        /// Calls passed in from another queue or group.
        28 total_calls_flowed_in: u32 = "dwTotalCallsFlowedIn";
        /// Calls passed on to another queue or group.
        32 total_calls_flowed_out: u32 = "dwTotalCallsFlowedOut";
        /// The longest wait of a call in the period, in seconds.
        36 longest_ever_wait_time_s: u32 = "dwLongestEverWaitTime";
        /// The age of the oldest call that still waits, in seconds, whatever the period.
        40 current_longest_wait_time_s: u32 = "dwCurrentLongestWaitTime";
        /// The average wait, in seconds.
        44 average_wait_time_s: u32 = "dwAverageWaitTime";
        /// Calls that came to the end of the call guide unanswered. POLICY `final_disposition`: a count, as the pages of
        /// TAPI 3 have it.
        48 final_disposition: u32 = "dwFinalDisposition";
    }
}

impl From<&QueueInfo> for LineQueueInfo {
    /// Counts and whole seconds as DWORDs.
    fn from(info: &QueueInfo) -> Self {
        Self {
            measurement_period_s: info.measurement_period_s,
            total_calls_queued: dword(info.total_calls_queued),
            current_calls_queued: dword(info.current_calls_queued),
            total_calls_abandoned: dword(info.total_calls_abandoned),
            total_calls_flowed_in: dword(info.total_calls_flowed_in),
            total_calls_flowed_out: dword(info.total_calls_flowed_out),
            longest_ever_wait_time_s: dword(info.longest_ever_wait_time.whole_secs()),
            current_longest_wait_time_s: dword(info.current_longest_wait_time.whole_secs()),
            average_wait_time_s: dword(info.average_wait_time_s),
            final_disposition: dword(info.final_disposition),
        }
    }
}

structure! {
    /// LINEQUEUEENTRY: one queue.
    entry "LINEQUEUEENTRY", 12 => LineQueueEntry {
        /// The id, one in the whole agent handler.
        0 queue_id: u32 = "dwQueueID";
        /// The name.
        4 name: Option<Text> = "dwNameSize", "dwNameOffset";
    }
}

structure! {
    /// LINEQUEUELIST: the queues of a group.
    filled "LINEQUEUELIST", 24 => LineQueueList {
        /// The queues.
        12 entries: Vec<LineQueueEntry> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}
