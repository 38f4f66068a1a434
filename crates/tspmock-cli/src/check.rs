//! `tspmock check`: validates scenarios without running them.

use std::num::NonZeroUsize;

use acd_scenario::{Diagnostic, Severity};
use serde::Serialize;

use crate::args::{CheckArgs, Format};
use crate::console::{Console, Ink};
use crate::exit::Exit;
use crate::input::{self, Outcome, Reading};
use crate::jobs;
use crate::render::text::{plain, plural};
use crate::select::select;

/// Validates what the arguments name.
pub(crate) fn check(args: &CheckArgs, console: &mut Console) -> Exit {
    let inputs = match select(&args.select.paths, console) {
        Ok(inputs) => inputs,
        Err(exit) => return exit,
    };
    let style = console.err_style;
    let mut exit = Exit::Done;
    let jobs = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    jobs::in_order(
        inputs,
        jobs,
        |input| input::read(&input, style),
        |reading| exit = exit.max(tell(&reading, args.format, console)),
    );
    exit
}

fn tell(reading: &Reading, format: Format, console: &mut Console) -> Exit {
    let exit = match &reading.outcome {
        Outcome::Valid(_) => Exit::Done,
        Outcome::Invalid(_) => Exit::Invalid,
        Outcome::Broken(panic) => {
            console.complain(&format!("{}: reading it broke: {panic}", plain(&reading.name)));
            Exit::Internal
        }
    };
    match format {
        Format::Human => {
            console.talk(&reading.shown);
            let line = human(reading, console);
            console.data(line.as_bytes());
        }
        Format::Json => console.data((json(reading) + "\n").as_bytes()),
    }
    exit
}

/// `monday.scenario.json: invalid, 10 errors, 1 warning`.
fn human(reading: &Reading, console: &Console) -> String {
    let style = console.out_style;
    let mut line = match &reading.outcome {
        Outcome::Valid(_) => format!("{}: {}", plain(&reading.name), style.paint(Ink::Good, "valid")),
        Outcome::Invalid(_) | Outcome::Broken(_) => {
            format!("{}: {}", plain(&reading.name), style.paint(Ink::Bad, "invalid"))
        }
    };
    for (severity, one, many) in [(Severity::Error, "error", "errors"), (Severity::Warning, "warning", "warnings")] {
        let n = reading.count(severity);
        if n > 0 {
            line.push_str(", ");
            line.push_str(&plural(n, one, many));
        }
    }
    line + "\n"
}

/// One file on one line.
#[derive(Serialize)]
struct FileLine<'a> {
    file: &'a str,
    valid: bool,
    errors: Vec<Entry<'a>>,
    warnings: Vec<Entry<'a>>,
}

/// A diagnostic; its file may be a table beside the scenario.
#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    path: &'a str,
    found: Option<&'a str>,
    expected: Option<&'a str>,
    help: Option<&'a str>,
}

fn json(reading: &Reading) -> String {
    let of = |severity: Severity| -> Vec<Entry<'_>> {
        reading.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).map(entry).collect()
    };
    let line = FileLine {
        file: &reading.name,
        valid: matches!(reading.outcome, Outcome::Valid(_)),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
    };
    serde_json::to_string(&line).expect("diagnostics are plain data")
}

fn entry(diagnostic: &Diagnostic) -> Entry<'_> {
    Entry {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: diagnostic.code,
        message: &diagnostic.message,
        file: &diagnostic.file,
        line: diagnostic.line,
        column: diagnostic.column,
        path: &diagnostic.path,
        found: diagnostic.found.as_deref(),
        expected: diagnostic.expected.as_deref(),
        help: diagnostic.help.as_deref(),
    }
}
