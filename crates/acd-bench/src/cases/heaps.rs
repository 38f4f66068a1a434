//! The limit loop with each agenda, for ten agents and for a thousand.

use super::Options;
use crate::clock::Clock;
use crate::model::Model;
use crate::race::Race;
use crate::row::Row;
use crate::{engine, limit};

const FLOORS: [(&str, Model); 4] = [
    ("10 agents", Model::busy(10)),
    ("10 agents, impatient", Model::impatient(10)),
    ("100 agents", Model::busy(100)),
    ("1,000 agents", Model::busy(1000)),
];

pub(super) fn measure(options: &Options) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for (floor, model) in FLOORS {
        let mut race = Race::new(Clock::Processor);
        for contender in limit::ALL {
            contender.check_beside(&engine::DIRECT, &model)?;
            let name = format!("{floor}, {}", contender.name);
            race = race.with(name, move || (contender.play)(&model, 1, options.calls).offered);
        }
        let times = race.run(options.rounds);
        rows.extend((0..limit::ALL.len()).map(|entrant| Row::beside(&times, entrant, 0)));
    }
    Ok(rows)
}
