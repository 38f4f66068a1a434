//! Sessions in creation order, some of them present: the k-th present one in logarithmic time.
//!
//! Used by the strategy `random`, which draws a rank.

use crate::state::table::SessionNo;

/// A Fenwick tree over sessions in creation order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranks {
    /// All that may ever be present, in creation order.
    sessions: Vec<SessionNo>,
    /// `tree[i]` sums presence over the `lowbit(i + 1)` places that end at `i`.
    tree: Vec<u32>,
}

impl Ranks {
    /// Makes room for a session that is created now, absent at first.
    pub(crate) fn enrol(&mut self, session: SessionNo) {
        let place = self.tree.len();
        let sum = self.before(place) - self.before(place - (low_bit(place + 1) - 1));
        self.sessions.push(session);
        self.tree.push(sum);
    }

    pub(crate) fn insert(&mut self, session: SessionNo) {
        self.each_above(session, |sum| *sum += 1);
    }

    pub(crate) fn remove(&mut self, session: SessionNo) {
        self.each_above(session, |sum| *sum -= 1);
    }

    /// How many are present.
    pub(crate) fn len(&self) -> u32 {
        self.before(self.tree.len())
    }

    /// How many present ones were created before this one.
    pub(crate) fn rank(&self, session: SessionNo) -> u32 {
        self.before(self.place(session))
    }

    /// The present one that `k` present ones were created before. `k` must be below [`Ranks::len`].
    pub(crate) fn select(&self, k: u32) -> SessionNo {
        let mut left = k;
        let mut place = 0;
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            if let Some(&sum) = self.tree.get(place + step - 1)
                && sum <= left
            {
                left -= sum;
                place += step;
            }
            step /= 2;
        }
        self.sessions[place]
    }

    fn place(&self, session: SessionNo) -> usize {
        self.sessions.partition_point(|&other| other < session)
    }

    /// Present ones among the first `places`.
    fn before(&self, mut places: usize) -> u32 {
        let mut sum = 0;
        while places > 0 {
            sum += self.tree[places - 1];
            places -= low_bit(places);
        }
        sum
    }

    fn each_above(&mut self, session: SessionNo, change: impl Fn(&mut u32)) {
        let mut place = self.place(session) + 1;
        while place <= self.tree.len() {
            change(&mut self.tree[place - 1]);
            place += low_bit(place);
        }
    }
}

const fn low_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::table::Key as _;
    use proptest::prelude::*;

    fn no(place: u32) -> SessionNo {
        SessionNo::at_place(place as usize)
    }

    proptest! {
        #[test]
        fn ranks_agree_with_a_sorted_list(steps in prop::collection::vec((0_u32..40, any::<bool>()), 1..120)) {
            let mut ranks = Ranks::default();
            let mut enrolled = 0;
            let mut present: Vec<u32> = Vec::new();
            for (n, grow) in steps {
                if grow || enrolled == 0 {
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
                }
            }
        }
    }
}
