//! The mutation run over the contract: each method and each function answers blank in turn, each structure writes nothing, each
//! message comes with the wrong parameters, and the test that the table names for it has to fail.
//!
//! ```sh
//! cargo test -p tspmock-tests coverage_mutations -- --ignored --nocapture
//! ```
//!
//! All ways out are planted in one copy of the sources, which is built once; an environment variable chooses one.

mod plant;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::table::{Kind, Row, coverage};
use crate::home::{files, root};

/// The packages with the tests, and where these are.
const PACKAGES: [(&str, &str); 4] = [
    ("tapi-abi", "crates/tapi-abi/tests/it/"),
    ("tapi-client", "crates/tapi-client/tests/it/"),
    ("tapi-line", "crates/tapi-line/tests/it/"),
    ("tspmock-tests", "tests/tests/it/"),
];

/// What a function of TAPI 2.2 answers blank: success at once, and the id of a request that nobody makes.
const ANSWERS: [&str; 2] = ["0", "1"];

#[test]
#[ignore = "builds a copy of everything: cargo test -p tspmock-tests coverage_mutations -- --ignored --nocapture"]
fn coverage_mutations() {
    let copy = root().join("target").join("mutations");
    copy_sources(&copy);
    let mut rows = coverage();
    rows.retain(|row| row.kind != Kind::Interface);
    plant::plant(&copy, &rows);
    let programs = build(&copy);
    let mut missed = Vec::new();
    for row in &rows {
        let caught = is_caught(&programs, row);
        println!("{:<45} {:<60} {}", row.item, row.test.name, if caught { "caught" } else { "MISSED" });
        if !caught {
            missed.push(row.item.as_str());
        }
    }
    println!("{} of {} caught", rows.len() - missed.len(), rows.len());
    assert!(missed.is_empty(), "not caught: {missed:?}");
}

/// The sources as they are. What was built of an older copy stays.
fn copy_sources(to: &Path) {
    for folder in ["crates", "fixtures", "tests"] {
        // On the first run there is none.
        let _ = fs::remove_dir_all(to.join(folder));
    }
    for file in files("", "") {
        let path = to.join(&file);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("folders can be made");
        fs::copy(root().join(&file), path).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

/// Builds the tests of the copy: the program of each package.
fn build(copy: &Path) -> BTreeMap<&'static str, PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--no-run", "--test", "it", "--message-format", "json", "--quiet"]);
    cargo.args(PACKAGES.iter().flat_map(|(package, _)| ["--package", package])).current_dir(copy);
    // What the outer build says about itself is not about this one.
    for variable in ["RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "UPDATE"] {
        cargo.env_remove(variable);
    }
    let output = cargo.output().expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo speaks Unicode");
    let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = |message: Value| {
        let id = message["package_id"].as_str()?;
        let (_, folder) = PACKAGES.iter().find(|(package, _)| id.contains(package))?;
        Some((*folder, PathBuf::from(message["executable"].as_str()?)))
    };
    messages.filter_map(program).collect()
}

/// True if the test passes with the item as it is, and fails with each of its blank answers.
fn is_caught(programs: &BTreeMap<&'static str, PathBuf>, row: &Row) -> bool {
    let (folder, program) =
        programs.iter().find(|(folder, _)| row.test.file.starts_with(**folder)).expect("its tests are built");
    let file = row.test.file.strip_prefix(*folder).and_then(|file| file.strip_suffix(".rs")).unwrap_or_default();
    let test = format!("{}::{}", file.replace('/', "::"), row.test.name);
    let answers: &[&str] = if row.kind == Kind::Function { &ANSWERS } else { &ANSWERS[..1] };
    passes(program, &test, None) && answers.iter().all(|answer| !passes(program, &test, Some((&row.item, answer))))
}

/// Runs one test, perhaps with an item blank.
fn passes(program: &Path, test: &str, blank: Option<(&str, &str)>) -> bool {
    let mut run = Command::new(program);
    run.args(["--exact", test, "--test-threads", "1"]);
    run.env_remove("TSPMOCK_BLANK").env_remove("TSPMOCK_ANSWER");
    if let Some((item, answer)) = blank {
        run.env("TSPMOCK_BLANK", item).env("TSPMOCK_ANSWER", answer);
    }
    let output = run.output().expect("a test starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("running 1 test\n"), "{test} is not there:\n{text}");
    output.status.success()
}
