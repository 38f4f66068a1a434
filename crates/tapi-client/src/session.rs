//! `ITAgentSession`: an agent logged in for one group at one address.

use std::time::Duration;

use tapi_types::{AgentSessionInfo, Currency, Function, SessionId, SessionState, Time};
use tsp_provider::{AddressId, SessionEntry};

use crate::getters::{count, getters, seconds};
use crate::line::Line;
use crate::{AcdGroup, Agent, TapiError};

/// An agent session: `ITAgentSession`.
///
/// [`agent`](AgentSession::agent), [`acd_group`](AgentSession::acd_group),
/// [`address`](AgentSession::address) and [`state`](AgentSession::state) show what the client last heard and
/// make no request, so neither limit nor fault touches them. Every other method is one request. Times are in
/// whole seconds, rounded down.
#[derive(Clone, Debug)]
#[doc(alias = "ITAgentSession")]
pub struct AgentSession {
    line: Line,
    id: SessionId,
}

impl AgentSession {
    pub(crate) const fn new(line: Line, id: SessionId) -> Self {
        AgentSession { line, id }
    }

    /// The handle under which the provider knows it.
    pub const fn id(&self) -> SessionId {
        self.id
    }

    /// The same session with another limit for its requests.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.line.limit = limit;
        self
    }

    /// `lineGetAgentSessionInfo`: the whole record by one request, exact where the getters narrow.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineGetAgentSessionInfo.
    #[doc(alias = "lineGetAgentSessionInfo")]
    pub async fn info(&self) -> Result<AgentSessionInfo, TapiError> {
        let id = self.id;
        self.line
            .request(Function::GetAgentSessionInfo, id, |line, ticket| line.line_get_agent_session_info(ticket, id))
            .await
    }

    /// The agent whose session it is.
    ///
    /// `ITAgentSession::get_Agent`: from the session's entry, without a request.
    ///
    /// # Errors
    /// `LINEERR_INVALPARAM` for a session that the client never heard of.
    #[doc(alias = "get_Agent")]
    pub fn agent(&self) -> Result<Agent, TapiError> {
        Ok(Agent::new(self.line.clone(), self.entry()?.agent))
    }

    /// The address where its calls ring.
    ///
    /// `ITAgentSession::get_Address`: from the session's entry, without a request.
    ///
    /// # Errors
    /// As for [`agent`](AgentSession::agent).
    #[doc(alias = "get_Address")]
    pub fn address(&self) -> Result<AddressId, TapiError> {
        Ok(self.entry()?.address)
    }

    /// The group that it serves.
    ///
    /// `ITAgentSession::get_ACDGroup`: without a request. POLICY `group_of_session`: from the session's entry, or from its
    /// creation; the page names lineGetAgentSessionInfo, whose record has no group.
    ///
    /// # Errors
    /// As for [`agent`](AgentSession::agent).
    #[doc(alias = "get_ACDGroup")]
    pub fn acd_group(&self) -> Result<AcdGroup, TapiError> {
        Ok(AcdGroup::new(self.line.clone(), self.entry()?.group))
    }

    /// The last known state.
    ///
    /// `ITAgentSession::get_State`: kept up to date by `LINE_AGENTSESSIONSTATUS`, without a request. POLICY `get_state`:
    /// the page lists neither a time-out nor an error of a function.
    ///
    /// # Errors
    /// As for [`agent`](AgentSession::agent).
    #[doc(alias = "get_State")]
    pub fn state(&self) -> Result<SessionState, TapiError> {
        Ok(self.entry()?.state)
    }

    /// Asks for a state; the next state stays as it is.
    ///
    /// `ITAgentSession::put_State`: one lineSetAgentSessionState request, to which the limit applies. During a
    /// call it succeeds at once and the state changes when the call is over. A number that is none of
    /// [`AgentSessionState`](tapi_types::tapi3::AgentSessionState) ends where it is converted, as
    /// [`InvalidArg`](TapiError::InvalidArg).
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of lineSetAgentSessionState (POLICY `put_state_errors`: the page links
    /// to another function): `LINEERR_INVALAGENTSTATE` where the transition table has no such change.
    #[doc(alias = "put_State")]
    pub async fn put_state(&self, state: SessionState) -> Result<(), TapiError> {
        let id = self.id;
        self.line
            .request(Function::SetAgentSessionState, id, |line, ticket| {
                line.line_set_agent_session_state(ticket, id, Some(state), None)
            })
            .await
    }

    getters! {
        "ITAgentSession" wraps "lineGetAgentSessionInfo" for AgentSessionInfo;

        /// When the session was created. A moment of the run; a DATE is made of it at the edge.
        session_start_time, "get_SessionStartTime", "dateSessionStartTime", |info| info.session_start => Time;

        /// How long the session has lasted, or lasted in all once it has ended.
        session_duration, "get_SessionDuration", "dwSessionDuration", |info| seconds(info.session_duration) => i32;

        /// The ACD calls that the agent handled in this session.
        number_of_calls, "get_NumberOfCalls", "dwNumberOfCalls", |info| count(info.number_of_calls) => i32;

        /// Time talking in ACD calls, without hold.
        total_talk_time, "get_TotalTalkTime", "dwTotalTalkTime", |info| seconds(info.total_talk_time) => i32;

        /// Talk time for each ACD call; zero where there was none.
        average_talk_time, "get_AverageTalkTime", "dwAverageTalkTime", |info| count(info.average_talk_time_s()) => i32;

        /// Time on ACD calls: connected with hold, plus wrap-up.
        total_call_time, "get_TotalCallTime", "dwTotalCallTime", |info| seconds(info.total_call_time) => i32;

        /// Call time for each ACD call; zero where there was none.
        average_call_time, "get_AverageCallTime", "dwAverageCallTime", |info| count(info.average_call_time_s()) => i32;

        /// Time in after-call work.
        total_wrap_up_time, "get_TotalWrapUpTime", "dwTotalWrapUpTime", |info| seconds(info.total_wrap_up_time) => i32;

        /// After-call work for each ACD call; zero where there was none.
        average_wrap_up_time, "get_AverageWrapUpTime", "dwAverageWrapUpTime",
            |info| count(info.average_wrap_up_time_s()) => i32;

        /// ACD calls an hour.
        acd_call_rate, "get_ACDCallRate", "cyACDCallRate", |info| info.acd_call_rate => Currency;

        /// The longest wait of a call that this session answered.
        longest_time_to_answer, "get_LongestTimeToAnswer", "dwLongestTimeToAnswer",
            |info| seconds(info.longest_time_to_answer) => i32;

        /// The average wait of the calls that this session answered; zero where there was none.
        average_time_to_answer, "get_AverageTimeToAnswer", "dwAverageTimeToAnswer",
            |info| count(info.average_time_to_answer_s()) => i32;
    }

    fn entry(&self) -> Result<SessionEntry, TapiError> {
        let entry = self.line.provider.session_entry(self.id).or_else(|| self.line.book.session(self.id));
        entry.ok_or_else(|| self.line.unknown())
    }
}
