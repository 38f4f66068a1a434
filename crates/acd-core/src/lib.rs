//! The ACD as a synchronous state machine.
//!
//! No clock, no entropy, no I/O, no locks: time comes in as an argument, randomness comes from named streams that the engine
//! owns. The same [`Config`] and the same commands at the same times give the same records, everywhere.
//!
//! Four verbs drive an [`Engine`]: take a command at a time; say when it next wants to be woken; advance; hand out what
//! happened.
//!
//! ```
//! use acd_core::{AgentConfig, CallTimes, Command, Config, Engine, Membership, OnNoAnswer};
//! use acd_core::{QueueConfig, Shift, Strategy, WhenUnstaffed};
//! use tapi_types::{GroupId, QueueId, Span, Time};
//!
//! let group = GroupId::at(0);
//! let shift = Shift { from: Time::ZERO, to: Time::from_secs(3600), groups: vec![group], breaks: Vec::new() };
//! let mut engine = Engine::new(Config {
//!     groups: vec!["sales".to_owned()],
//!     queues: vec![QueueConfig {
//!         name: "sales_q".to_owned(),
//!         group,
//!         strategy: Strategy::LongestIdle,
//!         threshold: Span::from_secs(20),
//!         short_abandon: Span::ZERO,
//!         max_waiting: None,
//!         max_wait: None,
//!         overflow_to: None,
//!         ring_timeout: None,
//!         on_no_answer: OnNoAnswer::NotReady,
//!         when_unstaffed: WhenUnstaffed::Wait,
//!         picks: Vec::new(),
//!     }],
//!     agents: vec![AgentConfig {
//!         groups: vec![Membership { group, level: 1 }],
//!         shifts: vec![shift],
//!         ..AgentConfig::new("anna")
//!     }],
//!     ..Config::empty()
//! });
//!
//! let times = CallTimes { talk: Some(Span::from_secs(90)), wrap_up: Span::from_secs(10), patience: None };
//! engine.advance_before_commands(Time::from_secs(5))?;
//! let queue = QueueId::at(0);
//! engine.apply(&Command::Arrive { handle: None, queue, priority: 0, times }).expect("a call may always come");
//! engine.advance_through(Time::from_secs(180))?;
//!
//! let session = &engine.sessions()[0];
//! assert_eq!(session.info.number_of_calls, 1);
//! assert_eq!(session.talk, Span::from_secs(90));
//! # Ok::<(), acd_core::Halt>(())
//! ```

#![expect(
    clippy::inline_always,
    reason = "a call is handled in a dozen short functions, each once; left alone the compiler makes real calls of them, a tenth of the time"
)]

mod engine;
mod input;
mod order;
mod output;
#[cfg(feature = "planted")]
pub mod planted;
mod random;
mod state;

pub use engine::{CIRCLE_EVENTS_MAX, Drawn, Engine, Halt, Output, Prepared, Presence, RefusedCall, RequestEnd};
pub use input::{
    Absent, Accepted, AddressStatus, AgentConfig, Answer, BadSessionState, Break, CallOrigin, CallRateFactor,
    CallTimes, Command, Config, CountCallAt, Direction, Distribution, EndDuringCall, ExtensionAnswer, ExtensionConfig,
    FaultConfig, GroupEvents, HandlerCaps, ListedCall, Made, Membership, NewAgent, NewSession, Next, OnNoAnswer,
    Outcome, Party, Policies, QueueConfig, Rate, RateStep, ReasonId, Reply, Request, SameState, SessionOrigin, Shift,
    Strategy, StreamConfig, TimeToAnswerFrom, TransferTo, WhenUnstaffed, WrongPin,
};
pub use order::{Class, Moment};
pub use output::{
    About, Action, AgentRow, CallNo, CallRow, Called, Cause, Digest, Disposition, Doing, Entry, Fact, LoggedCommand,
    OpenCall, QueueFigures, QueueRow, Record, SessionRow, TRACE_VERSION,
};
pub use random::Stream;
pub use state::under_way::UnderWay;
