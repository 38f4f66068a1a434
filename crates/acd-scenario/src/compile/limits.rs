//! Limits on what a whole run may make.

use acd_core::{Distribution, Rate, StreamConfig};
use tapi_types::{Span, Time};

use super::scope::Scope;
use crate::limits;
use crate::path::At;

/// Checks the sessions and the calls that a run can be expected to make.
pub(crate) fn check(streams: &[(usize, StreamConfig)], scope: &mut Scope) {
    let shifts = scope.agent_configs.iter().flat_map(|agent| &agent.shifts);
    let sessions: u64 = shifts.map(|shift| shift.groups.len() as u64).sum();
    if sessions + scope.session_origins.len() as u64 > limits::SESSIONS {
        let message = format!("shifts and steps make more than {} sessions", limits::SESSIONS);
        scope.check.error("too_many", &At::ROOT.member("agents"), message);
    }
    let mut calls: f64 = 0.0;
    for (place, stream) in streams {
        calls += expected_calls(stream, scope.until);
        if calls > calls_limit() {
            let list = At::ROOT.member("arrivals");
            let message = format!("the streams up to this one make more than {} calls", limits::CALLS);
            let error = scope.check.error("too_many", &list.element(*place), message);
            error.expected("fewer calls, or a shorter run");
            break;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a limit")]
fn calls_limit() -> f64 {
    limits::CALLS as f64
}

/// The calls that a stream can be expected to make, give or take.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn expected_calls(stream: &StreamConfig, until: Option<Time>) -> f64 {
    let end = [stream.to, until].into_iter().flatten().min().unwrap_or(Time::MAX);
    let window = micros(end.since(stream.from));
    let by_time = match &stream.rate {
        Rate::Poisson { per_hour } => window / HOUR_US * per_hour,
        Rate::Every(span) => window / micros(*span),
        Rate::Renewal(between) => window / mean(between).max(1e-6),
        Rate::Piecewise(steps) => {
            let ends = steps.iter().skip(1).map(|step| step.from).chain([end]);
            let calls = steps.iter().zip(ends).map(|(step, to)| {
                let span = to.min(end).since(step.from.max(stream.from));
                micros(span) / HOUR_US * step.per_hour
            });
            calls.sum()
        }
        Rate::Listed(calls) => calls.len() as f64,
    };
    stream.count.map_or(by_time, |count| by_time.min(count as f64))
}

const HOUR_US: f64 = 3.6e9;

/// The mean of a distribution in microseconds.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
pub(crate) fn mean(distribution: &Distribution) -> f64 {
    match distribution {
        Distribution::Constant(mean)
        | Distribution::Exponential { mean }
        | Distribution::Lognormal { mean, .. }
        | Distribution::Gamma { mean, .. }
        | Distribution::Weibull { mean, .. } => micros(*mean),
        Distribution::Uniform { min, max } => f64::midpoint(micros(*min), micros(*max)),
        Distribution::Empirical { values } | Distribution::Listed { values } => {
            values.iter().map(|value| micros(*value)).sum::<f64>() / values.len() as f64
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn micros(span: Span) -> f64 {
    span.as_micros() as f64
}
