//! The waiting calls of a group in the order of their rank.

use std::collections::BTreeMap;

use crate::state::call::{CallKey, Rank};

/// Waiting calls, best first. Most calls that wait at all wait alone or are the next to go, so the first stands apart: a call
/// that finds somebody free costs no more than a look.
#[derive(Debug, Clone, Default)]
pub(crate) struct Waiting {
    first: Option<(Rank, CallKey)>,
    /// The others; empty where there is no first.
    others: BTreeMap<Rank, CallKey>,
}

impl Waiting {
    /// The best of them.
    pub(crate) const fn first(&self) -> Option<(Rank, CallKey)> {
        self.first
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(crate) fn insert(&mut self, rank: Rank, call: CallKey) {
        match self.first {
            Some((first, other)) if rank < first => {
                self.others.insert(first, other);
                self.first = Some((rank, call));
            }
            Some(_) => {
                self.others.insert(rank, call);
            }
            None => self.first = Some((rank, call)),
        }
    }

    pub(crate) fn remove(&mut self, rank: Rank) {
        if self.first.is_some_and(|(first, _)| first == rank) {
            self.first = self.others.pop_first();
        } else {
            self.others.remove(&rank);
        }
    }

    /// All of them, best first.
    pub(crate) fn calls(&self) -> impl Iterator<Item = CallKey> + '_ {
        self.first.into_iter().map(|(_, call)| call).chain(self.others.values().copied())
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use proptest::prelude::*;
    use tapi_types::Time;

    use super::*;

    fn rank(place: u64) -> Rank {
        Rank { priority: Reverse(0), entered: Time::ZERO, place }
    }

    proptest! {
        #[test]
        fn they_stand_as_in_a_map(steps in prop::collection::vec((0_u64..16, any::<bool>()), 0..200)) {
            let mut waiting = Waiting::default();
            let mut map = BTreeMap::new();
            for (place, comes) in steps {
                let call = CallKey::at(usize::try_from(place).unwrap_or_default());
                if comes && !map.contains_key(&rank(place)) {
                    waiting.insert(rank(place), call);
                    map.insert(rank(place), call);
                } else {
                    waiting.remove(rank(place));
                    map.remove(&rank(place));
                }
                prop_assert_eq!(waiting.first(), map.first_key_value().map(|(rank, call)| (*rank, *call)));
                prop_assert_eq!(waiting.is_empty(), map.is_empty());
                prop_assert!(waiting.calls().eq(map.values().copied()));
            }
        }
    }
}
