//! The shift report against call centres in a box.

mod day;
mod play;
mod property;
mod stories;
