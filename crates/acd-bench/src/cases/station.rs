//! Ten agents: the engine, the limit loop and other simulators.

use super::Options;
use crate::clock::Clock;
use crate::contender::Contender;
use crate::goal::{self, Goal};
use crate::model::Model;
use crate::race::{Race, Times};
use crate::row::Row;
use crate::{engine, limit, rivals};

const FIELD: [Contender; 5] = [limit::BEST, engine::DIRECT, engine::FROM_A_FILE, rivals::NEXOSIM, rivals::DESRU];
/// Places in the field.
const LIMIT: usize = 0;
const ENGINE: usize = 1;
const FILE: usize = 2;
const NEXOSIM: usize = 3;
const DESRU: usize = 4;

pub(super) fn endless(options: &Options) -> Result<Vec<Row>, String> {
    let times = race(&Model::busy(10), options)?;
    let mut rows = rows(&times, goal::ENGINE);
    rows.extend([
        faster(&times, "limit loop against nexosim", LIMIT).goal(goal::LIMIT),
        faster(&times, "engine against nexosim", ENGINE).goal(goal::ENGINE_AND_NEXOSIM),
    ]);
    Ok(rows)
}

pub(super) fn impatient(options: &Options) -> Result<Vec<Row>, String> {
    let times = race(&Model::impatient(10), options)?;
    let mut rows = rows(&times, goal::IMPATIENT);
    rows.push(faster(&times, "limit loop against nexosim", LIMIT).goal(goal::LIMIT));
    Ok(rows)
}

fn race(model: &Model, options: &Options) -> Result<Times, String> {
    let mut race = Race::new(Clock::Processor);
    for contender in FIELD {
        contender.check(model)?;
        race = race.with(contender.name, move || (contender.play)(model, 1, options.calls).offered);
    }
    Ok(race.run(options.rounds))
}

fn rows(times: &Times, goal: Goal) -> Vec<Row> {
    let beside_limit = |entrant| Row::beside(times, entrant, LIMIT);
    vec![
        Row::cost(times, LIMIT),
        beside_limit(ENGINE).goal(goal),
        beside_limit(FILE),
        beside_limit(NEXOSIM),
        beside_limit(DESRU),
    ]
}

/// How many times as fast somebody is as nexosim.
fn faster(times: &Times, what: &str, entrant: usize) -> Row {
    Row::new(what, "").times(times.ratio(NEXOSIM, entrant), "as fast")
}
