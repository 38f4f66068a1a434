//! `run --record`: where recordings go, what they leave alone, and what a killed run leaves.

use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::bench::{Bench, INVALID, Ran, endless, failing, passing};

#[test]
fn a_recorded_run_says_where_it_is_and_carries_its_digest() {
    let bench = Bench::new("record");
    bench.file("a.scenario.json", passing("a"));
    let ran = bench.run(["run", "a.scenario.json", "--record", "a.jsonl", "--format", "json"]).ends_with(0);
    let digest = ran.json()[0]["digest"].as_str().expect("a text").to_owned();
    assert_eq!(ran.err, "recorded in a.jsonl; run it again with: tspmock replay a.jsonl\n1 scenario: 1 passed\n");
    let replayed = bench.run(["replay", "a.jsonl"]).ends_with(0);
    assert!(replayed.out.contains(&digest), "{}", replayed.out);
}

#[test]
fn the_same_run_leaves_the_same_bytes() {
    let bench = Bench::new("record_twice");
    bench.file("a.scenario.json", passing("a"));
    for file in ["1.jsonl", "2.jsonl"] {
        bench.run(["run", "a.scenario.json", "--record", file]).ends_with(0);
    }
    assert_eq!(bench.text("1.jsonl"), bench.text("2.jsonl"));
}

#[test]
fn one_run_goes_into_one_file() {
    let bench = Bench::new("record_several");
    bench.file("day/a.scenario.json", passing("morning"));
    bench.file("day/b.scenario.json", passing("evening"));
    let ran = bench.run(["run", "day", "--record", "a.jsonl"]).ends_with(2);
    assert!(ran.out.is_empty() && ran.err.contains("2 scenarios"), "{ran:?}");
    assert!(!bench.path("a.jsonl").exists());
    bench.run(["run", "day", "--filter", "morning", "--record", "a.jsonl"]).ends_with(0);
    bench.run(["replay", "a.jsonl"]).ends_with(0);
}

#[test]
fn a_recording_that_exists_stays_without_force() {
    let bench = Bench::new("record_force");
    let recording = bench.record("a", &passing("a"));
    let before = bench.text(&recording);
    let again = ["run", "a.scenario.json", "--seed", "7", "--record", "a.jsonl"];
    let ran = bench.run(again).ends_with(2);
    assert!(ran.out.is_empty() && ran.err.contains("--force"), "{ran:?}");
    assert_eq!(bench.text(&recording), before);
    bench.run(again.iter().chain(&["--force"])).ends_with(0);
    assert_ne!(bench.text(&recording), before);
    bench.run(["replay", "a.jsonl"]).ends_with(0);
    let left: Vec<_> = fs::read_dir(bench.path(".")).expect("it is there").collect();
    assert_eq!(left.len(), 2, "nothing half-written is left: {left:?}");
}

#[test]
fn the_old_recording_survives_a_run_that_does_not_begin() {
    let bench = Bench::new("record_invalid");
    let recording = bench.record("a", &passing("a"));
    let before = bench.text(&recording);
    bench.file("b.scenario.json", INVALID);
    bench.run(["run", "b.scenario.json", "--record", "a.jsonl", "--force"]).ends_with(3);
    assert_eq!(bench.text(&recording), before);
}

#[test]
fn a_recording_that_cannot_be_written_ends_with_74() {
    let bench = Bench::new("record_unwritable");
    bench.file("a.scenario.json", passing("a"));
    bench.run(["run", "a.scenario.json", "--record", "gone/a.jsonl"]).ends_with(74);
    fs::create_dir(bench.path("folder")).expect("it can be made");
    bench.run(["run", "a.scenario.json", "--record", "folder"]).ends_with(2);
    bench.run(["run", "a.scenario.json", "--record", "folder", "--force"]).ends_with(74);
    assert!(bench.path("folder").is_dir());
}

