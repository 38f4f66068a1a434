//! Objects whose members have no names of ours: none at all, or any.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::any::members;
use super::scalar::{Key, Text};

/// An object without members: there is nothing more to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nothing;

#[cfg(feature = "schema")]
impl crate::schema::Shape for Nothing {
    fn shape(_definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "object", "additionalProperties": false })
    }
}

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NothingVisitor)
    }
}

struct NothingVisitor;

impl<'de> Visitor<'de> for NothingVisitor {
    type Value = Nothing;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an empty object: { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Nothing, A::Error> {
        match map.next_key::<Key<'de>>()? {
            Some(key) => Err(A::Error::unknown_field(&key, &[])),
            None => Ok(Nothing),
        }
    }
}

/// Attached data, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Data<'a>(pub(crate) Vec<(Key<'a>, Text<'a>)>);

#[cfg(feature = "schema")]
impl crate::schema::Shape for Data<'_> {
    fn shape(_definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "object", "additionalProperties": { "type": "string" } })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Data<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DataVisitor)
    }
}

struct DataVisitor;

impl<'de> Visitor<'de> for DataVisitor {
    type Value = Data<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with names and text")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Data<'de>, A::Error> {
        members(map).map(Data)
    }
}
