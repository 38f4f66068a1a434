//! What only the whole of tspmock shows. The integration tests stand beside this file, in `tests/it`.
//!
//! The Rust examples of the README are compiled and run as this crate's documentation tests.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
