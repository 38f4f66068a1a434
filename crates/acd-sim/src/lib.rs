//! Runs the ACD and puts it behind the provider seam.
//!
//! A [`Sim`] is one call centre: the engine behind one short lock, and the clients that wait for its replies. It can be run
//! at full speed in virtual time ([`run_plain`]), or by tokio's clock, paused or real, at any speed ([`run_by_clock`]). The
//! feature `virtual` adds `run_virtual`: full speed with clients, whose timers only tokio's paused clock can move along.
//! What happens from outside comes from a [`Script`], or from live calls of the provider and live commands
//! ([`Sim::apply`]). The trace of a script is the same under every driver: events run at their own due time, in the engine's
//! order, whenever the driver wakes. Live calls are stamped once, under the lock, after everything that was due by then; they
//! never go past what the script has yet to do, nor past the end of the run.
//!
//! When the engine stops, at a broken law or in a circle, the driver returns the reason and what is pending fails with
//! `LINEERR_OPERATIONFAILED`. One driver at a time is at work on a call centre; the next one goes on where it stands.
//!
//! Live calls may come from any task and any thread under a real clock. Nothing here spans threads with a paused clock: tokio moves a paused clock on when its own thread has nothing to do,
//! whatever other threads are about to say.
//!
//! # A live call centre
//!
//! ```
//! use std::sync::Arc;
//! use acd_core::{AgentConfig, Config, Membership};
//! use acd_sim::{Sim, Until, run_by_clock};
//! use tapi_client::CallCenter;
//! use tapi_types::{AgentId, GroupId, SessionState, Time};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let groups = vec![Membership { group: GroupId::at(0), level: 1 }];
//! let anna = AgentConfig { groups, ..AgentConfig::new("anna") };
//! let sim = Sim::new(Config { groups: vec!["sales".to_owned()], agents: vec![anna], ..Config::empty() });
//! let running = tokio::spawn({
//!     let sim = sim.clone();
//!     async move { run_by_clock(&sim, &mut acd_sim::Nothing, Until::Time(Time::from_secs(600)), 1).await }
//! });
//!
//! let center = CallCenter::new(Arc::new(sim.provider()));
//! let session = center.agent(AgentId::at(0)).create_session(GroupId::at(0), Default::default()).await.expect("created");
//! session.put_state(SessionState::Ready).await.expect("READY");
//! assert_eq!(session.number_of_calls().await, Ok(0));
//! # running.await.expect("no panic").expect("no law is broken");
//! # }
//! ```

mod asking;
mod clock;
mod drive;
mod entries;
mod kept;
mod lines;
mod provider;
mod run;
mod script;
mod sim;
mod waiting;
mod world;

#[cfg(feature = "virtual")]
pub use drive::run_virtual;
pub use drive::{Until, run_by_clock, run_plain};
pub use kept::{Ending, RequestTimes};
pub use provider::SimProvider;
pub use script::{Nothing, Script};
pub use sim::{Sim, StepSubmission};
