//! Golden files: what came out once, looked at and kept. `UPDATE=1` writes them anew.

use std::fs;

use serde_json::{Map, Value};

use crate::home::{files, root};

/// Arrays of a report with more rows than this are kept as a count and the sums of their whole numbers.
const ROWS_MAX: usize = 40;

/// What differs from the golden files, collected so that one run shows all of it.
#[derive(Debug, Default)]
pub(crate) struct Golden {
    held: Vec<String>,
    differences: Vec<String>,
}

impl Golden {
    /// Holds a text against the golden file of a fixture.
    pub(crate) fn hold(&mut self, fixture: &str, text: &str) {
        let name = golden_name(fixture);
        let path = root().join(&name);
        if is_updating() {
            fs::create_dir_all(path.parent().expect("it is in a folder")).expect("folders can be made");
            fs::write(&path, text).expect("a golden file can be written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if kept != text {
            self.differences.push(difference(&name, &kept, text));
        }
        self.held.push(name);
    }

    /// Panics if anything differed, or if a golden file of this folder belongs to no fixture.
    pub(crate) fn done(mut self, folder: &str) {
        for name in files("fixtures/golden", ".json") {
            if !name.starts_with(&golden_name(folder)) {
                continue;
            }
            if !self.held.contains(&name) {
                if is_updating() {
                    fs::remove_file(root().join(&name)).expect("a golden file can be removed");
                } else {
                    self.differences.push(format!("{name}: there is no such fixture any more"));
                }
            }
        }
        assert!(
            self.differences.is_empty(),
            "\n{}\n\nIf this is meant, run the test with UPDATE=1 and look at the difference.\n",
            self.differences.join("\n")
        );
    }
}

/// Holds a made document against the one that is kept.
pub(crate) fn hold_document(name: &str, text: &str) {
    if is_updating() {
        fs::write(root().join(name), text).expect("a document can be written");
    }
    let kept = fs::read_to_string(root().join(name)).unwrap_or_default().replace("\r\n", "\n");
    let meant = "If this is meant, run the test with UPDATE=1 and look at the difference.";
    assert!(kept == text, "\n{}\n\n{meant}\n", difference(name, &kept, text));
}

/// A report as a golden file has it: a member on a line, a row on a line, long arrays shortened.
pub(crate) fn report_text(line: &str) -> String {
    let Value::Object(report) = serde_json::from_str(line).expect("a report is JSON") else {
        panic!("a report is an object: {line}")
    };
    object_text(&report.into_iter().map(|(name, value)| (name, shortened(value))).collect())
}

/// An object with a member on a line and an element of its arrays on a line.
pub(crate) fn object_text(object: &Map<String, Value>) -> String {
    let members = object.iter().map(|(name, value)| {
        let Some(rows) = value.as_array().filter(|rows| !rows.is_empty()) else {
            return format!("  \"{name}\": {value}");
        };
        let rows: Vec<String> = rows.iter().map(|row| format!("    {row}")).collect();
        format!("  \"{name}\": [\n{}\n  ]", rows.join(",\n"))
    });
    format!("{{\n{}\n}}\n", members.collect::<Vec<_>>().join(",\n"))
}

fn shortened(value: Value) -> Value {
    let Some(rows) = value.as_array().filter(|rows| rows.len() > ROWS_MAX) else { return value };
    let mut totals = Map::new();
    totals.insert("rows".to_owned(), rows.len().into());
    for (name, number) in rows.iter().filter_map(Value::as_object).flatten() {
        if let Some(number) = number.as_u64() {
            let sum = totals.get(name).and_then(Value::as_u64).unwrap_or(0) + number;
            totals.insert(name.clone(), sum.into());
        }
    }
    Value::Object(totals)
}

/// `fixtures/golden/scenarios/t1.json` for `fixtures/scenarios/t1.scenario.json`: not a scenario by its name.
fn golden_name(fixture: &str) -> String {
    let name = fixture.replacen("fixtures/", "fixtures/golden/", 1);
    name.strip_suffix(".scenario.json").map_or(name.clone(), |stem| format!("{stem}.json"))
}

fn difference(name: &str, kept: &str, text: &str) -> String {
    if kept.is_empty() {
        return format!("{name}: there is none yet, or it is empty");
    }
    let lines = kept.lines().map(Some).chain(std::iter::repeat(None));
    let pairs = lines.zip(text.lines().map(Some).chain(std::iter::repeat(None)));
    let first = pairs.enumerate().find(|(_, (kept, text))| kept != text);
    let (at, (kept, text)) = first.expect("two texts that differ have a first line that differs");
    let (kept, text) = (kept.unwrap_or("(nothing)"), text.unwrap_or("(nothing)"));
    let same = kept.chars().zip(text.chars()).take_while(|(kept, text)| kept == text).count();
    format!("{name}, line {}:\n  kept {}\n  now  {}", at + 1, part(kept, same), part(text, same))
}

/// The part of a line around a character that differs.
fn part(line: &str, at: usize) -> String {
    const BEFORE: usize = 60;
    const LENGTH: usize = 160;
    line.chars().skip(at.saturating_sub(BEFORE)).take(LENGTH).collect()
}

fn is_updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}
