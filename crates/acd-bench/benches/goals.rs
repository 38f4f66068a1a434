//! `cargo bench -p acd-bench` is `cargo run --release -p acd-bench`: the same tables, the same exit code, the same arguments
//! after `--`.

use std::process::{Command, ExitCode};

/// What cargo says to every bench. Where it does not, the benches are run as tests, and there is nothing to test.
const BENCH: &str = "--bench";

fn main() -> ExitCode {
    let (bench, args): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg == BENCH);
    if bench.is_empty() {
        return ExitCode::SUCCESS;
    }
    let status = Command::new(env!("CARGO_BIN_EXE_acd-bench")).args(args).status().expect("cargo has built it");
    status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}
