//! How the cost of a call grows with what is on the floor: with what is busy, and with what is idle.
//!
//! Only calls are timed. The floor is made, and filled for some handling times, while no clock runs.

use acd_core::{Config, Engine, Rate};
use tapi_types::Span;

use super::{Options, idle};
use crate::clock::Clock;
use crate::engine;
use crate::model::{Model, scaled};
use crate::race::Race;
use crate::row::Row;

/// A floor whose growth is looked at.
struct Floor {
    name: String,
    /// The place of the floor that it is compared with.
    beside: usize,
    model: Model,
    make: Box<dyn Fn() -> Engine>,
}

/// Places of the floors that others are compared with.
const TEN: usize = 0;
const THOUSAND: usize = 2;

/// Handling times after which a floor is as full as it gets.
const FILLED_AFTER: u64 = 5;

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let calls = options.calls / 2;
    let floors = floors();
    let mut race = Race::new(Clock::Processor);
    for floor in &floors {
        let window = scaled(floor.model.gap, calls, 1);
        let play = move |(engine, _): &mut (Engine, u64)| advance(engine, window);
        race = race.with_prepared(&floor.name, || filled(floor), play, |(engine, before)| offered(engine) - before);
    }
    let times = race.run(options.rounds.min(3));
    (0..floors.len()).map(|place| Row::beside(&times, place, floors[place].beside)).collect()
}

/// The floor at work, and the calls that it has had so far.
fn filled(floor: &Floor) -> (Engine, u64) {
    let mut engine = (floor.make)();
    advance(&mut engine, scaled(floor.model.talk, FILLED_AFTER, 1));
    let before = offered(&engine);
    (engine, before)
}

fn advance(engine: &mut Engine, by: Span) {
    engine.advance_through(engine.now() + by).expect("no law breaks");
}

fn offered(engine: &Engine) -> u64 {
    engine.queues().iter().map(|row| row.figures.offered).sum()
}

fn floors() -> Vec<Floor> {
    let mut floors = Vec::new();
    let mut add = |name: String, beside: usize, model: Model, make: Box<dyn Fn() -> Engine>| {
        floors.push(Floor { name, beside, model, make });
    };
    for agents in [10, 100, 1000, 10_000, 100_000] {
        let model = Model::busy(agents);
        add(format!("{agents} agents"), TEN, model, Box::new(move || engine::staffed(endless(&model))));
    }
    let thousand = Model::busy(1000);
    for queues in [10, 100, 1000] {
        let name = format!("1000 agents, {queues} queues of one group");
        add(name, THOUSAND, thousand, Box::new(move || engine::staffed(with_queues(queues))));
    }
    for sessions in [2, 4, 8] {
        let name = format!("1000 agents, {sessions} sessions each");
        add(name, THOUSAND, thousand, Box::new(move || engine::staffed(with_sessions(sessions))));
    }
    for waiting in [1000, 10_000, 100_000] {
        let name = format!("10 agents, {waiting} calls waiting for them");
        add(name, TEN, full(), Box::new(move || engine::staffed(with_line(waiting))));
    }
    for (what, make) in idle::FLOORS {
        for count in [1000, 100_000] {
            add(format!("10 agents beside {count} {what}"), TEN, Model::busy(10), Box::new(move || make(count)));
        }
    }
    floors
}

/// The floor of a model, to which calls come for ever.
pub(super) fn endless(model: &Model) -> Config {
    let mut config = engine::config(model, 1, 0);
    config.streams[0].count = None;
    config
}

/// A thousand agents and so many queues of their group with a stream each.
fn with_queues(queues: u32) -> Config {
    let model = Model::busy(1000);
    let each = Model { gap: scaled(model.gap, u64::from(queues), 1), ..model };
    let mut config = endless(&model);
    config.queues = (0..queues).map(|n| engine::queue(&format!("queue{n}"), 0)).collect();
    let stream = |n: u32| engine::stream(&each, &format!("calls{n}"), n as usize, u64::MAX);
    config.streams = (0..queues).map(stream).collect();
    config
}

/// A thousand agents, each in so many groups; every group has a queue and a stream.
fn with_sessions(sessions: u32) -> Config {
    let mut config = with_queues(sessions);
    config.groups = (0..sessions).map(|n| format!("group{n}")).collect();
    config.queues = (0..sessions).map(|n| engine::queue(&format!("queue{n}"), n as usize)).collect();
    let groups: Vec<(usize, u32)> = (0..sessions as usize).map(|group| (group, 1)).collect();
    config.agents = (0..1000).map(|n| engine::agent(n, &groups)).collect();
    config
}

/// Ten agents, to whom just as many calls come as they can take.
const fn full() -> Model {
    let model = Model::busy(10);
    Model { gap: scaled(model.gap, 9, 10), ..model }
}

/// So many calls at once to begin with: the line stays about as long until the end.
fn with_line(waiting: u32) -> Config {
    let mut config = endless(&full());
    let mut rush = engine::stream(&full(), "rush", 0, u64::from(waiting));
    rush.rate = Rate::Every(Span::ZERO);
    config.streams.push(rush);
    config
}
