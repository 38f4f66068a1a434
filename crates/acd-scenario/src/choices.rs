//! Closed sets of names: what a file may say at each place that takes one of a few words.

use acd_core::{
    CountCallAt, Direction, EndDuringCall, Next, OnNoAnswer, Party, SameState, Strategy, TimeToAnswerFrom,
    WhenUnstaffed,
};
use tapi_types::{AgentState, Function, LineError, LineErrorReading, SessionState};

/// A type whose values a file calls by name.
pub(crate) trait Choices: Copy + 'static {
    /// What it is, for messages: "a strategy".
    const WHAT: &'static str;

    /// The value of a name.
    fn from_name(name: &str) -> Option<Self>;

    /// The name of a value.
    fn name(self) -> &'static str;

    /// Every name, in the order in which messages list them.
    fn names() -> Vec<&'static str>;
}

macro_rules! choices {
    ($($type:ty, $what:literal { $($name:literal => $value:path,)+ })+) => {$(
        impl Choices for $type {
            const WHAT: &'static str = $what;

            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some($value),)+
                    _ => None,
                }
            }

            fn name(self) -> &'static str {
                match self {
                    $($value => $name,)+
                }
            }

            fn names() -> Vec<&'static str> {
                vec![$($name,)+]
            }
        }
    )+};
}

choices! {
    Strategy, "a strategy" {
        "longest_idle" => Strategy::LongestIdle,
        "round_robin" => Strategy::RoundRobin,
        "fewest_calls" => Strategy::FewestCalls,
        "least_talk_time" => Strategy::LeastTalkTime,
        "linear" => Strategy::Linear,
        "random" => Strategy::Random,
        "ring_all" => Strategy::RingAll,
    }
    LineErrorReading, "a reading of errors" {
        "raw" => LineErrorReading::Raw,
        "twin" => LineErrorReading::Twin,
    }
    OnNoAnswer, "what becomes of sessions that do not answer" {
        "not_ready" => OnNoAnswer::NotReady,
        "stay_ready" => OnNoAnswer::StayReady,
    }
    WhenUnstaffed, "what a call meets without sessions" {
        "wait" => WhenUnstaffed::Wait,
        "end" => WhenUnstaffed::End,
        "overflow" => WhenUnstaffed::Overflow,
    }
    CountCallAt, "the moment when a call counts" {
        "answer" => CountCallAt::Answer,
        "release" => CountCallAt::Release,
        "wrap_up_end" => CountCallAt::WrapUpEnd,
    }
    TimeToAnswerFrom, "where the time to answer starts" {
        "queue_entry" => TimeToAnswerFrom::QueueEntry,
        "ringing" => TimeToAnswerFrom::Ringing,
    }
    EndDuringCall, "what ending a session during a call does" {
        "after_call" => EndDuringCall::AfterCall,
        "release" => EndDuringCall::Release,
    }
    SameState, "what asking for the present state does" {
        "accept" => SameState::Accept,
        "refuse" => SameState::Refuse,
    }
    Party, "a party" {
        "caller" => Party::Caller,
        "agent" => Party::Agent,
    }
    Direction, "a direction" {
        "incoming" => Direction::Incoming,
        "outgoing" => Direction::Outgoing,
    }
}

impl Choices for SessionState {
    const WHAT: &'static str = "a session state";

    fn from_name(name: &str) -> Option<Self> {
        SessionState::from_name(name)
    }

    fn name(self) -> &'static str {
        SessionState::name(self)
    }

    fn names() -> Vec<&'static str> {
        SessionState::ALL.iter().map(|state| state.name()).collect()
    }
}

impl Choices for AgentState {
    const WHAT: &'static str = "an agent state";

    fn from_name(name: &str) -> Option<Self> {
        AgentState::from_name(name)
    }

    fn name(self) -> &'static str {
        AgentState::name(self)
    }

    fn names() -> Vec<&'static str> {
        AgentState::ALL.iter().map(|state| state.name()).collect()
    }
}

impl Choices for Next<SessionState> {
    const WHAT: &'static str = "a session state or `none`";

    fn from_name(name: &str) -> Option<Self> {
        if name == "none" { Some(Next::Clear) } else { SessionState::from_name(name).map(Next::Set) }
    }

    fn name(self) -> &'static str {
        match self {
            Next::Clear => "none",
            Next::Set(state) => state.name(),
        }
    }

    fn names() -> Vec<&'static str> {
        let mut names = <SessionState as Choices>::names();
        names.push("none");
        names
    }
}

impl Choices for Next<AgentState> {
    const WHAT: &'static str = "an agent state or `none`";

    fn from_name(name: &str) -> Option<Self> {
        if name == "none" { Some(Next::Clear) } else { AgentState::from_name(name).map(Next::Set) }
    }

    fn name(self) -> &'static str {
        match self {
            Next::Clear => "none",
            Next::Set(state) => state.name(),
        }
    }

    fn names() -> Vec<&'static str> {
        let mut names = <AgentState as Choices>::names();
        names.push("none");
        names
    }
}

impl Choices for LineError {
    const WHAT: &'static str = "an error of tapi.h, such as `LINEERR_OPERATIONFAILED`";

    fn from_name(name: &str) -> Option<Self> {
        LineError::from_name(name)
    }

    fn name(self) -> &'static str {
        LineError::name(self)
    }

    fn names() -> Vec<&'static str> {
        LineError::ALL.iter().map(|error| error.name()).collect()
    }
}

/// The functions that a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// `"*"`.
    Any,
    /// This one.
    Of(Function),
}

impl Choices for Method {
    const WHAT: &'static str = "a TAPI 2.2 function, or `*`";

    fn from_name(name: &str) -> Option<Self> {
        if name == "*" {
            return Some(Method::Any);
        }
        Function::from_name(name).filter(|function| Function::REQUESTS.contains(function)).map(Method::Of)
    }

    fn name(self) -> &'static str {
        match self {
            Method::Any => "*",
            Method::Of(function) => function.name(),
        }
    }

    fn names() -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Function::REQUESTS.iter().map(|function| function.name()).collect();
        names.push("*");
        names
    }
}
