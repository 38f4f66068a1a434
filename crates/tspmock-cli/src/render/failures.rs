//! What went otherwise than the scenario says: expectations that were not met, refusals that nobody expected.

use acd_run::report::{ExpectationRow, RefusedRow};
use serde_json::{Map, Value};
use tapi_types::Time;

use super::table::COLUMNS;
use super::text::{plain, width};

/// The lines about one expectation that was not met: what was expected, what was, and the nearest thing that
/// did happen.
pub(crate) fn expectation(row: &ExpectationRow) -> Vec<String> {
    let mut lines =
        wrapped(&format!("expectation {} was not met: {}", named(row.index, row.id.as_deref()), row.what), "", "  ");
    let told = if row.actual.is_null() {
        vec![format!("expected {}", written(&row.expected)), "it did not come into being".to_owned()]
    } else {
        misses(&row.expected, &row.actual)
    };
    lines.extend(told.iter().flat_map(|text| wrapped(text, "  ", "    ")));
    if let Some(nearest) = &row.nearest {
        lines.extend(wrapped(&format!("nearest: {nearest}"), "  ", "    "));
    }
    lines
}

/// The lines about one refusal that was not expected, or one that was and did not come.
pub(crate) fn refusal(row: &RefusedRow) -> Vec<String> {
    let step = named(row.step, row.id.as_deref());
    let at = Time::from_micros(row.at_us);
    let text = match &row.error {
        Some(error) => format!("step {step} at {at}: refused with {error}, which it does not expect"),
        None => format!("step {step} at {at}: was not refused as it expects"),
    };
    wrapped(&text, "", "  ")
}

/// `3`, or `3 (too_early)`.
fn named(place: usize, id: Option<&str>) -> String {
    id.map_or_else(|| place.to_string(), |id| format!("{place} ({id})"))
}

/// The members that are not as expected, inner ones with a dotted name.
pub(crate) fn missed_members(row: &ExpectationRow) -> Vec<String> {
    let mut all = Vec::new();
    pairs("", &row.expected, &row.actual, &mut all);
    all.into_iter().filter(|pair| !pair.met()).map(|pair| pair.member).collect()
}

/// A line for each member that is not as expected; all members where none can be made out.
fn misses(expected: &Value, actual: &Value) -> Vec<String> {
    let mut all = Vec::new();
    pairs("", expected, actual, &mut all);
    let missed: Vec<&Pair<'_>> = all.iter().filter(|pair| !pair.met()).collect();
    let shown = if missed.is_empty() { all.iter().collect() } else { missed };
    shown.into_iter().map(Pair::line).collect()
}

/// A member as expected and as it was.
struct Pair<'a> {
    member: String,
    expected: &'a Value,
    actual: &'a Value,
}

/// Pairs up the members, inner ones with a dotted name.
fn pairs<'a>(member: &str, expected: &'a Value, actual: &'a Value, into: &mut Vec<Pair<'a>>) {
    match expected {
        Value::Object(members) if band(members).is_none() => {
            for (name, value) in members {
                let inner = if member.is_empty() { name.clone() } else { format!("{member}.{name}") };
                pairs(&inner, value, actual.get(name).unwrap_or(&Value::Null), into);
            }
        }
        Value::Object(_) | Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            into.push(Pair { member: member.to_owned(), expected, actual });
        }
    }
}

impl Pair<'_> {
    fn met(&self) -> bool {
        match self.expected.as_object().and_then(band) {
            Some((min, max)) => self.actual.as_f64().is_some_and(|actual| {
                min.and_then(Value::as_f64).is_none_or(|min| min <= actual)
                    && max.and_then(Value::as_f64).is_none_or(|max| actual <= max)
            }),
            None => match (self.expected.as_f64(), self.actual.as_f64()) {
                (Some(expected), Some(actual)) => expected.total_cmp(&actual).is_eq(),
                _ => self.expected == self.actual,
            },
        }
    }

    fn line(&self) -> String {
        let time = self.member.ends_with("_us") || self.member == "finished_at";
        let shown = |value: &Value| match value.as_u64().filter(|_| time) {
            Some(us) => Time::from_micros(us).to_string(),
            None => written(value),
        };
        let expected = match self.expected.as_object().and_then(band) {
            Some((Some(min), Some(max))) => format!("{} to {}", shown(min), shown(max)),
            Some((Some(min), None)) => format!("at least {}", shown(min)),
            Some((None, Some(max))) => format!("at most {}", shown(max)),
            Some((None, None)) | None => shown(self.expected),
        };
        format!("{}: expected {expected}, was {}", plain(&self.member), shown(self.actual))
    }
}

/// The ends of `{ "min", "max" }`; nothing for any other object.
fn band(members: &Map<String, Value>) -> Option<(Option<&Value>, Option<&Value>)> {
    let ends = (members.get("min"), members.get("max"));
    let named = usize::from(ends.0.is_some()) + usize::from(ends.1.is_some());
    (named > 0 && named == members.len()).then_some(ends)
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => plain(text),
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => plain(&value.to_string()),
    }
}

/// A text in lines that fit, broken at blanks; a word too long for a line stands on its own, whole, so that
/// it can be copied.
pub(crate) fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in plain(text).split_whitespace() {
        if !empty && width(&line) + 1 + width(word) > COLUMNS {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(expected: Value, actual: Value) -> ExpectationRow {
        ExpectationRow {
            index: 2,
            id: None,
            at_us: 0,
            passed: false,
            what: "queue sales_q at the end".to_owned(),
            expected,
            actual,
            nearest: None,
        }
    }

    #[test]
    fn only_what_was_missed_is_listed() {
        let expected = json!({ "answered": { "min": 900, "max": 1001 }, "offered": 7, "longest_wait_us": 60_000_000 });
        let actual = json!({ "answered": 850, "offered": 7.0, "longest_wait_us": 61_000_000 });
        assert_eq!(
            expectation(&row(expected, actual)),
            [
                "expectation 2 was not met: queue sales_q at the end",
                "  answered: expected 900 to 1001, was 850",
                "  longest_wait_us: expected 1m, was 1m1s",
            ]
        );
    }

    #[test]
    fn inner_members_have_dotted_names() {
        let expected = json!({ "period": { "total_calls_queued": { "min": 2 } } });
        let actual = json!({ "period": { "total_calls_queued": 1 } });
        assert_eq!(misses(&expected, &actual), ["period.total_calls_queued: expected at least 2, was 1"]);
    }

    #[test]
    fn what_did_not_come_into_being_says_so() {
        let lines = expectation(&row(json!({ "state": "ready" }), Value::Null));
        assert_eq!(lines[1..], [r#"  expected {"state":"ready"}"#, "  it did not come into being"]);
    }

    #[test]
    fn long_texts_are_broken_at_blanks() {
        for line in wrapped(&"word ".repeat(60), "", "    ") {
            assert!(width(&line) <= COLUMNS, "{line}");
        }
    }
}
