//! What a drawn scenario has: each seed first draws which features are on, so that rare combinations come about and common
//! things do not crowd out the others.

use std::fmt;

use acd_core::Stream;

macro_rules! features {
    ($($variant:ident = $text:literal;)+) => {
        /// Something that a drawn scenario may have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the names in words say it")]
        pub enum Feature {
            $($variant,)+
        }

        impl Feature {
            /// Every feature.
            pub const ALL: &[Feature] = &[$(Feature::$variant,)+];

            /// In words.
            pub const fn name(self) -> &'static str {
                match self { $(Feature::$variant => $text,)+ }
            }
        }
    };
}

features! {
    Groups = "several groups";
    Levels = "levels";
    Crowd = "several agents";
    FineTimes = "times of thirds of a second";
    Zeros = "many times of zero";
    DrawnTimes = "drawn times";
    RingTimeouts = "ring timeouts";
    SlowAnswers = "answers that take time";
    ByHand = "answers by hand";
    RingAll = "ring_all";
    OneStrategy = "one strategy for all queues";
    Patience = "patience";
    MaxWait = "maximum waits";
    MaxWaiting = "full queues";
    Unstaffed = "rules for queues without sessions";
    Overflow = "overflow";
    EndlessTalks = "talks until somebody hangs up";
    Holds = "hold and retrieve";
    Transfers = "transfers";
    HangUps = "hang-ups";
    OtherCalls = "calls that are not the ACD's";
    States = "changes of session states";
    NextStates = "next states";
    Ends = "sessions that end";
    AgentStates = "changes of agent states";
    Shifts = "shifts";
    Breaks = "breaks";
    Streams = "streams of calls";
    Busy = "many calls";
    Priorities = "priorities";
    Requests = "requests";
    Faults = "faults";
    Latencies = "latencies";
    ShortLimits = "short time limits";
    Proxy = "a proxy that comes and goes";
    Periods = "measurement periods";
    WarmUp = "a warm-up";
    Policies = "other policies";
    Strays = "steps about the wrong things";
    Expectations = "expectations";
    Addresses = "addresses";
    Absences = "what is absent at the start";
    Roster = "agents who come and go";
    Openings = "groups and queues that come and go";
    Activities = "activities";
    Extensions = "extensions";
    NewAgents = "agents whom requests make";
    Lists = "requests for lists";
    ByAddress = "requests by address";
    Pins = "PINs";
    NotServed = "requests that are not served";
    Clients = "several clients";
    Versions = "clients of other versions of TAPI";
    Choosy = "clients that choose their messages";
    Messages = "expectations of messages";
    TwinErrors = "errors as the HRESULTs of their names";
    Profiles = "profiles";
}

/// Which features are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Features(u64);

impl Features {
    /// Each as likely on as off.
    pub fn drawn(seed: u64) -> Features {
        Features(Stream::new(seed, "swarm/features").below(1 << Feature::ALL.len()))
    }

    /// Whether one is on.
    pub fn has(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u64) != 0
    }
}

impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = Feature::ALL.iter().filter(|feature| self.has(**feature)).map(|feature| feature.name());
        f.write_str(&on.collect::<Vec<_>>().join(", "))
    }
}
