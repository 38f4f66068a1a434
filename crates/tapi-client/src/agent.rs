//! `ITAgent`: a person or machine that takes calls.

use std::time::Duration;

use tapi_types::{AgentId, AgentInfo, AgentState, Currency, Function, GroupId, SessionId, SessionState, long};
use tsp_provider::{AddressId, SessionEntry};

use crate::book::AgentNote;
use crate::getters::{count, getters, period, seconds};
use crate::line::Line;
use crate::{AgentSession, EnumAgentSession, GroupArgument, TapiError};

/// An agent: `ITAgent`.
///
/// [`id`](Agent::id), [`user`](Agent::user), [`state`](Agent::state) and [`agent_sessions`](Agent::agent_sessions) show
/// what the client knows and make no request, so neither limit nor fault touches them. Every other method is one request. Counts and times
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

    /// `lineGetAgentSessionList`: all sessions of the agent by one request, in order of creation, ended ones too. What
    /// it shows the client knows from then on.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineGetAgentSessionList.
    #[doc(alias = "lineGetAgentSessionList")]
    pub async fn session_list(&self) -> Result<Vec<AgentSession>, TapiError> {
        let agent = self.handle;
        let list = self
            .line
            .request(Function::GetAgentSessionList, agent, |line, ticket| {
                line.line_get_agent_session_list(ticket, agent)
            })
            .await?;
        self.line.book.listed_sessions(&list);
        Ok(self.sessions(list.into_iter().map(|entry| entry.session)))
    }

    /// The agent's sessions that the client knows, as an enumerator.
    ///
    /// `ITAgent::EnumerateAgentSessions`: as [`agent_sessions`](Agent::agent_sessions).
    #[doc(alias = "EnumerateAgentSessions")]
    pub fn enumerate_agent_sessions(&self) -> EnumAgentSession {
        self.agent_sessions().into()
    }

    /// The agent's sessions that the client knows, in the order in which it heard of them: those that it created, that
    /// an event named as new, and that [`session_list`](Agent::session_list) showed.
    ///
    /// `ITAgent::get_AgentSessions`: without a request, since its page lists neither a time-out nor an error of a
    /// function. An ended session stays until the handler lets go of it.
    #[doc(alias = "get_AgentSessions")]
    pub fn agent_sessions(&self) -> Vec<AgentSession> {
        self.sessions(self.line.book.sessions_of(self.handle))
    }

    /// Logs the agent into a group at an address. The session starts `NOT_READY`.
    ///
    /// `ITAgent::CreateSession`: one lineCreateAgentSession request, to which the limit applies. POLICY `late_reply`: after
    /// a [`Timeout`](TapiError::Timeout) the session may exist all the same, and the client learns of it by an event or by
    /// [`session_list`](Agent::session_list) alone.
    ///
    /// # Errors
    /// Without a request: [`InvalidArg`](TapiError::InvalidArg) for the object of a group that is another handler's or
    /// removed, [`Unexpected`](TapiError::Unexpected) for an address that is none of the
    /// [usable ones](crate::AgentHandler::usable_addresses), where the provider names any. Else
    /// [`Timeout`](TapiError::Timeout) and the errors of lineCreateAgentSession: `LINEERR_INVALPARAM` for an
    /// agent or group that does not exist.
    #[doc(alias = "CreateSession")]
    pub async fn create_session(
        &self,
        group: impl Into<GroupArgument>,
        address: AddressId,
    ) -> Result<AgentSession, TapiError> {
        let group = group.into().on(&self.line)?;
        if !self.is_usable(address) {
            return Err(TapiError::Unexpected);
        }
        self.log_in(group, address, None).await
    }

    /// The same with a PIN, for switches that want one for each group.
    ///
    /// `ITAgent::CreateSessionWithPIN`: as [`create_session`](Agent::create_session). A PIN is always sent: a null
    /// pointer, which is E_INVALIDARG there, cannot be written here, and the empty text is a PIN like any other.
    ///
    /// # Errors
    /// Without a request: [`NoAgentId`](TapiError::NoAgentId) for an agent made without an id,
    /// [`InvalidArg`](TapiError::InvalidArg) for a group or an address that [`create_session`](Agent::create_session)
    /// does not take, whose [`Unexpected`](TapiError::Unexpected) this page does not list. Else as there; POLICY
    /// `wrong_pin`: LINEERR_OPERATIONFAILED or LINEERR_INVALPASSWORD for a PIN that is not the agent's.
    #[doc(alias = "CreateSessionWithPIN")]
    pub async fn create_session_with_pin(
        &self,
        group: impl Into<GroupArgument>,
        address: AddressId,
        pin: &str,
    ) -> Result<AgentSession, TapiError> {
        let group = group.into().on(&self.line)?;
        if self.id() == Err(TapiError::NoAgentId) {
            return Err(TapiError::NoAgentId);
        }
        if !self.is_usable(address) {
            return Err(TapiError::InvalidArg);
        }
        self.log_in(group, address, Some(pin.to_owned())).await
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
        let id = match self.line.provider.agent_entry(self.handle) {
            Some(entry) => entry.id,
            None => self.note()?.id,
        };
        id.ok_or(TapiError::NoAgentId)
    }

    /// The agent's login.
    ///
    /// `ITAgent::get_User`: without a request.
    ///
    /// # Errors
    /// `LINEERR_INVALPARAM` for an agent of whom the provider does not say it.
    #[doc(alias = "get_User")]
    pub fn user(&self) -> Result<String, TapiError> {
        let entry = self.line.provider.agent_entry(self.handle).ok_or_else(|| self.line.unknown())?;
        Ok(entry.user)
    }

    /// The last known state.
    ///
    /// `ITAgent::get_State`: kept up to date by `LINE_AGENTSTATUSEX`, without a request. POLICY `get_state`: the page lists
    /// neither a time-out nor an error of a function. TAPI 3 has no value for a released agent: it is
    /// [`Unknown`](AgentState::Unknown), as in the event.
    ///
    /// # Errors
    /// `LINEERR_INVALPARAM` for an agent that the client never heard of.
    #[doc(alias = "get_State")]
    pub fn state(&self) -> Result<AgentState, TapiError> {
        let state = match self.line.provider.agent_entry(self.handle) {
            Some(entry) => entry.state,
            None => self.note()?.state,
        };
        Ok(if state.tapi3().is_some() { state } else { AgentState::Unknown })
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

    /// Starts a new measurement period of so many seconds; the agent's counts go back to zero, those of its sessions stay.
    /// POLICY `negative_period`: a negative number is passed on as the DWORD of the same bits.
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

    /// What the client itself has noted, for a provider that keeps no entries.
    fn note(&self) -> Result<AgentNote, TapiError> {
        self.line.book.agent(self.handle).ok_or_else(|| self.line.unknown())
    }

    /// False for an address for which no line could be opened. Address 0 leaves it to the handler where the agent works; a
    /// provider that names none is not asked further.
    fn is_usable(&self, address: AddressId) -> bool {
        if address == AddressId::default() {
            return true;
        }
        let usable = self.line.provider.addresses();
        usable.is_empty() || usable.contains(&address)
    }

    async fn log_in(&self, group: GroupId, address: AddressId, pin: Option<String>) -> Result<AgentSession, TapiError> {
        let agent = self.handle;
        let session = self
            .line
            .request(Function::CreateAgentSession, agent, |line, ticket| {
                line.line_create_agent_session(ticket, agent, group, address, pin)
            })
            .await?;
        let state = SessionState::NotReady;
        self.line.book.heard_of_session(session, SessionEntry { agent, group, address, state });
        Ok(AgentSession::new(self.line.clone(), session))
    }

    fn sessions(&self, ids: impl IntoIterator<Item = SessionId>) -> Vec<AgentSession> {
        ids.into_iter().map(|id| AgentSession::new(self.line.clone(), id)).collect()
    }
}
