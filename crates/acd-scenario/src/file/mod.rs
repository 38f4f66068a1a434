//! The scenario file as written: which members there are and of which JSON type. Nothing here knows what
//! a value means; ranges, names and rules are settled in `compile`.
//!
//! Every member is optional here, so that one missing member hides nothing else; which ones are required is
//! noted beside them, for `compile` and the JSON Schema. Texts borrow from the source where they can.

mod any;
mod arrivals;
mod bags;
mod expect;
mod fault;
mod floor;
mod object;
mod profile;
mod requests;
mod scalar;
mod steps;
mod times;

pub(crate) use any::Any;
pub(crate) use arrivals::{Arrivals, ListedCall, ListedRate, PiecewiseStep, Rate};
pub(crate) use expect::{Count, Expectation, ExpectedMessage, Wants};
pub(crate) use fault::{Effect, Fails, Fault};
pub(crate) use floor::{
    Activity, Agent, AnswerAfter, Break, Extension, ExtensionAnswer, Group, Membership, OpenClient, Queue, Shift,
};
pub(crate) use profile::Profile;
pub(crate) use requests::{AddressAgentSpecific, Request, RequestAgent, RequestSession};
pub(crate) use scalar::{A_DURATION, Choice, DateTime, Duration, Flag, Id, Key, List, Number, Real, Text, Whole};
pub(crate) use steps::{
    AgentOnly, AgentSpecific, Arrive, CallOnly, CreateSession, GroupOnly, HangUp, NonAcdCall, QueueOnly, SessionOnly,
    SetAgentState, SetMeasurementPeriod, SetSessionState, Step, Transfer, Verb,
};
pub(crate) use times::{Bounds, Drawn, Mean, MeanShape, Times, Values};

use acd_core::{BadSessionState, CountCallAt, EndDuringCall, GroupEvents, SameState, TimeToAnswerFrom, WrongPin};
use serde::de::{Deserialize, Deserializer};
use tapi_types::LineErrorReading;

use object::object;

object! {
    /// A scenario: a call centre, what happens to it, and what should come of it.
    Scenario<'a> {
        /// Where editors find this schema.
        optional schema as "$schema": Text<'a>,
        /// The version of the format: 1.
        required version: Whole,
        /// The scenario's name in reports.
        optional name: Text<'a>,
        /// Virtual time zero, a date and time of RFC 3339 with its offset, which is the zone of session start times.
        /// Default 2000-01-01T00:00:00Z.
        optional epoch: DateTime<'a>,
        /// The root of every random stream, 0 (default) to 2^53 - 1.
        optional seed: Whole,
        /// The end of the run. Default: until nothing is left to happen.
        optional until: Duration<'a>,
        /// Calls that enter before it are left out of the queues' figures.
        optional warm_up: Duration<'a>,
        /// What kind of ACD it is: a named set of policies, times and served functions, by its name or as an object.
        /// What the file says besides wins. Default `default`.
        optional profile: Profile<'a>,
        /// Choices where Microsoft's pages leave room.
        optional policies: Policies<'a>,
        /// What the ACD does with requests.
        optional provider: Provider<'a>,
        /// The applications' side.
        optional client: Client<'a>,
        /// The applications that have the line open. Default: one, called `client`, that gets every message.
        optional clients: List<OpenClient<'a>>,
        /// Names that get their numbers first, in this order. Programs write it; by hand nobody needs it.
        optional reserved: Reserved<'a>,
        /// What agents can be doing besides calls.
        optional activities: List<Activity<'a>>,
        /// What the agent handler can do beyond the contract. Steps and requests count them from 0.
        optional extensions: List<Extension<'a>>,
        /// ACD groups.
        optional groups: List<Group<'a>>,
        /// Queues.
        optional queues: List<Queue<'a>>,
        /// Agents.
        optional agents: List<Agent<'a>>,
        /// What happens from outside, in any order.
        optional steps: List<Step<'a>>,
        /// Streams of generated calls.
        optional arrivals: List<Arrivals<'a>>,
        /// Faults of the telephony service.
        optional faults: List<Fault<'a>>,
        /// What is checked.
        optional expect: List<Expectation<'a>>,
    }
}

object! {
    /// Choices where Microsoft's pages leave room; the default is the first value of each.
    Policies<'a> {
        /// When a call counts as handled by a session.
        optional count_call_at: Choice<'a, CountCallAt>,
        /// Where a session's time to answer starts.
        optional time_to_answer_from: Choice<'a, TimeToAnswerFrom>,
        /// What ending a session during a call does.
        optional end_during_call: Choice<'a, EndDuringCall>,
        /// What asking for the state that already is does.
        optional same_state: Choice<'a, SameState>,
        /// The error for a session state that cannot be entered now.
        optional bad_session_state: Choice<'a, BadSessionState>,
        /// The error for a PIN that is not the agent's.
        optional wrong_pin: Choice<'a, WrongPin>,
        /// What an agent's overall call rate is multiplied by.
        optional call_rate_factor: Factor,
        /// Whether clients are told that groups come and go.
        optional group_events: Choice<'a, GroupEvents>,
    }
}

object! {
    /// What the ACD does with requests.
    Provider<'a> {
        /// From submission until the ACD takes it up. Default 0s.
        optional handle_after: Times<'a>,
        /// From there until the reply goes out. Default 0s.
        optional reply_after: Times<'a>,
        /// The most groups that an address can be logged into at once. Default: the number of groups.
        optional max_groups: Whole,
    }
}

object! {
    /// The application's side.
    Client<'a> {
        /// How long it waits for a reply. Default 2m.
        optional timeout: Duration<'a>,
        /// Which HRESULT a method returns for an error of the function that it wraps. Default `raw`.
        optional lineerr_to_hresult: Choice<'a, LineErrorReading>,
    }
}

object! {
    /// Names that get their numbers first, in this order, whatever uses them. Others follow as the file mentions them.
    /// Traces speak in numbers, so a file that a program makes of a run keeps them with this.
    Reserved<'a> {
        /// Reasons for NOT_READY.
        optional reasons: List<Text<'a>>,
        /// Addresses that agents work at.
        optional addresses: List<Text<'a>>,
        /// Sessions: those of shifts, and those that somebody outside creates.
        optional sessions: List<Id<'a>>,
        /// Calls: those of streams, and those that somebody outside makes.
        optional calls: List<Id<'a>>,
        /// Agents whom somebody outside makes.
        optional agents: List<Id<'a>>,
    }
}

/// One of the numbers that an agent's overall call rate can be multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Factor(pub(crate) Number);

impl<'de> Deserialize<'de> for Factor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Number::deserialize(deserializer).map(Factor)
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Shape for Factor {
    fn shape(_definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        serde_json::json!({ "enum": [1, 10] })
    }
}
