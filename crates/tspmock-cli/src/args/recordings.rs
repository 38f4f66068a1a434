//! What the commands take that work on recordings.

use std::path::PathBuf;

use acd_run::tables::Interval;
use clap::{Args, ValueEnum};
use tapi_types::Time;

use super::{Format, interval, time};

pub(super) const REPLAY_ABOUT: &str = "\
Run the engine again from a recording's own scenario, seed and commands, and compare every record.\n\n\
With --to nothing is compared: the floor is printed as it stood at that moment.";

pub(super) const REPLAY_EXAMPLES: &str = "\
Examples:
  tspmock run monday.scenario.json --record monday.jsonl
  tspmock replay monday.jsonl
  tspmock replay monday.jsonl --to 2h30m

A run that a broken law stopped, or that went round for ever, comes to the same
halt again: that is told, and it is the same (0).";

pub(super) const DIFF_ABOUT: &str = "\
Find the first record in which two recordings differ, and print it with the records before it.\n\n\
In what their headers differ (seed, scenario, policies) is told first; only the records decide.";

pub(super) const EXPLAIN_ABOUT: &str = "\
Say why a number of a recorded run is what it is: the calls and times that made it, and those that one might have \
expected and why they did not count; or what happened to a call or a request, and why.\n\n\
Without --field every figure of the row is told in short.";

/// The one that is made by itself is wider than a terminal.
pub(super) const EXPLAIN_USAGE: &str = "\
tspmock explain [OPTIONS] <RECORDING> (--session <S> | --agent <A> |
       --queue <Q> | --call <C> | --request <R>)";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  tspmock explain monday.jsonl --session s1 --field number_of_calls --at 3m
  tspmock explain monday.jsonl --queue sales_q --field answered_within
  tspmock explain monday.jsonl --call c1
  tspmock explain monday.jsonl --request r1

Of a recording that breaks off, what is there is explained; the exit code is 6.";

pub(super) const CONVERT_ABOUT: &str = "\
Make something else of a recording: a timeline that opens in Perfetto, tables, or a scenario with every drawn value \
written out, which runs to the same counters without a seed.";

pub(super) const CONVERT_EXAMPLES: &str = "\
Examples:
  tspmock convert monday.jsonl --to chrome-trace --out monday.trace.json
  tspmock convert monday.jsonl --to csv --out tables --interval 15m
  tspmock convert monday.jsonl --to scenario > incident.scenario.json";

/// A recording.
#[derive(Debug, Args)]
pub(crate) struct RecordingArgs {
    /// The recording; `-` is standard input
    #[arg(value_name = "RECORDING")]
    pub(crate) path: PathBuf,
}

/// What `replay` takes.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    #[command(flatten)]
    pub(crate) recording: RecordingArgs,
    /// Print the floor as it stood at this moment, after everything that happened then
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true)]
    pub(crate) to: Option<Time>,
    /// What to print: text to read, or a JSON object on a line
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// What `diff` takes.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// One recording; `-` is standard input
    #[arg(value_name = "A")]
    pub(crate) left: PathBuf,
    /// The other one
    #[arg(value_name = "B")]
    pub(crate) right: PathBuf,
}

/// What `explain` takes.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) recording: RecordingArgs,
    #[command(flatten)]
    pub(crate) subject: SubjectArgs,
    /// A member of the row, as the report has it: number_of_calls, period.total_calls_queued
    #[arg(long, value_name = "F", conflicts_with_all = ["call", "request"])]
    pub(crate) field: Option<String>,
    /// Ask about this moment in place of the end of the run
    #[arg(long, value_name = "TIME", value_parser = time, allow_hyphen_values = true, conflicts_with_all = ["call", "request"])]
    pub(crate) at: Option<Time>,
    /// Spell out everything that did not count, however much it is
    #[arg(long)]
    pub(crate) all: bool,
    /// What to print: text to read, or a JSON object on a line
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// What is asked about: one of them.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct SubjectArgs {
    /// A session, as the scenario names it; of a shift: agent/group/1 and so on
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    pub(crate) session: Option<String>,
    /// An agent, as the scenario names it; one that a request made: agent/3 too
    #[arg(long, value_name = "A", allow_hyphen_values = true)]
    pub(crate) agent: Option<String>,
    /// A queue
    #[arg(long, value_name = "Q", allow_hyphen_values = true)]
    pub(crate) queue: Option<String>,
    /// A call, as the scenario names it; of a stream: stream/1 and so on
    #[arg(long, value_name = "C", allow_hyphen_values = true)]
    pub(crate) call: Option<String>,
    /// A request, as the scenario names it; #3 is the third of the run
    #[arg(long, value_name = "R", allow_hyphen_values = true)]
    pub(crate) request: Option<String>,
}

/// What `convert` takes.
#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    pub(crate) recording: RecordingArgs,
    /// What to make of it
    #[arg(long, value_enum, value_name = "SHAPE")]
    pub(crate) to: Shape,
    /// The file to write, or the folder for tables [default: standard output; tables need a folder]
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// The length of an interval in the tables [default: 30m]
    #[arg(long, value_name = "DURATION", value_parser = interval, allow_hyphen_values = true)]
    pub(crate) interval: Option<Interval>,
    /// Replace outputs that exist
    #[arg(long)]
    pub(crate) force: bool,
}

/// What can be made of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// A timeline in the Trace Event Format, for Perfetto and Chrome
    ChromeTrace,
    /// The tables that `run --csv` writes
    Csv,
    /// A scenario with every drawn value written out
    Scenario,
}
