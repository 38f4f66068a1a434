//! The rows of sessions, agents, queues and calls.
//!
//! Members that TAPI carries are DWORDs in whole seconds; the others are exact integers, times in
//! microseconds.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A session, since its creation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct SessionRow {
    /// Its name.
    pub session: String,
    /// Whose.
    pub agent: String,
    /// In which group.
    pub group: String,
    /// Its state.
    pub state: &'static str,
    /// Its next state.
    pub next_state: Option<&'static str>,
    /// READY, and its agent free.
    pub available: bool,
    /// When it was created, in microseconds since the epoch.
    pub session_start_us: u64,
    /// From creation to now or to its end.
    pub session_duration_s: u32,
    /// ACD calls handled, under the counting policy.
    pub number_of_calls: u32,
    /// Connected time without hold.
    pub total_talk_time_s: u32,
    /// Over the number of calls.
    pub average_talk_time_s: u32,
    /// Connected time with hold, plus wrap-up.
    pub total_call_time_s: u32,
    /// Over the number of calls.
    pub average_call_time_s: u32,
    /// Wrap-up.
    pub total_wrap_up_time_s: u32,
    /// Over the number of calls.
    pub average_wrap_up_time_s: u32,
    /// Calls an hour, in ten-thousandths.
    pub acd_call_rate_e4: i64,
    /// The longest wait that it ended with an answer.
    pub longest_time_to_answer_s: u32,
    /// Over the number of answers.
    pub average_time_to_answer_s: u32,
    /// Calls that it answered.
    pub answers: u64,
    /// Offers that rang out at it or that it rejected.
    pub rang_out: u64,
    /// Time in READY, ringing included.
    pub ready_us: u64,
    /// Time in `NOT_READY`.
    pub not_ready_us: u64,
    /// Time with a call on offer, part of the time in READY.
    pub ringing_us: u64,
    /// Connected time without hold.
    pub talk_us: u64,
    /// Time on hold.
    pub hold_us: u64,
    /// Time in wrap-up.
    pub wrap_up_us: u64,
    /// Time in `NOT_READY` by reason.
    pub not_ready_reasons_us: Reasons,
}

/// Time in `NOT_READY` by reason, in microseconds, times above zero only; a JSON object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Reasons(pub Vec<(String, u64)>);

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (reason, us) in &self.0 {
            map.serialize_entry(reason, us)?;
        }
        map.end()
    }
}

/// An agent, over the whole run, and its measurement period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct AgentRow {
    /// Its name.
    pub agent: String,
    /// The state that TAPI shows.
    pub state: &'static str,
    /// Its next state.
    pub next_state: Option<&'static str>,
    /// Calls an hour of the union of its session times, in ten-thousandths.
    pub overall_call_rate_e4: i64,
    /// ACD calls handled, under the counting policy.
    pub number_of_acd_calls: u32,
    /// Incoming calls that were not the ACD's.
    pub number_of_incoming_calls: u32,
    /// Outgoing calls that were not the ACD's.
    pub number_of_outgoing_calls: u32,
    /// Connected time without hold, on ACD calls.
    pub total_acd_talk_time_s: u32,
    /// Connected time with hold, plus wrap-up, on ACD calls.
    pub total_acd_call_time_s: u32,
    /// Wrap-up.
    pub total_wrap_up_time_s: u32,
    /// What requests see.
    pub period: AgentPeriod,
}

/// An agent in its present measurement period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct AgentPeriod {
    /// The length of the period.
    pub measurement_period_s: u32,
    /// ACD calls handled, under the counting policy.
    pub number_of_acd_calls: u32,
    /// Incoming calls that were not the ACD's.
    pub number_of_incoming_calls: u32,
    /// Outgoing calls that were not the ACD's.
    pub number_of_outgoing_calls: u32,
    /// Connected time without hold, on ACD calls.
    pub total_acd_talk_time_s: u32,
    /// Connected time with hold, plus wrap-up, on ACD calls.
    pub total_acd_call_time_s: u32,
    /// Wrap-up.
    pub total_wrap_up_time_s: u32,
    /// Calls an hour of the union of its session times, in ten-thousandths.
    pub overall_call_rate_e4: i64,
}

