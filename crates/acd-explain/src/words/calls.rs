//! Facts about calls in words.

use acd_core::{Fact, Party};
use tapi_types::SessionId;

use crate::standing::direction_words;
use crate::world::World;

/// A fact about a call, in words that begin with the call's name; nothing for a fact about something else.
pub(super) fn call_words(world: &World<'_>, fact: &Fact) -> Option<String> {
    let session = |id: SessionId| world.session_name(id);
    Some(match *fact {
        Fact::CallArrived { call, priority, talk, patience, .. } => {
            let first = if priority == 0 { String::new() } else { format!(", priority {priority}") };
            let talk = talk.map_or(", until somebody hangs up".to_owned(), |talk| format!(", to talk {talk}"));
            let patience = patience.map(|patience| format!(", patience {patience}")).unwrap_or_default();
            format!("{} arrives{first}{talk}{patience}", world.call_name(call))
        }
        Fact::CallEntered { call, queue, from, queued } => {
            let from = from.map_or(String::new(), |from| format!(" from {}", world.queue_name(from)));
            let free = if queued { "no session can take it" } else { "a session can take it" };
            format!("{} enters {}{from}; {free}", world.call_name(call), world.queue_name(queue))
        }
        Fact::CallBlocked { call, queue } => {
            format!("{} is blocked: {} is full", world.call_name(call), world.queue_name(queue))
        }
        Fact::CallUnstaffed { call, queue, wait } => {
            let waited = if wait.is_zero() { String::new() } else { format!(" after {wait}") };
            format!(
                "{} ends unstaffed{waited}: the group of {} has no session",
                world.call_name(call),
                world.queue_name(queue)
            )
        }
        Fact::CallOffered { call, session: at } => format!("{} is offered to {}", world.call_name(call), session(at)),
        Fact::OfferRangOut { call, session: at, rejected: false } => {
            format!("{} rings out at {}", world.call_name(call), session(at))
        }
        Fact::OfferRangOut { call, session: at, rejected: true } => {
            format!("{} is rejected by {}", world.call_name(call), session(at))
        }
        Fact::OfferWithdrawn { call, session: at } => {
            format!("{} stops ringing at {}", world.call_name(call), session(at))
        }
        Fact::CallReturned { call, queue } => {
            format!("{} is back at its place in {}", world.call_name(call), world.queue_name(queue))
        }
        Fact::CallAnswered { call, session: by, wait, .. } => {
            format!("{} is answered by {} after {wait} in the queue", world.call_name(call), session(by))
        }
        Fact::CallHeld { call } => format!("{} is put on hold", world.call_name(call)),
        Fact::CallRetrieved { call } => format!("{} is off hold", world.call_name(call)),
        Fact::CallTransferred { call, queue, session: to, .. } => match to {
            Some(to) => format!("{} is transferred to {}", world.call_name(call), session(to)),
            None => format!("{} is transferred to {}", world.call_name(call), world.queue_name(queue)),
        },
        Fact::CallReleased { call, session: by, by: who } => {
            format!("{} is released by {}{}", world.call_name(call), session(by), hung_up(who))
        }
        Fact::CallAbandoned { call, wait, ringing, .. } => {
            let rings = if ringing { ", while it rings" } else { "" };
            format!("{} is abandoned after {wait}{rings}", world.call_name(call))
        }
        Fact::CallTimedOut { call, wait, .. } => {
            format!("{} times out after {wait}: max_wait, and nowhere to go on", world.call_name(call))
        }
        Fact::CallFlowedOut { call, queue, to, wait } => format!(
            "{} flows out of {} to {} after {wait}",
            world.call_name(call),
            world.queue_name(queue),
            world.queue_name(to)
        ),
        Fact::CallCounted { call, session: at } => format!("{} counts for {}", world.call_name(call), session(at)),
        Fact::CallEnded { call, disposition } => format!("{} is over: {}", world.call_name(call), disposition.name()),
        Fact::WrapUpEnded { call, session: by, wrap_up } => {
            format!("the wrap-up of {} after {} is over, {wrap_up}", session(by), world.call_name(call))
        }
        Fact::OtherCallStarted { call, agent, direction, .. } => {
            format!("{} of {} begins, {}", world.call_name(call), world.agent_name(agent), direction_words(direction))
        }
        Fact::OtherCallEnded { call, agent, by } => {
            format!("{} of {} is over{}", world.call_name(call), world.agent_name(agent), hung_up(by))
        }
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

fn hung_up(by: Option<Party>) -> &'static str {
    match by {
        Some(Party::Caller) => "; the caller hung up",
        Some(Party::Agent) => "; the agent hung up",
        None => "",
    }
}
