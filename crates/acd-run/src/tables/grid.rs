//! Intervals on the clock of the epoch.

use acd_scenario::Epoch;
use jiff::Timestamp;
use jiff::tz::Offset;
use tapi_types::{Span, Time};

const US_PER_DAY: i64 = 24 * 3600 * 1_000_000;

/// The length of an interval: whole seconds, above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval(Span);

/// A length that no interval has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an interval is a whole number of seconds above zero, not {0}")]
pub struct IntervalError(Span);

impl Interval {
    /// Half an hour, as is usual in the field.
    pub const HALF_HOUR: Interval = Interval(Span::from_secs(1800));

    /// The length.
    pub const fn span(self) -> Span {
        self.0
    }
}

impl TryFrom<Span> for Interval {
    type Error = IntervalError;

    fn try_from(span: Span) -> Result<Interval, IntervalError> {
        if span.is_zero() || Span::from_secs(span.whole_secs()) != span {
            return Err(IntervalError(span));
        }
        Ok(Interval(span))
    }
}

/// Where intervals begin and what the clock shows then.
///
/// Borders stand at whole multiples of the interval since the midnight before the epoch, on the clock of the
/// epoch's zone, which knows no summer time. An interval that divides a day thus begins at the same times of
/// each day; another one runs on over midnight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    epoch: Timestamp,
    offset: Offset,
    /// From the midnight before the epoch to the epoch.
    since_midnight: Span,
    interval: Interval,
}

impl Grid {
    /// # Errors
    /// When the calendar ends before a run from this epoch must.
    pub(super) fn new(epoch: Epoch, interval: Interval) -> Result<Grid, jiff::Error> {
        let longest = i64::try_from(Time::MAX.as_micros()).unwrap_or(i64::MAX);
        Timestamp::from_microsecond(epoch.unix_us.saturating_add(longest))?;
        let local_us = epoch.unix_us.saturating_add(i64::from(epoch.offset_s) * 1_000_000);
        Ok(Grid {
            epoch: Timestamp::from_microsecond(epoch.unix_us)?,
            offset: Offset::from_seconds(epoch.offset_s)?,
            since_midnight: Span::from_micros(local_us.rem_euclid(US_PER_DAY).unsigned_abs()),
            interval,
        })
    }

    /// The first border after a moment.
    pub(super) fn border_after(self, at: Time) -> Time {
        let (step, lead) = (self.interval.0.as_micros(), self.since_midnight.as_micros());
        let passed = (at.as_micros() + lead) / step;
        Time::from_micros((passed + 1).saturating_mul(step).saturating_sub(lead))
    }

    /// The time of the clock, with date and offset.
    pub(super) fn stamp(self, at: Time) -> String {
        let passed = std::time::Duration::from_micros(at.as_micros());
        match self.epoch.checked_add(passed) {
            Ok(moment) => moment.display_with_offset(self.offset).to_string(),
            Err(_) => at.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-05T09:10:00+01:00.
    const EPOCH: Epoch = Epoch { unix_us: 1_767_600_600_000_000, offset_s: 3600 };

    fn grid(seconds: u64) -> Grid {
        Grid::new(EPOCH, Interval::try_from(Span::from_secs(seconds)).unwrap()).unwrap()
    }

    #[test]
    fn borders_stand_on_the_clock() {
        let half_hours = grid(1800);
        assert_eq!(half_hours.stamp(Time::ZERO), "2026-01-05T09:10:00+01:00");
        assert_eq!(half_hours.border_after(Time::ZERO), Time::from_secs(20 * 60));
        assert_eq!(half_hours.stamp(Time::from_secs(20 * 60)), "2026-01-05T09:30:00+01:00");
        assert_eq!(half_hours.border_after(Time::from_secs(20 * 60)), Time::from_secs(50 * 60));
        assert_eq!(half_hours.stamp(Time::from_micros(1_500_000)), "2026-01-05T09:10:01.5+01:00");
    }

    #[test]
    fn an_interval_that_does_not_divide_a_day_runs_on_over_midnight() {
        let sevens = grid(7 * 3600);
        let borders: Vec<String> = std::iter::successors(Some(Time::ZERO), |at| Some(sevens.border_after(*at)))
            .skip(1)
            .take(3)
            .map(|at| sevens.stamp(at))
            .collect();
        assert_eq!(borders, ["2026-01-05T14:00:00+01:00", "2026-01-05T21:00:00+01:00", "2026-01-06T04:00:00+01:00"]);
    }

    #[test]
    fn midnight_is_that_of_the_zone_and_before_1970_too() {
        let epoch = Epoch { unix_us: -1_800_000_000, offset_s: -3600 };
        let grid = Grid::new(epoch, Interval::HALF_HOUR).unwrap();
        assert_eq!(grid.stamp(Time::ZERO), "1969-12-31T22:30:00-01:00");
        assert_eq!(grid.border_after(Time::ZERO), Time::from_secs(1800));
    }

    #[test]
    fn an_interval_is_whole_seconds_above_zero() {
        assert_eq!(Interval::try_from(Span::from_secs(7)).map(Interval::span), Ok(Span::from_secs(7)));
        let refused = |us| Interval::try_from(Span::from_micros(us)).unwrap_err().to_string();
        assert_eq!(refused(0), "an interval is a whole number of seconds above zero, not 0s");
        assert_eq!(refused(1_500_000), "an interval is a whole number of seconds above zero, not 1s500ms");
    }
}
