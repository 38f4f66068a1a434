//! What goes in: the floor at the start, and what can be asked of it.

mod command;
mod config;
mod distribution;

pub use command::{Accepted, CallTimes, Command, Direction, Next, Outcome, Party, Reply, Request, TransferTo};
pub use config::{
    AgentConfig, Answer, Break, CallOrigin, Config, CountCallAt, EndDuringCall, FaultConfig, ListedCall, Membership,
    OnNoAnswer, Policies, QueueConfig, Rate, RateStep, ReasonId, SameState, SessionOrigin, Shift, Strategy,
    StreamConfig, TimeToAnswerFrom, WhenUnstaffed,
};
pub use distribution::Distribution;
