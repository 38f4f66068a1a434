//! What goes in: the floor at the start, and what can be asked of it.

mod command;
mod config;
mod distribution;
mod policies;
mod request;

pub use command::{Accepted, CallTimes, Command, Direction, Next, Party, TransferTo};
pub use config::{
    Absent, AgentConfig, Answer, Break, CallOrigin, Config, ExtensionAnswer, ExtensionConfig, FaultConfig, ListedCall,
    Made, Membership, OnNoAnswer, QueueConfig, Rate, RateStep, ReasonId, SessionOrigin, Shift, Strategy, StreamConfig,
    WhenUnstaffed,
};
pub use distribution::Distribution;
pub use policies::{
    BadSessionState, CallRateFactor, CountCallAt, EndDuringCall, GroupEvents, Policies, SameState, TimeToAnswerFrom,
    WrongPin,
};
pub use request::{AddressStatus, HandlerCaps, NewAgent, NewSession, Outcome, Reply, Request};
