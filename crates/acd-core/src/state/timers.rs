//! The queue of events, ordered by (time, class, order of scheduling), from which any event can be taken back.
//!
//! An event that is taken back stays as a husk until it comes to the top, or until husks outnumber the rest and are swept out
//! together; so a node does not have to know where it stands.

use std::num::NonZeroU32;

use tapi_types::{RequestId, Time};

use crate::order::{LAST, key};
use crate::state::call::CallKey;
use crate::state::heap::{Heap, Node};
use crate::state::origin::Origin;
use crate::state::table::SessionNo;
use crate::{Class, Moment};

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
    pub(crate) const fn class(self) -> Class {
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
pub(crate) struct Timer(NonZeroU32);

impl Timer {
    const fn of(slot: u32) -> Timer {
        Timer(NonZeroU32::MIN.saturating_add(slot))
    }

    const fn slot(self) -> u32 {
        self.0.get() - 1
    }
}

/// When an event is due, and where the rest of it is kept.
#[derive(Debug, Clone, Copy)]
struct Due {
    /// The [key] of its moment.
    key: u64,
    /// Order of scheduling.
    turn: u64,
    slot: u32,
}

impl Node for Due {
    const NOBODY: Due = Due { key: u64::MAX, turn: u64::MAX, slot: u32::MAX };

    #[inline]
    fn key(&self) -> u128 {
        u128::from(self.key) << 64 | u128::from(self.turn)
    }
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// `None`: taken back, and only a husk in the heap.
    event: Option<Event>,
    at: Time,
    /// What set the event going.
    cause: Origin,
}

/// So many husks are no reason to sweep.
const HUSKS_MIN: usize = 32;

/// The queue.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timers {
    heap: Heap<Due>,
    slots: Vec<Slot>,
    free: Vec<u32>,
    /// Nodes in the heap whose event was taken back.
    husks: usize,
    scheduled: u64,
}

impl Timers {
    pub(crate) fn schedule(&mut self, at: Time, event: Event, cause: Origin) -> Timer {
        self.scheduled += 1;
        let at = at.min(LAST);
        let key = key(at, event.class() as u64);
        let slot = self.take_slot(Slot { event: Some(event), at, cause });
        self.heap.push(Due { key, turn: self.scheduled, slot });
        Timer::of(slot)
    }

    #[inline]
    fn take_slot(&mut self, content: Slot) -> u32 {
        if let Some(free) = self.free.pop() {
            self.slots[free as usize] = content;
            return free;
        }
        self.slots.push(content);
        u32::try_from(self.slots.len() - 1).expect("events in flight are limited by memory")
    }

    /// Takes an event back that has not come out yet.
    #[inline]
    pub(crate) fn cancel(&mut self, timer: &mut Option<Timer>) {
        if let Some(timer) = timer.take() {
            self.take_back(timer);
        }
    }

    fn take_back(&mut self, timer: Timer) {
        let slot = timer.slot();
        let gone = self.slots[slot as usize].event.take();
        debug_assert!(gone.is_some(), "a spent timer was cancelled");
        if self.heap.take_back(|last| last.slot == slot) {
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
        self.heap.len() - self.husks
    }

    /// The [key] of the next event; the largest number where there is none. Ask after [`Timers::tidy`].
    #[inline]
    pub(crate) fn key(&self) -> u64 {
        self.heap.first().map_or(u64::MAX, |due| due.key)
    }

    /// When the next event is due. Ask after [`Timers::tidy`].
    pub(crate) fn next(&self) -> Option<Moment> {
        let Slot { event, at, .. } = self.slots[self.heap.first()?.slot as usize];
        event.map(|event| Moment { at, class: event.class() })
    }

    /// The next event, and what set it going, after [`Timers::tidy`]. Its place at the top stays free for what it sets going
    /// itself, until it is tidy again.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<(Time, Event, Origin)> {
        let due = self.heap.take_first()?;
        self.free.push(due.slot);
        let Slot { event, at, cause } = self.slots[due.slot as usize];
        event.map(|event| (at, event, cause))
    }

    /// Brings the next event to the top.
    #[inline]
    pub(crate) fn tidy(&mut self) {
        self.heap.close();
        while self.husks > 0 && self.heap.first().is_some_and(|due| self.slots[due.slot as usize].event.is_none()) {
            self.free.extend(self.heap.take_first().map(|husk| husk.slot));
            self.husks -= 1;
            self.heap.close();
        }
    }

    /// When an event in the queue is due.
    pub(crate) fn due(&self, timer: Timer) -> Time {
        self.slots[timer.slot() as usize].at
    }

    /// Throws all husks out. As many events as husks were taken back since the last time, so each pays for its own.
    #[cold]
    fn sweep(&mut self) {
        let (slots, free) = (&self.slots, &mut self.free);
        self.heap.retain(|due| {
            let keep = slots[due.slot as usize].event.is_some();
            if !keep {
                free.push(due.slot);
            }
            keep
        });
        self.husks = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::table::Key as _;
    use proptest::prelude::*;

    fn wrap(n: u32) -> Event {
        Event::WrapUpEnds(SessionNo::at_place(n as usize))
    }

    /// All events in the order in which they come.
    fn drained(timers: &mut Timers) -> Vec<(Time, Event)> {
        let next = || {
            timers.tidy();
            timers.pop().map(|(at, event, _)| (at, event))
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn equal_times_go_by_class_then_by_order_of_scheduling() {
        let mut timers = Timers::default();
        let at = Time::from_secs(1);
        timers.schedule(at, Event::Answers(SessionNo::FIRST), Origin::PLAN);
        timers.schedule(at, Event::Handles(RequestId::at(0)), Origin::PLAN);
        timers.schedule(at, wrap(2), Origin::PLAN);
        timers.schedule(at, wrap(1), Origin::PLAN);
        let order: Vec<Event> = drained(&mut timers).into_iter().map(|(_, event)| event).collect();
        let [answers, handles] = [Event::Answers(SessionNo::FIRST), Event::Handles(RequestId::at(0))];
        assert_eq!(order, [wrap(2), wrap(1), answers, handles]);
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
                    kept.push((at, n, Some(timers.schedule(Time::from_micros(at), wrap(n), Origin::PLAN))));
                }
            }
            kept.sort_by_key(|&(at, n, _)| (at, n));
            let expected: Vec<_> = kept.iter().map(|&(at, n, _)| (Time::from_micros(at), wrap(n))).collect();
            prop_assert_eq!(drained(&mut timers), expected);
        }
    }
}
