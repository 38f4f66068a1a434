//! Facts in words.

use acd_core::{CallNo, Fact, Party};
use tapi_types::{ActivityId, AgentId, GroupId, LineError, QueueId, SessionId, Span};

use super::requests::{effect_words, object_words};
use crate::standing::direction_words;
use crate::world::World;

/// A fact in words, with the names of what it concerns.
pub(crate) fn fact_words(world: &World<'_>, fact: &Fact) -> String {
    let agent = |id: AgentId| world.agent_name(id);
    let session = |id: SessionId| world.session_name(id);
    let queue = |id: QueueId| world.queue_name(id);
    let call = |no: CallNo| world.call_name(no);
    match *fact {
        Fact::SessionCreated { session: id, agent: whose, group, .. } => {
            format!("session {} of {} in {} created", session(id), agent(whose), group_words(world, group))
        }
        Fact::SessionState { session: id, from, to, reason } => {
            let why = reason.map(|reason| format!(" ({})", world.reason(reason))).unwrap_or_default();
            format!("{} went from {from} to {to}{why}", session(id))
        }
        Fact::SessionNextState { session: id, next: Some(next), .. } => {
            format!("next state of {}: {next}", session(id))
        }
        Fact::SessionNextState { session: id, next: None, .. } => format!("next state of {} cleared", session(id)),
        Fact::AgentState { agent: id, state, .. } => format!("agent {} became {state}", agent(id)),
        Fact::AgentNextState { agent: id, next: Some(next) } => format!("next state of agent {}: {next}", agent(id)),
        Fact::AgentNextState { agent: id, next: None } => format!("next state of agent {} cleared", agent(id)),
        Fact::CallArrived { call: no, priority, talk, patience, .. } => {
            format!("{} arrives{}", call(no), brings(priority, talk, patience))
        }
        Fact::CallEntered { call: no, queue: into, from, queued } => {
            let from = from.map_or(String::new(), |from| format!(" from {}", queue(from)));
            let free = if queued { "no session can take it" } else { "a session can take it" };
            format!("{} enters {}{from}; {free}", call(no), queue(into))
        }
        Fact::CallBlocked { call: no, queue: at } => format!("{} is blocked: {} is full", call(no), queue(at)),
        Fact::CallUnstaffed { call: no, queue: at, wait } => unstaffed(&call(no), queue(at), wait),
        Fact::CallOffered { call: no, session: at } => format!("{} is offered to {}", call(no), session(at)),
        Fact::OfferRangOut { call: no, session: at, rejected } => {
            let how = if rejected { "is rejected by" } else { "rings out at" };
            format!("{} {how} {}", call(no), session(at))
        }
        Fact::OfferWithdrawn { call: no, session: at } => format!("{} stops ringing at {}", call(no), session(at)),
        Fact::CallReturned { call: no, queue: at } => format!("{} is back at its place in {}", call(no), queue(at)),
        Fact::CallAnswered { call: no, session: by, wait, .. } => {
            format!("{} is answered by {} after {wait} in the queue", call(no), session(by))
        }
        Fact::CallHeld { call: no } => format!("{} is put on hold", call(no)),
        Fact::CallRetrieved { call: no } => format!("{} is off hold", call(no)),
        Fact::CallTransferred { call: no, session: Some(to), .. } => {
            format!("{} is transferred to {}", call(no), session(to))
        }
        Fact::CallTransferred { call: no, queue: to, session: None, .. } => {
            format!("{} is transferred to {}", call(no), queue(to))
        }
        Fact::CallReleased { call: no, session: at, by } => {
            format!("{} is released by {}{}", call(no), session(at), hung_up(by))
        }
        Fact::CallAbandoned { call: no, wait, ringing, .. } => {
            format!("{} is abandoned after {wait}{}", call(no), if ringing { ", while it rings" } else { "" })
        }
        Fact::CallTimedOut { call: no, wait, .. } => {
            format!("{} times out after {wait}: max_wait, and nowhere to go on", call(no))
        }
        Fact::CallFlowedOut { call: no, queue: from, to, wait } => {
            format!("{} flows out of {} to {} after {wait}", call(no), queue(from), queue(to))
        }
        Fact::CallCounted { call: no, session: at } => format!("{} counts for {}", call(no), session(at)),
        Fact::CallEnded { call: no, disposition } => format!("{} is over: {}", call(no), disposition.name()),
        Fact::WrapUpEnded { call: no, session: by, wrap_up } => {
            format!("the wrap-up of {} after {} is over, {wrap_up}", session(by), call(no))
        }
        Fact::OtherCallStarted { call: no, agent: who, direction, .. } => {
            format!("{} of {} begins, {}", call(no), agent(who), direction_words(direction))
        }
        Fact::OtherCallEnded { call: no, agent: who, by } => {
            format!("{} of {} is over{}", call(no), agent(who), hung_up(by))
        }
        Fact::AgentPeriodSet { agent: id, period_s } => period_set(agent(id), period_s),
        Fact::QueuePeriodSet { queue: id, period_s } => period_set(queue(id), period_s),
        Fact::ProxyClosed => "the proxy closed".to_owned(),
        Fact::ProxyOpened => "the proxy opened".to_owned(),
        Fact::RequestSubmitted { function, object, limit, .. } => {
            format!("submitted: {} about {}, {}", function.original_name(), object_words(world, object), limited(limit))
        }
        Fact::FaultFired { fault, .. } => fault_fired(world, fault),
        Fact::RequestHandled { error, .. } => format!("handled by the ACD{}", with_error(error)),
        Fact::RequestReplied { error: None, .. } => "the reply reaches the client".to_owned(),
        Fact::RequestReplied { error: Some(error), .. } => format!("the client is told {error}"),
        Fact::RequestTimedOut { .. } => "the client's time limit ends: TAPI_E_TIMEOUT".to_owned(),
        Fact::RequestDropped { .. } => "the client drops the request".to_owned(),
        Fact::ReplyLate { .. } => "a reply comes that nobody waits for".to_owned(),
        Fact::ReplyLost { .. } => "the reply is lost".to_owned(),
        Fact::CommandRefused { error } => format!("refused with {error}"),
        Fact::AgentCreated { agent: id, new: true } => format!("agent {} is made", agent(id)),
        Fact::AgentCreated { agent: id, new: false } => format!("agent {} comes", agent(id)),
        Fact::AgentReleased { agent: id } => format!("agent {} is released", agent(id)),
        Fact::AgentActivity { agent: id, activity } => {
            format!("{} is at {}", agent(id), activity_words(world, activity))
        }
        Fact::GroupAdded { group } => format!("group {} comes", group_words(world, group)),
        Fact::GroupRemoved { group } => format!("group {} is removed", group_words(world, group)),
        Fact::QueueAdded { queue: id } => format!("queue {} comes", queue(id)),
        Fact::QueueRemoved { queue: id } => format!("queue {} is removed", queue(id)),
        Fact::AgentSpecific { extension, .. } => format!("extension {extension} has something to say"),
    }
}

