//! A call centre for one test: isolated, deterministic, instant, and explaining itself when the test fails.
//!
//! ```
//! use tspmock::{Agent, Floor, Queue};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! // #[tokio::test(start_paused = true)]
//! let anna = Agent::new("anna").group("sales").answers_after("2s");
//! let queue = Queue::new("sales_q").group("sales");
//! let floor = Floor::build().group("sales").queue(queue).agent(anna).start().expect("a sound floor");
//! let session = floor.agent("anna").create_session("sales").named("s1").ready();
//! floor.expect_session("s1").number_of_calls(1).state("ready").by("2m");
//! floor.call("sales_q").talk("90s").wrap_up("10s").arrive();
//! floor.pass("2m").await; // takes no time
//! let client = floor.call_center().session(session.id()); // for the code under test
//! assert_eq!(client.number_of_calls().await, Ok(1));
//! floor.verify(); // or when it is dropped
//! # }
//! ```
//!
//! A [`Floor`] has its own clock, seed, ids and log; nothing is shared between two of them. The code under test gets it as a
//! [`Provider`] or as the TAPI 3 face, a [`CallCenter`]. The test acts on it by the verbs of scenario files, and says what it
//! expects. What is expected is decided afterwards, from the log of the run: no test sleeps, polls or looks in between.
//!
//! | To | there is |
//! |---|---|
//! | make one | [`Floor::from_scenario`], [`Floor::open`], [`Floor::build`] with [`Queue`], [`Agent`], [`Arrivals`], [`Fault`], [`FloorBuilder::set`] |
//! | hand it over | [`Floor::provider`], [`Floor::call_center`]; to another client [`Floor::line`], [`Floor::call_center_of`] |
//! | let time pass by tokio's clock | [`Floor::pass`], [`Floor::pass_until`], or anything that waits; [`FloorBuilder::speed`] |
//! | move time by hand | [`Floor::advance`], [`Floor::run_until`], [`Floor::run_until_idle`]; [`FloorBuilder::by_hand`] |
//! | find somebody | [`Floor::agent`], [`Floor::session`], [`Floor::queue`], [`Floor::named_call`] |
//! | act | [`Floor::call`], [`Call`], [`AgentHandle`], [`SessionHandle`], [`QueueHandle`], [`Floor::close_proxy`], [`Floor::open_proxy`] |
//! | let somebody or something come and go | [`Floor::create_agent`], [`AgentHandle::release`], [`Floor::add_group`], [`Floor::add_queue`] and their counterparts; [`Agent::comes_later`] |
//! | expect figures and states | [`Floor::expect_session`], [`Floor::expect_agent`], [`Floor::expect_queue`], [`Floor::expect_call`] with `at` and `by`, [`at_least`], [`at_most`], [`between`] |
//! | expect requests and replies | [`Floor::expect_requests`] |
//! | decide | [`Floor::verify`], [`Floor::try_verify`], or the end of the floor |
//! | try a provider of one's own | [`Around`], [`conforms`] |
//! | keep the run | [`Floor::save_recording`], [`Floor::save_scenario`], [`Floor::digest`] |
//!
//! # Time
//!
//! Inside a tokio runtime a task moves time by tokio's clock. Under `#[tokio::test(start_paused = true)]` hours take no time,
//! under a running clock they take as long as they take, or a fraction of it. Outside a runtime nothing moves time but the
//! test. What happens at time zero (the first shifts, steps and calls of a scenario) has happened when
//! [`start`](FloorBuilder::start) returns.
//!
//! A paused clock belongs to one thread: tokio moves it on when that thread has nothing to do, whatever others are about.
//!
//! # Refusals
//!
//! A verb that the ACD refuses panics where the test called it, with the `LINEERR_` and the state that it found. Its twin
//! `try_…` returns that as [`Refused`]. Unknown names panic with the nearest ones there are.
//!
//! # When a test fails
//!
//! The message says what was expected and what was, the nearest thing that did happen, why the figure is what it is, down to
//! the calls that did not count and what kept them from it, and the seed. The run is kept as a recording in the folder that
//! the environment variable `TSPMOCK_RECORDINGS` names; the lines to replay and to question it stand at the end:
//!
//! ```text
//! the floor is not as expected (seed 7, stands at 2m)
//!
//! 1. session s1 by 1m (tests/wallboard.rs:12)
//!   number_of_calls: expected 1, was 0
//!   why:
//!     session s1: number_of_calls is 0 at 1m
//!       count_call_at: answer. A call counts when the session answers it
//!       made of: nothing
//!       did not count
//!         1 offered here and rang out
//!           c1  20s from 0s to 20s  #6  rang out
//!
//! recording: target/recordings/wallboard-one_call-0a1b2c3d.recording
//!   tspmock replay target/recordings/wallboard-one_call-0a1b2c3d.recording
//!   tspmock explain target/recordings/wallboard-one_call-0a1b2c3d.recording --session '#1' --field number_of_calls --at 1m
//! ```
//!
//! The recording calls sessions and calls that the test named `#` and their number, since no scenario names them.

mod attached;
mod builder;
mod calls;
mod clients;
mod error;
mod expect;
mod floor;
mod handles;
mod kept;
mod parts;
mod presence;
mod requests;
mod save;
mod seam;
mod span;
mod steps;
mod tell;
mod verify;
mod world;

pub use acd_core::{Direction, Party};
pub use acd_run::report::{AgentRow, CallRow, QueueRow, SessionRow};
pub use acd_scenario::Diagnostic;
pub use builder::FloorBuilder;
pub use calls::{Call, NewCall, NewOtherCall, Transfer};
pub use error::{FloorError, Refused};
pub use expect::{ExpectAgent, ExpectCall, ExpectQueue, ExpectSession, Wanted, at_least, at_most, between};
pub use floor::Floor;
pub use handles::{AgentHandle, QueueHandle, SessionHandle};
pub use parts::{Agent, Arrivals, Fault, Queue};
pub use requests::ExpectRequests;
pub use seam::{Around, conforms};
pub use span::{IntoSpan, IntoTimes};
pub use tapi_client::{self, CallCenter, TapiError};
pub use tapi_types::{self, AgentState, Function, LineError, SessionState, Span, Time};
pub use tell::Failures;
pub use tsp_provider::{self, Client, Provider};
