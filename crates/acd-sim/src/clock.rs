//! Whose time it is.

use std::time::Duration;

use tapi_types::{Span, Time};
use tokio::time::Instant;

/// Where the present moment comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Clock {
    /// From the engine: time stands still unless somebody advances it.
    Engine,
    /// From tokio's clock, paused or real.
    Tokio(TokioClock),
    /// From the engine as well, and live calls run what is due at its moment: somebody moves time by hand.
    Still,
    /// From nowhere: a run by tokio's clock is over, and time stands still until somebody drives on.
    Stopped,
}

/// Tokio's clock, so many times as fast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokioClock {
    start: Instant,
    /// The moment of the run at the start.
    from: Time,
    speed: u32,
}

/// How long to sleep at most where a moment is further away than tokio's clock can say.
const LONGEST_SLEEP: Duration = Duration::from_secs(24 * 3600);
const NS_PER_US: u64 = 1000;
const US_PER_S: u64 = 1_000_000;

impl Clock {
    /// The present moment, where a clock of ours says it.
    pub(crate) fn now(self) -> Option<Time> {
        match self {
            Clock::Tokio(clock) => Some(clock.now()),
            Clock::Engine | Clock::Still | Clock::Stopped => None,
        }
    }

    /// How long tokio's clock takes for a span of the run.
    pub(crate) fn real(self, span: Duration) -> Duration {
        match self {
            Clock::Tokio(clock) => span / clock.speed,
            Clock::Engine | Clock::Still | Clock::Stopped => span,
        }
    }
}

impl TokioClock {
    /// A clock that shows `from` now. A speed of zero is taken as one.
    pub(crate) fn start(from: Time, speed: u32) -> TokioClock {
        TokioClock { start: Instant::now(), from, speed: speed.max(1) }
    }

    pub(crate) fn now(self) -> Time {
        let (passed, speed) = (self.start.elapsed(), u64::from(self.speed));
        // Seconds and the rest apart: in 64 bits, and rounded down once.
        let whole_us = passed.as_secs().saturating_mul(US_PER_S).saturating_mul(speed);
        let rest_us = u64::from(passed.subsec_nanos()) * speed / NS_PER_US;
        self.from + Span::from_micros(whole_us.saturating_add(rest_us))
    }

    /// When to wake for a moment of the run. Whoever wakes then finds it reached, or far away still.
    pub(crate) fn instant(self, at: Time) -> Instant {
        // Rounded up.
        let ns = (u128::from(at.since(self.from).as_micros()) * u128::from(NS_PER_US)).div_ceil(u128::from(self.speed));
        let wait = u64::try_from(ns).ok().map(Duration::from_nanos);
        let instant = wait.and_then(|wait| self.start.checked_add(wait));
        instant.unwrap_or_else(|| Instant::now() + LONGEST_SLEEP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_wakes_for_a_moment_finds_it_reached() {
        for speed in [1, 3, 7, 1000, u32::MAX] {
            let clock = TokioClock::start(Time::from_secs(5), speed);
            for us in [0, 1, 2, 999, 1000, 1001, 3_600_000_000] {
                let at = Time::from_secs(5) + Span::from_micros(us);
                let wait = clock.instant(at).saturating_duration_since(Instant::now());
                tokio::time::advance(wait).await;
                assert!(clock.now() >= at, "at speed {speed}, {us} us on: {}", clock.now());
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_clock_goes_on_from_where_the_run_stands() {
        let clock = TokioClock::start(Time::from_secs(5), 10);
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(clock.now(), Time::from_secs(25));
        let passed = clock.instant(Time::from_secs(1));
        assert!(passed <= Instant::now(), "what is over is due at once");
    }

    #[tokio::test(start_paused = true)]
    async fn a_moment_beyond_all_clocks_is_slept_for_day_by_day() {
        let clock = TokioClock::start(Time::ZERO, 1);
        assert_eq!(clock.instant(Time::from_micros(u64::MAX)) - Instant::now(), LONGEST_SLEEP);
    }
}
