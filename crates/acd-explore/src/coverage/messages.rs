//! What clients were told, as far as an expectation looked.

use acd_run::report::ExpectationRow;
use acd_scenario::{ExpectedMessage, Plan, Subject};
use serde_json::Value;

use super::{Kind, Point};
use crate::told::Told;

/// Nothing of the type has come.
const NONE: &str = "none";

/// What never comes in a scenario: a line is closed when its client goes, which no step does; and these bits are for what no
/// command changes.
const NEVER: [(Told, &str); 6] = [
    (Told::Close, ""),
    (Told::Address, "activity_list"),
    (Told::Address, "group_list"),
    (Told::Address, "caps_change"),
    (Told::Address, "valid_states"),
    (Told::Address, "valid_next_states"),
];

/// What the expectation of a row has found that a client was told.
pub(crate) fn told(plan: &Plan, row: &ExpectationRow) -> Vec<Point> {
    let Subject::Message(message) = &plan.expectations[row.index].of else { return Vec::new() };
    let Some(told) = Told::of(message.number) else { return Vec::new() };
    match row.actual.get("count").and_then(Value::as_u64) {
        Some(0) => vec![point(told, NONE)],
        // Without a word about their number there has to be one.
        None if !row.passed => Vec::new(),
        Some(_) | None => said(told, message),
    }
}

fn said(told: Told, message: &ExpectedMessage) -> Vec<Point> {
    let bits = told.what().into_iter().filter(|(_, bit)| message.what & bit != 0);
    bits.map(|(name, _)| point(told, name)).chain([point(told, "")]).collect()
}

fn point(told: Told, with: &'static str) -> Point {
    Point::pair(Kind::Message, told.number().name(), with)
}

/// Everything that can be told.
pub(super) fn possible() -> Vec<Point> {
    let says = |told: Told| told.what().into_iter().map(|(name, _)| name).chain(["", NONE]);
    let all = Told::ALL.into_iter().flat_map(|told| says(told).map(move |with| (told, with)));
    all.filter(|said| !NEVER.contains(said)).map(|(told, with)| point(told, with)).collect()
}
