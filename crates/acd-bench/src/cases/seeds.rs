//! How many seeds of a small scenario are explored in a second.

use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use acd_explore::{Seeds, explore};
use acd_scenario::Plan;

use super::Options;
use crate::clock::Clock;
use crate::race::Race;
use crate::row::Row;
use crate::{engine, goal};

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

fn play(plan: &Plan, count: u64, jobs: NonZeroUsize) -> u64 {
    let all = explore(plan, Seeds { from: 1, count, jobs }, |_| true);
    assert_eq!(all.failed(), 0, "a seed fails: {:?}", all.failures.first());
    all.seeds
}

/// So many seeds in this thread.
pub(crate) fn one_thread(seeds: u64) -> u64 {
    play(&engine::load(SMALL), seeds, NonZeroUsize::MIN)
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
    let a_core = one.cost(0).a_second();
    let by_wall = |entrant| format!("{:.0} seeds/s by the wall clock", times.cost(entrant).a_second());
    vec![
        Row::new("a core", format!("{a_core:.0} seeds/s of processor time")).goal_of(goal::SEEDS, a_core),
        Row::new("one thread", by_wall(0)),
        Row::new(format!("{cores} threads"), by_wall(1)).times(times.ratio(0, 1), "as fast as one"),
    ]
}
