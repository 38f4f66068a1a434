//! `convert`: a timeline, tables, a scenario without a seed.

use std::fs;

use serde_json::Value;

use crate::bench::{Bench, drawn, passing};

const TABLES: [&str; 3] = ["queue_interval.csv", "agent_interval.csv", "calls.csv"];

#[test]
fn a_timeline_is_json_with_events() {
    let bench = Bench::new("convert_timeline");
    let recording = bench.record("a", &drawn("a", 0, 99));
    let printed = bench.run(["convert", &recording, "--to", "chrome-trace"]).ends_with(0).out;
    bench.run(["convert", &recording, "--to", "chrome-trace", "--out", "a.json"]).ends_with(0);
    assert_eq!(bench.text("a.json"), printed);
    let timeline: Value = serde_json::from_str(&printed).expect("it is JSON");
    assert!(timeline["traceEvents"].as_array().is_some_and(|events| events.len() > 20), "{timeline}");
}

#[test]
fn tables_are_those_of_the_run() {
    let bench = Bench::new("convert_tables");
    bench.file("a.scenario.json", drawn("a", 0, 99));
    let args = ["run", "a.scenario.json", "--record", "a.jsonl", "--csv", "from run", "--interval", "15m"];
    bench.run(args).ends_with(0);
    bench.run(["convert", "a.jsonl", "--to", "csv", "--out", "again", "--interval", "15m"]).ends_with(0);
    for table in TABLES {
        assert_eq!(bench.text(&format!("again/{table}")), bench.text(&format!("from run/{table}")), "{table}");
    }
}

#[test]
fn a_scenario_runs_to_the_same_figures_under_any_seed() {
    let bench = Bench::new("convert_scenario");
    bench.file("a.scenario.json", drawn("a", 0, 99));
    let args = ["run", "a.scenario.json", "--seed", "5", "--record", "a.jsonl", "--format", "json"];
    let report = bench.run(args).ends_with(0).json().remove(0);
    let ran = bench.run(["convert", "a.jsonl", "--to", "scenario", "--out", "b.scenario.json"]).ends_with(0);
    assert!(ran.err.contains("tspmock run b.scenario.json"), "{}", ran.err);
    for seed in ["0", "99"] {
        let args = ["run", "b.scenario.json", "--seed", seed, "--format", "json"];
        let again = bench.run(args).ends_with(0).json().remove(0);
        for rows in ["sessions", "agents", "queues", "calls"] {
            assert_eq!(again[rows], report[rows], "{rows}");
        }
    }
    let printed = bench.run(["convert", "a.jsonl", "--to", "scenario"]).ends_with(0).out;
    assert_eq!(bench.text("b.scenario.json"), printed);
    bench.run_with(["check", "-"], &printed).ends_with(0);
}

#[test]
fn what_exists_stays_without_force() {
    let bench = Bench::new("convert_force");
    let recording = bench.record("a", &passing("a"));
    bench.file("out", "mine");
    bench.file("tables/calls.csv", "mine");
    for (shape, out) in [("chrome-trace", "out"), ("scenario", "out"), ("csv", "tables")] {
        let args = ["convert", &recording, "--to", shape, "--out", out];
        bench.file("out", "mine");
        let ran = bench.run(args).ends_with(2);
        assert!(ran.err.contains("--force"), "{}", ran.err);
        assert_eq!(bench.text("out"), "mine");
        assert_eq!(bench.text("tables/calls.csv"), "mine");
        bench.run(args.iter().chain(&["--force"])).ends_with(0);
    }
    assert!(bench.text("tables/calls.csv").starts_with("call,"));
}

#[test]
fn what_cannot_be_written_ends_with_74_and_leaves_nothing() {
    let bench = Bench::new("convert_unwritable");
    let recording = bench.record("a", &passing("a"));
    bench.file("file", "");
    for (shape, out) in [("chrome-trace", "gone/a.json"), ("scenario", "file/a.json"), ("csv", "file/tables")] {
        bench.run(["convert", &recording, "--to", shape, "--out", out]).ends_with(74);
    }
    if cfg!(unix) && fs::metadata("/dev/full").is_ok() {
        for shape in ["chrome-trace", "scenario"] {
            bench.run(["convert", &recording, "--to", shape, "--out", "/dev/full"]).ends_with(74);
        }
    }
    let left: Vec<_> = fs::read_dir(bench.path(".")).expect("it is there").collect();
    assert_eq!(left.len(), 3, "nothing half-written is left: {left:?}");
}

#[test]
fn a_recording_that_is_no_use_replaces_nothing() {
    let bench = Bench::new("convert_cut");
    let recording = bench.record("a", &passing("a"));
    bench.file("cut.jsonl", &bench.text(&recording)[..900]);
    bench.file("out", "mine");
    bench.run(["convert", "cut.jsonl", "--to", "scenario", "--out", "out", "--force"]).ends_with(6);
    assert_eq!(bench.text("out"), "mine");
}

#[test]
fn wrong_usage_ends_with_2() {
    let bench = Bench::new("convert_usage");
    let recording = bench.record("a", &passing("a"));
    let cases: &[&[&str]] = &[
        &["convert"],
        &["convert", &recording],
        &["convert", &recording, "--to", "pdf"],
        &["convert", &recording, "--to", "csv"],
        &["convert", &recording, "--to", "scenario", "--interval", "30m"],
        &["convert", &recording, "--to", "csv", "--out", "t", "--interval", "0s"],
    ];
    for case in cases {
        let ran = bench.run(*case).ends_with(2);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{case:?}: {ran:?}");
    }
    assert!(!bench.path("t").exists());
}
