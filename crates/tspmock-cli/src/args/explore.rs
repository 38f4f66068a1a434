//! What `explore` takes, and what it asks of another process.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{SEED_MAX, above_zero, seed};

pub(super) const ABOUT: &str = "\
Run each scenario under many seeds with every law of the engine asserted, and say how often it passed, which seeds were \
the longest, and how the figures that an expectation has a band for were spread.\n\n\
What fails is told with its seed and a line to paste, and made small: a scenario with less in it that still fails for \
the same reason is written to a file.";

pub(super) const EXAMPLES: &str = "\
Examples:
  tspmock explore monday.scenario.json --seeds 1000
  tspmock explore scenarios --seeds 100 --jobs 4 --out found
  tspmock explore --swarm --seeds 10000
  tspmock explore scenarios --determinism --seeds 3

With --swarm each seed draws a scenario of its own; how often each rule,
transition, tie and fault came about is printed, and one that never did ends
with 1. With --determinism each run is made again in this process and in another
one, by every way to move time, and the first record that differs ends with 70.";

/// What `explore` takes.
#[derive(Debug, Args)]
pub(crate) struct ExploreArgs {
    /// Scenario files; of a folder, all *.scenario.json below it; `-` is standard input
    #[arg(value_name = "PATH", required_unless_present = "swarm")]
    pub(crate) paths: Vec<PathBuf>,
    /// Run so many seeds, one after another [with --determinism: 1]
    #[arg(long, value_name = "N", value_parser = seeds, required_unless_present = "determinism", allow_hyphen_values = true)]
    pub(crate) seeds: Option<u64>,
    /// Begin with this seed [default: the file's; 0 for the swarm]
    #[arg(long, value_name = "S", value_parser = seed(), allow_hyphen_values = true)]
    pub(crate) seed: Option<u64>,
    /// Draw a scenario from each seed as well
    #[arg(long)]
    pub(crate) swarm: bool,
    /// Hold runs of the same scenario and seed against each other
    #[arg(long)]
    pub(crate) determinism: bool,
    /// Run so many seeds at once [default: one a processor]; what is printed does not depend on it
    #[arg(long, value_name = "N", value_parser = above_zero, allow_hyphen_values = true)]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Write what fails, made small, to this folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
    /// Replace outputs that exist
    #[arg(long)]
    pub(crate) force: bool,
}

/// How many seeds.
fn seeds(text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("expected a whole number from 1 to {}", SEED_MAX + 1))
}

/// What the hidden `trace` takes.
#[derive(Debug, Args)]
pub(crate) struct TraceArgs {
    /// A scenario file; without one the scenario is drawn from the seed
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// The seed
    #[arg(long, value_name = "N", value_parser = seed())]
    pub(crate) seed: u64,
    /// Who moves time
    #[arg(long, value_enum)]
    pub(crate) clock: Clock,
    /// Play it on so many threads at once
    #[arg(long, value_name = "N")]
    pub(crate) threads: NonZeroUsize,
}

/// Who moves time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Clock {
    /// Nobody.
    Virtual,
    /// A paused clock.
    Paused,
    /// A real clock, many times as fast.
    Real,
}
