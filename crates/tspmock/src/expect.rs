//! What a test expects of the floor's figures.

#![expect(
    clippy::return_self_not_must_use,
    reason = "what is expected is noted at once; what is returned is for saying more"
)]

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};
use std::panic::Location;
use std::sync::Arc;

use acd_core::Config;
use acd_scenario::{Expectation, NoFiles, Plan, Source, Want, load};
use serde_json::{Map, Value, json};
use tapi_types::{AgentState, SessionState, Time};

use crate::IntoSpan;
use crate::error::{accepted, lines};
use crate::requests::RequestsExpected;
use crate::span::moment;
use crate::world::{World, lock};

/// Something that a test expects, and where it says so.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) place: &'static Location<'static>,
    pub(crate) when: When,
    pub(crate) what: What,
}

/// When it is to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// When the test looks, at the latest at its end.
    End,
    /// After everything that happened up to this moment.
    At(Time),
    /// After something that happened up to this moment.
    By(Time),
}

/// What is to be so.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Row(RowExpected),
    Requests(RequestsExpected),
}

/// A row of the report.
#[derive(Debug, Clone)]
pub(crate) struct RowExpected {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    /// The members as a scenario would have them.
    members: Map<String, Value>,
    /// The same, read and checked. Where there are none, it is to be there.
    pub(crate) wants: Vec<(String, Want)>,
    /// As the report repeats them.
    pub(crate) written: Value,
}

/// The kinds of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Session,
    Agent,
    Queue,
    Call,
}

impl Kind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Kind::Session => "session",
            Kind::Agent => "agent",
            Kind::Queue => "queue",
            Kind::Call => "call",
        }
    }
}

/// What a member of a row should be: a value, or a range of numbers: `3`, `"ready"`, `1..=3`, [`at_least(2)`](at_least).
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted(Value);

/// This much or more: a number, or a duration for a member in microseconds.
pub fn at_least(least: impl Into<Wanted>) -> Wanted {
    Wanted(json!({ "min": least.into().0 }))
}

/// This much or less.
pub fn at_most(most: impl Into<Wanted>) -> Wanted {
    Wanted(json!({ "max": most.into().0 }))
}

/// In this band, ends included.
pub fn between(least: impl Into<Wanted>, most: impl Into<Wanted>) -> Wanted {
    Wanted(json!({ "min": least.into().0, "max": most.into().0 }))
}

macro_rules! wanted {
    ($($type:ty),+) => {$(
        impl From<$type> for Wanted {
            fn from(value: $type) -> Wanted {
                Wanted(Value::from(value))
            }
        }
    )+};
}

wanted!(bool, i32, i64, u32, u64, f64, &str, String, Value);

impl From<SessionState> for Wanted {
    fn from(state: SessionState) -> Wanted {
        Wanted(Value::from(state.name()))
    }
}

impl From<AgentState> for Wanted {
    fn from(state: AgentState) -> Wanted {
        Wanted(Value::from(state.name()))
    }
}

impl From<RangeInclusive<i64>> for Wanted {
    fn from(range: RangeInclusive<i64>) -> Wanted {
        between(*range.start(), *range.end())
    }
}

impl From<RangeFrom<i64>> for Wanted {
    fn from(range: RangeFrom<i64>) -> Wanted {
        at_least(range.start)
    }
}

impl From<RangeToInclusive<i64>> for Wanted {
    fn from(range: RangeToInclusive<i64>) -> Wanted {
        at_most(range.end)
    }
}

/// Makes a type for each kind of row, with a method for each of its members that tests ask for most.
macro_rules! expectations {
    ($($(#[$doc:meta])* $name:ident { $($member:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name {
            world: Arc<World>,
            place: usize,
        }

        impl $name {
            #[track_caller]
            pub(crate) fn of(world: Arc<World>, kind: Kind, name: &str) -> $name {
                let place = enter(&world, kind, name);
                $name { world, place }
            }

            $(
                #[doc = concat!("Its `", stringify!($member), "` in the report.")]
                ///
                /// # Panics
                /// When the member cannot have such a value.
                #[track_caller]
                pub fn $member(self, wanted: impl Into<Wanted>) -> $name {
                    self.member(stringify!($member), wanted)
                }
            )+

            /// Any member of the report's row, dotted where it stands in a block: `period.number_of_acd_calls`.
            ///
            /// # Panics
            /// When there is no such member, or it cannot have such a value.
            #[track_caller]
            pub fn member(self, member: &str, wanted: impl Into<Wanted>) -> $name {
                add(&self.world, self.place, member, wanted.into());
                self
            }

            /// Looks after everything that happened up to this moment of the run.
            ///
            /// # Panics
            /// When this is no duration.
            #[track_caller]
            pub fn at(self, time: impl IntoSpan) -> $name {
                set_when(&self.world, self.place, When::At(moment("at", time)));
                self
            }

            /// It is enough that it was so after some event up to this moment of the run.
            ///
            /// # Panics
            /// When this is no duration.
            #[track_caller]
            pub fn by(self, time: impl IntoSpan) -> $name {
                set_when(&self.world, self.place, When::By(moment("by", time)));
                self
            }
        }
    )+};
}

