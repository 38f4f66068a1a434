//! Work for a process of its own: what its memory comes to, and what a profiler is to look at.

use std::process::ExitCode;

use crate::cases::{crowd, floors};
use crate::contender::Contender;
use crate::model::Model;
use crate::{engine, limit, memory, rivals};

/// Ten thousand agents, longest idle.
pub(crate) const TEN_THOUSAND: &str = "ten-thousand-agents";
/// Requests outstanding at once.
pub(crate) const CROWD: &str = "crowd";

/// Does a piece of work and prints bytes: the peak, or what one of many takes.
pub(crate) fn run(work: &str, units: u64) -> ExitCode {
    let bytes = match work {
        TEN_THOUSAND => {
            floors::play(&Model::busy(floors::MANY), units);
            memory::peak()
        }
        CROWD => crowd::bytes_each(units),
        _ => None,
    };
    match bytes {
        Some(bytes) => {
            println!("{bytes}");
            ExitCode::SUCCESS
        }
        None => ExitCode::from(2),
    }
}

/// Everybody who can be looked at alone, and what they play.
pub(crate) fn players() -> [(&'static str, Contender, Model); 6] {
    [
        ("limit", limit::BEST, Model::busy(10)),
        ("limit-impatient", limit::BEST, Model::impatient(10)),
        ("engine", engine::DIRECT, Model::busy(10)),
        ("engine-impatient", engine::DIRECT, Model::impatient(10)),
        ("engine-10000", engine::DIRECT, Model::busy(10_000)),
        ("nexosim", rivals::NEXOSIM, Model::busy(10)),
    ]
}

/// Plays one model.
pub(crate) fn play(name: &str, calls: u64) -> ExitCode {
    let players = players();
    let Some((_, contender, model)) = players.iter().find(|(known, ..)| *known == name) else {
        eprintln!("there is no {name}; there are {}", players.map(|(known, ..)| known).join(", "));
        return ExitCode::from(2);
    };
    let tally = (contender.play)(model, 1, calls);
    if tally.offered == calls { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
