//! The trait that an ACD stands behind.

use std::time::Duration;

use async_trait::async_trait;
use tapi_types::line::{self, ApiVersion, ProxyRequestType};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, Message, QueueId,
    QueueInfo, RequestId, SessionId, SessionState,
};

use crate::messages::{MessageFilter, Messages};
use crate::{
    AgentCaps, AgentEntry, AgentStatusRecord, Answer, GroupEntry, ListedActivity, ListedGroup, ListedQueue,
    ListedSession, Login, ProxyRequest, QueueEntry, SessionEntry, Ticket, Verdict,
};

/// One open line of an ACD. Each async method is one TAPI 2.2 request and bears the name of its function; what TAPI
/// answers itself, and what a proxy does, is not async. All 23 functions of the call centre are here.
///
/// # What holds for every request
///
/// - The request is *submitted* when its future is first polled, not when it is made. It is then *handled*
///   by the ACD and *replied* to, each at most once. The future is ready when the reply is there, and not
///   before: a refusal at submission is a reply that comes at once (the negative return value of the
///   function), everything else is `LINE_REPLY`.
/// - The provider knows no limit of its own but keeps to the [`Ticket`]'s: see [`give_up`](Provider::give_up).
/// - A future that is dropped does not undo its request. What was submitted is handled all the same.
/// - Requests do not wait for each other. Two that are under way are answered in whatever order the ACD
///   comes to them.
/// - An object that does not exist: [`LineError::INVALPARAM`].
/// - A request that the ACD does not serve: [`LineError::OPERATIONUNAVAIL`], which is what every method
///   answers until an implementer overrides it.
///
/// Every function may also answer INVALLINEHANDLE, INVALPARAM, NOMEM, OPERATIONFAILED, OPERATIONUNAVAIL,
/// RESOURCEUNAVAIL and UNINITIALIZED; the methods name only what they add to these.
#[async_trait]
pub trait Provider: Send + Sync {
    /// `lineGetAgentSessionInfo`: statistics and state of one session. Changes nothing.
    async fn line_get_agent_session_info(
        &self,
        _ticket: &Ticket,
        _session: SessionId,
    ) -> Result<AgentSessionInfo, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetAgentInfo`: statistics and state of one agent, in its measurement period. Changes nothing.
    async fn line_get_agent_info(&self, _ticket: &Ticket, _agent: AgentId) -> Result<AgentInfo, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetQueueInfo`: statistics of one queue, in its measurement period. Changes nothing.
    async fn line_get_queue_info(&self, _ticket: &Ticket, _queue: QueueId) -> Result<QueueInfo, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetAgentSessionState`: changes the state of a session, its next state, or both.
    ///
    /// `None` is the 0 of the function: it leaves that of the two alone. With 0 for both, what is left to
    /// do is to set the next state to 0: it is cleared.
    ///
    /// # Errors
    /// [`LineError::INVALAGENTSTATE`] for a change that the transition table does not have, for
    /// `BUSY_ON_CALL`, and for any change of an ENDED session; state and next state are then as before.
    async fn line_set_agent_session_state(
        &self,
        _ticket: &Ticket,
        _session: SessionId,
        _state: Option<SessionState>,
        _next: Option<SessionState>,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetAgentStateEx`: changes the own state of an agent, its next state, or both. `None` as for
    /// [`line_set_agent_session_state`](Provider::line_set_agent_session_state).
    ///
    /// # Errors
    /// [`LineError::INVALAGENTSTATE`] for anything but READY and `NOT_READY`; nothing has changed then.
    async fn line_set_agent_state_ex(
        &self,
        _ticket: &Ticket,
        _agent: AgentId,
        _state: Option<AgentState>,
        _next: Option<AgentState>,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetAgentMeasurementPeriod`: starts a new measurement period of so many seconds. The counts of the
    /// agent go back to zero.
    ///
    /// # Errors
    /// [`LineError::INVALPARAM`] for zero.
    async fn line_set_agent_measurement_period(
        &self,
        _ticket: &Ticket,
        _agent: AgentId,
        _seconds: u32,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetQueueMeasurementPeriod`: starts a new measurement period of so many seconds. The counts of the
    /// queue go back to zero; what waits goes on waiting.
    ///
    /// # Errors
    /// [`LineError::INVALPARAM`] for zero.
    async fn line_set_queue_measurement_period(
        &self,
        _ticket: &Ticket,
        _queue: QueueId,
        _seconds: u32,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineCreateAgentSession`: logs an agent into a group at an address. The session starts `NOT_READY`; its
    /// id is the provider's to choose and is never used again. The PIN is for switches that want one for each group.
    async fn line_create_agent_session(
        &self,
        _ticket: &Ticket,
        _agent: AgentId,
        _group: GroupId,
        _address: AddressId,
        _pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineCreateAgent`: registers an agent with the handler. The id is the handler's to choose and is never used again.
    ///
    /// # Errors
    /// POLICY `wrong_pin`: [`LineError::OPERATIONFAILED`] for a PIN that is not the agent's, or
    /// [`LineError::INVALPASSWORD`].
    async fn line_create_agent(&self, _ticket: &Ticket, _login: Login) -> Result<AgentId, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetAgentSessionList`: the sessions that were created for an agent, in order of creation, ended ones too.
    async fn line_get_agent_session_list(
        &self,
        _ticket: &Ticket,
        _agent: AgentId,
    ) -> Result<Vec<ListedSession>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetQueueList`: the queues of a group.
    async fn line_get_queue_list(&self, _ticket: &Ticket, _group: GroupId) -> Result<Vec<ListedQueue>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetGroupList`: the groups that the handler shows to this client; another may see others.
    async fn line_get_group_list(&self, _ticket: &Ticket) -> Result<Vec<ListedGroup>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetAgentCaps`: what the handler behind an address can do. The version is the highest that the client knows.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INCOMPATIBLEAPIVERSION`].
    async fn line_get_agent_caps(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
        _version: ApiVersion,
    ) -> Result<AgentCaps, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetAgentStatus`: the agent at an address, as TAPI 2.0 sees it.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`].
    async fn line_get_agent_status(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
    ) -> Result<AgentStatusRecord, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetAgentGroup`: the groups that the agent at an address is logged into from now on; none logs out of all.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INVALAGENTID`] where no agent belongs to the address,
    /// [`LineError::INVALAGENTGROUP`] for a group that is not there or not the agent's; nothing has changed then.
    async fn line_set_agent_group(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
        _groups: Vec<GroupId>,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetAgentState`: changes the state of the agent at an address, its next state, or both. `None` is the 0 of the
    /// function: for the state, it stays; for the next state, it is the agent's default.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INVALAGENTSTATE`] for a state that cannot be set now.
    async fn line_set_agent_state(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
        _state: Option<line::AgentState>,
        _next: Option<line::AgentState>,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineSetAgentActivity`: what the agent at an address is doing.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INVALAGENTACTIVITY`] for an activity that is not in the list,
    /// [`LineError::INVALADDRESSSTATE`] where nobody is logged in.
    async fn line_set_agent_activity(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
        _activity: ActivityId,
    ) -> Result<(), LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetAgentActivityList`: what the agent at an address can be set to.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INVALAGENTID`] where no agent belongs to the address.
    async fn line_get_agent_activity_list(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
    ) -> Result<Vec<ListedActivity>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetAgentGroupList`: the groups that the agent at an address may log into, those already joined included.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INVALAGENTID`] where no agent belongs to the address.
    async fn line_get_agent_group_list(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
    ) -> Result<Vec<ListedGroup>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineAgentSpecific`: hands a block to an extension of the handler, and its answer back. The answer is never longer than
    /// the block.
    ///
    /// # Errors
    /// [`LineError::INVALADDRESSID`], [`LineError::INVALPARAM`] for an extension that is not there,
    /// [`LineError::STRUCTURETOOSMALL`] for an answer that does not fit, and whatever the extension says.
    async fn line_agent_specific(
        &self,
        _ticket: &Ticket,
        _address: AddressId,
        _extension: u32,
        _params: Vec<u8>,
    ) -> Result<Vec<u8>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineGetProxyStatus`: the types of request that are served now. Answered at once, by TAPI itself.
    ///
    /// # Errors
    /// [`LineError::OPERATIONUNAVAIL`] where the provider does not say.
    fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

