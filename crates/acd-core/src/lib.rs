//! The ACD as a synchronous state machine.
//!
//! No clock, no entropy, no I/O, no locks: time comes in as an argument, randomness comes from named
//! streams that the engine owns.

mod agent;
mod bench;
mod call;
mod calls;
mod clocks;
mod command;
mod config;
mod desk;
mod digest;
mod distribution;
mod engine;
mod guard;
mod laws;
mod log;
mod offers;
mod order;
mod period;
mod picture;
mod queue;
mod queues;
mod random;
mod ranks;
mod record;
mod routing;
mod rows;
mod session;
mod shifts;
mod states;
mod streams;
mod table;
mod talks;
mod timers;

pub use command::{Accepted, CallTimes, Command, Direction, Next, Outcome, Party, Reply, Request, TransferTo};
pub use config::{
    AgentConfig, Answer, Break, CallOrigin, Config, CountCallAt, EndDuringCall, FaultConfig, ListedCall, Membership,
    OnNoAnswer, Policies, QueueConfig, Rate, RateStep, ReasonId, SameState, SessionOrigin, Shift, Strategy,
    StreamConfig, TimeToAnswerFrom, WhenUnstaffed,
};
pub use desk::{Output, RequestEnd};
pub use distribution::Distribution;
pub use engine::Engine;
pub use guard::{CIRCLE_EVENTS_MAX, Halt};
pub use order::{Class, Moment};
pub use random::Stream;
pub use record::{CallNo, Fact, Record};
pub use rows::{AgentRow, CallRow, Disposition, QueueFigures, QueueRow, SessionRow};
