//! What a line says in a word.

use std::borrow::Cow;
use std::fmt;

use acd_core::Called;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// A word of the format, or the name of something that the scenario lists. What has no name of its own there stands by its
/// number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word<'a> {
    Name(Cow<'a, str>),
    Number(u64),
    /// The name of a session or a call; it is only written.
    Called(Called<'a>),
}

impl<'a> From<&'a str> for Word<'a> {
    fn from(name: &'a str) -> Self {
        Word::Name(Cow::Borrowed(name))
    }
}

impl Serialize for Word<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Word::Name(name) => serializer.serialize_str(name),
            Word::Number(number) => serializer.serialize_u64(*number),
            Word::Called(Called::Name(name)) => serializer.serialize_str(name),
            Word::Called(called) => serializer.collect_str(called),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name or a number")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Word<'de>, E> {
        Ok(Word::Name(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Word<'de>, E> {
        Ok(Word::Name(Cow::Owned(name.to_owned())))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Word<'de>, E> {
        Ok(Word::Number(number))
    }
}
