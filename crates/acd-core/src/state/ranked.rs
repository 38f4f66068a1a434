//! A set in order, where newcomers mostly come last and leavers mostly go first: waiting calls, and sessions that can take them.

use std::collections::{BTreeSet, VecDeque};

/// In a line so short, whoever comes out of order moves the others aside.
const SHORT: usize = 32;

/// The set.
#[derive(Debug, Clone)]
pub(crate) struct Ranked<K> {
    /// In order. Neither end is a gap.
    line: VecDeque<Place<K>>,
    gaps: usize,
    /// Those who came out of order while the line was long.
    late: BTreeSet<K>,
}

#[derive(Debug, Clone, Copy)]
struct Place<K> {
    key: K,
    /// Left from between the others while the line was long.
    gap: bool,
}

impl<K> Default for Ranked<K> {
    fn default() -> Self {
        Ranked { line: VecDeque::new(), gaps: 0, late: BTreeSet::new() }
    }
}

impl<K: Ord + Copy> Ranked<K> {
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.line.is_empty() && self.late.is_empty()
    }

    #[inline]
    pub(crate) fn first(&self) -> Option<K> {
        let front = self.line.front().map(|place| place.key);
        if self.late.is_empty() { front } else { front.into_iter().chain(self.late.first().copied()).min() }
    }

    /// Takes somebody in who is not there.
    #[inline]
    pub(crate) fn insert(&mut self, key: K) {
        match self.line.back() {
            Some(last) if key < last.key => self.insert_before_last(key),
            Some(_) | None => self.line.push_back(Place { key, gap: false }),
        }
    }

    fn insert_before_last(&mut self, key: K) {
        let at = self.line.partition_point(|place| place.key < key);
        let place = &mut self.line[at];
        if place.key == key {
            place.gap = false;
            self.gaps -= 1;
        } else if at == 0 || self.line.len() < SHORT {
            self.line.insert(at, Place { key, gap: false });
        } else {
            self.late.insert(key);
        }
    }

    /// Lets the first go.
    #[inline]
    pub(crate) fn take_first(&mut self) -> Option<K> {
        if self.late.is_empty() {
            let first = self.line.pop_front()?;
            self.close_ends();
            return Some(first.key);
        }
        let first = self.first()?;
        self.remove(first);
        Some(first)
    }

    /// Lets somebody go who is there.
    #[inline]
    pub(crate) fn remove(&mut self, key: K) {
        if self.line.front().is_some_and(|first| first.key == key) {
            self.line.pop_front();
            self.close_ends();
        } else if self.late.is_empty() || !self.late.remove(&key) {
            self.remove_from_line(key);
        }
    }

    fn remove_from_line(&mut self, key: K) {
        let found = self.line.binary_search_by_key(&key, |place| place.key);
        debug_assert!(found.is_ok(), "who leaves is there");
        let Ok(at) = found else { return };
        if self.line.len() <= SHORT {
            self.line.remove(at);
        } else {
            self.line[at].gap = true;
            self.gaps += 1;
        }
        self.close_ends();
        if self.gaps > self.line.len() / 2 {
            self.line.retain(|place| !place.gap);
            self.gaps = 0;
        }
    }

    #[inline]
    fn close_ends(&mut self) {
        if self.gaps > 0 {
            while self.line.front().is_some_and(|place| place.gap) {
                self.line.pop_front();
                self.gaps -= 1;
            }
            while self.line.back().is_some_and(|place| place.gap) {
                self.line.pop_back();
                self.gaps -= 1;
            }
        }
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = K> + '_ {
        let line = self.line.iter().filter(|place| !place.gap).map(|place| place.key);
        merged(line, self.late.iter().copied())
    }
}

/// Two that are in order, as one.
fn merged<K: Ord + Copy>(one: impl Iterator<Item = K>, other: impl Iterator<Item = K>) -> impl Iterator<Item = K> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(first), Some(second)) if second < first => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// In lines longer and shorter than [`SHORT`], out of order, back to an old place.
        #[test]
        fn they_stand_as_in_a_set(
            grown in 0_u32..100,
            steps in prop::collection::vec((0_u32..200, any::<bool>()), 0..300),
        ) {
            let mut ranked = Ranked::default();
            let mut set = BTreeSet::new();
            for key in 0..grown {
                ranked.insert(key * 2);
                set.insert(key * 2);
            }
            for (key, first) in steps {
                let key = if first { set.first().copied().unwrap_or(key) } else { key };
                if set.remove(&key) {
                    ranked.remove(key);
                } else {
                    ranked.insert(key);
                    set.insert(key);
                }
                prop_assert_eq!(ranked.first(), set.first().copied());
                prop_assert_eq!(ranked.is_empty(), set.is_empty());
                prop_assert!(ranked.iter().eq(set.iter().copied()));
            }
        }
    }

    #[test]
    fn gaps_do_not_outnumber_the_others() {
        let mut ranked = Ranked::default();
        (0..1000).for_each(|key| ranked.insert(key));
        (1..999).for_each(|key| ranked.remove(key));
        assert!(ranked.line.len() <= 2 * SHORT, "{}", ranked.line.len());
        assert!(ranked.iter().eq([0, 999]));
    }
}
