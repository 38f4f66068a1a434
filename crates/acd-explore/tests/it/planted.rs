//! Faults planted in the engine: the swarm finds each of them, and what it finds can be made small.

use acd_core::planted::{Planted, plant};
use acd_core::{CallOrigin, Rate};
use acd_explore::shrink::{RUNS, shrink};
use acd_explore::{judge, swarm};
use acd_scenario::{NoFiles, Plan, Source, Verb, load};

/// A planted fault shows within so many seeds.
const SEEDS: u64 = 500;

/// Calls of a plan, those of listed streams included.
fn calls(plan: &Plan) -> usize {
    let arrivals = plan.steps.iter().filter(|step| matches!(step.verb, Verb::Arrive(_) | Verb::NonAcdCall { .. }));
    let listed = plan.config.streams.iter().map(|stream| match &stream.rate {
        Rate::Listed(calls) => calls.len(),
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => usize::MAX,
    });
    assert!(plan.config.calls.iter().all(|origin| matches!(origin, CallOrigin::Outside | CallOrigin::Stream { .. })));
    arrivals.count() + listed.sum::<usize>()
}

fn is_found_and_made_small(planted: Planted) {
    plant(Some(planted));
    let found = (0..SEEDS).find_map(|seed| judge(&swarm::plan(seed), seed).failures.into_iter().next());
    let failure = found.unwrap_or_else(|| panic!("{planted:?} shows within {SEEDS} seeds"));
    let shrunk = shrink(&swarm::plan(failure.seed), &failure, RUNS).expect("it fails again");
    let text = shrunk.text();
    assert!(shrunk.plan.config.agents.len() <= 2, "{planted:?}, {failure:?}:\n{text}");
    assert!(calls(&shrunk.plan) <= 3, "{planted:?}, {failure:?}:\n{text}");
    assert!(shrunk.runs <= RUNS + 1, "{planted:?}: {}", shrunk.runs);

    let read = load(&Source { name: "shrunk", bytes: text.as_bytes(), files: &NoFiles }).expect("the file is valid");
    let again = judge(&read.plan, read.plan.config.seed).failures;
    assert!(again.iter().any(|again| again.reason == failure.reason), "{planted:?}: {again:?}\n{text}");
    assert_eq!(shrink(&swarm::plan(failure.seed), &failure, RUNS), Some(shrunk), "the same again");

    plant(None);
    let sound = judge(&read.plan, read.plan.config.seed).failures;
    assert!(sound.is_empty(), "{planted:?}: a sound engine passes: {sound:?}\n{text}");
}

/// One test: what is planted is planted in the whole process.
#[test]
fn planted_faults_are_found_and_made_small() {
    for planted in
        [Planted::TransfersMissed, Planted::WrapUpEndsEarly, Planted::NextStateForgotten, Planted::WorstLeavesFirst]
    {
        is_found_and_made_small(planted);
    }
}
