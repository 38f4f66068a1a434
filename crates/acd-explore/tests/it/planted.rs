//! Faults planted in the engine: the swarm finds each of them, and what it finds can be made small.

use acd_core::planted::{Planted, plant};
use acd_core::{CallOrigin, Rate};
use acd_explore::shrink::{RUNS, shrink};
use acd_explore::{Reason, explore, explore_swarm, judge, swarm};
use acd_scenario::{Plan, Verb};

use crate::every_way::is_the_same_every_way;
use crate::floors::{read, seeds};

/// Calls that draw their lengths and are wrapped up, and one that is handed on: what is planted shows under many seeds.
const SHIFT: &str = r#"{
  "version": 1,
  "until": "2m",
  "policies": { "count_call_at": "release" },
  "groups": [ { "id": "g" }, { "id": "desk" } ],
  "queues": [ { "id": "q", "group": "g" }, { "id": "desk_q", "group": "desk" } ],
  "agents": [ { "id": "a", "groups": [ { "group": "g" } ], "shifts": [ { "from": "0s", "to": "2m" } ] },
              { "id": "b", "groups": [ { "group": "g" } ], "shifts": [ { "from": "0s", "to": "2m" } ] },
              { "id": "c", "groups": [ { "group": "desk" } ], "shifts": [ { "from": "0s", "to": "2m" } ] } ],
  "arrivals": [ { "id": "m", "queue": "q", "rate": { "poisson": { "per_hour": 30 } }, "wrap_up": "3s",
                  "talk": { "exponential": { "mean": "30s" } } } ],
  "steps": [ { "at": "20s", "arrive": { "call": "k", "queue": "desk_q", "talk": "1m" } },
             { "at": "70s", "transfer": { "call": "k", "to_queue": "q", "talk": "10s" } } ]
}"#;

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
    let plan = swarm::plan(failure.seed);
    let shrunk = is_the_same_every_way(&plan, &failure);
    let text = shrunk.text();
    assert!(shrunk.plan.config.agents.len() <= 2, "{planted:?}, {failure:?}:\n{text}");
    // What panics is not seen to its end, so its calls cannot be written out.
    assert!(failure.reason == Reason::Panic || calls(&shrunk.plan) <= 3, "{planted:?}, {failure:?}:\n{text}");
    assert!(shrunk.runs <= RUNS + 1, "{planted:?}: {}", shrunk.runs);
    assert_eq!(shrink(&plan, &failure, RUNS).as_ref(), Some(&shrunk), "the same again");
    is_found_by_any_number_of_threads();

    plant(None);
    let sound = judge(&shrunk.plan, shrunk.plan.config.seed).failures;
    assert!(sound.is_empty(), "{planted:?}: a sound engine passes: {sound:?}\n{text}");
}

fn is_found_by_any_number_of_threads() {
    let found = |jobs| explore_swarm(seeds(0, 100, jobs), |_| true);
    assert_eq!(found(1), found(2));
}

/// Under many seeds of one plan the fault shows in the same ones, in the same way, whoever looks.
fn is_found_under_many_seeds(planted: Planted) {
    plant(Some(planted));
    let plan = read(SHIFT);
    let found = explore(&plan, seeds(0, 20, 1), |_| true);
    assert!((1..=20).contains(&found.failed()), "{planted:?}: {}", found.failed());
    assert_eq!(found, explore(&plan, seeds(0, 20, 2), |_| true), "{planted:?}");
    for failure in found.failures.iter().take(2) {
        assert!(failure.reason.is_ours(), "{planted:?}: {failure:?}");
        is_the_same_every_way(&plan, failure);
    }
    plant(None);
    assert_eq!(explore(&plan, seeds(0, 20, 2), |_| true).failures, [], "{planted:?}");
}

/// One test: what is planted is planted in the whole process.
#[test]
fn planted_faults_are_found_and_made_small() {
    for planted in [
        Planted::TransfersMissed,
        Planted::WrapUpEndsEarly,
        Planted::NextStateForgotten,
        Planted::WorstLeavesFirst,
        Planted::WrapUpPanics,
    ] {
        is_found_and_made_small(planted);
    }
    for planted in [Planted::TransfersMissed, Planted::WrapUpEndsEarly, Planted::WrapUpPanics] {
        is_found_under_many_seeds(planted);
    }
}
