//! A duration for many calls: constant or drawn.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::object::object;
use super::scalar::{Duration, List, Real};

/// A duration, or a distribution of durations: the JSON type decides.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Times<'a> {
    /// Always the same.
    Constant(Duration<'a>),
    /// Drawn.
    Drawn(Box<Drawn<'a>>),
}

object! {
    /// A distribution of durations: exactly one of these.
    Drawn<'a> {
        /// Memoryless.
        optional exponential: Mean<'a>,
        /// Every microsecond from `min` to `max` alike.
        optional uniform: Bounds<'a>,
        /// The logarithm is normal.
        optional lognormal: MeanSd<'a>,
        /// A gamma distribution.
        optional gamma: MeanShape<'a>,
        /// A Weibull distribution.
        optional weibull: MeanShape<'a>,
        /// One of the values, each as likely.
        optional empirical: Values<'a>,
        /// The values one after another, then again from the first; draws nothing.
        optional listed: Values<'a>,
    }
}

object! {
    /// The parameter of an exponential distribution.
    Mean<'a> {
        /// Above zero.
        required mean: Duration<'a>,
    }
}

object! {
    /// The parameters of a uniform distribution.
    Bounds<'a> {
        /// Smallest.
        required min: Duration<'a>,
        /// Largest.
        required max: Duration<'a>,
    }
}

object! {
    /// The parameters of a lognormal distribution.
    MeanSd<'a> {
        /// Mean of the duration itself, above zero.
        required mean: Duration<'a>,
        /// Standard deviation of the duration itself.
        required sd: Duration<'a>,
    }
}

object! {
    /// The parameters of a gamma or Weibull distribution.
    MeanShape<'a> {
        /// Mean, above zero.
        required mean: Duration<'a>,
        /// Above zero; 1 is exponential.
        required shape: Real,
    }
}

object! {
    /// Values of a distribution.
    Values<'a> {
        /// At least one.
        required values: List<Duration<'a>>,
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Shape for Times<'_> {
    fn shape(definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        let drawn = Drawn::shape(definitions);
        let constant = Duration::shape(definitions);
        serde_json::json!({ "anyOf": [constant, drawn] })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Times<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimesVisitor)
    }
}

struct TimesVisitor;

impl<'de> Visitor<'de> for TimesVisitor {
    type Value = Times<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a duration in quotes, such as \"1m30s\", or a distribution, such as { \"exponential\": { \"mean\": \"2m\" } }")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Times<'de>, E> {
        Ok(Times::Constant(Duration(text.into())))
    }

    fn visit_str<E>(self, text: &str) -> Result<Times<'de>, E> {
        Ok(Times::Constant(Duration(text.to_owned().into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Times<'de>, A::Error> {
        Drawn::deserialize(MapAccessDeserializer::new(map)).map(|drawn| Times::Drawn(Box::new(drawn)))
    }
}
