//! What can be asked of the command, and how it is written.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use acd_run::tables::Interval;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Seeds are whole numbers that every JSON reader keeps exactly.
const SEED_MAX: u64 = (1 << 53) - 1;

const EXIT_CODES: &str = "\
Exit codes:
  0   all that was asked happened
  1   an expectation failed, or a step was refused unexpectedly
  2   wrong usage, or an output exists and --force is not given
  3   a file is missing or invalid (this outranks 1)
  4   nothing was selected
  70  a law of the engine was broken, or another internal error
  74  an output could not be written

Data goes to standard output, talk to standard error. NO_COLOR turns colours off.
TSPMOCK_LOG=info (or debug, trace) shows what happens inside, on standard error.";

const RUN_EXAMPLES: &str = "\
Examples:
  tspmock run monday.scenario.json
  tspmock run scenarios --jobs 4 --junit results.xml
  tspmock run monday.scenario.json --seed 7 --format json --digest
  tspmock run monday.scenario.json --csv tables --interval 15m
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
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArgs),
    /// Validate scenarios without running them
    #[command(long_about = "Validate scenarios without running them. All errors of a file are shown at once.")]
    Check(CheckArgs),
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
}

/// What `run` takes.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    /// Use this seed in place of the file's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=SEED_MAX))]
    pub(crate) seed: Option<u64>,
    /// What to print: a report to read, or one JSON object a scenario on a line
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Work out the digest over all records, to compare runs by
    #[arg(long)]
    pub(crate) digest: bool,
    #[arg(long, value_name = "FILE", help = "Write the results as JUnit XML to this file")]
    pub(crate) junit: Option<PathBuf>,
    /// Write tables to this folder; with several scenarios, each to a folder in it that is named like its file
    #[arg(long, value_name = "DIR")]
    pub(crate) csv: Option<PathBuf>,
    /// The length of an interval in the tables
    #[arg(long, value_name = "DURATION", requires = "csv", default_value = "30m", value_parser = interval)]
    pub(crate) interval: Interval,
    /// Run only scenarios whose file or name contains this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Run so many scenarios at once [default: one a processor]; what is printed does not depend on it
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Replace outputs that exist
    #[arg(long)]
    pub(crate) force: bool,
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

/// The length of an interval: as scenarios write durations, whole seconds above zero.
fn interval(text: &str) -> Result<Interval, String> {
    let span = acd_scenario::parse_duration(text).map_err(|error| error.to_string())?;
    Interval::try_from(span).map_err(|error| error.to_string())
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
}