    /// `lineProxyMessage`, for a proxy: tells every other line on the device.
    ///
    /// # Errors
    /// [`LineError::NOTREGISTERED`] for a line that is no proxy, [`LineError::INVALPARAM`] for a message that is not a
    /// proxy's to send.
    fn line_proxy_message(&self, _message: Message) -> Result<(), LineError> {
        Err(LineError::NOTREGISTERED)
    }

    /// `lineProxyResponse`, for a proxy: answers a request that LINE_PROXYREQUEST named. Once each.
    ///
    /// # Errors
    /// [`LineError::NOTREGISTERED`] for a line that is no proxy; [`LineError::INVALPOINTER`] for a request that is not its own or
    /// has been answered; [`LineError::INVALPARAM`] for an answer to another question, or an error that the function does not
    /// list.
    fn line_proxy_response(&self, _request: RequestId, _result: Result<Answer, LineError>) -> Result<(), LineError> {
        Err(LineError::NOTREGISTERED)
    }

    /// What a proxy was asked by the LINE_PROXYREQUEST of this number, until it has answered.
    fn proxy_request(&self, _request: RequestId) -> Option<ProxyRequest> {
        None
    }

    /// A new listener on this line, who from now on gets the messages that the filter lets through, in order, through a
    /// buffer of so many. See [`inbox`](crate::messages::inbox) for a slow reader.
    ///
    /// LINE_REPLY does not come this way: at this seam it is the end of the request's future, and a face that shows request
    /// ids makes the message of that.
    fn messages(&self, _filter: MessageFilter, _capacity: usize) -> Messages {
        Messages::none()
    }

