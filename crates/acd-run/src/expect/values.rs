//! Members of rows as JSON values: finding them, comparing them, showing them in the shape of an expectation.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

/// The object whose members are reasons: one that is not listed stands for no time.
const REASONS: &str = "not_ready_reasons_us";

/// The member of a row by its name, dotted for inner members. A reason's name may have dots of its own. Null
/// for what the row does not have.
pub(super) fn member<'v>(row: &'v Value, name: &str) -> Cow<'v, Value> {
    let Value::Object(members) = row else { return Cow::Owned(Value::Null) };
    if let Some(value) = members.get(name) {
        return Cow::Borrowed(value);
    }
    let inner = members.iter().find_map(|(key, value)| Some((key, value, name.strip_prefix(key)?.strip_prefix('.')?)));
    match inner {
        Some((key, value, rest)) if key == REASONS => Cow::Owned(reason(value, rest)),
        Some((_, value, rest)) => member(value, rest),
        None => Cow::Owned(Value::Null),
    }
}

fn reason(times: &Value, name: &str) -> Value {
    times.get(name).cloned().unwrap_or_else(|| Value::from(0))
}

/// The members of a row that an expectation names, in its shape and order.
pub(super) fn project(written: &Value, row: &Value) -> Value {
    match (written, row) {
        (Value::Object(wanted), Value::Object(members)) if !wanted.is_empty() => {
            let shown = wanted.iter().map(|(name, inner)| {
                let value = match (name.as_str(), inner) {
                    (REASONS, Value::Object(reasons)) if !reasons.is_empty() => listed(reasons, &members[REASONS]),
                    _ => project(inner, &member(row, name)),
                };
                (name.clone(), value)
            });
            Value::Object(shown.collect())
        }
        _ => row.clone(),
    }
}

fn listed(reasons: &Map<String, Value>, times: &Value) -> Value {
    Value::Object(reasons.keys().map(|name| (name.clone(), reason(times, name))).collect())
}

/// Equality that does not ask how a number is written, nor in which order members stand.
pub(super) fn same(wanted: &Value, actual: &Value) -> bool {
    match (wanted, actual) {
        (Value::Number(wanted), Value::Number(actual)) => compare(wanted, actual) == Some(Ordering::Equal),
        (Value::Array(wanted), Value::Array(actual)) => {
            wanted.len() == actual.len() && wanted.iter().zip(actual).all(|(wanted, actual)| same(wanted, actual))
        }
        (Value::Object(wanted), Value::Object(actual)) => {
            wanted.len() == actual.len()
                && wanted.iter().all(|(name, wanted)| actual.get(name).is_some_and(|actual| same(wanted, actual)))
        }
        _ => wanted == actual,
    }
}

/// Whether a value is a number in a band, ends included. Whole numbers above 2^53 are rounded for it, as the
/// ends of the band are.
pub(super) fn between(min: Option<f64>, max: Option<f64>, actual: &Value) -> bool {
    actual.as_f64().is_some_and(|actual| min.is_none_or(|min| min <= actual) && max.is_none_or(|max| actual <= max))
}

/// Whole numbers are compared as such, all others as floating-point numbers.
fn compare(one: &Number, other: &Number) -> Option<Ordering> {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_found_by_dotted_names_and_reasons_keep_their_dots() {
        let row = json!({ "a": 1, "period": { "b": 2 }, "not_ready_reasons_us": { "lunch.1": 3 } });
        assert_eq!(*member(&row, "a"), json!(1));
        assert_eq!(*member(&row, "period.b"), json!(2));
        assert_eq!(*member(&row, "period"), json!({ "b": 2 }));
        assert_eq!(*member(&row, "not_ready_reasons_us.lunch.1"), json!(3));
        assert_eq!(*member(&row, "not_ready_reasons_us.tea"), json!(0), "a reason that is not listed took no time");
        assert_eq!(*member(&row, "c"), Value::Null);
        assert_eq!(*member(&row, "period.c"), Value::Null);
    }

    #[test]
    fn what_is_shown_has_the_shape_of_what_was_written() {
        let row = json!({ "a": 1, "b": 2, "period": { "c": 3, "d": 4 }, "not_ready_reasons_us": { "lunch": 5 } });
        let shown = |written| project(&written, &row).to_string();
        assert_eq!(shown(json!({ "b": 0, "a": 0 })), r#"{"b":2,"a":1}"#);
        assert_eq!(shown(json!({ "b": { "min": 1, "max": 9 } })), r#"{"b":2}"#);
        assert_eq!(shown(json!({ "period": { "d": 0 } })), r#"{"period":{"d":4}}"#);
        assert_eq!(shown(json!({ "period.d": 0 })), r#"{"period.d":4}"#);
        assert_eq!(
            shown(json!({ "not_ready_reasons_us": { "tea": 0, "lunch": 0 } })),
            r#"{"not_ready_reasons_us":{"tea":0,"lunch":5}}"#
        );
        assert_eq!(shown(json!({ "not_ready_reasons_us": {} })), r#"{"not_ready_reasons_us":{"lunch":5}}"#);
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert!(same(&json!(1), &json!(1.0)));
        assert!(same(&json!(0.86), &json!(860.0 / 1000.0)));
        assert!(!same(&json!(1), &json!("1")));
        assert!(!same(&json!(9_007_199_254_740_993_u64), &json!(9_007_199_254_740_992_u64)));
        assert!(same(&json!({ "a": 1, "b": 2 }), &json!({ "b": 2.0, "a": 1 })));
        assert!(!same(&json!({ "a": 1 }), &json!({ "a": 1, "b": 2 })));
        assert!(same(&Value::Null, &Value::Null));
    }

    #[test]
    fn a_band_includes_its_ends_and_nothing_that_is_no_number() {
        assert!(between(Some(1.0), Some(2.0), &json!(1)) && between(Some(1.0), Some(2.0), &json!(2)));
        assert!(!between(Some(1.0), Some(2.0), &json!(2.5)) && !between(Some(1.0), None, &json!(0)));
        assert!(between(None, Some(0.5), &json!(0.25)));
        assert!(!between(None, None, &Value::Null));
    }
}
