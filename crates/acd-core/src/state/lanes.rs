//! Lines beside each other, one for each level or priority: within its lane whoever comes joins at the end.

use crate::state::ranked::Ranked;

/// So many empty lanes stay, for those who are about to come.
const FEW: usize = 8;

/// A set in order of lanes, then of keys.
#[derive(Debug, Clone)]
pub(crate) struct Lanes<L, K> {
    /// In order.
    lanes: Vec<(L, Ranked<K>)>,
    len: usize,
}

impl<L, K> Default for Lanes<L, K> {
    fn default() -> Self {
        Lanes { lanes: Vec::new(), len: 0 }
    }
}

impl<L: Ord + Copy, K: Ord + Copy> Lanes<L, K> {
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The first, and its lane.
    #[inline]
    pub(crate) fn first(&self) -> Option<(L, K)> {
        self.lanes.iter().find_map(|(lane, line)| line.first().map(|first| (*lane, first)))
    }

    /// Lets the first go.
    #[inline]
    pub(crate) fn take_first(&mut self) -> Option<K> {
        let (at, first) =
            self.lanes.iter_mut().enumerate().find_map(|(at, (_, line))| Some((at, line.take_first()?)))?;
        self.len -= 1;
        self.close(at);
        Some(first)
    }

    /// Takes somebody in who is not there.
    #[inline]
    pub(crate) fn insert(&mut self, lane: L, key: K) {
        self.len += 1;
        match self.find(lane) {
            Ok(at) => self.lanes[at].1.insert(key),
            Err(at) => self.open(at, lane, key),
        }
    }

    /// Lets somebody go who is there.
    #[inline]
    pub(crate) fn remove(&mut self, lane: L, key: K) {
        if let Ok(at) = self.find(lane) {
            self.lanes[at].1.remove(key);
            self.len -= 1;
            self.close(at);
        }
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (L, K)> + '_ {
        self.lanes.iter().flat_map(|(lane, line)| line.iter().map(|key| (*lane, key)))
    }

    /// The place of a lane, or where it belongs.
    #[inline]
    fn find(&self, lane: L) -> Result<usize, usize> {
        match self.lanes.first() {
            Some((first, _)) if *first == lane => Ok(0),
            _ => self.lanes.binary_search_by_key(&lane, |(lane, _)| *lane),
        }
    }

    #[cold]
    fn open(&mut self, at: usize, lane: L, key: K) {
        self.lanes.insert(at, (lane, Ranked::default()));
        self.lanes[at].1.insert(key);
    }

    /// Empty lanes beyond a few go.
    #[inline(always)]
    fn close(&mut self, at: usize) {
        if self.lanes.len() > FEW && self.lanes[at].1.is_empty() {
            self.lanes.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_stand_as_in_a_set(lanes in 1_u32..20, steps in prop::collection::vec((0_u32..60, any::<bool>()), 0..300)) {
            let mut all = Lanes::default();
            let mut set = BTreeSet::new();
            for (key, first) in steps {
                let entry = (key % lanes, key);
                if first {
                    prop_assert_eq!(all.take_first(), set.pop_first().map(|(_, key)| key));
                } else if set.remove(&entry) {
                    all.remove(entry.0, key);
                } else {
                    all.insert(entry.0, key);
                    set.insert(entry);
                }
                prop_assert_eq!(all.first(), set.first().copied());
                prop_assert_eq!(all.is_empty(), set.is_empty());
                prop_assert!(all.iter().eq(set.iter().copied()));
                prop_assert!(all.lanes.len() <= FEW + set.len());
            }
        }
    }
}
