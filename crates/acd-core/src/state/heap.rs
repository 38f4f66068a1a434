//! A heap with four children to a node, whose top is filled once: most events set another going, which takes the place that
//! the first has left, so that there is one way down instead of two.

/// Something that stands in a heap: the smallest key comes first.
pub(crate) trait Node: Copy {
    /// One number, so that nodes are compared without a branch.
    fn key(&self) -> u128;
}

/// Children of a node: four halve the depth, and stand side by side in memory.
const ARITY: usize = 4;

/// The heap.
#[derive(Debug, Clone)]
pub(crate) struct Heap<N> {
    nodes: Vec<N>,
    /// The first node has been taken, and its place is free for the next that comes.
    open: bool,
}

impl<N> Default for Heap<N> {
    fn default() -> Self {
        Heap { nodes: Vec::new(), open: false }
    }
}

impl<N: Node> Heap<N> {
    pub(crate) fn len(&self) -> usize {
        self.nodes.len() - usize::from(self.open)
    }

    #[inline]
    pub(crate) fn push(&mut self, node: N) {
        if std::mem::take(&mut self.open) {
            self.sink(0, node);
        } else {
            self.nodes.push(node);
            self.rise(node);
        }
    }

    /// The first, where its place is not free: see [`Heap::close`].
    #[inline]
    pub(crate) fn first(&self) -> Option<&N> {
        debug_assert!(!self.open, "the first place is free");
        self.nodes.first()
    }

    /// Takes the first, and leaves its place free for the next that comes.
    #[inline]
    pub(crate) fn take_first(&mut self) -> Option<N> {
        self.close();
        let first = self.nodes.first().copied();
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
        if let Some(last) = self.nodes.pop()
            && !self.nodes.is_empty()
        {
            self.sink(0, last);
        }
    }

    /// Takes a node back, where that costs nothing: where it stands last.
    #[inline]
    pub(crate) fn take_back(&mut self, is_it: impl FnOnce(&N) -> bool) -> bool {
        self.nodes.pop_if(|last| is_it(last)).is_some()
    }

    /// Throws nodes out.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&N) -> bool) {
        self.close();
        self.nodes.retain(keep);
        for place in (0..self.nodes.len().div_ceil(ARITY)).rev() {
            self.sink(place, self.nodes[place]);
        }
    }

    /// Takes a node that stands last to its place.
    #[inline]
    fn rise(&mut self, node: N) {
        let nodes = &mut self.nodes[..];
        let mut place = nodes.len() - 1;
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
    fn sink(&mut self, mut place: usize, node: N) {
        let nodes = &mut self.nodes[..];
        let key = node.key();
        loop {
            let first = place * ARITY + 1;
            let Some((least, child)) = least(nodes.get(first..).unwrap_or_default()) else { break };
            if key < child.key() {
                break;
            }
            nodes[place] = child;
            place = first + least;
        }
        nodes[place] = node;
    }
}

/// Which of the children that stand here comes first.
#[inline]
fn least<N: Node>(children: &[N]) -> Option<(usize, N)> {
    if let Some([a, b, c, d]) = children.first_chunk::<ARITY>() {
        let left = if b.key() < a.key() { (1, b) } else { (0, a) };
        let right = if d.key() < c.key() { (3, d) } else { (2, c) };
        let (least, child) = if right.1.key() < left.1.key() { right } else { left };
        return Some((least, *child));
    }
    let (least, child) = children.iter().enumerate().min_by_key(|(_, child)| child.key())?;
    Some((least, *child))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Node for u32 {
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
