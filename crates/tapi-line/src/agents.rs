//! The functions of TAPI 2.2: agents, sessions and queues by handle, groups by GUID.

use tapi_abi::{
    Encoding, Guid, LineAgentGroupList, LineAgentInfo, LineAgentSessionInfo, LineAgentSessionList, LineQueueInfo,
    LineQueueList,
};
use tapi_types::{AddressId, AgentId, Function, LineError, QueueId, SessionId};
use tsp_provider::{Ask, Login};

use crate::output::Output;
use crate::words::{agent_state, argument, known, period, session_state};
use crate::{LineApp, Memory, group_of};

impl LineApp {
    /// `lineCreateAgent`: registers an agent, by id and PIN or, where both are NULL, by the user of the client. The handle,
    /// which the provider makes, is in `handle` when the reply reports success.
    ///
    /// LINEERR_INVALPOINTER without `handle`.
    #[doc(alias = "lineCreateAgent")]
    #[doc(alias = "lineCreateAgentW")]
    pub fn line_create_agent(&self, line: u32, id: Option<&str>, pin: Option<&str>, handle: Option<&Memory>) -> i32 {
        self.create_agent(Encoding::Utf16, line, [id, pin], handle)
    }

    /// [`line_create_agent`](Self::line_create_agent) with strings in ANSI: what that does not have becomes a question mark.
    #[doc(alias = "lineCreateAgentA")]
    pub fn line_create_agent_a(&self, line: u32, id: Option<&str>, pin: Option<&str>, handle: Option<&Memory>) -> i32 {
        self.create_agent(Encoding::Ansi, line, [id, pin], handle)
    }

    fn create_agent(&self, encoding: Encoding, line: u32, login: [Option<&str>; 2], handle: Option<&Memory>) -> i32 {
        self.request(Function::CreateAgent, line, || {
            let output = Output::handle(handle)?;
            let [id, pin] = login.map(|text| argument(encoding, text));
            Ok((Ask::CreateAgent(Login { id, pin }), output))
        })
    }

    /// `lineCreateAgentSession`: logs an agent into a group, at the address where the calls will ring. The handle, which the
    /// provider makes, is in `handle` when the reply reports success.
    ///
    /// LINEERR_INVALPOINTER without `handle` or without a group.
    #[doc(alias = "lineCreateAgentSession")]
    #[doc(alias = "lineCreateAgentSessionW")]
    pub fn line_create_agent_session(
        &self,
        line: u32,
        agent: u32,
        pin: Option<&str>,
        address: u32,
        group: Option<Guid>,
        handle: Option<&Memory>,
    ) -> i32 {
        self.create_session(line, agent, argument(Encoding::Utf16, pin), address, group, handle)
    }

    /// [`line_create_agent_session`](Self::line_create_agent_session) with the PIN in ANSI.
    #[doc(alias = "lineCreateAgentSessionA")]
    pub fn line_create_agent_session_a(
        &self,
        line: u32,
        agent: u32,
        pin: Option<&str>,
        address: u32,
        group: Option<Guid>,
        handle: Option<&Memory>,
    ) -> i32 {
        self.create_session(line, agent, argument(Encoding::Ansi, pin), address, group, handle)
    }

    fn create_session(
        &self,
        line: u32,
        agent: u32,
        pin: Option<String>,
        address: u32,
        group: Option<Guid>,
        handle: Option<&Memory>,
    ) -> i32 {
        self.request(Function::CreateAgentSession, line, || {
            let output = Output::handle(handle)?;
            let group = known(group_of(group.ok_or(LineError::INVALPOINTER)?))?;
            let agent = known(AgentId::new(agent))?;
            Ok((Ask::CreateAgentSession { agent, group, address: AddressId(address), pin }, output))
        })
    }

    /// `lineGetAgentInfo`: LINEAGENTINFO, 56 bytes.
    #[doc(alias = "lineGetAgentInfo")]
    pub fn line_get_agent_info(&self, line: u32, agent: u32, info: Option<&Memory>) -> i32 {
        self.request(Function::GetAgentInfo, line, || {
            let output = Output::structure::<LineAgentInfo>(info, Encoding::Utf16)?;
            Ok((Ask::GetAgentInfo(known(AgentId::new(agent))?), output))
        })
    }

    /// `lineGetAgentSessionInfo`: LINEAGENTSESSIONINFO, 76 bytes.
    #[doc(alias = "lineGetAgentSessionInfo")]
    pub fn line_get_agent_session_info(&self, line: u32, session: u32, info: Option<&Memory>) -> i32 {
        self.request(Function::GetAgentSessionInfo, line, || {
            let output = Output::structure::<LineAgentSessionInfo>(info, Encoding::Utf16)?;
            Ok((Ask::GetAgentSessionInfo(known(SessionId::new(session))?), output))
        })
    }

    /// `lineGetAgentSessionList`: LINEAGENTSESSIONLIST, the sessions of an agent.
    #[doc(alias = "lineGetAgentSessionList")]
    pub fn line_get_agent_session_list(&self, line: u32, agent: u32, list: Option<&Memory>) -> i32 {
        self.request(Function::GetAgentSessionList, line, || {
            let output = Output::structure::<LineAgentSessionList>(list, Encoding::Utf16)?;
            Ok((Ask::GetAgentSessionList(known(AgentId::new(agent))?), output))
        })
    }

