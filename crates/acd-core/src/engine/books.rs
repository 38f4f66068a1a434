//! A queue's books: entries, stays and how they end. The one place that moves a queue's counts and gauges.

use tapi_types::{LineError, QueueId, Span};

use crate::state::call::{CallKey, Phase};
use crate::state::queue::Queue;
use crate::{Accepted, Engine, Fact, QueueFigures, WhenUnstaffed};

/// How a stay ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StayEnd {
    Answered,
    Abandoned,
    FlowedOut,
    TimedOut,
    Unstaffed,
}

impl Engine {
    /// What the queue does with calls that find no session, if it finds none now.
    pub(crate) fn unstaffed_rule(&self, queue: QueueId) -> Option<WhenUnstaffed> {
        let config = &self.config.queues[queue.index()];
        (self.lines[config.group].staff == 0).then_some(config.when_unstaffed)
    }

    /// No session may take a call at once, and all waiting places are taken.
    pub(crate) fn is_full(&self, queue: QueueId) -> bool {
        let config = &self.config.queues[queue.index()];
        config.max_waiting.is_some_and(|max| self.queues[queue].waiting >= max) && !self.is_takeable(config.group)
    }

    /// The queue with its period rolled: whatever is counted next belongs to the present window.
    fn books(&mut self, queue: QueueId) -> &mut Queue {
        let queue = &mut self.queues[queue];
        queue.roll(self.now);
        queue
    }

    /// Changes what the row of a queue shows, unless the call is from before the warm-up.
    fn figure(&mut self, key: CallKey, change: impl FnOnce(&mut QueueFigures)) {
        let call = &self.calls[key.place()];
        if call.counted {
            change(&mut self.queues[call.queue].figures);
        }
    }

    /// A call comes to a queue.
    pub(crate) fn count_offered(&mut self, key: CallKey) {
        self.figure(key, |figures| figures.offered += 1);
    }

    /// A call comes from another queue and is not blocked.
    pub(crate) fn count_flowed_in(&mut self, key: CallKey) {
        let queue = self.call(key).queue;
        self.books(queue).totals.flowed_in += 1;
        self.figure(key, |figures| figures.flowed_in += 1);
    }

    pub(crate) fn count_blocked(&mut self, key: CallKey) {
        self.figure(key, |figures| figures.blocked += 1);
    }

    /// A call found no staff at entry: it has no stay.
    pub(crate) fn count_unstaffed(&mut self, key: CallKey) {
        self.figure(key, |figures| figures.unstaffed += 1);
    }

    /// A call takes its place: the stay begins. True where no session can take it at once.
    pub(crate) fn begin_stay(&mut self, key: CallKey) -> bool {
        let now = self.now;
        let queue_id = self.call(key).queue;
        let queued = !self.is_takeable(self.config.queues[queue_id.index()].group);
        let queue = self.books(queue_id);
        queue.totals.queued += 1;
        let newest = queue.newest.replace(key);
        if newest.is_none() {
            queue.oldest = Some(key);
        }
        if queued {
            self.figure(key, |figures| figures.queued += 1);
        }
        let call = self.call_mut(key);
        call.stay_from = now;
        call.older = newest;
        call.newer = None;
        if let Some(older) = newest {
            self.call_mut(older).newer = Some(key);
        }
        queued
    }

    /// Closes the books on a stay; the call must be neither waiting nor ringing any more. `ringing` tells
    /// whether it was.
    pub(crate) fn end_stay(&mut self, key: CallKey, end: StayEnd, ringing: bool) -> Span {
        let now = self.now;
        let call = self.call(key);
        let (queue_id, stay) = (call.queue, now - call.stay_from);
        self.unlink_stay(key);
        let queue = self.books(queue_id);
        queue.longest_in_period = queue.longest_in_period.max(stay);
        let totals = &mut queue.totals;
        match end {
            StayEnd::Answered | StayEnd::Unstaffed => {}
            StayEnd::Abandoned => totals.abandoned += 1,
            StayEnd::FlowedOut => totals.flowed_out += 1,
            StayEnd::TimedOut => totals.timed_out += 1,
        }
        if end != StayEnd::Unstaffed {
            totals.closed += 1;
            totals.closed_wait += stay;
        }
        let config = &self.config.queues[queue_id.index()];
        let within = stay <= config.threshold;
        let short = stay < config.short_abandon;
        self.figure(key, |figures| {
            figures.longest_wait = figures.longest_wait.max(stay);
            match end {
                StayEnd::Answered => {
                    figures.answered += 1;
                    figures.answered_within += u64::from(within);
                    figures.wait_answered += stay;
                }
                StayEnd::Abandoned => {
                    figures.abandoned += 1;
                    figures.abandoned_ringing += u64::from(ringing);
                    figures.abandoned_within += u64::from(within);
                    figures.abandoned_short += u64::from(short);
                    figures.wait_abandoned += stay;
                }
                StayEnd::FlowedOut => {
                    figures.flowed_out += 1;
                    figures.wait_other += stay;
                }
                StayEnd::TimedOut => {
                    figures.timed_out += 1;
                    figures.wait_other += stay;
                }
                StayEnd::Unstaffed => {
                    figures.unstaffed += 1;
                    figures.wait_other += stay;
                }
            }
        });
        stay
    }

    fn unlink_stay(&mut self, key: CallKey) {
        let call = self.call_mut(key);
        let (older, newer) = (call.older.take(), call.newer.take());
        let queue = call.queue;
        match older {
            Some(older) => self.call_mut(older).newer = newer,
            None => self.queues[queue].oldest = newer,
        }
        match newer {
            Some(newer) => self.call_mut(newer).older = older,
            None => self.queues[queue].newest = older,
        }
    }

    /// Puts a call into another phase; the queue's gauges follow. Returns the phase it leaves.
    #[inline]
    pub(crate) fn set_phase(&mut self, key: CallKey, phase: Phase) -> Phase {
        let call = &mut self.calls[key.place()];
        let left = std::mem::replace(&mut call.phase, phase);
        let (from, to) = (left.gauge(), phase.gauge());
        if from != to {
            let queue = &mut self.queues[call.queue];
            if !queue.move_gauge(from, to, call.counted) {
                self.break_law("gauges never pass below zero", "a queue's gauge fell below zero".to_owned());
            }
        }
        left
    }

    pub(crate) fn set_queue_period(&mut self, queue: QueueId, period_s: u32) -> Result<Accepted, LineError> {
        if period_s == 0 {
            return Err(LineError::INVALPARAM);
        }
        self.begin_queue_period(queue, period_s);
        self.note(Fact::QueuePeriodSet { queue, period_s });
        Ok(Accepted::Done)
    }

    pub(super) fn begin_queue_period(&mut self, queue: QueueId, period_s: u32) {
        let now = self.now;
        let books = self.books(queue);
        books.longest_in_period = Span::ZERO;
        let totals = books.totals;
        books.period.set(period_s, now, totals);
    }

    /// The age of the oldest running stay; of those that the row shows, where asked.
    pub(crate) fn oldest_stay(&self, queue: QueueId, counted_only: bool) -> Span {
        let mut at = self.queues[queue].oldest;
        while let Some(key) = at {
            let call = self.call(key);
            if call.counted || !counted_only {
                return self.now - call.stay_from;
            }
            at = call.newer;
        }
        Span::ZERO
    }
}
