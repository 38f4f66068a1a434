//! Durations for many calls.

use acd_core::Distribution;
use tapi_types::Span;

use super::json::{Members, Page};

/// A distribution, or nothing where it is the constant zero, which is what files leave out.
pub(super) fn unless_zero(times: &Distribution) -> Option<&Distribution> {
    Some(times).filter(|times| times.constant() != Some(Span::ZERO))
}

impl Members<'_> {
    /// A member with a duration for many calls, where there is one.
    pub(super) fn maybe_times(&mut self, name: &str, times: Option<&Distribution>) {
        match times {
            None => {}
            Some(Distribution::Constant(span)) => self.span(name, *span),
            Some(
                drawn @ (Distribution::Exponential { .. }
                | Distribution::Uniform { .. }
                | Distribution::Lognormal { .. }
                | Distribution::Gamma { .. }
                | Distribution::Weibull { .. }
                | Distribution::Empirical { .. }
                | Distribution::Listed { .. }),
            ) => self.object(name, |members| members.drawn(drawn)),
        }
    }

    fn drawn(&mut self, times: &Distribution) {
        match times {
            Distribution::Constant(span) => self.list_of_spans("listed", &[*span]),
            Distribution::Exponential { mean } => self.object("exponential", |members| members.span("mean", *mean)),
            Distribution::Uniform { min, max } => self.object("uniform", |members| {
                members.span("min", *min);
                members.span("max", *max);
            }),
            Distribution::Lognormal { mean, sd } => self.object("lognormal", |members| {
                members.span("mean", *mean);
                members.span("sd", *sd);
            }),
            Distribution::Gamma { mean, shape } => self.mean_shape("gamma", *mean, *shape),
            Distribution::Weibull { mean, shape } => self.mean_shape("weibull", *mean, *shape),
            Distribution::Empirical { values } => self.list_of_spans("empirical", values),
            Distribution::Listed { values } => self.list_of_spans("listed", values),
        }
    }

    fn mean_shape(&mut self, name: &str, mean: Span, shape: f64) {
        self.object(name, |members| {
            members.span("mean", mean);
            members.real("shape", shape);
        });
    }

    fn list_of_spans(&mut self, name: &str, values: &[Span]) {
        self.object(name, |members| members.list("values", values, |page: &mut Page, span| page.span(*span)));
    }
}
