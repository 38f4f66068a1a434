//! The structures against the reference, against golden bytes, and against everything that bytes can be.

mod broken;
mod golden;
mod hex;
mod infos;
mod layouts;
mod probe;
mod requests;
mod sizes;
mod values;
