//! What can be asked of the command, and how it is written.

mod explore;
mod recordings;
mod run;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use acd_run::tables::Interval;
use clap::{Args, Parser, Subcommand, ValueEnum};
use tapi_types::Time;

pub(crate) use explore::{Clock, ExploreArgs, TraceArgs};
pub(crate) use recordings::{ConvertArgs, DiffArgs, ExplainArgs, ReplayArgs, Shape, SubjectArgs};
pub(crate) use run::RunArgs;

/// Seeds are whole numbers that every JSON reader keeps exactly.
pub(crate) const SEED_MAX: u64 = (1 << 53) - 1;

const EXIT_CODES: &str = "\
Exit codes:
  0   all that was asked happened
  1   an expectation failed, or a step was refused unexpectedly
  2   wrong usage, or an output exists and --force is not given
  3   a file is missing or invalid (this outranks 1)
  4   nothing was selected
  5   a replay diverged, or two recordings differ
  6   a recording is incomplete, altered, or of another format or engine
      version
  70  a law of the engine was broken, or another internal error
  74  an output could not be written

Data goes to standard output, talk to standard error. NO_COLOR turns colours off.
TSPMOCK_LOG=info (or debug, trace) shows what happens inside, on standard error.";

/// A call centre in a box: runs scenarios of a simulated ACD and checks what they expect.
#[derive(Debug, Parser)]
#[command(
    name = "tspmock",
    version,
    term_width = 80,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = EXIT_CODES
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run scenarios and check what they expect
    #[command(long_about = "Run scenarios in virtual time and check what they expect.\n\n\
        One scenario prints its whole report; of several, those that pass take a line each.")]
    #[command(after_help = run::EXAMPLES)]
    Run(RunArgs),
    /// Validate scenarios without running them
    #[command(long_about = "Validate scenarios without running them. All errors of a file are shown at once.")]
    Check(CheckArgs),
    /// Run a recording again and compare every record
    #[command(long_about = recordings::REPLAY_ABOUT, after_help = recordings::REPLAY_EXAMPLES)]
    Replay(ReplayArgs),
    /// Find the first difference of two recordings
    #[command(long_about = recordings::DIFF_ABOUT)]
    Diff(DiffArgs),
    /// Say why a number of a recorded run is what it is
    #[command(long_about = recordings::EXPLAIN_ABOUT, after_help = recordings::EXPLAIN_EXAMPLES)]
    #[command(override_usage = recordings::EXPLAIN_USAGE)]
    Explain(ExplainArgs),
    /// Make a timeline, tables or a scenario of a recording
    #[command(long_about = recordings::CONVERT_ABOUT, after_help = recordings::CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Run scenarios under many seeds with all laws asserted
    #[command(long_about = explore::ABOUT, after_help = explore::EXAMPLES)]
    Explore(ExploreArgs),
    /// Print the JSON Schema of scenario files
    #[command(long_about = "Print the JSON Schema of scenario files. Editors that know it complete and explain.")]
    Schema,
    /// Write a scenario to start from
    #[command(long_about = "Write a small scenario with comments, ready to run and to change.")]
    Init(InitArgs),
    /// Run a small day that is built in
    Demo,
    /// Print a script that completes this command in a shell
    #[command(long_about = "Print a script that completes this command in a shell.\n\n\
        For bash: source <(tspmock completions bash)")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Play one run and write its recording to standard output, for another process to compare
    #[command(hide = true)]
    Trace(TraceArgs),
}

/// What `check` takes.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// What to print: diagnostics to read, or one JSON object a file on a line
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// What `init` takes.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The file to write; `-` is standard output
    #[arg(value_name = "FILE", default_value = "first.scenario.json")]
    pub(crate) file: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Which scenarios.
#[derive(Debug, Args)]
pub(crate) struct SelectArgs {
    /// Scenario files; of a folder, all *.scenario.json below it; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// The shape of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// A seed.
fn seed() -> clap::builder::RangedU64ValueParser {
    clap::value_parser!(u64).range(0..=SEED_MAX)
}

/// A number of things of which there is one at least.
fn above_zero(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| format!("expected a whole number from 1 to {}", usize::MAX))
}

/// The length of an interval: as scenarios write durations, whole seconds above zero.
fn interval(text: &str) -> Result<Interval, String> {
    let span = acd_scenario::parse_duration(text).map_err(|error| error.to_string())?;
    Interval::try_from(span).map_err(|error| error.to_string())
}

/// A moment of a run: the time since its beginning, as scenarios write durations.
fn time(text: &str) -> Result<Time, String> {
    let span = acd_scenario::parse_duration(text).map_err(|error| error.to_string())?;
    Ok(Time::from_micros(span.as_micros()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use tapi_types::Span;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_interval_is_a_duration_above_zero() {
        assert_eq!(interval("1h30m").map(Interval::span), Ok(Span::from_secs(5400)));
        assert!(interval("0s").is_err());
        assert!(interval("500ms").is_err());
        assert!(interval("30").is_err());
    }

    #[test]
    fn a_time_is_a_duration_since_the_beginning() {
        assert_eq!(time("3m"), Ok(Time::from_secs(180)));
        assert_eq!(time("0s"), Ok(Time::ZERO));
        assert!(time("180").is_err());
    }
}
