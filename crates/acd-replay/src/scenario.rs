//! The scenario in a recording's header.

use std::io;

use acd_scenario::{Diagnostic, Files, Plan, Source, load};
use acd_trace::{Header, ScenarioText};

/// The plan that a recording was made of, with the seed that it was made with.
///
/// # Errors
/// What is wrong with the scenario in it: another version wrote it, or somebody changed it and the checksum too.
pub fn plan(header: &Header) -> Result<Plan, Vec<Diagnostic>> {
    let name = source_name(header);
    let source = Source { name: &name, bytes: header.scenario.text.as_bytes(), files: &Beside(&header.scenario) };
    let mut plan = load(&source)?.plan;
    plan.config.seed = header.seed;
    Ok(plan)
}

/// How diagnostics call the scenario in a recording.
pub fn source_name(header: &Header) -> String {
    match &*header.scenario.file {
        "" => format!("{} (recorded)", header.scenario.name),
        file => format!("{file} (recorded)"),
    }
}

/// The tables beside the scenario, as they were.
struct Beside<'a>(&'a ScenarioText);

impl Files for Beside<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let text = self.0.files.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.clone().into_bytes())
    }
}
