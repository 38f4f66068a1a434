//! `tspmock explore`: scenarios under many seeds, and scenarios drawn from seeds.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use acd_explore::{Exploration, Failure, Reason, Seeds, explore_swarm, swarm};
use acd_scenario::Plan;

use crate::args::{ExploreArgs, SEED_MAX};
use crate::console::Console;
use crate::determinism;
use crate::exit::Exit;
use crate::input::{self, Outcome, Reading};
use crate::render::text::{count, plain};
use crate::render::{coverage, exploration, shell};
use crate::select::{DASH, Origin, select};
use crate::shrunk;

/// A terminal is told the state of things so often.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// Something to explore.
#[derive(Debug)]
pub(crate) enum Case {
    /// A scenario.
    File(Box<FileCase>),
    /// What the seeds draw.
    Swarm,
}

/// A scenario to explore.
#[derive(Debug)]
pub(crate) struct FileCase {
    pub(crate) name: String,
    pub(crate) stem: String,
    pub(crate) plan: Plan,
    /// Where another process finds it.
    pub(crate) path: PathBuf,
    /// Its text, where it cannot be read again.
    pub(crate) text: Option<String>,
}

impl Case {
    /// The plan under a seed.
    pub(crate) fn plan(&self, seed: u64) -> Plan {
        match self {
            Case::File(file) => file.plan.clone(),
            Case::Swarm => swarm::plan(seed),
        }
    }

    /// How it is called.
    pub(crate) fn name(&self) -> &str {
        match self {
            Case::File(file) => &file.name,
            Case::Swarm => "the swarm",
        }
    }

    /// How files that are made of it are called.
    pub(crate) fn stem(&self) -> &str {
        match self {
            Case::File(file) => &file.stem,
            Case::Swarm => "swarm",
        }
    }

    /// One line to paste that shows a failure again.
    fn again(&self, failure: &Failure) -> String {
        let seed = failure.seed.to_string();
        match self {
            Case::Swarm => shell::tspmock(["explore", "--swarm", "--seeds", "1", "--seed", &seed]),
            // Only an exploration asserts everything.
            Case::File(file) if failure.reason.is_ours() => {
                shell::tspmock(["explore", &shell::path(&file.name), "--seeds", "1", "--seed", &seed])
            }
            Case::File(file) => shell::tspmock(["run", &shell::path(&file.name), "--seed", &seed]),
        }
    }
}

/// Explores what the arguments name.
pub(crate) fn explore(args: &ExploreArgs, console: &mut Console) -> Exit {
    let (cases, mut exit) = match cases(args, console) {
        Ok(cases) => cases,
        Err(exit) => return exit,
    };
    let mut turns = Vec::new();
    for case in cases {
        match seeds(&case, args, console) {
            Ok(seeds) => turns.push((case, seeds)),
            Err(refused) => return refused,
        }
    }
    if args.determinism {
        return exit.max(determinism::determinism(&turns, console));
    }
    for (place, (case, seeds)) in turns.iter().enumerate() {
        if place > 0 {
            console.data(b"\n");
        }
        exit = exit.max(explore_case(case, *seeds, args, console));
    }
    exit
}

/// What there is to explore, and how bad it is that the rest cannot be.
fn cases(args: &ExploreArgs, console: &Console) -> Result<(Vec<Case>, Exit), Exit> {
    let (mut cases, mut exit) = (Vec::new(), Exit::Done);
    if !args.paths.is_empty() {
        for input in select(&args.paths, console)? {
            let reading = input::read_for_recording(&input, console.err_style);
            console.talk(&reading.shown);
            match case(reading, &input.origin) {
                Ok(case) => cases.push(case),
                Err(told) => {
                    exit = exit.max(told.map_or(Exit::Invalid, |text| {
                        console.complain(&plain(&text));
                        Exit::Internal
                    }));
                }
            }
        }
    }
    if args.swarm {
        cases.push(Case::Swarm);
    }
    Ok((cases, exit))
}

/// A scenario that was read; for one that is no use, what has not been told yet.
fn case(reading: Reading, origin: &Origin) -> Result<Case, Option<String>> {
    let Reading { name, stem, outcome, text, .. } = reading;
    match outcome {
        Outcome::Valid(plan) => {
            let (path, text) = match origin {
                Origin::File(path) => (path.clone(), None),
                Origin::Stdin | Origin::Closed(_) => (DASH.into(), text.map(|text| text.text)),
            };
            Ok(Case::File(Box::new(FileCase { name, stem, plan: *plan, path, text })))
        }
        Outcome::Invalid(_) => Err(None),
        Outcome::Broken(panic) => Err(Some(format!("{name}: reading it broke: {panic}"))),
    }
}

/// Which seeds; none may be above the largest that there is.
fn seeds(case: &Case, args: &ExploreArgs, console: &Console) -> Result<Seeds, Exit> {
    let files = match case {
        Case::File(file) => file.plan.config.seed,
        Case::Swarm => 0,
    };
    let from = args.seed.unwrap_or(files);
    let seeds = args.seeds.unwrap_or(1);
    if seeds - 1 > SEED_MAX - from {
        console.complain(&format!("seeds go up to {SEED_MAX}: from {from} on there are not {} of them", count(seeds)));
        return Err(Exit::Usage);
    }
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    Ok(Seeds { from, count: seeds, jobs })
}

fn explore_case(case: &Case, seeds: Seeds, args: &ExploreArgs, console: &mut Console) -> Exit {
    let began = Instant::now();
    let mut told = Instant::now();
    let progress = |so_far: &Exploration| {
        if told.elapsed() >= PROGRESS_EVERY {
            told = Instant::now();
            console.progress(&exploration::progress(case.name(), so_far, seeds.count));
        }
        true
    };
    let all = match case {
        Case::File(file) => acd_explore::explore(&file.plan, seeds, progress),
        Case::Swarm => explore_swarm(seeds, progress),
    };
    console.progress("");
    let mut exit = all.failures.iter().map(|failure| exit_of(&failure.reason)).fold(Exit::Done, Exit::max);
    console.data(exploration::summary(case.name(), seeds, &all, console.out_style).as_bytes());
    for failure in &all.failures {
        let features = matches!(case, Case::Swarm).then(|| swarm::features(failure.seed).to_string());
        let again = case.again(failure);
        let text = exploration::failure(failure, features.as_deref(), &again, console.out_style);
        console.data(text.as_bytes());
    }
    console.data(exploration::unlisted(&all).as_bytes());
    exit = exit.max(shrunk::write(case, &all, args, console));
    console.data(exploration::spreads(&all.spreads).as_bytes());
    if matches!(case, Case::Swarm) {
        let (table, complete) = coverage::table(&all.coverage, console.out_style);
        console.data(table.as_bytes());
        exit = exit.max(if complete { Exit::Done } else { Exit::Failed });
    }
    console.data(exploration::verdict(&all, exit == Exit::Done, console.out_style).as_bytes());
    if console.err_style.terminal {
        console.say(&format!("took {:.2} s", began.elapsed().as_secs_f64()));
    }
    exit
}

fn exit_of(reason: &Reason) -> Exit {
    match reason {
        Reason::Law(_) | Reason::Panic | Reason::Audit(_) | Reason::Differs => Exit::Internal,
        // As for `run`: the engine did as the file says; it is the file that has no end.
        Reason::GoesRound => Exit::Invalid,
        Reason::Refused(_) | Reason::NotRefused(_) | Reason::Expectation(_) => Exit::Failed,
    }
}
