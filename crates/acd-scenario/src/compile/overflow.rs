//! Rules about where queues flow over.

use acd_core::{QueueConfig, WhenUnstaffed};

use super::floor::readable;
use super::scope::Scope;
use crate::file::{Queue, Scenario};
use crate::limits;
use crate::path::At;

/// Checks each queue, then the rings that they make.
pub(crate) fn check(file: &Scenario<'_>, queues: &[(usize, QueueConfig)], scope: &mut Scope) {
    let list = At::ROOT.member("queues");
    for ((place, config), (_, written)) in queues.iter().zip(readable(file.queues.as_ref(), limits::QUEUES)) {
        check_queue(config, written, &list.element(*place), scope);
    }
    let next: Vec<Option<usize>> =
        by_id(queues, scope).iter().map(|queue| Some(queue.as_ref()?.1.overflow_to?.index())).collect();
    for ring in rings(&next) {
        check_ring(&ring, queues, scope);
    }
}

/// The first declaration of each queue, by [`tapi_types::QueueId`].
fn by_id<'q>(queues: &'q [(usize, QueueConfig)], scope: &Scope) -> Vec<Option<&'q (usize, QueueConfig)>> {
    let mut by_id = vec![None; scope.queues.len()];
    for queue in queues.iter().rev() {
        if let Some(id) = scope.queues.place(&queue.1.name) {
            by_id[id] = Some(queue);
        }
    }
    by_id
}

fn check_queue(queue: &QueueConfig, written: &Queue<'_>, at: &At<'_>, scope: &mut Scope) {
    let overflow_at = at.member("overflow_to");
    let overflows = queue.when_unstaffed == WhenUnstaffed::Overflow;
    if written.overflow_to.is_some() && written.overflow_to.as_deref() == written.id.as_deref() {
        let message = format!("the queue `{}` flows over into itself", queue.name);
        scope.check.error("overflow_to_itself", &overflow_at, message);
    }
    if overflows && written.overflow_to.is_none() && !scope.check.unreadable(&overflow_at) {
        scope
            .check
            .error("missing_member", &at.member("when_unstaffed"), "`overflow` needs `overflow_to`")
            .found("\"overflow\"")
            .help("say where the calls go with `overflow_to`");
    }
    if written.overflow_to.is_some() && written.max_wait.is_none() && !overflows {
        let message = "no call ever flows over: there is neither `max_wait` nor `when_unstaffed: \"overflow\"`";
        scope.check.warning("unused_overflow", &overflow_at, message);
    }
}

/// A ring of queues, by [`tapi_types::QueueId`].
fn check_ring(ring: &[usize], queues: &[(usize, QueueConfig)], scope: &mut Scope) {
    let by_id = by_id(queues, scope);
    let members: Vec<&(usize, QueueConfig)> = ring.iter().filter_map(|id| by_id[*id]).collect();
    let [(place, first), rest @ ..] = members.as_slice() else { return };
    if rest.is_empty() {
        return; // flows over into itself, which was said
    }
    let way: Vec<&str> = members.iter().map(|(_, queue)| queue.name.as_str()).chain([first.name.as_str()]).collect();
    let way = way.join(" -> ");
    let list = At::ROOT.member("queues");
    let queue = list.element(*place);
    let at = queue.member("overflow_to");
    let at_once = members.iter().all(|(_, queue)| queue.when_unstaffed == WhenUnstaffed::Overflow);
    if at_once {
        scope
            .check
            .error("overflow_ring", &at, format!("without sessions, calls go round for ever at once: {way}"))
            .help("let one of these queues `wait` or `end` when it is unstaffed");
    } else if !scope.until_written {
        scope
            .check
            .error("overflow_ring", &at, format!("queues flow over in a ring, and nothing ends the run: {way}"))
            .help("add `until`, or break the ring");
    }
}

/// The rings, each from its first queue in file order.
fn rings(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut walk_of: Vec<Option<usize>> = vec![None; next.len()];
    let mut rings = Vec::new();
    for start in 0..next.len() {
        let mut place = Some(start);
        while let Some(here) = place.filter(|here| walk_of[*here].is_none()) {
            walk_of[here] = Some(start);
            place = next[here];
        }
        // A walk that comes back to itself has closed a ring; one that meets an earlier walk has not.
        if let Some(closed) = place.filter(|here| walk_of[*here] == Some(start)) {
            rings.push(ring_of(closed, next));
        }
    }
    rings
}

fn ring_of(start: usize, next: &[Option<usize>]) -> Vec<usize> {
    let mut ring = vec![start];
    while let Some(to) = next[ring[ring.len() - 1]].filter(|to| *to != start) {
        ring.push(to);
    }
    let first = ring.iter().enumerate().min_by_key(|(_, queue)| **queue).map_or(0, |(first, _)| first);
    ring.rotate_left(first);
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_found_once_and_tails_are_not() {
        let next = [Some(2), Some(0), Some(3), Some(2), None, Some(4), Some(6)];
        assert_eq!(rings(&next), [vec![2, 3], vec![6]]);
    }
}
