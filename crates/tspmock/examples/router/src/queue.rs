//! The queue: who waits, and what is counted about it.

use std::collections::VecDeque;

use tapi_types::{CallHandle, Span, Time};

/// The queue.
pub(crate) struct Queue {
    /// The longest wait first.
    pub(crate) waiting: VecDeque<Stay>,
    /// The length of the measurement period. It is a label: a period ends when the next is asked for.
    pub(crate) period_s: u32,
    /// Since the period began.
    pub(crate) counts: Counts,
}

/// A call that waits.
#[derive(Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) call: CallHandle,
    pub(crate) since: Time,
    /// After-call work that it will leave.
    pub(crate) wrap_up: Span,
}

/// What is counted in a measurement period.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) entered: u64,
    pub(crate) abandoned: u64,
    /// Waits that are over, however they ended.
    pub(crate) waits: u64,
    pub(crate) sum_wait: Span,
    pub(crate) longest_wait: Span,
}

impl Queue {
    pub(crate) fn new(period_s: u32) -> Queue {
        Queue { waiting: VecDeque::new(), period_s, counts: Counts::default() }
    }

    /// Counts begin anew. Whoever waits goes on waiting.
    pub(crate) fn begin_period(&mut self, period_s: u32) {
        if cfg!(feature = "planted-period-forgets-who-waits") {
            *self = Queue::new(period_s);
            return;
        }
        (self.period_s, self.counts) = (period_s, Counts::default());
    }

    pub(crate) fn enter(&mut self, stay: Stay) {
        self.counts.entered += 1;
        self.waiting.push_back(stay);
    }

    /// The call that has waited for longest goes to a session; how long it has waited comes with it.
    pub(crate) fn take(&mut self, now: Time) -> Option<(Stay, Span)> {
        let stay = self.waiting.pop_front()?;
        Some((stay, self.wait_is_over(stay, now)))
    }

    /// A caller gives up. False where the call does not wait here.
    pub(crate) fn abandon(&mut self, call: CallHandle, now: Time) -> bool {
        let Some(place) = self.waiting.iter().position(|stay| stay.call == call) else { return false };
        if let Some(stay) = self.waiting.remove(place) {
            self.counts.abandoned += 1;
            self.wait_is_over(stay, now);
        }
        true
    }

    fn wait_is_over(&mut self, stay: Stay, now: Time) -> Span {
        let wait = now.since(stay.since);
        self.counts.waits += 1;
        self.counts.sum_wait += wait;
        self.counts.longest_wait = self.counts.longest_wait.max(wait);
        wait
    }

    /// How long the oldest call has waited; zero where none waits.
    pub(crate) fn oldest(&self, now: Time) -> Span {
        self.waiting.front().map_or(Span::ZERO, |stay| now.since(stay.since))
    }
}
