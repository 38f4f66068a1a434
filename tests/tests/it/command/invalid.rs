//! Every file in `fixtures/invalid` is told apart from a scenario, with the same diagnostics as ever.

use serde_json::{Map, Value};

use super::tspmock;
use crate::golden::{Golden, object_text};
use crate::home::files;

const FOLDER: &str = "fixtures/invalid";

fn object(line: &str) -> Map<String, Value> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => object,
        other => panic!("a file is an object on a line, not {other:?}: {line}"),
    }
}

#[test]
fn every_invalid_file_has_its_diagnostics() {
    let invalid = files(FOLDER, ".json");
    let ran = tspmock(["check", "--format", "json"].into_iter().chain(invalid.iter().map(String::as_str)));
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    let lines: Vec<Map<String, Value>> = ran.out.lines().map(object).collect();
    assert_eq!(lines.len(), invalid.len());
    let mut golden = Golden::default();
    for (file, line) in invalid.iter().zip(lines) {
        assert_eq!(line["file"], **file);
        assert_eq!(line["valid"], false, "{file} is valid");
        golden.hold(file, &object_text(&line));
    }
    golden.done(FOLDER);
}

#[test]
fn each_invalid_file_ends_with_3_and_never_runs() {
    for file in files(FOLDER, ".json") {
        let ran = tspmock(["run", &file]);
        assert_eq!(ran.code, Some(3), "{file}: {}", ran.err);
        assert_eq!(ran.out, "", "{file}");
        assert!(ran.err.contains(&file), "{file}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{file}: {}", ran.err);
    }
}
