//! The requests of a scenario as calls of the TAPI 3 face.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use acd_scenario::{AgentGetter, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter};
use serde::Serialize;
use serde_json::{Value, json};
use tapi_client::{AddressId, Agent, AgentSession, CallCenter, Queue, TapiError};
use tapi_types::Time;

/// What a method returned.
pub(crate) type Answer = Result<Value, TapiError>;

/// A call of a method that may have to wait.
pub(crate) type Call = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The address of a place in the plan's list; the line's own for none.
pub fn address_of(place: Option<u32>) -> AddressId {
    place.map_or_else(AddressId::default, |place| AddressId(place + 1))
}

/// The call that a request step makes.
pub(crate) fn call(plan: &Plan, center: &CallCenter, step: &RequestStep) -> Call {
    let limit = Duration::from(step.timeout.unwrap_or(plan.client_timeout));
    let session = |id| center.session(id).with_limit(limit);
    let agent = |id| center.agent(id).with_limit(limit);
    let queue = |id| center.queue(id).with_limit(limit);
    match step.what.clone() {
        RequestWhat::GetSession(id, getter) => get_session(plan, session(id), getter),
        RequestWhat::GetAgent(id, getter) => Box::pin(get_agent(agent(id), getter)),
        RequestWhat::GetQueue(id, getter) => Box::pin(get_queue(queue(id), getter)),
        RequestWhat::PutSessionState(id, state) => {
            let session = session(id);
            Box::pin(async move { session.put_state(state).await.map(|()| Value::Null) })
        }
        RequestWhat::PutAgentState(id, state) => {
            let agent = agent(id);
            Box::pin(async move { agent.put_state(state).await.map(|()| Value::Null) })
        }
        RequestWhat::PutAgentPeriod(id, seconds) => {
            let agent = agent(id);
            Box::pin(async move { agent.put_measurement_period(seconds).await.map(|()| Value::Null) })
        }
        RequestWhat::PutQueuePeriod(id, seconds) => {
            let queue = queue(id);
            Box::pin(async move { queue.put_measurement_period(seconds).await.map(|()| Value::Null) })
        }
        RequestWhat::CreateSession { session, agent: id, group } => {
            let agent = agent(id);
            let name = plan.session_names[session.index()].clone();
            let address = address_of(plan.agent_addresses[id.index()]);
            Box::pin(async move { agent.create_session(group, address).await.map(|_| json!(name)) })
        }
    }
}

/// A getter of a session. What the client knows without a request goes by the names of the scenario.
fn get_session(plan: &Plan, session: AgentSession, getter: SessionGetter) -> Call {
    let address = |id: AddressId| {
        let name = (id.0 as usize).checked_sub(1).and_then(|place| plan.addresses.get(place));
        name.map_or(Value::Null, |name| json!(name))
    };
    match getter {
        SessionGetter::Agent => {
            known(session.agent().map(|agent| json!(plan.config.agents[agent.handle().index()].name)))
        }
        SessionGetter::Address => known(session.address().map(address)),
        SessionGetter::AcdGroup => {
            known(session.acd_group().map(|group| json!(plan.config.groups[group.id().index()])))
        }
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

fn known(answer: Answer) -> Call {
    Box::pin(async { answer })
}

fn asked<T: Serialize>(request: impl Future<Output = Result<T, TapiError>> + Send + 'static) -> Call {
    Box::pin(async { request.await.map(|value| json!(value)) })
}

async fn get_agent(agent: Agent, getter: AgentGetter) -> Answer {
    Ok(match getter {
        AgentGetter::Id => json!(agent.id()?),
        AgentGetter::User => json!(agent.user()?),
        AgentGetter::State => json!(agent.state()?.name()),
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

async fn get_queue(queue: Queue, getter: QueueGetter) -> Answer {
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
