//! Instructions a call, counted by valgrind: the same on a busy machine as on an idle one.
//!
//! The counts in `instructions.txt` are of x86-64 Linux; another compiler, target or C library gives others.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::child;
use crate::model::number;

/// Two runs; what the second has more is free of the start and of the filling of the floor.
const CALLS: [u64; 2] = [20_000, 120_000];

/// Counts drift by less than this as long as nothing has changed: addresses and the hashes of names differ from run to run.
const DRIFT_MAX: f64 = 0.005;

/// Counts everybody who plays a model, and holds the counts against those of the file. With `UPDATE=1` it writes the file.
pub(crate) fn measure() -> ExitCode {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.txt");
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let (mut drifted, mut counts) = (false, String::new());
    println!("| | Instructions a call | Known | Drift |\n|---|---|---|---|");
    for name in child::players().map(|(name, ..)| name) {
        let Some(count) = a_call(name) else {
            eprintln!("valgrind is needed, and cannot be run");
            return ExitCode::from(2);
        };
        writeln!(counts, "{name} {count:.0}").expect("a string takes everything");
        let before = known.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse::<f64>().ok());
        match before {
            Some(before) => {
                let drift = count / before - 1.0;
                drifted |= drift.abs() > DRIFT_MAX;
                println!("| {name} | {count:.0} | {before:.0} | {:+.2} % |", drift * 100.0);
            }
            None => println!("| {name} | {count:.0} | | |"),
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        return if std::fs::write(&file, counts).is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    if drifted { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn a_call(player: &str) -> Option<f64> {
    let [few, many] = CALLS.map(|calls| count(player, calls));
    Some(number(many?.checked_sub(few?)?) / number(CALLS[1] - CALLS[0]))
}

/// The instructions of a whole run.
fn count(player: &str, calls: u64) -> Option<u64> {
    let out = Scratch(std::env::temp_dir().join(format!("acd-bench-{}-callgrind", std::process::id())));
    let mut run = Command::new("valgrind");
    run.args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.0.display())]);
    run.arg(std::env::current_exe().ok()?).args(["--play", player, "--calls", &calls.to_string()]);
    let done = run.output().ok().filter(|done| done.status.success())?;
    let text = String::from_utf8(done.stderr).ok()?;
    let line = text.lines().find_map(|line| line.split_once("Collected : "))?;
    line.1.trim().parse().ok()
}

/// A file that goes when it is not needed any more.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // It need not have been made.
        let _ = std::fs::remove_file(&self.0);
    }
}
