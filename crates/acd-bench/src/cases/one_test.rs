//! What a test pays for a floor of its own.

use tokio::runtime::{Builder, Runtime};
use tspmock::{Agent, Floor, Queue};

use super::Options;
use crate::clock::Clock;
use crate::engine;
use crate::model::Model;
use crate::race::Race;
use crate::row::{Goal, Row};

/// A round has as many floors as a run has thousands of calls.
const PART: u64 = 1000;
const GOAL_MS: f64 = 1.0;

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let floors = (options.calls / PART).max(1);
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime: Runtime = runtime.expect("a runtime needs nothing that could be missing");
    let times = Race::new(Clock::Processor)
        .with("engine, a floor and a call", || {
            (1..=floors)
                .map(|seed| engine::run(engine::config(&Model::busy(1), seed, 1)).queues()[0].figures.offered)
                .sum()
        })
        .with("tspmock, a floor, a call and an expectation", || {
            runtime.block_on(async {
                for seed in 1..=floors {
                    one_test(seed).await;
                }
            });
            floors
        })
        .run(options.rounds);
    let floor_ms = times.least(1) / 1e6;
    vec![Row::cost(&times, 0), Row::beside(&times, 1, 0).goal(Goal::AtMost(GOAL_MS, floor_ms, "ms"))]
}

/// One agent, who answers one call under a paused clock.
async fn one_test(seed: u64) {
    let anna = Agent::new("anna").group("sales");
    let builder = Floor::build().seed(seed).group("sales").queue(Queue::new("sales_q").group("sales")).agent(anna);
    let floor = builder.start().expect("a sound floor");
    floor.agent("anna").create_session("sales").ready();
    floor.call("sales_q").talk("90s").arrive();
    floor.pass("2m").await;
    floor.expect_queue("sales_q").answered(1);
}
