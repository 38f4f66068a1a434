//! The engine against figures worked out by hand, and against what it promises of itself. Wider checks live in
//! `acd-check`.

mod at_once;
mod circle;
mod floor;
mod footprint;
mod messages;
mod requests;
mod t1;
mod trace;
mod transitions;
mod unknown;
