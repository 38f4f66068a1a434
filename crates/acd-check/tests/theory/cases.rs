//! Cases with closed forms.

use acd_check::theory::{
    Patience, Station, constant_service_within, deterministic_arrivals_wait, erlang_b, pollaczek_khinchine_wait,
    priority_waits,
};
use acd_core::{Distribution, Rate, Strategy};
use tapi_types::Span;

use super::long_run::{
    Floor, abandons, all_right, blocked, exponential, finding, mean_wait, occupancy, queue, seconds, stream, times_out,
    waits, within,
};

/// 4.2 calls a minute of two minutes on average, twelve agents.
pub(crate) const C3: Station =
    Station { arrivals: 0.07, service: 120.0, agents: 12, patience: Patience::Endless, places: None };

pub(crate) fn floor_of(station: &Station) -> Floor {
    Floor::new(station.arrivals, exponential(station.service), station.agents)
}

/// So many calls a batch, on average.
pub(crate) fn calls(station: &Station, thousands: f64) -> Span {
    seconds(thousands * 1000.0 / station.arrivals)
}

#[test]
fn c3_endless_patience() {
    let run = floor_of(&C3).run(calls(&C3, 470.0));
    let exact = C3.figures();
    all_right(
        "C3",
        &[
            finding("waits", run.interval(1, waits), exact.waits),
            finding("mean wait", run.interval(1, mean_wait), exact.mean_wait),
            finding("within 20 s", run.interval(1, within), C3.answered_within(20.0)),
            finding("occupancy", run.interval(1, occupancy), exact.occupancy),
        ],
    );
}

#[test]
fn a6_impatient_callers() {
    let station = Station { patience: Patience::Exponential(60.0), ..C3 };
    let mut floor = floor_of(&station);
    floor.config.streams[0].patience = Some(exponential(60.0));
    let run = floor.run(calls(&station, 175.0));
    let exact = station.figures();
    all_right(
        "A6",
        &[
            finding("waits", run.interval(1, waits), exact.waits),
            finding("mean wait", run.interval(1, mean_wait), exact.mean_wait),
            finding("within 20 s", run.interval(1, within), station.answered_within(20.0)),
            finding("occupancy", run.interval(1, occupancy), exact.occupancy),
            finding("abandons", run.interval(1, abandons), exact.abandons),
        ],
    );
}

#[test]
fn k1_finite_places() {
    let station = Station { places: Some(5), ..C3 };
    let mut floor = floor_of(&station);
    floor.config.queues[0].max_waiting = Some(5);
    let run = floor.run(calls(&station, 140.0));
    let exact = station.figures();
    all_right(
        "K1",
        &[
            finding("waits", run.interval(1, waits), exact.waits),
            finding("mean wait", run.interval(1, mean_wait), exact.mean_wait),
            finding("within 20 s", run.interval(1, within), station.answered_within(20.0)),
            finding("occupancy", run.interval(1, occupancy), exact.occupancy),
            finding("blocked", run.interval(1, blocked), exact.blocked),
        ],
    );
}

#[test]
fn d1_constant_talk() {
    let floor = Floor::new(0.08, Distribution::Constant(Span::from_secs(10)), 1);
    let run = floor.run(seconds(60_000.0 / 0.08));
    all_right(
        "D1 (M/D/1)",
        &[
            finding("waits", run.interval(1, waits), 0.8),
            finding("mean wait", run.interval(1, mean_wait), pollaczek_khinchine_wait(0.08, 10.0, 100.0)),
            finding("within 20 s", run.interval(1, within), constant_service_within(0.08, 10.0, 20.0)),
            finding("occupancy", run.interval(1, occupancy), 0.8),
        ],
    );
}

#[test]
fn two_agents_under_every_strategy() {
    let station = Station { arrivals: 0.012, agents: 2, ..C3 };
    let exact = station.figures();
    let strategies = Strategy::ALL.into_iter().filter(|strategy| *strategy != Strategy::LongestIdle);
    for (seed, strategy) in (2..).zip(strategies) {
        let mut floor = floor_of(&station);
        floor.config.seed = seed;
        floor.config.queues[0].strategy = strategy;
        let run = floor.run(calls(&station, 15.0));
        all_right(
            &format!("M/M/2 {strategy:?}"),
            &[
                finding("waits", run.interval(1, waits), exact.waits),
                finding("within 20 s", run.interval(1, within), station.answered_within(20.0)),
                finding("occupancy", run.interval(1, occupancy), exact.occupancy),
            ],
        );
    }
}

#[test]
fn two_priorities() {
    let (arrivals, service, agents) = ([0.01, 0.02], 60.0, 3);
    let mut floor = Floor::new(arrivals[0], exponential(service), agents);
    floor.config.queues.push(queue("patient"));
    floor.config.streams[0].priority = 1;
    floor.config.streams.push(stream("patient", 2, arrivals[1], exponential(service)));
    let run = floor.run(seconds(115_000.0 / 0.03));
    let [first, second] = priority_waits(arrivals, service, agents);
    all_right(
        "priorities M/M/3",
        &[
            finding("first class", run.interval(1, mean_wait), first),
            finding("second class", run.interval(2, mean_wait), second),
        ],
    );
}

