//! The supervisor against a call centre in a box.

mod calls;
mod changes;
mod day;
mod floor;
mod lending;
mod losses;
mod restarts;
