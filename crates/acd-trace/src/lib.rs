//! Recordings of a simulated ACD.

mod book;

use acd_core::Entry;

pub use book::Book;

/// One line of a recording between its header and its footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What came from outside, or what happened.
    pub entry: Entry,
    /// For a command that a step of the scenario gave: the step's place in the file, from 0.
    pub step: Option<usize>,
}
