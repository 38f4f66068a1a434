//! A value of any JSON type, for places whose meaning decides the type.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::scalar::{Key, Number, Text};

/// A value of any JSON type. Members keep their order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Any<'a> {
    Null,
    Flag(bool),
    Number(Number),
    Text(Text<'a>),
    List(Vec<Any<'a>>),
    Object(Vec<(Key<'a>, Any<'a>)>),
}

impl Any<'_> {
    /// For messages.
    pub(crate) fn describe(&self) -> String {
        match self {
            Any::Null => "null".to_owned(),
            Any::Flag(flag) => flag.to_string(),
            Any::Number(number) => number.to_string(),
            Any::Text(text) => format!("{:?}", &**text),
            Any::List(_) => "a list".to_owned(),
            Any::Object(_) => "an object".to_owned(),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Any<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Any<'de>, E> {
        Ok(Any::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Any<'de>, E> {
        Ok(Any::Flag(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Any<'de>, E> {
        Ok(Any::Number(Number::Positive(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Any<'de>, E> {
        Ok(Any::Number(u64::try_from(number).map_or(Number::Negative(number), Number::Positive)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Any<'de>, E> {
        Ok(Any::Number(Number::Float(number)))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Any<'de>, E> {
        Ok(Any::Text(Text(text.into())))
    }

    fn visit_str<E>(self, text: &str) -> Result<Any<'de>, E> {
        Ok(Any::Text(Text(text.to_owned().into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Any<'de>, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Any::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Any<'de>, A::Error> {
        members(map).map(Any::Object)
    }
}

/// All members of an object whose names are not known beforehand; none may come twice.
pub(crate) fn members<'de, T: Deserialize<'de>, A: MapAccess<'de>>(mut map: A) -> Result<Vec<(Key<'de>, T)>, A::Error> {
    let mut members = Vec::new();
    while let Some(member) = map.next_entry::<Key<'de>, T>()? {
        members.push(member);
    }
    let mut names = HashSet::with_capacity(members.len());
    match members.iter().find(|(name, _)| !names.insert(&**name)) {
        Some((twice, _)) => Err(A::Error::custom(format!("the member `{}` stands twice", &**twice))),
        None => Ok(members),
    }
}
