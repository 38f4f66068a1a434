//! Steps: what happens from outside.

use std::fmt;

use acd_core::{Direction, Next, Party};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use tapi_types::{AgentState, LineError, SessionState};

use super::bags::{Data, Nothing};
use super::object::object;
use super::requests::Request;
use super::scalar::{Choice, Duration, Id, Key, List, Text, Whole};
use super::times::Times;

/// A step: `at`, exactly one verb, and optionally `id` and `refused`.
///
/// Written by hand, since a member for each verb would make a long file very large in memory; for the same reason what few
/// steps have stands in a box.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Step<'a> {
    pub(crate) at: Option<Duration<'a>>,
    /// The first verb.
    pub(crate) verb: Option<Verb<'a>>,
    seldom: Option<Box<Seldom<'a>>>,
}

/// What few steps have.
#[derive(Debug, Clone, PartialEq, Default)]
struct Seldom<'a> {
    id: Option<Id<'a>>,
    refused: Option<Choice<'a, LineError>>,
    more: Vec<Verb<'a>>,
}

impl<'a> Step<'a> {
    /// Its name.
    pub(crate) fn id(&self) -> Option<&Id<'a>> {
        self.seldom.as_ref()?.id.as_ref()
    }

    /// The refusal that it expects.
    pub(crate) fn refused(&self) -> Option<&Choice<'a, LineError>> {
        self.seldom.as_ref()?.refused.as_ref()
    }

    /// Verbs too many.
    pub(crate) fn more(&self) -> &[Verb<'a>] {
        self.seldom.as_ref().map_or(&[], |seldom| &seldom.more)
    }

    fn seldom(&mut self) -> &mut Seldom<'a> {
        self.seldom.get_or_insert_default()
    }
}

