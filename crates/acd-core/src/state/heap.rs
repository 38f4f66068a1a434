//! A heap with four children to a node, whose top is filled once: most events set another going, which takes the place that
//! the first has left, so that there is one way down instead of two.

/// Something that stands in a heap: the smallest key comes first.
pub(crate) trait Node: Copy {
    /// Comes after all others, and stands where nobody does.
    const NOBODY: Self;

    /// One number, so that nodes are compared without a branch.
    fn key(&self) -> u128;
}

/// Children of a node: four halve the depth, and stand side by side in memory.
const ARITY: usize = 4;

/// The heap.
#[derive(Debug, Clone)]
pub(crate) struct Heap<N> {
    /// Whoever has one child has four, some of them nobody: so the least of them is found without a branch.
    nodes: Vec<N>,
    len: usize,
    /// The first node has been taken, and its place is free for the next that comes.
    open: bool,
}

impl<N> Default for Heap<N> {
    fn default() -> Self {
        Heap { nodes: Vec::new(), len: 0, open: false }
    }
}

impl<N: Node> Heap<N> {
    pub(crate) const fn len(&self) -> usize {
        self.len - self.open as usize
    }

    #[inline]
    pub(crate) fn push(&mut self, node: N) {
        if std::mem::take(&mut self.open) {
            self.sink(0, node);
        } else {
            self.rise(node);
        }
    }

    /// The first, where its place is not free: see [`Heap::close`].
    #[inline]
    pub(crate) fn first(&self) -> Option<&N> {
        debug_assert!(!self.open, "the first place is free");
        self.nodes.first().filter(|_| self.len > 0)
    }

    /// Takes the first, and leaves its place free for the next that comes.
    #[inline]
    pub(crate) fn take_first(&mut self) -> Option<N> {
        self.close();
        let first = self.first().copied();
        self.open = first.is_some();
        first
    }

    /// Fills the first place, if it is free.
    #[inline]
    pub(crate) fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.fill();
        }
    }

    fn fill(&mut self) {
        let last = self.take_last();
        if self.len > 0 {
            self.sink(0, last);
        }
    }

    fn take_last(&mut self) -> N {
        self.len -= 1;
        std::mem::replace(&mut self.nodes[self.len], N::NOBODY)
    }

    /// Takes a node back, where that costs nothing: where it stands last.
    #[inline]
    pub(crate) fn take_back(&mut self, is_it: impl FnOnce(&N) -> bool) -> bool {
        let stands_last = self.len > 0 && is_it(&self.nodes[self.len - 1]);
        if stands_last {
            self.take_last();
        }
        stands_last
    }

    /// Throws nodes out.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&N) -> bool) {
        self.close();
        self.nodes.truncate(self.len);
        self.nodes.retain(keep);
        self.len = self.nodes.len();
        self.nodes.resize(with_families(self.len), N::NOBODY);
        for place in (0..self.len.div_ceil(ARITY)).rev() {
            self.sink(place, self.nodes[place]);
        }
    }

    /// Takes a node in at the last place, and up from there to where it belongs.
    #[inline]
    fn rise(&mut self, node: N) {
        let mut place = self.len;
        self.len += 1;
        if place == self.nodes.len() {
            self.nodes.resize(with_families(self.len), N::NOBODY);
        }
        let nodes = &mut self.nodes[..];
        while place > 0 {
            let parent = (place - 1) / ARITY;
            if nodes[parent].key() <= node.key() {
                break;
            }
            nodes[place] = nodes[parent];
            place = parent;
        }
        nodes[place] = node;
    }

    /// Puts a node at a place, or below it where it belongs.
    #[inline(always)]
    fn sink(&mut self, mut place: usize, node: N) {
        let nodes = &mut self.nodes[..];
        let key = node.key();
        while let Some(children) = nodes.get(place * ARITY + 1..).and_then(<[N]>::first_chunk) {
            let (least, child) = least(children);
            if key < child.key() {
                break;
            }
            nodes[place] = child;
            place = place * ARITY + 1 + least;
        }
        nodes[place] = node;
    }
}

/// So many nodes and those that make up their families.
const fn with_families(nodes: usize) -> usize {
    match nodes {
        0 => 0,
        _ => 1 + (nodes - 1).next_multiple_of(ARITY),
    }
}

/// Which of four comes first.
#[inline]
fn least<N: Node>([a, b, c, d]: &[N; ARITY]) -> (usize, N) {
    let left = if b.key() < a.key() { (1, b) } else { (0, a) };
    let right = if d.key() < c.key() { (3, d) } else { (2, c) };
    let (least, child) = if right.1.key() < left.1.key() { right } else { left };
    (least, *child)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Node for u32 {
        const NOBODY: u32 = u32::MAX;

        fn key(&self) -> u128 {
            u128::from(*self)
        }
    }

    proptest! {
        #[test]
        fn they_come_in_order(steps in prop::collection::vec((0_u32..50, 0_u8..4), 0..300)) {
            let mut heap = Heap::default();
            let mut sorted: Vec<u32> = Vec::new();
            for (number, act) in steps {
                match act {
                    0 => {
                        sorted.sort_unstable_by(|a, b| b.cmp(a));
                        prop_assert_eq!(heap.take_first(), sorted.pop());
                    }
                    1 => {
                        heap.retain(|other| *other != number);
                        sorted.retain(|other| *other != number);
                    }
                    _ => {
                        heap.push(number);
                        sorted.push(number);
                    }
                }
                prop_assert_eq!(heap.len(), sorted.len());
            }
            sorted.sort_unstable();
            prop_assert_eq!(std::iter::from_fn(|| heap.take_first()).collect::<Vec<_>>(), sorted);
        }
    }
}
