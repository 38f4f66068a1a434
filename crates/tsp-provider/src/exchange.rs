//! What is asked of a provider and what comes back, as plain data.

use std::fmt;

use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, Function, GroupId, LineError, ObjectFilter, QueueId, QueueInfo,
    SessionId, SessionState, Span, Time,
};

use crate::{AddressId, AgentEntry, Provider, QueueEntry, SessionEntry, Ticket};

/// Something that a client asked of a provider, and how that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Its place among all that was asked, from 1, in the order of asking.
    pub seq: u64,
    /// When it was asked: for a request, when it was submitted.
    pub at: Time,
    /// How long the client was ready to wait; `None`: for ever, and for what is no request.
    pub limit: Option<Span>,
    /// What was asked.
    pub ask: Ask,
    /// When it was over for the client.
    pub ended_at: Time,
    /// How.
    pub outcome: Outcome,
}

/// How something that was asked ended for the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With an answer.
    Answered(Answer),
    /// With an error, at submission or in the reply.
    Refused(LineError),
    /// No reply came within the client's limit.
    TimedOut,
    /// The client waited no longer, before its limit.
    Dropped,
}

/// What a client can ask of a provider: the requests, and what it may look up without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// `lineGetAgentSessionInfo`.
    GetAgentSessionInfo(SessionId),
    /// `lineGetAgentInfo`.
    GetAgentInfo(AgentId),
    /// `lineGetQueueInfo`.
    GetQueueInfo(QueueId),
    /// `lineSetAgentSessionState`.
    SetAgentSessionState {
        /// Whose state.
        session: SessionId,
        /// `None` for the 0 of the function.
        state: Option<SessionState>,
        /// `None` for the 0 of the function.
        next: Option<SessionState>,
    },
    /// `lineSetAgentStateEx`.
    SetAgentStateEx {
        /// Whose state.
        agent: AgentId,
        /// `None` for the 0 of the function.
        state: Option<AgentState>,
        /// `None` for the 0 of the function.
        next: Option<AgentState>,
    },
    /// `lineSetAgentMeasurementPeriod`.
    SetAgentMeasurementPeriod {
        /// Whose period.
        agent: AgentId,
        /// Its length.
        seconds: u32,
    },
    /// `lineSetQueueMeasurementPeriod`.
    SetQueueMeasurementPeriod {
        /// Whose period.
        queue: QueueId,
        /// Its length.
        seconds: u32,
    },
    /// `lineCreateAgentSession`.
    CreateAgentSession {
        /// Who logs in.
        agent: AgentId,
        /// Into which group.
        group: GroupId,
        /// Where.
        address: AddressId,
    },
    /// [`Provider::session_entry`]: no request.
    SessionEntry(SessionId),
    /// [`Provider::agent_entry`]: no request.
    AgentEntry(AgentId),
    /// [`Provider::queue_entry`]: no request.
    QueueEntry(QueueId),
}

/// What a provider answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Statistics of a session.
    AgentSessionInfo(AgentSessionInfo),
    /// Statistics of an agent.
    AgentInfo(AgentInfo),
    /// Statistics of a queue.
    QueueInfo(QueueInfo),
    /// A setter has acted.
    Done,
    /// A session was created.
    Session(SessionId),
    /// What is known of a session.
    SessionEntry(Option<SessionEntry>),
    /// What is known of an agent.
    AgentEntry(Option<AgentEntry>),
    /// What is known of a queue.
    QueueEntry(Option<QueueEntry>),
}

impl Ask {
    /// The function of the request; `None` for what needs none.
    pub const fn function(self) -> Option<Function> {
        match self {
            Ask::GetAgentSessionInfo(_) => Some(Function::GetAgentSessionInfo),
            Ask::GetAgentInfo(_) => Some(Function::GetAgentInfo),
            Ask::GetQueueInfo(_) => Some(Function::GetQueueInfo),
            Ask::SetAgentSessionState { .. } => Some(Function::SetAgentSessionState),
            Ask::SetAgentStateEx { .. } => Some(Function::SetAgentStateEx),
            Ask::SetAgentMeasurementPeriod { .. } => Some(Function::SetAgentMeasurementPeriod),
            Ask::SetQueueMeasurementPeriod { .. } => Some(Function::SetQueueMeasurementPeriod),
            Ask::CreateAgentSession { .. } => Some(Function::CreateAgentSession),
            Ask::SessionEntry(_) | Ask::AgentEntry(_) | Ask::QueueEntry(_) => None,
        }
    }