    /// `lineClose`: what is pending ends with [`LineError::OPERATIONFAILED`], though it is handled all the same; what this line
    /// serves as a proxy is served no more; its listeners get LINE_CLOSE. Afterwards every request is refused with
    /// [`LineError::INVALLINEHANDLE`].
    fn close(&self) {}

    /// A session as the client last heard of it; `None` if it never did. No request, no limit.
    fn session_entry(&self, _session: SessionId) -> Option<SessionEntry> {
        None
    }

    /// An agent as the client last heard of it; `None` if it never did. No request, no limit.
    fn agent_entry(&self, _agent: AgentId) -> Option<AgentEntry> {
        None
    }

    /// A queue as the client last heard of it; `None` if it never did. No request, no limit.
    fn queue_entry(&self, _queue: QueueId) -> Option<QueueEntry> {
        None
    }

    /// A group as the client last heard of it; `None` if it never did. No request, no limit.
    fn group_entry(&self, _group: GroupId) -> Option<GroupEntry> {
        None
    }

    /// The addresses of the line at which ACD calls can be received, in order. No request, no limit.
    fn addresses(&self) -> Vec<AddressId> {
        Vec::new()
    }

    /// The client's timer for the request of this ticket has run out and its call is not ready yet. The
    /// provider, whose clock may be finer or faster than the timer, has the last word.
    ///
    /// Waits, if it must, until the provider's own time has reached the limit. After
    /// [`Verdict::TooLate`] the client drops the call without another word.
    async fn give_up(&self, _ticket: &Ticket) -> Verdict {
        Verdict::TooLate
    }

    /// The client has dropped the call before a reply reached it. Never called after
    /// [`give_up`](Provider::give_up) has answered, and never for a call that was ready. Must not block.
    fn forget(&self, _ticket: &Ticket) {}

    /// How long a client's timer should run for so much of the provider's time: a provider that runs ten times
    /// as fast as the clock on the wall answers a tenth.
    fn wait_for(&self, limit: Duration) -> Duration {
        limit
    }
}
