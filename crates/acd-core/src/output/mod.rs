//! What comes out: facts in order, their digest, and the figures of one moment.

mod digest;
mod log;
mod record;
mod rows;

pub(crate) use log::Log;
pub use record::{CallNo, Fact, Record};
pub use rows::{AgentRow, CallRow, Disposition, QueueFigures, QueueRow, SessionRow};
