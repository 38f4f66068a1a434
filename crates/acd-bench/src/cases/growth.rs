//! How the cost of a call grows with the floor.

use acd_core::Config;

use super::Options;
use crate::clock::Clock;
use crate::engine;
use crate::model::{Model, scaled};
use crate::race::Race;
use crate::row::Row;

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let calls = options.calls / 2;
    let mut race = Race::new(Clock::Processor);
    for agents in [10, 100, 1000, 10_000, 100_000] {
        race = race.with(format!("{agents} agents"), timed(engine::config(&Model::busy(agents), 1, calls)));
    }
    for queues in [10, 100, 1000] {
        race = race.with(format!("1000 agents, {queues} queues of one group"), timed(with_queues(queues, calls)));
    }
    for sessions in [2, 4, 8] {
        race = race.with(format!("1000 agents, {sessions} sessions each"), timed(with_sessions(sessions, calls)));
    }
    for waiting in [1000, 10_000, 100_000] {
        race = race.with(format!("10 agents, {waiting} calls waiting"), timed(with_line(waiting, calls)));
    }
    let times = race.run(options.rounds.min(3));
    let places: Vec<usize> = (0..14).collect();
    places.into_iter().map(|entrant| Row::beside(&times, entrant, 0)).collect()
}

fn timed(config: Config) -> impl FnMut() -> u64 {
    move || {
        let engine = engine::run(config.clone());
        engine.queues().iter().map(|row| row.figures.offered).sum()
    }
}

/// A thousand agents and so many queues of their group with a stream each.
fn with_queues(queues: u32, calls: u64) -> Config {
    let model = Model::busy(1000);
    let each = Model { gap: scaled(model.gap, u64::from(queues), 1), ..model };
    let mut config = engine::config(&model, 1, 0);
    config.queues = (0..queues).map(|n| engine::queue(&format!("queue{n}"), 0)).collect();
    let stream = |n: u32| engine::stream(&each, &format!("calls{n}"), n as usize, calls / u64::from(queues));
    config.streams = (0..queues).map(stream).collect();
    config
}

/// A thousand agents, each in so many groups; every group has a queue and a stream.
fn with_sessions(sessions: u32, calls: u64) -> Config {
    let mut config = with_queues(sessions, calls);
    config.groups = (0..sessions).map(|n| format!("group{n}")).collect();
    config.queues = (0..sessions).map(|n| engine::queue(&format!("queue{n}"), n as usize)).collect();
    let groups: Vec<(usize, u32)> = (0..sessions as usize).map(|group| (group, 1)).collect();
    config.agents = (0..1000).map(|n| engine::agent(n, &groups)).collect();
    config
}

/// Ten agents, and so many calls at once to begin with, which wait for them; the line stays as long until the end.
fn with_line(waiting: u32, calls: u64) -> Config {
    let model = Model { gap: scaled(Model::busy(10).gap, 9, 10), ..Model::busy(10) };
    let mut config = engine::config(&model, 1, calls);
    let mut rush = engine::stream(&model, "rush", 0, u64::from(waiting));
    rush.rate = acd_core::Rate::Every(tapi_types::Span::ZERO);
    config.streams.push(rush);
    config
}
