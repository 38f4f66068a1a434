//! The conformance suite, held against an honest provider and against many that are broken on purpose.

mod broken;
mod forwarding;
mod honest;
mod toy;
mod world;
