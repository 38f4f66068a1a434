//! What requests are about, and what faults do, in words.

use tapi_types::{Effect, ObjectFilter};

use crate::world::World;

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
