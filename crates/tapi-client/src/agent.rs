//! `ITAgent`: a person or machine that takes calls.

use std::time::Duration;

use tapi_types::{AgentId, AgentInfo, AgentState, Currency, Function, GroupId, long};
use tsp_provider::{AddressId, AgentEntry};

use crate::getters::{count, getters, period, seconds};
use crate::line::Line;
use crate::{AgentSession, TapiError};

/// An agent: `ITAgent`.
///
/// [`id`](Agent::id), [`user`](Agent::user) and [`state`](Agent::state) show what the client knows and make
/// no request, so neither limit nor fault touches them. Every other method is one request. Counts and times
/// are those of the agent's measurement period, times in whole seconds, rounded down.
#[derive(Clone, Debug)]
#[doc(alias = "ITAgent")]
pub struct Agent {
    line: Line,
    handle: AgentId,
}

impl Agent {
    pub(crate) const fn new(line: Line, handle: AgentId) -> Self {
        Agent { line, handle }
    }

    /// The handle under which the provider knows the agent. Not [`id`](Agent::id), which is a text.
    pub const fn handle(&self) -> AgentId {
        self.handle
    }

    /// The same agent with another limit for its requests.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.line.limit = limit;
        self
    }

    /// `lineGetAgentInfo`: the whole record by one request, exact where the getters narrow.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineGetAgentInfo.
    #[doc(alias = "lineGetAgentInfo")]
    pub async fn info(&self) -> Result<AgentInfo, TapiError> {
        let agent = self.handle;
        self.line.request(Function::GetAgentInfo, agent, |line, ticket| line.line_get_agent_info(ticket, agent)).await
    }

    /// Logs the agent into a group at an address. The session starts `NOT_READY`.
    ///
    /// `ITAgent::CreateSession`: one lineCreateAgentSession request, to which the limit applies. After a
    /// [`Timeout`](TapiError::Timeout) the session may exist all the same.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineCreateAgentSession: `LINEERR_INVALPARAM` for an
    /// agent or group that does not exist.
    #[doc(alias = "CreateSession")]
    pub async fn create_session(&self, group: GroupId, address: AddressId) -> Result<AgentSession, TapiError> {
        let agent = self.handle;
        let session = self
            .line
            .request(Function::CreateAgentSession, agent, |line, ticket| {
                line.line_create_agent_session(ticket, agent, group, address, None)
            })
            .await?;
        Ok(AgentSession::new(self.line.clone(), session))
    }

    /// The id that the agent has on an older switch.
    ///
    /// `ITAgent::get_ID`: what `CreateAgentWithID` was given, without a request.
    ///
    /// # Errors
    /// [`NoAgentId`](TapiError::NoAgentId) for an agent made without one; `LINEERR_INVALPARAM` for an agent
    /// that the client never heard of.
    #[doc(alias = "get_ID")]
    pub fn id(&self) -> Result<String, TapiError> {
        self.entry()?.id.ok_or(TapiError::NoAgentId)
    }

    /// The agent's login.
    ///
    /// `ITAgent::get_User`: without a request.
    ///
    /// # Errors
    /// `LINEERR_INVALPARAM` for an agent that the client never heard of.
    #[doc(alias = "get_User")]
    pub fn user(&self) -> Result<String, TapiError> {
        Ok(self.entry()?.user)
    }

    /// The last known state.
    ///
    /// `ITAgent::get_State`: kept up to date by `LINE_AGENTSTATUSEX`, without a request.
    ///
    /// # Errors
    /// As for [`user`](Agent::user).
    #[doc(alias = "get_State")]
    pub fn state(&self) -> Result<AgentState, TapiError> {
        Ok(self.entry()?.state)
    }

    /// Sets the agent's own state; the next state stays as it is.
    ///
    /// `ITAgent::put_State`: one lineSetAgentStateEx request, to which the limit applies.
    ///
    /// # Errors
    /// [`InvalidArg`](TapiError::InvalidArg), without a request, for a state that TAPI 3 does not have;
    /// [`Timeout`](TapiError::Timeout) and the errors of lineSetAgentStateEx: `LINEERR_INVALAGENTSTATE`
    /// for anything but READY and `NOT_READY`.
    #[doc(alias = "put_State")]
    pub async fn put_state(&self, state: AgentState) -> Result<(), TapiError> {
        if state.tapi3().is_none() {
            return Err(TapiError::InvalidArg);
        }
        let agent = self.handle;
        self.line
            .request(Function::SetAgentStateEx, agent, |line, ticket| {
                line.line_set_agent_state_ex(ticket, agent, Some(state), None)
            })
            .await
    }

    /// Starts a new measurement period of so many seconds; the agent's counts go back to zero. A negative
    /// number is passed on as the DWORD of the same bits.
    ///
    /// `ITAgent::put_MeasurementPeriod`: one lineSetAgentMeasurementPeriod request, to which the limit applies.
    ///
    /// # Errors
    /// [`InvalidArg`](TapiError::InvalidArg), without a request, for zero; [`Timeout`](TapiError::Timeout)
    /// and the errors of lineSetAgentMeasurementPeriod.
    #[doc(alias = "put_MeasurementPeriod")]
    pub async fn put_measurement_period(&self, seconds: i32) -> Result<(), TapiError> {
        let (agent, seconds) = (self.handle, period(seconds)?);
        self.line
            .request(Function::SetAgentMeasurementPeriod, agent, |line, ticket| {
                line.line_set_agent_measurement_period(ticket, agent, seconds)
            })
            .await
    }

    getters! {
        "ITAgent" wraps "lineGetAgentInfo" for AgentInfo;

        /// The length of the measurement period in seconds.
        measurement_period, "get_MeasurementPeriod", "dwMeasurementPeriod",
            |info| long(info.measurement_period_s) => i32;

        /// Calls for each hour in which the agent had a session.
        overall_call_rate, "get_OverallCallRate", "cyOverallCallRate", |info| info.overall_call_rate => Currency;

        /// ACD calls handled, all sessions together.
        number_of_acd_calls, "get_NumberOfACDCalls", "dwNumberOfACDCalls", |info| count(info.number_of_acd_calls) => i32;

        /// Incoming calls that did not come from the ACD.
        number_of_incoming_calls, "get_NumberOfIncomingCalls", "dwNumberOfIncomingCalls",
            |info| count(info.number_of_incoming_calls) => i32;

        /// Outgoing calls that did not come from the ACD.
        number_of_outgoing_calls, "get_NumberOfOutgoingCalls", "dwNumberOfOutgoingCalls",
            |info| count(info.number_of_outgoing_calls) => i32;

        /// Time talking in ACD calls, without hold.
        total_acd_talk_time, "get_TotalACDTalkTime", "dwTotalACDTalkTime",
            |info| seconds(info.total_acd_talk_time) => i32;

        /// Time on ACD calls: connected with hold, plus wrap-up.
        total_acd_call_time, "get_TotalACDCallTime", "dwTotalACDCallTime",
            |info| seconds(info.total_acd_call_time) => i32;

        /// Time in after-call work for ACD calls.
        total_wrap_up_time, "get_TotalWrapUpTime", "dwTotalACDWrapUpTime",
            |info| seconds(info.total_wrap_up_time) => i32;
    }

    fn entry(&self) -> Result<AgentEntry, TapiError> {
        self.line.provider.agent_entry(self.handle).ok_or_else(|| self.line.unknown())
    }
}
