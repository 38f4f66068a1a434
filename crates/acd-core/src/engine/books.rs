//! A queue's books: entries, stays and how they end. The one place that moves a queue's counts and gauges.

use tapi_types::{LineError, QueueId, Span};

use crate::state::call::{CallKey, Gauge, Phase};
use crate::state::queue::{Queue, StayEnd};
use crate::{Accepted, Engine, Fact, QueueFigures, WhenUnstaffed};

impl Engine {
    /// What the queue does with calls that find no session, if it finds none now.
    pub(crate) fn unstaffed_rule(&self, queue: QueueId) -> Option<WhenUnstaffed> {
        let config = &self.config.queues[queue.index()];
        (self.lines[config.group].staff == 0).then_some(config.when_unstaffed)
    }

    /// No session may take a call at once, and all waiting places are taken.
    pub(crate) fn is_full(&self, queue: QueueId) -> bool {
        let config = &self.config.queues[queue.index()];
        config.max_waiting.is_some_and(|max| self.queues[queue].waiting >= max)
            && !self.lines[config.group].is_takeable()
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

    /// A call takes its place and waits: the stay begins. True where no session can take it at once.
    pub(crate) fn begin_stay(&mut self, key: CallKey) -> bool {
        let call = &mut self.calls[key.place()];
        let queued = !self.lines[call.group].is_takeable();
        let queue = &mut self.queues[call.queue];
        queue.roll(self.now);
        queue.totals.queued += 1;
        queue.figures.queued += u64::from(queued && call.counted);
        queue.move_gauge(call.phase.gauge(), Some(Gauge::Waiting), call.counted);
        call.phase = Phase::Waiting;
        let newest = queue.newest.replace(key);
        call.stay_from = self.now;
        call.older = newest;
        call.newer = None;
        match newest {
            Some(older) => self.calls[older.place()].newer = Some(key),
            None => queue.oldest = Some(key),
        }
        queued
    }

    /// Closes the books on a stay: the call waits or rings no more.
    #[inline(always)]
    pub(crate) fn end_stay(&mut self, key: CallKey, end: StayEnd) -> Span {
        self.unlink_stay(key);
        let call = &mut self.calls[key.place()];
        let queue = &mut self.queues[call.queue];
        let stay = self.now - call.stay_from;
        let left = std::mem::replace(&mut call.phase, Phase::Between).gauge();
        let ringing = left == Some(Gauge::Ringing);
        let lawful = queue.move_gauge(left, None, call.counted);
        queue.roll(self.now);
        queue.close_stay(end, stay);
        if call.counted {
            let config = &self.config.queues[call.queue.index()];
            let (within, short) = (stay <= config.threshold, stay < config.short_abandon);
            close_stay(&mut queue.figures, end, Closed { stay, ringing, within, short });
        }
        if !lawful {
            self.break_gauge_law();
        }
        stay
    }

    fn unlink_stay(&mut self, key: CallKey) {
        let call = &mut self.calls[key.place()];
        let (older, newer) = (call.older.take(), call.newer.take());
        let queue = &mut self.queues[call.queue];
        match older {
            Some(older) => self.calls[older.place()].newer = newer,
            None => queue.oldest = newer,
        }
        match newer {
            Some(newer) => self.calls[newer.place()].older = older,
            None => queue.newest = older,
        }
    }

    /// During a stay a call begins to ring, or waits again.
    pub(crate) fn change_stay(&mut self, key: CallKey, phase: Phase) {
        let call = &mut self.calls[key.place()];
        let left = std::mem::replace(&mut call.phase, phase).gauge();
        if !self.queues[call.queue].move_gauge(left, phase.gauge(), call.counted) {
            self.break_gauge_law();
        }
    }

    #[cold]
    fn break_gauge_law(&mut self) {
        self.break_law("gauges never pass below zero", "a queue's gauge fell below zero".to_owned());
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

/// A stay that is over.
#[derive(Clone, Copy)]
struct Closed {
    stay: Span,
    ringing: bool,
    /// No longer than the threshold of the service level.
    within: bool,
    /// Shorter than an abandoned stay that counts.
    short: bool,
}

/// Counts a stay that is over in the row of its queue.
fn close_stay(figures: &mut QueueFigures, end: StayEnd, closed: Closed) {
    let Closed { stay, ringing, within, short } = closed;
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
}
