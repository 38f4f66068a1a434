//! The facade from outside.

mod building;
mod clocks;
mod failing;
mod saving;
mod verbs;
