//! The facts of the reference, and the tables that say what stands for each of them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::home::text;

/// A row of `coverage.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) kind: Kind,
    /// The name in the reference; of a method, behind that of its interface and two colons.
    pub(crate) item: String,
    /// What stands for it in Rust, and the source where that is.
    pub(crate) rust: String,
    pub(crate) source: String,
    /// The test that shows it, and the file of that.
    pub(crate) test: Shown,
}

/// A test by its name and its file, or a scenario, whose expectations are the test.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) file: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Function,
    Structure,
    Message,
    Interface,
    Method,
}

impl Kind {
    pub(crate) const ALL: [Kind; 5] = [Kind::Function, Kind::Structure, Kind::Message, Kind::Interface, Kind::Method];

    /// Its name in the table, and the list of it among the facts.
    pub(crate) const fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Function => ("function", "functions"),
            Kind::Structure => ("structure", "structures"),
            Kind::Message => ("message", "messages"),
            Kind::Interface => ("interface", "interfaces"),
            Kind::Method => ("method", "methods"),
        }
    }

    /// How many the contract has.
    pub(crate) const fn count(self) -> usize {
        match self {
            Kind::Function => 23,
            Kind::Structure => 18,
            Kind::Message => 10,
            Kind::Interface => 16,
            Kind::Method => 88,
        }
    }
}

/// The cells of a table below `fixtures/contract`, which has a line for the names of its columns.
fn cells<const N: usize>(name: &str) -> Vec<[String; N]> {
    let text = text(&format!("fixtures/contract/{name}"));
    let row = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        <[String; N]>::try_from(cells).unwrap_or_else(|cells| panic!("{name}: {N} columns in {cells:?}"))
    };
    text.lines().skip(1).map(row).collect()
}

/// `coverage.tsv`: what stands for each item.
pub(crate) fn coverage() -> Vec<Row> {
    let row = |[kind, item, rust, source, test, tested_in]: [String; 6]| {
        let kind = Kind::ALL.into_iter().find(|other| other.names().0 == kind);
        let kind = kind.unwrap_or_else(|| panic!("{item}: no such kind"));
        Row { kind, item, rust, source, test: Shown { name: test, file: tested_in } }
    };
    cells("coverage.tsv").into_iter().map(row).collect()
}

/// `mistakes.tsv`: what a simple mock gets wrong, and the tests that it would fail.
pub(crate) fn mistakes() -> Vec<(usize, String, Shown)> {
    let row = |[number, mistake, name, file]: [String; 4]| {
        (number.parse().expect("mistakes have numbers"), mistake, Shown { name, file })
    };
    cells("mistakes.tsv").into_iter().map(row).collect()
}

/// `policies.tsv`: a test of each policy.
pub(crate) fn policies() -> BTreeMap<String, Shown> {
    cells("policies.tsv").into_iter().map(|[policy, name, file]| (policy, Shown { name, file })).collect()
}

/// The facts of the reference, as JSON.
pub(crate) fn facts() -> Value {
    serde_json::from_str(&text("fixtures/contract/tapi-call-center.json")).expect("the facts are JSON")
}

/// A list among the facts.
pub(crate) fn facts_of(facts: &Value, kind: Kind) -> &[Value] {
    facts[kind.names().1].as_array().expect("the facts have a list of each kind")
}

/// The name of a fact as the table has it.
pub(crate) fn name_of(fact: &Value) -> String {
    let name = fact["name"].as_str().expect("facts have names");
    fact["interface"].as_str().map_or_else(|| name.to_owned(), |interface| format!("{interface}::{name}"))
}
