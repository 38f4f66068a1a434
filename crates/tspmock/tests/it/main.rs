//! The facade from outside.

mod building;
mod clocks;
mod cookbook;
mod failing;
mod guide;
mod presence;
mod saving;
mod scenarios;
mod verbs;
