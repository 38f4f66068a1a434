//! Something wrong with what a file says, at a place of its structure; line and column are worked out later.

use std::ops::Range;

use crate::Severity;
use crate::path::Path;

/// A diagnostic before its line and column are known.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) found: Option<String>,
    pub(crate) expected: Option<String>,
    pub(crate) help: Option<String>,
}

/// Where a finding is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// At a value of the scenario.
    Value(Path),
    /// At the name of a member of the scenario.
    Key(Path),
    /// At bytes of the scenario, within a value where that is known.
    Bytes(Range<usize>, Path),
    /// In a table beside the scenario.
    Table { file: String, span: Range<usize>, line: u32, column: u32, path: Path },
}

impl Finding {
    /// An error with nothing but its message.
    pub(crate) fn error(code: &'static str, place: Place, message: impl Into<String>) -> Finding {
        Finding {
            severity: Severity::Error,
            code,
            place,
            message: message.into(),
            found: None,
            expected: None,
            help: None,
        }
    }

    /// What stands there.
    pub(crate) fn found(&mut self, found: impl Into<String>) -> &mut Finding {
        self.found = Some(found.into());
        self
    }

    /// What could stand there.
    pub(crate) fn expected(&mut self, expected: impl Into<String>) -> &mut Finding {
        self.expected = Some(expected.into());
        self
    }

    /// What to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Finding {
        self.help = Some(help.into());
        self
    }

    /// What to do, where that is known.
    pub(crate) fn maybe_help(&mut self, help: Option<String>) -> &mut Finding {
        if help.is_some() {
            self.help = help;
        }
        self
    }
}
