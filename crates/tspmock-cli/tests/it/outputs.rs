//! Files that `run` and `init` write, and those that they do not touch.

use std::fs;

use crate::bench::{Bench, INVALID, failing, passing};

const TABLES: [&str; 3] = ["queue_interval.csv", "agent_interval.csv", "calls.csv"];

#[test]
fn junit_has_a_suite_for_each_file() {
    let bench = Bench::new("junit");
    bench.file("day/a.scenario.json", passing("morning"));
    bench.file("day/b.scenario.json", failing("evening"));
    bench.file("day/c.scenario.json", INVALID);
    bench.run(["run", "day", "--junit", "out.xml"]).ends_with(3);
    let xml = bench.text("out.xml");
    for part in ["morning", "evening", "day/c.scenario.json", "<failure", "<error"] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let left: Vec<_> = fs::read_dir(bench.path(".")).expect("it is there").collect();
    assert_eq!(left.len(), 2, "nothing half-written is left: {left:?}");
}

#[test]
fn what_exists_stays_without_force() {
    let bench = Bench::new("force");
    bench.file("a.scenario.json", passing("a"));
    bench.file("out.xml", "mine");
    bench.file("tables/calls.csv", "mine");
    for output in [["--junit", "out.xml"], ["--csv", "tables"]] {
        let args = ["run", "a.scenario.json"];
        let ran = bench.run(args.iter().chain(&output)).ends_with(2);
        assert!(ran.out.is_empty() && ran.err.contains("--force"), "{ran:?}");
        bench.run(args.iter().chain(&output).chain(&["--force"])).ends_with(0);
    }
    assert!(bench.text("out.xml").starts_with("<?xml"));
    assert!(bench.text("tables/calls.csv").starts_with("call,"));
}

#[test]
fn tables_of_one_scenario_go_to_the_folder() {
    let bench = Bench::new("tables_of_one");
    bench.file("a.scenario.json", passing("a"));
    bench.run(["run", "a.scenario.json", "--csv", "new/tables", "--interval", "15m"]).ends_with(0);
    for table in TABLES {
        assert!(bench.text(&format!("new/tables/{table}")).lines().count() > 1, "{table}");
    }
}

#[test]
fn tables_of_several_go_to_a_folder_each() {
    let bench = Bench::new("tables_of_several");
    bench.file("day/a.scenario.json", passing("a"));
    bench.file("day/b.json", passing("b"));
    bench.file("night/a.scenario.json", passing("c"));
    bench.run(["run", "day", "day/b.json", "night", "--csv", "tables"]).ends_with(0);
    for folder in ["a", "b", "a-2"] {
        for table in TABLES {
            assert!(bench.path("tables").join(folder).join(table).is_file(), "{folder}/{table}");
        }
    }
}

#[test]
fn what_cannot_be_written_ends_with_74() {
    let bench = Bench::new("unwritable");
    bench.file("a.scenario.json", passing("a"));
    bench.file("file", "");
    for output in [["--junit", "file/out.xml"], ["--junit", "gone/out.xml"], ["--csv", "file/tables"]] {
        let ran = bench.run(["run", "a.scenario.json"].iter().chain(&output)).ends_with(74);
        assert!(ran.err.contains(output[1].split('/').next_back().expect("a name")), "{}", ran.err);
    }
    bench.run(["init", "gone/first.scenario.json"]).ends_with(74);
}

#[test]
fn a_file_that_could_not_be_replaced_is_as_before() {
    let bench = Bench::new("replaced");
    fs::create_dir(bench.path("first.scenario.json")).expect("the folder can be made");
    bench.run(["init", "--force"]).ends_with(74);
    assert!(bench.path("first.scenario.json").is_dir());
}

#[test]
fn what_is_read_is_not_written_over() {
    let bench = Bench::new("input_as_output");
    let recording = bench.record("a", &passing("a"));
    let rate = r#"{"id":"calls","queue":"sales_q","talk":"10s","rate":{"csv":{"file":"calls.csv"}}}"#;
    let scenario = passing("b").replace(r#""expect":"#, &format!(r#""arrivals":[{rate}],"expect":"#));
    bench.file("day/b.scenario.json", scenario);
    bench.file("day/calls.csv", "at\n10m\n");
    let kept = ["a.scenario.json", "a.jsonl", "day/b.scenario.json", "day/calls.csv"];
    let before = kept.map(|file| bench.text(file));
    let cases: &[&[&str]] = &[
        &["run", "a.scenario.json", "--record", "a.scenario.json"],
        &["run", "a.scenario.json", "--junit", "./a.scenario.json"],
        &["run", "day", "--junit", "day/../day/b.scenario.json"],
        &["run", "day", "--csv", "day"],
        &["convert", &recording, "--to", "scenario", "--out", "a.jsonl"],
        &["convert", &recording, "--to", "chrome-trace", "--out", "./a.jsonl"],
    ];
    for case in cases {
        let ran = bench.run(case.iter().chain(&["--force"])).ends_with(2);
        assert!(ran.out.is_empty() && ran.err.contains("is read, so nothing is written over it"), "{case:?}: {ran:?}");
        assert_eq!(kept.map(|file| bench.text(file)), before, "{case:?}");
    }
}

#[test]
fn two_outputs_do_not_share_a_file() {
    let bench = Bench::new("two_outputs");
    bench.file("a.scenario.json", passing("a"));
    let args = ["run", "a.scenario.json", "--record"];
    for others in [["out", "--junit", "./out"], ["calls.csv", "--csv", "."]] {
        let ran = bench.run(args.iter().chain(&others)).ends_with(2);
        assert!(ran.out.is_empty() && ran.err.contains("two outputs"), "{others:?}: {ran:?}");
        assert!(!bench.path(others[0]).exists(), "{others:?}");
    }
}

#[test]
fn tables_do_not_go_into_a_file() {
    let bench = Bench::new("tables_in_a_file");
    bench.file("a.scenario.json", passing("a"));
    bench.file("tables", "mine");
    let ran = bench.run(["run", "a.scenario.json", "--csv", "tables", "--force"]).ends_with(74);
    assert!(ran.err.contains("tables could not be written: it is a file, not a folder"), "{}", ran.err);
    assert_eq!(bench.text("tables"), "mine");
}
