//! How the command ends: the exit codes of the public contract.

use std::process::ExitCode;

/// An end of the command. The later of two is the one that a process with both reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All that was asked happened.
    Done,
    /// An expectation failed or a step was refused unexpectedly.
    Failed,
    /// Nothing was selected.
    Nothing,
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
}
