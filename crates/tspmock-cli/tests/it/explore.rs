//! `explore`: many seeds, drawn scenarios, what fails made small, and determinism.

use std::fs;

use unicode_width::UnicodeWidthStr;

use crate::bench::{Bench, INVALID, drawn, failing, passing};

#[test]
fn seeds_that_pass_are_counted_and_their_figures_spread() {
    let bench = Bench::new("explore_pass");
    bench.file("a.scenario.json", drawn("a", 0, 99));
    let ran = bench.run(["explore", "a.scenario.json", "--seeds", "20", "--seed", "7"]).ends_with(0);
    for part in
        ["seeds 7 to 26: 20 passed, 0 failed", "Longest", "queue sales_q answered", "mean ", "inside in 20 of 20"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(ran.err.is_empty(), "{}", ran.err);
    for line in ran.out.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    assert_eq!(fs::read_dir(bench.path(".")).expect("it is there").count(), 1);
}

#[test]
fn what_is_printed_does_not_depend_on_jobs() {
    let bench = Bench::new("explore_jobs");
    bench.file("a.scenario.json", drawn("a", 25, 99));
    let printed = |jobs| {
        let ran = bench.run(["explore", "a.scenario.json", "--seeds", "40", "--jobs", jobs]).ends_with(1);
        (ran.out, ran.err)
    };
    assert_eq!(printed("1"), printed("4"));
}

#[test]
fn what_fails_has_a_line_to_paste_and_a_small_scenario() {
    let bench = Bench::new("explore_fail");
    bench.file("a.scenario.json", drawn("a", 25, 99));
    let ran = bench.run(["explore", "a.scenario.json", "--seeds", "10", "--out", "found"]).ends_with(1);
    let pasted: Vec<&str> = ran.out.lines().map(str::trim).filter(|line| line.starts_with("tspmock run ")).collect();
    let first = pasted.first().expect("something failed");
    let args = first.strip_prefix("tspmock ").expect("it is a command").split(' ');
    bench.run(args).ends_with(1);
    let small = pasted.last().and_then(|line| line.strip_prefix("tspmock run ")).expect("it is a command");
    assert!(small.starts_with("found/a-seed-") && small.ends_with(".scenario.json"), "{small}");
    let found = bench.run(["run", small, "--format", "json"]).ends_with(1).json().remove(0);
    assert_eq!(found["expectations"].as_array().map(Vec::len), Some(1), "only what failed is left: {found}");
}

#[test]
fn a_file_that_exists_stays_without_force() {
    let bench = Bench::new("explore_force");
    bench.file("a.scenario.json", failing("a"));
    let explore = ["explore", "a.scenario.json", "--seeds", "1"];
    let small = "a-seed-0.scenario.json";
    bench.run(explore).ends_with(1);
    let text = bench.text(small);
    // The same again is no change.
    bench.run(explore).ends_with(1);
    bench.file(small, "mine");
    let ran = bench.run(explore).ends_with(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(bench.text(small), "mine");
    bench.run(explore.iter().chain(&["--force"])).ends_with(1);
    assert_eq!(bench.text(small), text);
    bench.file("file", "");
    bench.run(explore.iter().chain(&["--out", "file/found"])).ends_with(74);
}

#[test]
fn an_invalid_file_does_not_keep_the_others_from_running() {
    let bench = Bench::new("explore_invalid");
    bench.file("day/a.scenario.json", INVALID);
    bench.file("day/b.scenario.json", passing("b"));
    let ran = bench.run(["explore", "day", "--seeds", "3"]).ends_with(3);
    assert!(ran.out.contains("day/b.scenario.json") && ran.err.contains("day/a.scenario.json"), "{ran:?}");
    bench.run(["explore", "gone.json", "--seeds", "3"]).ends_with(3);
    fs::create_dir(bench.path("empty")).expect("it can be made");
    bench.run(["explore", "empty", "--seeds", "3"]).ends_with(4);
}

#[test]
fn wrong_usage_ends_with_2() {
    let bench = Bench::new("explore_usage");
    bench.file("a.scenario.json", passing("a"));
    let cases: &[&[&str]] = &[
        &["explore"],
        &["explore", "a.scenario.json"],
        &["explore", "--seeds", "3"],
        &["explore", "a.scenario.json", "--seeds", "0"],
        &["explore", "a.scenario.json", "--seeds", "2", "--seed", "9007199254740991"],
        &["explore", "a.scenario.json", "--seeds", "18446744073709551615"],
        &["explore", "--swarm"],
    ];
    for case in cases {
        let ran = bench.run(*case).ends_with(2);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{case:?}: {ran:?}");
    }
    bench.run(["explore", "a.scenario.json", "--seeds", "1", "--seed", "9007199254740991"]).ends_with(0);
}

#[test]
fn a_swarm_tells_what_came_about_and_what_did_not() {
    let bench = Bench::new("explore_swarm");
    let swarm = || bench.run(["explore", "--swarm", "--seeds", "3"]).ends_with(1).out;
    let out = swarm();
    for part in ["the swarm", "seeds 0 to 2: 3 passed, 0 failed", "call.arrived", "never came about:", "FAILED"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert_eq!(out, swarm());
}

#[test]
fn the_same_scenario_and_seed_come_to_the_same_everywhere() {
    let bench = Bench::new("explore_determinism");
    bench.file("a.scenario.json", drawn("a", 0, 99));
    let ran = bench.run(["explore", "a.scenario.json", "--determinism", "--seeds", "2"]).ends_with(0);
    assert!(ran.out.starts_with("same: 2 scenarios and seeds"), "{}", ran.out);
    bench.run(["explore", "--swarm", "--determinism"]).ends_with(0);
    bench.run_with(["explore", "-", "--determinism"], &passing("a")).ends_with(0);
}
