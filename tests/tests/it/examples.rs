//! The examples beside the library crate: each bug that is planted in one is found by its test, with a message that names the
//! cause, and none is there unless it is asked for. docs/EXAMPLES.md tells of them and is made here.
//!
//! A bug is a feature of its example and an entry of the manifest's `package.metadata.planted`, which says what the bug is,
//! which test finds it, and words of the message that name the cause. A new example needs no change here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::golden::hold_document;
use crate::home::{root, text};

/// Where the examples are.
const FOLDER: &str = "crates/tspmock/examples";

/// The test of every example that holds what its client shows against a kept text.
const DAY: &str = "day::";

/// The beginning of the document.
const HEAD: &str = "\
# Examples

Small programs that a reader may start from, each a crate of its own with tests that use `tspmock`. This page is made by the tests:
`UPDATE=1 cargo test -p tspmock-tests examples::` writes it anew, after `UPDATE=1 cargo test --workspace day::` for what the programs show.

A test that never fails shows nothing. So each program has bugs, each planted by a feature; the tests are built with one of them at a time
and have to find it, and the message has to name the cause. No build has a bug unless it asks for it: a text that the sound program showed
in a fixed run is kept, with the digest of that run. Every `cargo test` holds it, and with any of the bugs it is another one.
";

/// A package of the workspace that is an example.
struct Example {
    name: String,
    description: String,
    features: Vec<String>,
    planted: Vec<Planted>,
}

/// A bug that a feature plants.
struct Planted {
    feature: String,
    bug: String,
    test: String,
    cause: String,
}

fn cargo(arguments: &[&str]) -> (String, String, bool) {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).current_dir(root());
    // What the outer build says about itself is not about this one, nor what people ask of their own runs.
    for variable in
        ["RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "UPDATE", "PROPTEST_CASES", "RUST_BACKTRACE"]
    {
        cargo.env_remove(variable);
    }
    cargo.env("TSPMOCK_RECORDINGS", root().join("target").join("examples").join("recordings"));
    let output = cargo.output().expect("cargo starts");
    let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    (read(&output.stdout), read(&output.stderr), output.status.success())
}

/// All packages of the workspace, as cargo describes them.
fn packages() -> Vec<Value> {
    let (out, err, done) = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    assert!(done, "{err}");
    let metadata: Value = serde_json::from_str(&out).expect("cargo writes JSON");
    metadata["packages"].as_array().expect("there are packages").clone()
}

fn examples() -> Vec<Example> {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let is_example = |package: &&Value| {
        let manifest = string(&package["manifest_path"]).replace('\\', "/");
        manifest.contains(&format!("{FOLDER}/"))
    };
    let planted = |package: &Value| {
        let planted = package["metadata"]["planted"].as_object().cloned().unwrap_or_default();
        let one = |(feature, of): (&String, &Value)| Planted {
            feature: feature.clone(),
            bug: string(&of["bug"]),
            test: string(&of["test"]),
            cause: string(&of["cause"]),
        };
        planted.iter().map(one).collect()
    };
    let mut examples: Vec<Example> = packages()
        .iter()
        .filter(is_example)
        .map(|package| Example {
            name: string(&package["name"]),
            description: string(&package["description"]),
            features: package["features"].as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default(),
            planted: planted(package),
        })
        .collect();
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    examples
}

#[test]
fn no_build_has_a_planted_bug_unless_it_asks() {
    for example in examples() {
        let described: BTreeSet<&String> = example.planted.iter().map(|planted| &planted.feature).collect();
        let features: BTreeSet<&String> = example.features.iter().collect();
        // No `default`, and no feature that turns on another one.
        assert_eq!(features, described, "{}: each feature plants one bug, which the manifest describes", example.name);
        assert!(!described.is_empty(), "{}: a test that never fails shows nothing", example.name);
    }
    for package in packages() {
        let features = package["features"].as_object().expect("features are listed");
        for (feature, turns_on) in features {
            let planted = turns_on.to_string().contains("planted-");
            assert!(!planted, "{}: {feature} turns on {turns_on}", package["name"]);
        }
        for dependency in package["dependencies"].as_array().expect("dependencies are listed") {
            let planted = dependency["features"].to_string().contains("planted-");
            assert!(!planted, "{} asks {} for {}", package["name"], dependency["name"], dependency["features"]);
        }
    }
}