/// What a call brings with it.
fn brings(priority: i64, talk: Option<Span>, patience: Option<Span>) -> String {
    let first = if priority == 0 { String::new() } else { format!(", priority {priority}") };
    let talk = talk.map_or(", until somebody hangs up".to_owned(), |talk| format!(", to talk {talk}"));
    let patience = patience.map(|patience| format!(", patience {patience}")).unwrap_or_default();
    format!("{first}{talk}{patience}")
}

fn unstaffed(call: &str, queue: &str, wait: Span) -> String {
    let waited = if wait.is_zero() { String::new() } else { format!(" after {wait}") };
    format!("{call} ends unstaffed{waited}: the group of {queue} has no session")
}

fn limited(limit: Option<Span>) -> String {
    limit.map_or("no time limit".to_owned(), |limit| format!("time limit {limit}"))
}

pub(super) fn group_words<'w>(world: &'w World<'_>, group: GroupId) -> &'w str {
    world.book.groups.get(group.index()).map_or("?", String::as_str)
}

pub(super) fn activity_words<'w>(world: &'w World<'_>, activity: ActivityId) -> &'w str {
    world.book.activities.get(activity.index()).map_or("?", String::as_str)
}

fn hung_up(by: Option<Party>) -> &'static str {
    match by {
        Some(Party::Caller) => "; the caller hung up",
        Some(Party::Agent) => "; the agent hung up",
        None => "",
    }
}

fn period_set(whose: &str, period_s: u32) -> String {
    format!("measurement period of {whose} set to {period_s} s")
}

fn fault_fired(world: &World<'_>, fault: usize) -> String {
    match world.plan.config.faults.get(fault) {
        Some(fault) => format!("fault {} fires: {}", fault.name, effect_words(&fault.rule.effect)),
        None => format!("fault {fault} fires"),
    }
}

fn with_error(error: Option<LineError>) -> String {
    error.map_or(String::new(), |error| format!("; the reply will say {error}"))
}
