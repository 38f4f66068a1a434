//! What can be done with a recording.
//!
//! Run it again and compare every line ([`replay`]); look at the floor at a moment ([`stand`]); make a timeline
//! ([`timeline`]) or a scenario without a seed ([`write_down`]) of it. A recording says itself what it is of: [`plan`] reads
//! the scenario in its header.
//!
//! [`Stepper`] leads an engine through a run by its log, and [`freeze`] puts values in place of what a run drew.
//!
//! Nothing here opens files: lines come from [`acd_trace::Reader`], or straight from an engine.

mod again;
mod floor;
pub mod freeze;
mod scenario;
mod stepper;
mod timeline;
mod written;

pub use again::{Replayed, replay};
pub use floor::{OpenCall, Stand, stand};
pub use scenario::{plan, source_name};
pub use stepper::Stepper;
pub use timeline::timeline;
pub use written::{Written, write_down};
