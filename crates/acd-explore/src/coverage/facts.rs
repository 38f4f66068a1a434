//! The names of facts.

use acd_core::Fact;

macro_rules! names {
    ($($variant:ident = $text:literal,)+) => {
        /// What kind of fact it is: its object and what happened to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum FactName {
            $($variant,)+
        }

        impl FactName {
            /// All of them, in this order.
            pub(crate) const ALL: &[FactName] = &[$(FactName::$variant,)+];

            /// The name in tables.
            pub(crate) const fn text(self) -> &'static str {
                match self { $(FactName::$variant => $text,)+ }
            }
        }
    };
}

names! {
    AgentCreated = "agent.created",
    AgentCreatedAnew = "agent.created_anew",
    AgentReleased = "agent.released",
    AgentActivity = "agent.activity",
    GroupAdded = "group.added",
    GroupRemoved = "group.removed",
    QueueAdded = "queue.added",
    QueueRemoved = "queue.removed",
    AgentSpecific = "agent.specific",
    SessionCreated = "session.created",
    SessionStateChanged = "session.state_changed",
    SessionNextStateSet = "session.next_state_set",
    AgentStateChanged = "agent.state_changed",
    AgentNextStateSet = "agent.next_state_set",
    CallArrived = "call.arrived",
    CallEntered = "call.entered",
    CallBlocked = "call.blocked",
    CallUnstaffed = "call.unstaffed",
    CallOffered = "call.offered",
    OfferRangOut = "offer.rang_out",
    OfferRejected = "offer.rejected",
    OfferWithdrawn = "offer.withdrawn",
    CallReturned = "call.returned",
    CallAnswered = "call.answered",
    CallHeld = "call.held",
    CallRetrieved = "call.retrieved",
    CallTransferredToQueue = "call.transferred_to_queue",
    CallTransferredToSession = "call.transferred_to_session",
    CallReleased = "call.released",
    CallAbandoned = "call.abandoned",
    CallAbandonedRinging = "call.abandoned_ringing",
    CallTimedOut = "call.timed_out",
    CallFlowedOut = "call.flowed_out",
    CallCounted = "call.counted",
    CallEnded = "call.ended",
    WrapUpEnded = "wrap_up.ended",
    OtherCallStarted = "other_call.started",
    OtherCallEnded = "other_call.ended",
    AgentPeriodSet = "agent.period_set",
    QueuePeriodSet = "queue.period_set",
    ProxyClosed = "proxy.closed",
    ProxyOpened = "proxy.opened",
    RequestSubmitted = "request.submitted",
    FaultFired = "fault.fired",
    RequestHandled = "request.handled",
    RequestReplied = "request.replied",
    RequestTimedOut = "request.timed_out",
    RequestDropped = "request.dropped",
    ReplyLate = "reply.late",
    ReplyLost = "reply.lost",
    CommandRefused = "command.refused",
}

impl FactName {
    /// Of a fact.
    pub(crate) const fn of(fact: &Fact) -> FactName {
        match fact {
            Fact::AgentCreated { new: false, .. } => FactName::AgentCreated,
            Fact::AgentCreated { new: true, .. } => FactName::AgentCreatedAnew,
            Fact::AgentReleased { .. } => FactName::AgentReleased,
            Fact::AgentActivity { .. } => FactName::AgentActivity,
            Fact::GroupAdded { .. } => FactName::GroupAdded,
            Fact::GroupRemoved { .. } => FactName::GroupRemoved,
            Fact::QueueAdded { .. } => FactName::QueueAdded,
            Fact::QueueRemoved { .. } => FactName::QueueRemoved,
            Fact::AgentSpecific { .. } => FactName::AgentSpecific,
            Fact::SessionCreated { .. } => FactName::SessionCreated,
            Fact::SessionState { .. } => FactName::SessionStateChanged,
            Fact::SessionNextState { .. } => FactName::SessionNextStateSet,
            Fact::AgentState { .. } => FactName::AgentStateChanged,
            Fact::AgentNextState { .. } => FactName::AgentNextStateSet,
            Fact::CallArrived { .. } => FactName::CallArrived,
            Fact::CallEntered { .. } => FactName::CallEntered,
            Fact::CallBlocked { .. } => FactName::CallBlocked,
            Fact::CallUnstaffed { .. } => FactName::CallUnstaffed,
            Fact::CallOffered { .. } => FactName::CallOffered,
            Fact::OfferRangOut { rejected: false, .. } => FactName::OfferRangOut,
            Fact::OfferRangOut { rejected: true, .. } => FactName::OfferRejected,
            Fact::OfferWithdrawn { .. } => FactName::OfferWithdrawn,
            Fact::CallReturned { .. } => FactName::CallReturned,
            Fact::CallAnswered { .. } => FactName::CallAnswered,
            Fact::CallHeld { .. } => FactName::CallHeld,
            Fact::CallRetrieved { .. } => FactName::CallRetrieved,
            Fact::CallTransferred { session: None, .. } => FactName::CallTransferredToQueue,
            Fact::CallTransferred { session: Some(_), .. } => FactName::CallTransferredToSession,
            Fact::CallReleased { .. } => FactName::CallReleased,
            Fact::CallAbandoned { ringing: false, .. } => FactName::CallAbandoned,
            Fact::CallAbandoned { ringing: true, .. } => FactName::CallAbandonedRinging,
            Fact::CallTimedOut { .. } => FactName::CallTimedOut,
            Fact::CallFlowedOut { .. } => FactName::CallFlowedOut,
            Fact::CallCounted { .. } => FactName::CallCounted,
            Fact::CallEnded { .. } => FactName::CallEnded,
            Fact::WrapUpEnded { .. } => FactName::WrapUpEnded,
            Fact::OtherCallStarted { .. } => FactName::OtherCallStarted,
            Fact::OtherCallEnded { .. } => FactName::OtherCallEnded,
            Fact::AgentPeriodSet { .. } => FactName::AgentPeriodSet,
            Fact::QueuePeriodSet { .. } => FactName::QueuePeriodSet,
            Fact::ProxyClosed => FactName::ProxyClosed,
            Fact::ProxyOpened => FactName::ProxyOpened,
            Fact::RequestSubmitted { .. } => FactName::RequestSubmitted,
            Fact::FaultFired { .. } => FactName::FaultFired,
            Fact::RequestHandled { .. } => FactName::RequestHandled,
            Fact::RequestReplied { .. } => FactName::RequestReplied,
            Fact::RequestTimedOut { .. } => FactName::RequestTimedOut,
            Fact::RequestDropped { .. } => FactName::RequestDropped,
            Fact::ReplyLate { .. } => FactName::ReplyLate,
            Fact::ReplyLost { .. } => FactName::ReplyLost,
            Fact::CommandRefused { .. } => FactName::CommandRefused,
        }
    }

    /// False for `request.dropped`, which takes a client that loses interest: no scenario has one.
    pub(crate) fn is_possible(self) -> bool {
        self != FactName::RequestDropped
    }
}
