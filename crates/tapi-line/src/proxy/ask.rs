//! A request in the bytes of LINEPROXYREQUEST.

use tapi_abi::request::{
    AgentSpecific, Argument, CreateAgent, CreateAgentSession, GetAgentActivityList, GetAgentCaps, GetAgentGroupList,
    GetAgentInfo, GetAgentSessionInfo, GetAgentSessionList, GetAgentStatus, GetGroupList, GetQueueInfo, GetQueueList,
    Params, ProxyClient, SetAgentActivity, SetAgentGroup, SetAgentMeasurementPeriod, SetAgentSessionState,
    SetAgentState, SetAgentStateEx, SetQueueMeasurementPeriod, Share,
};
use tapi_abi::{LineAgentGroupEntry, LineAgentGroupList, LineProxyRequest, Member, ProxyArm, Structure, Text};
use tapi_types::{AgentState, Constant, Dword, GroupId, LineError, SessionState};
use tsp_provider::{Ask, ProxyRequest};

use crate::group_guid;

/// The LINEPROXYREQUEST of a request, in which structures with a variable part get so many bytes, or as many as their fixed
/// part takes. The version of the client is for lineGetAgentCaps the one that it asked with.
///
/// # Errors
/// [`LineError::NOMEM`] where the size does not fit into a DWORD, and [`LineError::OPERATIONUNAVAIL`] for what is no request.
pub fn to_bytes(request: &ProxyRequest, share: u32) -> Result<Vec<u8>, LineError> {
    let ProxyRequest { client, ask, .. } = request;
    let app_api_version = if let Ask::GetAgentCaps { version, .. } = ask { *version } else { client.version };
    let client = ProxyClient {
        machine_name: Some(client.machine.as_str().into()),
        user_name: Some(client.user.as_str().into()),
        app_api_version,
    };
    LineProxyRequest { client, arm: arm(ask, share)? }.to_bytes()
}

fn arm(ask: &Ask, share: u32) -> Result<ProxyArm, LineError> {
    Ok(match ask {
        Ask::GetAgentSessionInfo(session) => {
            ProxyArm::GetAgentSessionInfo(GetAgentSessionInfo { session: session.get(), session_info: least()? })
        }
        Ask::GetAgentInfo(agent) => ProxyArm::GetAgentInfo(GetAgentInfo { agent: agent.get(), agent_info: least()? }),
        Ask::GetQueueInfo(queue) => {
            ProxyArm::GetQueueInfo(GetQueueInfo { queue_id: queue.get(), queue_info: least()? })
        }
        &Ask::SetAgentSessionState { session, state, next } => ProxyArm::SetAgentSessionState(SetAgentSessionState {
            session: session.get(),
            state: Dword::new(state.map_or(0, SessionState::line)),
            next_state: Dword::new(next.map_or(0, SessionState::line)),
        }),
        &Ask::SetAgentStateEx { agent, state, next } => ProxyArm::SetAgentStateEx(SetAgentStateEx {
            agent: agent.get(),
            agent_state: Dword::new(state.map_or(0, AgentState::line)),
            next_agent_state: Dword::new(next.map_or(0, AgentState::line)),
        }),
        &Ask::SetAgentMeasurementPeriod { agent, seconds } => {
            ProxyArm::SetAgentMeasurementPeriod(SetAgentMeasurementPeriod {
                agent: agent.get(),
                measurement_period_s: seconds,
            })
        }
        &Ask::SetQueueMeasurementPeriod { queue, seconds } => {
            ProxyArm::SetQueueMeasurementPeriod(SetQueueMeasurementPeriod {
                queue_id: queue.get(),
                measurement_period_s: seconds,
            })
        }
        Ask::CreateAgentSession { agent, group, address, pin } => ProxyArm::CreateAgentSession(CreateAgentSession {
            session: 0,
            agent_pin: text(pin.as_deref()),
            agent: agent.get(),
            group_id: group_guid(*group),
            working_address_id: address.0,
        }),
        Ask::CreateAgent(login) => ProxyArm::CreateAgent(CreateAgent {
            agent: 0,
            agent_id: text(login.id.as_deref()),
            agent_pin: text(login.pin.as_deref()),
        }),
        Ask::GetAgentSessionList(agent) => {
            ProxyArm::GetAgentSessionList(GetAgentSessionList { agent: agent.get(), session_list: at_least(share)? })
        }
        Ask::GetQueueList(group) => {
            ProxyArm::GetQueueList(GetQueueList { group_id: group_guid(*group), queue_list: at_least(share)? })
        }
        Ask::GetGroupList => ProxyArm::GetGroupList(GetGroupList { group_list: at_least(share)? }),
        Ask::GetAgentCaps { .. }
        | Ask::GetAgentStatus(_)
        | Ask::SetAgentGroup { .. }
        | Ask::SetAgentState { .. }
        | Ask::SetAgentActivity { .. }
        | Ask::GetAgentActivityList(_)
        | Ask::GetAgentGroupList(_)
        | Ask::AgentSpecific { .. }
        | Ask::GroupEntry(_)
        | Ask::Addresses
        | Ask::SessionEntry(_)
        | Ask::AgentEntry(_)
        | Ask::QueueEntry(_) => of_address(ask, share)?,
    })
}

