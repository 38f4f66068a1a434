//! What comes out: facts in order, their digest, and the figures of one moment.

mod about;
mod called;
mod digest;
mod log;
mod record;
mod rows;

pub use about::About;
pub use called::Called;
pub use digest::Digest;
pub(crate) use log::Log;
pub use log::{Action, Entry, LoggedCommand};
pub use record::{CallNo, Cause, Fact, Record, TRACE_VERSION};
pub use rows::{AgentRow, CallRow, Disposition, Doing, OpenCall, QueueFigures, QueueRow, SessionRow};
