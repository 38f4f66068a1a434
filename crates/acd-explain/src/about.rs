//! Which call or request a fact is about.

use acd_core::{CallNo, Fact};
use tapi_types::RequestId;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Call(CallNo),
    Request(RequestId),
    /// A session, an agent, a queue or the proxy.
    Floor,
}

pub(crate) fn about(fact: &Fact) -> About {
    match *fact {
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
        Fact::SessionCreated { .. }
        | Fact::SessionState { .. }
        | Fact::SessionNextState { .. }
        | Fact::AgentState { .. }
        | Fact::AgentNextState { .. }
        | Fact::AgentPeriodSet { .. }
        | Fact::QueuePeriodSet { .. }
        | Fact::ProxyClosed
        | Fact::ProxyOpened
        | Fact::CommandRefused { .. } => About::Floor,
    }
}
