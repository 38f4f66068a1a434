//! `replay`: the same again, and the floor at a moment.

use unicode_width::UnicodeWidthStr;

use crate::bench::{Bench, drawn, passing};

#[test]
fn what_comes_out_the_same_is_told_with_its_figures() {
    let bench = Bench::new("replay");
    let recording = bench.record("a", &passing("a"));
    let ran = bench.run(["replay", &recording]).ends_with(0);
    assert!(
        ran.out.starts_with("same: ") && ran.out.contains(" records, 4 commands, up to 1m45s, digest "),
        "{}",
        ran.out
    );
    assert!(ran.err.is_empty(), "{}", ran.err);
    let ran = bench.run(["replay", &recording, "--format", "json"]).ends_with(0);
    assert_eq!((&ran.json()[0]["same"], &ran.json()[0]["commands"]), (&true.into(), &4.into()));
}

#[test]
fn a_recording_may_come_from_standard_input() {
    let bench = Bench::new("replay_stdin");
    let recording = bench.record("a", &drawn("a", 0, 99));
    let text = bench.text(&recording);
    bench.run_with(["replay", "-"], &text).ends_with(0);
    bench.run_with(["replay", "-"], &text[..text.len() / 2]).ends_with(6);
    bench.run_with(["replay", "-"], "no recording").ends_with(6);
    bench.run_with(["diff", "-", "a.jsonl"], &text).ends_with(0);
    bench.run(["diff", "-", "-"]).ends_with(2);
}

#[test]
fn a_seed_of_the_command_line_is_in_the_recording() {
    let bench = Bench::new("replay_seed");
    bench.file("a.scenario.json", drawn("a", 0, 99));
    bench.run(["run", "a.scenario.json", "--seed", "77", "--record", "a.jsonl"]).ends_with(0);
    bench.run(["replay", "a.jsonl"]).ends_with(0);
    assert_eq!(bench.run(["replay", "a.jsonl", "--to", "0s", "--format", "json"]).json()[0]["seed"], 77);
}

#[test]
fn the_floor_at_a_moment() {
    let bench = Bench::new("replay_to");
    let recording = bench.record("a", &passing("a"));
    let ran = bench.run(["replay", &recording, "--to", "1m"]).ends_with(0);
    for part in ["a at 1m\n", "1 call under way", "sales_q", "s1", "busy_on_call", "c1", "talking", "55s"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let floor =
        |to: &str| bench.run(["replay", &recording, "--to", to, "--format", "json"]).ends_with(0).json().remove(0);
    let states = ["0s", "4s999ms", "5s", "1m35s", "1m45s"].map(|to| floor(to)["sessions"][0]["state"].clone());
    assert_eq!(states, ["ready", "ready", "busy_on_call", "busy_wrap_up", "ready"]);
    let minute = floor("1m");
    assert_eq!(minute["at_us"], 60_000_000);
    assert_eq!(minute["sessions"][0]["number_of_calls"], 1);
    assert_eq!(minute["calls_under_way"][0]["call"], "c1");
    assert_eq!(minute["calls_under_way"][0]["with"][0], "s1");
    assert_eq!(floor("1m35s")["calls_under_way"].as_array().map(Vec::len), Some(0));
}

#[test]
fn the_floor_in_the_end_is_that_of_the_report() {
    let bench = Bench::new("replay_end");
    bench.file("a.scenario.json", drawn("a", 0, 99));
    let args = ["run", "a.scenario.json", "--record", "a.jsonl", "--format", "json"];
    let report = bench.run(args).ends_with(0).json().remove(0);
    let floor = bench.run(["replay", "a.jsonl", "--to", "1h", "--format", "json"]).ends_with(0).json().remove(0);
    for rows in ["sessions", "agents", "queues", "calls"] {
        assert_eq!(floor[rows], report[rows], "{rows}");
    }
}

#[test]
fn there_is_nothing_after_the_end() {
    let bench = Bench::new("replay_after");
    let recording = bench.record("a", &passing("a"));
    let ran = bench.run(["replay", &recording, "--to", "1m45s1us"]).ends_with(2);
    assert!(ran.out.is_empty() && ran.err.contains("it ends at 1m45s"), "{ran:?}");
    bench.run(["replay", &recording, "--to", "60"]).ends_with(2);
}

#[test]
fn the_floor_of_a_recording_that_breaks_off() {
    let bench = Bench::new("replay_cut");
    let recording = bench.record("a", &passing("a"));
    let text = bench.text(&recording);
    let cut = text.find(r#"{"t_us":95000000"#).expect("the release is there");
    bench.file("cut.jsonl", &text[..cut]);
    let ran = bench.run(["replay", "cut.jsonl", "--to", "30s"]).ends_with(6);
    assert!(ran.out.contains("busy_on_call") && ran.err.contains("warning:"), "{ran:?}");
    bench.run(["replay", "cut.jsonl", "--to", "95s"]).ends_with(2);
}

#[test]
fn it_fits_a_terminal_whatever_the_names() {
    let bench = Bench::new("replay_fits");
    let long = passing("日本語").replace("sales_q", &"q".repeat(200)).replace("anna", &"a".repeat(200));
    let recording = bench.record("a", &long.replace("\"c1\"", &format!("\"{}\"", "c".repeat(200))));
    let ran = bench.run(["replay", &recording, "--to", "1m"]).ends_with(0);
    for line in ran.out.lines() {
        assert!(line.width() <= 80, "{line}");
    }
}
