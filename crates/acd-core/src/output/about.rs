//! Whom a fact is about.

use tapi_types::{AgentId, QueueId, RequestId, SessionId};

use crate::{CallNo, Fact};

/// What a fact is mainly about, where it concerns several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A session by itself, no call of its.
    Session(SessionId),
    /// An agent: its coming and going, the own state, what it does, or the measurement period.
    Agent(AgentId),
    /// A queue: its coming and going, or the measurement period.
    Queue(QueueId),
    /// A call, whichever queue, session or agent it is with, the wrap-up after it included.
    Call(CallNo),
    /// A request, or a fault that fired on it.
    Request(RequestId),
    /// None of these: the proxy, a group, an extension, or a refused command.
    Nobody,
}

impl Fact {
    /// What it is mainly about.
    pub const fn about(&self) -> About {
        match *self {
            Fact::SessionCreated { session, .. }
            | Fact::SessionState { session, .. }
            | Fact::SessionNextState { session, .. } => About::Session(session),
            Fact::AgentState { agent, .. }
            | Fact::AgentNextState { agent, .. }
            | Fact::AgentPeriodSet { agent, .. }
            | Fact::AgentCreated { agent, .. }
            | Fact::AgentReleased { agent, .. }
            | Fact::AgentActivity { agent, .. } => About::Agent(agent),
            Fact::QueuePeriodSet { queue, .. } | Fact::QueueAdded { queue } | Fact::QueueRemoved { queue } => {
                About::Queue(queue)
            }
            Fact::CallArrived { call, .. }
            | Fact::CallEntered { call, .. }
            | Fact::CallBlocked { call, .. }
            | Fact::CallUnstaffed { call, .. }
            | Fact::CallOffered { call, .. }
            | Fact::OfferRangOut { call, .. }
            | Fact::OfferWithdrawn { call, .. }
            | Fact::CallReturned { call, .. }
            | Fact::CallAnswered { call, .. }
            | Fact::CallHeld { call }
            | Fact::CallRetrieved { call }
            | Fact::CallTransferred { call, .. }
            | Fact::CallReleased { call, .. }
            | Fact::CallAbandoned { call, .. }
            | Fact::CallTimedOut { call, .. }
            | Fact::CallFlowedOut { call, .. }
            | Fact::CallCounted { call, .. }
            | Fact::CallEnded { call, .. }
            | Fact::WrapUpEnded { call, .. }
            | Fact::OtherCallStarted { call, .. }
            | Fact::OtherCallEnded { call, .. } => About::Call(call),
            Fact::RequestSubmitted { request, .. }
            | Fact::FaultFired { request, .. }
            | Fact::RequestHandled { request, .. }
            | Fact::RequestReplied { request, .. }
            | Fact::RequestTimedOut { request }
            | Fact::RequestDropped { request }
            | Fact::ReplyLate { request }
            | Fact::ReplyLost { request } => About::Request(request),
            Fact::ProxyClosed
            | Fact::ProxyOpened
            | Fact::GroupAdded { .. }
            | Fact::GroupRemoved { .. }
            | Fact::AgentSpecific { .. }
            | Fact::CommandRefused { .. } => About::Nobody,
        }
    }
}
