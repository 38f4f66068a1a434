//! Plays one scenario: the seam to `acd-run`.

use acd_run::{RecordingOptions, Report, RunError, RunOptions, TableOptions};
use acd_scenario::Plan;

use crate::exit::Exit;
use crate::guard::guard;

/// How a scenario is to be played.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// The file, as the report calls it.
    pub(crate) file: String,
    /// In place of the file's seed.
    pub(crate) seed: Option<u64>,
    /// Work out the digest.
    pub(crate) digest: bool,
    /// Write tables.
    pub(crate) tables: Option<TableOptions>,
    /// Write a recording.
    pub(crate) recording: Option<RecordingOptions>,
}

/// Why there is no report.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The file is missing or invalid; its diagnostics have told.
    Invalid,
    /// The scenario goes round for ever.
    Endless(String),
    /// A law of the engine was broken.
    Halted(String),
    /// The program panicked.
    Broken(String),
    /// A table or a recording could not be written.
    Unwritable(String),
}

impl Stop {
    /// The end that it leads to.
    pub(crate) const fn exit(&self) -> Exit {
        match self {
            // The engine did as the file says; it is the file that has no end.
            Stop::Invalid | Stop::Endless(_) => Exit::Invalid,
            Stop::Halted(_) | Stop::Broken(_) => Exit::Internal,
            Stop::Unwritable(_) => Exit::Unwritable,
        }
    }

    /// What there is to tell.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Stop::Invalid => None,
            Stop::Endless(text) | Stop::Halted(text) | Stop::Broken(text) | Stop::Unwritable(text) => Some(text),
        }
    }

    /// The word for it in a list of scenarios.
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Stop::Invalid => "INVALID",
            Stop::Endless(_) | Stop::Halted(_) | Stop::Broken(_) | Stop::Unwritable(_) => "STOPPED",
        }
    }
}

/// Plays a scenario to its end.
pub(crate) fn play(plan: &Plan, order: Order) -> Result<Report, Stop> {
    let Order { file, seed, digest, tables, recording } = order;
    let options = RunOptions { file: file.clone(), seed, digest, tables, recording, ..RunOptions::default() };
    match guard(|| acd_run::run(plan, &options)) {
        Ok(Ok(report)) => Ok(report),
        Ok(Err(error)) => Err(stopped(&file, &error)),
        Err(panic) => {
            let seed = seed.unwrap_or(plan.config.seed);
            Err(Stop::Broken(format!("{file}: internal error with seed {seed}: {panic}")))
        }
    }
}

fn stopped(file: &str, error: &RunError) -> Stop {
    let text = format!("{file}: {error}");
    match error {
        RunError::Law(_) => Stop::Halted(text),
        RunError::GoesRound(_) => Stop::Endless(text),
        RunError::Io { .. } => Stop::Unwritable(text),
    }
}
