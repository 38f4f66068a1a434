//! Scenario files in, plans and diagnostics out.

mod contract;
mod lines;
mod made;
mod paths;
mod plans;
mod properties;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod syntax;
mod tables;
mod ten;
mod warnings;
mod writing;

use std::collections::BTreeMap;
use std::io;

use acd_scenario::{Diagnostic, Files, Loaded, NoFiles, Source, load};

/// The example of the contract, word for word.
const WHOLE: &str = include_str!("../files/whole.jsonc");

fn read(text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    load(&Source { name: "test.scenario.json", bytes: text.as_bytes(), files: &NoFiles })
}

/// Tables beside a scenario.
#[derive(Default)]
struct Beside(BTreeMap<&'static str, &'static str>);

impl Files for Beside {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let table = self.0.get(name).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))?;
        Ok(table.as_bytes().to_vec())
    }
}

/// A scenario with one queue, one agent `anna` in `sales` with a shift, and what is given besides.
fn with(members: &str) -> String {
    format!(
        r#"{{ "version": 1,
  "groups": [ {{ "id": "sales" }}, {{ "id": "support" }} ],
  "queues": [ {{ "id": "sales_q", "group": "sales" }} ],
  "agents": [ {{ "id": "anna", "groups": [ {{ "group": "sales" }} ], "shifts": [ {{ "from": "1h", "to": "2h" }} ] }} ],
  {members}
}}"#
    )
}

/// A scenario with these steps after one that creates the session `s1` and one that lets the call `c1` arrive.
fn with_steps(steps: &str) -> String {
    with(&format!(
        r#""steps": [
    {{ "at": "0s", "create_session": {{ "session": "s1", "agent": "anna", "group": "sales" }} }},
    {{ "at": "1s", "arrive": {{ "call": "c1", "queue": "sales_q" }} }},
    {steps} ]"#
    ))
}

/// Each diagnostic as `path: code: message; help`.
fn shown(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let Diagnostic { path, code, message, help, .. } = diagnostic;
        let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{path}: {code}: {message}{help}")
    };
    diagnostics.iter().map(line).collect()
}

#[track_caller]
fn errors(text: &str) -> Vec<String> {
    match read(text) {
        Ok(_) => panic!("this loads:\n{text}"),
        Err(errors) => shown(&errors),
    }
}

#[track_caller]
fn plan(text: &str) -> Loaded {
    read(text).unwrap_or_else(|errors| panic!("{}\nin\n{text}", shown(&errors).join("\n")))
}
