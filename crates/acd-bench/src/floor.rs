//! What happens on the floor of a model, without the times at which it does: written once, for everybody but the engine.
//!
//! Whoever plays it keeps the events. So the loops and the other simulators differ in nothing else.

use std::collections::VecDeque;

use acd_core::{Distribution, Stream};

use crate::model::{Model, Tally};

/// Agents, the line of those who wait, and the engine's own random streams.
pub(crate) struct Floor {
    gap: Distribution,
    talk: Distribution,
    patience: Option<Distribution>,
    gaps: Stream,
    talks: Stream,
    patiences: Stream,
    /// Calls that have not come yet.
    left: u64,
    /// Longest idle first.
    idle: VecDeque<u32>,
    line: VecDeque<Caller>,
    /// The number of the first in the line; those after it have the numbers after it.
    first: u64,
    tally: Tally,
}

/// A caller in the line. One who gives up keeps the place until it comes first.
struct Caller {
    entered: u64,
    talk: u64,
    waits: bool,
}

/// Something that will happen, and when, in microseconds.
#[derive(Clone, Copy)]
pub(crate) enum Next {
    /// An agent has done with a call.
    Release { agent: u32, at: u64 },
    /// A caller's patience ends, unless it has been answered.
    GiveUp { caller: u64, at: u64 },
}

impl Floor {
    pub(crate) fn new(model: &Model, seed: u64, calls: u64) -> Floor {
        let stream = |what: &str| Stream::new(seed, &format!("{what}/calls"));
        Floor {
            gap: Distribution::Exponential { mean: model.gap },
            talk: Distribution::Exponential { mean: model.talk },
            patience: model.patience.map(|mean| Distribution::Exponential { mean }),
            gaps: stream("arrivals"),
            talks: stream("talk"),
            patiences: stream("patience"),
            left: calls,
            idle: (0..model.agents).collect(),
            line: VecDeque::new(),
            first: 0,
            tally: Tally { answered: vec![0; model.agents as usize], ..Tally::default() },
        }
    }

    /// When the call after one at `last` comes, if one does.
    #[inline]
    pub(crate) fn next_arrival(&mut self, last: u64) -> Option<u64> {
        self.left = self.left.checked_sub(1)?;
        Some(last + self.gaps.sample(&self.gap).as_micros())
    }

    /// A call comes.
    #[inline]
    pub(crate) fn arrive(&mut self, now: u64) -> Option<Next> {
        self.tally.offered += 1;
        let talk = self.talks.sample(&self.talk).as_micros();
        let patience = self.patience.as_ref().map(|patience| self.patiences.sample(patience).as_micros());
        if let Some(agent) = self.idle.pop_front() {
            self.tally.answered[agent as usize] += 1;
            return Some(Next::Release { agent, at: now + talk });
        }
        self.tally.queued += 1;
        let caller = self.first + self.line.len() as u64;
        self.line.push_back(Caller { entered: now, talk, waits: true });
        patience.map(|patience| Next::GiveUp { caller, at: now + patience })
    }

    /// An agent is free: the first who still waits is next.
    #[inline]
    pub(crate) fn release(&mut self, now: u64, agent: u32) -> Option<Next> {
        while let Some(caller) = self.line.pop_front() {
            self.first += 1;
            if caller.waits {
                self.tally.waited_us += now - caller.entered;
                self.tally.answered[agent as usize] += 1;
                return Some(Next::Release { agent, at: now + caller.talk });
            }
        }
        self.idle.push_back(agent);
        None
    }

    /// A caller's patience ends: of no account where it has been answered.
    #[inline]
    pub(crate) fn give_up(&mut self, now: u64, caller: u64) {
        let place = caller.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        if let Some(caller) = place.and_then(|place| self.line.get_mut(place)) {
            caller.waits = false;
            self.tally.abandoned += 1;
            self.tally.waited_us += now - caller.entered;
        }
    }

    /// The number of the first in the line.
    #[inline]
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    pub(crate) fn into_tally(self) -> Tally {
        self.tally
    }

    /// The same, where somebody else holds the floor.
    pub(crate) fn take_tally(&mut self) -> Tally {
        std::mem::take(&mut self.tally)
    }
}
