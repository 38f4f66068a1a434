//! A queue in an interval.

use acd_core::QueueConfig;
use tapi_types::{Span, Time};

use super::calls::Part;
use super::cell;
use super::gauge::{Area, Gauge};
use super::sessions::GroupSums;

/// The columns of `queue_interval.csv`, as [`crate::tables`] defines them.
pub(super) const COLUMNS: [&str; 28] = [
    "interval_start",
    "interval_end",
    "queue",
    "group",
    "offered",
    "answered",
    "answered_within",
    "abandoned",
    "abandoned_within",
    "abandoned_short",
    "blocked",
    "unstaffed",
    "timed_out",
    "flowed_in",
    "flowed_out",
    "waiting_at_end",
    "service_level_pct",
    "threshold_s",
    "asa_s",
    "max_wait_s",
    "talk_s",
    "hold_s",
    "wrap_up_s",
    "aht_s",
    "max_waiting",
    "avg_waiting",
    "staffed_avg",
    "occupancy_pct",
];

/// A queue as the run goes by.
#[derive(Debug, Default)]
pub(super) struct Queue {
    pub(super) counts: Counts,
    /// Calls that wait and do not ring.
    pub(super) waiting: Gauge,
    /// Calls of this queue that talk.
    pub(super) talk: Gauge,
    /// Calls of this queue on hold.
    pub(super) hold: Gauge,
    /// Wrap-ups after calls of this queue.
    pub(super) wrap_up: Gauge,
}

/// What happened in a queue, in the interval of each event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) offered: u64,
    pub(super) answered: u64,
    pub(super) answered_within: u64,
    pub(super) abandoned: u64,
    pub(super) abandoned_within: u64,
    pub(super) abandoned_short: u64,
    pub(super) blocked: u64,
    pub(super) unstaffed: u64,
    pub(super) timed_out: u64,
    pub(super) flowed_in: u64,
    pub(super) flowed_out: u64,
    /// Sum of the stays that ended with an answer.
    pub(super) answered_stays: Span,
    /// The longest stay that ended, in whatever way.
    pub(super) longest_stay: Span,
}

/// A queue in an interval that is over.
#[derive(Debug, Clone)]
pub(super) struct QueueSums {
    counts: Counts,
    waiting: Area,
    talk: Area,
    hold: Area,
    wrap_up: Area,
    waiting_at_end: u64,
}

impl Queue {
    /// A stay ended with an answer.
    pub(super) fn answered(&mut self, stay: Span, config: &QueueConfig) {
        self.counts.answered += 1;
        self.counts.answered_within += u64::from(stay <= config.threshold);
        self.counts.answered_stays += stay;
        self.stayed(stay);
    }

    /// A stay ended because the caller gave up.
    pub(super) fn abandoned(&mut self, stay: Span, config: &QueueConfig) {
        self.counts.abandoned += 1;
        self.counts.abandoned_within += u64::from(stay <= config.threshold);
        self.counts.abandoned_short += u64::from(stay < config.short_abandon);
        self.stayed(stay);
    }

    /// A stay of this length ended.
    pub(super) fn stayed(&mut self, stay: Span) {
        self.counts.longest_stay = self.counts.longest_stay.max(stay);
    }

    /// The clock that runs with a part of a call.
    pub(super) fn gauge(&mut self, part: Part) -> Option<&mut Gauge> {
        match part {
            Part::Talk => Some(&mut self.talk),
            Part::Hold => Some(&mut self.hold),
            Part::Released => None,
            Part::WrapUp => Some(&mut self.wrap_up),
        }
    }

    /// Ends the interval and starts the next one.
    pub(super) fn cut(&mut self, at: Time) -> QueueSums {
        QueueSums {
            counts: std::mem::take(&mut self.counts),
            waiting: self.waiting.cut(at),
            talk: self.talk.cut(at),
            hold: self.hold.cut(at),
            wrap_up: self.wrap_up.cut(at),
            waiting_at_end: self.waiting.level(),
        }
    }
}

impl Counts {
    fn add(&mut self, later: &Counts) {
        self.offered += later.offered;
        self.answered += later.answered;
        self.answered_within += later.answered_within;
        self.abandoned += later.abandoned;
        self.abandoned_within += later.abandoned_within;
        self.abandoned_short += later.abandoned_short;
        self.blocked += later.blocked;
        self.unstaffed += later.unstaffed;
        self.timed_out += later.timed_out;
        self.flowed_in += later.flowed_in;
        self.flowed_out += later.flowed_out;
        self.answered_stays += later.answered_stays;
        self.longest_stay = self.longest_stay.max(later.longest_stay);
    }
}

impl QueueSums {
    /// Adds what came later in the same interval.
    pub(super) fn add(&mut self, later: &QueueSums) {
        self.counts.add(&later.counts);
        self.waiting.add(later.waiting);
        self.talk.add(later.talk);
        self.hold.add(later.hold);
        self.wrap_up.add(later.wrap_up);
        self.waiting_at_end = later.waiting_at_end;
    }

    /// The cells from `offered` on. `length` is that of the interval.
    pub(super) fn cells(&self, config: &QueueConfig, group: &GroupSums, length: Span) -> [String; 24] {
        let Counts { offered, answered, answered_within, abandoned, abandoned_within, abandoned_short, .. } =
            self.counts;
        let Counts { blocked, unstaffed, timed_out, flowed_in, flowed_out, answered_stays, longest_stay, .. } =
            self.counts;
        let length = u128::from(length.as_micros());
        let handling = self.talk.us + self.hold.us + self.wrap_up.us;
        [
            offered.to_string(),
            answered.to_string(),
            answered_within.to_string(),
            abandoned.to_string(),
            abandoned_within.to_string(),
            abandoned_short.to_string(),
            blocked.to_string(),
            unstaffed.to_string(),
            timed_out.to_string(),
            flowed_in.to_string(),
            flowed_out.to_string(),
            self.waiting_at_end.to_string(),
            cell::percent(u128::from(answered_within), u128::from(answered + abandoned)),
            cell::seconds(config.threshold),
            cell::mean_seconds(u128::from(answered_stays.as_micros()), answered),
            cell::seconds(longest_stay),
            cell::seconds_of(self.talk.us),
            cell::seconds_of(self.hold.us),
            cell::seconds_of(self.wrap_up.us),
            cell::mean_seconds(handling, answered),
            self.waiting.peak.max(self.waiting_at_end).to_string(),
            cell::quotient(self.waiting.us, length),
            cell::quotient(group.staffed, length),
            cell::percent(group.busy, group.busy + group.ready),
        ]
    }
}
