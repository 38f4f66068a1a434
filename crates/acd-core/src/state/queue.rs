//! Queues: gauges, the list of running stays, figures, measurement period.

use tapi_types::{Span, Time};

use crate::Stream;
use crate::state::call::{CallKey, Gauge};
use crate::state::period::Period;
use crate::state::table::SessionNo;
use crate::{Presence, QueueFigures};

/// A queue.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    pub(crate) presence: Presence,
    /// Calls waiting, ringing ones left out.
    pub(crate) waiting: u64,
    pub(crate) ringing: u64,
    /// The ends of the list of running stays, oldest first.
    pub(crate) oldest: Option<CallKey>,
    pub(crate) newest: Option<CallKey>,
    /// What its row in the report shows; calls from before the warm-up left out.
    pub(crate) figures: QueueFigures,
    /// What its TAPI record counts; all calls.
    pub(crate) totals: QueueTotals,
    pub(crate) period: Period<QueueTotals>,
    /// The longest stay that ended in the period.
    pub(crate) longest_in_period: Span,
    /// The last session offered a call, for `round_robin`.
    pub(crate) last_offered: Option<SessionNo>,
    /// For `random`.
    pub(crate) route: Option<Stream>,
}

/// How a stay ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StayEnd {
    Answered,
    Abandoned,
    FlowedOut,
    TimedOut,
    Unstaffed,
}

/// Counts of all calls since the start of the run. They only grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct QueueTotals {
    pub(crate) queued: u64,
    pub(crate) abandoned: u64,
    pub(crate) flowed_in: u64,
    pub(crate) flowed_out: u64,
    pub(crate) timed_out: u64,
    /// Stays that closed: answered, abandoned, flowed out, timed out.
    pub(crate) closed: u64,
    pub(crate) closed_wait: Span,
}

impl QueueTotals {
    /// What has come since an earlier picture.
    pub(crate) fn since(&self, base: &QueueTotals) -> QueueTotals {
        QueueTotals {
            queued: self.queued - base.queued,
            abandoned: self.abandoned - base.abandoned,
            flowed_in: self.flowed_in - base.flowed_in,
            flowed_out: self.flowed_out - base.flowed_out,
            timed_out: self.timed_out - base.timed_out,
            closed: self.closed - base.closed,
            closed_wait: self.closed_wait - base.closed_wait,
        }
    }
}

impl Queue {
    /// A call comes to count as something else. False where the gauge that it leaves was at zero already.
    #[inline]
    pub(crate) fn move_gauge(&mut self, from: Option<Gauge>, to: Option<Gauge>, counted: bool) -> bool {
        if let Some((all, shown)) = self.gauge(to) {
            *all += 1;
            *shown += u64::from(counted);
        }
        let Some((all, shown)) = self.gauge(from) else { return true };
        *shown = shown.saturating_sub(u64::from(counted));
        let left = all.checked_sub(1);
        *all = left.unwrap_or(0);
        left.is_some()
    }

    /// What counts all calls, and what counts those that the row shows.
    #[inline]
    const fn gauge(&mut self, gauge: Option<Gauge>) -> Option<(&mut u64, &mut u64)> {
        match gauge {
            None => None,
            Some(Gauge::Waiting) => Some((&mut self.waiting, &mut self.figures.waiting)),
            Some(Gauge::Ringing) => Some((&mut self.ringing, &mut self.figures.ringing)),
        }
    }

    /// Counts a stay that is over, whatever its call.
    pub(crate) fn close_stay(&mut self, end: StayEnd, stay: Span) {
        self.longest_in_period = self.longest_in_period.max(stay);
        let totals = &mut self.totals;
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
    }

    /// Begins a new window of the measurement period where one is due. Call it before anything is counted.
    pub(crate) fn roll(&mut self, now: Time) {
        if let Some(border) = self.period.due(now) {
            self.longest_in_period = Span::ZERO;
            self.period.begin(border, self.totals);
        }
    }
}
