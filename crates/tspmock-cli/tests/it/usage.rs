//! Wrong usage ends with 2 and says how it is right.

use crate::bench::{Bench, passing};

#[test]
fn wrong_usage_ends_with_2() {
    let bench = Bench::new("wrong_usage");
    bench.file("a.scenario.json", passing("a"));
    let cases: &[&[&str]] = &[
        &[],
        &["walk"],
        &["run"],
        &["run", "a.scenario.json", "--sed", "1"],
        &["run", "a.scenario.json", "--seed", "-1"],
        &["run", "a.scenario.json", "--seed", "9007199254740992"],
        &["run", "a.scenario.json", "--seed", "one"],
        &["run", "a.scenario.json", "--format", "xml"],
        &["run", "a.scenario.json", "--jobs", "0"],
        &["run", "a.scenario.json", "--interval", "30m"],
        &["run", "a.scenario.json", "--csv", "t", "--interval", "0s"],
        &["run", "a.scenario.json", "--csv", "t", "--interval", "30"],
        &["run", "-", "-"],
        &["run", ""],
        &["check"],
        &["completions", "tcsh"],
    ];
    for case in cases {
        let ran = bench.run(*case).ends_with(2);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{case:?}: {ran:?}");
    }
    assert!(!bench.path("t").exists());
}

#[test]
fn a_value_out_of_range_is_told_with_what_is_expected() {
    let bench = Bench::new("out_of_range");
    let cases: &[(&[&str], &str)] = &[
        (&["run", "a", "--seed", "-1"], "invalid value '-1' for '--seed <N>'"),
        (&["run", "a", "--jobs", "0"], "expected a whole number from 1 to"),
        (&["run", "a", "--jobs", "-1"], "expected a whole number from 1 to"),
        (&["run", "a", "--csv", "t", "--interval", "-5s"], "a duration cannot be negative"),
        (&["replay", "a", "--to", "-5s"], "a duration cannot be negative"),
        (&["explain", "a", "--session", "s", "--at", "-5s"], "a duration cannot be negative"),
        (&["explore", "a", "--seeds", "0"], "expected a whole number from 1 to 9007199254740992"),
    ];
    for (args, expected) in cases {
        let ran = bench.run(*args).ends_with(2);
        assert!(ran.err.contains(expected), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_slip_gets_a_suggestion() {
    let ran = Bench::new("slip").run(["run", "a", "--forse"]).ends_with(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
}

#[test]
fn the_largest_seed_is_taken() {
    let bench = Bench::new("largest_seed");
    bench.file("a.scenario.json", passing("a"));
    let ran = bench.run(["run", "a.scenario.json", "--seed", "9007199254740991", "--format", "json"]).ends_with(0);
    assert_eq!(ran.json()[0]["seed"], 9_007_199_254_740_991_u64);
}

#[test]
fn a_log_filter_that_is_none_is_wrong_usage() {
    let bench = Bench::new("log_filter");
    bench.file("a.scenario.json", passing("a"));
    let output = bench.command(["run", "a.scenario.json"]).env("TSPMOCK_LOG", "=").output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
}
