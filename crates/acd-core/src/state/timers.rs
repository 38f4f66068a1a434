//! The queue of events: a four-way heap ordered by (time, class, sequence), from which any event can be taken back.
//!
//! Two things keep it small and quick. Most events set another going, which takes the place at the top that the first has left:
//! one way down the heap instead of two. And an event that is taken back stays as a husk until it comes to the top, or until
//! husks outnumber the rest and are swept out together; so a node does not have to know where it stands.

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

/// When an event is due, and where the rest of it is kept.
#[derive(Debug, Clone, Copy)]
struct Node {
    at: Time,
    /// Class above, order of scheduling (for arrivals: the stream's place in the file) below.
    order: u64,
    slot: u32,
}

impl Node {
    /// One number, so that nodes are compared without a branch.
    const fn key(&self) -> u128 {
        (self.at.as_micros() as u128) << 64 | self.order as u128
    }
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// `None`: taken back, and only a husk in the heap.
    event: Option<Event>,
    at: Time,
    /// What set the event going.
    cause: Cause,
}

/// Sequence numbers have 56 bits below the class.
const CLASS_SHIFT: u32 = 56;
/// Children of a node: four halve the depth, and stand side by side in memory.
const ARITY: usize = 4;
/// So many husks are no reason to sweep.
const HUSKS_MIN: usize = 32;

/// The queue.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timers {
    heap: Vec<Node>,
    /// The event at the top has come out, and its place is free for the next that is scheduled.
    open: bool,
    slots: Vec<Slot>,
    free: Vec<u32>,
    /// Nodes in the heap whose event was taken back.
    husks: usize,
    scheduled: u64,
}

impl Timers {
    pub(crate) fn schedule(&mut self, at: Time, event: Event, cause: Cause) -> Timer {
        self.scheduled += 1;
        // Streams that meet go in file order; everything else in order of scheduling.
        let sequence = if let Event::Arrives(stream) = event { u64::from(stream) } else { self.scheduled };
        let order = (event.class() as u64) << CLASS_SHIFT | sequence;
        let slot = self.take_slot(Slot { event: Some(event), at, cause });
        let node = Node { at, order, slot };
        if std::mem::take(&mut self.open) {
            sink(&mut self.heap, 0, node);
        } else {
            self.heap.push(node);
            rise(&mut self.heap, node);
        }
        Timer(slot)
    }

    fn take_slot(&mut self, content: Slot) -> u32 {
        if let Some(free) = self.free.pop() {
            self.slots[free as usize] = content;
            return free;
        }
        self.slots.push(content);
        u32::try_from(self.slots.len() - 1).expect("events in flight are limited by memory")
    }

    /// Takes an event back that has not come out yet.
    pub(crate) fn cancel(&mut self, timer: &mut Option<Timer>) {
        let Some(Timer(slot)) = timer.take() else { return };
        let gone = self.slots[slot as usize].event.take();
        debug_assert!(gone.is_some(), "a spent timer was cancelled");
        if self.heap.pop_if(|last| last.slot == slot).is_some() {
            self.free.push(slot);
            return;
        }
        self.husks += 1;
        if self.husks > HUSKS_MIN + self.heap.len() / 2 {
            self.sweep();
        }
    }

    /// Events to come.
    pub(crate) fn len(&self) -> usize {
        self.heap.len() - self.husks - usize::from(self.open)
    }

    /// When the next event is due. Ask after [`Timers::tidy`].
    pub(crate) fn next(&self) -> Option<Moment> {
        debug_assert!(!self.open, "the top is free");
        let node = self.heap.first()?;
        self.slots[node.slot as usize].event.map(|event| Moment { at: node.at, class: event.class() })
    }

    /// The next event, and what set it going. Its place at the top stays free for what it sets going itself, until
    /// [`Timers::tidy`].
    pub(crate) fn pop(&mut self) -> Option<(Time, Event, Cause)> {
        self.tidy();
        let Slot { event, at, cause } = *self.slot_of_first()?;
        self.open_top();
        event.map(|event| (at, event, cause))
    }

    /// Brings the next event to the top.
    #[inline]
    pub(crate) fn tidy(&mut self) {
        loop {
            if self.open {
                self.close_top();
            }
            match self.slot_of_first() {
                Some(Slot { event: None, .. }) => {
                    self.husks -= 1;
                    self.open_top();
                }
                Some(Slot { event: Some(_), .. }) | None => return,
            }
        }
    }

    /// When an event in the queue is due.
    pub(crate) fn due(&self, timer: Timer) -> Time {
        self.slots[timer.0 as usize].at
    }

    #[inline]
    fn slot_of_first(&self) -> Option<&Slot> {
        self.heap.first().map(|first| &self.slots[first.slot as usize])
    }

    #[inline]
    fn open_top(&mut self) {
        self.free.push(self.heap[0].slot);
        self.open = true;
    }

    fn close_top(&mut self) {
        self.open = false;
        if let Some(last) = self.heap.pop()
            && !self.heap.is_empty()
        {
            sink(&mut self.heap, 0, last);
        }
    }

    /// Throws all husks out. As many events as husks were taken back since the last time, so each pays for its own.
    #[cold]
    fn sweep(&mut self) {
        if self.open {
            self.close_top();
        }
        let (slots, free) = (&self.slots, &mut self.free);
        self.heap.retain(|node| {
            let keep = slots[node.slot as usize].event.is_some();
            if !keep {
                free.push(node.slot);
            }
            keep
        });
        self.husks = 0;
        for place in (0..self.heap.len().div_ceil(ARITY)).rev() {
            let node = self.heap[place];
            sink(&mut self.heap, place, node);
        }
    }
}

/// Takes a node that stands last to its place.
#[inline]
fn rise(heap: &mut [Node], node: Node) {
    let mut place = heap.len() - 1;
    while place > 0 {
        let parent = (place - 1) / ARITY;
        if heap[parent].key() <= node.key() {
            break;
        }
        heap[place] = heap[parent];
        place = parent;
    }
    heap[place] = node;
}

/// Puts a node at a place, or below it where it belongs.
#[inline]
fn sink(heap: &mut [Node], mut place: usize, node: Node) {
    let key = node.key();
    loop {
        let first = place * ARITY + 1;
        let Some((least, child)) = least(heap.get(first..).unwrap_or_default()) else { break };
        if key < child.key() {
            break;
        }
        heap[place] = child;
        place = first + least;
    }
    heap[place] = node;
}

/// Which of the children that stand here comes first.
#[inline]
fn least(children: &[Node]) -> Option<(usize, Node)> {
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
