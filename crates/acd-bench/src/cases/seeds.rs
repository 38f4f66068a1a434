//! How many seeds of a small scenario are explored in a second.

use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use acd_explore::{Seeds, explore};
use acd_scenario::Plan;

use super::Options;
use crate::clock::Clock;
use crate::engine;
use crate::race::Race;
use crate::row::{Goal, Row};

/// Two agents and a handful of calls, without requests.
const SMALL: &str = r#"{
  "version": 1,
  "until": "10m",
  "groups": [ { "id": "g" } ],
  "queues": [ { "id": "q", "group": "g", "ring_timeout": "20s" } ],
  "agents": [
    { "id": "a", "count": 2, "groups": [ { "group": "g" } ], "answer_after": { "uniform": { "min": "1s", "max": "5s" } },
      "shifts": [ { "from": "0s", "to": "10m" } ] }
  ],
  "arrivals": [
    { "id": "c", "queue": "q", "count": 5, "rate": { "poisson": { "per_hour": 60 } },
      "talk": { "exponential": { "mean": "1m" } }, "wrap_up": "10s", "patience": { "exponential": { "mean": "1m" } } }
  ],
  "expect": [ { "queue": { "queue": "q", "offered": { "max": 5 } } } ]
}"#;

const SEEDS_A_SECOND: f64 = 100_000.0;
const NS: f64 = 1e9;

fn play(plan: &Plan, count: u64, jobs: NonZeroUsize) -> u64 {
    let all = explore(plan, Seeds { from: 1, count, jobs }, |_| true);
    assert_eq!(all.failed(), 0, "a seed fails: {:?}", all.failures.first());
    all.seeds
}

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let plan = engine::load(SMALL);
    let seeds = options.calls / 50;
    let cores = available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let one = Race::new(Clock::Processor).with("", || play(&plan, seeds, NonZeroUsize::MIN)).run(options.rounds);
    let times = Race::new(Clock::Wall)
        .with("one thread", || play(&plan, seeds, NonZeroUsize::MIN))
        .with("a thread for each core", || play(&plan, seeds, cores))
        .run(options.rounds);
    let a_second = NS / one.least(0);
    let by_wall = |entrant| format!("{:.0} seeds/s by the wall clock", NS / times.least(entrant));
    vec![
        Row::new("a core", format!("{a_second:.0} seeds/s of processor time")).goal(Goal::AtLeast(
            SEEDS_A_SECOND,
            a_second,
            "seeds/s",
        )),
        Row::new("one thread", by_wall(0)),
        Row::new(format!("{cores} threads"), by_wall(1)).times(times.ratio(0, 1), "as fast as one"),
    ]
}
