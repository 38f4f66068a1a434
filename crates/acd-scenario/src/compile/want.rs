//! What a member of a row should be, by its kind.

use serde_json::{Map, Value};
use tapi_types::line::{self, AgentFeature, AgentStatus, ApiVersion};
use tapi_types::{AgentState, SessionState};

use super::check::quoted;
use super::expect::Seen;
use super::hex;
use super::row::{Member, Row};
use super::scope::Scope;
use crate::choices::Served;
use crate::duration::parse_duration;
use crate::file::{Any, Duration, Key, Number, Text};
use crate::path::At;
use crate::plan::Want;

/// What is wanted, and how the report repeats it.
type Wanted = Option<(Want, Value)>;

/// Reads the members that an expectation names; `prefix` is the way to an inner block, with its dot.
pub(super) fn row<'v>(
    members: impl Iterator<Item = &'v (Key<'v>, Any<'v>)>,
    own: &str,
    row: Row,
    prefix: &str,
    at: &At<'_>,
    seen: &mut Seen,
    scope: &mut Scope,
) {
    for (name, value) in members {
        let at = at.member(name);
        let full = format!("{prefix}{}", &**name);
        let Some((_, kind)) = row.iter().find(|(known, _)| *known == &**name) else {
            let known: Vec<&str> =
                row.iter().map(|(known, _)| *known).chain(Some(own).filter(|own| !own.is_empty())).collect();
            scope.check.unknown_member(name, &known, &at);
            continue;
        };
        let written = match (kind, value) {
            (Member::Block(inner), Any::Object(members)) => {
                let mut block = Seen::default();
                self::row(members.iter(), "", inner, &format!("{full}."), &at, &mut block, scope);
                seen.wants.append(&mut block.wants);
                Some(Value::Object(block.written))
            }
            (Member::Reasons, Any::Object(reasons)) if !reasons.is_empty() => {
                Some(self::reasons(reasons, &full, &at, seen, scope))
            }
            _ => self::value(value, *kind, &at, scope).map(|(want, written)| {
                seen.wants.push((full, want));
                written
            }),
        };
        if let Some(written) = written {
            seen.written.insert(name.to_string(), written);
        }
    }
}

fn reasons(reasons: &[(Key<'_>, Any<'_>)], prefix: &str, at: &At<'_>, seen: &mut Seen, scope: &mut Scope) -> Value {
    let mut written = Map::new();
    for (reason, value) in reasons {
        let at = at.member(reason);
        if !scope.reasons.texts().iter().any(|known| *known == **reason) {
            let known: Vec<String> = scope.reasons.texts().to_vec();
            let meant = scope.check.meant(reason, known.iter().map(String::as_str)).map(crate::suggest::did_you_mean);
            scope
                .check
                .warning("unknown_reason", &at, format!("nothing in this file gives the reason {}", quoted(reason)))
                .maybe_help(meant);
        }
        if let Some((want, value)) = self::value(value, Member::Micros, &at, scope) {
            seen.wants.push((format!("{prefix}.{}", &**reason), want));
            written.insert(reason.to_string(), value);
        }
    }
    Value::Object(written)
}

