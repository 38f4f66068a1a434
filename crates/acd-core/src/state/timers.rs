//! The queue of events: a four-way heap ordered by (time, class, sequence), from which any event can be
//! taken back. What cannot happen any more is not in it, so its length is the work in flight.

use tapi_types::{RequestId, Time};

use crate::state::call::CallKey;
use crate::state::table::SessionNo;
use crate::{Cause, Class, Moment};

/// What the engine does by itself at a later time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A call's connected time is over.
    TalkEnds(CallKey),
    /// A session's after-call work is over.
    WrapUpEnds(SessionNo),
    /// A stream's next call arrives.
    Arrives(u32),
    /// A ringing session picks up.
    Answers(SessionNo),
    /// A caller gives up.
    PatienceEnds(CallKey),
    /// A stay has lasted its maximum.
    MaxWaitEnds(CallKey),
    /// An offer has rung for long enough.
    RingsOut(CallKey),
    /// The ACD takes up a request.
    Handles(RequestId),
    /// A reply goes out.
    Replies(RequestId),
    /// The second copy of a reply goes out.
    RepliesAgain(RequestId),
    /// A client's time limit ends.
    LimitEnds(RequestId),
}

impl Event {
    const fn class(self) -> Class {
        match self {
            Event::TalkEnds(_) | Event::WrapUpEnds(_) => Class::Release,
            Event::Arrives(_) => Class::Arrival,
            Event::Answers(_) => Class::Answer,
            Event::PatienceEnds(_) | Event::MaxWaitEnds(_) | Event::RingsOut(_) => Class::GiveUp,
            Event::Handles(_) => Class::Handle,
            Event::Replies(_) | Event::RepliesAgain(_) => Class::Reply,
            Event::LimitEnds(_) => Class::Deadline,
        }
    }
}

/// An event that can be taken back. It is spent once the event has come out of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timer(u32);

#[derive(Debug, Clone, Copy)]
struct Node {
    at: Time,
    /// Class above, order of scheduling (for arrivals: the stream's place in the file) below.
    order: u64,
    slot: u32,
    event: Event,
}

impl Node {
    const fn key(&self) -> (Time, u64) {
        (self.at, self.order)
    }
}

/// Sequence numbers have 56 bits below the class.
const CLASS_SHIFT: u32 = 56;
/// Children of a node: four fill a cache line's worth of comparisons and halve the depth.
const ARITY: usize = 4;

/// The queue.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timers {
    heap: Vec<Node>,
    /// Where the node of a slot stands in the heap.
    places: Vec<u32>,
    /// What set the event of a slot going.
    causes: Vec<Cause>,
    free: Vec<u32>,
    scheduled: u64,
}

impl Timers {
    pub(crate) fn schedule(&mut self, at: Time, event: Event, cause: Cause) -> Timer {
        self.scheduled += 1;
        // Streams that meet go in file order; everything else in order of scheduling.
        let sequence = if let Event::Arrives(stream) = event { u64::from(stream) } else { self.scheduled };
        let order = (event.class() as u64) << CLASS_SHIFT | sequence;
        let slot = self.free.pop().unwrap_or_else(|| {
            self.places.push(0);
            self.causes.push(cause);
            u32::try_from(self.places.len() - 1).expect("events in flight are limited by memory")
        });
        self.causes[slot as usize] = cause;
        self.heap.push(Node { at, order, slot, event });
        self.rise(self.heap.len() - 1);
        Timer(slot)
    }

    /// Takes an event back that has not come out yet.
    pub(crate) fn cancel(&mut self, timer: &mut Option<Timer>) {
        if let Some(Timer(slot)) = timer.take() {
            let place = self.places[slot as usize] as usize;
            debug_assert_eq!(self.heap[place].slot, slot, "a spent timer was cancelled");
            self.remove(place);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.heap.len()
    }

    /// When the next event is due.
    pub(crate) fn next(&self) -> Option<Moment> {
        self.heap.first().map(|node| Moment { at: node.at, class: node.event.class() })
    }

    /// The next event, and what set it going.
    pub(crate) fn pop(&mut self) -> Option<(Time, Event, Cause)> {
        let first = *self.heap.first()?;
        self.remove(0);
        Some((first.at, first.event, self.causes[first.slot as usize]))
    }

    /// When an event in the queue is due.
    pub(crate) fn due(&self, timer: Timer) -> Time {
        self.heap[self.places[timer.0 as usize] as usize].at
    }

    fn remove(&mut self, place: usize) {
        let gone = self.heap.swap_remove(place);
        self.free.push(gone.slot);
        if place < self.heap.len() {
            self.sink(place);
            self.rise(place);
        }
    }

    fn rise(&mut self, mut place: usize) {
        let node = self.heap[place];
        while place > 0 {
            let parent = (place - 1) / ARITY;
            if self.heap[parent].key() <= node.key() {
                break;
            }
            self.put(place, self.heap[parent]);
            place = parent;
        }
        self.put(place, node);
    }

    fn sink(&mut self, mut place: usize) {
        let node = self.heap[place];
        loop {
            let first = place * ARITY + 1;
            let last = (first + ARITY).min(self.heap.len());
            let Some(least) = (first..last).min_by_key(|&child| self.heap[child].key()) else { break };
            if node.key() <= self.heap[least].key() {
                break;
            }
            self.put(place, self.heap[least]);
            place = least;
        }
        self.put(place, node);
    }

    fn put(&mut self, place: usize, node: Node) {
        self.heap[place] = node;
        #[expect(clippy::cast_possible_truncation, reason = "no more nodes than slots, and those are u32")]
        let small = place as u32;
        self.places[node.slot as usize] = small;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrap(n: u32) -> Event {
        Event::WrapUpEnds(SessionNo(n))
    }

    #[test]
    fn equal_times_go_by_class_then_by_order_of_scheduling() {
        let mut timers = Timers::default();
        let at = Time::from_secs(1);
        timers.schedule(at, Event::Answers(SessionNo(0)), Cause::Plan);
        timers.schedule(at, Event::Arrives(1), Cause::Plan);
        timers.schedule(at, Event::Arrives(0), Cause::Plan);
        timers.schedule(at, wrap(2), Cause::Plan);
        timers.schedule(at, wrap(1), Cause::Plan);
        let order: Vec<Event> = std::iter::from_fn(|| timers.pop()).map(|(_, event, _)| event).collect();
        assert_eq!(order, [wrap(2), wrap(1), Event::Arrives(0), Event::Arrives(1), Event::Answers(SessionNo(0))]);
    }

    proptest! {
        #[test]
        fn what_is_cancelled_never_comes_and_the_rest_comes_in_order(
            steps in prop::collection::vec((0_u64..20, any::<prop::sample::Index>(), 0_u8..4), 1..200),
        ) {
            let mut timers = Timers::default();
            let mut kept: Vec<(u64, u32, Option<Timer>)> = Vec::new();
            for (n, (at, which, act)) in (0_u32..).zip(steps) {
                if act == 0 && !kept.is_empty() {
                    let (_, _, mut timer) = kept.remove(which.index(kept.len()));
                    timers.cancel(&mut timer);
                } else {
                    kept.push((at, n, Some(timers.schedule(Time::from_micros(at), wrap(n), Cause::Plan))));
                }
            }
            kept.sort_by_key(|&(at, n, _)| (at, n));
            let expected: Vec<_> = kept.iter().map(|&(at, n, _)| (Time::from_micros(at), wrap(n))).collect();
            let came: Vec<_> = std::iter::from_fn(|| timers.pop()).map(|(at, event, _)| (at, event)).collect();
            prop_assert_eq!(came, expected);
        }
    }
}
