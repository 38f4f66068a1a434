//! Distributions of durations, as data.

use tapi_types::Span;

/// Where a duration comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// Always the same; draws nothing.
    Constant(Span),
    /// Memoryless.
    Exponential {
        /// Mean, above zero.
        mean: Span,
    },
    /// Every microsecond from `min` to `max`, both included, alike.
    Uniform {
        /// Smallest.
        min: Span,
        /// Largest, not below `min`.
        max: Span,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Mean of the duration itself, above zero.
        mean: Span,
        /// Standard deviation of the duration itself.
        sd: Span,
    },
    /// Sum of exponentials, for whole shapes.
    Gamma {
        /// Mean, above zero.
        mean: Span,
        /// Above zero.
        shape: f64,
    },
    /// Ages (shape above 1) or improves with age (below).
    Weibull {
        /// Mean, above zero.
        mean: Span,
        /// Above zero.
        shape: f64,
    },
    /// One of these, each as likely.
    Empirical {
        /// At least one.
        values: Vec<Span>,
    },
    /// These, one after another, and then again from the first; draws nothing.
    Listed {
        /// At least one.
        values: Vec<Span>,
    },
}

impl Distribution {
    /// The value of a distribution that has just one.
    pub fn constant(&self) -> Option<Span> {
        match self {
            Distribution::Constant(span) => Some(*span),
            Distribution::Exponential { .. }
            | Distribution::Uniform { .. }
            | Distribution::Lognormal { .. }
            | Distribution::Gamma { .. }
            | Distribution::Weibull { .. }
            | Distribution::Empirical { .. }
            | Distribution::Listed { .. } => None,
        }
    }
}
