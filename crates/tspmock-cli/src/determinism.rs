//! `tspmock explore --determinism`: runs of one scenario and seed held against each other, in this process and in another one.

use std::env;
use std::io::{self, BufReader, Write};
use std::num::NonZeroUsize;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use acd_core::{Entry, Halt};
use acd_explore::Seeds;
use acd_explore::same::{self, Way};
use acd_run::{Driver, RunError, book};
use acd_scenario::Plan;
use acd_trace::{Difference, Flaw, Line, Reader, Side, first_difference};
use clap::ValueEnum;

use crate::args::Clock;
use crate::console::{Console, Ink};
use crate::exit::Exit;
use crate::explore::Case;
use crate::jobs;
use crate::render::difference;
use crate::render::text::{count, plain, plural};
use crate::trace::{SPEED, play};

/// The other process plays on so many threads at once; this one does not.
const THREADS: &str = "3";

/// One scenario and seed.
type Turn<'a> = (&'a Case, u64);

/// So many turns are handed out at a time.
const TURNS_AT_ONCE: usize = 1024;

/// Compares all of them, until the first that differs.
pub(crate) fn determinism(cases: &[(Case, Seeds)], console: &mut Console) -> Exit {
    let jobs = cases.first().map_or(NonZeroUsize::MIN, |(_, seeds)| seeds.jobs);
    let all = cases.iter().fold(0_u64, |sum, (_, seeds)| sum.saturating_add(seeds.count));
    let seeds = |seeds: &Seeds| {
        (0..seeds.count).map({
            let from = seeds.from;
            move |n| from.saturating_add(n)
        })
    };
    let mut turns = cases.iter().flat_map(|(case, of)| seeds(of).map(move |seed| (case, seed)));
    let (mut done, mut exit) = (0, Exit::Done);
    while exit == Exit::Done {
        let batch: Vec<Turn<'_>> = turns.by_ref().take(TURNS_AT_ONCE).collect();
        if batch.is_empty() {
            break;
        }
        let enough = AtomicBool::new(false);
        jobs::in_order(
            batch,
            jobs,
            |turn| (turn, unless(&enough, turn)),
            |((case, seed), result)| {
                if exit != Exit::Done {
                    return;
                }
                done += 1;
                match result {
                    Ok(()) => {
                        console.progress(&format!(
                            "[{}/{}] {} seed {seed}",
                            count(done),
                            count(all),
                            plain(case.name())
                        ));
                    }
                    Err(trouble) => {
                        console.progress("");
                        exit = tell(case, seed, &trouble, console);
                    }
                }
            },
        );
    }
    console.progress("");
    if exit == Exit::Done {
        let runs = plural(all, "scenario and seed", "scenarios and seeds");
        let same = console.out_style.paint(Ink::Good, "same:");
        let text =
            format!("{same} {runs}, each twice in this process and once in another one, by every way to move time\n");
        console.data(text.as_bytes());
    }
    exit
}

/// Compares, unless somebody has found a difference already. Turns are taken in order, so that all before the first
/// difference are done.
fn unless(enough: &AtomicBool, (case, seed): Turn<'_>) -> Result<(), Trouble> {
    if enough.load(Ordering::Relaxed) {
        return Ok(());
    }
    let result = compare(case, seed);
    enough.fetch_or(result.is_err(), Ordering::Relaxed);
    result
}

/// Why two runs are not known to be the same.
enum Trouble {
    /// They differ: how the one was run, and the other.
    Differs(Box<Difference>, String, String),
    /// A run stopped.
    Stopped(Halt),
    /// It could not be done.
    Failed(String),
}

impl From<RunError> for Trouble {
    fn from(error: RunError) -> Trouble {
        match error {
            RunError::Law(halt) => Trouble::Stopped(halt),
            RunError::GoesRound(text) => Trouble::Failed(text),
            error @ RunError::Io { .. } => Trouble::Failed(error.to_string()),
        }
    }
}

fn tell(case: &Case, seed: u64, trouble: &Trouble, console: &mut Console) -> Exit {
    let of = format!("{}, seed {seed}", plain(case.name()));
    match trouble {
        Trouble::Differs(found, one, other) => {
            let mut lines = vec![format!("{of}: {one} (-) and {other} (+)")];
            lines.extend(difference::lines(found, one, other, console.out_style));
            console.data((lines.join("\n") + "\n").as_bytes());
            console.complain(&format!("{of}: two runs differ"));
            Exit::Internal
        }
        Trouble::Stopped(halt @ Halt::GoesRound { .. }) => {
            console.complain(&format!("{of}: {}", plain(&halt.to_string())));
            Exit::Invalid
        }
        Trouble::Stopped(halt @ Halt::LawBroken { .. }) => {
            console.complain(&format!("{of}: {}", plain(&halt.to_string())));
            Exit::Internal
        }
        Trouble::Failed(text) => {
            console.complain(&format!("{of}: {}", plain(text)));
            Exit::Internal
        }
    }
}

/// Compares the runs of one scenario and seed.
fn compare(case: &Case, seed: u64) -> Result<(), Trouble> {
    let plan = case.plan(seed);
    if let Some(found) = same::compare(&plan, seed, &Way::all(SPEED))? {
        return Err(here(&plan, seed, &found));
    }
    let mut lines = Vec::new();
    play(&plan, seed, Driver::Virtual, |line| lines.push(line.clone()))?;
    for clock in Clock::value_variants() {
        elsewhere(case, &plan, seed, *clock, &lines)?;
    }
    Ok(())
}

