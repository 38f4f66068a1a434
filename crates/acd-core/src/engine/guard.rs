//! What stops an engine: a broken law, or a circle that it would go round for ever.

use std::collections::BTreeSet;

use tapi_types::{CallHandle, SessionId, Time};
use thiserror::Error;

use crate::state::timers::Event;
use crate::{CallNo, Class, Engine, state::call::CallKey};

/// So many events of calls in a row without a call that enters, is answered or ends are a circle.
pub const CIRCLE_EVENTS_MAX: u64 = 1_000_000;
/// So many events are remembered for the message of a broken law.
const LAST_EVENTS: usize = 16;

/// Why an engine stands still. All requests under way stay without a reply.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Halt {
    /// A law of the engine is broken: a mistake in the engine.
    #[error("the law \"{law}\" is broken at {at} with seed {seed}: {what}; last events: {}", last_events.join(", "))]
    LawBroken {
        /// Which.
        law: &'static str,
        /// How.
        what: String,
        /// When.
        at: Time,
        /// The seed of the run.
        seed: u64,
        /// What led to it, oldest first.
        last_events: Vec<String>,
    },
    /// A million events have passed while no call entered, was answered or ended: a mistake in the scenario.
    #[error("the run goes round for ever at {at}")]
    GoesRound {
        /// When it was noticed.
        at: Time,
        /// The calls that go round: number, and handle where somebody outside holds one.
        calls: Vec<(CallNo, Option<CallHandle>)>,
        /// The sessions that they ring at.
        sessions: Vec<SessionId>,
    },
}

impl Halt {
    /// Out of line, since it never happens in a run that goes well.
    #[cold]
    #[inline(never)]
    fn told(&self) -> Halt {
        self.clone()
    }
}

/// Watches over the run.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    seed: u64,
    pub(crate) check_all: bool,
    idle_events: u64,
    last: LastEvents,
    halt: Option<Box<Halt>>,
}

/// The last events, round and round.
#[derive(Debug, Clone)]
struct LastEvents {
    ring: [(Time, Event); LAST_EVENTS],
    /// How many there have been; the next one goes where this points, round and round.
    count: usize,
}

impl Default for LastEvents {
    fn default() -> Self {
        LastEvents { ring: [(Time::ZERO, Event::Arrives(0)); LAST_EVENTS], count: 0 }
    }
}

impl LastEvents {
    #[inline]
    fn push(&mut self, at: Time, event: Event) {
        self.ring[self.count % LAST_EVENTS] = (at, event);
        self.count += 1;
    }

    /// Oldest first.
    fn iter(&self) -> impl Iterator<Item = &(Time, Event)> {
        let first = self.count.saturating_sub(LAST_EVENTS);
        (first..self.count).map(|n| &self.ring[n % LAST_EVENTS])
    }
}

impl Guard {
    pub(crate) fn new(seed: u64) -> Guard {
        Guard { seed, check_all: false, idle_events: 0, last: LastEvents::default(), halt: None }
    }

    /// The seed of the run, for the message of a broken law.
    pub(crate) fn sow(&mut self, seed: u64) {
        self.seed = seed;
    }

    #[inline]
    pub(crate) fn halted(&self) -> Result<(), Halt> {
        match &self.halt {
            None => Ok(()),
            Some(halt) => Err(halt.told()),
        }
    }

    pub(crate) const fn stands_still(&self) -> bool {
        self.halt.is_some()
    }

    /// A call entered, was answered or ended.
    pub(crate) fn progress(&mut self) {
        self.idle_events = 0;
    }

    /// Commands come from outside and are finite.
    pub(crate) fn command(&mut self) {
        self.idle_events = 0;
    }
}

impl Engine {
    /// Remembers an event, and stops where events of calls only follow one another.
    #[inline]
    pub(crate) fn watch_event(&mut self, at: Time, event: Event) {
        self.guard.last.push(at, event);
        if matches!(event.class(), Class::Release | Class::Answer | Class::GiveUp) {
            self.guard.idle_events += 1;
            if self.guard.idle_events >= CIRCLE_EVENTS_MAX {
                self.stop_circle();
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn stop_circle(&mut self) {
        let keys: BTreeSet<CallKey> = self.guard.last.iter().filter_map(|(_, event)| call_of(*event)).collect();
        let calls = keys.iter().filter_map(|key| self.calls.get(key.place()));
        let calls: Vec<_> = calls.collect();
        let ringing = calls.iter().flat_map(|call| call.rang_out_at().iter().map(|(no, _)| *no));
        let sessions: BTreeSet<SessionId> = ringing.map(|no| self.sessions[no].id).collect();
        let calls = calls.iter().map(|call| (call.no, call.handle)).collect();
        let halt = Halt::GoesRound { at: self.now, calls, sessions: sessions.into_iter().collect() };
        self.guard.halt.get_or_insert_with(|| Box::new(halt));
    }

    /// Stops the engine for good.
    #[cold]
    #[inline(never)]
    pub(crate) fn break_law(&mut self, law: &'static str, what: String) {
        let last_events = self.guard.last.iter().map(|(at, event)| format!("{at} {event:?}")).collect();
        let halt = Halt::LawBroken { law, what, at: self.now, seed: self.guard.seed, last_events };
        self.guard.halt.get_or_insert_with(|| Box::new(halt));
    }

    /// Nothing happens before now.
    #[inline]
    pub(crate) fn check_time(&mut self, at: Time) {
        if at < self.now {
            self.break_time_law(at);
        }
    }

    #[cold]
    #[inline(never)]
    fn break_time_law(&mut self, at: Time) {
        self.break_law("nothing happens before now", format!("an event is due at {at}"));
    }
}

fn call_of(event: Event) -> Option<CallKey> {
    match event {
        Event::TalkEnds(call) | Event::PatienceEnds(call) | Event::MaxWaitEnds(call) | Event::RingsOut(call) => {
            Some(call)
        }
        Event::WrapUpEnds(_)
        | Event::Arrives(_)
        | Event::Answers(_)
        | Event::Handles(_)
        | Event::Replies(_)
        | Event::RepliesAgain(_)
        | Event::LimitEnds(_) => None,
    }
}
