//! What can be wrong with a recording: each has its own words, its own help and its exit code, for every command.

use twox_hash::XxHash3_128;

use crate::bench::{Bench, passing};

/// A recording, edited, with the checksum that fits.
fn edited(recording: &str, from: &str, to: &str) -> String {
    assert!(recording.contains(from), "{from}: {recording}");
    let text = recording.replacen(from, to, 1);
    let end = text.rfind(r#","checksum":""#).expect("it has a last line");
    let covered = &text[..end];
    format!("{covered},\"checksum\":\"{:032x}\"}}\n", XxHash3_128::oneshot(covered.as_bytes()))
}

/// The commands that want a whole recording.
const COMMANDS: [&[&str]; 4] = [
    &["replay", "x.jsonl"],
    &["diff", "a.jsonl", "x.jsonl"],
    &["diff", "x.jsonl", "a.jsonl"],
    &["convert", "x.jsonl", "--to", "scenario"],
];

#[test]
fn each_flaw_has_its_words_its_help_and_its_code() {
    let bench = Bench::new("flaws");
    let recording = bench.record("a", &passing("a"));
    let whole = bench.text(&recording);
    let middle = whole.len() - 300;
    let (version, trace) = (r#"{"recording":1,"#, r#""trace":"#);
    let found = whole[whole.find(trace).expect("it is there") + trace.len()..].split(',').next().expect("a number");
    let engine = format!("{trace}{found},");
    let cases = [
        ("incomplete", whole[..middle].to_owned(), 6, "incomplete", "record it again"),
        ("nothing", String::new(), 6, "incomplete", "record it again"),
        ("flipped", whole.replacen("answered", "answerad", 1), 6, "altered", "copy it as binary"),
        ("two lines swapped", swapped(&whole), 6, "altered", "copy it as binary"),
        ("older", edited(&whole, version, r#"{"recording":0,"#), 6, "format 0", "with the version of tspmock"),
        ("newer", edited(&whole, version, r#"{"recording":2,"#), 6, "format 2", "newer version"),
        ("engine", edited(&whole, &engine, r#""trace":999,"#), 6, "trace version 999", "use tspmock"),
        ("other", passing("a"), 6, "not a recording", "tspmock run SCENARIO --record FILE"),
    ];
    for (name, text, code, words, help) in cases {
        bench.file("x.jsonl", text);
        for command in COMMANDS {
            let ran = bench.run(command).ends_with(code);
            assert!(ran.out.is_empty(), "{name}: {ran:?}");
            assert!(ran.err.contains(words) && ran.err.contains("x.jsonl"), "{name}: {}", ran.err);
            assert!(
                ran.err.lines().any(|line| line.starts_with("  help: ") && line.contains(help)),
                "{name}: {}",
                ran.err
            );
        }
    }
}

fn swapped(recording: &str) -> String {
    let mut lines: Vec<&str> = recording.split_inclusive('\n').collect();
    lines.swap(3, 4);
    lines.concat()
}

#[test]
fn a_missing_recording_is_a_missing_file() {
    let bench = Bench::new("flaws_missing");
    bench.record("a", &passing("a"));
    for command in COMMANDS {
        let ran = bench.run(command).ends_with(3);
        assert!(ran.err.contains("no recording at x.jsonl") && ran.err.contains("--record"), "{}", ran.err);
    }
    bench.run(["explain", "x.jsonl", "--call", "c1"]).ends_with(3);
    bench.run(["replay", "."]).ends_with(3);
}

#[test]
fn the_gravest_of_two_flaws_decides() {
    let bench = Bench::new("flaws_two");
    let recording = bench.record("a", &passing("a"));
    bench.file("cut.jsonl", &bench.text(&recording)[..900]);
    let ran = bench.run(["diff", "cut.jsonl", "gone.jsonl"]).ends_with(3);
    assert!(ran.err.contains("incomplete") && ran.err.contains("gone.jsonl"), "{}", ran.err);
}

#[test]
fn an_engine_that_comes_to_something_else_has_diverged() {
    let bench = Bench::new("flaws_diverged");
    let recording = bench.record("a", &passing("a"));
    let text = edited(&bench.text(&recording), r#"{"t_us":95000000,"#, r#"{"t_us":94000000,"#);
    bench.file("x.jsonl", text);
    let ran = bench.run(["replay", "x.jsonl"]).ends_with(5);
    let marked = |mark: char| ran.out.lines().filter(|line| line.starts_with(mark)).count();
    assert!(ran.out.starts_with("different at 1m34s:"), "{}", ran.out);
    assert!(ran.out.contains("\n- 1m34s") && ran.out.contains("\n+ 1m35s"), "{}", ran.out);
    assert_eq!((marked('-'), marked('+')), (2, 1), "{}", ran.out);
    assert_eq!(ran.out.lines().take_while(|line| !line.starts_with('-')).count(), 6, "five before: {}", ran.out);
    assert!(ran.out.contains("tspmock replay x.jsonl --to 1m33s999ms999us"), "{}", ran.out);
    assert!(ran.out.contains("tspmock explain x.jsonl --call c1"), "{}", ran.out);
    assert!(ran.err.contains("diverged") && ran.err.contains("help:"), "{}", ran.err);
    bench.run(["replay", "x.jsonl", "--to", "1m33s999ms999us"]).ends_with(0);
    let ran = bench.run(["replay", "x.jsonl", "--format", "json"]).ends_with(5);
    let line = &ran.json()[0];
    assert_eq!((&line["same"], &line["diverged"]["at_us"]), (&false.into(), &94_000_000.into()));
    assert_eq!(line["diverged"]["before"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_record_less_shows_in_the_digest() {
    let bench = Bench::new("flaws_short");
    let recording = bench.record("a", &passing("a"));
    let whole = bench.text(&recording);
    let mut lines: Vec<&str> = whole.split_inclusive('\n').collect();
    lines.remove(lines.len() - 2);
    let records =
        lines.last().and_then(|line| line.split([':', ',']).nth(1)).expect("the number of records").to_owned();
    let fewer = (records.parse::<u64>().expect("a number") - 1).to_string();
    let text = edited(&lines.concat(), &format!(r#"{{"records":{records},"#), &format!(r#"{{"records":{fewer},"#));
    bench.file("x.jsonl", text);
    let ran = bench.run(["replay", "x.jsonl"]).ends_with(6);
    assert!(ran.err.contains("altered") && ran.err.contains("digest"), "{}", ran.err);
}

#[test]
fn steps_in_another_order_break_nothing() {
    let bench = Bench::new("flaws_steps");
    let recording = bench.record("a", &passing("a"));
    let swaps = [(r#""step":0,"#, r#""step":3,"#), (r#""step":1,"#, r#""step":0,"#), (r#""step":3,"#, r#""step":1,"#)];
    let text = swaps.iter().fold(bench.text(&recording), |text, (from, to)| edited(&text, from, to));
    bench.file("x.jsonl", text);
    bench.run(["convert", "x.jsonl", "--to", "scenario"]).ends_with(0);
}

#[test]
fn a_command_without_a_place_is_told_at_a_moment_too() {
    let bench = Bench::new("flaws_place");
    let recording = bench.record("a", &passing("a"));
    let text = edited(&bench.text(&recording), r#""talk_us":90000000,"#, r#""talk_us":1,"#);
    bench.file("x.jsonl", text);
    bench.run(["replay", "x.jsonl"]).ends_with(5);
    bench.run(["replay", "x.jsonl", "--to", "5s"]).ends_with(0);
    let ran = bench.run(["replay", "x.jsonl", "--to", "100s"]).ends_with(6);
    assert!(ran.err.contains("altered: a command stands at 1m behind"), "{}", ran.err);
}

#[test]
fn a_moment_that_no_run_comes_to_is_altered() {
    let bench = Bench::new("flaws_for_ever");
    let recording = bench.record("a", &passing("a"));
    let whole = bench.text(&recording);
    let ended = whole.split(r#""ended_at_us":"#).nth(1).and_then(|rest| rest.split(',').next()).expect("it ended");
    let last = edited(&whole, &format!(r#""ended_at_us":{ended},"#), r#""ended_at_us":18446744073709551615,"#);
    let record = edited(&whole, r#"{"t_us":105000000,"#, r#"{"t_us":18446744073709551615,"#);
    for text in [last, record] {
        bench.file("x.jsonl", text);
        let ran = bench.run(["convert", "x.jsonl", "--to", "csv", "--out", "tables"]).ends_with(6);
        assert!(ran.err.contains("no run goes on longer than 43800h"), "{}", ran.err);
        bench.run(["explain", "x.jsonl", "--queue", "sales_q"]).ends_with(6);
        assert!(!bench.path("tables/calls.csv").exists() && !bench.path("tables/calls.csv.part").exists());
    }
}
