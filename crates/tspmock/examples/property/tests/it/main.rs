//! The shift report against call centres in a box.

mod acts;
mod day;
mod property;
