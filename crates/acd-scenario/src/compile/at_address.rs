//! What TAPI 2.0 sets at an address: groups, states, activities.

use tapi_types::{AddressId, GroupId, line};

use super::request::state;
use super::scope::Scope;
use crate::file::Any;
use crate::path::At;
use crate::plan::RequestWhat;

/// What TAPI 2.0 can set at an address.
pub(super) fn put(
    name: &str,
    address: Option<AddressId>,
    value: &Any<'_>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<RequestWhat> {
    match name {
        "agent_group" => {
            let groups = groups(value, at, scope)?;
            Some(RequestWhat::PutAddressGroups { address: address?, groups })
        }
        "agent_state" => {
            let (state, next) = legacy_states(value, at, scope)?;
            Some(RequestWhat::PutAddressState { address: address?, state, next })
        }
        _ => {
            let Any::Text(activity) = value else {
                scope.check.wrong_type(&value.describe(), "the name of an activity", at);
                return None;
            };
            let activity = scope.activity(activity, at)?;
            Some(RequestWhat::PutAddressActivity { address: address?, activity })
        }
    }
}

fn groups(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Vec<GroupId>> {
    let Any::List(names) = value else {
        scope.check.wrong_type(&value.describe(), "a list of names of groups", at);
        return None;
    };
    let mut groups = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let at = at.element(place);
        if let Any::Text(name) = name {
            groups.push(scope.group(name, &at));
        } else {
            scope.check.wrong_type(&name.describe(), "the name of a group", &at);
            groups.push(None);
        }
    }
    groups.into_iter().collect()
}

/// State and next state as the function takes them, where none stands for zero.
type LegacyStates = (Option<line::AgentState>, Option<line::AgentState>);

fn legacy_states(value: &Any<'_>, at: &At<'_>, scope: &mut Scope) -> Option<LegacyStates> {
    const MEMBERS: [&str; 2] = ["state", "next_state"];
    let Any::Object(members) = value else {
        scope.check.wrong_type(&value.describe(), "an object with `state`, `next_state` or both", at);
        return None;
    };
    let mut states: [Option<line::AgentState>; 2] = [None; 2];
    let mut clears = false;
    let mut sound = true;
    for (name, value) in members {
        let at = at.member(name);
        let Some(place) = MEMBERS.iter().position(|member| *member == &**name) else {
            scope.check.unknown_member(name, &MEMBERS, &at);
            sound = false;
            continue;
        };
        if place == 1 && matches!(value, Any::Text(text) if &**text == "none") {
            clears = true;
        } else {
            states[place] = state(value, &at, scope);
            sound &= states[place].is_some();
        }
    }
    if members.is_empty() {
        scope
            .check
            .error("missing_member", at, "neither `state` nor `next_state` is there")
            .expected("at least one of them");
        return None;
    }
    if clears && states[0].is_some() {
        let message = "lineSetAgentState sets a state or clears the next state, not both at once";
        let at = at.member("next_state");
        scope
            .check
            .error("too_many_members", &at, message)
            .found("\"none\"")
            .expected("a state, or no `state` beside it");
        return None;
    }
    sound.then_some((states[0], states[1]))
}
