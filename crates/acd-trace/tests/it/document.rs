//! docs/RECORDINGS.md names every kind of line and every member.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::drawn::every_line;
use crate::home::{book, recorded};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/RECORDINGS.md");

/// Seeds, so that every member is there at least once, and absent where it can be.
const SEEDS: u64 = 40;

/// The members of each kind of line, beside those that all of them have.
fn members() -> BTreeMap<String, BTreeSet<String>> {
    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for seed in 0..SEEDS {
        let recording = recorded(&book(), &every_line(seed));
        for line in recording.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"{\"t_us\"")) {
            let Ok(Value::Object(line)) = serde_json::from_slice(line) else { panic!("a line is an object") };
            let kind = match (&line.get("type"), &line.get("do"), &line.get("function")) {
                (Some(kind), _, _) | (None, Some(kind), None) | (None, Some(_), Some(kind)) => kind.as_str(),
                (None, None, _) => None,
            };
            let own = line.keys().filter(|member| !COMMON.contains(&member.as_str())).cloned();
            members.entry(kind.expect("a line has a kind").to_owned()).or_default().extend(own);
        }
    }
    members
}

const COMMON: [&str; 8] = ["t_us", "seq", "cause", "command", "type", "position", "step", "do"];

/// The first two cells of the rows of all tables that begin with a word in backquotes: the word, and the words of the second.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(DOCUMENT).expect("the document is there");
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        (cells[0].trim_end_matches('`').to_owned(), words(cells[1]).into_iter().collect())
    })
    .collect()
}

#[test]
fn the_document_has_every_kind_of_line_with_its_members() {
    let documented = documented();
    for (kind, members) in members() {
        assert_eq!(documented.get(&kind), Some(&members), "docs/RECORDINGS.md: {kind}");
    }
}
