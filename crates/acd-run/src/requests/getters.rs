//! The getters of TAPI 3, each as what a report shows of it.

use std::future::Future;

use acd_scenario::{AgentGetter, GroupGetter, HandlerGetter, QueueGetter, SessionGetter};
use serde::Serialize;
use serde_json::{Value, json};
use tapi_client::{AcdGroup, Agent, AgentSession, CallCenter, Queue, TapiError};
use tapi_types::{AgentId, LineError, Time};

use super::values::Names;
use super::{Call, at_once, valued};

/// A getter of a session. What the client knows without a request is there at once.
pub(super) fn of_session(
    names: &Names,
    name_of: &dyn Fn(AgentId) -> String,
    session: AgentSession,
    getter: SessionGetter,
) -> Call {
    match getter {
        SessionGetter::Agent => known(session.agent().map(|agent| json!(name_of(agent.handle())))),
        SessionGetter::Address => known(session.address().map(|address| names.address(address))),
        SessionGetter::AcdGroup => known(session.acd_group().map(|group| names.group(group.id()))),
        SessionGetter::State => known(session.state().map(|state| json!(state.name()))),
        SessionGetter::SessionStartTime => {
            asked(async move { session.session_start_time().await.map(Time::as_micros) })
        }
        SessionGetter::SessionDuration => asked(async move { session.session_duration().await }),
        SessionGetter::NumberOfCalls => asked(async move { session.number_of_calls().await }),
        SessionGetter::TotalTalkTime => asked(async move { session.total_talk_time().await }),
        SessionGetter::AverageTalkTime => asked(async move { session.average_talk_time().await }),
        SessionGetter::TotalCallTime => asked(async move { session.total_call_time().await }),
        SessionGetter::AverageCallTime => asked(async move { session.average_call_time().await }),
        SessionGetter::TotalWrapUpTime => asked(async move { session.total_wrap_up_time().await }),
        SessionGetter::AverageWrapUpTime => asked(async move { session.average_wrap_up_time().await }),
        SessionGetter::AcdCallRate => asked(async move { session.acd_call_rate().await.map(|rate| rate.0) }),
        SessionGetter::LongestTimeToAnswer => asked(async move { session.longest_time_to_answer().await }),
        SessionGetter::AverageTimeToAnswer => asked(async move { session.average_time_to_answer().await }),
    }
}

fn known(value: Result<Value, TapiError>) -> Call {
    at_once(value)
}

fn asked<T: Serialize>(request: impl Future<Output = Result<T, TapiError>> + Send + 'static) -> Call {
    valued(async { request.await.map(|value| json!(value)) })
}

pub(super) async fn of_agent(names: Names, agent: Agent, getter: AgentGetter) -> Result<Value, TapiError> {
    Ok(match getter {
        AgentGetter::Id => json!(agent.id()?),
        AgentGetter::User => json!(agent.user()?),
        AgentGetter::State => json!(agent.state()?.name()),
        AgentGetter::AgentSessions => names.sessions(&agent.agent_sessions()),
        AgentGetter::AgentSessionList => names.sessions(&agent.session_list().await?),
        AgentGetter::MeasurementPeriod => json!(agent.measurement_period().await?),
        AgentGetter::OverallCallRate => json!(agent.overall_call_rate().await?.0),
        AgentGetter::NumberOfAcdCalls => json!(agent.number_of_acd_calls().await?),
        AgentGetter::NumberOfIncomingCalls => json!(agent.number_of_incoming_calls().await?),
        AgentGetter::NumberOfOutgoingCalls => json!(agent.number_of_outgoing_calls().await?),
        AgentGetter::TotalAcdTalkTime => json!(agent.total_acd_talk_time().await?),
        AgentGetter::TotalAcdCallTime => json!(agent.total_acd_call_time().await?),
        AgentGetter::TotalWrapUpTime => json!(agent.total_wrap_up_time().await?),
    })
}

pub(super) async fn of_queue(queue: Queue, getter: QueueGetter) -> Result<Value, TapiError> {
    Ok(match getter {
        QueueGetter::MeasurementPeriod => json!(queue.measurement_period().await?),
        QueueGetter::TotalCallsQueued => json!(queue.total_calls_queued().await?),
        QueueGetter::CurrentCallsQueued => json!(queue.current_calls_queued().await?),
        QueueGetter::TotalCallsAbandoned => json!(queue.total_calls_abandoned().await?),
        QueueGetter::TotalCallsFlowedIn => json!(queue.total_calls_flowed_in().await?),
        QueueGetter::TotalCallsFlowedOut => json!(queue.total_calls_flowed_out().await?),
        QueueGetter::LongestEverWaitTime => json!(queue.longest_ever_wait_time().await?),
        QueueGetter::CurrentLongestWaitTime => json!(queue.current_longest_wait_time().await?),
        QueueGetter::AverageWaitTime => json!(queue.average_wait_time().await?),
        QueueGetter::FinalDisposition => json!(queue.final_disposition().await?),
        QueueGetter::Name => json!(queue.name()?),
    })
}

pub(super) async fn of_group(names: Names, group: AcdGroup, getter: GroupGetter) -> Result<Value, TapiError> {
    Ok(match getter {
        GroupGetter::Name => json!(group.name()?),
        GroupGetter::Queues => names.queues(group.queues().await?.iter().map(Queue::id)),
    })
}

/// Of the one handler; where the floor does not serve all that TAPI 3 needs, there is none.
pub(super) async fn of_handler(names: Names, center: CallCenter, getter: HandlerGetter) -> Result<Value, TapiError> {
    let handlers = center.agent_handlers()?;
    let handler = handlers.first().ok_or(LineError::OPERATIONUNAVAIL)?;
    Ok(match getter {
        HandlerGetter::Name => json!(handler.name().await?),
        HandlerGetter::AcdGroups => names.groups(handler.acd_groups().await?.iter().map(AcdGroup::id)),
        HandlerGetter::UsableAddresses => names.addresses(handler.usable_addresses()),
    })
}
