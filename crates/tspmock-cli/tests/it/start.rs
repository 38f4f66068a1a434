//! `init`, `demo`, `schema`, `completions`: how a user begins.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::bench::Bench;

#[test]
fn the_starter_runs_and_passes() {
    let bench = Bench::new("starter");
    let ran = bench.run(["init"]).ends_with(0);
    assert!(ran.out.is_empty() && ran.err.contains("tspmock run first.scenario.json"), "{ran:?}");
    let checked = bench.run(["check", "first.scenario.json"]).ends_with(0);
    assert_eq!(checked.out, "first.scenario.json: valid\n");
    bench.run(["run", "first.scenario.json"]).ends_with(0);
}

#[test]
fn init_replaces_nothing_without_force() {
    let bench = Bench::new("init_force");
    bench.file("mine.json", "mine");
    let ran = bench.run(["init", "mine.json"]).ends_with(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(bench.text("mine.json"), "mine");
    bench.run(["init", "mine.json", "--force"]).ends_with(0);
    assert_eq!(bench.text("mine.json"), bench.run(["init", "-"]).ends_with(0).out);
}

#[test]
fn the_demo_passes_and_fits() {
    let ran = Bench::new("demo").run(["demo"]).ends_with(0);
    for line in ran.out.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    assert!(ran.out.contains("PASSED"), "{}", ran.out);
    assert!(ran.err.contains("tspmock init"), "{}", ran.err);
}

#[test]
fn the_schema_is_json() {
    let ran = Bench::new("schema").run(["schema"]).ends_with(0);
    let schema: Value = serde_json::from_str(&ran.out).expect("it is JSON");
    assert!(schema["$schema"].as_str().is_some_and(|dialect| dialect.contains("json-schema.org")), "{schema}");
}

#[test]
fn each_shell_has_its_completions() {
    let bench = Bench::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = bench.run(["completions", shell]).ends_with(0);
        assert!(ran.out.contains("tspmock") && ran.out.contains("junit"), "{shell}");
    }
}
