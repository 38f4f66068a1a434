//! The rules of the house that a program can see.

use std::fs;

use crate::home::{files, root, text};

/// A file has one subject, and fits a reader's head.
const LINES_MAX: usize = 700;

/// Crates whose manifest proves that they are pure: no runtime, no files, no clock, no entropy.
const PURE: [&str; 6] = ["tapi-types", "tapi-abi", "acd-core", "acd-scenario", "acd-trace", "acd-explain"];

/// What a pure crate must not depend on, not even through a feature of something else.
const IMPURE: [&str; 6] = ["tokio", "async-trait", "futures-util", "rand", "getrandom", "tracing-subscriber"];

/// What a pure crate must not use of the standard library.
const IMPURE_STD: [&str; 6] =
    ["std::fs", "std::net", "std::process", "std::thread", "std::time::Instant", "SystemTime"];

/// Words that are left behind where something is not finished. Spelt in two parts, or they would be found here.
const UNFINISHED: [(&str, &str); 3] = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")];

/// Folders of one machine.
const MACHINES: [(&str, &str); 5] = [("/wo", "rk/"), ("/tm", "p/"), ("/ro", "ot/"), ("/ho", "me/"), ("/Us", "ers/")];

/// Sources, documents, scenarios and scripts: everything that people write here.
fn written() -> Vec<String> {
    let endings = [".rs", ".md", ".toml", ".json", ".yml"];
    let mut written: Vec<String> = endings.iter().flat_map(|ending| files("", ending)).collect();
    written.extend([".ci/run", ".github/workflows/ci.yml"].map(str::to_owned));
    // Tests of the reader: not everything there is text.
    written.retain(|file| !file.starts_with("fixtures/invalid/"));
    written
}

fn crates() -> Vec<String> {
    let folders = fs::read_dir(root().join("crates")).expect("there are crates");
    let names = folders.map(|entry| entry.expect("a folder can be read").file_name().into_string());
    names.map(|name| name.expect("names of crates are Unicode")).collect()
}

/// Every line of every file in which one of the words stands.
fn lines_with(files: &[String], words: &[String]) -> Vec<String> {
    lines_with_before(files, words, "")
}

/// The same, up to the first line of a file that is `end`.
fn lines_with_before(files: &[String], words: &[String], end: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(text(file).lines().take_while(|line| end.is_empty() || *line != end)) {
            if words.iter().any(|word| line.contains(word.as_str())) {
                found.push(format!("{file}:{number}: {}", line.trim()));
            }
        }
    }
    found
}

fn joined(parts: &[(&str, &str)]) -> Vec<String> {
    parts.iter().map(|(a, b)| format!("{a}{b}")).collect()
}

#[test]
fn no_file_is_too_long() {
    let sources = files("", ".rs");
    let long: Vec<String> = sources.into_iter().filter(|file| text(file).lines().count() > LINES_MAX).collect();
    assert!(long.is_empty(), "more than one subject, perhaps: {long:?}");
}

#[test]
fn nothing_is_left_for_later() {
    let found = lines_with(&written(), &joined(&UNFINISHED));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn no_path_belongs_to_one_machine() {
    let found = lines_with(&written(), &joined(&MACHINES));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn pure_crates_are_pure() {
    for name in PURE {
        let manifest = text(&format!("crates/{name}/Cargo.toml"));
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for impure in IMPURE {
            let used = dependencies.lines().any(|line| line.split(['.', ' ', '=']).next() == Some(impure));
            assert!(!used, "{name} depends on {impure}");
        }
        let sources = files(&format!("crates/{name}/src"), ".rs");
        let found = lines_with_before(&sources, &IMPURE_STD.map(str::to_owned), "#[cfg(test)]");
        assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    }
}

/// The order of the crates: each depends only on those before it.
#[test]
fn arrows_point_down() {
    let layers = [
        "tapi-types",
        "tapi-abi",
        "acd-core",
        "tsp-provider",
        "acd-scenario",
        "acd-trace",
        "acd-sim",
        "tapi-client",
        "tapi-line",
        "acd-run",
        "acd-replay",
        "acd-explain",
        "acd-explore",
        "acd-check",
        "tspmock",
        "acd-bench",
        "tspmock-cli",
    ];
    let mut known: Vec<String> = crates();
    known.sort_unstable();
    let mut listed = layers.map(str::to_owned).to_vec();
    listed.sort_unstable();
    assert_eq!(known, listed, "a new crate takes its place in the order of the layers");
    for (place, name) in layers.iter().enumerate() {
        let manifest = text(&format!("crates/{name}/Cargo.toml"));
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for above in &layers[place..] {
            let used = dependencies.lines().any(|line| line.split(['.', ' ', '=']).next() == Some(above));
            assert!(!used, "{name} depends on {above}, which stands above it");
        }
    }
}

#[test]
fn every_source_says_what_it_is() {
    let silent: Vec<String> = files("", ".rs")
        .into_iter()
        .filter(|file| file.contains("/src/") && !file.ends_with("/tests.rs"))
        .filter(|file| !text(file).starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "no line at the top says what these are: {silent:?}");
}

#[test]
fn every_crate_keeps_the_lints_of_the_workspace() {
    for name in crates() {
        let manifest = text(&format!("crates/{name}/Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name} has lints of its own");
    }
}

#[test]
fn rules_are_named_like_their_files() {
    for file in files("fixtures/scenarios/rules", ".scenario.json") {
        let stem = file.rsplit('/').next().and_then(|name| name.strip_suffix(".scenario.json")).unwrap_or_default();
        let named = format!("\"name\": \"{stem}\"");
        assert!(text(&file).contains(&named), "{file} has another name inside");
    }
}
