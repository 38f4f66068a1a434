//! What a test pays for a floor of its own.

use tokio::runtime::Builder;
use tspmock::{Agent, Floor, Queue};

use super::Options;
use crate::clock::Clock;
use crate::model::Model;
use crate::race::Race;
use crate::row::Row;
use crate::{engine, goal};

/// A round has as many floors as a run has thousands of calls.
const PART: u64 = 1000;
const MS: f64 = 1e6;

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let count = (options.calls / PART).max(1);
    let times = Race::new(Clock::Processor)
        .with("engine, a floor and a call", || {
            (1..=count)
                .map(|seed| engine::run(engine::config(&Model::busy(1), seed, 1)).queues()[0].figures.offered)
                .sum()
        })
        .with("tspmock, a floor, a call and an expectation", || floors(count))
        .run(options.rounds);
    vec![Row::cost(&times, 0), Row::beside(&times, 1, 0).goal_of(goal::ONE_TEST, times.cost(1).over(MS))]
}

/// So many tests under one runtime.
pub(crate) fn floors(count: u64) -> u64 {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime needs nothing that could be missing").block_on(async {
        for seed in 1..=count {
            one_test(seed).await;
        }
    });
    count
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
