//! Calls written out in the scenario.

use acd_core::ListedCall;
use tapi_types::Time;

use super::scope::Scope;
use crate::file::{Duration, ListedCall as FileCall, ListedRate};
use crate::limits;
use crate::path::At;

/// The calls of a list between `from` and `to`, in order of time.
pub(crate) fn calls(
    listed: &ListedRate<'_>,
    window: (Time, Option<Time>),
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<Vec<ListedCall>> {
    let written = scope.check.need(listed.calls.as_ref(), at, "calls")?;
    let at = at.member("calls");
    let elements = scope.check.elements(Some(written), &at, limits::ROWS);
    let mut calls = Vec::with_capacity(written.0.len().min(limits::ROWS));
    for (place, element) in elements {
        calls.extend(call(element, &at.element(place), scope));
    }
    Some(within(window, calls))
}

/// Those that arrive from the first moment on and before the second, in order of time; equal times as they stand.
pub(super) fn within((from, to): (Time, Option<Time>), mut calls: Vec<ListedCall>) -> Vec<ListedCall> {
    calls.retain(|call| call.at >= from && to.is_none_or(|to| call.at < to));
    if !calls.is_sorted_by_key(|call| call.at) {
        calls.sort_by_key(|call| call.at);
    }
    calls
}

fn call(call: &FileCall<'_>, at: &At<'_>, scope: &mut Scope) -> Option<ListedCall> {
    let check = &mut scope.check;
    let arrives = check.need(call.at.as_ref(), at, "at").and_then(|time| check.time(time, &at.member("at")));
    let mut span = |text: Option<&Duration<'_>>, name| text.and_then(|text| check.span(text, &at.member(name)));
    let [talk, wrap_up, patience] = [
        span(call.talk.as_ref(), "talk"),
        span(call.wrap_up.as_ref(), "wrap_up"),
        span(call.patience.as_ref(), "patience"),
    ];
    let priority = call.priority.map(|priority| check.priority(Some(priority), &at.member("priority")));
    let caller = call.caller.as_ref().map(|text| check.text(text, &at.member("caller")).to_owned());
    let called = call.called.as_ref().map(|text| check.text(text, &at.member("called")).to_owned());
    Some(ListedCall { at: arrives?, talk, wrap_up, patience, priority, caller, called })
}
