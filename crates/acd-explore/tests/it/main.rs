//! Seeds, the swarm, the audit and shrinking, on whole scenarios.
//!
//! With the feature `planted` only what is about planted faults: they are in all engines of the process.

#[cfg(not(feature = "planted"))]
mod again;
mod every_way;
#[cfg(not(feature = "planted"))]
mod fixtures;
mod floors;
#[cfg(feature = "planted")]
mod planted;
#[cfg(not(feature = "planted"))]
mod same;
#[cfg(not(feature = "planted"))]
mod seeds;
#[cfg(not(feature = "planted"))]
mod swarm;
#[cfg(not(feature = "planted"))]
mod tampered;
