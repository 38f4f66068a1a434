//! Odd files, odd names, streams that are gone.

use crate::bench::{Bench, passing};

#[test]
fn a_file_named_like_an_option_can_be_run() {
    let bench = Bench::new("option_name");
    bench.file("--digest", passing("odd"));
    bench.run(["run", "--", "--digest"]).ends_with(0);
    bench.run(["run", "./--digest"]).ends_with(0);
}

#[test]
fn colours_are_only_for_terminals() {
    let bench = Bench::new("no_colours");
    bench.file("a.scenario.json", passing("a"));
    let ran = bench.run(["run", "a.scenario.json", "gone.json"]).ends_with(3);
    assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn a_deep_file_is_an_error_like_any_other() {
    let bench = Bench::new("deep");
    bench.file("a.json", "[".repeat(200_000));
    bench.run(["run", "a.json"]).ends_with(3);
    bench.file("b.json", r#"{"a":"#.repeat(200_000));
    bench.run(["run", "b.json"]).ends_with(3);
}

#[test]
fn a_long_line_is_not_shown_whole() {
    let bench = Bench::new("long_line");
    bench.file("a.json", format!(r#"{{"version": 1, "quues": [{}1]}}"#, "1,".repeat(500_000)));
    let ran = bench.run(["check", "a.json"]).ends_with(3);
    assert!(ran.err.len() < 50_000, "{} bytes", ran.err.len());
}

/// A call that rings out and comes back every microsecond, for ever.
const CIRCLE: &str = r#"{
  "version": 1,
  "groups": [{ "id": "g" }],
  "queues": [{ "id": "q", "group": "g", "ring_timeout": "1us", "on_no_answer": "stay_ready" }],
  "agents": [{ "id": "a", "groups": [{ "group": "g" }], "answer_after": "manual" }],
  "steps": [
    { "at": "0s", "create_session": { "session": "lone_session", "agent": "a", "group": "g" } },
    { "at": "0s", "set_session_state": { "session": "lone_session", "state": "ready" } },
    { "at": "1s", "arrive": { "call": "lost_call", "queue": "q" } }
  ]
}"#;

#[test]
fn what_goes_round_for_ever_is_stopped() {
    let bench = Bench::new("circle");
    bench.file("a.json", CIRCLE);
    let ran = bench.run(["run", "a.json"]).ends_with(3);
    assert!(ran.err.contains("lost_call") && ran.err.contains("lone_session"), "{}", ran.err);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::process::Stdio;

    use crate::bench::{Bench, Ran, failing, passing};

    #[test]
    fn a_ring_of_links_is_no_trap() {
        let bench = Bench::new("links");
        bench.file("day/a.scenario.json", passing("a"));
        symlink("..", bench.path("day/up")).expect("links can be made");
        symlink(".", bench.path("day/self.scenario.json")).expect("links can be made");
        let ran = bench.run(["run", "day", "--format", "json"]).ends_with(0);
        assert_eq!(ran.json().len(), 1);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_missing_file() {
        let bench = Bench::new("dangling");
        bench.file("day/a.scenario.json", passing("a"));
        symlink("gone", bench.path("day/b.scenario.json")).expect("links can be made");
        bench.run(["run", "day"]).ends_with(3);
    }

    #[test]
    fn a_name_that_is_no_text_can_be_run() {
        let bench = Bench::new("no_text");
        let name = OsStr::from_bytes(b"day/\xff\xfe.scenario.json");
        if !cfg!(target_os = "macos") {
            bench.file(name, passing("odd"));
            bench.run([OsStr::new("run"), name]).ends_with(0);
            bench.run(["run", "day", "--csv", "tables"]).ends_with(0);
        }
    }

    #[test]
    fn a_pipe_in_a_folder_is_left_alone() {
        let bench = Bench::new("pipe");
        bench.file("day/a.scenario.json", passing("a"));
        let made = std::process::Command::new("mkfifo").arg(bench.path("day/b.scenario.json")).status();
        if made.is_ok_and(|status| status.success()) {
            bench.run(["run", "day"]).ends_with(0);
        }
    }

    #[test]
    fn a_reader_who_leaves_early_is_no_error() {
        let bench = Bench::new("early_reader");
        for n in 0..200 {
            bench.file(format!("day/{n}.scenario.json"), failing("day"));
        }
        let mut command = bench.command(["run", "day", "--format", "json"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let ran = Ran::of(&child.wait_with_output().expect("it ends")).ends_with(1);
        assert!(!ran.err.contains("pipe"), "{}", ran.err);
    }

    #[test]
    fn a_full_disk_ends_with_74() {
        let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
        let bench = Bench::new("full");
        bench.file("a.scenario.json", passing("a"));
        for args in [&["run", "a.scenario.json"][..], &["--help"], &["run", "--help"], &["--version"], &["schema"]] {
            let full = full.try_clone().expect("it can be had twice");
            let output = bench.command(args).stdout(full).output().expect("it starts");
            let ran = Ran::of(&output).ends_with(74);
            assert!(ran.err.contains("standard output"), "{args:?}: {}", ran.err);
        }
    }
}
