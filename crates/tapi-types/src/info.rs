//! The three statistics records of TAPI 2.2, as values. Their byte layout is not known here.

use crate::{AgentState, SessionState, Span, Time};

/// A CURRENCY: ten-thousandths. A rate of 2.5 calls an hour is `Currency(25_000)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Currency(pub i64);

/// LINEAGENTSESSIONINFO: one session, from its creation on. Counts and times are exact here and become
/// DWORDs in [`dword`](crate::dword).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AgentSessionInfo {
    /// `dwAgentSessionState`.
    pub state: SessionState,
    /// `dwNextAgentSessionState`.
    pub next_state: Option<SessionState>,
    /// `dateSessionStartTime`, as a moment of the run.
    pub session_start: Time,
    /// `dwSessionDuration`: from creation to now or to the end.
    pub session_duration: Span,
    /// `dwNumberOfCalls`: ACD calls handled.
    pub number_of_calls: u64,
    /// `dwTotalTalkTime`: connected time without hold.
    pub total_talk_time: Span,
    /// `dwTotalCallTime`: connected time with hold, plus wrap-up.
    pub total_call_time: Span,
    /// `dwTotalWrapUpTime`.
    pub total_wrap_up_time: Span,
    /// `cyACDCallRate`: calls an hour.
    pub acd_call_rate: Currency,
    /// `dwLongestTimeToAnswer`.
    pub longest_time_to_answer: Span,
    /// The sum behind `dwAverageTimeToAnswer`.
    pub sum_time_to_answer: Span,
    /// The number of answers behind `dwAverageTimeToAnswer`.
    pub answers: u64,
}

impl AgentSessionInfo {
    /// `dwAverageTalkTime`, in whole seconds.
    pub fn average_talk_time_s(&self) -> u64 {
        average_s(self.total_talk_time, self.number_of_calls)
    }

    /// `dwAverageCallTime`, in whole seconds.
    pub fn average_call_time_s(&self) -> u64 {
        average_s(self.total_call_time, self.number_of_calls)
    }

    /// `dwAverageWrapUpTime`, in whole seconds.
    pub fn average_wrap_up_time_s(&self) -> u64 {
        average_s(self.total_wrap_up_time, self.number_of_calls)
    }

    /// `dwAverageTimeToAnswer`, in whole seconds; over answers, whatever counts as a call.
    pub fn average_time_to_answer_s(&self) -> u64 {
        average_s(self.sum_time_to_answer, self.answers)
    }
}

/// LINEAGENTINFO: one agent over all its sessions, in its measurement period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AgentInfo {
    /// `dwAgentState`.
    pub state: AgentState,
    /// `dwNextAgentState`.
    pub next_state: Option<AgentState>,
    /// `dwMeasurementPeriod`.
    pub measurement_period_s: u32,
    /// `cyOverallCallRate`: calls an hour of the union of the agent's session times.
    pub overall_call_rate: Currency,
    /// `dwNumberOfACDCalls`.
    pub number_of_acd_calls: u64,
    /// `dwNumberOfIncomingCalls`: calls that did not come from the ACD.
    pub number_of_incoming_calls: u64,
    /// `dwNumberOfOutgoingCalls`: calls that did not come from the ACD. POLICY `dialer_calls`: what a dialer queue hands out did.
    pub number_of_outgoing_calls: u64,
    /// `dwTotalACDTalkTime`.
    pub total_acd_talk_time: Span,
    /// `dwTotalACDCallTime`.
    pub total_acd_call_time: Span,
    /// `dwTotalACDWrapUpTime`.
    pub total_wrap_up_time: Span,
}

/// LINEQUEUEINFO: one queue in its measurement period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QueueInfo {
    /// `dwMeasurementPeriod`.
    pub measurement_period_s: u32,
    /// `dwTotalCallsQueued`: entries, blocked and unstaffed ones left out.
    pub total_calls_queued: u64,
    /// `dwCurrentCallsQueued`: waiting and ringing now.
    pub current_calls_queued: u64,
    /// `dwTotalCallsAbandoned`.
    pub total_calls_abandoned: u64,
    /// `dwTotalCallsFlowedIn`.
    pub total_calls_flowed_in: u64,
    /// `dwTotalCallsFlowedOut`.
    pub total_calls_flowed_out: u64,
    /// `dwLongestEverWaitTime`: stays that ended in the period, and running ones. POLICY `wait_times_of_the_period`: "ever"
    /// means since the period began.
    pub longest_ever_wait_time: Span,
    /// `dwCurrentLongestWaitTime`: the whole age of the oldest stay.
    pub current_longest_wait_time: Span,
    /// `dwAverageWaitTime`, in whole seconds, over stays that closed in the period.
    pub average_wait_time_s: u64,
    /// `dwFinalDisposition`: timed out.
    pub final_disposition: u64,
}

/// POLICY `averages`: total over count in whole seconds, rounded down; zero for none.
fn average_s(total: Span, count: u64) -> u64 {
    Span::from_micros(total.as_micros().checked_div(count).unwrap_or(0)).whole_secs()
}
