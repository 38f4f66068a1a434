//! The profile: a name, or an object.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::object::object;
use super::scalar::{Choice, List, Text};
use crate::choices::Served;
use crate::profile::Profile as Named;

/// A profile by its name, alone or with something else in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Profile<'a> {
    /// Alone.
    Name(Text<'a>),
    /// In an object.
    Own(OwnProfile<'a>),
}

object! {
    /// A profile with something else in its place.
    OwnProfile<'a> {
        /// The profile that it is like. Default `default`.
        optional base: Choice<'a, Named>,
        /// The requests that are served. Default: those of `base`.
        optional functions: List<Choice<'a, Served>>,
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Shape for Profile<'_> {
    fn shape(definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        let name = Choice::<Named>::shape(definitions);
        let own = OwnProfile::shape(definitions);
        serde_json::json!({ "anyOf": [name, own] })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Profile<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ProfileVisitor)
    }
}

struct ProfileVisitor;

impl<'de> Visitor<'de> for ProfileVisitor {
    type Value = Profile<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a profile, or an object with `base` and `functions`")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Profile<'de>, E> {
        Ok(Profile::Name(Text(text.into())))
    }

    fn visit_str<E>(self, text: &str) -> Result<Profile<'de>, E> {
        Ok(Profile::Name(Text(text.to_owned().into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Profile<'de>, A::Error> {
        OwnProfile::deserialize(MapAccessDeserializer::new(map)).map(Profile::Own)
    }
}
