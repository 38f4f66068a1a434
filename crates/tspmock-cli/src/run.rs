//! `tspmock run`: plays scenarios, prints their reports, writes what is asked for.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use acd_run::report::ExpectationRow;
use acd_run::{RecordingOptions, Report, is_stream};

use crate::args::{Format, RunArgs};
use crate::closer;
use crate::console::{Console, Ink};
use crate::exit::Exit;
use crate::input::{self, Outcome, Reading};
use crate::jobs;
use crate::junit::{self, Suite};
use crate::output;
use crate::play::{self, Order, Stop};
use crate::render::report;
use crate::render::shell;
use crate::render::table::COLUMNS;
use crate::render::text::{cut_left, plain, plural};
use crate::select::{Input, select, shown};
use crate::tables;

/// Plays what the arguments name.
pub(crate) fn run(args: &RunArgs, console: &mut Console) -> Exit {
    match prepare(args, console) {
        Ok(turns) => play_all(args, turns, console),
        Err(exit) => exit,
    }
}

/// One scenario and how it is to be played.
struct Turn {
    reading: Reading,
    order: Order,
}

/// Reads what is selected and sees that no output is in the way.
fn prepare(args: &RunArgs, console: &Console) -> Result<Vec<Turn>, Exit> {
    let refuse = |text: &str| {
        console.complain(&plain(text));
        Exit::Usage
    };
    let named: Vec<&Path> = [&args.junit, &args.record].into_iter().filter_map(Option::as_deref).collect();
    if let Some(path) = output::in_the_way(named.iter().copied(), args.force) {
        return Err(refuse(&output::exists(path)));
    }
    let readings = selected(args, console)?;
    if args.record.is_some() && readings.len() > 1 {
        let text = "--record writes one run to one file, and {} are selected; select one, or narrow it with --filter";
        return Err(refuse(&text.replace("{}", &plural(readings.len() as u64, "scenario", "scenarios"))));
    }
    let tables = tables::plan(args, &readings);
    let files = tables::files(&tables);
    let outputs = named.into_iter().chain(files.iter().map(PathBuf::as_path));
    let inputs = readings.iter().flat_map(|reading| &reading.files).map(PathBuf::as_path);
    if let Some(text) = output::clash(outputs, inputs) {
        return Err(refuse(&text));
    }
    if let Some(path) = output::in_the_way(files.iter().map(PathBuf::as_path), args.force) {
        return Err(refuse(&output::exists(path)));
    }
    let turns = readings.into_iter().zip(tables).map(|(mut reading, tables)| {
        let recording = recording(args, &mut reading);
        let order = Order { file: reading.name.clone(), seed: args.seed, digest: args.digest, tables, recording };
        Turn { reading, order }
    });
    Ok(turns.collect())
}

/// The recording that is asked for, of a scenario that can run.
fn recording(args: &RunArgs, reading: &mut Reading) -> Option<RecordingOptions> {
    let path = args.record.clone()?;
    Some(RecordingOptions { path, scenario: reading.text.take()?, replace: args.force })
}

/// Reads the scenarios that the paths and the filter select.
fn selected(args: &RunArgs, console: &Console) -> Result<Vec<Reading>, Exit> {
    let inputs = select(&args.select.paths, console)?;
    let style = console.err_style;
    let mut readings = Vec::new();
    let read = |input: Input| match args.record {
        Some(_) => input::read_for_recording(&input, style),
        None => input::read(&input, style),
    };
    jobs::in_order(inputs, jobs(args), read, |reading: Reading| {
        let wanted = args.filter.as_deref().is_none_or(|text| reading.unreadable || reading.matches(text));
        if wanted {
            readings.push(reading);
        }
    });
    if readings.is_empty() {
        if let Some(text) = &args.filter {
            console.complain(&format!("nothing is selected: no file and no name contains {text:?}"));
        }
        return Err(Exit::Nothing);
    }
    Ok(readings)
}

fn play_all(args: &RunArgs, turns: Vec<Turn>, console: &mut Console) -> Exit {
    let all = turns.len();
    let began = Instant::now();
    let mut tally = Tally::default();
    let mut suites = Vec::new();
    let work = |Turn { reading, order }: Turn| {
        let result = match &reading.outcome {
            Outcome::Valid(plan) => play::play(plan, order),
            Outcome::Invalid(_) => Err(Stop::Invalid),
            Outcome::Broken(panic) => Err(Stop::Broken(format!("{}: reading it broke: {panic}", reading.name))),
        };
        (reading, result)
    };
    jobs::in_order(turns, jobs(args), work, |(reading, result)| {
        console.progress("");
        tally.add(&result);
        tell(args, all, &reading, &result, console);
        if tally.all() < all {
            console.progress(&format!("[{}/{all}] {}", tally.all(), plain(&reading.name)));
        }
        if args.junit.is_some() {
            suites.push(Suite::of(reading, result));
        }
    });
    if console.err_style.terminal {
        console.say(&format!("took {:.2} s", began.elapsed().as_secs_f64()));
    }
    if let Some(line) = tally.line() {
        match args.format {
            Format::Human if all > 1 => console.data(line.as_bytes()),
            Format::Human => {}
            Format::Json => console.talk(&line),
        }
    }
    let written = args.junit.as_deref().map_or(Exit::Done, |path| junit::write(path, &suites, console));
    tally.exit.max(written)
}

