//! The file of `--junit`.

use std::path::Path;

use acd_run::Report;
use acd_run::junit::{self, Ran};

use crate::console::Console;
use crate::exit::Exit;
use crate::input::Reading;
use crate::output;
use crate::play::Stop;

/// What the file tells of one scenario.
#[derive(Debug)]
pub(crate) enum Suite {
    /// It ran to its end.
    Ended(Box<Report>),
    /// It did not.
    Broken { file: String, errors: Vec<String> },
}

impl Suite {
    /// The suite of what came of a scenario.
    pub(crate) fn of(reading: Reading, result: Result<Report, Stop>) -> Suite {
        match result {
            Ok(report) => Suite::Ended(Box::new(report)),
            Err(stop) => {
                let errors = match stop.text() {
                    Some(text) => vec![text.to_owned()],
                    None => reading.diagnostics.iter().map(ToString::to_string).collect(),
                };
                Suite::Broken { file: reading.name, errors }
            }
        }
    }

    fn ran(&self) -> Ran<'_> {
        match self {
            Suite::Ended(report) => Ran::Ended(report),
            Suite::Broken { file, errors } => Ran::Broken { file, errors },
        }
    }
}

/// Writes the suites, in their order.
pub(crate) fn write(path: &Path, suites: &[Suite], console: &Console) -> Exit {
    let ran: Vec<Ran<'_>> = suites.iter().map(Suite::ran).collect();
    let mut xml = Vec::new();
    match junit::write(&ran, &mut xml).and_then(|()| output::write(path, &xml)) {
        Ok(()) => Exit::Done,
        Err(error) => {
            console.complain(&output::unwritable(path, &error));
            Exit::Unwritable
        }
    }
}
