//! From a tree to the types of the file, by the same serde code as plain JSON, with the place of what goes wrong.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use super::{Kind, Member, Node};
use crate::file::Number;
use crate::path::Segment;

/// What went wrong, and where.
#[derive(Debug)]
pub(super) struct DecodeError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    what: What,
    /// From the inside out, up to the place where decoding began.
    place: Vec<Segment>,
    /// The place is settled.
    placed: bool,
}

/// What went wrong.
#[derive(Debug)]
pub(super) enum What {
    /// A value of the wrong type; this was wanted.
    Type(String),
    /// A member that the object does not have; these it has.
    UnknownMember(&'static [&'static str]),
    /// Something else, in words.
    Other(String),
}

impl DecodeError {
    fn new(what: What) -> DecodeError {
        DecodeError(Box::new(Inner { what, place: Vec::new(), placed: false }))
    }

    /// What went wrong, and where it is below the place where decoding began.
    pub(super) fn into_parts(self) -> (What, Vec<Segment>) {
        let mut inner = *self.0;
        inner.place.reverse();
        (inner.what, inner.place)
    }

    /// It is this value, unless the place is known better.
    fn here(mut self) -> DecodeError {
        self.0.placed = true;
        self
    }

    fn inside(mut self, segment: Segment) -> DecodeError {
        self.0.place.push(segment);
        self
    }

    /// It is the object that was read up to this member, or the member itself.
    fn in_object(self, last: Option<&Member<'_>>) -> DecodeError {
        match (&self.0.what, last) {
            (What::UnknownMember(_), Some(member)) if !self.0.placed => {
                self.here().inside(Segment::Member(member.key.to_string()))
            }
            _ => self.here(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Type(expected) => write!(f, "expected {expected}"),
            What::UnknownMember(_) => f.write_str("there is no such member"),
            What::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        DecodeError::new(What::Other(message.to_string()))
    }

    fn invalid_type(_found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        DecodeError::new(What::Type(expected.to_string()))
    }

    fn unknown_field(_name: &str, members: &'static [&'static str]) -> Self {
        DecodeError::new(What::UnknownMember(members))
    }
}

/// A place to decode from.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'n, 's>(pub(super) &'n Node<'s>);

impl<'de> Deserializer<'de> for Cursor<'_, 'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match &self.0.kind {
            Kind::Null | Kind::Lost => visitor.visit_unit(),
            Kind::Flag(flag) => visitor.visit_bool(*flag),
            Kind::Number(text) => match number(text) {
                Number::Positive(number) => visitor.visit_u64(number),
                Number::Negative(number) => visitor.visit_i64(number),
                Number::Float(number) => visitor.visit_f64(number),
            },
            Kind::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Kind::Text(Cow::Owned(text)) => visitor.visit_str(text),
            Kind::List(elements) => visitor.visit_seq(Elements { elements, next: 0 }),
            Kind::Object(members) => {
                let mut members = Members { rest: members.iter(), last: None };
                return visitor.visit_map(&mut members).map_err(|error| error.in_object(members.last));
            }
        }
        .map_err(DecodeError::here)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.0.kind {
            Kind::Lost => visitor.visit_unit(),
            Kind::Null | Kind::Flag(_) | Kind::Number(_) | Kind::Text(_) | Kind::List(_) | Kind::Object(_) => {
                visitor.visit_some(self)
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A number exactly as the fast way reads it. The parser has checked grammar and range.
fn number(text: &str) -> Number {
    serde_json::from_str(text).unwrap_or(Number::Float(0.0))
}

struct Elements<'n, 's> {
    elements: &'n [Node<'s>],
    next: usize,
}

impl<'s> SeqAccess<'s> for Elements<'_, 's> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'s>>(&mut self, seed: T) -> Result<Option<T::Value>, DecodeError> {
        let Some(element) = self.elements.get(self.next) else { return Ok(None) };
        let place = self.next;
        self.next += 1;
        seed.deserialize(Cursor(element)).map(Some).map_err(|error| error.inside(Segment::Element(place)))
    }
}

struct Members<'n, 's> {
    rest: std::slice::Iter<'n, Member<'s>>,
    last: Option<&'n Member<'s>>,
}

impl<'s> MapAccess<'s> for Members<'_, 's> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'s>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let Some(member) = self.rest.find(|member| member.value.kind != Kind::Lost) else { return Ok(None) };
        self.last = Some(member);
        match &member.key {
            Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some),
            Cow::Owned(key) => seed.deserialize(StrDeserializer::new(key)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'s>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let member = self.last.ok_or_else(|| DecodeError::custom("a value was asked for before its name"))?;
        seed.deserialize(Cursor(&member.value)).map_err(|error| error.inside(Segment::Member(member.key.to_string())))
    }
}
