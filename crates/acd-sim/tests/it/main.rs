//! The drivers and the in-memory provider, from outside.

mod conformance;
mod contract;
mod crowd;
mod drivers;
mod drops;
mod ends;
mod floor;
mod halts;
mod limits;
mod live;
mod playing;
mod spans;
mod steps;
