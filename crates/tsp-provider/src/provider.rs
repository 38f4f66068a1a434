//! The trait that an ACD stands behind.

use std::time::Duration;

use async_trait::async_trait;
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, QueueId, QueueInfo, SessionId, SessionState,
};

use crate::{AddressId, AgentEntry, QueueEntry, SessionEntry, Ticket, Verdict};

/// One open line of an ACD, seen from the client's side. Each async method is one TAPI 2.2 request and
/// bears the name of its function.
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
    /// id is the provider's to choose and is never used again.
    async fn line_create_agent_session(
        &self,
        _ticket: &Ticket,
        _agent: AgentId,
        _group: GroupId,
        _address: AddressId,
    ) -> Result<SessionId, LineError> {
        Err(LineError::OPERATIONUNAVAIL)
    }

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
