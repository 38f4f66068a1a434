//! `diff`: the first difference of two recordings.

use crate::bench::{Bench, drawn, passing};

#[test]
fn two_recordings_of_one_run_are_the_same() {
    let bench = Bench::new("diff_same");
    let left = bench.record("a", &passing("a"));
    bench.run(["run", "a.scenario.json", "--record", "b.jsonl"]).ends_with(0);
    let ran = bench.run(["diff", &left, "b.jsonl"]).ends_with(0);
    assert!(ran.out.starts_with("same: ") && ran.out.lines().count() == 1, "{}", ran.out);
}

#[test]
fn what_only_the_headers_say_decides_nothing() {
    let bench = Bench::new("diff_headers");
    let left = bench.record("a", &passing("a"));
    bench.run(["run", "a.scenario.json", "--seed", "7", "--record", "b.jsonl"]).ends_with(0);
    let ran = bench.run(["diff", &left, "b.jsonl"]).ends_with(0);
    assert!(ran.out.starts_with("seed: 0 | 7\n") && ran.out.contains("\nsame: "), "{}", ran.out);
}

#[test]
fn the_first_difference_is_told_with_what_comes_before() {
    let bench = Bench::new("diff_different");
    let left = bench.record("a", &passing("a"));
    let right = bench.record("b", &passing("a").replace("\"90s\"", "\"80s\""));
    let ran = bench.run(["diff", &left, &right]).ends_with(5);
    assert!(ran.out.contains("different at 5s:"), "{}", ran.out);
    assert!(ran.out.contains("talk 1m30s") && ran.out.contains("talk 1m20s"), "{}", ran.out);
    for file in ["a.jsonl", "b.jsonl"] {
        assert!(ran.out.contains(&format!("tspmock replay {file} --to 4s999ms999us")), "{}", ran.out);
        assert!(ran.out.contains(&format!("tspmock explain {file} --call c1")), "{}", ran.out);
    }
    let back = bench.run(["diff", &right, &left]).ends_with(5);
    assert_eq!(ran.out.lines().count(), back.out.lines().count());
}

#[test]
fn a_run_that_goes_on_longer_differs_where_the_other_is_over() {
    let bench = Bench::new("diff_longer");
    let left = bench.record("a", &drawn("a", 0, 99));
    let right = bench.record("b", &drawn("a", 0, 99).replace("\"until\":\"1h\"", "\"until\":\"30m\""));
    let ran = bench.run(["diff", &left, &right]).ends_with(5);
    assert!(ran.out.contains("ended at: 1h | 30m"), "{}", ran.out);
    assert!(ran.out.contains("+ (nothing more in b.jsonl)"), "{}", ran.out);
}
