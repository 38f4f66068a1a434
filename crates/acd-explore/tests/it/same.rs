//! One trace under every driver, for what the swarm draws.

use acd_explore::same::{Way, compare};
use acd_explore::swarm;

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
