//! Agendas: numbers of which the smallest comes first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that keeps events in order.
pub(crate) trait Agenda: Default {
    /// The smallest; the largest number of all where there is none.
    fn first(&self) -> u64;
    /// Takes the smallest away.
    fn pop(&mut self);
    /// Takes a number in.
    fn push(&mut self, event: u64);
}

/// The heap of the standard library.
#[derive(Default)]
pub(crate) struct Binary(BinaryHeap<Reverse<u64>>);

impl Agenda for Binary {
    #[inline]
    fn first(&self) -> u64 {
        self.0.peek().map_or(u64::MAX, |first| first.0)
    }

    #[inline]
    fn pop(&mut self) {
        self.0.pop();
    }

    #[inline]
    fn push(&mut self, event: u64) {
        self.0.push(Reverse(event));
    }
}

/// An array with the smallest at its end, for a dozen numbers.
#[derive(Default)]
pub(crate) struct Sorted(Vec<u64>);

impl Agenda for Sorted {
    #[inline]
    fn first(&self) -> u64 {
        self.0.last().copied().unwrap_or(u64::MAX)
    }

    #[inline]
    fn pop(&mut self) {
        self.0.pop();
    }

    #[inline]
    fn push(&mut self, event: u64) {
        self.0.push(event);
        let mut place = self.0.len() - 1;
        while place > 0 && self.0[place - 1] < event {
            self.0[place] = self.0[place - 1];
            place -= 1;
        }
        self.0[place] = event;
    }
}

/// A heap with four children to a node.
#[derive(Default)]
pub(crate) struct Fourfold(Vec<u64>);

const ARITY: usize = 4;

impl Agenda for Fourfold {
    #[inline]
    fn first(&self) -> u64 {
        self.0.first().copied().unwrap_or(u64::MAX)
    }

    #[inline]
    fn pop(&mut self) {
        let Some(event) = self.0.pop() else { return };
        if self.0.is_empty() {
            return;
        }
        let heap = &mut self.0[..];
        let mut place = 0;
        loop {
            let first = place * ARITY + 1;
            let children = first..(first + ARITY).min(heap.len());
            let Some(least) = children.min_by_key(|&child| heap[child]) else { break };
            if event <= heap[least] {
                break;
            }
            heap[place] = heap[least];
            place = least;
        }
        heap[place] = event;
    }

    #[inline]
    fn push(&mut self, event: u64) {
        let mut place = self.0.len();
        self.0.push(event);
        while place > 0 {
            let parent = (place - 1) / ARITY;
            if self.0[parent] <= event {
                break;
            }
            self.0[place] = self.0[parent];
            place = parent;
        }
        self.0[place] = event;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<A: Agenda>(events: &[u64]) -> Vec<u64> {
        let mut agenda = A::default();
        let mut came = Vec::new();
        for (n, &event) in events.iter().enumerate() {
            agenda.push(event);
            if n % 3 == 2 {
                came.push(agenda.first());
                agenda.pop();
            }
        }
        while agenda.first() != u64::MAX {
            came.push(agenda.first());
            agenda.pop();
        }
        came
    }

    #[test]
    fn all_agendas_give_the_same_order() {
        let mut numbers = acd_core::Stream::new(1, "agendas");
        let events: Vec<u64> = (0..1000).map(|_| numbers.below(500)).collect();
        let expected = sorted::<Binary>(&events);
        assert_eq!(expected.len(), events.len());
        assert_eq!(sorted::<Sorted>(&events), expected);
        assert_eq!(sorted::<Fourfold>(&events), expected);
    }
}
