//! What came of a replay.

use acd_replay::Replayed;
use acd_trace::{Difference, Told};
use serde::Serialize;

use crate::console::{Ink, Style};

use super::text::{plain, plural};

/// `same: 53,074 records, 12 commands, up to 8h, digest …`, and the halt that came again.
pub(crate) fn same(replayed: &Replayed, style: Style) -> String {
    let Replayed { records, commands, ended_at, digest, halted } = replayed;
    let mut lines = vec![format!(
        "{} {}, {}, up to {ended_at}, digest {digest}",
        style.paint(Ink::Good, "same:"),
        plural(*records, "record", "records"),
        plural(*commands, "command", "commands"),
    )];
    if let Some(halt) = halted {
        lines.push("the run stood still in the end, as it did when it was recorded:".to_owned());
        lines.extend(halt.lines().map(|line| format!("  {}", plain(line))));
    }
    lines.join("\n") + "\n"
}

/// A replay on one line.
#[derive(Serialize)]
struct Outcome<'a> {
    same: bool,
    records: Option<u64>,
    commands: Option<u64>,
    ended_at_us: Option<u64>,
    digest: Option<&'a str>,
    halted: Option<&'a str>,
    diverged: Option<Diverged<'a>>,
}

#[derive(Serialize)]
struct Diverged<'a> {
    at_us: u64,
    before: Vec<&'a str>,
    recorded: Option<&'a str>,
    replayed: Option<&'a str>,
}

/// One that came out the same, on a line.
pub(crate) fn same_json(replayed: &Replayed) -> String {
    line(&Outcome {
        same: true,
        records: Some(replayed.records),
        commands: Some(replayed.commands),
        ended_at_us: Some(replayed.ended_at.as_micros()),
        digest: Some(&replayed.digest),
        halted: replayed.halted.as_deref(),
        diverged: None,
    })
}

/// One that did not, on a line.
pub(crate) fn diverged_json(found: &Difference) -> String {
    let text = |told: &'_ Option<Told>| -> Option<String> { told.as_ref().map(|told| told.text.clone()) };
    let (recorded, replayed) = (text(&found.left), text(&found.right));
    line(&Outcome {
        same: false,
        records: None,
        commands: None,
        ended_at_us: None,
        digest: None,
        halted: None,
        diverged: Some(Diverged {
            at_us: found.at.as_micros(),
            before: found.before.iter().map(|told| told.text.as_str()).collect(),
            recorded: recorded.as_deref(),
            replayed: replayed.as_deref(),
        }),
    })
}

fn line(outcome: &Outcome<'_>) -> String {
    serde_json::to_string(outcome).expect("an outcome is plain data") + "\n"
}
