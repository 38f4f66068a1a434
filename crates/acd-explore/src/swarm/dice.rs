//! Draws of all kinds from one random stream.

use acd_core::{Distribution, Stream};
use tapi_types::{Span, Time};

use super::features::{Feature, Features};

/// Draws what a scenario is made of.
pub(super) struct Dice {
    stream: Stream,
    pub(super) features: Features,
}

impl Dice {
    pub(super) fn new(seed: u64, what: &str, features: Features) -> Dice {
        Dice { stream: Stream::new(seed, &format!("swarm/{what}")), features }
    }

    /// From 0 up to but not including `bound`; 0 for a bound of 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.stream.below(bound as u64)).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// True in so many of a hundred cases where the feature is on; the draw is made all the same.
    pub(super) fn feature(&mut self, feature: Feature, percent: usize) -> bool {
        self.percent(percent) && self.features.has(feature)
    }

    /// One of them.
    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One of them, if there is any.
    pub(super) fn any<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let place = self.below(of.len().max(1));
        of.get(place).copied()
    }

    /// What times are multiples of: coarse, so that they meet.
    fn unit_us(&self) -> u64 {
        if self.features.has(Feature::FineTimes) { 333_333 } else { 1_000_000 }
    }

    /// A time above zero, at most so many units; on the grid.
    pub(super) fn some_span(&mut self, units: usize) -> Span {
        let units = self.between(1, units.max(1)) as u64;
        Span::from_micros(units * self.unit_us())
    }

    /// A time that may be zero.
    pub(super) fn span(&mut self, units: usize) -> Span {
        let zero = if self.features.has(Feature::Zeros) { 40 } else { 10 };
        if self.percent(zero) { Span::ZERO } else { self.some_span(units) }
    }

    /// A moment of the run.
    pub(super) fn moment(&mut self, units: usize) -> Time {
        Time::from_micros(self.below(units + 1) as u64 * self.unit_us())
    }

    /// A duration for many calls.
    pub(super) fn times(&mut self, units: usize) -> Distribution {
        let (drawn, span) = (self.feature(Feature::DrawnTimes, 50), self.span(units));
        if !drawn {
            return Distribution::Constant(span);
        }
        let (mean, more) = (self.some_span(units), self.some_span(units));
        match self.below(7) {
            0 => Distribution::Exponential { mean },
            1 => Distribution::Uniform { min: span.min(more), max: span.max(more) },
            2 => Distribution::Lognormal { mean, sd: more },
            3 => Distribution::Gamma { mean, shape: 2.5 },
            4 => Distribution::Weibull { mean, shape: 0.5 },
            5 => Distribution::Empirical { values: vec![span, mean, more] },
            _ => Distribution::Listed { values: vec![mean, span, more] },
        }
    }
}
