//! Groups, queues and agents, what agents do and what their handler can do, and the applications around them.

use std::fmt;

use acd_core::{OnNoAnswer, Strategy, WhenUnstaffed};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use tapi_types::LineError;
use tapi_types::line::{ApiVersion, MessageNumber};

use super::bags::Nothing;
use super::object::object;
use super::scalar::{Choice, Duration, Flag, Id, List, Text, Whole};
use super::times::Times;

object! {
    /// An ACD group.
    Group<'a> {
        /// Its name.
        required id: Id<'a>,
        /// Whether it is there at the start, its queues with it. Default true.
        optional from_start: Flag,
    }
}

object! {
    /// Something that agents can be doing besides calls.
    Activity<'a> {
        /// Its name.
        required id: Id<'a>,
    }
}

object! {
    /// Something that the agent handler can do beyond the contract.
    Extension<'a> {
        /// Its 128 bits in LINEAGENTCAPS: 32 hexadecimal digits, 8 for each of four numbers.
        required id: Text<'a>,
        /// What it answers.
        required answer: ExtensionAnswer<'a>,
    }
}

object! {
    /// What an extension answers: exactly one of these.
    ExtensionAnswer<'a> {
        /// The block as it came.
        optional echo: Nothing,
        /// These bytes, two hexadecimal digits each.
        optional bytes: Text<'a>,
        /// This error.
        optional fail: Choice<'a, LineError>,
    }
}

object! {
    /// An application that has the line open.
    OpenClient<'a> {
        /// Its name.
        required id: Id<'a>,
        /// The operating-system login that it runs under. Default: its name.
        optional user: Text<'a>,
        /// The version of TAPI that it opened the line with: later messages are withheld. Default `2.2`.
        optional version: Choice<'a, ApiVersion>,
        /// The messages that it wants. Default: all.
        optional messages: List<Choice<'a, MessageNumber>>,
    }
}

object! {
    /// A queue.
    Queue<'a> {
        /// Its name.
        required id: Id<'a>,
        /// The group whose sessions take its calls.
        required group: Id<'a>,
        /// Which session gets a call. Default `longest_idle`.
        optional strategy: Choice<'a, Strategy>,
        /// Under `random`: which of the sessions that come into question, in creation order from 0, each choice takes
        /// in place of a draw. Where the list ends, drawing begins.
        optional picks: List<Whole>,
        /// What counts as in time.
        optional service_level: ServiceLevel<'a>,
        /// Waiting places, ringing calls not counted; 0 is allowed. Default: as many as come.
        optional max_waiting: Whole,
        /// How long a stay may last, above zero. Default: as long as it takes.
        optional max_wait: Duration<'a>,
        /// The queue where a call goes that waited its maximum or, under `when_unstaffed: overflow`, finds nobody.
        optional overflow_to: Id<'a>,
        /// How long an offer rings, above zero. Default: until answered or given up.
        optional ring_timeout: Duration<'a>,
        /// What becomes of sessions that let an offer ring out. Default `not_ready`; `stay_ready` under `ring_all`.
        optional on_no_answer: Choice<'a, OnNoAnswer>,
        /// What a call meets when the group has no session. Default `wait`.
        optional when_unstaffed: Choice<'a, WhenUnstaffed>,
        /// Whether it is there at the start. Default true, where its group is.
        optional from_start: Flag,
    }
}

object! {
    /// What counts as in time.
    ServiceLevel<'a> {
        /// Stays up to and including it are in time. Default 20s.
        optional threshold: Duration<'a>,
        /// Abandoned stays shorter than it are short. Default 0s.
        optional short_abandon: Duration<'a>,
    }
}

object! {
    /// An agent, or with `count` several of a kind.
    Agent<'a> {
        /// Its name.
        required id: Id<'a>,
        /// So many agents, called `<id>/1`, `<id>/2` and so on.
        optional count: Whole,
        /// The groups that it may have sessions in.
        optional groups: List<Membership<'a>>,
        /// Where it works.
        optional address: Text<'a>,
        /// The operating-system login behind it. Default: its name.
        optional user: Text<'a>,
        /// What has to go with its id to log in. Default: nothing.
        optional pin: Text<'a>,
        /// Whether it is there at the start. Default true.
        optional from_start: Flag,
        /// How long it lets an offer ring, or `manual`. Default 0s: answers at once.
        optional answer_after: AnswerAfter<'a>,
        /// When it works.
        optional shifts: List<Shift<'a>>,
    }
}

object! {
    /// An agent's place in a group.
    Membership<'a> {
        /// The group.
        required group: Id<'a>,
        /// Lower goes first. Default 1.
        optional level: Whole,
    }
}

object! {
    /// A stretch of work: sessions from its start to its end.
    Shift<'a> {
        /// Sessions are created and set READY.
        required from: Duration<'a>,
        /// Sessions end, after their call.
        required to: Duration<'a>,
        /// In which groups. Default: all of the agent's.
        optional groups: List<GroupName<'a>>,
        /// Pauses inside.
        optional breaks: List<Break<'a>>,
    }
}

object! {
    /// A pause in a shift.
    Break<'a> {
        /// NOT_READY from here.
        required from: Duration<'a>,
        /// READY from here.
        required to: Duration<'a>,
        /// Why.
        optional reason: Text<'a>,
    }
}

/// How long an agent lets an offer ring, or `manual`, which is text like a constant duration.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AnswerAfter<'a>(pub(crate) Times<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for AnswerAfter<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Times::deserialize(deserializer).map(AnswerAfter)
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Shape for AnswerAfter<'_> {
    fn shape(definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        let times = Times::shape(definitions);
        serde_json::json!({ "anyOf": [{ "const": "manual" }, times] })
    }
}

/// A group of a shift: its name, alone or in an object as agents write it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GroupName<'a>(pub(crate) Named<'a>);

object! {
    /// A group by its name.
    Named<'a> {
        /// The group.
        required group: Id<'a>,
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Shape for GroupName<'_> {
    fn shape(definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        let named = Named::shape(definitions);
        let name = Id::shape(definitions);
        serde_json::json!({ "anyOf": [name, named] })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for GroupName<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GroupNameVisitor)
    }
}

struct GroupNameVisitor;

impl<'de> Visitor<'de> for GroupNameVisitor {
    type Value = GroupName<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a group")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<GroupName<'de>, E> {
        Ok(GroupName(Named { group: Some(Id(text.into())) }))
    }

    fn visit_str<E>(self, text: &str) -> Result<GroupName<'de>, E> {
        Ok(GroupName(Named { group: Some(Id(text.to_owned().into())) }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<GroupName<'de>, A::Error> {
        Named::deserialize(MapAccessDeserializer::new(map)).map(GroupName)
    }
}
