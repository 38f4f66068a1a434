//! Tells the crate which compiler builds it, for figures without it say little.

use std::env::var;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let version = Command::new(var("RUSTC").unwrap_or_else(|_| "rustc".to_owned())).arg("--version").output();
    let version = version.ok().and_then(|out| String::from_utf8(out.stdout).ok()).unwrap_or_default();
    // "rustc 1.88.0 (6b00bc388 2025-06-23)" without what stands in brackets.
    let version = version.split(" (").next().unwrap_or_default().trim();
    let target = var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=ACD_BENCH_COMPILER={version} for {target}");
}
