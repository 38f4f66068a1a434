//! Tokio's clock, for the decorators of `tsp-provider`.

use std::time::Duration;

use tapi_types::{Span, Time};
use tokio::time::Instant;
use tsp_provider::{Sleep, Timer};

/// A [`Timer`] that goes by tokio's clock, paused or real. It shows zero when it is made; copies show the same time.
///
/// ```
/// use std::sync::Arc;
///
/// use tapi_client::{CallCenter, TapiError, TokioTimer};
/// use tapi_types::{LineError, QueueId, Span};
/// use tsp_provider::{Delayed, Provider};
///
/// /// Serves nothing, and says so.
/// struct Nothing;
/// impl Provider for Nothing {}
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// for (latency_s, reply) in [(120, TapiError::Line(LineError::OPERATIONUNAVAIL)), (121, TapiError::Timeout)] {
///     let reply_after = move || Span::from_secs(latency_s);
///     let provider = Delayed::new(Nothing, TokioTimer::new(), || Span::ZERO, reply_after);
///     let queue = CallCenter::new(Arc::new(provider)).queue(QueueId::at(0));
///     assert_eq!(queue.total_calls_queued().await, Err(reply));
/// }
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TokioTimer {
    start: Instant,
    speed: u32,
}

/// How long to sleep at most where a moment is further away than tokio's clock can say.
const LONGEST_SLEEP: Duration = Duration::from_secs(24 * 3600);
const NS_PER_US: u128 = 1000;

impl TokioTimer {
    /// A timer that shows zero now.
    #[expect(clippy::new_without_default, reason = "it reads the clock, and no two are the same")]
    pub fn new() -> Self {
        TokioTimer { start: Instant::now(), speed: 1 }
    }

    /// The same, so many times as fast as tokio's clock: for a provider whose time runs like that. Zero is taken as one.
    #[must_use]
    pub const fn with_speed(mut self, speed: u32) -> Self {
        self.speed = if speed == 0 { 1 } else { speed };
        self
    }

    /// When to wake for a moment, rounded up. Whoever wakes then finds it reached, or far away still.
    fn instant(self, at: Time) -> Instant {
        let ns = (u128::from(at.as_micros()) * NS_PER_US).div_ceil(u128::from(self.speed));
        let wait = u64::try_from(ns).ok().map(Duration::from_nanos);
        let instant = wait.and_then(|wait| self.start.checked_add(wait));
        instant.unwrap_or_else(|| Instant::now() + LONGEST_SLEEP)
    }
}

impl Timer for TokioTimer {
    fn now(&self) -> Time {
        let passed_us = self.start.elapsed().as_nanos() * u128::from(self.speed) / NS_PER_US;
        Time::ZERO + Span::from_micros(u64::try_from(passed_us).unwrap_or(u64::MAX))
    }

    fn sleep_until(&self, at: Time) -> Sleep<'_> {
        Box::pin(async move {
            while self.now() < at {
                tokio::time::sleep_until(self.instant(at)).await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_sleeps_until_a_moment_finds_it_reached() {
        for speed in [1, 3, 7, 1000, u32::MAX] {
            let timer = TokioTimer::new().with_speed(speed);
            for us in [0, 1, 2, 999, 1000, 1001, 3_600_000_000] {
                let at = Time::from_micros(us);
                timer.sleep_until(at).await;
                assert!(timer.now() >= at, "at speed {speed}, {us} us on: {}", timer.now());
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn time_runs_as_fast_as_it_is_told() {
        let timers = [0, 1, 10].map(|speed| TokioTimer::new().with_speed(speed));
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(timers.map(|timer| timer.now()), [2, 2, 20].map(Time::from_secs));
        timers[2].sleep_until(Time::from_secs(40)).await;
        assert_eq!(timers[0].now(), Time::from_secs(4));
        timers[2].sleep_until(Time::from_secs(1)).await;
        assert_eq!(timers[0].now(), Time::from_secs(4), "what is over is not waited for");
    }

    #[tokio::test(start_paused = true)]
    async fn a_moment_beyond_all_clocks_is_slept_for_day_by_day() {
        let timer = TokioTimer::new();
        let beyond = Time::from_micros(u64::MAX);
        assert_eq!(timer.instant(beyond) - Instant::now(), LONGEST_SLEEP);
        let week = Duration::from_secs(7 * 24 * 3600);
        assert!(tokio::time::timeout(week, timer.sleep_until(beyond)).await.is_err());
    }
}
