//! What is not as expected, in words.

use std::fmt;
use std::path::PathBuf;

use acd_run::report::ExpectationRow;
use acd_scenario::{Expectation, Want};
use serde_json::Value;
use tapi_types::Time;

use crate::expect::{Expected, When};
use crate::save;
use crate::world::{Run, World};

/// What is not as expected, in words that name the cause, with the recording that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failures {
    text: String,
    /// One text for each thing that is not as expected.
    pub failures: Vec<String>,
    /// The recording of the run, if it could be written.
    pub recording: Option<PathBuf>,
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failures {}

/// One thing that is not as expected.
pub(crate) struct Failure {
    /// The first says what, the others how.
    pub(crate) lines: Vec<String>,
    /// The arguments of `tspmock explain` for it.
    pub(crate) explain: Option<String>,
}

/// Puts everything that is not as expected into one text, and keeps the recording.
pub(crate) fn report(world: &World, run: &Run, failures: &[Failure], folder: Option<&PathBuf>) -> Failures {
    let (seed, at) = (world.plan.config.seed, run.end.ended_at);
    let texts: Vec<String> = failures.iter().map(|failure| failure.lines.join("\n")).collect();
    let mut lines = vec![format!("the floor is not as expected (seed {seed}, stands at {at})")];
    lines.extend((1..).zip(&texts).map(|(number, text)| format!("\n{number}. {text}")));
    let recording = match save::keep(world, run, folder) {
        Ok(path) => {
            let file = quoted(&path.display().to_string());
            lines.push(format!("\nrecording: {}\n  tspmock replay {file}", path.display()));
            let questions = failures.iter().filter_map(|failure| failure.explain.as_ref());
            lines.extend(questions.map(|arguments| format!("  tspmock explain {file} {arguments}")));
            Some(path)
        }
        Err(error) => {
            lines.push(format!("\nthere is no recording: {error}"));
            None
        }
    };
    Failures { text: lines.join("\n") + "\n", failures: texts, recording }
}

/// Where the test says so.
pub(crate) fn place(expected: &Expected) -> String {
    format!("{}:{}", expected.place.file(), expected.place.line())
}

/// Says so where the floor has not come so far.
pub(crate) fn not_yet(time: Time, run: &Run) -> Option<String> {
    let now = run.end.ended_at;
    (time > now).then(|| format!("  the floor stands at {now}, before that moment"))
}

/// An argument for a shell, quoted where that would take it apart.
pub(crate) fn quoted(argument: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || "-_./:,+=@%".contains(c);
    if !argument.is_empty() && argument.chars().all(is_safe) {
        argument.to_owned()
    } else if cfg!(windows) {
        format!("\"{argument}\"")
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

/// When it is expected.
pub(crate) fn when(when: When, run: &Run) -> String {
    match when {
        When::End => format!("at the end, {}", run.end.ended_at),
        When::At(time) => format!("at {time}"),
        When::By(time) => format!("by {time}"),
    }
}

/// What was expected and what was, member by member; the first member that was missed.
pub(crate) fn told(expectation: &Expectation, seen: &ExpectationRow, lines: &mut Vec<String>) -> Option<String> {
    let mut first = None;
    if seen.actual.is_null() {
        lines.push("  it had not come into being".to_owned());
    }
    for (member, want) in &expectation.wants {
        let actual = find(&seen.actual, member);
        if !meets(want, find(&expectation.written, member), actual) {
            let us = member.ends_with("_us");
            let wanted = wanted(want, find(&expectation.written, member), us);
            lines.push(format!("  {member}: expected {wanted}, was {}", shown(actual, us)));
            first.get_or_insert_with(|| member.clone());
        }
    }
    if let Some(nearest) = &seen.nearest {
        lines.push(format!("  nearest: {nearest}"));
    }
    first
}

/// A member of a row, dotted where it stands in a block.
fn find<'v>(row: &'v Value, member: &str) -> &'v Value {
    member.split('.').fold(row, |value, name| value.get(name).unwrap_or(&Value::Null))
}

fn meets(want: &Want, written: &Value, actual: &Value) -> bool {
    match want {
        Want::Is(value) => match (value.as_f64(), actual.as_f64()) {
            (Some(value), Some(actual)) => value.total_cmp(&actual).is_eq(),
            _ => value == actual,
        },
        Want::Between { min, max } => actual
            .as_f64()
            .is_some_and(|actual| min.is_none_or(|min| min <= actual) && max.is_none_or(|max| actual <= max)),
        Want::Error(_) => written == actual,
    }
}

fn wanted(want: &Want, written: &Value, us: bool) -> String {
    let end = |name: &str| shown(&written[name], us);
    match want {
        Want::Is(value) => shown(value, us),
        Want::Between { min: Some(_), max: Some(_) } => format!("{} to {}", end("min"), end("max")),
        Want::Between { min: Some(_), max: None } => format!("at least {}", end("min")),
        Want::Between { min: None, max: Some(_) } => format!("at most {}", end("max")),
        Want::Between { min: None, max: None } => "a number".to_owned(),
        Want::Error(_) => shown(written, us),
    }
}

fn shown(value: &Value, us: bool) -> String {
    match value {
        Value::Number(number) if us && number.is_u64() => {
            Time::from_micros(number.as_u64().unwrap_or_default()).to_string()
        }
        // Whole numbers without a point.
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::String(text) => text.clone(),
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn a_shell_takes_no_argument_apart() {
        let quoted: Vec<String> = ["sales_q", "a/b-1.recording", "#1", "my test", "anna's", ""].map(quoted).into();
        assert_eq!(quoted, ["sales_q", "a/b-1.recording", "'#1'", "'my test'", r"'anna'\''s'", "''"]);
    }
}