    /// `lineGetGroupList`: LINEAGENTGROUPLIST, the groups that the handler shows to this client.
    #[doc(alias = "lineGetGroupList")]
    #[doc(alias = "lineGetGroupListW")]
    pub fn line_get_group_list(&self, line: u32, list: Option<&Memory>) -> i32 {
        self.get_group_list(Encoding::Utf16, line, list)
    }

    /// [`line_get_group_list`](Self::line_get_group_list) with names in ANSI.
    #[doc(alias = "lineGetGroupListA")]
    pub fn line_get_group_list_a(&self, line: u32, list: Option<&Memory>) -> i32 {
        self.get_group_list(Encoding::Ansi, line, list)
    }

    fn get_group_list(&self, encoding: Encoding, line: u32, list: Option<&Memory>) -> i32 {
        self.request(Function::GetGroupList, line, || {
            Ok((Ask::GetGroupList, Output::structure::<LineAgentGroupList>(list, encoding)?))
        })
    }

    /// `lineGetQueueInfo`: LINEQUEUEINFO, 52 bytes.
    #[doc(alias = "lineGetQueueInfo")]
    pub fn line_get_queue_info(&self, line: u32, queue: u32, info: Option<&Memory>) -> i32 {
        self.request(Function::GetQueueInfo, line, || {
            let output = Output::structure::<LineQueueInfo>(info, Encoding::Utf16)?;
            Ok((Ask::GetQueueInfo(known(QueueId::new(queue))?), output))
        })
    }

    /// `lineGetQueueList`: LINEQUEUELIST, the queues of a group.
    ///
    /// LINEERR_INVALPOINTER without a group.
    #[doc(alias = "lineGetQueueList")]
    #[doc(alias = "lineGetQueueListW")]
    pub fn line_get_queue_list(&self, line: u32, group: Option<Guid>, list: Option<&Memory>) -> i32 {
        self.get_queue_list(Encoding::Utf16, line, group, list)
    }

    /// [`line_get_queue_list`](Self::line_get_queue_list) with names in ANSI.
    #[doc(alias = "lineGetQueueListA")]
    pub fn line_get_queue_list_a(&self, line: u32, group: Option<Guid>, list: Option<&Memory>) -> i32 {
        self.get_queue_list(Encoding::Ansi, line, group, list)
    }

    fn get_queue_list(&self, encoding: Encoding, line: u32, group: Option<Guid>, list: Option<&Memory>) -> i32 {
        self.request(Function::GetQueueList, line, || {
            let output = Output::structure::<LineQueueList>(list, encoding)?;
            let group = group_of(group.ok_or(LineError::INVALPOINTER)?);
            Ok((Ask::GetQueueList(known(group)?), output))
        })
    }

    /// `lineSetAgentMeasurementPeriod`: so many seconds, above zero.
    #[doc(alias = "lineSetAgentMeasurementPeriod")]
    pub fn line_set_agent_measurement_period(&self, line: u32, agent: u32, seconds: u32) -> i32 {
        self.request(Function::SetAgentMeasurementPeriod, line, || {
            let (agent, seconds) = (known(AgentId::new(agent))?, period(seconds)?);
            Ok((Ask::SetAgentMeasurementPeriod { agent, seconds }, Output::Nothing))
        })
    }

    /// `lineSetAgentSessionState`: LINEAGENTSESSIONSTATE_ values; a state of 0 leaves the state alone.
    #[doc(alias = "lineSetAgentSessionState")]
    pub fn line_set_agent_session_state(&self, line: u32, session: u32, state: u32, next: u32) -> i32 {
        self.request(Function::SetAgentSessionState, line, || {
            let session = known(SessionId::new(session))?;
            let (state, next) = (session_state(state)?, session_state(next)?);
            Ok((Ask::SetAgentSessionState { session, state, next }, Output::Nothing))
        })
    }

    /// `lineSetAgentStateEx`: LINEAGENTSTATEEX_ values; a state of 0 leaves the state alone.
    #[doc(alias = "lineSetAgentStateEx")]
    pub fn line_set_agent_state_ex(&self, line: u32, agent: u32, state: u32, next: u32) -> i32 {
        self.request(Function::SetAgentStateEx, line, || {
            let agent = known(AgentId::new(agent))?;
            let (state, next) = (agent_state(state)?, agent_state(next)?);
            Ok((Ask::SetAgentStateEx { agent, state, next }, Output::Nothing))
        })
    }

    /// `lineSetQueueMeasurementPeriod`: so many seconds, above zero.
    #[doc(alias = "lineSetQueueMeasurementPeriod")]
    pub fn line_set_queue_measurement_period(&self, line: u32, queue: u32, seconds: u32) -> i32 {
        self.request(Function::SetQueueMeasurementPeriod, line, || {
            let (queue, seconds) = (known(QueueId::new(queue))?, period(seconds)?);
            Ok((Ask::SetQueueMeasurementPeriod { queue, seconds }, Output::Nothing))
        })
    }
}