#[test]
fn the_tables_beside_a_scenario_are_in_its_recording() {
    let bench = Bench::new("record_table");
    let rate = r#"{"id":"calls","queue":"sales_q","talk":"10s","rate":{"csv":{"file":"calls.csv"}}}"#;
    let scenario = passing("a").replace(r#""expect":"#, &format!(r#""arrivals":[{rate}],"expect":"#));
    bench.file("calls.csv", "at\n10m\n20m\n");
    let recording = bench.record("a", &scenario.replace(r#""answered":1"#, r#""answered":3"#));
    fs::remove_file(bench.path("calls.csv")).expect("it is there");
    bench.run(["replay", &recording]).ends_with(0);
    let ran = bench.run(["explain", &recording, "--queue", "sales_q", "--field", "answered"]).ends_with(0);
    assert!(ran.out.contains("calls/2"), "{}", ran.out);
}

#[test]
fn a_failed_expectation_ends_with_what_to_paste() {
    let bench = Bench::new("record_paste");
    bench.file("a day.scenario.json", failing("a"));
    let pasted = |ran: &Ran| -> Vec<String> {
        let lines = ran.out.lines().map(str::trim).filter(|line| line.starts_with("tspmock "));
        lines.map(|line| line.replace('\'', "\"")).collect()
    };
    let ran = bench.run(["run", "a day.scenario.json", "--seed", "3"]).ends_with(1);
    let (explain, replay) = (
        r#"tspmock explain "a day.jsonl" --queue sales_q --field answered"#,
        r#"tspmock replay "a day.jsonl" --to 1m45s"#,
    );
    let record = r#"tspmock run "a day.scenario.json" --seed 3 --record "a day.jsonl""#;
    assert_eq!(pasted(&ran), [record, explain, replay]);
    let ran = bench.run(["run", "a day.scenario.json", "--record", "a day.jsonl"]).ends_with(1);
    assert_eq!(pasted(&ran), [explain, replay]);
    bench.run(["explain", "a day.jsonl", "--queue", "sales_q", "--field", "answered"]).ends_with(0);
    bench.run(["replay", "a day.jsonl", "--to", "1m45s"]).ends_with(0);
}

/// An agent whom a request makes, in no call.
const MAKES_AN_AGENT: &str = r#"{ "version": 1, "name": "a", "until": "5s", "groups": [{ "id": "sales" }],
  "steps": [{ "at": "1s", "request": { "request": "r1", "create_agent": { "agent": "x" } } }],
  "expect": [{ "agent": { "agent": "x", "number_of_acd_calls": 1 } }] }"#;

#[test]
fn an_agent_whom_a_request_makes_is_asked_about_by_its_name() {
    let bench = Bench::new("record_made_agent");
    bench.file("a.scenario.json", MAKES_AN_AGENT);
    let ran = bench.run(["run", "a.scenario.json", "--record", "a.jsonl"]).ends_with(1);
    assert!(ran.out.contains("tspmock explain a.jsonl --agent x --field number_of_acd_calls"), "{}", ran.out);
    let ran = bench.run(["explain", "a.jsonl", "--agent", "x", "--field", "number_of_acd_calls"]).ends_with(0);
    assert!(ran.out.starts_with("agent x (agent/1): number_of_acd_calls is 0"), "{}", ran.out);
}

#[test]
fn programs_find_what_to_paste_among_the_talk() {
    let bench = Bench::new("record_paste_json");
    bench.file("a.scenario.json", failing("a"));
    let ran = bench.run(["run", "a.scenario.json", "--format", "json"]).ends_with(1);
    assert_eq!(ran.json().len(), 1);
    assert!(ran.err.contains("tspmock explain a.jsonl --queue sales_q --field answered"), "{}", ran.err);
}

/// Runs until its recording has grown to some size, then kills it.
fn kill_when_recorded(bench: &Bench, mut child: Child, is_recording: impl Fn(&str) -> bool) {
    const BYTES: u64 = 200_000;
    let began = Instant::now();
    let grown = || {
        let entries = fs::read_dir(bench.path(".")).expect("it is there").filter_map(Result::ok);
        entries
            .filter(|entry| entry.file_name().to_str().is_some_and(&is_recording))
            .any(|entry| entry.metadata().is_ok_and(|there| there.len() > BYTES))
    };
    while !grown() {
        assert!(began.elapsed() < Duration::from_secs(60), "it records");
        assert!(child.try_wait().expect("it can be asked").is_none(), "it runs on and on");
        sleep(Duration::from_millis(5));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
}

#[test]
fn a_killed_run_leaves_an_incomplete_recording() {
    let bench = Bench::new("record_killed");
    bench.file("a.scenario.json", endless());
    let child = bench.command(["run", "a.scenario.json", "--record", "a.jsonl"]).spawn().expect("it starts");
    kill_when_recorded(&bench, child, |name| name == "a.jsonl");
    let ran = bench.run(["replay", "a.jsonl"]).ends_with(6);
    assert!(ran.err.contains("incomplete") && ran.err.contains("help:"), "{}", ran.err);
    let ran = bench.run(["explain", "a.jsonl", "--call", "c1"]).ends_with(6);
    assert!(ran.out.contains("c1") && ran.err.contains("incomplete"), "{ran:?}");
}

#[test]
fn the_old_recording_survives_a_killed_run() {
    let bench = Bench::new("record_killed_force");
    let recording = bench.record("a", &passing("a"));
    let before = bench.text(&recording);
    bench.file("b.scenario.json", endless());
    let args = ["run", "b.scenario.json", "--record", "a.jsonl", "--force"];
    let child = bench.command(args).spawn().expect("it starts");
    kill_when_recorded(&bench, child, |name| name.starts_with("a.jsonl."));
    assert_eq!(bench.text(&recording), before);
    bench.run(["replay", "a.jsonl"]).ends_with(0);
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{FileTypeExt, symlink};

    use crate::bench::{Bench, passing};

    #[test]
    fn a_device_is_written_as_it_is() {
        let bench = Bench::new("record_device");
        bench.file("a.scenario.json", passing("a"));
        if fs::metadata("/dev/stdout").is_ok() {
            let ran = bench.run(["run", "a.scenario.json", "--record", "/dev/stdout"]).ends_with(0);
            assert!(ran.out.starts_with(r#"{"recording":1,"#), "{}", ran.out);
            assert!(ran.err.is_empty(), "{}", ran.err);
        }
        if fs::metadata("/dev/full").is_ok() {
            for force in [&[][..], &["--force"]] {
                let args = ["run", "a.scenario.json", "--record", "/dev/full"];
                let ran = bench.run(args.iter().chain(force)).ends_with(74);
                assert!(ran.err.contains("/dev/full"), "{}", ran.err);
                let there = fs::symlink_metadata("/dev/full").expect("it is there");
                assert!(there.file_type().is_char_device());
            }
        }
    }

    #[test]
    fn what_a_link_leads_to_is_replaced_and_the_link_stays() {
        let bench = Bench::new("record_link");
        let recording = bench.record("a", &passing("a"));
        let before = bench.text(&recording);
        symlink("a.jsonl", bench.path("link.jsonl")).expect("links can be made");
        bench.run(["run", "a.scenario.json", "--record", "link.jsonl"]).ends_with(2);
        bench.run(["run", "a.scenario.json", "--seed", "7", "--record", "link.jsonl", "--force"]).ends_with(0);
        assert!(bench.path("link.jsonl").is_symlink());
        assert_ne!(bench.text(&recording), before);
    }
}
