//! Sessions of a level in creation order, some of them present: the k-th present one, and how many there are before one, in
//! logarithmic time.
//!
//! For the strategies that go by creation order, and for `random`, which draws a rank.

use crate::state::table::{Key as _, SessionNo};

const WORD_BITS: usize = u64::BITS as usize;

/// A bit for each session, and a Fenwick tree that counts bits by words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranks {
    /// All that may ever be present, in creation order.
    sessions: Vec<SessionNo>,
    present: Vec<u64>,
    /// `counts[i]` sums the bits of the `lowbit(i + 1)` words that end at `i`.
    counts: Vec<u32>,
    len: u32,
}

impl Ranks {
    /// Makes room for a session that is created now, absent at first.
    pub(crate) fn enrol(&mut self, session: SessionNo) {
        if self.sessions.len().is_multiple_of(WORD_BITS) {
            let word = self.present.len();
            let count = self.in_words(word) - self.in_words(word - (low_bit(word + 1) - 1));
            self.present.push(0);
            self.counts.push(count);
        }
        self.sessions.push(session);
    }

    pub(crate) fn insert(&mut self, session: SessionNo) {
        let place = self.place(session);
        self.present[place / WORD_BITS] |= 1 << (place % WORD_BITS);
        self.len += 1;
        self.each_above(place / WORD_BITS, |count| *count += 1);
    }

    pub(crate) fn remove(&mut self, session: SessionNo) {
        let place = self.place(session);
        self.present[place / WORD_BITS] &= !(1 << (place % WORD_BITS));
        self.len -= 1;
        self.each_above(place / WORD_BITS, |count| *count -= 1);
    }

    /// How many are present.
    pub(crate) const fn len(&self) -> u32 {
        self.len
    }

    /// How many present ones were created before this one, which need not be among them.
    pub(crate) fn rank(&self, session: SessionNo) -> u32 {
        let place = self.place(session);
        let word = place / WORD_BITS;
        let before = (1 << (place % WORD_BITS)) - 1;
        self.in_words(word) + self.present.get(word).map_or(0, |bits| (bits & before).count_ones())
    }

    /// The present one that `k` present ones were created before. `k` must be below [`Ranks::len`].
    pub(crate) fn select(&self, k: u32) -> SessionNo {
        let mut left = k;
        let mut word = 0;
        let mut step = self.counts.len().next_power_of_two();
        while step > 0 {
            if let Some(&count) = self.counts.get(word + step - 1)
                && count <= left
            {
                left -= count;
                word += step;
            }
            step /= 2;
        }
        let mut bits = self.present[word];
        for _ in 0..left {
            bits &= bits - 1;
        }
        self.sessions[word * WORD_BITS + bits.trailing_zeros() as usize]
    }

    /// Those present, in creation order, from a session on.
    pub(crate) fn from(&self, session: SessionNo) -> impl Iterator<Item = SessionNo> + '_ {
        (self.rank(session)..self.len).map(|k| self.select(k))
    }

    /// Where a session stands, or would stand. Most levels have sessions that were created one after another.
    fn place(&self, session: SessionNo) -> usize {
        let first = self.sessions.first().map_or(0, |first| first.place());
        let guess = session.place().saturating_sub(first);
        if self.sessions.get(guess) == Some(&session) {
            return guess;
        }
        self.sessions.partition_point(|&other| other < session)
    }

    /// Present ones in the first `words`.
    fn in_words(&self, mut words: usize) -> u32 {
        let mut sum = 0;
        while words > 0 {
            sum += self.counts[words - 1];
            words -= low_bit(words);
        }
        sum
    }

    fn each_above(&mut self, word: usize, change: impl Fn(&mut u32)) {
        let mut word = word + 1;
        while word <= self.counts.len() {
            change(&mut self.counts[word - 1]);
            word += low_bit(word);
        }
    }
}

const fn low_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn no(place: u32) -> SessionNo {
        SessionNo::at_place(place as usize)
    }

    proptest! {
        #[test]
        fn ranks_agree_with_a_sorted_list(start in 1_u32..300,
            steps in prop::collection::vec((0_u32..1000, any::<bool>()), 1..120),
        ) {
            let mut ranks = Ranks::default();
            let mut enrolled = start;
            (0..start).for_each(|place| ranks.enrol(no(place * 3)));
            let mut present: Vec<u32> = Vec::new();
            for (n, grow) in steps {
                if grow {
                    ranks.enrol(no(enrolled * 3));
                    enrolled += 1;
                }
                let session = n % enrolled * 3;
                if let Some(at) = present.iter().position(|&other| other == session) {
                    present.remove(at);
                    ranks.remove(no(session));
                } else {
                    present.push(session);
                    present.sort_unstable();
                    ranks.insert(no(session));
                }
                prop_assert_eq!(ranks.len() as usize, present.len());
                for (k, &session) in (0_u32..).zip(&present) {
                    prop_assert_eq!(ranks.select(k), no(session));
                    prop_assert_eq!(ranks.rank(no(session)), k);
                    prop_assert_eq!(ranks.rank(no(session + 1)), k + 1);
                }
                let later = present.iter().copied().filter(|&other| other >= n).map(no);
                prop_assert!(ranks.from(no(n)).eq(later));
            }
        }
    }
}
