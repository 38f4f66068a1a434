//! Expectations: what should come of it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use tapi_types::line::MessageNumber;

use super::any::{Any, members};
use super::object::object;
use super::scalar::{Choice, Duration, Id, Key, List, Text, Whole};

object! {
    /// One thing that is checked: exactly one of `session`, `agent`, `queue`, `call`, `reply` and `message`.
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
        /// Which messages a client should have got.
        optional message: ExpectedMessage<'a>,
    }
}

object! {
    /// Messages that a client should have got. All that is said has to fit.
    ExpectedMessage<'a> {
        /// Which message.
        required number as "type": Choice<'a, MessageNumber>,
        /// Whose. Default: the first of `clients`.
        optional client: Id<'a>,
        /// Of `line_agent_session_status`: the session.
        optional session: Id<'a>,
        /// Of `line_agent_status_ex`: the agent.
        optional agent: Id<'a>,
        /// Of `line_queue_status`: the queue.
        optional queue: Id<'a>,
        /// Of `line_agent_status`: the address.
        optional address: Text<'a>,
        /// Of `line_agent_specific`: the place of the extension, from 0.
        optional extension: Whole,
        /// Of `line_reply`: the request. Of `line_proxy_status`: the function that is served now, or not any more.
        optional request: Id<'a>,
        /// What has to be said to have changed; more may have.
        optional what: List<Text<'a>>,
        /// The state that it carries.
        optional state: Text<'a>,
        /// How many. Default: at least one.
        optional count: Count<'a>,
        /// One of them came at exactly this moment.
        optional seen_at: Duration<'a>,
    }
}

/// A number, or a band of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Count<'a>(pub(crate) Any<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Count<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Any::deserialize(deserializer).map(Count)
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
