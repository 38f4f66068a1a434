//! The crates as packages: what a registry and its readers are told.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::cargo::{everybody, ours};
use crate::home::text;

/// A registry takes so many keywords and categories.
const WORDS_MAX: usize = 5;

/// A line that a list of packages can show.
const DESCRIPTION_MAX: usize = 130;

/// Crates for the use of this repository alone.
const AT_HOME: [&str; 7] = ["acd-bench", "acd-check", "property", "router", "supervisor", "tspmock-tests", "wallboard"];

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a package has a name")
}

fn is_published(package: &Value) -> bool {
    package["publish"].is_null()
}

fn published() -> Vec<Value> {
    ours().into_iter().filter(is_published).collect()
}

/// The words in a list of the manifest.
fn words<'a>(package: &'a Value, list: &str) -> Vec<&'a str> {
    package[list].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn packages_are_published_or_stay_at_home() {
    let ours = ours();
    let at_home: BTreeSet<&str> = ours.iter().filter(|package| !is_published(package)).map(name).collect();
    assert_eq!(at_home, BTreeSet::from(AT_HOME));
    for script in [".ci/run", "CONTRIBUTING.md"] {
        for name in AT_HOME {
            assert!(text(script).contains(&format!("--exclude {name}")), "{script} packages {name}");
        }
    }
}

#[test]
fn packages_say_what_they_are() {
    for package in published() {
        let name = name(&package);
        let member =
            |member: &str| package[member].as_str().unwrap_or_else(|| panic!("{name} has no {member}")).to_owned();
        let description = member("description");
        assert!(
            (30..=DESCRIPTION_MAX).contains(&description.len()) && !description.ends_with('.'),
            "{name}: {description}"
        );
        assert_eq!(member("license"), "MIT OR Apache-2.0", "{name}");
        assert!(member("repository").starts_with("https://"), "{name}");
        assert!(text(&format!("crates/{name}/{}", member("readme"))).starts_with(&format!("# {name}\n")), "{name}");
        for list in ["keywords", "categories"] {
            let count = words(&package, list).len();
            assert!((1..=WORDS_MAX).contains(&count), "{name} has {count} {list}");
        }
        let targets = package["metadata"]["docs"]["rs"]["targets"].as_array();
        assert_eq!(targets.map(Vec::len), Some(1), "{name}: docs.rs builds for one platform");
    }
}

/// Tests lean on the fixtures of the repository, so a package has the sources alone.
#[test]
fn packages_are_small() {
    for package in published() {
        let manifest = text(&format!("crates/{}/Cargo.toml", name(&package)));
        assert!(manifest.contains("\ninclude.workspace = true\n"), "{} packs all of its folder", name(&package));
    }
}

/// What a published crate needs can be had: a version of a crate that is published too.
#[test]
fn packages_need_packages_alone() {
    let published = published();
    let names: BTreeSet<&str> = published.iter().map(name).collect();
    for package in &published {
        let needs = package["dependencies"].as_array().into_iter().flatten().filter(|need| need["kind"] != "dev");
        for need in needs.filter(|need| !need["path"].is_null()) {
            assert!(names.contains(name(need)), "{} needs {}, which stays at home", name(package), name(need));
            assert_ne!(need["req"], "*", "{} needs {} in no version", name(package), name(need));
        }
    }
}

#[test]
fn packages_are_what_the_readme_installs() {
    let readme = text("README.md");
    for command in ["cargo add --dev tspmock\n", "cargo install tspmock-cli\n"] {
        assert!(readme.contains(command), "{command}");
    }
    let binaries = published().into_iter().filter(|package| {
        let targets = package["targets"].as_array().into_iter().flatten();
        targets.flat_map(|target| words(target, "kind")).any(|kind| kind == "bin")
    });
    assert_eq!(binaries.map(|package| name(&package).to_owned()).collect::<Vec<_>>(), ["tspmock-cli"]);
}

/// What `tspmock` shows of other crates. A breaking change of any of it is one of `tspmock`.
const SHOWN: [&str; 6] = [
    "acd_core::{Direction, Party}",
    "acd_run::report::{AgentRow, CallRow, QueueRow, SessionRow}",
    "acd_scenario::Diagnostic",
    "tapi_client::{self, CallCenter, TapiError}",
    "tapi_types::{self, AgentState, Function, LineError, SessionState, Span, Time}",
    "tsp_provider::{self, Client, Provider}",
];

#[test]
fn packages_show_of_each_other_what_is_listed() {
    let face = text("crates/tspmock/src/lib.rs");
    let shown = face.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';'));
    let theirs = ["acd_", "tapi_", "tsp_"];
    let shown: Vec<&str> = shown.filter(|path| theirs.iter().any(|name| path.starts_with(name))).collect();
    assert_eq!(shown, SHOWN);
    let others = ["tokio", "serde", "futures", "tracing"];
    let foreign: Vec<&str> =
        face.lines().filter(|line| others.iter().any(|name| line.starts_with(&format!("pub use {name}")))).collect();
    assert!(foreign.is_empty(), "versions of other people would be versions of tspmock: {foreign:?}");
}

/// Major and minor number of a version.
fn release(version: &str) -> (u32, u32) {
    let mut numbers = version.split('.').map(|number| number.parse().expect("versions are numbers"));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// The oldest compiler that is promised can build all that is locked, as far as the crates say which one they need.
#[test]
fn packages_build_with_the_oldest_rust() {
    let ours = ours();
    let promised: BTreeSet<&str> = ours.iter().filter_map(|package| package["rust_version"].as_str()).collect();
    let [oldest] = promised.into_iter().collect::<Vec<_>>()[..] else { panic!("all of ours promise the same") };
    let newer =
        |package: &&Value| package["rust_version"].as_str().is_some_and(|needs| release(needs) > release(oldest));
    let everybody = everybody();
    let newer: Vec<&str> = everybody.iter().filter(newer).map(name).collect();
    assert!(newer.is_empty(), "these need a newer Rust than {oldest}: {newer:?}");
    for document in ["README.md", "CONTRIBUTING.md", "docs/TESTING.md", ".github/workflows/ci.yml"] {
        assert!(text(document).contains(oldest), "{document} names another Rust than {oldest}");
    }
}
