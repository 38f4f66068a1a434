//! The requests of a scenario as calls of the TAPI 3 face, and of the functions that it does not wrap.

mod getters;
mod lines;
mod values;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use acd_scenario::{AddressGetter, LineGetter, Plan, RequestStep, RequestWhat};
use serde_json::{Value, json};
use tapi_client::{AddressId, CallCenter, TapiError};
use tapi_types::line::ApiVersion;
use tapi_types::{AgentId, LineError};
use tsp_provider::{Answer as Told, Ask, Login, Provider as _};

use crate::outside::Made;

pub use lines::Wrap;
pub(crate) use lines::{Line, Lines};
pub(crate) use values::Names;

/// What a method returned.
pub(crate) type Answer = Result<Said, TapiError>;

/// What a method says when it succeeds.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) value: Value,
    /// The handle of an agent that was made.
    pub(crate) made: Option<AgentId>,
}

impl From<Value> for Said {
    fn from(value: Value) -> Said {
        Said { value, made: None }
    }
}

/// A call of a method that may have to wait.
pub(crate) type Call = Pin<Box<dyn Future<Output = Answer> + Send>>;

/// The call that a request step makes on a client's line.
pub(crate) fn call(plan: &Plan, made: &Made, line: &Line, step: &RequestStep) -> Call {
    let limit = Duration::from(step.timeout.unwrap_or(plan.client_timeout));
    let center = line.center.clone().with_limit(limit);
    let names = line.names.clone();
    match step.what.clone() {
        RequestWhat::GetSession(id, getter) => {
            let name_of = |agent| made.name(plan, agent);
            getters::of_session(&names, &name_of, center.session(id), getter)
        }
        RequestWhat::GetAgent(id, getter) => valued(getters::of_agent(names, center.agent(id), getter)),
        RequestWhat::GetQueue(id, getter) => valued(getters::of_queue(center.queue(id), getter)),
        RequestWhat::GetGroup(id, getter) => valued(getters::of_group(names, center.acd_group(id), getter)),
        RequestWhat::GetHandler(getter) => valued(getters::of_handler(names, center, getter)),
        RequestWhat::GetAddress(address, getter) => {
            let version = plan.clients[step.client].version;
            ask(line, limit, names, asked_of_address(address, getter, version))
        }
        RequestWhat::GetLine(LineGetter::ProxyStatus) => {
            let served = line.provider.line_get_proxy_status();
            at_once(served.map(|served| values::served(&served)).map_err(TapiError::from))
        }
        RequestWhat::PutSessionState(id, state) => {
            let session = center.session(id);
            done(async move { session.put_state(state).await })
        }
        RequestWhat::PutAgentState(id, state) => {
            let agent = center.agent(id);
            done(async move { agent.put_state(state).await })
        }
        RequestWhat::PutAgentPeriod(id, seconds) => {
            let agent = center.agent(id);
            done(async move { agent.put_measurement_period(seconds).await })
        }
        RequestWhat::PutQueuePeriod(id, seconds) => {
            let queue = center.queue(id);
            done(async move { queue.put_measurement_period(seconds).await })
        }
        RequestWhat::CreateSession { session, agent, group, address, pin } => {
            let name = plan.session_names[session.index()].clone();
            // Address 0 leaves it to the ACD, for whom that is the agent's own.
            let (agent, address) = (center.agent(agent), address.unwrap_or_default());
            valued(async move {
                match pin {
                    Some(pin) => agent.create_session_with_pin(group, address, &pin).await?,
                    None => agent.create_session(group, address).await?,
                };
                Ok(json!(name))
            })
        }
        RequestWhat::CreateAgent { agent, id, pin } => create_agent(center, plan.agent_name(agent).to_owned(), id, pin),
        RequestWhat::PutAddressGroups { address, groups } => {
            ask(line, limit, names, Ask::SetAgentGroup { address, groups })
        }
        RequestWhat::PutAddressState { address, state, next } => {
            ask(line, limit, names, Ask::SetAgentState { address, state, next })
        }
        RequestWhat::PutAddressActivity { address, activity } => {
            ask(line, limit, names, Ask::SetAgentActivity { address, activity })
        }
        RequestWhat::AgentSpecific { address, extension, bytes } => {
            ask(line, limit, names, Ask::AgentSpecific { address, extension, params: bytes })
        }
    }
}

/// By the agent handler; by the bare function where TAPI 3 shows none, since the floor does not serve all that it needs.
fn create_agent(center: CallCenter, name: String, id: Option<String>, pin: Option<String>) -> Call {
    Box::pin(async move {
        let pin = id.is_some().then(|| pin.unwrap_or_default());
        let made = match (center.agent_handlers()?.first(), id) {
            (Some(handler), Some(id)) => handler.create_agent_with_id(&id, &pin.unwrap_or_default()).await?.handle(),
            (Some(handler), None) => handler.create_agent().await?.handle(),
            (None, id) => {
                let Told::Agent(agent) = center.ask(Ask::CreateAgent(Login { id, pin })).await? else {
                    return Err(LineError::OPERATIONFAILED.into());
                };
                agent
            }
        };
        Ok(Said { value: json!(name), made: Some(made) })
    })
}

fn asked_of_address(address: AddressId, getter: AddressGetter, version: ApiVersion) -> Ask {
    match getter {
        AddressGetter::AgentCaps => Ask::GetAgentCaps { address, version },
        AddressGetter::AgentStatus => Ask::GetAgentStatus(address),
        AddressGetter::AgentActivityList => Ask::GetAgentActivityList(address),
        AddressGetter::AgentGroupList => Ask::GetAgentGroupList(address),
    }
}

/// A request that TAPI 3 does not wrap.
fn ask(line: &Line, limit: Duration, names: Names, ask: Ask) -> Call {
    let center = line.center.clone().with_limit(limit);
    valued(async move { Ok(names.answer(center.ask(ask).await?)) })
}

fn at_once(known: Result<Value, TapiError>) -> Call {
    Box::pin(async { Ok(known?.into()) })
}

fn valued(call: impl Future<Output = Result<Value, TapiError>> + Send + 'static) -> Call {
    Box::pin(async move { Ok(call.await?.into()) })
}

fn done(call: impl Future<Output = Result<(), TapiError>> + Send + 'static) -> Call {
    Box::pin(async move {
        call.await?;
        Ok(Value::Null.into())
    })
}
