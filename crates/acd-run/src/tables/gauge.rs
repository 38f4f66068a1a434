//! Levels over time.

use tapi_types::Time;

/// A level that goes up and down by one, with its area in the present interval.
#[derive(Debug, Clone, Default)]
pub(super) struct Gauge {
    level: u64,
    since: Time,
    area: Area,
}

/// What a level was in an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Area {
    /// Level times time, in microseconds.
    pub(super) us: u128,
    /// The highest level that lasted.
    pub(super) peak: u64,
}

impl Gauge {
    pub(super) fn level(&self) -> u64 {
        self.level
    }

    pub(super) fn up(&mut self, at: Time) {
        self.settle(at);
        self.level += 1;
    }

    pub(super) fn down(&mut self, at: Time) {
        self.settle(at);
        debug_assert!(self.level > 0, "a level falls below zero at {at}");
        self.level = self.level.saturating_sub(1);
    }

    /// Ends the interval: hands its area out and starts the next one at the same level.
    pub(super) fn cut(&mut self, at: Time) -> Area {
        self.settle(at);
        std::mem::take(&mut self.area)
    }

    fn settle(&mut self, at: Time) {
        let span = at.since(self.since);
        if !span.is_zero() {
            self.area.us += u128::from(self.level) * u128::from(span.as_micros());
            self.area.peak = self.area.peak.max(self.level);
        }
        self.since = at;
    }
}

impl Area {
    /// Adds what came later in the same interval.
    pub(super) fn add(&mut self, later: Area) {
        self.us += later.us;
        self.peak = self.peak.max(later.peak);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_cut_at_the_border_and_goes_on() {
        let mut gauge = Gauge::default();
        gauge.up(Time::from_secs(10));
        gauge.up(Time::from_secs(20));
        gauge.up(Time::from_secs(20));
        gauge.down(Time::from_secs(20));
        assert_eq!(gauge.cut(Time::from_secs(30)), Area { us: 30_000_000, peak: 2 }, "a level of no time is no peak");
        gauge.down(Time::from_secs(30));
        assert_eq!(gauge.cut(Time::from_secs(40)), Area { us: 10_000_000, peak: 1 });
        assert_eq!(gauge.level(), 1);
    }
}
