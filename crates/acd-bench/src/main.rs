//! Measures tspmock: everything beside its limit, in the same run, in turn, and as ratios.
//!
//! `cargo run --release -p acd-bench` prints the table of docs/PERFORMANCE.md, and ends with 1 where a goal is missed by more
//! than the noise of the measurement. Nobody is timed whose figures do not agree with queueing theory.

mod cases;
mod child;
mod clock;
mod contender;
mod engine;
mod floor;
mod instructions;
mod limit;
mod memory;
mod model;
mod race;
mod rivals;
mod row;
mod stored;

use std::process::ExitCode;

use clap::Parser;

/// Measures tspmock beside its limits.
#[derive(Parser)]
struct Args {
    /// Cases to measure; all of them where none is named. See --list.
    cases: Vec<String>,
    /// Lists the cases.
    #[arg(long)]
    list: bool,
    /// Calls of a run with ten agents; other cases take a part or a multiple of it.
    #[arg(long, default_value_t = 1_000_000)]
    calls: u64,
    /// Rounds; in each, everybody is timed once.
    #[arg(long, default_value_t = 7)]
    rounds: u32,
    /// Does one piece of work and prints the memory that it took.
    #[arg(long, hide = true)]
    child: Option<String>,
    /// Counts instructions a call by valgrind, beside the counts that are known; ends with 1 where one has drifted. UPDATE=1
    /// makes what it counts known.
    #[arg(long)]
    instructions: bool,
    /// Plays one model so many calls long and prints nothing, for profilers
    #[arg(long, value_name = "CONTENDER")]
    play: Option<String>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some(work) = &args.child {
        return child::run(work, args.calls);
    }
    if let Some(name) = &args.play {
        return child::play(name, args.calls);
    }
    if args.instructions {
        return instructions::measure();
    }
    if args.list {
        for case in cases::ALL {
            println!("{:<12} {}", case.name, case.about);
        }
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = args.cases.iter().find(|name| cases::ALL.iter().all(|case| case.name != **name)) {
        eprintln!("there is no case {unknown}; --list shows them");
        return ExitCode::from(2);
    }
    let options = cases::Options { calls: args.calls, rounds: args.rounds };
    measure(&args.cases, &options)
}

fn measure(wanted: &[String], options: &cases::Options) -> ExitCode {
    let mut missed = 0;
    for case in cases::ALL {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == case.name) {
            continue;
        }
        println!("\n### {}: {}\n\n| | Figure | Ratio | Goal | |\n|---|---|---|---|---|", case.name, case.about);
        match (case.measure)(options) {
            Ok(rows) => {
                for row in rows {
                    println!("{row}");
                    missed += u32::from(row.missed().is_some());
                }
            }
            Err(wrong) => {
                println!("\nnot timed: {wrong}");
                missed += 1;
            }
        }
    }
    println!("\ngoals missed: {missed}");
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
