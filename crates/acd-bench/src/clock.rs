//! Clocks to measure by.

use std::time::{Duration, Instant};

/// Which time is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// The time that this process has had a processor, over all its threads; where a system does not tell, [`Clock::Wall`].
    Processor,
    /// What a clock on the wall shows.
    Wall,
}

impl Clock {
    /// How long some work takes.
    pub(crate) fn time<R>(self, work: impl FnOnce() -> R) -> (R, Duration) {
        let wall = Instant::now();
        let before = self.processor();
        let result = work();
        let took = match (before, self.processor()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            (None, _) | (_, None) => wall.elapsed(),
        };
        (result, took)
    }

    fn processor(self) -> Option<Duration> {
        match self {
            Clock::Processor => processor(),
            Clock::Wall => None,
        }
    }
}

#[cfg(unix)]
fn processor() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

#[cfg(not(unix))]
fn processor() -> Option<Duration> {
    None
}
