//! What applications ask.

use super::any::Any;
use super::bags::Nothing;
use super::object::object;
use super::scalar::{Duration, Id, Text, Whole};

object! {
    /// A question or an order of an application: an object with `get` or `put`, or one of `create_session`, `create_agent`
    /// and `agent_specific`.
    Request<'a> {
        /// The name of the new request.
        required name as "request": Id<'a>,
        /// Who asks. Default: the first of `clients`.
        optional client: Id<'a>,
        /// The session that it is about.
        optional session: Id<'a>,
        /// The agent that it is about.
        optional agent: Id<'a>,
        /// The queue that it is about.
        optional queue: Id<'a>,
        /// The group that it is about.
        optional group: Id<'a>,
        /// It is about the agent handler.
        optional handler: Nothing,
        /// The address that it is about.
        optional address: Text<'a>,
        /// It is about the line.
        optional line: Nothing,
        /// Its own time limit. Default: that of `client`.
        optional timeout: Duration<'a>,
        /// What is asked: a getter of the object, without `get_`.
        optional get: Id<'a>,
        /// What is told: a setter of the object, without `put_`.
        optional put: Id<'a>,
        /// What `put` sets.
        optional value: Any<'a>,
        /// Logs an agent into a group.
        optional create_session: RequestSession<'a>,
        /// Makes an agent known.
        optional create_agent: RequestAgent<'a>,
        /// Hands a block of bytes to an extension of the agent handler.
        optional agent_specific: AddressAgentSpecific<'a>,
    }
}

object! {
    /// The session that a request creates.
    RequestSession<'a> {
        /// The name of the new session.
        required session: Id<'a>,
        /// Who.
        required agent: Id<'a>,
        /// Where.
        required group: Id<'a>,
        /// Where its calls ring. Default: where the agent works.
        optional address: Text<'a>,
        /// The agent's PIN. Default: none is said.
        optional pin: Text<'a>,
    }
}

object! {
    /// The agent whom a request makes known.
    RequestAgent<'a> {
        /// What the file calls it from now on.
        required agent: Id<'a>,
        /// The id that it logs in with. Default: none; the user of the client says who it is.
        optional id: Id<'a>,
        /// Goes with the id. Default: an empty one.
        optional pin: Text<'a>,
    }
}

object! {
    /// A block of bytes for an extension of the agent handler.
    AddressAgentSpecific<'a> {
        /// Where.
        required address: Text<'a>,
        /// Which, by its place, from 0.
        required extension: Whole,
        /// The block, two hexadecimal digits for each byte.
        required bytes: Text<'a>,
    }
}
