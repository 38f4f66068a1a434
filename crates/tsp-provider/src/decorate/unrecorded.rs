//! What was asked of a recording that does not have it.

use std::fmt;

use crate::{Ask, Exchange};

/// Something that was asked and not recorded, or not recorded there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unrecorded {
    /// Its place among all that was asked, from 1.
    pub nth: u64,
    /// What was asked.
    pub ask: Ask,
    /// What was recorded there instead; `None` past the end of the recording, and where the order does not matter.
    pub expected: Option<Exchange>,
    /// What is likest to it in the recording: the same question if there is one, else the same kind about the same
    /// object, else the same kind; the nearest of those.
    pub nearest: Option<Exchange>,
}

impl fmt::Display for Unrecorded {
    /// One line: what was asked and as the how manieth, what is recorded there, and what is nearest to it, with the
    /// numbers and times of the recording.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "asked as no. {}: {}", self.nth, self.ask)?;
        match &self.expected {
            Some(expected) => write!(f, "; recorded there: {}", Place(expected))?,
            None => f.write_str("; nothing is recorded for it")?,
        }
        match &self.nearest {
            Some(nearest) => write!(f, "; nearest: {}", Place(nearest)),
            None => f.write_str("; nothing like it is recorded at all"),
        }
    }
}

/// An exchange and where it stands.
struct Place<'a>(&'a Exchange);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no. {} at {}, {}", self.0.seq, self.0.at, self.0.ask)
    }
}