expectations! {
    /// What is expected of a session: see [`Floor::expect_session`](crate::Floor::expect_session).
    ExpectSession { state, next_state, available, number_of_calls, answers, rang_out, total_talk_time_s, total_wrap_up_time_s }
    /// What is expected of an agent: see [`Floor::expect_agent`](crate::Floor::expect_agent).
    ExpectAgent { state, next_state, number_of_acd_calls, number_of_incoming_calls, number_of_outgoing_calls }
    /// What is expected of a queue: see [`Floor::expect_queue`](crate::Floor::expect_queue).
    ExpectQueue { offered, answered, abandoned, blocked, unstaffed, timed_out, flowed_in, flowed_out, waiting, ringing, queued }
    /// What is expected of a call: see [`Floor::expect_call`](crate::Floor::expect_call).
    ExpectCall { disposition, session, queue, answers, rang_out, wait_us, talk_us }
}

#[track_caller]
fn enter(world: &World, kind: Kind, name: &str) -> usize {
    let row = RowExpected { kind, name: name.to_owned(), members: Map::new(), wants: Vec::new(), written: json!({}) };
    // Agents and queues are known from the beginning; sessions and calls may be yet to come.
    match kind {
        Kind::Agent => drop(accepted(world.agent(name))),
        Kind::Queue => drop(accepted(world.queue(name))),
        Kind::Session | Kind::Call => {}
    }
    let mut diary = lock(&world.diary);
    diary.expected.push(Expected { place: Location::caller(), when: When::End, what: What::Row(row) });
    diary.expected.len() - 1
}

#[track_caller]
fn add(world: &World, place: usize, member: &str, wanted: Wanted) {
    let added = match &mut lock(&world.diary).expected[place].what {
        What::Row(row) => row.add(&world.plan, member, wanted),
        What::Requests(_) => Ok(()),
    };
    accepted(added);
}

/// Changes when something is expected.
pub(crate) fn set_when(world: &World, place: usize, when: When) {
    lock(&world.diary).expected[place].when = when;
}

impl RowExpected {
    fn add(&mut self, plan: &Plan, member: &str, wanted: Wanted) -> Result<(), String> {
        put(&mut self.members, member, wanted.0);
        let read = self.read(plan)?;
        (self.wants, self.written) = (read.wants, read.written);
        Ok(())
    }

    /// Reads the members as those of a scenario are read, on a floor of the same people.
    fn read(&self, plan: &Plan) -> Result<Expectation, String> {
        // Who is meant is found by name when it is there.
        let (name, sessions, calls) = match self.kind {
            Kind::Session => ("expected", vec!["expected"], vec![]),
            Kind::Call => {
                let at = self.members.get("session").and_then(Value::as_str);
                ("expected", at.into_iter().collect(), vec!["expected"])
            }
            Kind::Agent | Kind::Queue => (&*self.name, vec![], vec![]),
        };
        let Config { groups, queues, agents, reasons, .. } = plan.config.clone();
        let floor = Plan::of_config(Config { groups, queues, agents, reasons, ..Config::empty() });
        let mut file: Value = serde_json::from_str(&acd_scenario::write(&floor)).map_err(|error| error.to_string())?;
        file["reserved"]["sessions"] = json!(sessions);
        file["reserved"]["calls"] = json!(calls);
        let mut members = self.members.clone();
        members.insert(self.kind.name().to_owned(), json!(name));
        file["expect"] = json!([{ self.kind.name(): members }]);
        let text = file.to_string();
        let source = Source { name: "expect", bytes: text.as_bytes(), files: &NoFiles };
        let mut loaded = load(&source).map_err(|diagnostics| lines(&diagnostics))?;
        Ok(loaded.plan.expectations.remove(0))
    }
}

/// Sets a member, dotted where it stands in a block.
fn put(members: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        Some((block, inner)) => {
            if let Value::Object(block) = members.entry(block).or_insert_with(|| json!({})) {
                put(block, inner, value);
            }
        }
        None => drop(members.insert(name.to_owned(), value)),
    }
}
