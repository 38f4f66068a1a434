//! The functions of TAPI 2.2: agents, sessions and queues by handle, groups by GUID.

use tapi_abi::{
    Encoding, Guid, LineAgentGroupList, LineAgentInfo, LineAgentSessionInfo, LineAgentSessionList, LineQueueInfo,
    LineQueueList,
};
use tapi_types::{AddressId, AgentId, GroupId, LineError, QueueId, SessionId};
use tsp_provider::Login;

use crate::functions::functions;
use crate::output::Output;
use crate::words::{agent_state, argument, known, period, session_state};
use crate::{Memory, group_of};

functions! {
    /// `lineCreateAgent`: registers an agent, by id and PIN or, where both are NULL, by the user of the client. The handle,
    /// which the provider makes, is in `handle` when the reply reports success.
    ///
    /// LINEERR_INVALPOINTER without `handle`.
    "lineCreateAgent" line_create_agent(id: Option<&str>, pin: Option<&str>, handle: Option<&Memory>)
        and "lineCreateAgentW", "lineCreateAgentA" line_create_agent_a by encoding
        => CreateAgent (Login { id: argument(encoding, id), pin: argument(encoding, pin) }), Output::handle(handle)?;

    /// `lineCreateAgentSession`: logs an agent into a group, at the address where the calls will ring. The handle, which the
    /// provider makes, is in `handle` when the reply reports success.
    ///
    /// LINEERR_INVALPOINTER without `handle` or without a group.
    "lineCreateAgentSession" line_create_agent_session(
        agent: u32, pin: Option<&str>, address: u32, group: Option<Guid>, handle: Option<&Memory>
    )
        and "lineCreateAgentSessionW", "lineCreateAgentSessionA" line_create_agent_session_a by encoding
        => CreateAgentSession {
            group: known_group(group)?,
            agent: known(AgentId::new(agent))?,
            address: AddressId(address),
            pin: argument(encoding, pin),
        }, Output::handle(handle)?;

    /// `lineGetAgentInfo`: LINEAGENTINFO, 56 bytes.
    "lineGetAgentInfo" line_get_agent_info(agent: u32, info: Option<&Memory>)
        => GetAgentInfo (known(AgentId::new(agent))?), Output::structure::<LineAgentInfo>(info, Encoding::Utf16)?;

    /// `lineGetAgentSessionInfo`: LINEAGENTSESSIONINFO, 76 bytes.
    "lineGetAgentSessionInfo" line_get_agent_session_info(session: u32, info: Option<&Memory>)
        => GetAgentSessionInfo (known(SessionId::new(session))?),
        Output::structure::<LineAgentSessionInfo>(info, Encoding::Utf16)?;

    /// `lineGetAgentSessionList`: LINEAGENTSESSIONLIST, the sessions of an agent.
    "lineGetAgentSessionList" line_get_agent_session_list(agent: u32, list: Option<&Memory>)
        => GetAgentSessionList (known(AgentId::new(agent))?),
        Output::structure::<LineAgentSessionList>(list, Encoding::Utf16)?;

    /// `lineGetGroupList`: LINEAGENTGROUPLIST, the groups that the handler shows to this client.
    "lineGetGroupList" line_get_group_list(list: Option<&Memory>)
        and "lineGetGroupListW", "lineGetGroupListA" line_get_group_list_a by encoding
        => GetGroupList {}, Output::structure::<LineAgentGroupList>(list, encoding)?;

    /// `lineGetQueueInfo`: LINEQUEUEINFO, 52 bytes.
    "lineGetQueueInfo" line_get_queue_info(queue: u32, info: Option<&Memory>)
        => GetQueueInfo (known(QueueId::new(queue))?), Output::structure::<LineQueueInfo>(info, Encoding::Utf16)?;

    /// `lineGetQueueList`: LINEQUEUELIST, the queues of a group.
    ///
    /// LINEERR_INVALPOINTER without a group.
    "lineGetQueueList" line_get_queue_list(group: Option<Guid>, list: Option<&Memory>)
        and "lineGetQueueListW", "lineGetQueueListA" line_get_queue_list_a by encoding
        => GetQueueList (known_group(group)?), Output::structure::<LineQueueList>(list, encoding)?;

    /// `lineSetAgentMeasurementPeriod`: so many seconds, above zero.
    "lineSetAgentMeasurementPeriod" line_set_agent_measurement_period(agent: u32, seconds: u32)
        => SetAgentMeasurementPeriod { agent: known(AgentId::new(agent))?, seconds: period(seconds)? }, Output::Nothing;

    /// `lineSetAgentSessionState`: LINEAGENTSESSIONSTATE_ values; a state of 0 leaves the state alone.
    "lineSetAgentSessionState" line_set_agent_session_state(session: u32, state: u32, next: u32)
        => SetAgentSessionState {
            session: known(SessionId::new(session))?,
            state: session_state(state)?,
            next: session_state(next)?,
        }, Output::Nothing;

    /// `lineSetAgentStateEx`: LINEAGENTSTATEEX_ values; a state of 0 leaves the state alone.
    "lineSetAgentStateEx" line_set_agent_state_ex(agent: u32, state: u32, next: u32)
        => SetAgentStateEx {
            agent: known(AgentId::new(agent))?,
            state: agent_state(state)?,
            next: agent_state(next)?,
        }, Output::Nothing;

    /// `lineSetQueueMeasurementPeriod`: so many seconds, above zero.
    "lineSetQueueMeasurementPeriod" line_set_queue_measurement_period(queue: u32, seconds: u32)
        => SetQueueMeasurementPeriod { queue: known(QueueId::new(queue))?, seconds: period(seconds)? }, Output::Nothing;
}

/// The group of a pointer to its GUID.
fn known_group(guid: Option<Guid>) -> Result<GroupId, LineError> {
    known(group_of(guid.ok_or(LineError::INVALPOINTER)?))
}
