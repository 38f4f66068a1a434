//! Statistics records out of the structures of a proxy: DWORDs back to what providers count in.

use tapi_abi::{LineAgentInfo, LineAgentSessionInfo, LineQueueInfo};
use tapi_types::{AgentInfo, AgentSessionInfo, AgentState, LineError, QueueInfo, SessionState, Span, Time};

/// LINEAGENTSESSIONINFO. A start before the run began is its beginning. POLICY `foreign_averages`: averages are worked out
/// anew of totals and counts; that of the time to answer, of which there is no total, is as the proxy has it.
pub(super) fn session(info: &LineAgentSessionInfo, local_epoch_us: i64) -> Result<AgentSessionInfo, LineError> {
    let start = info.session_start_time.unix_us().ok_or(LineError::INVALPARAM)?;
    let calls = u64::from(info.number_of_calls);
    let answers = calls.max(1);
    Ok(AgentSessionInfo {
        state: SessionState::from_line(info.state.number()).ok_or(LineError::INVALPARAM)?,
        next_state: or_zero(info.next_state.number(), SessionState::from_line)?,
        session_start: Time::from_micros(u64::try_from(start.saturating_sub(local_epoch_us)).unwrap_or(0)),
        session_duration: seconds(info.session_duration_s),
        number_of_calls: calls,
        total_talk_time: seconds(info.total_talk_time_s),
        total_call_time: seconds(info.total_call_time_s),
        total_wrap_up_time: seconds(info.total_wrap_up_time_s),
        acd_call_rate: info.acd_call_rate,
        longest_time_to_answer: seconds(info.longest_time_to_answer_s),
        sum_time_to_answer: times(seconds(info.average_time_to_answer_s), answers),
        answers,
    })
}

/// LINEAGENTINFO.
pub(super) fn agent(info: &LineAgentInfo) -> Result<AgentInfo, LineError> {
    Ok(AgentInfo {
        state: AgentState::from_line(info.state.number()).ok_or(LineError::INVALPARAM)?,
        next_state: or_zero(info.next_state.number(), AgentState::from_line)?,
        measurement_period_s: info.measurement_period_s,
        overall_call_rate: info.overall_call_rate,
        number_of_acd_calls: info.number_of_acd_calls.into(),
        number_of_incoming_calls: info.number_of_incoming_calls.into(),
        number_of_outgoing_calls: info.number_of_outgoing_calls.into(),
        total_acd_talk_time: seconds(info.total_acd_talk_time_s),
        total_acd_call_time: seconds(info.total_acd_call_time_s),
        total_wrap_up_time: seconds(info.total_acd_wrap_up_time_s),
    })
}

/// LINEQUEUEINFO.
pub(super) fn queue(info: &LineQueueInfo) -> QueueInfo {
    QueueInfo {
        measurement_period_s: info.measurement_period_s,
        total_calls_queued: info.total_calls_queued.into(),
        current_calls_queued: info.current_calls_queued.into(),
        total_calls_abandoned: info.total_calls_abandoned.into(),
        total_calls_flowed_in: info.total_calls_flowed_in.into(),
        total_calls_flowed_out: info.total_calls_flowed_out.into(),
        longest_ever_wait_time: seconds(info.longest_ever_wait_time_s),
        current_longest_wait_time: seconds(info.current_longest_wait_time_s),
        average_wait_time_s: info.average_wait_time_s.into(),
        final_disposition: info.final_disposition.into(),
    }
}

fn or_zero<T>(value: u32, known: impl FnOnce(u32) -> Option<T>) -> Result<Option<T>, LineError> {
    if value == 0 { Ok(None) } else { known(value).map(Some).ok_or(LineError::INVALPARAM) }
}

fn seconds(seconds: u32) -> Span {
    Span::from_secs(seconds.into())
}

fn times(span: Span, count: u64) -> Span {
    Span::from_micros(span.as_micros().saturating_mul(count))
}
