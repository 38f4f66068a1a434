//! A question of each kind, and an answer that fits it.

use tapi_types::line::{self, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Bits, Currency, GroupId, QueueId,
    QueueInfo, SessionId, SessionState, Span, Time,
};
use tsp_provider::{AgentCaps, AgentStatusRecord, Answer, Ask, Login};

/// One of each request.
pub(crate) fn one_of_each() -> Vec<Ask> {
    let (agent, session, group, queue) = (AgentId::at(0), SessionId::at(0), GroupId::at(0), QueueId::at(0));
    let address = AddressId(0);
    vec![
        Ask::GetAgentSessionInfo(session),
        Ask::GetAgentInfo(agent),
        Ask::GetQueueInfo(queue),
        Ask::SetAgentSessionState { session, state: Some(SessionState::Ready), next: None },
        Ask::SetAgentStateEx { agent, state: Some(AgentState::Ready), next: None },
        Ask::SetAgentMeasurementPeriod { agent, seconds: 60 },
        Ask::SetQueueMeasurementPeriod { queue, seconds: 60 },
        Ask::CreateAgentSession { agent, group, address, pin: Some("1".to_owned()) },
        Ask::CreateAgent(Login::default()),
        Ask::GetAgentSessionList(agent),
        Ask::GetQueueList(group),
        Ask::GetGroupList,
        Ask::GetAgentCaps { address, version: ApiVersion::V2_2 },
        Ask::GetAgentStatus(address),
        Ask::SetAgentGroup { address, groups: vec![group] },
        Ask::SetAgentState { address, state: Some(line::AgentState::Ready), next: None },
        Ask::SetAgentActivity { address, activity: ActivityId::at(0) },
        Ask::GetAgentActivityList(address),
        Ask::GetAgentGroupList(address),
        Ask::AgentSpecific { address, extension: 0, params: vec![1, 2, 3] },
    ]
}

fn session_info() -> AgentSessionInfo {
    AgentSessionInfo {
        state: SessionState::Ready,
        next_state: None,
        session_start: Time::ZERO,
        session_duration: Span::ZERO,
        number_of_calls: 0,
        total_talk_time: Span::ZERO,
        total_call_time: Span::ZERO,
        total_wrap_up_time: Span::ZERO,
        acd_call_rate: Currency(0),
        longest_time_to_answer: Span::ZERO,
        sum_time_to_answer: Span::ZERO,
        answers: 0,
    }
}

fn agent_info() -> AgentInfo {
    AgentInfo {
        state: AgentState::Ready,
        next_state: None,
        measurement_period_s: 3600,
        overall_call_rate: Currency(0),
        number_of_acd_calls: 0,
        number_of_incoming_calls: 0,
        number_of_outgoing_calls: 0,
        total_acd_talk_time: Span::ZERO,
        total_acd_call_time: Span::ZERO,
        total_wrap_up_time: Span::ZERO,
    }
}

fn queue_info() -> QueueInfo {
    QueueInfo {
        measurement_period_s: 3600,
        total_calls_queued: 0,
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

fn agent_status() -> AgentStatusRecord {
    AgentStatusRecord {
        groups: Vec::new(),
        state: line::AgentState::Ready,
        next_state: None,
        activity: None,
        features: Bits::NONE,
        valid_states: Bits::NONE,
        valid_next_states: Bits::NONE,
    }
}

fn agent_caps(version: ApiVersion) -> AgentCaps {
    AgentCaps {
        handler: "toy".to_owned(),
        version,
        features: Bits::NONE,
        states: Bits::NONE,
        next_states: Bits::NONE,
        max_groups: 0,
        status_messages: Bits::NONE,
        extensions: Vec::new(),
        proxy: None,
    }
}

/// An answer that fits.
pub(crate) fn answer_to(ask: &Ask) -> Answer {
    match ask {
        Ask::GetAgentSessionInfo(_) => Answer::AgentSessionInfo(session_info()),
        Ask::GetAgentInfo(_) => Answer::AgentInfo(agent_info()),
        Ask::GetQueueInfo(_) => Answer::QueueInfo(queue_info()),
        Ask::SetAgentSessionState { .. }
        | Ask::SetAgentStateEx { .. }
        | Ask::SetAgentMeasurementPeriod { .. }
        | Ask::SetQueueMeasurementPeriod { .. }
        | Ask::SetAgentGroup { .. }
        | Ask::SetAgentState { .. }
        | Ask::SetAgentActivity { .. } => Answer::Done,
        Ask::CreateAgentSession { .. } => Answer::Session(SessionId::at(6)),
        Ask::CreateAgent(_) => Answer::Agent(AgentId::at(4)),
        Ask::GetAgentSessionList(_) => Answer::Sessions(Vec::new()),
        Ask::GetQueueList(_) => Answer::Queues(Vec::new()),
        Ask::GetGroupList | Ask::GetAgentGroupList(_) => Answer::Groups(Vec::new()),
        Ask::GetAgentCaps { version, .. } => Answer::AgentCaps(agent_caps(*version)),
        Ask::GetAgentStatus(_) => Answer::AgentStatus(agent_status()),
        Ask::GetAgentActivityList(_) => Answer::Activities(Vec::new()),
        Ask::AgentSpecific { params, .. } => Answer::Params(params.clone()),
        Ask::GroupEntry(_) => Answer::GroupEntry(None),
        Ask::Addresses => Answer::Addresses(Vec::new()),
        Ask::SessionEntry(_) => Answer::SessionEntry(None),
        Ask::AgentEntry(_) => Answer::AgentEntry(None),
        Ask::QueueEntry(_) => Answer::QueueEntry(None),
    }
}
