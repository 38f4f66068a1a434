//! Floors that are wrong on purpose: the intervals must notice.

use acd_check::theory::{Patience, Station};

use super::cases::{C3, calls, floor_of};
use super::long_run::{abandons, caught, exponential, finding, mean_wait, occupancy, waits, within};

#[test]
fn one_agent_too_many() {
    let run = floor_of(&Station { agents: 13, ..C3 }).run(calls(&C3, 10.0));
    let exact = C3.figures();
    caught("C3 with 13 agents", &[finding("waits", run.interval(1, waits), exact.waits)]);
    caught("C3 with 13 agents", &[finding("mean wait", run.interval(1, mean_wait), exact.mean_wait)]);
    caught("C3 with 13 agents", &[finding("within 20 s", run.interval(1, within), C3.answered_within(20.0))]);
}

/// Patience has no memory, so callers who still give up while they talk talk for the shorter of both times: the
/// rates add up.
#[test]
fn patience_that_runs_while_talking() {
    let station = Station { patience: Patience::Exponential(60.0), ..C3 };
    let cut_short = Station { service: 1.0 / (1.0 / 120.0 + 1.0 / 60.0), ..station };
    let mut floor = floor_of(&cut_short);
    floor.config.streams[0].patience = Some(exponential(60.0));
    let run = floor.run(calls(&station, 10.0));
    let exact = station.figures();
    caught("A6, patience in talk", &[finding("occupancy", run.interval(1, occupancy), exact.occupancy)]);
    caught("A6, patience in talk", &[finding("abandons", run.interval(1, abandons), exact.abandons)]);
}