/// A value of a kind.
pub(super) fn value(value: &Any<'_>, kind: Member, at: &At<'_>, scope: &mut Scope) -> Wanted {
    if matches!(value, Any::Null) {
        return is(Value::Null);
    }
    match kind {
        Member::Count => number(value, "a whole number", at, scope),
        Member::Ratio => number(value, "a number", at, scope),
        Member::Micros => micros(value, at, scope),
        Member::Flag => match value {
            Any::Flag(flag) => is(Value::from(*flag)),
            Any::Null | Any::Number(_) | Any::Text(_) | Any::List(_) | Any::Object(_) => {
                wrong(value, "true or false", at, scope)
            }
        },
        Member::Block(_) | Member::Reasons => match value {
            Any::Object(members) if members.is_empty() => is(Value::Object(Map::new())),
            Any::Object(_) | Any::Null | Any::Flag(_) | Any::Number(_) | Any::Text(_) | Any::List(_) => {
                wrong(value, "an object with members of this block", at, scope)
            }
        },
        Member::Nothing => wrong(value, "null, which is the value of every `put`", at, scope),
        Member::List(element) => list(value, *element, at, scope),
        Member::SessionState
        | Member::AgentState
        | Member::Disposition
        | Member::Agent
        | Member::Group
        | Member::Queue
        | Member::Session
        | Member::Address
        | Member::Activity
        | Member::Function
        | Member::LegacyState
        | Member::Feature
        | Member::AddressChange
        | Member::Version
        | Member::Bytes
        | Member::Text => match value {
            Any::Text(text) => self::text(text, kind, at, scope),
            Any::Null | Any::Flag(_) | Any::Number(_) | Any::List(_) | Any::Object(_) => {
                wrong(value, "text, or null", at, scope)
            }
        },
    }
}

fn text(text: &str, kind: Member, at: &At<'_>, scope: &mut Scope) -> Wanted {
    let known = match kind {
        Member::SessionState => scope.check.named::<SessionState>(text, at).is_some(),
        Member::AgentState => scope.check.named::<AgentState>(text, at).is_some(),
        Member::Disposition => {
            let names: Vec<&str> = acd_core::Disposition::ALL.iter().map(|disposition| disposition.name()).collect();
            let known = names.contains(&text);
            if !known {
                scope.check.unknown_value(text, "a disposition", &names, at);
            }
            known
        }
        Member::Agent => scope.agent(text, at).is_some(),
        Member::Group => scope.group(text, at).is_some(),
        Member::Queue => scope.queue(text, at).is_some(),
        Member::Session => scope.session(text, at).is_some(),
        Member::Address => scope.address(Some(&Text(text.into())), at).is_some(),
        Member::Activity => scope.activity(text, at).is_some(),
        Member::Function => scope.check.named::<Served>(text, at).is_some(),
        Member::LegacyState => scope.check.named::<line::AgentState>(text, at).is_some(),
        Member::Feature => scope.check.named::<AgentFeature>(text, at).is_some(),
        Member::AddressChange => scope.check.named::<AgentStatus>(text, at).is_some(),
        Member::Version => scope.check.named::<ApiVersion>(text, at).is_some(),
        Member::Bytes => hex::bytes(&Text(text.into()), &mut scope.check, at).is_some(),
        Member::List(_)
        | Member::Text
        | Member::Count
        | Member::Micros
        | Member::Ratio
        | Member::Flag
        | Member::Nothing
        | Member::Block(_)
        | Member::Reasons => true,
    };
    if known { is(Value::from(text)) } else { None }
}

/// All elements, in their order.
fn list(value: &Any<'_>, element: Member, at: &At<'_>, scope: &mut Scope) -> Wanted {
    let Any::List(elements) = value else { return wrong(value, "a list", at, scope) };
    let mut all = Vec::with_capacity(elements.len());
    for (place, value) in elements.iter().enumerate() {
        all.push(self::value(value, element, &at.element(place), scope).map(|(_, written)| written));
    }
    is(Value::Array(all.into_iter().collect::<Option<_>>()?))
}

