//! Why a number is what it is: for people as the explanation itself has it, for programs as one object.

use acd_explain::{Because, Event, Explanation, Figure, NotCounted, Part, Value};
use serde_json::{Number, Value as Json, json};
use tapi_types::{Span, Time};

use super::text::plain;

/// For people.
pub(crate) fn human(explanation: &Explanation) -> String {
    explanation.to_string().lines().map(|line| plain(line) + "\n").collect()
}

/// For programs: an object on a line. Times are microseconds.
pub(crate) fn json(explanation: &Explanation) -> String {
    let Explanation { title, at, clock, overview, figures, events, notes } = explanation;
    let line = json!({
        "title": title,
        "at_us": at.as_micros(),
        "clock": clock,
        "overview": overview,
        "figures": figures.iter().map(figure).collect::<Vec<_>>(),
        "events": events.iter().map(event).collect::<Vec<_>>(),
        "notes": notes,
    });
    format!("{line}\n")
}

fn figure(figure: &Figure) -> Json {
    let Figure { field, value: told, working, made_of, over, not_counted, rules } = figure;
    json!({
        "field": field,
        "value": value(told),
        "working": working,
        "made_of": parts(made_of),
        "over": over.as_deref().map(parts),
        "not_counted": not_counted.iter().map(passed_over).collect::<Vec<_>>(),
        "rules": rules,
    })
}

/// As the report has it.
fn value(value: &Value) -> Json {
    match value {
        Value::Count(n) | Value::Seconds(n) | Value::Micros(n) => json!(n),
        Value::RateE4(n) => json!(n),
        Value::Share { of: 0, .. } | Value::Null => Json::Null,
        Value::Share { part, of } => share(*part, *of),
        Value::Name(name) => json!(name),
        Value::Flag(flag) => json!(flag),
    }
}

#[expect(clippy::cast_precision_loss, reason = "the report's shares are floats in the same way")]
fn share(part: u64, of: u64) -> Json {
    Number::from_f64(part as f64 / of as f64).map_or(Json::Null, Json::Number)
}

fn parts(parts: &[Part]) -> Vec<Json> {
    parts.iter().map(part).collect()
}

fn part(part: &Part) -> Json {
    let Part { call, from, at, span, seq, running, what } = part;
    json!({
        "call": call,
        "from_us": from.map(Time::as_micros),
        "at_us": at.as_micros(),
        "span_us": span.map(Span::as_micros),
        "seq": seq,
        "running": running,
        "what": what,
    })
}

fn passed_over(not: &NotCounted) -> Json {
    let NotCounted { reason, why, count, listed } = not;
    json!({ "reason": reason, "why": why, "count": count, "listed": parts(listed) })
}

fn event(event: &Event) -> Json {
    let Event { at, clock, seq, what, because, origin, details } = event;
    json!({
        "at_us": at.as_micros(),
        "clock": clock,
        "seq": seq,
        "what": what,
        "because": because.as_ref().map(cause),
        "origin": origin,
        "details": details,
    })
}

fn cause(because: &Because) -> Json {
    let Because { seq, what, earlier } = because;
    json!({ "seq": seq, "what": what, "earlier_us": earlier.map(Span::as_micros) })
}
