//! What did not count, by reason: how many, and the first of them.

use std::collections::BTreeMap;

use crate::explanation::{NotCounted, Part};
use crate::verdicts::Reason;

/// What did not count for a figure.
#[derive(Debug)]
pub(crate) struct Missed {
    listed_max: usize,
    by_reason: BTreeMap<Reason, (u64, Vec<Part>)>,
}

impl Missed {
    pub(crate) fn new(listed_max: usize) -> Missed {
        Missed { listed_max, by_reason: BTreeMap::new() }
    }

    /// One more; told only while there is room in the list.
    pub(crate) fn add(&mut self, reason: Reason, part: impl FnOnce() -> Part) {
        let (count, listed) = self.by_reason.entry(reason).or_default();
        *count += 1;
        if listed.len() < self.listed_max {
            listed.push(part());
        }
    }

    /// So many more, of which some are at hand.
    pub(crate) fn add_all(&mut self, reason: Reason, count: u64, parts: impl IntoIterator<Item = Part>) {
        if count > 0 {
            let (known, listed) = self.by_reason.entry(reason).or_default();
            *known += count;
            let room = self.listed_max - listed.len();
            listed.extend(parts.into_iter().take(room));
        }
    }

    pub(crate) fn into_list(self) -> Vec<NotCounted> {
        let all = self.by_reason.into_iter();
        let told =
            all.map(|(reason, (count, listed))| NotCounted { reason: reason.name(), why: reason.why(), count, listed });
        told.collect()
    }
}
