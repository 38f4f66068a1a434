//! Whom a toy is asked about, and the statistics that it gives.

use tapi_types::{
    AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, LineError, QueueId, QueueInfo, SessionId, Span,
};

use crate::defect::Defect;
use crate::world::{World, rate};

pub(crate) fn session_of(world: &mut World, session: SessionId) -> Result<usize, LineError> {
    let index = session.index();
    if index < world.sessions.len() {
        Ok(index)
    } else if world.has(Defect::UnknownSessionAnswered) {
        Ok(world.create(0, AddressId(0)))
    } else {
        Err(LineError::INVALPARAM)
    }
}

pub(crate) fn agent_of(world: &World, agent: AgentId) -> Result<usize, LineError> {
    let index = agent.index();
    if index < world.agents.len() {
        Ok(index)
    } else if world.has(Defect::UnknownAgentAnswered) {
        Ok(1)
    } else {
        Err(LineError::INVALPARAM)
    }
}

pub(crate) fn queue_of(world: &World, queue: QueueId) -> Result<(), LineError> {
    let known = queue == QueueId::at(0) || world.has(Defect::UnknownQueueAnswered);
    if known { Ok(()) } else { Err(LineError::INVALPARAM) }
}

pub(crate) fn period(world: &World, seconds: u32) -> Result<u32, LineError> {
    if seconds == 0 && !world.has(Defect::ZeroPeriodAccepted) { Err(LineError::INVALPARAM) } else { Ok(seconds) }
}

pub(crate) fn session_info(world: &World, index: usize) -> AgentSessionInfo {
    let session = &world.sessions[index];
    let tenfold = if world.has(Defect::RateIsTenfold) { 10 } else { 1 };
    let with_wrap_up = !world.has(Defect::CallTimeWithoutWrapUp);
    AgentSessionInfo {
        state: session.state,
        next_state: session.next.filter(|_| !world.has(Defect::NextIsHidden)),
        session_start: session.created,
        session_duration: session.duration,
        number_of_calls: session.calls,
        total_talk_time: session.talk,
        total_call_time: session.talk + if with_wrap_up { session.wrap_up } else { Span::ZERO },
        total_wrap_up_time: session.wrap_up,
        acd_call_rate: rate(session.calls * tenfold, session.duration),
        longest_time_to_answer: session.longest_wait,
        sum_time_to_answer: session.sum_wait,
        answers: if world.has(Defect::AnswersAreLost) { 0 } else { session.calls },
    }
}

pub(crate) fn agent_info(world: &World, index: usize) -> AgentInfo {
    let agent = &world.agents[index];
    AgentInfo {
        state: if world.has(Defect::AgentStartsNotReady) { AgentState::NotReady } else { world.agent_state(index) },
        next_state: agent.next.filter(|_| !world.has(Defect::AgentNextIsHidden)),
        measurement_period_s: if world.has(Defect::PeriodIsHidden) { 3600 } else { agent.period_s },
        overall_call_rate: rate(0, Span::ZERO),
        number_of_acd_calls: agent.calls,
        number_of_incoming_calls: if world.has(Defect::AcdCallsAreIncoming) { agent.calls } else { 0 },
        number_of_outgoing_calls: 0,
        total_acd_talk_time: agent.talk,
        total_acd_call_time: agent.talk + agent.wrap_up,
        total_wrap_up_time: agent.wrap_up,
    }
}

pub(crate) fn queue_info(world: &World) -> QueueInfo {
    let queue = &world.queue;
    let oldest = queue.waiting.front().map_or(Span::ZERO, |(entered, _)| world.now.since(*entered));
    let hidden = world.has(Defect::WaitingIsHidden);
    QueueInfo {
        measurement_period_s: if world.has(Defect::PeriodIsHidden) { 3600 } else { queue.period_s },
        total_calls_queued: if world.has(Defect::QueueCountsNothing) { 0 } else { queue.entries },
        current_calls_queued: if hidden { 0 } else { queue.waiting.len() as u64 },
        total_calls_abandoned: 0,
        total_calls_flowed_in: 0,
        total_calls_flowed_out: 0,
        longest_ever_wait_time: queue.longest_wait.max(oldest),
        current_longest_wait_time: oldest,
        average_wait_time_s: (queue.sum_wait.as_micros().checked_div(queue.waits).unwrap_or(0)) / 1_000_000,
        final_disposition: 0,
    }
}
