//! What an exploration found, made small and written to files.

use std::fs;
use std::path::Path;

use acd_explore::shrink::{RUNS, Shrunk, shrink};
use acd_explore::{Exploration, Failure, Reason};

use crate::args::ExploreArgs;
use crate::console::Console;
use crate::exit::Exit;
use crate::explore::Case;
use crate::output;
use crate::render::exploration;
use crate::render::text::plain;
use crate::select::{ENDING, shown};

/// So many different reasons are enough to begin with.
const FILES_MAX: usize = 5;

/// So many events of an engine are spent on making one failure small: some seconds.
const EVENTS_MAX: u64 = 20_000_000;

/// A scenario of any length is tried so often at least.
const RUNS_MIN: u64 = 100;

/// Makes the first failure of each kind small and writes it to a file.
pub(crate) fn write(case: &Case, all: &Exploration, args: &ExploreArgs, console: &mut Console) -> Exit {
    let mut exit = Exit::Done;
    for failure in first_of_each(&all.failures) {
        console.progress(&format!("making seed {} small", failure.seed));
        let small = shrink(&case.plan(failure.seed), failure, runs_max(all));
        console.progress("");
        match small {
            Some(small) => exit = exit.max(keep(case, failure, &small, args, console)),
            None => console.say(&format!("seed {} does not fail again, so it is not made small", failure.seed)),
        }
    }
    exit
}

/// Runs of long scenarios take longer, so there are fewer of them.
fn runs_max(all: &Exploration) -> u64 {
    let events_each = all.events.checked_div(all.seeds).unwrap_or(0).max(1);
    (EVENTS_MAX / events_each).clamp(RUNS_MIN, RUNS)
}

fn first_of_each(failures: &[Failure]) -> Vec<&Failure> {
    let mut reasons: Vec<&Reason> = Vec::new();
    let mut first = Vec::new();
    for failure in failures {
        if first.len() < FILES_MAX && !reasons.contains(&&failure.reason) {
            reasons.push(&failure.reason);
            first.push(failure);
        }
    }
    first
}

/// Writes a small scenario, unless another file is in its place.
fn keep(case: &Case, failure: &Failure, small: &Shrunk, args: &ExploreArgs, console: &mut Console) -> Exit {
    let name = format!("{}-seed-{}{ENDING}", case.stem(), failure.seed);
    let path = if args.out == Path::new(".") { name.into() } else { args.out.join(name) };
    let text = small.text();
    if fs::read_to_string(&path).is_ok_and(|there| there == text) {
        console.data(exploration::small(failure, small, &shown(&path)).as_bytes());
        return Exit::Done;
    }
    if let Some(path) = output::in_the_way([path.as_path()], args.force) {
        console.complain(&plain(&output::exists(path)));
        return Exit::Usage;
    }
    let made = fs::create_dir_all(&args.out).and_then(|()| output::write(&path, text.as_bytes()));
    match made {
        Ok(()) => {
            console.data(exploration::small(failure, small, &shown(&path)).as_bytes());
            Exit::Done
        }
        Err(error) => {
            console.complain(&plain(&output::unwritable(&path, &error)));
            Exit::Unwritable
        }
    }
}