#[test]
fn planted_bugs_are_found_and_their_cause_is_named() {
    let examples = examples();
    let mut table = String::from("| Example | Bug | Feature | What the test says |\n|---|---|---|---|\n");
    let mut sections = String::new();
    for example in &examples {
        section(&mut sections, example).expect("a text takes more");
        for planted in &example.planted {
            let message = found(example, planted);
            let line = message.lines().map(str::trim).find(|line| line.contains(&planted.cause));
            let line = line.unwrap_or_else(|| panic!("`{}` is not named:\n{message}", planted.cause));
            let Planted { feature, bug, test, .. } = planted;
            let name = &example.name;
            writeln!(table, "| [{name}](#{name}) | {bug} | `{feature}` | {line} |").expect("a text takes more");
            let heading = format!("\nWith `{feature}` it {bug}. `{test}` fails:\n");
            writeln!(sections, "{heading}\n```text\n{message}\n```").expect("a text takes more");
        }
    }
    hold_document("docs/EXAMPLES.md", &format!("{HEAD}\n{table}{sections}"));
}

/// What an example is, and the digest of its kept run.
fn section(into: &mut String, example: &Example) -> std::fmt::Result {
    let Example { name, description, .. } = example;
    let day = text(&format!("{FOLDER}/{name}/tests/it/day.txt"));
    let digest = day.lines().find_map(|line| line.strip_prefix("digest ")).expect("the kept text ends with a digest");
    writeln!(into, "\n## {name}\n\n{description}: [{FOLDER}/{name}](../{FOLDER}/{name}/src/lib.rs).")?;
    writeln!(into, "`cargo test -p {name}` tries it; the digest of its kept run is `{digest}`.")
}

/// Runs the tests of an example with a bug in it; the message of the test that is to find it.
fn found(example: &Example, planted: &Planted) -> String {
    let target = root().join("target").join("examples");
    let target = target.to_str().expect("names in the repository are Unicode");
    let Planted { feature, test, .. } = planted;
    let options = ["--tests", "--no-fail-fast", "--target-dir", target];
    let (out, err, done) =
        cargo(&[&["test", "--package", &example.name, "--features", feature], &options[..]].concat());
    assert!(!done, "{feature}: no test finds it:\n{out}\n{err}");
    let failures = failures(&out);
    let kept = failures.keys().any(|name| name.starts_with(DAY));
    assert!(kept, "{feature}: what the client shows is not what is kept, and no test says so:\n{out}\n{err}");
    failures.get(test).unwrap_or_else(|| panic!("{feature}: {test} does not find it:\n{out}\n{err}")).clone()
}

/// What each failed test says, without what differs from machine to machine and from day to day.
fn failures(out: &str) -> BTreeMap<String, String> {
    let mut failures = BTreeMap::new();
    for block in out.split("\n---- ").skip(1) {
        let Some((test, said)) = block.split_once(" stdout ----\n") else { continue };
        let lines = said.lines().skip_while(|line| !line.contains(" panicked at ")).skip(1);
        let lines = lines.take_while(|line| !is_end(line)).map(without_place);
        let message = lines.collect::<Vec<_>>().join("\n");
        failures.insert(test.to_owned(), message.trim_end().to_owned());
    }
    failures
}

/// What follows is about this machine.
fn is_end(line: &str) -> bool {
    ["recording: ", "there is no recording: ", "note: ", "failures:"].iter().any(|end| line.starts_with(end))
}

/// Without the line of the source, which moves when something is written above it.
fn without_place(line: &str) -> &str {
    let folder = Path::new("crates").join("tspmock");
    line.split_once(&format!(" ({}", folder.display())).map_or(line, |(before, _)| before)
}
