//! The ACD as a synchronous state machine.
//!
//! No clock, no entropy, no I/O, no locks: time comes in as an argument, randomness comes from named
//! streams that the engine owns.

mod command;
mod config;
mod distribution;
mod order;
mod random;
mod record;
mod rows;

pub use command::{Accepted, CallTimes, Command, Direction, Next, Outcome, Party, Reply, Request, TransferTo};
pub use config::{
    AgentConfig, Answer, Break, CallOrigin, Config, CountCallAt, EndDuringCall, FaultConfig, ListedCall, Membership,
    OnNoAnswer, Policies, QueueConfig, Rate, RateStep, ReasonId, SameState, SessionOrigin, Shift, Strategy,
    StreamConfig, TimeToAnswerFrom, WhenUnstaffed,
};
pub use distribution::Distribution;
pub use order::{Class, Moment};
pub use random::Stream;
pub use record::{CallNo, Fact, Record};
pub use rows::{AgentRow, CallRow, Disposition, QueueFigures, QueueRow, SessionRow};
