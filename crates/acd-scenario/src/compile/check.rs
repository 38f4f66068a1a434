//! Reading single values: each either becomes what it means, or leaves a finding.
//!
//! A value that left a finding comes back as `None`; the caller goes on, so that one run finds everything.

use std::collections::BTreeSet;

use acd_core::Distribution;
use tapi_types::{Span, Time};

use crate::choices::Choices;
use crate::duration::{DurationError, parse_duration};
use crate::file::{Choice, Drawn, Duration, Id, List, Mean, MeanShape, Number, Real, Text, Times, Values, Whole};
use crate::finding::{Finding, Place};
use crate::path::{At, Path};
use crate::suggest::{did_you_mean, list, nearest};
use crate::{Severity, limits};

/// Collects what is wrong.
pub(crate) struct Check {
    findings: Vec<Finding>,
    failed: bool,
    /// Members that stand in the file and could not be read, which was reported: they are not missing.
    unreadable: BTreeSet<String>,
    /// Names that may still be compared in search of what was meant.
    effort: usize,
}

impl Check {
    pub(crate) fn new(unreadable: BTreeSet<String>) -> Check {
        Check { findings: Vec::new(), failed: false, unreadable, effort: limits::SUGGESTION_EFFORT }
    }

    /// All of them.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// An error at a value.
    pub(crate) fn error(&mut self, code: &'static str, at: &At<'_>, message: impl Into<String>) -> &mut Finding {
        self.push(Finding::error(code, Place::Value(at.path()), message))
    }

    /// An error at the name of a member.
    pub(crate) fn error_at_key(&mut self, code: &'static str, at: &At<'_>, message: impl Into<String>) -> &mut Finding {
        self.push(Finding::error(code, Place::Key(at.path()), message))
    }

    /// A warning at a value.
    pub(crate) fn warning(&mut self, code: &'static str, at: &At<'_>, message: impl Into<String>) -> &mut Finding {
        self.warning_at(code, at.path(), message)
    }

    /// The same where only the path is left.
    pub(crate) fn warning_at(&mut self, code: &'static str, path: Path, message: impl Into<String>) -> &mut Finding {
        let finding = Finding::error(code, Place::Value(path), message);
        self.push(Finding { severity: Severity::Warning, ..finding })
    }

    /// Beyond the limit each finding takes the place of the one before: there are enough, and more than enough.
    fn push(&mut self, finding: Finding) -> &mut Finding {
        self.failed |= finding.severity == Severity::Error;
        self.findings.truncate(limits::DIAGNOSTICS);
        self.findings.push(finding);
        self.findings.last_mut().expect("one was just pushed")
    }

