//! The facade from outside.

mod building;
mod clocks;
mod cookbook;
mod failing;
mod saving;
mod verbs;
