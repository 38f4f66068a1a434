//! Facts about sessions, agents, periods and the proxy in words.

use acd_core::Fact;

use crate::world::World;

/// A fact about the floor; nothing for a fact about a call or a request.
pub(super) fn floor_words(world: &World<'_>, fact: &Fact) -> Option<String> {
    Some(match *fact {
        Fact::SessionCreated { session, agent, group, .. } => {
            let group = world.book.groups.get(group.index()).map_or("?", String::as_str);
            format!("session {} of {} in {group} created", world.session_name(session), world.agent_name(agent))
        }
        Fact::SessionState { session, from, to, reason } => {
            let why = reason.map(|reason| format!(" ({})", world.reason(reason))).unwrap_or_default();
            format!("{} went from {from} to {to}{why}", world.session_name(session))
        }
        Fact::SessionNextState { session, next, .. } => match next {
            Some(next) => format!("next state of {}: {next}", world.session_name(session)),
            None => format!("next state of {} cleared", world.session_name(session)),
        },
        Fact::AgentState { agent, state, .. } => format!("agent {} became {state}", world.agent_name(agent)),
        Fact::AgentNextState { agent, next } => match next {
            Some(next) => format!("next state of agent {}: {next}", world.agent_name(agent)),
            None => format!("next state of agent {} cleared", world.agent_name(agent)),
        },
        Fact::AgentPeriodSet { agent, period_s } => {
            format!("measurement period of {} set to {period_s} s", world.agent_name(agent))
        }
        Fact::QueuePeriodSet { queue, period_s } => {
            format!("measurement period of {} set to {period_s} s", world.queue_name(queue))
        }
        Fact::ProxyClosed => "the proxy closed".to_owned(),
        Fact::ProxyOpened => "the proxy opened".to_owned(),
        Fact::CommandRefused { error } => format!("refused with {error}"),
        Fact::CallArrived { .. }
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
        | Fact::OtherCallEnded { .. }
        | Fact::RequestSubmitted { .. }
        | Fact::FaultFired { .. }
        | Fact::RequestHandled { .. }
        | Fact::RequestReplied { .. }
        | Fact::RequestTimedOut { .. }
        | Fact::RequestDropped { .. }
        | Fact::ReplyLate { .. }
        | Fact::ReplyLost { .. } => return None,
    })
}