    /// Findings that somebody else made.
    pub(crate) fn take(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            self.push(finding);
        }
    }

    /// True where something makes the scenario unfit to run.
    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    /// True where a member stands in the file and could not be read.
    pub(crate) fn unreadable(&self, at: &At<'_>) -> bool {
        !self.unreadable.is_empty() && self.unreadable.contains(&at.path().to_string())
    }

    /// How many members of an object stand in the file and could not be read, or are not known.
    pub(crate) fn unreadable_members(&self, around: &At<'_>) -> usize {
        let prefix = format!("{}.", around.path());
        let members = self.unreadable.iter().filter_map(|path| path.strip_prefix(&prefix));
        members.filter(|rest| !rest.contains(['.', '['])).count()
    }

    /// True where some member of an object stands in the file and could not be read, or is not known.
    pub(crate) fn unreadable_inside(&self, around: &At<'_>) -> bool {
        !self.unreadable.is_empty() && self.unreadable_members(around) > 0
    }

    /// True where something at or below a place stands in the file and could not be read.
    pub(crate) fn unreadable_below(&self, place: &str) -> bool {
        self.unreadable.iter().any(|path| path.starts_with(place))
    }

    /// A member that has to be there.
    pub(crate) fn need<'v, T>(&mut self, value: Option<&'v T>, around: &At<'_>, name: &str) -> Option<&'v T> {
        if value.is_none() && !self.unreadable(&around.member(name)) {
            self.error("missing_member", around, format!("`{name}` is missing"));
        }
        value
    }

    /// Exactly one of several members: the names of those that are there.
    pub(crate) fn exactly_one(&mut self, around: &At<'_>, what: &str, all: &[(&str, bool)]) {
        let mut there = all.iter().filter(|(_, there)| *there).map(|(name, _)| *name);
        let names = || list(all.iter().map(|(name, _)| *name));
        if there.next().is_none() {
            if !self.unreadable_inside(around) {
                self.error("missing_member", around, format!("{what} is missing"))
                    .expected(format!("one of {}", names()));
            }
        } else {
            for extra in there {
                self.error_at_key("too_many_members", &around.member(extra), format!("{what} is said twice"))
                    .found(format!("`{extra}`"))
                    .expected(format!("exactly one of {}", names()));
            }
        }
    }

    /// The elements that could be read, with their places.
    pub(crate) fn elements<'v, T>(
        &mut self,
        value: Option<&'v List<T>>,
        at: &At<'_>,
        limit: usize,
    ) -> impl Iterator<Item = (usize, &'v T)> + use<'v, T> {
        let elements: &[Option<T>] = value.map_or(&[], |list| &list.0);
        let taken = elements.len().min(limit);
        if taken < elements.len() {
            self.error("too_many", at, format!("the list has {} elements, and {limit} is the limit", elements.len()));
        }
        elements[..taken].iter().enumerate().filter_map(|(place, element)| element.as_ref().map(|e| (place, e)))
    }

    /// A duration.
    pub(crate) fn span(&mut self, text: &Duration<'_>, at: &At<'_>) -> Option<Span> {
        match parse_duration(text) {
            Ok(span) => Some(span),
            Err(error) => {
                let help = match &error {
                    DurationError::NoUnit(_) => Some(did_you_mean(&format!("{}s", text.0))),
                    DurationError::UnknownUnit(unit) => unit_meant(text, unit),
                    DurationError::Empty
                    | DurationError::Negative
                    | DurationError::Fraction
                    | DurationError::Unexpected(_)
                    | DurationError::Order(..)
                    | DurationError::Twice(_)
                    | DurationError::TooLong => None,
                };
                self.error("invalid_duration", at, error.to_string())
                    .found(quoted(text))
                    .expected("whole numbers with h, m, s, ms or us, larger units first")
                    .maybe_help(help);
                None
            }
        }
    }

    /// A moment of the run.
    pub(crate) fn time(&mut self, text: &Duration<'_>, at: &At<'_>) -> Option<Time> {
        self.span(text, at).map(|span| Time::from_micros(span.as_micros()))
    }

    /// A duration above zero.
    pub(crate) fn positive(&mut self, text: &Duration<'_>, at: &At<'_>) -> Option<Span> {
        let span = self.span(text, at)?;
        if span.is_zero() {
            self.out_of_range(at, quoted(text), "a duration above zero");
            return None;
        }
        Some(span)
    }

    pub(crate) fn out_of_range(&mut self, at: &At<'_>, found: String, expected: &str) {
        let message = format!("{found} is out of range: expected {expected}");
        self.error("out_of_range", at, message).found(found).expected(expected);
    }

    /// A duration for many calls.
    pub(crate) fn times(&mut self, times: &Times<'_>, at: &At<'_>) -> Option<Distribution> {
        match times {
            Times::Constant(text) => self.span(text, at).map(Distribution::Constant),
            Times::Drawn(drawn) => self.drawn(drawn, at),
        }
    }

    fn drawn(&mut self, drawn: &Drawn<'_>, at: &At<'_>) -> Option<Distribution> {
        self.exactly_one(
            at,
            "the distribution",
            &[
                ("exponential", drawn.exponential.is_some()),
                ("uniform", drawn.uniform.is_some()),
                ("lognormal", drawn.lognormal.is_some()),
                ("gamma", drawn.gamma.is_some()),
                ("weibull", drawn.weibull.is_some()),
                ("empirical", drawn.empirical.is_some()),
                ("listed", drawn.listed.is_some()),
            ],
        );
        let mut distribution = None;
        if let Some(Mean { mean }) = &drawn.exponential {
            let at = at.member("exponential");
            distribution = self.mean(mean.as_ref(), &at).map(|mean| Distribution::Exponential { mean });
        }
        if let Some(bounds) = &drawn.uniform {
            distribution = self.uniform(bounds, &at.member("uniform"));
        }
        if let Some(lognormal) = &drawn.lognormal {
            let at = at.member("lognormal");
            let mean = self.mean(lognormal.mean.as_ref(), &at);
            let sd = self.need(lognormal.sd.as_ref(), &at, "sd").and_then(|sd| self.span(sd, &at.member("sd")));
            distribution = mean.zip(sd).map(|(mean, sd)| Distribution::Lognormal { mean, sd });
        }
        if let Some(gamma) = &drawn.gamma {
            distribution =
                self.mean_shape(gamma, &at.member("gamma")).map(|(mean, shape)| Distribution::Gamma { mean, shape });
        }
        if let Some(weibull) = &drawn.weibull {
            distribution = self
                .mean_shape(weibull, &at.member("weibull"))
                .map(|(mean, shape)| Distribution::Weibull { mean, shape });
        }
        if let Some(empirical) = &drawn.empirical {
            let values = self.values(empirical, "an empirical distribution", &at.member("empirical"));
            distribution = values.map(|values| Distribution::Empirical { values });
        }
        if let Some(listed) = &drawn.listed {
            let values = self.values(listed, "a list of durations", &at.member("listed"));
            distribution = values.map(|values| Distribution::Listed { values });
        }
        distribution
    }

    fn mean(&mut self, mean: Option<&Duration<'_>>, around: &At<'_>) -> Option<Span> {
        let mean = self.need(mean, around, "mean")?;
        self.positive(mean, &around.member("mean"))
    }

    fn uniform(&mut self, bounds: &crate::file::Bounds<'_>, at: &At<'_>) -> Option<Distribution> {
        let min = self.need(bounds.min.as_ref(), at, "min").and_then(|min| self.span(min, &at.member("min")));
        let max = self.need(bounds.max.as_ref(), at, "max").and_then(|max| self.span(max, &at.member("max")));
        let (min, max) = min.zip(max)?;
        if min > max {
            self.error("out_of_range", &at.member("max"), "`max` is below `min`")
                .found(format!("\"{max}\""))
                .expected(format!("at least \"{min}\""));
            return None;
        }
        Some(Distribution::Uniform { min, max })
    }

    fn mean_shape(&mut self, parameters: &MeanShape<'_>, at: &At<'_>) -> Option<(Span, f64)> {
        let mean = self.mean(parameters.mean.as_ref(), at);
        let (least, most) = limits::SHAPE;
        let shape = self
            .need(parameters.shape.as_ref(), at, "shape")
            .and_then(|shape| self.real(*shape, least, most, &at.member("shape")));
        mean.zip(shape)
    }

    fn values(&mut self, values: &Values<'_>, what: &str, around: &At<'_>) -> Option<Vec<Span>> {
        let values = self.need(values.values.as_ref(), around, "values")?;
        let at = around.member("values");
        if values.0.is_empty() {
            self.error("out_of_range", &at, format!("{what} needs at least one value"));
        }
        let spans: Vec<Option<Span>> = self
            .elements(Some(values), &at, limits::ROWS)
            .map(|(place, value)| self.span(value, &at.element(place)))
            .collect();
        spans.into_iter().collect()
    }

    /// A whole number in a range, both ends included.
    pub(crate) fn whole(&mut self, number: Whole, least: i128, most: i128, at: &At<'_>) -> Option<i128> {
        match number.0.whole() {
            Some(whole) if (least..=most).contains(&whole) => Some(whole),
            Some(_) => {
                self.out_of_range(at, number.0.to_string(), &band(least, most));
                None
            }
            None => {
                self.error("wrong_type", at, format!("{} is not a whole number", number.0))
                    .found(number.0.to_string())
                    .expected(band(least, most));
                None
            }
        }
    }

    /// A whole number, zero or above.
    pub(crate) fn unsigned(&mut self, number: Whole, least: u64, most: u64, at: &At<'_>) -> Option<u64> {
        self.whole(number, least.into(), most.into(), at).and_then(|number| u64::try_from(number).ok())
    }

    /// A whole number of 32 bits.
    pub(crate) fn dword(&mut self, number: Whole, at: &At<'_>) -> Option<u32> {
        self.unsigned(number, 0, u32::MAX.into(), at).and_then(|number| u32::try_from(number).ok())
    }

    /// A priority.
    pub(crate) fn priority(&mut self, number: Option<Whole>, at: &At<'_>) -> i64 {
        number
            .and_then(|number| self.whole(number, i64::MIN.into(), i64::MAX.into(), at))
            .and_then(|number| i64::try_from(number).ok())
            .unwrap_or(0)
    }

    /// A number in a range, both ends included.
    pub(crate) fn real(&mut self, number: Real, least: f64, most: f64, at: &At<'_>) -> Option<f64> {
        let value = Number::float(number.0);
        if (least..=most).contains(&value) {
            return Some(value);
        }
        self.out_of_range(at, number.0.to_string(), &format!("a number from {least} to {most}"));
        None
    }

    /// A number above zero.
    pub(crate) fn above_zero(&mut self, number: Real, most: f64, at: &At<'_>) -> Option<f64> {
        let value = number.0.float();
        if value > 0.0 && value <= most {
            return Some(value);
        }
        self.out_of_range(at, number.0.to_string(), &format!("a number above zero, at most {most}"));
        None
    }

    /// One of a closed set of names.
    pub(crate) fn choice<T: Choices>(&mut self, choice: &Choice<'_, T>, at: &At<'_>) -> Option<T> {
        self.named(choice, at)
    }

    /// One of a closed set of names, from any text.
    pub(crate) fn named<T: Choices>(&mut self, text: &str, at: &At<'_>) -> Option<T> {
        let value = T::from_name(text);
        if value.is_none() {
            self.unknown_value(text, T::WHAT, &T::names(), at);
        }
        value
    }

    /// A value of a JSON type that has no meaning here.
    pub(crate) fn wrong_type(&mut self, found: &str, expected: &str, at: &At<'_>) -> &mut Finding {
        self.error("wrong_type", at, format!("expected {expected}, found {found}")).found(found).expected(expected)
    }

    /// A name outside a closed set.
    pub(crate) fn unknown_value(&mut self, text: &str, what: &str, known: &[&str], at: &At<'_>) {
        let help = nearest(text, known.iter().copied()).map(did_you_mean);
        self.error("unknown_value", at, format!("{} is not {what}", quoted(text)))
            .found(quoted(text))
            .expected(list(known.iter().copied()))
            .maybe_help(help);
    }

    /// An element of a list that was there before.
    pub(crate) fn stands_twice(&mut self, what: &str, name: &str, at: &At<'_>) {
        self.error("duplicate_id", at, format!("{what} {} stands twice", quoted(name)))
            .found(quoted(name))
            .expected("each at most once");
    }

    /// A name of a member outside a closed set, in a place where the file's types cannot know the set.
    pub(crate) fn unknown_member(&mut self, name: &str, known: &[&str], at: &At<'_>) {
        let help = nearest(name, known.iter().copied()).map(did_you_mean);
        self.error_at_key("unknown_member", at, format!("there is no member `{name}` here"))
            .found(format!("`{name}`"))
            .expected(list(known.iter().copied()))
            .maybe_help(help);
    }

    /// The length of a name that is declared.
    pub(crate) fn name_length(&mut self, name: &Id<'_>, at: &At<'_>) {
        if name.is_empty() {
            self.error("out_of_range", at, "a name is empty");
        } else if name.len() > limits::NAME_CHARS && name.chars().count() > limits::NAME_CHARS {
            self.error("too_long", at, format!("a name is longer than {} characters", limits::NAME_CHARS));
        }
    }

    /// Text that is taken as it is.
    pub(crate) fn text<'t>(&mut self, text: &'t Text<'_>, at: &At<'_>) -> &'t str {
        if text.len() > limits::TEXT_CHARS && text.chars().count() > limits::TEXT_CHARS {
            self.error("too_long", at, format!("a text is longer than {} characters", limits::TEXT_CHARS));
        }
        text
    }

    /// The known name nearest to an unknown one, as long as looking for it does not take too long.
    pub(crate) fn meant<'k>(
        &mut self,
        name: &str,
        known: impl ExactSizeIterator<Item = &'k str> + Clone,
    ) -> Option<&'k str> {
        self.effort = self.effort.checked_sub(known.len())?;
        nearest(name, known)
    }
}

/// A text in quotes, shortened.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// As much of a text as a message takes.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn band(least: i128, most: i128) -> String {
    let largest = i128::from(i64::MAX);
    match (least, most) {
        (0, most) if most >= largest => "a whole number, zero or above".to_owned(),
        (1, most) if most >= largest => "a whole number above zero".to_owned(),
        _ => format!("a whole number from {least} to {most}"),
    }
}

/// The same duration with the unit that was likely meant.
fn unit_meant(text: &str, unit: &str) -> Option<String> {
    let known = match unit.to_lowercase().as_str() {
        "h" | "hr" | "hrs" | "hour" | "hours" => "h",
        "m" | "min" | "mins" | "minute" | "minutes" => "m",
        "s" | "sec" | "secs" | "second" | "seconds" => "s",
        "ms" | "msec" | "millis" | "milliseconds" => "ms",
        "us" | "µs" | "μs" | "usec" | "micros" | "microseconds" => "us",
        _ => return None,
    };
    Some(did_you_mean(&text.replacen(unit, known, 1)))
}
