//! Lengths of time as tests write them.

use std::time::Duration;

use acd_scenario::parse_duration;
use serde_json::Value;
use tapi_types::{Span, Time};

/// A length of time, or a moment of the run as the time since its beginning: text as scenarios write it (`"90s"`, `"1m30s"`),
/// a [`Duration`], a [`Span`] or a [`Time`].
pub trait IntoSpan {
    /// The length.
    ///
    /// # Errors
    /// In words, why the text is none.
    fn into_span(self) -> Result<Span, String>;
}

impl IntoSpan for &str {
    fn into_span(self) -> Result<Span, String> {
        parse_duration(self).map_err(|error| format!("{self:?} is no duration: {error}"))
    }
}

impl IntoSpan for String {
    fn into_span(self) -> Result<Span, String> {
        self.as_str().into_span()
    }
}

impl IntoSpan for Duration {
    fn into_span(self) -> Result<Span, String> {
        Ok(Span::from(self))
    }
}

impl IntoSpan for Span {
    fn into_span(self) -> Result<Span, String> {
        Ok(self)
    }
}

impl IntoSpan for Time {
    fn into_span(self) -> Result<Span, String> {
        Ok(self.since(Time::ZERO))
    }
}

/// A length, or a panic that names the argument.
#[track_caller]
pub(crate) fn span(argument: &str, value: impl IntoSpan) -> Span {
    match value.into_span() {
        Ok(span) => span,
        Err(error) => panic!("{argument}: {error}"),
    }
}

/// A moment, or a panic that names the argument.
#[track_caller]
pub(crate) fn moment(argument: &str, value: impl IntoSpan) -> Time {
    Time::ZERO + span(argument, value)
}

/// Times of many calls as scenarios write them: a length of time, or a distribution as JSON, such as
/// `json!({ "exponential": { "mean": "2m" } })`; and moments of the run, as [`IntoSpan`] has them. Whether it makes sense is seen
/// when the floor [starts](crate::FloorBuilder::start).
pub trait IntoTimes {
    /// The member of the scenario.
    fn into_times(self) -> Value;
}

impl IntoTimes for &str {
    fn into_times(self) -> Value {
        Value::from(self)
    }
}

impl IntoTimes for String {
    fn into_times(self) -> Value {
        Value::from(self)
    }
}

impl IntoTimes for Duration {
    fn into_times(self) -> Value {
        Value::from(Span::from(self).to_string())
    }
}

impl IntoTimes for Span {
    fn into_times(self) -> Value {
        Value::from(self.to_string())
    }
}

impl IntoTimes for Time {
    fn into_times(self) -> Value {
        self.since(Time::ZERO).into_times()
    }
}

impl IntoTimes for Value {
    fn into_times(self) -> Value {
        self
    }
}
