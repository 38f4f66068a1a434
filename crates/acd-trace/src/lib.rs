//! Recordings of a simulated ACD.

mod book;
mod check;
mod checksum;
mod difference;
mod flaw;
mod header;
mod names;
mod reader;
mod say;
mod source;
mod stored;
mod writer;

use acd_core::Entry;
use tapi_types::Time;

pub use book::Book;
pub use check::{Sound, check};
pub use difference::{Difference, Side, Told, Unlike, first_difference, unlike_headers};
pub use flaw::{Flaw, Kind};
pub use header::{FORMAT_VERSION, Footer, Header, ScenarioText};
pub use names::Names;
pub use reader::{Lines, Reader};
pub use writer::{End, Writer};

/// One line of a recording between its header and its footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What came from outside, or what happened.
    pub entry: Entry,
    /// For a command that a step of the scenario gave: the step's place in the file, from 0.
    pub step: Option<usize>,
}

impl Line {
    /// When.
    pub fn at(&self) -> Time {
        match &self.entry {
            Entry::Command(command) => command.at,
            Entry::Record(record) => record.at,
        }
    }
}
