//! A year in which nothing happens.

use std::hint::black_box;

use acd_core::Engine;
use tapi_types::Span;

use super::Options;
use crate::clock::Clock;
use crate::model::Model;
use crate::race::Race;
use crate::row::Row;
use crate::{engine, goal};

const YEAR: Span = Span::from_secs(365 * 24 * 3600);
/// So many times in a round.
const TIMES: u64 = 5000;

pub(super) fn measure(options: &Options) -> Vec<Row> {
    let times = Race::new(Clock::Processor)
        .with("a microsecond", advance(10, Span::from_micros(1)))
        .with("a year", advance(10, YEAR))
        .with("a year with 10,000 agents", advance(10_000, YEAR))
        .run(options.rounds * 3);
    let beside = |entrant| Row::beside(&times, entrant, 0);
    vec![Row::cost(&times, 0), beside(1).goal(goal::YEAR), beside(2).goal(goal::YEAR)]
}

/// READY agents for whom no call ever comes.
fn advance(agents: u32, by: Span) -> impl FnMut() -> u64 {
    let mut idle: Engine = engine::staffed(engine::config(&Model::busy(agents), 1, 0));
    move || {
        for _ in 0..TIMES {
            let to = idle.now() + black_box(by);
            idle.advance_through(to).expect("nothing can go wrong");
        }
        black_box(&idle);
        TIMES
    }
}