/// A difference within this process, told with the names that both runs gave until then.
fn here(plan: &Plan, seed: u64, found: &same::Difference) -> Trouble {
    let line = |entry: &Entry| Line { entry: entry.clone(), step: None };
    let mut before = Vec::new();
    // What comes of it is known; this is for the names.
    let _ = play(plan, seed, Driver::Virtual, |line| {
        if before.len() < found.place {
            before.push(line.clone());
        }
    });
    let tail = before.len().saturating_sub(found.before.len());
    if before[tail..].iter().map(|line| &line.entry).ne(&found.before) {
        before = found.before.iter().map(line).collect();
    }
    let side = |entry: &Option<Entry>| {
        let lines: Vec<Line> = before.iter().cloned().chain(entry.as_ref().map(line)).collect();
        lines.into_iter().map(Ok::<Line, Flaw>)
    };
    let book = book(plan);
    let left = Side { lines: side(&found.first), book: &book };
    let right = Side { lines: side(&found.second), book: &book };
    match first_difference(left, right) {
        Ok(Some(difference)) => Trouble::Differs(
            Box::new(difference),
            found.one.to_string(),
            format!("{}, in the same process", found.other),
        ),
        Ok(None) | Err(_) => Trouble::Failed(format!("two runs differ at entry {}: {found:?}", found.place)),
    }
}

/// Compares with a run in another process, which has its own hash seeds and another number of threads.
fn elsewhere(case: &Case, plan: &Plan, seed: u64, clock: Clock, lines: &[Line]) -> Result<(), Trouble> {
    let failed = |error: io::Error| Trouble::Failed(format!("another process cannot be asked: {error}"));
    let mut child = spawn(case, seed, clock).map_err(failed)?;
    let text = match case {
        Case::File(file) => file.text.as_deref(),
        Case::Swarm => None,
    };
    if let (Some(mut input), Some(text)) = (child.stdin.take(), text) {
        // A child that does not read says itself why.
        let _ = input.write_all(text.as_bytes());
    }
    let compared = match child.stdout.take() {
        Some(out) => follow(plan, lines, BufReader::new(out)),
        None => Ok(None),
    };
    let ended = child.wait().map_err(failed)?;
    let driver = clock.driver();
    match compared {
        Ok(Some(found)) => {
            let one = format!("{}, in this process", Way::Driven(Driver::Virtual));
            Err(Trouble::Differs(Box::new(found), one, format!("{}, in another process", Way::Driven(driver))))
        }
        Ok(None) if ended.success() => Ok(()),
        Ok(None) => Err(Trouble::Failed(format!("another process ended with {ended}"))),
        Err(flaw) => Err(Trouble::Failed(format!("what another process wrote cannot be used: {flaw}"))),
    }
}

fn spawn(case: &Case, seed: u64, clock: Clock) -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    let clock = clock.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    command.args(["trace", "--seed", &seed.to_string(), "--clock", &clock, "--threads", THREADS]);
    if let Case::File(file) = case {
        command.arg("--").arg(&file.path);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
}

fn follow(plan: &Plan, lines: &[Line], out: impl io::BufRead) -> Result<Option<Difference>, Flaw> {
    let book = book(plan);
    let left = Side { lines: lines.iter().cloned().map(Ok), book: &book };
    first_difference(left, Side { lines: Reader::open(out)?.lines(&book), book: &book })
}

#[cfg(test)]
mod tests {
    use acd_scenario::{NoFiles, Source, load};

    use super::*;
    use crate::trace;

    /// A session that becomes READY, and what its run leaves.
    fn run() -> (Plan, Vec<Line>) {
        let text = br#"{
            "version": 1, "groups": [{ "id": "g" }], "agents": [{ "id": "anna", "groups": [{ "group": "g" }] }],
            "steps": [
                { "at": "0s", "create_session": { "session": "s1", "agent": "anna", "group": "g" } },
                { "at": "1s", "set_session_state": { "session": "s1", "state": "ready" } }
            ]
        }"#;
        let plan = load(&Source { name: "-", bytes: text, files: &NoFiles }).expect("it is valid").plan;
        let mut lines = Vec::new();
        play(&plan, 0, Driver::Virtual, |line| lines.push(line.clone())).expect("it comes to its end");
        (plan, lines)
    }

    #[test]
    fn a_difference_in_this_process_is_told_with_names() {
        let (plan, lines) = run();
        let entry = |place: usize| lines[place].entry.clone();
        let last = lines.len() - 1;
        let found = same::Difference {
            one: Way::Stepped,
            other: Way::Driven(Driver::Paused),
            place: last,
            before: (last.saturating_sub(5)..last).map(entry).collect(),
            first: Some(entry(last)),
            second: None,
        };
        let Trouble::Differs(told, one, other) = here(&plan, 0, &found) else { panic!("they differ") };
        let text = told.left.expect("the one goes on").text;
        assert!(text.contains("s1") && text.contains("ready"), "{text}");
        assert_eq!((told.right, told.before.len()), (None, last.min(5)));
        assert_eq!([one, other], ["stepped from outside", "by a paused clock, in the same process"]);
    }

    #[test]
    fn what_another_process_writes_is_followed_record_by_record() {
        let (plan, mut lines) = run();
        let mut written = Vec::new();
        trace::write(&plan, 0, Driver::Paused, &mut written).expect("it can be written");
        assert!(matches!(follow(&plan, &lines, &written[..]), Ok(None)));
        lines.pop();
        let found = follow(&plan, &lines, &written[..]).expect("it is a recording").expect("one is shorter");
        assert!(found.left.is_none() && found.right.is_some());
        assert!(follow(&plan, &lines, &written[..written.len() / 2]).is_err());
    }
}
