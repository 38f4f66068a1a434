//! The cases: what is raced against what, and which goals there are.

pub(crate) mod client;
pub(crate) mod crowd;
pub(crate) mod files;
pub(crate) mod floors;
mod growth;
mod heaps;
mod idle;
mod live;
pub(crate) mod one_test;
pub(crate) mod seeds;
mod station;
mod year;

use crate::row::Row;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Calls of a run with ten agents.
    pub(crate) calls: u64,
    /// In each, everybody is timed once.
    pub(crate) rounds: u32,
}

/// A part of the table.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// # Errors
    /// What is wrong with somebody who was to be timed.
    pub(crate) measure: fn(&Options) -> Result<Vec<Row>, String>,
}

/// All cases, in the order of the table.
pub(crate) static ALL: [Case; 15] = [
    Case {
        name: "station",
        about: "ten agents, nine calls a mean handling time; cost a call",
        measure: station::endless,
    },
    Case { name: "impatient", about: "the same with impatient callers", measure: station::impatient },
    Case { name: "heaps", about: "the limit loop with other agendas; cost a call", measure: heaps::measure },
    Case {
        name: "agents",
        about: "ten thousand agents, longest idle; cost a call, peak memory",
        measure: floors::many,
    },
    Case {
        name: "strategies",
        about: "ten thousand agents, every other strategy; cost a call",
        measure: |options| Ok(floors::strategies(options)),
    },
    Case {
        name: "growth",
        about: "cost a call as the floor grows, and as what is idle does",
        measure: |options| Ok(growth::measure(options)),
    },
    Case { name: "day", about: "a day of calls from a scenario file to its report; cost a call", measure: files::day },
    Case { name: "recording", about: "the same with a recording; cost a record", measure: files::recording },
    Case {
        name: "load",
        about: "a plain scenario file, loaded and started; cost a step",
        measure: |options| Ok(files::load(options)),
    },
    Case {
        name: "client",
        about: "number_of_calls(); cost a request",
        measure: |options| Ok(client::measure(options)),
    },
    Case {
        name: "live",
        about: "a question to a live call centre, beside one to an actor, by the clock on the wall",
        measure: |options| Ok(live::measure(options)),
    },
    Case { name: "crowd", about: "requests outstanding at once; cost and bytes of each", measure: crowd::measure },
    Case {
        name: "test",
        about: "a floor for one test, from its beginning to its end; cost a floor",
        measure: |options| Ok(one_test::measure(options)),
    },
    Case { name: "year", about: "a year in which nothing happens", measure: |options| Ok(year::measure(options)) },
    Case {
        name: "seeds",
        about: "explore many seeds of a small scenario",
        measure: |options| Ok(seeds::measure(options)),
    },
];