#[test]
fn overload_with_impatience() {
    let patience = Patience::Exponential(90.0);
    let station = Station { arrivals: 0.1, service: 60.0, agents: 4, patience, places: None };
    let mut floor = floor_of(&station);
    floor.config.streams[0].patience = Some(exponential(90.0));
    let run = floor.run(calls(&station, 32.0));
    let exact = station.figures();
    all_right(
        "overload, impatient",
        &[
            finding("waits", run.interval(1, waits), exact.waits),
            finding("mean wait", run.interval(1, mean_wait), exact.mean_wait),
            finding("within 20 s", run.interval(1, within), station.answered_within(20.0)),
            finding("abandons", run.interval(1, abandons), exact.abandons),
            finding("occupancy", run.interval(1, occupancy), exact.occupancy),
        ],
    );
}

#[test]
fn two_queues_of_one_group_are_one() {
    let station = Station { arrivals: 0.01, agents: 2, ..C3 };
    let mut floor = Floor::new(0.004, exponential(120.0), 2);
    floor.config.queues.push(queue("other"));
    floor.config.streams.push(stream("other", 2, 0.006, exponential(120.0)));
    let run = floor.run(calls(&station, 60.0));
    let exact = station.figures();
    let inside = station.answered_within(20.0);
    all_right(
        "pooling of two queues",
        &[
            finding("waits, small", run.interval(1, waits), exact.waits),
            finding("waits, large", run.interval(2, waits), exact.waits),
            finding("wait, small", run.interval(1, mean_wait), exact.mean_wait),
            finding("wait, large", run.interval(2, mean_wait), exact.mean_wait),
            finding("within, small", run.interval(1, within), inside),
            finding("within, large", run.interval(2, within), inside),
        ],
    );
}

#[test]
fn no_waiting_places_lose_as_erlang_says_whatever_the_service() {
    let mean = seconds(120.0);
    for service in [exponential(120.0), Distribution::Lognormal { mean, sd: mean }, Distribution::Constant(mean)] {
        let mut floor = Floor::new(0.05, service, 7);
        floor.config.queues[0].max_waiting = Some(0);
        let run = floor.run(seconds(14_000.0 / 0.05));
        let lost = erlang_b(6.0, 7);
        all_right(
            "Erlang B",
            &[
                finding("blocked", run.interval(1, blocked), lost),
                finding("occupancy", run.interval(1, occupancy), 6.0 * (1.0 - lost) / 7.0),
            ],
        );
    }
}

/// The second moment of a sum of two independent times from means and variances.
fn second_moment(means: [f64; 2], variances: [f64; 2]) -> f64 {
    variances[0] + variances[1] + (means[0] + means[1]).powi(2)
}

#[test]
fn talk_and_wrap_up_together_are_the_service() {
    let cases = [
        ("M/G/1 gamma", Distribution::Gamma { mean: seconds(40.0), shape: 0.5 }, 40.0_f64.powi(2) / 0.5),
        ("M/G/1 uniform", Distribution::Uniform { min: seconds(10.0), max: seconds(70.0) }, 60.0_f64.powi(2) / 12.0),
        ("M/G/1 lognormal", Distribution::Lognormal { mean: seconds(40.0), sd: seconds(30.0) }, 900.0),
    ];
    for (case, talk, variance) in cases {
        let mut floor = Floor::new(0.01, talk, 1);
        floor.config.streams[0].wrap_up = exponential(20.0);
        let run = floor.run(seconds(42_000.0 / 0.01));
        let wait = pollaczek_khinchine_wait(0.01, 60.0, second_moment([40.0, 20.0], [variance, 400.0]));
        all_right(
            case,
            &[
                finding("waits", run.interval(1, waits), 0.6),
                finding("mean wait", run.interval(1, mean_wait), wait),
                finding("occupancy", run.interval(1, occupancy), 0.6),
            ],
        );
    }
}

#[test]
fn constant_distances_between_calls() {
    let mut floor = Floor::new(1.0, exponential(10.0), 1);
    floor.config.streams[0].rate = Rate::Every(seconds(15.0));
    let run = floor.run(seconds(60_000.0 * 15.0));
    all_right(
        "D/M/1",
        &[
            finding("mean wait", run.interval(1, mean_wait), deterministic_arrivals_wait(15.0, 10.0)),
            finding("occupancy", run.interval(1, occupancy), 2.0 / 3.0),
        ],
    );
}

#[test]
fn a_maximum_wait() {
    let station =
        Station { arrivals: 0.09, service: 60.0, agents: 5, patience: Patience::Constant(30.0), places: None };
    let mut floor = floor_of(&station);
    floor.config.queues[0].max_wait = Some(seconds(30.0));
    let run = floor.run(calls(&station, 15.0));
    let exact = station.figures();
    all_right(
        "maximum wait",
        &[
            finding("waits", run.interval(1, waits), exact.waits),
            finding("mean wait", run.interval(1, mean_wait), exact.mean_wait),
            finding("timed out", run.interval(1, times_out), exact.abandons),
            finding("occupancy", run.interval(1, occupancy), exact.occupancy),
        ],
    );
}
