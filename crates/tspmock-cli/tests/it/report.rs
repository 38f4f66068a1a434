//! What people read.

use unicode_width::UnicodeWidthStr;

use crate::bench::{Bench, INVALID, failing, passing, refused};

#[test]
fn one_scenario_prints_its_whole_report() {
    let bench = Bench::new("whole_report");
    bench.file("a.scenario.json", passing("a_small_day"));
    let ran = bench.run(["run", "a.scenario.json"]).ends_with(0);
    for part in ["a_small_day", "a.scenario.json", "seed 0", "sales_q", "anna", "get_number_of_calls"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert_eq!(ran.out.lines().last(), Some("PASSED  2 of 2 expectations met"));
    assert!(ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn a_failed_expectation_says_what_was_expected_and_what_was() {
    let bench = Bench::new("failed_report");
    bench.file("a.scenario.json", failing("a"));
    let ran = bench.run(["run", "a.scenario.json"]).ends_with(1);
    assert!(ran.out.contains("answered: expected 2, was 1"), "{}", ran.out);
    assert_eq!(ran.out.lines().last(), Some("FAILED  1 of 2 expectations met"));
}

#[test]
fn an_unexpected_refusal_is_told() {
    let bench = Bench::new("refused_report");
    bench.file("a.scenario.json", refused("a"));
    let ran = bench.run(["run", "a.scenario.json"]).ends_with(1);
    assert!(ran.out.contains("step 4 (early) at 1m1s: refused with LINEERR_INVALAGENTSTATE"), "{}", ran.out);
}

#[test]
fn of_several_those_that_pass_take_a_line() {
    let bench = Bench::new("several_report");
    bench.file("day/a.scenario.json", passing("a"));
    bench.file("day/b.scenario.json", failing("b"));
    bench.file("day/c.scenario.json", INVALID);
    let ran = bench.run(["run", "day"]).ends_with(3);
    assert!(ran.out.starts_with("PASSED  day/a.scenario.json"), "{}", ran.out);
    assert!(ran.out.contains("INVALID  day/c.scenario.json"), "{}", ran.out);
    assert_eq!(ran.out.lines().last(), Some("3 scenarios: 1 passed, 1 failed, 1 invalid"));
}

#[test]
fn of_many_agents_the_first_are_shown_under_their_groups() {
    let bench = Bench::new("many_agents");
    let shift = r#""shifts": [{ "from": "0s", "to": "1h" }]"#;
    bench.file(
        "a.scenario.json",
        format!(
            r#"{{
              "version": 1, "name": "many", "until": "1h", "groups": [{{ "id": "sales" }}],
              "queues": [{{ "id": "q", "group": "sales" }}],
              "agents": [{{ "id": "temp", "count": 2000, "groups": [{{ "group": "sales" }}], {shift} }}]
            }}"#
        ),
    );
    let ran = bench.run(["run", "a.scenario.json"]).ends_with(0);
    assert!(ran.out.contains("Groups  agents") && ran.out.contains("sales    2,000"), "{}", ran.out);
    assert!(ran.out.contains("temp/8") && !ran.out.contains("temp/9"), "{}", ran.out);
    assert!(ran.out.contains("… and 1,992 more"), "{}", ran.out);
    assert_eq!(ran.out.lines().last(), Some("PASSED  nothing was expected"));
}

#[test]
fn it_fits_a_terminal_whatever_the_names() {
    let bench = Bench::new("fits");
    let long = "日本語".repeat(60);
    let text = failing(&long).replace("sales_q", &"q".repeat(200)).replace("anna", &"a".repeat(200));
    bench.file("a.scenario.json", text);
    let ran = bench.run(["run", "a.scenario.json"]).ends_with(1);
    let figures = ran.out.split("expectation 1").next().expect("something comes before");
    for line in figures.lines() {
        assert!(line.width() <= 80, "{line}");
    }
}

#[test]
fn names_cannot_steer_the_terminal() {
    let bench = Bench::new("escapes");
    bench.file("a.scenario.json", failing("day\u{1b}[2J\u{202e}"));
    let ran = bench.run(["run", "a.scenario.json"]);
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{}", ran.err);
}

#[test]
fn the_same_run_prints_the_same_text() {
    let bench = Bench::new("same_text");
    bench.file("a.scenario.json", failing("a"));
    for format in ["human", "json"] {
        let print = || bench.run(["run", "a.scenario.json", "--format", format]).ends_with(1).out;
        assert_eq!(print(), print());
    }
}