/// A queue, over the whole run without what entered before the warm-up, and its measurement period.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct QueueRow {
    /// Its name.
    pub queue: String,
    /// The group whose sessions take its calls.
    pub group: String,
    /// Entries.
    pub offered: u64,
    /// Stays that ended with an answer.
    pub answered: u64,
    /// Stays that the caller ended.
    pub abandoned: u64,
    /// Those of them while ringing.
    pub abandoned_ringing: u64,
    /// Entries that found the queue full.
    pub blocked: u64,
    /// Stays that ended because the group had no session.
    pub unstaffed: u64,
    /// Stays that reached the maximum wait with nowhere to go on.
    pub timed_out: u64,
    /// Entries from another queue that were not blocked.
    pub flowed_in: u64,
    /// Stays that went on to another queue by overflow.
    pub flowed_out: u64,
    /// Waiting now.
    pub waiting: u64,
    /// On offer now.
    pub ringing: u64,
    /// Entries that no session could take at once, blocked and unstaffed ones left out.
    pub queued: u64,
    /// Answered stays up to and including the threshold.
    pub answered_within: u64,
    /// Abandoned stays up to and including the threshold.
    pub abandoned_within: u64,
    /// Abandoned stays shorter than `short_abandon`.
    pub abandoned_short: u64,
    /// Sum of answered stays.
    pub wait_answered_us: u64,
    /// Sum of abandoned stays.
    pub wait_abandoned_us: u64,
    /// Sum of stays that ended in another way.
    pub wait_other_us: u64,
    /// The longest stay, running ones included.
    pub longest_wait_us: u64,
    /// Time that sessions talked on its calls.
    pub talk_us: u64,
    /// Time that its calls were on hold.
    pub hold_us: u64,
    /// Time in wrap-up after its calls.
    pub wrap_up_us: u64,
    /// Talk, hold and wrap-up together.
    pub busy_us: u64,
    /// The six readings of "answered in time".
    pub service_level: ServiceLevel,
    /// What requests see.
    pub period: QueuePeriod,
}

/// The six service levels in use, each from 0 to 1; none where the denominator is zero.
///
/// Blocked, unstaffed, flowed-out and timed-out calls stand in none of them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ServiceLevel {
    /// Answered in time, of answered.
    pub of_answered: Option<f64>,
    /// Answered in time, of answered and abandoned.
    pub of_answered_and_abandoned: Option<f64>,
    /// Answered and abandoned in time, of answered and abandoned.
    pub abandons_in_time_count: Option<f64>,
    /// Answered in time, of answered and abandoned without those abandoned in time.
    pub abandons_in_time_ignored: Option<f64>,
    /// Answered in time and short abandons, of answered and abandoned.
    pub short_abandons_count: Option<f64>,
    /// Answered in time, of answered and abandoned without short abandons.
    pub short_abandons_ignored: Option<f64>,
}

impl ServiceLevel {
    /// The six levels of a queue's figures.
    pub fn of(figures: &acd_core::QueueFigures) -> ServiceLevel {
        let acd_core::QueueFigures { answered, abandoned, answered_within, abandoned_within, abandoned_short, .. } =
            *figures;
        let both = answered + abandoned;
        ServiceLevel {
            of_answered: ratio(answered_within, answered),
            of_answered_and_abandoned: ratio(answered_within, both),
            abandons_in_time_count: ratio(answered_within + abandoned_within, both),
            abandons_in_time_ignored: ratio(answered_within, both - abandoned_within),
            short_abandons_count: ratio(answered_within + abandoned_short, both),
            short_abandons_ignored: ratio(answered_within, both - abandoned_short),
        }
    }
}

/// The ratio, correctly rounded: counts of calls stay below 2^53, so one rounding happens, in the division.
#[expect(clippy::cast_precision_loss, reason = "counts of calls stay below 2^53")]
fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A queue in its present measurement period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct QueuePeriod {
    /// The length of the period.
    pub measurement_period_s: u32,
    /// Entries, blocked and unstaffed ones left out.
    pub total_calls_queued: u32,
    /// Waiting and ringing now.
    pub current_calls_queued: u32,
    /// Stays that the caller ended.
    pub total_calls_abandoned: u32,
    /// Entries from another queue that were not blocked.
    pub total_calls_flowed_in: u32,
    /// Stays that went on to another queue by overflow.
    pub total_calls_flowed_out: u32,
    /// The longest stay that ended in the period or runs.
    pub longest_ever_wait_time_s: u32,
    /// The whole age of the oldest stay.
    pub current_longest_wait_time_s: u32,
    /// Over stays that closed in the period.
    pub average_wait_time_s: u32,
    /// Stays that timed out.
    pub final_disposition: u32,
}

/// An ACD call that steps name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct CallRow {
    /// Its name.
    pub call: String,
    /// The queue that it was last offered to.
    pub queue: String,
    /// How it ended, or how it stands.
    pub disposition: &'static str,
    /// The session that answered last.
    pub session: Option<String>,
    /// From the first entry to the first answer, to the end, or to now.
    pub wait_us: u64,
    /// Connected time without hold, over all sessions.
    pub talk_us: u64,
    /// Time on hold, over all sessions.
    pub hold_us: u64,
    /// Wrap-up after it, over all sessions.
    pub wrap_up_us: u64,
    /// How often it was answered.
    pub answers: u64,
    /// How many offers of it came back.
    pub rang_out: u64,
}
