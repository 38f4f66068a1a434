//! Drawn scenarios: valid, various, and without a failure.

use std::num::NonZeroUsize;

use acd_explore::{Exploration, Seeds, explore_swarm, swarm};
use acd_scenario::{NoFiles, Source, load, write};

fn explored(from: u64, count: u64, jobs: usize) -> Exploration {
    let jobs = NonZeroUsize::new(jobs).expect("at least one job");
    explore_swarm(Seeds { from, count, jobs }, |_| true)
}

#[test]
fn drawn_scenarios_are_files_that_read_as_they_are() {
    for seed in 0..300 {
        let plan = swarm::plan(seed);
        let text = write(&plan);
        let loaded = load(&Source { name: "swarm", bytes: text.as_bytes(), files: &NoFiles });
        match loaded {
            Ok(loaded) => assert_eq!(loaded.plan, plan, "seed {seed}:\n{text}"),
            Err(errors) => panic!("seed {seed}: {}: {errors:#?}\n{text}", swarm::features(seed)),
        }
    }
}

#[test]
fn hundreds_of_drawn_scenarios_pass() {
    let explored = explored(0, 400, 2);
    assert_eq!(explored.seeds, 400);
    assert!(explored.failures.is_empty(), "{:#?}", explored.failures);
}

/// By name: `cargo test --release -p acd-explore swarm -- --ignored`.
#[test]
#[ignore = "10,000 seeds take minutes: cargo test --release -p acd-explore swarm -- --ignored"]
fn ten_thousand_drawn_scenarios_pass_and_everything_comes_about() {
    let explored = explored(0, 10_000, std::thread::available_parallelism().map_or(1, NonZeroUsize::get));
    assert!(explored.failures.is_empty(), "{:#?}", explored.failures);
    let zeros: Vec<String> =
        explored.coverage.zeros().into_iter().map(|point| format!("{} {point}", point.kind.name())).collect();
    assert!(zeros.is_empty(), "these never came about: {zeros:#?}");
}
