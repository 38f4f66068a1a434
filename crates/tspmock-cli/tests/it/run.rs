//! `run`: what is selected, and the code it ends with.

use crate::bench::{Bench, INVALID, failing, passing, refused};

#[test]
fn the_exit_code_says_what_came_of_it() {
    let bench = Bench::new("exit_codes");
    bench.file("pass.scenario.json", passing("pass"));
    bench.file("fail.scenario.json", failing("fail"));
    bench.file("refused.scenario.json", refused("refused"));
    bench.file("invalid.json", INVALID);
    bench.file("empty.json", "");
    bench.file("binary.json", [0, 159, 146, 150, 255]);
    bench.file("truncated.json", &passing("x")[..200]);
    let cases: &[(&[&str], i32)] = &[
        (&["pass.scenario.json"], 0),
        (&["fail.scenario.json"], 1),
        (&["refused.scenario.json"], 1),
        (&["pass.scenario.json", "fail.scenario.json"], 1),
        (&["invalid.json"], 3),
        (&["empty.json"], 3),
        (&["binary.json"], 3),
        (&["truncated.json"], 3),
        (&["missing.json"], 3),
        (&["fail.scenario.json", "invalid.json"], 3),
        (&["invalid.json", "fail.scenario.json"], 3),
        (&["fail.scenario.json", "missing.json"], 3),
    ];
    for (paths, code) in cases {
        for format in ["human", "json"] {
            bench.run(["run", "--format", format].iter().chain(*paths)).ends_with(*code);
        }
    }
}

#[test]
fn a_folder_is_all_scenarios_below_it_in_order() {
    let bench = Bench::new("folder");
    for name in ["b", "a/z", "a.b", "B", "ab"] {
        bench.file(format!("day/{name}.scenario.json"), passing(name));
    }
    bench.file("day/other.json", "not a scenario");
    bench.file("day/x.scenario.json/inner.scenario.json", passing("inner"));
    let ran = bench.run(["run", "day", "--format", "json"]).ends_with(0);
    let files: Vec<String> = ran.json().iter().map(|line| line["file"].as_str().unwrap_or_default().into()).collect();
    let names = ["B", "a.b", "a/z", "ab", "b", "x.scenario.json/inner"];
    assert_eq!(files, names.map(|name| format!("day/{name}.scenario.json")));
}

#[test]
fn nothing_selected_ends_with_4() {
    let bench = Bench::new("nothing");
    bench.file("day/a.json", passing("a"));
    bench.file("a.scenario.json", passing("morning"));
    let ran = bench.run(["run", "day"]).ends_with(4);
    assert!(ran.err.contains("day"), "{}", ran.err);
    bench.run(["check", "day"]).ends_with(4);
    let ran = bench.run(["run", "a.scenario.json", "--filter", "evening"]).ends_with(4);
    assert!(ran.err.contains("evening"), "{}", ran.err);
    assert!(ran.out.is_empty());
}

#[test]
fn a_filter_looks_at_files_and_names() {
    let bench = Bench::new("filter");
    bench.file("day/a.scenario.json", passing("morning"));
    bench.file("day/b.scenario.json", failing("evening"));
    bench.file("day/c.scenario.json", INVALID);
    bench.run(["run", "day", "--filter", "morning"]).ends_with(0);
    bench.run(["run", "day", "--filter", "b.scen"]).ends_with(1);
    bench.run(["run", "day", "--filter", "c.scen"]).ends_with(3);
    bench.run(["run", "missing.json", "--filter", "morning"]).ends_with(3);
}

#[test]
fn a_scenario_may_come_from_standard_input() {
    let bench = Bench::new("stdin");
    let ran = bench.run_with(["run", "-", "--format", "json"], &passing("piped")).ends_with(0);
    assert_eq!(ran.json()[0]["file"], "-");
    assert_eq!(ran.json()[0]["scenario"], "piped");
    bench.run_with(["run", "-"], "{").ends_with(3);
    bench.run_with(["check", "-"], &passing("piped")).ends_with(0);
}

#[test]
fn what_is_printed_does_not_depend_on_jobs() {
    let bench = Bench::new("jobs");
    for n in 0..24 {
        let text = if n % 5 == 0 { failing("day") } else { passing("day") };
        bench.file(format!("day/{n:02}.scenario.json"), text);
    }
    bench.file("day/07.scenario.json", INVALID);
    for format in ["human", "json"] {
        let printed = |jobs| {
            let ran = bench.run(["run", "day", "--format", format, "--jobs", jobs]).ends_with(3);
            (ran.out, ran.err)
        };
        let alone = printed("1");
        assert_eq!(alone, printed("3"));
        assert_eq!(alone, printed("64"));
    }
}

#[test]
fn the_seed_of_the_command_line_wins() {
    let bench = Bench::new("seed");
    bench.file("a.scenario.json", passing("a"));
    let seed = |args: &[&str]| {
        let base = ["run", "a.scenario.json", "--format", "json"];
        bench.run(base.iter().chain(args)).ends_with(0).json()[0]["seed"].clone()
    };
    assert_eq!(seed(&[]), 0);
    assert_eq!(seed(&["--seed", "7"]), 7);
}

#[test]
fn a_digest_is_there_when_asked_for() {
    let bench = Bench::new("digest");
    bench.file("a.scenario.json", passing("a"));
    let line = |args: &[&str]| bench.run(["run", "a.scenario.json"].iter().chain(args)).ends_with(0);
    assert!(line(&["--format", "json"]).json()[0]["digest"].is_null());
    let digest = line(&["--format", "json", "--digest"]).json()[0]["digest"].clone();
    let digest = digest.as_str().expect("a text");
    assert!(line(&["--digest"]).out.contains(digest));
}
