//! What every fuzz target does with its bytes: the same as the property tests, which see far fewer of them.

#[path = "../../tests/it/probe.rs"]
mod probe;

use std::fmt::Debug;

use tapi_abi::Structure;

/// Reads bytes as a structure in every way.
pub fn structure<S: Structure + PartialEq + Debug>(bytes: &[u8]) {
    let _times = probe::structure::<S>(bytes);
}

/// Reads bytes as a request.
pub fn request(bytes: &[u8]) {
    probe::request(bytes);
}
