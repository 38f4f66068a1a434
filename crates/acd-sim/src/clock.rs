//! Whose time it is.

use std::time::Duration;

use tapi_types::{Span, Time};
use tokio::time::Instant;

/// Where the present moment comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Clock {
    /// The engine's own: it stands still unless somebody advances it.
    Engine,
    /// Tokio's, paused or real, so many times as fast.
    Tokio { start: Instant, speed: u32 },
}

impl Clock {
    /// The present moment, as far as it is not the engine's to say.
    pub(crate) fn now(self) -> Option<Time> {
        match self {
            Clock::Engine => None,
            Clock::Tokio { start, speed } => {
                let passed = Span::from(start.elapsed()).as_micros();
                Some(Time::from_micros(passed.saturating_mul(u64::from(speed))))
            }
        }
    }

    /// When a moment comes, by tokio's clock.
    pub(crate) fn instant(self, at: Time) -> Option<Instant> {
        match self {
            Clock::Engine => None,
            Clock::Tokio { start, speed } => {
                // Rounded up: whoever wakes then finds the moment reached.
                let us = at.as_micros().div_ceil(u64::from(speed));
                Some(start + Duration::from_micros(us))
            }
        }
    }

    /// How long tokio's clock takes for a span of virtual time.
    pub(crate) fn real(self, span: Duration) -> Duration {
        match self {
            Clock::Engine => span,
            Clock::Tokio { speed, .. } => span / speed,
        }
    }
}