macro_rules! verbs {
    ($($(#[doc = $doc:literal])+ $name:literal $variant:ident($type:ty),)+) => {
        /// What a step does.
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum Verb<'a> {
            $($(#[doc = $doc])+ $variant($type),)+
        }

        impl<'a> Verb<'a> {
            /// Every verb.
            pub(crate) const NAMES: &'static [&'static str] = &[$($name,)+];

            /// Its name.
            pub(crate) fn name(&self) -> &'static str {
                match self { $(Verb::$variant(_) => $name,)+ }
            }

            /// Reads the value of a verb; `None` where there is no verb of this name.
            fn read<'de: 'a, A: MapAccess<'de>>(name: &str, map: &mut A) -> Result<Option<Verb<'a>>, A::Error> {
                match name {
                    $($name => map.next_value().map(|value| Some(Verb::$variant(value))),)+
                    _ => Ok(None),
                }
            }

            /// Every verb with what it is about and the shape of its value.
            #[cfg(feature = "schema")]
            pub(crate) fn shapes(definitions: &mut crate::schema::Definitions) -> Vec<crate::schema::Member> {
                vec![$(crate::schema::Member {
                    name: $name,
                    about: concat!($($doc),+),
                    required: false,
                    shape: <$type as crate::schema::Shape>::shape(definitions),
                },)+]
            }
        }
    };
}

verbs! {
    /// Logs an agent into a group.
    "create_session" CreateSession(CreateSession<'a>),
    /// An agent comes.
    "create_agent" CreateAgent(AgentOnly<'a>),
    /// An agent goes: its sessions end, after their calls.
    "release_agent" ReleaseAgent(AgentOnly<'a>),
    /// Changes what an agent is doing besides calls.
    "set_agent_activity" SetAgentActivity(SetAgentActivity<'a>),
    /// A group comes.
    "add_group" AddGroup(GroupOnly<'a>),
    /// A group goes, its queues before it.
    "remove_group" RemoveGroup(GroupOnly<'a>),
    /// A queue comes.
    "add_queue" AddQueue(QueueOnly<'a>),
    /// A queue goes: what waits and rings there flows over, or times out.
    "remove_queue" RemoveQueue(QueueOnly<'a>),
    /// An extension of the agent handler has something to say.
    "agent_specific" AgentSpecific(AgentSpecific),
    /// Changes state, next state or both of a session.
    "set_session_state" SetSessionState(SetSessionState<'a>),
    /// Changes an agent's own state, next state or both.
    "set_agent_state" SetAgentState(SetAgentState<'a>),
    /// A call enters a queue from outside.
    "arrive" Arrive(Box<Arrive<'a>>),
    /// The session picks up what rings.
    "answer" Answer(SessionOnly<'a>),
    /// The session declines what rings.
    "reject" Reject(SessionOnly<'a>),
    /// One side ends a call.
    "hang_up" HangUp(HangUp<'a>),
    /// Puts a talking call on hold.
    "hold" Hold(CallOnly<'a>),
    /// Takes a call off hold.
    "retrieve" Retrieve(CallOnly<'a>),
    /// Hands a talking or held call on, blind.
    "transfer" Transfer(Box<Transfer<'a>>),
    /// The agent talks on a call that is not the ACD's.
    "non_acd_call" NonAcdCall(Box<NonAcdCall<'a>>),
    /// Starts a measurement period anew.
    "set_measurement_period" SetMeasurementPeriod(SetMeasurementPeriod<'a>),
    /// The ACD's proxy goes away: pending requests fail.
    "close_proxy" CloseProxy(Nothing),
    /// The proxy is back.
    "open_proxy" OpenProxy(Nothing),
    /// A question or an order of an application.
    "request" Request(Box<Request<'a>>),
}

impl Step<'_> {
    const MEMBERS: &'static [&'static str] = &[
        "at",
        "id",
        "refused",
        "create_session",
        "create_agent",
        "release_agent",
        "set_agent_activity",
        "add_group",
        "remove_group",
        "add_queue",
        "remove_queue",
        "agent_specific",
        "set_session_state",
        "set_agent_state",
        "arrive",
        "answer",
        "reject",
        "hang_up",
        "hold",
        "retrieve",
        "transfer",
        "non_acd_call",
        "set_measurement_period",
        "close_proxy",
        "open_proxy",
        "request",
    ];
}

#[cfg(feature = "schema")]
impl crate::schema::Shape for Step<'_> {
    fn shape(definitions: &mut crate::schema::Definitions) -> serde_json::Value {
        definitions.step()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Step<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(StepVisitor)
    }
}

struct StepVisitor;

impl<'de> Visitor<'de> for StepVisitor {
    type Value = Step<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a step: an object with `at` and a verb")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Step<'de>, A::Error> {
        let mut step = Step::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match &*key {
                "at" => once(&mut step.at, "at", &mut map)?,
                "id" => once(&mut step.seldom().id, "id", &mut map)?,
                "refused" => once(&mut step.seldom().refused, "refused", &mut map)?,
                name => {
                    let verb =
                        Verb::read(name, &mut map)?.ok_or_else(|| A::Error::unknown_field(name, Step::MEMBERS))?;
                    add_verb(&mut step, verb)?;
                }
            }
        }
        Ok(step)
    }
}

fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    member: &mut Option<T>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    if member.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *member = Some(map.next_value()?);
    Ok(())
}

fn add_verb<'a, E: Error>(step: &mut Step<'a>, verb: Verb<'a>) -> Result<(), E> {
    let Some(first) = &step.verb else {
        step.verb = Some(verb);
        return Ok(());
    };
    if step.more().iter().chain([first]).any(|other| other.name() == verb.name()) {
        return Err(E::duplicate_field(verb.name()));
    }
    step.seldom().more.push(verb);
    Ok(())
}

object! {
    /// Logs an agent into a group, NOT_READY.
    CreateSession<'a> {
        /// The name of the new session.
        required session: Id<'a>,
        /// Who.
        required agent: Id<'a>,
        /// Where.
        required group: Id<'a>,
        /// Where the agent works.
        optional address: Text<'a>,
    }
}

object! {
    /// What is done to an agent.
    AgentOnly<'a> {
        /// Who.
        required agent: Id<'a>,
    }
}

object! {
    /// What is done to a group.
    GroupOnly<'a> {
        /// Which.
        required group: Id<'a>,
    }
}

object! {
    /// What is done to a queue.
    QueueOnly<'a> {
        /// Which.
        required queue: Id<'a>,
    }
}

object! {
    /// Changes what an agent is doing besides calls.
    SetAgentActivity<'a> {
        /// Who.
        required agent: Id<'a>,
        /// What.
        required activity: Id<'a>,
    }
}

object! {
    /// What an extension of the agent handler has to say.
    AgentSpecific {
        /// Which, by its place, from 0.
        required extension: Whole,
        /// Two numbers, to which the extension gives a meaning. Default: zeros.
        optional params: List<Whole>,
    }
}

object! {
    /// Changes state, next state or both of a session.
    SetSessionState<'a> {
        /// Which.
        required session: Id<'a>,
        /// The state to enter, now or after the call.
        optional state: Choice<'a, SessionState>,
        /// The state to fall into when the next call ends; `none` clears it.
        optional next_state: Choice<'a, Next<SessionState>>,
        /// Goes with every NOT_READY of this step.
        optional reason: Text<'a>,
    }
}

object! {
    /// Changes an agent's own state, next state or both.
    SetAgentState<'a> {
        /// Which.
        required agent: Id<'a>,
        /// The state.
        optional state: Choice<'a, AgentState>,
        /// The state after the next call and its wrap-up; `none` clears it.
        optional next_state: Choice<'a, Next<AgentState>>,
        /// Recorded.
        optional reason: Text<'a>,
    }
}

object! {
    /// A call enters a queue from outside.
    Arrive<'a> {
        /// The name of the new call.
        required call: Id<'a>,
        /// Where.
        required queue: Id<'a>,
        /// Higher goes first. Default 0.
        optional priority: Whole,
        /// Connected time. Default: until hang-up.
        optional talk: Times<'a>,
        /// After-call work. Default 0s.
        optional wrap_up: Times<'a>,
        /// From the first entry to giving up. Default: never.
        optional patience: Times<'a>,
        /// Who calls.
        optional caller: Text<'a>,
        /// The number dialled.
        optional called: Text<'a>,
        /// Attached data, name and value.
        optional data: Data<'a>,
    }
}

object! {
    /// What is done to a session.
    SessionOnly<'a> {
        /// Which.
        required session: Id<'a>,
    }
}

object! {
    /// What is done to a call.
    CallOnly<'a> {
        /// Which.
        required call: Id<'a>,
    }
}

object! {
    /// One side ends a call.
    HangUp<'a> {
        /// Which.
        required call: Id<'a>,
        /// Who. Default `caller`.
        optional by: Choice<'a, Party>,
    }
}

object! {
    /// Hands a talking or held call on, blind: to a queue or to a session.
    Transfer<'a> {
        /// Which.
        required call: Id<'a>,
        /// Into this queue.
        optional to_queue: Id<'a>,
        /// To this session.
        optional to_session: Id<'a>,
        /// Connected time. Default: the call's own.
        optional talk: Times<'a>,
        /// After-call work. Default: the call's own.
        optional wrap_up: Times<'a>,
        /// Patience from now on. Default: endless.
        optional patience: Times<'a>,
    }
}

object! {
    /// The agent talks on a call that is not the ACD's.
    NonAcdCall<'a> {
        /// The name of the new call.
        required call: Id<'a>,
        /// Who.
        required agent: Id<'a>,
        /// Which counter moves.
        required direction: Choice<'a, Direction>,
        /// Connected time. Default: until hang-up.
        optional talk: Times<'a>,
    }
}

object! {
    /// Starts the measurement period of an agent or a queue anew.
    SetMeasurementPeriod<'a> {
        /// Of this agent.
        optional agent: Id<'a>,
        /// Of this queue.
        optional queue: Id<'a>,
        /// Whole seconds, above zero.
        required period: Duration<'a>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_three_members_and_all_verbs() {
        assert_eq!(Step::MEMBERS[..3], ["at", "id", "refused"]);
        assert_eq!(&Step::MEMBERS[3..], Verb::NAMES);
    }
}
