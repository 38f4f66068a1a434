//! Virtual time: whole microseconds since the epoch of a run.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

const US_PER_SECOND: u64 = 1_000_000;

/// A moment: microseconds since the epoch of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(u64);

/// A length of time in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(u64);

impl Time {
    /// The epoch.
    pub const ZERO: Time = Time(0);
    /// No run goes on longer: five years. With at most 100,000 agents no sum of theirs leaves 64 bits.
    pub const MAX: Time = Time(5 * 365 * 24 * 3600 * US_PER_SECOND);

    /// The moment so many microseconds after the epoch.
    pub const fn from_micros(us: u64) -> Time {
        Time(us)
    }

    /// The moment so many seconds after the epoch.
    pub const fn from_secs(s: u64) -> Time {
        Time(s * US_PER_SECOND)
    }

    /// Microseconds since the epoch.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// How long it is since `earlier`; zero where `earlier` is later.
    pub const fn since(self, earlier: Time) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time.
    pub const ZERO: Span = Span(0);
    /// The longest duration that a scenario may name: as long as the longest run.
    pub const MAX: Span = Span(Time::MAX.0);

    /// So many microseconds.
    pub const fn from_micros(us: u64) -> Span {
        Span(us)
    }

    /// So many seconds.
    pub const fn from_secs(s: u64) -> Span {
        Span(s * US_PER_SECOND)
    }

    /// The length in microseconds.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// Whole seconds, rounded down, as TAPI records carry them.
    pub const fn whole_secs(self) -> u64 {
        self.0 / US_PER_SECOND
    }

    /// True for no time at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add<Span> for Time {
    type Output = Time;
    fn add(self, span: Span) -> Time {
        Time(self.0.saturating_add(span.0))
    }
}

impl Sub for Time {
    type Output = Span;
    /// Later minus earlier.
    fn sub(self, earlier: Time) -> Span {
        debug_assert!(earlier <= self, "{earlier} is after {self}");
        self.since(earlier)
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Span) {
        *self = *self + other;
    }
}

impl Sub for Span {
    type Output = Span;
    /// The longer minus the shorter.
    fn sub(self, shorter: Span) -> Span {
        debug_assert!(shorter <= self, "{shorter} is longer than {self}");
        Span(self.0.saturating_sub(shorter.0))
    }
}

impl std::iter::Sum for Span {
    fn sum<I: Iterator<Item = Span>>(spans: I) -> Span {
        spans.fold(Span::ZERO, Add::add)
    }
}

impl From<Span> for std::time::Duration {
    fn from(span: Span) -> Self {
        std::time::Duration::from_micros(span.0)
    }
}

impl From<std::time::Duration> for Span {
    /// Rounded down to the microsecond; what does not fit becomes the longest span.
    fn from(duration: std::time::Duration) -> Self {
        Span(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
    }
}

impl fmt::Display for Time {
    /// As a duration since the epoch: `1h2m3s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Span(self.0).fmt(f)
    }
}

impl fmt::Display for Span {
    /// As scenarios write durations: `1h2m3s4ms5us`, larger units first, `0s` for nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str); 5] =
            [(3_600_000_000, "h"), (60_000_000, "m"), (1_000_000, "s"), (1_000, "ms"), (1, "us")];
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let mut rest = self.0;
        for (size, unit) in UNITS {
            if rest >= size {
                write!(f, "{}{unit}", rest / size)?;
                rest %= size;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_shown_as_scenarios_write_it() {
        let shown = |us| Span::from_micros(us).to_string();
        assert_eq!(shown(0), "0s");
        assert_eq!(shown(90_000_000), "1m30s");
        assert_eq!(shown(3_600_000_001), "1h1us");
        assert_eq!(shown(250_000), "250ms");
    }
}
