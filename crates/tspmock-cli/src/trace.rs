//! The hidden `tspmock trace`: one run of this process, as a recording on standard output, for another process to compare.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::thread;

use acd_explore::swarm;
use acd_run::{Around, Driver, Report, RunError, RunOptions, book, header, run_with};
use acd_scenario::Plan;
use acd_trace::{End, Line, ScenarioText, Writer};
use tapi_types::Time;

use crate::args::{Clock, TraceArgs};
use crate::console::Console;
use crate::exit::Exit;
use crate::input::{self, Outcome};
use crate::select::select;

/// A real clock runs so many times as fast: a day in a tenth of a second.
pub(crate) const SPEED: u32 = 1_000_000;

impl Clock {
    /// Who moves time.
    pub(crate) fn driver(self) -> Driver {
        match self {
            Clock::Virtual => Driver::Virtual,
            Clock::Paused => Driver::Paused,
            Clock::Real => Driver::Real { speed: SPEED },
        }
    }
}

/// Plays the run on several threads at once and writes what one of them saw.
pub(crate) fn trace(args: &TraceArgs, console: &mut Console) -> Exit {
    let plan = match &args.path {
        None => swarm::plan(args.seed),
        Some(path) => match read(path.clone(), console) {
            Ok(plan) => plan,
            Err(exit) => return exit,
        },
    };
    let driver = args.clock.driver();
    thread::scope(|scope| {
        // What the others come to does not matter: that they run does.
        for _ in 1..args.threads.get() {
            scope.spawn(|| drop(play(&plan, args.seed, driver, |_| {})));
        }
        match write(&plan, args.seed, driver, BufWriter::new(io::stdout())) {
            Ok(()) => Exit::Done,
            Err(error) => {
                console.complain(&error.to_string());
                Exit::Internal
            }
        }
    })
}

fn read(path: PathBuf, console: &Console) -> Result<Plan, Exit> {
    let input = select(&[path], console)?.pop().ok_or(Exit::Nothing)?;
    let reading = input::read(&input, console.err_style);
    match reading.outcome {
        Outcome::Valid(plan) => Ok(*plan),
        Outcome::Invalid(_) | Outcome::Broken(_) => {
            console.talk(&reading.shown);
            Err(Exit::Invalid)
        }
    }
}

/// Plays a plan and shows every line.
pub(crate) fn play(plan: &Plan, seed: u64, driver: Driver, see: impl FnMut(&Line)) -> Result<Report, RunError> {
    let options = RunOptions { seed: Some(seed), driver, ..RunOptions::default() };
    run_with(plan, &options, Around { wrap: None, listener: Some(Box::new(see)) })
}

/// Plays a plan and writes its recording.
pub(crate) fn write(plan: &Plan, seed: u64, driver: Driver, out: impl Write) -> io::Result<()> {
    let scenario = ScenarioText::new(&plan.name, String::new());
    let mut writer = Writer::new(out, &header(plan, seed, scenario), book(plan))?;
    let mut failed = None;
    let played = play(plan, seed, driver, |line| {
        if failed.is_none() {
            failed = writer.write(&line.entry, line.step).err();
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let ended_at = played.as_ref().map_or(Time::ZERO, |report| Time::from_micros(report.ended_at_us));
    let halted = match played {
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    };
    // The number of events is for a replay, and nobody replays this.
    writer.finish(End { ended_at, events: 0, halted })?.flush()
}
