//! What is wrong with a file, and where: plain data, for a terminal, an editor or a machine to render.

use std::fmt;
use std::ops::Range;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The scenario cannot run.
    Error,
    /// It can, and is perhaps not what was meant.
    Warning,
}

/// One thing that is wrong, at one place of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Which rule: a stable snake_case word, such as `unknown_member`.
    pub code: &'static str,
    /// One sentence without a full stop.
    pub message: String,
    /// The file: [`Source::name`](crate::Source::name), or the name of a table beside it.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// The offending text: bytes of the file, a byte-order mark included.
    pub span: Range<usize>,
    /// Where it stands in the file's structure, such as `steps[3].arrive.queue`; empty for the whole file.
    pub path: String,
    /// What stands there.
    pub found: Option<String>,
    /// What could stand there.
    pub expected: Option<String>,
    /// What to do, such as ``did you mean `sales_q`?``.
    pub help: Option<String>,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

impl fmt::Display for Diagnostic {
    /// One line: `file:line:column: error[code]: message; help`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { severity, code, message, file, line, column, help, .. } = self;
        write!(f, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
        match help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}
