//! What keeps a floor from being made, and what the ACD refuses.

use std::fmt;
use std::io;
use std::path::PathBuf;

use acd_scenario::Diagnostic;
use tapi_types::LineError;

/// Why a floor could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FloorError {
    /// The scenario, or what the builder was told, does not make sense: everything that is wrong with it.
    #[error("this is no floor:{}", list(.0))]
    Invalid(Vec<Diagnostic>),
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The engine stopped at the very beginning.
    #[error("{0}")]
    Halted(String),
}

fn list(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().flat_map(|diagnostic| ["\n  ".to_owned(), line(diagnostic)]).collect()
}

/// A diagnostic by the place in the scenario's structure, which is the builder's as well.
fn line(diagnostic: &Diagnostic) -> String {
    let Diagnostic { path, message, found, expected, help, file, line, column, .. } = diagnostic;
    let place = if path.is_empty() { format!("{file}:{line}:{column}") } else { path.clone() };
    let told = |text: &&String| !message.contains(text.as_str());
    let found = found.as_ref().filter(told).map(|text| format!(", found {text}")).unwrap_or_default();
    let expected = expected.as_ref().filter(told).map(|text| format!(", expected {text}")).unwrap_or_default();
    let help = help.as_ref().map(|text| format!("; {text}")).unwrap_or_default();
    format!("{place}: {message}{found}{expected}{help}")
}

/// All diagnostics in one text.
pub(crate) fn lines(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A command that the ACD refused. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// What was to be done.
    pub what: String,
    /// Why not.
    pub error: LineError,
    /// How the object of it stands.
    pub state: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refused { what, error, state } = self;
        write!(f, "{what} was refused with {}: {state}", error.name())
    }
}

impl std::error::Error for Refused {}

/// What a verb made, or a panic where the test called it.
#[track_caller]
pub(crate) fn accepted<T>(result: Result<T, impl fmt::Display>) -> T {
    match result {
        Ok(made) => made,
        Err(refusal) => panic!("{refusal}"),
    }
}
