//! What an engine holds: the things on the floor, and the indexes that find them. No rule of the ACD is here.

pub(crate) mod agent;
pub(crate) mod bench;
pub(crate) mod call;
pub(crate) mod heap;
pub(crate) mod lanes;
pub(crate) mod origin;
pub(crate) mod period;
pub(crate) mod queue;
mod ranked;
mod ranks;
pub(crate) mod session;
pub(crate) mod table;
pub(crate) mod timers;
pub(crate) mod under_way;
