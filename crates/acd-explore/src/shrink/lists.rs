//! Calls of listed streams, dropped one by one: those behind move up, and their names with them.

use std::ops::Range;

use acd_core::{CallOrigin, Called, Rate};
use acd_scenario::Plan;

use super::tidy;

/// How many calls a listed stream has; none of another stream can be dropped.
pub(super) fn calls(plan: &Plan, stream: usize) -> usize {
    plan.config.streams.get(stream).map_or(0, |stream| match &stream.rate {
        Rate::Listed(calls) => calls.len(),
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => 0,
    })
}

/// The plan without some calls of a listed stream, and without what is about them.
pub(super) fn without(plan: &Plan, stream: usize, gone: Range<usize>) -> Plan {
    let mut left = plan.clone();
    let Some(config) = left.config.streams.get_mut(stream) else { return left };
    let name = config.name.clone();
    let Rate::Listed(calls) = &mut config.rate else { return left };
    let gone = gone.start.min(calls.len())..gone.end.min(calls.len());
    calls.drain(gone.clone());
    let count = calls.len() as u64;
    for (origin, called) in left.config.calls.iter_mut().zip(&mut left.call_names) {
        let CallOrigin::Stream { stream: of, n } = origin else { continue };
        if *of == stream {
            *n = moved(*n, &gone, count);
            *called = Called::OfStream(&name, *n).to_string();
        }
    }
    tidy(&left)
}

/// The new number of a call; one that no call has, for those that are gone.
fn moved(n: u64, gone: &Range<usize>, count: u64) -> u64 {
    let (first, end) = (gone.start as u64 + 1, gone.end as u64 + 1);
    if n < first {
        n
    } else if n < end {
        count + n
    } else {
        n - (end - first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_behind_move_up_and_those_that_are_gone_have_no_number() {
        let new: Vec<u64> = (1..=5).map(|n| moved(n, &(1..3), 3)).collect();
        assert_eq!(new, [1, 5, 6, 2, 3]);
    }
}
