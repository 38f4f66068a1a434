//! Measures tspmock: everything beside its limit, in the same run, in turn, and as ratios.
//!
//! `cargo run --release -p acd-bench` prints the tables of docs/PERFORMANCE.md, and ends with 1 where a goal is missed by more
//! than the noise of the measurement; with `UPDATE=1` it writes them into that page. `cargo bench -p acd-bench` does the same.
//! Nobody is timed whose figures do not agree with queueing theory.

mod cases;
mod child;
mod clock;
mod contender;
mod engine;
mod estimate;
mod floor;
mod goal;
mod instructions;
mod limit;
mod machine;
mod memory;
mod model;
mod page;
mod players;
mod race;
mod rivals;
mod row;
mod stored;
mod summary;

use std::process::ExitCode;

use clap::Parser;

use summary::Measured;

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
    /// Counts the instructions of hot paths by valgrind, beside the counts that are known; ends with 1 where one has drifted.
    /// UPDATE=1 makes what it counts known.
    #[arg(long)]
    instructions: bool,
    /// Does one hot path as often as --calls says and prints nothing, for profilers; a name that is none shows them.
    #[arg(long, value_name = "NAME")]
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
        for case in &cases::ALL {
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
    let update = std::env::var_os("UPDATE").is_some();
    if update && (!wanted.is_empty() || cfg!(debug_assertions)) {
        eprintln!("UPDATE=1 wants all cases and a release build: the page shows one run");
        return ExitCode::from(2);
    }
    let mut all = Vec::new();
    for case in cases::ALL.iter().filter(|case| wanted.is_empty() || wanted.iter().any(|name| name == case.name)) {
        eprintln!("measuring {}: {}", case.name, case.about);
        all.push(Measured { case, outcome: (case.measure)(options) });
    }
    let run = machine::sentence(options);
    println!("{run}\n{}", summary::goals_table(&all));
    for measured in &all {
        println!("{}", summary::case_table(measured));
    }
    if update && let Err(error) = page::keep(&run, &all) {
        eprintln!("{error}");
        return ExitCode::from(2);
    }
    let missed = summary::missed(&all);
    println!("goals missed by more than the noise: {missed}");
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