/// The requests of TAPI 2.0.
fn of_address(ask: &Ask, share: u32) -> Result<ProxyArm, LineError> {
    Ok(match ask {
        Ask::GetAgentCaps { address, .. } => {
            ProxyArm::GetAgentCaps(GetAgentCaps { address_id: address.0, agent_caps: at_least(share)? })
        }
        Ask::GetAgentStatus(address) => {
            ProxyArm::GetAgentStatus(GetAgentStatus { address_id: address.0, agent_status: at_least(share)? })
        }
        Ask::SetAgentGroup { address, groups } => {
            ProxyArm::SetAgentGroup(SetAgentGroup { address_id: address.0, group_list: Argument(group_list(groups)) })
        }
        &Ask::SetAgentState { address, state, next } => ProxyArm::SetAgentState(SetAgentState {
            address_id: address.0,
            agent_state: Dword::new(state.map_or(0, Constant::number)),
            next_agent_state: Dword::new(next.map_or(0, Constant::number)),
        }),
        Ask::SetAgentActivity { address, activity } => {
            ProxyArm::SetAgentActivity(SetAgentActivity { address_id: address.0, activity_id: activity.get() })
        }
        Ask::GetAgentActivityList(address) => ProxyArm::GetAgentActivityList(GetAgentActivityList {
            address_id: address.0,
            activity_list: at_least(share)?,
        }),
        Ask::GetAgentGroupList(address) => {
            ProxyArm::GetAgentGroupList(GetAgentGroupList { address_id: address.0, group_list: at_least(share)? })
        }
        Ask::AgentSpecific { address, extension, params } => ProxyArm::AgentSpecific(AgentSpecific {
            address_id: address.0,
            agent_extension_id_index: *extension,
            params: Params(params.clone()),
        }),
        Ask::GetAgentSessionInfo(_)
        | Ask::GetAgentInfo(_)
        | Ask::GetQueueInfo(_)
        | Ask::SetAgentSessionState { .. }
        | Ask::SetAgentStateEx { .. }
        | Ask::SetAgentMeasurementPeriod { .. }
        | Ask::SetQueueMeasurementPeriod { .. }
        | Ask::CreateAgentSession { .. }
        | Ask::CreateAgent(_)
        | Ask::GetAgentSessionList(_)
        | Ask::GetQueueList(_)
        | Ask::GetGroupList
        | Ask::GroupEntry(_)
        | Ask::Addresses
        | Ask::SessionEntry(_)
        | Ask::AgentEntry(_)
        | Ask::QueueEntry(_) => return Err(LineError::OPERATIONUNAVAIL),
    })
}

fn group_list(groups: &[GroupId]) -> LineAgentGroupList {
    let entry = |group: &GroupId| LineAgentGroupEntry { group_id: group_guid(*group), name: None };
    LineAgentGroupList { entries: groups.iter().map(entry).collect() }
}

/// Just the fixed part.
fn least<S: Structure>() -> Result<Share<S>, LineError> {
    at_least(0)
}

fn at_least<S: Structure>(share: u32) -> Result<Share<S>, LineError> {
    Share::new(share.max(u32::try_from(<S as Member>::SIZE).map_err(|_| LineError::NOMEM)?))
}

fn text(text: Option<&str>) -> Option<Text> {
    text.map(Text::from)
}
