//! What `run` takes.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use acd_run::tables::Interval;
use clap::Args;

use super::{Format, SelectArgs, above_zero, interval, seed};

pub(super) const EXAMPLES: &str = "\
Examples:
  tspmock run monday.scenario.json
  tspmock run scenarios --jobs 4 --junit results.xml
  tspmock run monday.scenario.json --seed 7 --format json --digest
  tspmock run monday.scenario.json --csv tables --interval 15m
  tspmock run monday.scenario.json --record monday.jsonl
  generate-a-day | tspmock run -

In the report:
  aband.    callers who gave up, waiting or ringing
  lost      turned away: blocked, unstaffed, timed out
  out       gone to another queue by overflow
  open      still waiting or ringing
  SL %      answered within the threshold, of answered and abandoned
  ASA       mean stay of answered calls
  longest   longest stay, running ones included
  missed    offers that rang out or were rejected
  occ. %    talk, hold and wrap-up, of that and ready time
Figures are rounded down; --format json has them exactly.";

/// What `run` takes.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Use this seed in place of the file's
    #[arg(long, value_name = "N", value_parser = seed(), allow_hyphen_values = true)]
    pub(crate) seed: Option<u64>,
    /// What to print: a report to read, or one JSON object a scenario on a line
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Work out the digest over all records, to compare runs by
    #[arg(long)]
    pub(crate) digest: bool,
    /// Record the run of the one scenario that is selected, for replay, diff, explain and convert
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = "Write the results as JUnit XML to this file")]
    pub(crate) junit: Option<PathBuf>,
    /// Write tables to this folder; with several scenarios, each to a folder in it that is named like its file
    #[arg(long, value_name = "DIR")]
    pub(crate) csv: Option<PathBuf>,
    /// The length of an interval in the tables
    #[arg(long, value_name = "DURATION", requires = "csv", default_value = "30m", value_parser = interval, allow_hyphen_values = true)]
    pub(crate) interval: Interval,
    /// Run only scenarios whose file or name contains this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Run so many scenarios at once [default: one a processor]; what is printed does not depend on it
    #[arg(long, value_name = "N", value_parser = above_zero, allow_hyphen_values = true)]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Replace outputs that exist
    #[arg(long)]
    pub(crate) force: bool,
}
