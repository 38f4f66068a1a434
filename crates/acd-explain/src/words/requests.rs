//! Facts about requests, and faults, in words.

use acd_core::Fact;
use tapi_types::{Effect, LineError, ObjectFilter};

use crate::world::World;

/// A fact about a request; nothing for a fact about something else.
pub(super) fn request_words(world: &World<'_>, fact: &Fact) -> Option<String> {
    Some(match *fact {
        Fact::RequestSubmitted { function, object, limit, .. } => {
            let limit = limit.map_or("no time limit".to_owned(), |limit| format!("time limit {limit}"));
            format!("submitted: {} about {}, {limit}", function.original_name(), object_words(world, object))
        }
        Fact::FaultFired { fault, .. } => match world.plan.config.faults.get(fault) {
            Some(fault) => format!("fault {} fires: {}", fault.name, effect_words(&fault.rule.effect)),
            None => format!("fault {fault} fires"),
        },
        Fact::RequestHandled { error, .. } => format!("handled by the ACD{}", with_error(error)),
        Fact::RequestReplied { error: None, .. } => "the reply reaches the client".to_owned(),
        Fact::RequestReplied { error: Some(error), .. } => format!("the client is told {error}"),
        Fact::RequestTimedOut { .. } => "the client's time limit ends: TAPI_E_TIMEOUT".to_owned(),
        Fact::RequestDropped { .. } => "the client drops the request".to_owned(),
        Fact::ReplyLate { .. } => "a reply comes that nobody waits for".to_owned(),
        Fact::ReplyLost { .. } => "the reply is lost".to_owned(),
        Fact::SessionCreated { .. }
        | Fact::SessionState { .. }
        | Fact::SessionNextState { .. }
        | Fact::AgentState { .. }
        | Fact::AgentNextState { .. }
        | Fact::AgentPeriodSet { .. }
        | Fact::QueuePeriodSet { .. }
        | Fact::ProxyClosed
        | Fact::ProxyOpened
        | Fact::CommandRefused { .. }
        | Fact::CallArrived { .. }
        | Fact::CallEntered { .. }
        | Fact::CallBlocked { .. }
        | Fact::CallUnstaffed { .. }
        | Fact::CallOffered { .. }
        | Fact::OfferRangOut { .. }
        | Fact::OfferWithdrawn { .. }
        | Fact::CallReturned { .. }
        | Fact::CallAnswered { .. }
        | Fact::CallHeld { .. }
        | Fact::CallRetrieved { .. }
        | Fact::CallTransferred { .. }
        | Fact::CallReleased { .. }
        | Fact::CallAbandoned { .. }
        | Fact::CallTimedOut { .. }
        | Fact::CallFlowedOut { .. }
        | Fact::CallCounted { .. }
        | Fact::CallEnded { .. }
        | Fact::WrapUpEnded { .. }
        | Fact::OtherCallStarted { .. }
        | Fact::OtherCallEnded { .. } => return None,
    })
}

fn with_error(error: Option<LineError>) -> String {
    error.map_or(String::new(), |error| format!("; the reply will say {error}"))
}

/// What a request is about.
pub(crate) fn object_words(world: &World<'_>, object: ObjectFilter) -> String {
    match object {
        ObjectFilter::Any => "everything".to_owned(),
        ObjectFilter::Session(session) => format!("session {}", world.session_name(session)),
        ObjectFilter::Agent(agent) => format!("agent {}", world.agent_name(agent)),
        ObjectFilter::Queue(queue) => format!("queue {}", world.queue_name(queue)),
    }
}

/// What a fault does, as scenarios name it.
pub(crate) fn effect_words(effect: &Effect) -> String {
    match effect {
        Effect::DropReply => "drop_reply".to_owned(),
        Effect::DelayReply(by) => format!("delay_reply by {by}"),
        Effect::DuplicateReply(after) => format!("duplicate_reply after {after}"),
        Effect::Fail(error) => format!("fail with {error}"),
        Effect::FailAtSubmit(error) => format!("fail_at_submit with {error}"),
        Effect::Stale => "stale, with the record taken last time".to_owned(),
        Effect::StructureTooSmall => "structure_too_small".to_owned(),
        Effect::CloseProxy => "close_proxy".to_owned(),
    }
}
