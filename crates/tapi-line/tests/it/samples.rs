//! Answers in which every member has a value of its own.

use tapi_types::line::{self, AgentFeature, AgentStatus, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Bits, Currency, GroupId, QueueId,
    QueueInfo, SessionId, SessionState, Span, Time,
};
use tsp_provider::{AgentCaps, AgentStatusRecord, ListedActivity, ListedGroup, ListedQueue, ListedSession};

/// Twelve hours after the run began, in wrap-up of the third call.
pub(crate) fn session_info() -> AgentSessionInfo {
    AgentSessionInfo {
        state: SessionState::BusyWrapUp,
        next_state: Some(SessionState::NotReady),
        session_start: Time::from_secs(43_200),
        session_duration: Span::from_secs(3600),
        number_of_calls: 3,
        total_talk_time: Span::from_secs(600),
        total_call_time: Span::from_secs(720),
        total_wrap_up_time: Span::from_secs(90),
        acd_call_rate: Currency(30_000),
        longest_time_to_answer: Span::from_secs(25),
        sum_time_to_answer: Span::from_secs(42),
        answers: 3,
    }
}

pub(crate) fn agent_info() -> AgentInfo {
    AgentInfo {
        state: AgentState::BusyAcd,
        next_state: Some(AgentState::Ready),
        measurement_period_s: 900,
        overall_call_rate: Currency(125_000),
        number_of_acd_calls: 11,
        number_of_incoming_calls: 5,
        number_of_outgoing_calls: 7,
        total_acd_talk_time: Span::from_secs(1300),
        total_acd_call_time: Span::from_secs(1700),
        total_wrap_up_time: Span::from_secs(190),
    }
}

pub(crate) fn queue_info() -> QueueInfo {
    QueueInfo {
        measurement_period_s: 1800,
        total_calls_queued: 40,
        current_calls_queued: 4,
        total_calls_abandoned: 3,
        total_calls_flowed_in: 8,
        total_calls_flowed_out: 2,
        longest_ever_wait_time: Span::from_secs(95),
        current_longest_wait_time: Span::from_secs(17),
        average_wait_time_s: 31,
        final_disposition: 6,
    }
}

pub(crate) fn groups() -> Vec<ListedGroup> {
    let group = |index, name: &str| ListedGroup { group: GroupId::at(index), name: name.to_owned() };
    vec![group(0, "Gold"), group(4, "Grün €")]
}

pub(crate) fn queues() -> Vec<ListedQueue> {
    let queue = |index, name: &str| ListedQueue { queue: QueueId::at(index), name: name.to_owned() };
    vec![queue(1, "sales"), queue(6, "service")]
}

pub(crate) fn activities() -> Vec<ListedActivity> {
    let activity = |index, name: &str| ListedActivity { activity: ActivityId::at(index), name: name.to_owned() };
    vec![activity(0, "lunch"), activity(2, "training")]
}

pub(crate) fn sessions() -> Vec<ListedSession> {
    let session = |index, group| ListedSession {
        session: SessionId::at(index),
        agent: AgentId::at(8),
        group: GroupId::at(group),
        address: AddressId(3),
    };
    vec![session(20, 0), session(21, 4)]
}

pub(crate) fn caps() -> AgentCaps {
    AgentCaps {
        handler: "tspmock".to_owned(),
        version: ApiVersion::V2_2,
        features: AgentFeature::SetAgentState | AgentFeature::AgentSpecific,
        states: line::AgentState::Ready | line::AgentState::NotReady,
        next_states: line::AgentState::LoggedOff.into(),
        max_groups: 12,
        status_messages: AgentStatus::State | AgentStatus::Group,
        extensions: vec![[1, 2, 3, 4], [5, 6, 7, 8]],
        proxy: Some(0xD8A9_C3E1_0B4F_4C7A_9E21_6F5D_4C3B_2A19),
    }
}

pub(crate) fn status() -> AgentStatusRecord {
    AgentStatusRecord {
        groups: groups(),
        state: line::AgentState::WorkingAfterCall,
        next_state: Some(line::AgentState::Ready),
        activity: activities().pop(),
        features: AgentFeature::SetAgentGroup.into(),
        valid_states: Bits::from_bits(0x86),
        valid_next_states: Bits::from_bits(0x7),
    }
}