/// Prints what came of one scenario.
fn tell(args: &RunArgs, all: usize, reading: &Reading, result: &Result<Report, Stop>, console: &mut Console) {
    console.talk(&reading.shown);
    let (out, err) = (console.out_style, console.err_style);
    let closer = |report: &Report, row: &ExpectationRow| closer::at_miss(reading, report, row, args.record.as_deref());
    match (result, args.format) {
        (Ok(report), Format::Human) if all > 1 && report.passed => console.data(report::line(report, out).as_bytes()),
        (Ok(report), Format::Human) => {
            let blank = if all > 1 { "\n" } else { "" };
            console
                .data(format!("{blank}{}{blank}", report::whole(report, out, &|row| closer(report, row))).as_bytes());
        }
        (Ok(report), Format::Json) => {
            console.data((report.to_line() + "\n").as_bytes());
            if !report.passed {
                console.talk(&report::line(report, err));
                console.talk(&report::misses(report, &|row| closer(report, row)));
            }
        }
        (Err(stop), _) => {
            if let Some(text) = stop.text() {
                console.complain(&plain_lines(text));
            }
            if args.format == Format::Human && all > 1 {
                let word = out.paint(Ink::Bad, stop.word());
                let name = cut_left(&plain(&reading.name), COLUMNS - stop.word().len() - 2);
                console.data(format!("{word}  {name}\n").as_bytes());
            }
        }
    }
    if let Ok(report) = result {
        for warning in &report.warnings {
            let mark = err.paint(Ink::Warn, "warning:");
            console.say(&format!("{mark} {}: {}", plain(&reading.name), plain(warning)));
        }
    }
    tell_recording(args, result, console);
}

/// Says where the recording is. One of a run that did not come to its end is of use above all.
fn tell_recording(args: &RunArgs, result: &Result<Report, Stop>, console: &Console) {
    let Some(path) = args.record.as_deref().filter(|path| !is_stream(path)) else { return };
    match result {
        Ok(_) | Err(Stop::Endless(_) | Stop::Halted(_)) => {
            let path = shown(path);
            let again = shell::tspmock(["replay", &shell::path(&path)]);
            console.say(&format!("recorded in {}; run it again with: {again}", plain(&path)));
        }
        Err(Stop::Invalid | Stop::Broken(_) | Stop::Unwritable(_)) => {}
    }
}

/// A text of several lines as it may stand on a terminal.
fn plain_lines(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
}

/// How many scenarios came to what.
#[derive(Debug)]
struct Tally {
    passed: u64,
    failed: u64,
    invalid: u64,
    stopped: u64,
    exit: Exit,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally { passed: 0, failed: 0, invalid: 0, stopped: 0, exit: Exit::Done }
    }
}

impl Tally {
    fn add(&mut self, result: &Result<Report, Stop>) {
        let (which, exit) = match result {
            Ok(report) if report.passed => (&mut self.passed, Exit::Done),
            Ok(_) => (&mut self.failed, Exit::Failed),
            Err(stop @ Stop::Invalid) => (&mut self.invalid, stop.exit()),
            Err(stop @ (Stop::Endless(_) | Stop::Halted(_) | Stop::Broken(_) | Stop::Unwritable(_))) => {
                (&mut self.stopped, stop.exit())
            }
        };
        *which += 1;
        self.exit = self.exit.max(exit);
    }

    fn all(&self) -> usize {
        usize::try_from(self.passed + self.failed + self.invalid + self.stopped).unwrap_or(usize::MAX)
    }

    /// `4 scenarios: 2 passed, 1 failed, 1 invalid`.
    fn line(&self) -> Option<String> {
        let parts =
            [(self.passed, "passed"), (self.failed, "failed"), (self.invalid, "invalid"), (self.stopped, "stopped")];
        let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let all = self.all() as u64;
        (all > 0).then(|| format!("{}: {}\n", plural(all, "scenario", "scenarios"), parts.join(", ")))
    }
}

fn jobs(args: &RunArgs) -> NonZeroUsize {
    args.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
