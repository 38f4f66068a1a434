//! Texts, numbers and lists as written.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Unexpected, Visitor};

use crate::choices::Choices;

/// The name of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key<'a>(pub(crate) Cow<'a, str>);

/// Text that is taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

/// A name, declared or used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Id<'a>(pub(crate) Cow<'a, str>);

/// A duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duration<'a>(pub(crate) Cow<'a, str>);

/// A date and time with its offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateTime<'a>(pub(crate) Cow<'a, str>);

/// One of a closed set of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice<'a, T> {
    pub(crate) text: Cow<'a, str>,
    of: PhantomData<T>,
}

/// A number as JSON writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// Zero and above.
    Positive(u64),
    /// Below zero.
    Negative(i64),
    /// With a fraction or an exponent, or too long for the others.
    Float(f64),
}

/// A number that should be whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Whole(pub(crate) Number);

/// Any number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Real(pub(crate) Number);

/// True or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

/// A list. An element that could not be read, and was reported, leaves `None` at its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct List<T>(pub(crate) Vec<Option<T>>);

/// What every place of a duration says that it wants.
pub(crate) const A_DURATION: &str = "a duration in quotes, such as \"1m30s\"";

macro_rules! texts {
    ($($name:ident, $what:expr;)+) => {$(
        impl Deref for $name<'_> {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de: 'a, 'a> Deserialize<'de> for $name<'a> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(TextVisitor($what)).map($name)
            }
        }
    )+};
}

texts! {
    Key, "the name of a member";
    Text, "text";
    Id, "a name";
    Duration, A_DURATION;
    DateTime, "a date and time such as \"2026-01-05T09:00:00+01:00\"";
}

impl<T> Deref for Choice<'_, T> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<'de: 'a, 'a, T: Choices> Deserialize<'de> for Choice<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor(T::WHAT)).map(|text| Choice { text, of: PhantomData })
    }
}

/// Takes text, borrowed where the source has it as it is.
struct TextVisitor(&'static str);

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

impl Number {
    /// The number, if it is whole and within 64 bits; a float within what a double can count.
    pub(crate) fn whole(self) -> Option<i128> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            Number::Positive(number) => Some(number.into()),
            Number::Negative(number) => Some(number.into()),
            Number::Float(number) if number.trunc().to_bits() == number.to_bits() && number.abs() <= EXACT => {
                #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53, see above")]
                let whole = number as i64;
                Some(whole.into())
            }
            Number::Float(_) => None,
        }
    }

    /// The same number without a fraction of zero.
    pub(crate) fn as_whole(self) -> Number {
        let whole = self.whole();
        let positive = whole.and_then(|whole| u64::try_from(whole).ok()).map(Number::Positive);
        let negative = whole.and_then(|whole| i64::try_from(whole).ok()).map(Number::Negative);
        positive.or(negative).unwrap_or(self)
    }

    /// The nearest double.
    #[expect(clippy::cast_precision_loss, reason = "rates, shares and bands are doubles")]
    pub(crate) fn float(self) -> f64 {
        match self {
            Number::Positive(number) => number as f64,
            Number::Negative(number) => number as f64,
            Number::Float(number) => number,
        }
    }

    /// As JSON.
    pub(crate) fn json(self) -> serde_json::Value {
        match self {
            Number::Positive(number) => number.into(),
            Number::Negative(number) => number.into(),
            Number::Float(number) => number.into(),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Positive(number) => number.fmt(f),
            Number::Negative(number) => number.fmt(f),
            // As JSON writes it: 1e300 rather than three hundred noughts.
            Number::Float(number) => serde_json::Value::from(*number).fmt(f),
        }
    }
}

struct NumberVisitor(&'static str);

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
        Ok(Number::Positive(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
        Ok(u64::try_from(number).map_or(Number::Negative(number), Number::Positive))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Number, E> {
        Ok(Number::Float(number))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(NumberVisitor("a number"))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(NumberVisitor("a whole number")).map(Whole)
    }
}

impl<'de> Deserialize<'de> for Real {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(NumberVisitor("a number")).map(Real)
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bool(FlagVisitor)
    }
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = Flag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Flag, E> {
        Ok(Flag(flag))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
        let mut elements = Vec::new();
        while let Some(Slot(element)) = list.next_element::<Slot<T>>()? {
            elements.push(element);
        }
        Ok(List(elements))
    }
}

/// An element of a list, or the hole that an unreadable one leaves.
struct Slot<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Slot<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(SlotVisitor(PhantomData))
    }
}

struct SlotVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SlotVisitor<T> {
    type Value = Slot<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an element")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Slot<T>, D::Error> {
        T::deserialize(deserializer).map(|element| Slot(Some(element)))
    }

    /// A null in plain JSON; a tree hands it to [`Self::visit_some`], whose error says what should stand there.
    fn visit_none<E: Error>(self) -> Result<Slot<T>, E> {
        Err(E::invalid_type(Unexpected::Option, &self))
    }

    /// What a tree says where an element was found unreadable before.
    fn visit_unit<E>(self) -> Result<Slot<T>, E> {
        Ok(Slot(None))
    }
}
