//! The records of the simulated ACD as structures: exact sums become DWORDs, and a moment of the run a DATE.

use tapi_abi::{Date, LineAgentInfo, LineAgentSessionInfo, LineQueueInfo};
use tapi_types::line::{AgentSessionState, AgentStateEx};
use tapi_types::{AgentInfo, AgentSessionInfo, AgentState, Currency, Dword, QueueInfo, SessionState, Span, Time};

use crate::golden::session_info;

/// Noon of the first day of 2000, as microseconds since 1970.
const NOON_2000: i64 = 946_728_000_000_000;

/// The record behind the worked example; times are not whole seconds, and are rounded down.
fn record() -> AgentSessionInfo {
    let span = |s: u64, us: u64| Span::from_micros(s * 1_000_000 + us);
    AgentSessionInfo {
        state: SessionState::BusyWrapUp,
        next_state: None,
        session_start: Time::ZERO,
        session_duration: span(3600, 999_999),
        number_of_calls: 3,
        total_talk_time: span(600, 500_000),
        total_call_time: span(720, 0),
        total_wrap_up_time: span(90, 1),
        acd_call_rate: Currency(30_000),
        longest_time_to_answer: span(25, 999_999),
        sum_time_to_answer: span(44, 999_999),
        answers: 3,
    }
}

#[test]
fn a_session_is_the_worked_example() {
    assert_eq!(LineAgentSessionInfo::new(&record(), NOON_2000), session_info());
}

#[test]
fn a_session_starts_on_the_clock_of_the_run() {
    let later = AgentSessionInfo {
        session_start: Time::from_secs(6 * 3600),
        next_state: Some(SessionState::Ready),
        ..record()
    };
    let info = LineAgentSessionInfo::new(&later, NOON_2000);
    assert_eq!(info.session_start_time, Date::from_days(36_526.75));
    assert_eq!(info.next_state, AgentSessionState::Ready.into());
}

#[test]
fn an_agent_is_its_record() {
    let record = AgentInfo {
        state: AgentState::Released,
        next_state: None,
        measurement_period_s: 1800,
        overall_call_rate: Currency(-1),
        number_of_acd_calls: (1 << 32) + 5,
        number_of_incoming_calls: 6,
        number_of_outgoing_calls: 7,
        total_acd_talk_time: Span::from_micros(8_999_999),
        total_acd_call_time: Span::from_secs(9),
        total_wrap_up_time: Span::from_secs(10),
    };
    let expected = LineAgentInfo {
        state: AgentStateEx::Released.into(),
        next_state: Dword::new(0),
        measurement_period_s: 1800,
        overall_call_rate: Currency(-1),
        // A DWORD wraps.
        number_of_acd_calls: 5,
        number_of_incoming_calls: 6,
        number_of_outgoing_calls: 7,
        total_acd_talk_time_s: 8,
        total_acd_call_time_s: 9,
        total_acd_wrap_up_time_s: 10,
    };
    assert_eq!(LineAgentInfo::from(&record), expected);
    let next = AgentInfo { next_state: Some(AgentState::Ready), ..record };
    assert_eq!(LineAgentInfo::from(&next).next_state, AgentStateEx::Ready.into());
}

#[test]
fn a_queue_is_its_record() {
    let record = QueueInfo {
        measurement_period_s: 1,
        total_calls_queued: 2,
        current_calls_queued: 3,
        total_calls_abandoned: 4,
        total_calls_flowed_in: 5,
        total_calls_flowed_out: 6,
        longest_ever_wait_time: Span::from_micros(7_999_999),
        current_longest_wait_time: Span::from_secs(8),
        average_wait_time_s: 9,
        final_disposition: (1 << 40) + 10,
    };
    let expected = LineQueueInfo {
        measurement_period_s: 1,
        total_calls_queued: 2,
        current_calls_queued: 3,
        total_calls_abandoned: 4,
        total_calls_flowed_in: 5,
        total_calls_flowed_out: 6,
        longest_ever_wait_time_s: 7,
        current_longest_wait_time_s: 8,
        average_wait_time_s: 9,
        final_disposition: 10,
    };
    assert_eq!(LineQueueInfo::from(&record), expected);
}
