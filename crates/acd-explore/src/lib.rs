//! Many seeds, drawn scenarios, and the smallest one that still fails.
//!
//! [`explore`] runs a plan under many seeds with everything asserted; [`explore_swarm`] also draws the plan from the seed
//! ([`swarm`]). What fails is made small by [`shrink`]. [`same`] holds runs of one plan and seed against each other. An
//! [`Audit`](audit::Audit) follows a trace and works out by itself what should have come of it; it counts what came about as
//! well ([`Coverage`]).
//!
//! Nothing here reads a clock or a file or prints: the same plan and seeds give the same results, for any number of threads.

pub mod audit;
mod coverage;
mod failure;
mod heard;
mod jobs;
mod outside;
mod panics;
mod play;
mod prepared;
pub mod same;
mod seeds;
pub mod shrink;
mod spread;
pub mod swarm;
mod told;
mod verdict;

pub use coverage::{Coverage, Kind, Point};
pub use failure::{Failure, Reason};
pub use panics::panics_are_told;
pub use play::trace;
pub use seeds::{Exploration, Seeds, explore, explore_swarm};
pub use spread::Spread;
pub use verdict::{Verdict, judge};
