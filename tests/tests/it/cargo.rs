//! What cargo says of the crates. It is asked without a network: what it needs has been fetched for the build.

use std::process::Command;

use serde_json::Value;

use crate::home::root;

/// The words of a cargo command in the root of the repository.
pub(crate) fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().expect("cargo starts");
    let heard = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}:\n{heard}", arguments.join(" "));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

/// `cargo metadata` as JSON.
fn metadata(arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = ["metadata", "--format-version", "1", "--locked", "--offline"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    serde_json::from_str(&cargo(&arguments)).expect("cargo writes JSON")
}

fn packages(metadata: &Value) -> Vec<Value> {
    metadata["packages"].as_array().expect("cargo lists packages").clone()
}

/// The crates of this repository.
pub(crate) fn ours() -> Vec<Value> {
    packages(&metadata(&["--no-deps"]))
}

/// Every crate of the lock file that this platform takes.
pub(crate) fn everybody() -> Vec<Value> {
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo knows its platform");
    packages(&metadata(&["--filter-platform", host]))
}

/// The crates that a user of `package` builds, each once with its version, in order.
pub(crate) fn tree(package: &str) -> Vec<String> {
    let format = ["--format", "{p}", "--prefix", "none"];
    let arguments = ["tree", "--package", package, "--edges", "normal,build", "--locked", "--offline"];
    let arguments: Vec<&str> = arguments.into_iter().chain(format).collect();
    let mut crates: Vec<String> =
        cargo(&arguments).lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    crates.sort_unstable();
    crates.dedup();
    crates
}

/// The features of a crate as a user of `package` builds it.
pub(crate) fn features(package: &str, of: &str) -> Vec<String> {
    let format = ["--format", "{p} {f}", "--prefix", "none", "--invert", of, "--depth", "0"];
    let arguments = ["tree", "--package", package, "--edges", "normal,build", "--locked", "--offline"];
    let arguments: Vec<&str> = arguments.into_iter().chain(format).collect();
    let told = cargo(&arguments);
    told.trim().rsplit(' ').next().unwrap_or_default().split(',').map(str::to_owned).collect()
}
