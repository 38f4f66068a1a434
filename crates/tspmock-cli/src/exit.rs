//! How the command ends: the exit codes of the public contract.

use std::process::ExitCode;

/// An end of the command. The later of two is the one that a process with both reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All that was asked happened.
    Done,
    /// An expectation failed or a step was refused unexpectedly.
    Failed,
    /// A replay diverged, or two recordings differ.
    Different,
    /// Nothing was selected.
    Nothing,
    /// A recording is incomplete, altered, or of another format or engine version.
    Unsound,
    /// A file is missing or invalid.
    Invalid,
    /// Wrong usage, or an output exists and `--force` is not given.
    Usage,
    /// An output could not be written.
    Unwritable,
    /// A law of the engine was broken, or another internal error.
    Internal,
}

impl Exit {
    /// The code that the process ends with.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Invalid => 3,
            Exit::Nothing => 4,
            Exit::Different => 5,
            Exit::Unsound => 6,
            Exit::Internal => 70,
            Exit::Unwritable => 74,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn an_invalid_file_outranks_a_failed_expectation() {
        assert_eq!(Exit::Failed.max(Exit::Invalid).code(), 3);
        assert_eq!(Exit::Internal.max(Exit::Invalid).code(), 70);
        assert_eq!(Exit::Unwritable.max(Exit::Failed).code(), 74);
    }

    #[test]
    fn a_file_that_is_not_there_outranks_one_that_is_broken() {
        assert_eq!(Exit::Unsound.max(Exit::Invalid).code(), 3);
        assert_eq!(Exit::Different.max(Exit::Unsound).code(), 6);
        assert_eq!(Exit::Unsound.max(Exit::Unwritable).code(), 74);
    }
}
