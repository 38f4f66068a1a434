//! The TAPI 3 face in front of providers that answer, dawdle, refuse and forget.

mod crowd;
mod errors;
mod fields;
mod limits;
mod slow;
mod spans;