/// A value whose kind is not known, since the request that it belongs to is not.
pub(super) fn anything(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Wanted {
    match value {
        Any::Null => is(Value::Null),
        Any::Flag(flag) => is(Value::from(*flag)),
        Any::Text(text) => is(Value::from(&**text)),
        Any::Number(_) | Any::Object(_) => number(value, "a number", at, scope),
        Any::List(_) => wrong(value, "a number, text or null", at, scope),
    }
}

/// A moment of the run, written as a duration.
pub(super) fn moment(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Wanted {
    match value {
        Any::Null => is(Value::Null),
        Any::Text(_) => micros(value, at, scope),
        Any::Object(members) => band(members, "a duration", at, scope, duration),
        Any::Flag(_) | Any::Number(_) | Any::List(_) => wrong(value, crate::file::A_DURATION, at, scope),
    }
}

fn number(value: &Any<'_>, expected: &str, at: &At<'_>, scope: &mut Scope) -> Wanted {
    match value {
        Any::Number(number) if number.whole().is_some() => is(number.as_whole().json()),
        Any::Number(number) if expected == "a number" => is(number.json()),
        Any::Object(members) => band(members, "a number", at, scope, plain),
        Any::Null | Any::Flag(_) | Any::Number(_) | Any::Text(_) | Any::List(_) => {
            wrong(value, &format!("{expected}, or {{ \"min\", \"max\" }}"), at, scope)
        }
    }
}

fn micros(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Wanted {
    match value {
        Any::Object(members) => band(members, "microseconds or a duration", at, scope, number_or_duration),
        Any::Number(_) | Any::Text(_) => number_or_duration(value, at, scope).and_then(|number| is(number.json())),
        Any::Null | Any::Flag(_) | Any::List(_) => {
            wrong(value, "whole microseconds, a duration in quotes, or { \"min\", \"max\" }", at, scope)
        }
    }
}

/// One end of a band, or a single number.
type End = fn(&Any<'_>, &At<'_>, &mut Scope) -> Option<Number>;

fn plain(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Number> {
    if let Any::Number(number) = value {
        return Some(*number);
    }
    scope.check.wrong_type(&value.describe(), "a number", at);
    None
}

fn duration(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Number> {
    if let Any::Text(text) = value {
        let span = scope.check.span(&Duration(text.0.clone()), at)?;
        return Some(Number::Positive(span.as_micros()));
    }
    scope.check.wrong_type(&value.describe(), crate::file::A_DURATION, at);
    None
}

fn number_or_duration(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Number> {
    match value {
        Any::Number(number) if number.whole().is_some() => Some(number.as_whole()),
        Any::Text(text) => match parse_duration(text) {
            Ok(span) => Some(Number::Positive(span.as_micros())),
            Err(_) => duration(value, at, scope),
        },
        Any::Null | Any::Flag(_) | Any::Number(_) | Any::List(_) | Any::Object(_) => {
            scope.check.wrong_type(&value.describe(), "whole microseconds, or a duration in quotes", at);
            None
        }
    }
}

/// `{ "min", "max" }`, either of them alone allowed.
fn band(members: &[(Key<'_>, Any<'_>)], what: &str, at: &At<'_>, scope: &mut Scope, end: End) -> Wanted {
    let mut ends: [Option<Number>; 2] = [None, None];
    let mut written = Map::new();
    let mut sound = true;
    for (name, value) in members {
        let at = at.member(name);
        let place = match &**name {
            "min" => 0,
            "max" => 1,
            _ => {
                scope.check.unknown_member(name, &["min", "max"], &at);
                sound = false;
                continue;
            }
        };
        ends[place] = end(value, &at, scope);
        match ends[place] {
            Some(number) => drop(written.insert(name.to_string(), number.json())),
            None => sound = false,
        }
    }
    let [min, max] = ends.map(|end| end.map(Number::float));
    if members.is_empty() {
        scope
            .check
            .error("missing_member", at, "a band needs `min` or `max`")
            .expected(format!("{what} for one of them"));
        return None;
    }
    if let (Some(least), Some(most)) = (min, max)
        && least > most
    {
        scope
            .check
            .error("out_of_range", &at.member("max"), "`max` is below `min`")
            .expected(format!("at least {least}"));
        return None;
    }
    sound.then_some((Want::Between { min, max }, Value::Object(written)))
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every answer here")]
fn is(value: Value) -> Wanted {
    Some((Want::Is(value.clone()), value))
}

fn wrong(value: &Any<'_>, expected: &str, at: &At<'_>, scope: &mut Scope) -> Wanted {
    scope.check.wrong_type(&value.describe(), expected, at);
    None
}
