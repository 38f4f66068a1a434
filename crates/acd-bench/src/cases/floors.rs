//! Ten thousand agents, and what it costs to choose among them.

use acd_core::{Config, Strategy};

use super::Options;
use crate::clock::Clock;
use crate::estimate::Estimate;
use crate::model::{Model, scaled};
use crate::race::Race;
use crate::row::{MB, Row, megabytes};
use crate::{child, engine, goal, limit, memory};

/// A large floor.
pub(crate) const MANY: u32 = 10_000;

/// A run with so many agents has so many times the calls of a run with ten.
const TIMES_THE_CALLS: u64 = 10;

/// Plays a model on the engine and says how many calls there were.
pub(crate) fn play(model: &Model, calls: u64) -> u64 {
    play_config(engine::config(model, 1, calls))
}

fn play_config(config: Config) -> u64 {
    let engine = engine::run(config);
    engine.queues().iter().map(|row| row.figures.offered - row.figures.flowed_in).sum()
}

pub(super) fn many(options: &Options) -> Result<Vec<Row>, String> {
    let (few, many) = (Model::busy(10), Model::busy(MANY));
    limit::BEST.check_beside(&engine::DIRECT, &many)?;
    let calls = options.calls * TIMES_THE_CALLS;
    let times = Race::new(Clock::Processor)
        .with("10 agents", || play(&few, options.calls))
        .with("10,000 agents", || play(&many, calls))
        .with("limit loop, 10,000 agents", || (limit::BEST.play)(&many, 1, calls).offered)
        .run(options.rounds);
    let mut rows = vec![
        Row::cost(&times, 0),
        Row::beside(&times, 1, 0).goal(goal::AGENTS),
        Row::cost(&times, 2),
        Row::beside(&times, 1, 2),
    ];
    rows.push(match memory::child(child::TEN_THOUSAND, calls) {
        Some(bytes) => {
            Row::new("peak memory of the process", megabytes(bytes)).goal_of(goal::MEMORY, Estimate::exact(bytes / MB))
        }
        None => Row::new("peak memory of the process", "this system does not tell"),
    });
    Ok(rows)
}

const OTHERS: [(&str, Strategy); 5] = [
    ("round_robin", Strategy::RoundRobin),
    ("fewest_calls", Strategy::FewestCalls),
    ("least_talk_time", Strategy::LeastTalkTime),
    ("linear", Strategy::Linear),
    ("random", Strategy::Random),
];

pub(super) fn strategies(options: &Options) -> Vec<Row> {
    let model = Model::busy(MANY);
    let calls = options.calls;
    let mut race = Race::new(Clock::Processor).with("longest_idle", || play(&model, calls));
    for (name, strategy) in OTHERS {
        race = race.with(name, move || {
            let mut config = engine::config(&model, 1, calls);
            config.queues[0].strategy = strategy;
            play_config(config)
        });
    }
    let times = race.with("three groups with levels", || play_config(three_groups(&model, calls))).run(options.rounds);
    let mut rows = vec![Row::cost(&times, 0)];
    rows.extend((1..=OTHERS.len() + 1).map(|entrant| Row::beside(&times, entrant, 0).goal(goal::STRATEGIES)));
    rows
}

/// Three groups with a queue each; every agent is at level 1 in one of them and at level 2 in the next.
fn three_groups(model: &Model, calls: u64) -> Config {
    let third = Model { gap: scaled(model.gap, 3, 1), ..*model };
    let mut config = engine::config(model, 1, 0);
    config.groups = ["a", "b", "c"].map(str::to_owned).to_vec();
    config.queues = (0..3).map(|group| engine::queue(&format!("queue{group}"), group)).collect();
    config.streams = (0..3).map(|queue| engine::stream(&third, &format!("calls{queue}"), queue, calls / 3)).collect();
    let home = |n: u32| (n % 3) as usize;
    config.agents = (0..model.agents).map(|n| engine::agent(n, &[(home(n), 1), ((home(n) + 1) % 3, 2)])).collect();
    config
}
