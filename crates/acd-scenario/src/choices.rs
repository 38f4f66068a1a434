//! Closed sets of names: what a file may say at each place that takes one of a few words.

use acd_core::{
    BadSessionState, CountCallAt, Direction, EndDuringCall, GroupEvents, Next, OnNoAnswer, Party, SameState, Strategy,
    TimeToAnswerFrom, WhenUnstaffed, WrongPin,
};
use tapi_types::line::{self, ApiVersion, MessageNumber};
use tapi_types::{AgentState, Function, LineError, LineErrorReading, SessionState};

use crate::profile::Profile;

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
    BadSessionState, "the error for a bad session state" {
        "invalagentstate" => BadSessionState::InvalAgentState,
        "invalagentsessionstate" => BadSessionState::InvalAgentSessionState,
    }
    WrongPin, "the error for a wrong PIN" {
        "operationfailed" => WrongPin::OperationFailed,
        "invalpassword" => WrongPin::InvalPassword,
    }
    GroupEvents, "what becomes of the news about groups" {
        "deliver" => GroupEvents::Deliver,
        "mute" => GroupEvents::Mute,
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

/// What a scenario calls a strategy.
pub fn strategy_name(strategy: Strategy) -> &'static str {
    strategy.name()
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

/// A request that an ACD serves or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Served(pub(crate) Function);

impl Choices for Served {
    const WHAT: &'static str = "a TAPI 2.2 function that an ACD serves";

    fn from_name(name: &str) -> Option<Self> {
        Function::from_name(name).filter(|function| Function::REQUESTS.contains(function)).map(Served)
    }

    fn name(self) -> &'static str {
        self.0.name()
    }

    fn names() -> Vec<&'static str> {
        Function::REQUESTS.iter().map(|function| function.name()).collect()
    }
}

impl Choices for Profile {
    const WHAT: &'static str = "a profile";

    fn from_name(name: &str) -> Option<Self> {
        Profile::named(name)
    }

    fn name(self) -> &'static str {
        self.name
    }

    fn names() -> Vec<&'static str> {
        Profile::ALL.map(|profile| profile.name).into()
    }
}

/// The messages that reach applications, in the order of their numbers.
impl Choices for MessageNumber {
    const WHAT: &'static str = "a message that an application gets";

    fn from_name(name: &str) -> Option<Self> {
        applications_get().find(|message| message.name() == name)
    }

    fn name(self) -> &'static str {
        MessageNumber::name(self)
    }

    fn names() -> Vec<&'static str> {
        applications_get().map(MessageNumber::name).collect()
    }
}

fn applications_get() -> impl Iterator<Item = MessageNumber> {
    let all = MessageNumber::CALL_CENTER.into_iter().map(|(message, _)| message);
    all.filter(|message| *message != MessageNumber::ProxyRequest)
}

macro_rules! constant_choices {
    ($($type:ty, $what:literal;)+) => {$(
        impl Choices for $type {
            const WHAT: &'static str = $what;

            fn from_name(name: &str) -> Option<Self> {
                Self::from_name(name)
            }

            fn name(self) -> &'static str {
                self.name()
            }

            fn names() -> Vec<&'static str> {
                Self::ALL.iter().map(|constant| constant.name()).collect()
            }
        }
    )+};
}

constant_choices! {
    SessionState, "a session state";
    AgentState, "an agent state";
    line::AgentState, "a state of TAPI 2.0";
    line::AgentFeature, "a function of TAPI 2.0 without `line_`";
    line::AgentStatus, "something that changes at an address";
}

/// The versions of TAPI that there are, by their names in files, the latest first.
pub const VERSIONS: [(&str, ApiVersion); 7] = [
    ("3.1", ApiVersion(0x0003_0001)),
    ("3.0", ApiVersion(0x0003_0000)),
    ("2.2", ApiVersion::V2_2),
    ("2.1", ApiVersion(0x0002_0001)),
    ("2.0", ApiVersion::V2_0),
    ("1.4", ApiVersion(0x0001_0004)),
    ("1.3", ApiVersion(0x0001_0003)),
];

impl Choices for ApiVersion {
    const WHAT: &'static str = "a version of TAPI";

    fn from_name(name: &str) -> Option<Self> {
        VERSIONS.iter().find(|(known, _)| *known == name).map(|(_, version)| *version)
    }

    /// Empty for one that there never was.
    fn name(self) -> &'static str {
        VERSIONS.iter().find(|(_, version)| *version == self).map_or("", |(name, _)| *name)
    }

    fn names() -> Vec<&'static str> {
        VERSIONS.map(|(name, _)| name).into()
    }
}
