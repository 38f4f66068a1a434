//! The commands that look closer at something that went otherwise.

use std::path::Path;

use acd_run::Report;
use acd_run::report::ExpectationRow;
use acd_trace::{Difference, Told};
use tapi_types::Time;

use crate::input::{Outcome, Reading};
use crate::questions;
use crate::recording::Recording;
use crate::render::shell;
use crate::select::shown;
use crate::whom;

/// What to paste to look closer at the place where a recording differs from another run: the floor just before, and what
/// became of whom the line is about. `told` is what this recording has there.
pub(crate) fn at_difference(recording: &Recording, difference: &Difference, told: Option<&Told>) -> Vec<String> {
    let path = shell::path(&recording.name);
    let before = Time::from_micros(difference.at.as_micros().saturating_sub(1)).to_string();
    let mut lines = vec![shell::tspmock(["replay", &path, "--to", &before])];
    let asked = told.and_then(|told| whom::asked(recording, &told.line));
    lines.extend(asked.map(|[option, name]| shell::tspmock(["explain", &path, &option, &name])));
    lines
}

/// What to paste to look closer at an expectation that was not met: how to record the run, if that was not done; what made
/// the figure; the floor as it was.
pub(crate) fn at_miss(
    reading: &Reading,
    report: &Report,
    row: &ExpectationRow,
    recorded: Option<&Path>,
) -> Vec<String> {
    let Outcome::Valid(plan) = &reading.outcome else { return Vec::new() };
    let path = shell::path(&recorded.map_or_else(|| format!("{}.jsonl", reading.stem), shown));
    let mut commands = Vec::new();
    if recorded.is_none() {
        let (scenario, seed) = (shell::path(&reading.name), report.seed.to_string());
        commands.push(shell::tspmock(["run", &scenario, "--seed", &seed, "--record", &path]));
    }
    let questions = questions::figure_asked(plan, report, row).into_iter().chain([questions::options(plan, row)]);
    commands.extend(questions.map(|options| {
        let explain = ["explain".to_owned(), path.clone()].into_iter();
        shell::tspmock(explain.chain(options))
    }));
    commands.push(shell::tspmock(["replay", &path, "--to", &Time::from_micros(row.at_us).to_string()]));
    section(&commands)
}

/// The commands under a heading, ready to print.
pub(crate) fn section(commands: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    if !commands.is_empty() {
        lines.push("look closer:".to_owned());
        lines.extend(commands.iter().map(|command| format!("  {command}")));
    }
    lines
}
