//! `check`: diagnostics for people and for programs.

use crate::bench::{Bench, INVALID, passing};

#[test]
fn all_errors_are_shown_at_once_with_their_places() {
    let bench = Bench::new("check_human");
    bench.file("bad.json", INVALID);
    let ran = bench.run(["check", "bad.json"]).ends_with(3);
    assert!(ran.err.contains("bad.json:4:42"), "{}", ran.err);
    assert!(ran.err.contains("bad.json:5:3"), "{}", ran.err);
    assert!(ran.err.contains("`sales`") && ran.err.contains("`queues`"), "{}", ran.err);
    assert!(ran.err.contains('^'), "{}", ran.err);
    assert!(ran.err.is_ascii(), "{}", ran.err);
    assert_eq!(ran.out, "bad.json: invalid, 2 errors\n");
    let run = bench.run(["run", "bad.json"]).ends_with(3);
    assert_eq!(run.err, ran.err);
    assert!(run.out.is_empty());
}

#[test]
fn programs_get_a_line_for_each_file() {
    let bench = Bench::new("check_json");
    bench.file("day/a.scenario.json", passing("a"));
    bench.file("day/b.scenario.json", INVALID);
    let ran = bench.run(["check", "day", "missing.json", "--format", "json"]).ends_with(3);
    let lines = ran.json();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["file"], "day/a.scenario.json");
    assert_eq!(lines[0]["valid"], true);
    assert_eq!(lines[0]["errors"].as_array().map(Vec::len), Some(0));
    assert_eq!(lines[1]["valid"], false);
    let errors = lines[1]["errors"].as_array().expect("a list");
    let places: Vec<_> = errors.iter().map(|error| (error["line"].as_u64(), error["column"].as_u64())).collect();
    assert_eq!(places, [(Some(4), Some(42)), (Some(5), Some(3))]);
    for member in ["severity", "code", "message", "path", "found", "expected", "help"] {
        assert!(errors[0].get(member).is_some(), "{member}: {}", errors[0]);
    }
    assert_eq!(lines[2]["valid"], false);
}

#[test]
fn a_valid_file_is_valid() {
    let bench = Bench::new("check_valid");
    bench.file("a.json", passing("a"));
    let ran = bench.run(["check", "a.json"]).ends_with(0);
    assert_eq!(ran.out, "a.json: valid\n");
    assert!(ran.err.is_empty(), "{}", ran.err);
}
