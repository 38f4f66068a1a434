//! Hot paths that can be looked at alone, by a profiler or to count instructions.

use crate::cases::{client, files, one_test, seeds};
use crate::contender::Contender;
use crate::model::Model;
use crate::{engine, limit, rivals};

/// A hot path.
pub(crate) struct Player {
    pub(crate) name: &'static str,
    /// What it does one after another.
    pub(crate) unit: &'static str,
    /// How many of them instructions are counted for: in a first run and in a second one. What the second has more is free of
    /// the start.
    pub(crate) counted: [u64; 2],
    /// Does so many, and says how many it did.
    pub(crate) play: fn(u64) -> u64,
}

const CALL: &str = "call";
/// Enough to fill ten thousand agents.
const CALLS: [u64; 2] = [20_000, 120_000];
const REQUEST: &str = "request";
const REQUESTS: [u64; 2] = [2000, 22_000];

/// All of them.
pub(crate) static ALL: [Player; 12] = [
    Player { name: "limit", unit: CALL, counted: CALLS, play: |calls| play(limit::BEST, &Model::busy(10), calls) },
    Player {
        name: "limit-impatient",
        unit: CALL,
        counted: CALLS,
        play: |calls| play(limit::BEST, &Model::impatient(10), calls),
    },
    Player { name: "engine", unit: CALL, counted: CALLS, play: |calls| play(engine::DIRECT, &Model::busy(10), calls) },
    Player {
        name: "engine-impatient",
        unit: CALL,
        counted: CALLS,
        play: |calls| play(engine::DIRECT, &Model::impatient(10), calls),
    },
    Player {
        name: "engine-10000",
        unit: CALL,
        counted: CALLS,
        play: |calls| play(engine::DIRECT, &Model::busy(10_000), calls),
    },
    Player {
        name: "file-to-report",
        unit: CALL,
        counted: CALLS,
        play: |calls| play(engine::FROM_A_FILE, &Model::busy(10), calls),
    },
    Player {
        name: "nexosim",
        unit: CALL,
        counted: CALLS,
        play: |calls| play(rivals::NEXOSIM, &Model::busy(10), calls),
    },
    Player { name: "client-ready", unit: REQUEST, counted: REQUESTS, play: client::ask_ready },
    Player { name: "client-in-memory", unit: REQUEST, counted: REQUESTS, play: client::ask_in_memory },
    Player { name: "test", unit: "floor", counted: [50, 550], play: one_test::floors },
    Player { name: "explore", unit: "seed", counted: [50, 550], play: seeds::one_thread },
    Player { name: "load", unit: "step", counted: [1000, 11_000], play: files::load_steps },
];

fn play(contender: Contender, model: &Model, calls: u64) -> u64 {
    (contender.play)(model, 1, calls).offered
}

/// The one with this name.
pub(crate) fn find(name: &str) -> Option<&'static Player> {
    ALL.iter().find(|player| player.name == name)
}
