//! What the ACD sees of the requests of a file.

use acd_core::{Config, NewAgent, NewSession, Next, Request};
use tapi_types::line::ApiVersion;
use tapi_types::{AddressId, Function};

use super::{AddressGetter, AgentGetter, Client, GroupGetter, HandlerGetter, Plan, RequestStep, RequestWhat};

impl RequestStep {
    /// The request that reaches the ACD; `None` where none ever does: the client or TAPI knows the answer, or the method of
    /// TAPI 3 refuses the argument by itself. Agents whom requests make stand in it as in the plan.
    pub fn asked(&self, plan: &Plan) -> Option<Request> {
        self.what.asked(plan, plan.clients.get(self.client)?)
    }
}

impl RequestWhat {
    fn asked(&self, plan: &Plan, client: &Client) -> Option<Request> {
        if self.is_known() {
            return None;
        }
        Some(match self {
            RequestWhat::GetSession(session, _) => Request::GetAgentSessionInfo(*session),
            RequestWhat::GetAgent(agent, AgentGetter::AgentSessionList) => Request::GetAgentSessionList(*agent),
            RequestWhat::GetAgent(agent, _) => Request::GetAgentInfo(*agent),
            RequestWhat::GetQueue(queue, _) => Request::GetQueueInfo(*queue),
            RequestWhat::GetGroup(group, GroupGetter::Name | GroupGetter::Queues) => Request::GetQueueList(*group),
            RequestWhat::GetHandler(_) if !shows_handler(&plan.config) => return None,
            RequestWhat::GetHandler(HandlerGetter::AcdGroups) => Request::GetGroupList,
            RequestWhat::GetHandler(HandlerGetter::Name | HandlerGetter::UsableAddresses) => {
                // get_Name asks about the first address that can be used.
                let address = plan.config.agents.iter().map(|agent| agent.address).min().unwrap_or_default();
                Request::GetAgentCaps { address, version: ApiVersion::V2_2 }
            }
            RequestWhat::GetAddress(address, getter) => match getter {
                AddressGetter::AgentCaps => Request::GetAgentCaps { address: *address, version: client.version },
                AddressGetter::AgentStatus => Request::GetAgentStatus(*address),
                AddressGetter::AgentActivityList => Request::GetAgentActivityList(*address),
                AddressGetter::AgentGroupList => Request::GetAgentGroupList(*address),
            },
            RequestWhat::PutSessionState(session, state) => {
                Request::SetAgentSessionState { session: *session, state: Some(*state), next: None }
            }
            RequestWhat::PutAgentState(agent, state) => {
                state.tapi3()?;
                Request::SetAgentStateEx { agent: *agent, state: Some(*state), next: None }
            }
            RequestWhat::GetLine(_) | RequestWhat::PutAgentPeriod(_, 0) | RequestWhat::PutQueuePeriod(_, 0) => {
                return None;
            }
            RequestWhat::PutAgentPeriod(agent, seconds) => {
                Request::SetAgentMeasurementPeriod { agent: *agent, period_s: seconds.cast_unsigned() }
            }
            RequestWhat::PutQueuePeriod(queue, seconds) => {
                Request::SetQueueMeasurementPeriod { queue: *queue, period_s: seconds.cast_unsigned() }
            }
            RequestWhat::CreateSession { session, agent, group, address, pin } => {
                if address.is_some_and(|address| !is_home(&plan.config, address)) {
                    return None;
                }
                let new = NewSession { id: Some(*session), address: *address, ..NewSession::new(*agent, *group) };
                NewSession { pin: pin.clone(), ..new }.into()
            }
            RequestWhat::CreateAgent { agent: _, id, pin } => {
                let pin = id.is_some().then(|| pin.clone().unwrap_or_default());
                NewAgent { id: id.clone(), pin, user: client.user.clone() }.into()
            }
            RequestWhat::PutAddressGroups { address, groups } => {
                Request::SetAgentGroup { address: *address, groups: groups.as_slice().into() }
            }
            RequestWhat::PutAddressState { address, state, next } => {
                let clear = state.is_none().then_some(Next::Clear);
                Request::SetAgentState { address: *address, state: *state, next: next.map(Next::Set).or(clear) }
            }
            RequestWhat::PutAddressActivity { address, activity } => {
                Request::SetAgentActivity { address: *address, activity: *activity }
            }
            RequestWhat::AgentSpecific { address, extension, bytes } => {
                Request::AgentSpecific { address: *address, extension: *extension, params: bytes.as_slice().into() }
            }
        })
    }
}

/// TAPI 3 shows a handler that serves all of TAPI 2.2, and lineGetAgentCaps.
fn shows_handler(config: &Config) -> bool {
    let spare = |function: &Function| function.since() <= ApiVersion::V2_0 && *function != Function::GetAgentCaps;
    config.not_served.iter().all(spare)
}

/// TAPI 3 lets sessions ring at the usable addresses, which are the homes of agents.
fn is_home(config: &Config, address: AddressId) -> bool {
    config.agents.iter().any(|agent| agent.address == address)
}
