//! An engine with a fault planted in it is found and the failure made small. The feature that plants faults would reach every crate
//! of a build, so this is a build of its own, beside the others.

use std::process::Command;

use crate::home::root;

#[test]
fn planted_faults_are_found_and_made_small() {
    let target = root().join("target").join("planted");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["test", "--package", "acd-explore", "--features", "planted", "--test", "it", "--target-dir"])
        .arg(target);
    cargo.args(["--", "planted"]).current_dir(root());
    // What the outer build says about itself is not about this one.
    for variable in ["RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_MANIFEST_DIR", "UPDATE"] {
        cargo.env_remove(variable);
    }
    let output = cargo.output().expect("cargo starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.contains("planted_faults_are_found_and_made_small ... ok"), "the test was left out:\n{out}");
}
