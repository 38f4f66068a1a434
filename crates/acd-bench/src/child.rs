//! Work for a process of its own: what its memory comes to, and what a profiler is to look at.

use std::process::ExitCode;

use crate::cases::{crowd, floors};
use crate::model::Model;
use crate::{memory, players};

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

/// Does so many units of one hot path.
pub(crate) fn play(name: &str, units: u64) -> ExitCode {
    let Some(player) = players::find(name) else {
        let known: Vec<&str> = players::ALL.iter().map(|player| player.name).collect();
        eprintln!("there is no {name}; there are {}", known.join(", "));
        return ExitCode::from(2);
    };
    if (player.play)(units) == units { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
