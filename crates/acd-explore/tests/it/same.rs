//! One trace under every driver, for what the swarm draws.

use acd_explore::same::{Way, compare};
use acd_explore::swarm;
use acd_run::{Driver, Report, RunOptions, run};
use acd_scenario::Plan;

/// Fast enough that a run of half a minute takes a moment.
const SPEED: u32 = 100_000;

#[test]
fn drawn_scenarios_have_one_trace_however_they_are_run() {
    for seed in 0..60 {
        let plan = swarm::plan(seed);
        let difference = compare(&plan, seed, &Way::all(SPEED)).expect("no run stops");
        assert!(difference.is_none(), "seed {seed}: {difference:#?}");
    }
}

/// What clients were answered and told is in no trace.
#[test]
fn drawn_clients_hear_the_same_however_they_are_run() {
    let report = |plan: &Plan, driver| -> Report {
        run(plan, &RunOptions { driver, ..RunOptions::default() }).expect("no run stops")
    };
    for seed in 0..120 {
        let plan = swarm::plan(seed);
        let virtually = report(&plan, Driver::Virtual);
        for driver in [Driver::Paused, Driver::Real { speed: SPEED }] {
            let other = report(&plan, driver);
            assert_eq!(other.requests, virtually.requests, "seed {seed}, {driver:?}");
            assert_eq!(other.expectations, virtually.expectations, "seed {seed}, {driver:?}");
        }
    }
}
