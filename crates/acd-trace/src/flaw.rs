//! What can be wrong with a recording.

use std::io;

use tapi_types::Time;
use thiserror::Error;

use crate::Difference;

/// What is wrong with a recording.
#[derive(Debug, Error)]
pub enum Flaw {
    /// There is no such file: for callers that open files.
    #[error("there is no recording at {path}")]
    Missing {
        /// Where it was looked for.
        path: String,
    },
    /// It could not be read.
    #[error("the recording could not be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It is something else.
    #[error("this is not a recording: {found}")]
    NotARecording {
        /// What the first line is.
        found: String,
    },
    /// It breaks off.
    #[error("the recording is incomplete: {}", whole(*.records, *.until))]
    Incomplete {
        /// How many records are whole.
        records: u64,
        /// The time of the last whole line; `None`: there is none.
        until: Option<Time>,
    },
    /// It is not as it was written.
    #[error("the recording was altered: {}{what}", place(*.line))]
    Altered {
        /// The line, from 1, where one can be told.
        line: Option<u64>,
        /// What was found, and what was expected.
        what: String,
    },
    /// It was written in an older format.
    #[error("the recording is in format {found}; this version of tspmock reads format {}", crate::FORMAT_VERSION)]
    OlderFormat {
        /// Its format.
        found: u64,
    },
    /// It was written in a newer format.
    #[error(
        "the recording is in format {found}; this version of tspmock reads format {} at most",
        crate::FORMAT_VERSION
    )]
    NewerFormat {
        /// Its format.
        found: u64,
    },
    /// An engine wrote it that makes other traces.
    #[error(
        "the recording was made by tspmock {tspmock}, whose engine has trace version {found}; this one has {}",
        acd_core::TRACE_VERSION
    )]
    OtherEngine {
        /// The version of its trace.
        found: u32,
        /// The version of tspmock that wrote it.
        tspmock: String,
    },
    /// Run again, it came out otherwise: for a replay to tell.
    #[error("the replay diverged from the recording at {}", .0.at)]
    Diverged(Box<Difference>),
}

/// The kinds of [`Flaw`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// [`Flaw::Missing`].
    Missing,
    /// [`Flaw::Unreadable`].
    Unreadable,
    /// [`Flaw::NotARecording`].
    NotARecording,
    /// [`Flaw::Incomplete`].
    Incomplete,
    /// [`Flaw::Altered`].
    Altered,
    /// [`Flaw::OlderFormat`].
    OlderFormat,
    /// [`Flaw::NewerFormat`].
    NewerFormat,
    /// [`Flaw::OtherEngine`].
    OtherEngine,
    /// [`Flaw::Diverged`].
    Diverged,
}

impl Flaw {
    /// Which it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Flaw::Missing { .. } => Kind::Missing,
            Flaw::Unreadable(_) => Kind::Unreadable,
            Flaw::NotARecording { .. } => Kind::NotARecording,
            Flaw::Incomplete { .. } => Kind::Incomplete,
            Flaw::Altered { .. } => Kind::Altered,
            Flaw::OlderFormat { .. } => Kind::OlderFormat,
            Flaw::NewerFormat { .. } => Kind::NewerFormat,
            Flaw::OtherEngine { .. } => Kind::OtherEngine,
            Flaw::Diverged(_) => Kind::Diverged,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        let help = match self {
            Flaw::Missing { .. } => "look at the path; `tspmock run SCENARIO --record FILE` makes a recording",
            Flaw::Unreadable(_) => "see that the file can be read, or copy it again",
            Flaw::NotARecording { .. } => {
                "a recording is what `tspmock run SCENARIO --record FILE` writes; a scenario is run with `tspmock run`"
            }
            Flaw::Incomplete { .. } => {
                "the run was stopped or its disk was full, or the file is still being written; record it again. \
                 `tspmock explain` tells what is there"
            }
            Flaw::Altered { .. } => {
                "take the file as it was written: copy it as binary, with no editor, line ending or encoding in between; \
                 or record the run again"
            }
            Flaw::OlderFormat { .. } => {
                "read it with the version of tspmock that wrote it, which its first line names; or record the run again"
            }
            Flaw::NewerFormat { .. } => {
                "take a newer version of tspmock: the one that wrote it stands in the first line of the file"
            }
            Flaw::OtherEngine { tspmock, .. } => {
                return format!(
                    "use tspmock {tspmock} for it; or take the scenario out of its first line and record it with this one"
                );
            }
            Flaw::Diverged(_) => {
                "the same engine, scenario and commands gave something else: this is a mistake in tspmock, or the recording was \
                 made by another build of the same version; please report it with the recording"
            }
        };
        help.to_owned()
    }
}

fn whole(records: u64, until: Option<Time>) -> String {
    match (records, until) {
        (_, None) => "nothing of it is whole but, perhaps, its first line".to_owned(),
        (0, Some(at)) => format!("there is no record in it yet, it breaks off after {at}"),
        (1, Some(at)) => format!("1 record is whole, up to {at}"),
        (n, Some(at)) => format!("{n} records are whole, up to {at}"),
    }
}

fn place(line: Option<u64>) -> String {
    line.map(|line| format!("line {line}: ")).unwrap_or_default()
}
