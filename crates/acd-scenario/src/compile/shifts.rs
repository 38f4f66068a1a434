//! Shifts and their breaks.

use acd_core::{Break, Membership, Shift};
use tapi_types::{GroupId, Time};

use super::scope::Scope;
use crate::file::{Agent, Break as FileBreak, Duration, Shift as FileShift};
use crate::limits;
use crate::path::At;

/// The shifts of an agent in order of their starts, so that sessions are numbered as they come to be.
pub(crate) fn shifts(agent: &Agent<'_>, groups: &[Membership], at: &At<'_>, scope: &mut Scope) -> Vec<Shift> {
    let at = at.member("shifts");
    let mut shifts: Vec<(usize, Shift)> = Vec::new();
    for (place, element) in scope.check.elements(agent.shifts.as_ref(), &at, limits::SHIFTS) {
        if let Some(shift) = shift(element, agent, groups, &at.element(place), scope) {
            shifts.push((place, shift));
        }
    }
    shifts.sort_by_key(|(_, shift)| shift.from);
    for pair in shifts.windows(2) {
        let [(_, before), (place, after)] = pair else { continue };
        if after.from < before.to && after.groups.iter().any(|group| before.groups.contains(group)) {
            let message = "the shift begins before the agent's previous one in the same group is over";
            scope.check.warning("overlapping_shifts", &at.element(*place).member("from"), message);
        }
    }
    shifts.into_iter().map(|(_, shift)| shift).collect()
}

fn shift(
    shift: &FileShift<'_>,
    agent: &Agent<'_>,
    groups: &[Membership],
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<Shift> {
    let window = window(shift.from.as_ref(), shift.to.as_ref(), at, scope);
    let groups = match &shift.groups {
        Some(_) => shift_groups(shift, agent, groups, &at.member("groups"), scope),
        None => groups.iter().map(|membership| membership.group).collect(),
    };
    let breaks = breaks(shift, window, &at.member("breaks"), scope);
    let (from, to) = window?;
    Some(Shift { from, to, groups, breaks })
}

/// From and to, in this order.
fn window(
    from: Option<&Duration<'_>>,
    to: Option<&Duration<'_>>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<(Time, Time)> {
    let check = &mut scope.check;
    let from = check.need(from, at, "from").and_then(|from| check.time(from, &at.member("from")));
    let to = check.need(to, at, "to").and_then(|to| check.time(to, &at.member("to")));
    let (from, to) = from.zip(to)?;
    if to <= from {
        check
            .error("out_of_range", &at.member("to"), "`to` is not after `from`")
            .found(format!("\"{to}\""))
            .expected(format!("later than \"{from}\""));
        return None;
    }
    Some((from, to))
}

fn shift_groups(
    shift: &FileShift<'_>,
    agent: &Agent<'_>,
    own: &[Membership],
    at: &At<'_>,
    scope: &mut Scope,
) -> Vec<GroupId> {
    let mut groups = Vec::new();
    for (place, name) in scope.check.elements(shift.groups.as_ref(), at, limits::GROUPS) {
        let at = at.element(place);
        let Some(id) = scope.check.need(name.0.group.as_ref(), &at, "group") else { continue };
        let Some(group) = scope.group(id, &at) else { continue };
        if groups.contains(&group) {
            scope.check.error("duplicate_id", &at, format!("the group `{}` stands twice", &**id));
        } else if own.iter().any(|membership| membership.group == group) {
            groups.push(group);
        } else {
            lacks(agent, id, &at, scope);
        }
    }
    if shift.groups.as_ref().is_some_and(|list| list.0.is_empty()) {
        scope.check.error("out_of_range", at, "a shift needs at least one group").help("leave `groups` out for all");
    }
    groups
}

fn lacks(agent: &Agent<'_>, group: &str, at: &At<'_>, scope: &mut Scope) {
    let readable = agent.groups.as_ref().is_none_or(|list| {
        list.0.iter().all(|membership| membership.as_ref().is_some_and(|membership| membership.group.is_some()))
    });
    if readable {
        let name = agent.id.as_ref().map_or("", |id| id);
        scope
            .check
            .error("not_a_member", at, format!("the agent `{name}` lacks the group `{group}`"))
            .found(format!("{group:?}"))
            .help(format!("add {{ \"group\": \"{group}\" }} to the agent's `groups`"));
    }
}

/// The breaks of a shift in order of their starts.
fn breaks(shift: &FileShift<'_>, around: Option<(Time, Time)>, at: &At<'_>, scope: &mut Scope) -> Vec<Break> {
    let mut breaks: Vec<(usize, Break)> = Vec::new();
    for (place, element) in scope.check.elements(shift.breaks.as_ref(), at, limits::SHIFTS) {
        if let Some(pause) = pause(element, around, &at.element(place), scope) {
            breaks.push((place, pause));
        }
    }
    breaks.sort_by_key(|(_, pause)| pause.from);
    for pair in breaks.windows(2) {
        let [(_, before), (place, after)] = pair else { continue };
        if after.from < before.to {
            let message = "the break begins before the previous one is over, and that one's end makes READY";
            scope.check.warning("overlapping_breaks", &at.element(*place).member("from"), message);
        }
    }
    breaks.into_iter().map(|(_, pause)| pause).collect()
}

fn pause(pause: &FileBreak<'_>, around: Option<(Time, Time)>, at: &At<'_>, scope: &mut Scope) -> Option<Break> {
    let reason = scope.reason(pause.reason.as_ref(), &at.member("reason"));
    let (from, to) = window(pause.from.as_ref(), pause.to.as_ref(), at, scope)?;
    if let Some((start, end)) = around {
        let outside = if from < start { Some("from") } else { (to > end).then_some("to") };
        if let Some(name) = outside {
            scope
                .check
                .error("out_of_range", &at.member(name), "the break lies outside its shift")
                .found(format!("\"{}\"", if name == "from" { from } else { to }))
                .expected(format!("from \"{start}\" to \"{end}\""));
        }
    }
    Some(Break { from, to, reason })
}
