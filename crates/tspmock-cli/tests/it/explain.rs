//! `explain`: why a number is what it is, from a recording alone.

use crate::bench::{Bench, passing};

#[test]
fn a_figure_is_told_with_the_calls_that_made_it() {
    let bench = Bench::new("explain_figure");
    let recording = bench.record("a", &passing("a"));
    let args = ["explain", &recording, "--session", "s1", "--field", "number_of_calls"];
    let ran = bench.run(args).ends_with(0);
    assert!(ran.out.contains("number_of_calls is 1") && ran.out.contains("c1"), "{}", ran.out);
    let ran = bench.run(args.iter().chain(&["--at", "4s"])).ends_with(0);
    assert!(ran.out.contains("number_of_calls is 0 at 4s"), "{}", ran.out);
    let ran = bench.run(args.iter().chain(&["--format", "json"])).ends_with(0);
    let figure = &ran.json()[0]["figures"][0];
    assert_eq!((&figure["value"], &figure["made_of"][0]["call"]), (&1.into(), &"c1".into()));
    assert_eq!(figure["made_of"][0]["at_us"], 5_000_000);
}

#[test]
fn everything_that_can_be_asked_about_has_an_answer() {
    let bench = Bench::new("explain_all");
    let recording = bench.record("a", &passing("a"));
    for (option, name, part) in [
        ("--session", "s1", "total_talk_time_s"),
        ("--agent", "anna", "number_of_acd_calls"),
        ("--queue", "sales_q", "answered_within"),
        ("--call", "c1", "line "),
        ("--request", "r1", "submitted"),
        ("--request", "#1", "submitted"),
    ] {
        let ran = bench.run(["explain", &recording, option, name, "--all"]).ends_with(0);
        assert!(ran.out.contains(part), "{option} {name}: {}", ran.out);
        assert!(ran.err.is_empty(), "{}", ran.err);
        let json = bench.run(["explain", &recording, option, name, "--format", "json"]).ends_with(0).json();
        assert_eq!(json.len(), 1);
    }
}

#[test]
fn what_is_not_there_selects_nothing() {
    let bench = Bench::new("explain_unknown");
    let recording = bench.record("a", &passing("a"));
    for [option, name] in
        [["--session", "s2"], ["--agent", "ann"], ["--queue", "sales"], ["--call", "c2"], ["--request", "r2"]]
    {
        let ran = bench.run(["explain", &recording, option, name]).ends_with(4);
        assert!(ran.out.is_empty() && ran.err.contains(name), "{option}: {ran:?}");
    }
    let ran = bench.run(["explain", &recording, "--queue", "sales_p"]).ends_with(4);
    assert!(ran.err.contains("did you mean `sales_q`?"), "{}", ran.err);
}

#[test]
fn wrong_usage_ends_with_2() {
    let bench = Bench::new("explain_usage");
    let recording = bench.record("a", &passing("a"));
    let cases: &[&[&str]] = &[
        &[],
        &["--session", "s1", "--call", "c1"],
        &["--call", "c1", "--field", "talk_us"],
        &["--call", "c1", "--at", "3m"],
        &["--session", "s1", "--field", "number_of_call"],
        &["--session", "s1", "--at", "3"],
        &["--session", "s1", "--at", "3h"],
    ];
    for case in cases {
        let ran = bench.run(["explain", &recording].iter().chain(*case)).ends_with(2);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{case:?}: {ran:?}");
    }
    let ran = bench.run(["explain", &recording, "--session", "s1", "--field", "number_of_call"]);
    assert!(ran.err.contains("did you mean `number_of_calls`?"), "{}", ran.err);
}

#[test]
fn of_a_recording_that_breaks_off_what_is_there_is_explained() {
    let bench = Bench::new("explain_cut");
    let recording = bench.record("a", &passing("a"));
    let text = bench.text(&recording);
    let cut = text.find(r#"{"t_us":95000000"#).expect("the release is there");
    bench.file("cut.jsonl", &text[..cut]);
    let ran = bench.run(["explain", "cut.jsonl", "--session", "s1", "--field", "number_of_calls"]).ends_with(6);
    assert!(ran.out.contains("number_of_calls is 1 at 1m"), "{}", ran.out);
    assert!(ran.err.contains("warning:") && ran.err.contains("incomplete"), "{}", ran.err);
}

#[test]
fn names_cannot_steer_the_terminal() {
    let bench = Bench::new("explain_escapes");
    let recording = bench.record("a", &passing("a").replace("\"s1\"", "\"s\\u001b[2J\""));
    let ran = bench.run(["explain", &recording, "--session", "s\u{1b}[2J"]).ends_with(0);
    assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
    let ran = bench.run(["explain", &recording, "--session", "t\u{1b}[2J"]).ends_with(4);
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
}