    /// Its own object, as fault rules see it.
    pub const fn object(self) -> ObjectFilter {
        match self {
            Ask::GetAgentSessionInfo(session)
            | Ask::SetAgentSessionState { session, .. }
            | Ask::SessionEntry(session) => ObjectFilter::Session(session),
            Ask::GetAgentInfo(agent)
            | Ask::SetAgentStateEx { agent, .. }
            | Ask::SetAgentMeasurementPeriod { agent, .. }
            | Ask::CreateAgentSession { agent, .. }
            | Ask::AgentEntry(agent) => ObjectFilter::Agent(agent),
            Ask::GetQueueInfo(queue) | Ask::SetQueueMeasurementPeriod { queue, .. } | Ask::QueueEntry(queue) => {
                ObjectFilter::Queue(queue)
            }
        }
    }

    /// True for a request whose reply is a statistics record.
    pub(crate) const fn is_getter(self) -> bool {
        matches!(self, Ask::GetAgentSessionInfo(_) | Ask::GetAgentInfo(_) | Ask::GetQueueInfo(_))
    }

    /// Asks it of a provider. Nothing is asked before the future is first polled.
    ///
    /// # Errors
    /// Those of the provider's method.
    pub async fn perform(self, provider: &(impl Provider + ?Sized), ticket: &Ticket) -> Result<Answer, LineError> {
        match self {
            Ask::GetAgentSessionInfo(session) => {
                provider.line_get_agent_session_info(ticket, session).await.map(Answer::AgentSessionInfo)
            }
            Ask::GetAgentInfo(agent) => provider.line_get_agent_info(ticket, agent).await.map(Answer::AgentInfo),
            Ask::GetQueueInfo(queue) => provider.line_get_queue_info(ticket, queue).await.map(Answer::QueueInfo),
            Ask::SetAgentSessionState { session, state, next } => {
                provider.line_set_agent_session_state(ticket, session, state, next).await.map(|()| Answer::Done)
            }
            Ask::SetAgentStateEx { agent, state, next } => {
                provider.line_set_agent_state_ex(ticket, agent, state, next).await.map(|()| Answer::Done)
            }
            Ask::SetAgentMeasurementPeriod { agent, seconds } => {
                provider.line_set_agent_measurement_period(ticket, agent, seconds).await.map(|()| Answer::Done)
            }
            Ask::SetQueueMeasurementPeriod { queue, seconds } => {
                provider.line_set_queue_measurement_period(ticket, queue, seconds).await.map(|()| Answer::Done)
            }
            Ask::CreateAgentSession { agent, group, address } => {
                provider.line_create_agent_session(ticket, agent, group, address).await.map(Answer::Session)
            }
            Ask::SessionEntry(session) => Ok(Answer::SessionEntry(provider.session_entry(session))),
            Ask::AgentEntry(agent) => Ok(Answer::AgentEntry(provider.agent_entry(agent))),
            Ask::QueueEntry(queue) => Ok(Answer::QueueEntry(provider.queue_entry(queue))),
        }
    }
}

impl fmt::Display for Ask {
    /// As a call of the function: `lineSetAgentSessionState(session 1, ready, 0)`; what is no request as `entry(session 1)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.function().map_or("entry", Function::original_name);
        write!(f, "{name}(")?;
        match self.object() {
            ObjectFilter::Any => {}
            ObjectFilter::Session(session) => write!(f, "session {}", session.get())?,
            ObjectFilter::Agent(agent) => write!(f, "agent {}", agent.get())?,
            ObjectFilter::Queue(queue) => write!(f, "queue {}", queue.get())?,
        }
        match *self {
            Ask::SetAgentSessionState { state, next, .. } => {
                let named = |state: Option<SessionState>| state.map_or("0", SessionState::name);
                write!(f, ", {}, {}", named(state), named(next))?;
            }
            Ask::SetAgentStateEx { state, next, .. } => {
                let named = |state: Option<AgentState>| state.map_or("0", AgentState::name);
                write!(f, ", {}, {}", named(state), named(next))?;
            }
            Ask::SetAgentMeasurementPeriod { seconds, .. } | Ask::SetQueueMeasurementPeriod { seconds, .. } => {
                write!(f, ", {seconds} s")?;
            }
            Ask::CreateAgentSession { group, address, .. } => {
                write!(f, ", group {}, address {}", group.get(), address.0)?;
            }
            Ask::GetAgentSessionInfo(_)
            | Ask::GetAgentInfo(_)
            | Ask::GetQueueInfo(_)
            | Ask::SessionEntry(_)
            | Ask::AgentEntry(_)
            | Ask::QueueEntry(_) => {}
        }
        f.write_str(")")
    }
}

impl From<Result<Answer, LineError>> for Outcome {
    fn from(reply: Result<Answer, LineError>) -> Outcome {
        reply.map_or_else(Outcome::Refused, Outcome::Answered)
    }
}
