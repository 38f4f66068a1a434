//! Expectations: what should come of it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::any::{Any, members};
use super::object::object;
use super::scalar::{Duration, Id, Key};

object! {
    /// One thing that is checked: exactly one of `session`, `agent`, `queue`, `call` and `reply`.
    Expectation<'a> {
        /// When. Default: at the end of the run.
        optional at: Duration<'a>,
        /// Its name in the report.
        optional id: Id<'a>,
        /// What a session's row should say.
        optional session: Wants<'a>,
        /// What an agent's row should say.
        optional agent: Wants<'a>,
        /// What a queue's row should say.
        optional queue: Wants<'a>,
        /// What a call's row should say.
        optional call: Wants<'a>,
        /// What a request should be answered with.
        optional reply: Wants<'a>,
    }
}

/// The object's name and the members of its row, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wants<'a>(pub(crate) Vec<(Key<'a>, Any<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Wants<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WantsVisitor)
    }
}

struct WantsVisitor;

impl<'de> Visitor<'de> for WantsVisitor {
    type Value = Wants<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a name and members of the report's row")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Wants<'de>, A::Error> {
        members(map).map(Wants)
    }
}
