//! Instructions of a call, a request, a step, counted by valgrind: the same on a busy machine as on an idle one.
//!
//! The counts in `instructions.txt` are those of one compiler for one target, which stand in its first line; others make
//! other instructions, and drift says nothing there.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::machine::COMPILER;
use crate::model::number;
use crate::page;
use crate::players::{ALL, Player};

const KNOWN: &str = include_str!("../instructions.txt");

/// Counts drift by less than this part as long as nothing has changed. Runs of one program differ far less, by the seeds of
/// hash tables alone; but a change elsewhere in a crate, in this one too, moves what the compiler inlines.
const DRIFT_MAX: f64 = 0.01;
/// The same for short paths, of which a few instructions are a large part.
const DRIFT_INSTRUCTIONS_MAX: f64 = 20.0;

/// Counts everything, and holds the counts against those of the file. With `UPDATE=1` it writes the file, and the page.
pub(crate) fn measure() -> ExitCode {
    let comparable = known_compiler() == COMPILER;
    let (mut drifted, mut counts) = (false, format!("{COMPILER}\n"));
    println!("{COMPILER}\n\n| | Unit | Instructions | Known | Drift |\n|---|---|--:|--:|--:|");
    for player in &ALL {
        let Player { name, unit, .. } = player;
        let Some(count) = each(player) else {
            eprintln!("{name}: valgrind is needed, and cannot be run");
            return ExitCode::from(2);
        };
        writeln!(counts, "{name} {count:.0}").expect("a string takes everything");
        if let Some(before) = known(name) {
            let drift = count / before - 1.0;
            drifted |= (count - before).abs() > DRIFT_INSTRUCTIONS_MAX.max(before * DRIFT_MAX);
            println!("| {name} | {unit} | {count:.0} | {before:.0} | {:+.2} % |", drift * 100.0);
        } else {
            println!("| {name} | {unit} | {count:.0} | | |");
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        return keep(&counts);
    }
    if !comparable {
        println!("\nWhat is known is of {}: no drift is judged.", known_compiler());
        return ExitCode::SUCCESS;
    }
    if drifted { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn keep(counts: &str) -> ExitCode {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.txt");
    let kept = std::fs::write(file, counts).and_then(|()| page::keep_blocks([(page::INSTRUCTIONS, table(counts))]));
    match kept {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn known_compiler() -> &'static str {
    KNOWN.lines().next().unwrap_or_default()
}

fn known(name: &str) -> Option<f64> {
    count_in(KNOWN, name)
}

fn count_in(counts: &str, name: &str) -> Option<f64> {
    counts.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

/// What is known, as a table.
#[cfg(test)]
pub(crate) fn known_table() -> String {
    table(KNOWN)
}

/// The counts of a file as a table.
fn table(counts: &str) -> String {
    let compiler = counts.lines().next().unwrap_or_default();
    let mut table = format!("With {compiler}:\n\n| | Unit | Instructions |\n|---|---|--:|\n");
    for Player { name, unit, .. } in &ALL {
        let count = count_in(counts, name).map(|count| count.to_string()).unwrap_or_default();
        writeln!(table, "| {name} | {unit} | {count} |").expect("a string takes everything");
    }
    table
}

/// Instructions of each unit.
fn each(player: &Player) -> Option<f64> {
    let [few, many] = player.counted.map(|units| count(player.name, units));
    let units = player.counted[1] - player.counted[0];
    Some(number(many?.checked_sub(few?)?) / number(units))
}

/// The instructions of a whole run.
fn count(player: &str, units: u64) -> Option<u64> {
    let out = Scratch(std::env::temp_dir().join(format!("acd-bench-{}-callgrind", std::process::id())));
    let mut run = Command::new("valgrind");
    run.args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.0.display())]);
    run.arg(std::env::current_exe().ok()?).args(["--play", player, "--calls", &units.to_string()]);
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
