//! The router, held against the suite, and with a client in front of it.

mod client;
mod conformance;
mod day;
mod floor;
