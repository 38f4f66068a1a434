//! The floor before the day begins: what exists, which policies hold, what is drawn from where.
//!
//! Plain data, all ids resolved. [`crate::Engine::new`] trusts it; `acd-scenario` checks files before it
//! builds one.

use tapi_types::{AddressId, AgentId, FaultRule, Function, GroupId, LineError, QueueId, Span, Time};

use crate::{Distribution, Policies};

/// Everything that an engine needs to know at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The root of every random stream, 0 to 2^53 - 1.
    pub seed: u64,
    /// Choices where the contract leaves room.
    pub policies: Policies,
    /// Calls that enter before it are left out of the queues' rows.
    pub warm_up: Time,
    /// From submission until the ACD takes up a request.
    pub handle_after: Distribution,
    /// From there until the reply goes out.
    pub reply_after: Distribution,
    /// Names of groups; [`GroupId`] counts their places.
    pub groups: Vec<String>,
    /// [`QueueId`] counts their places.
    pub queues: Vec<QueueConfig>,
    /// [`AgentId`] counts their places.
    pub agents: Vec<AgentConfig>,
    /// What has a name above and is not there at the start.
    pub absent: Absent,
    /// Names of what agents can be doing besides calls; [`tapi_types::ActivityId`] counts their places.
    pub activities: Vec<String>,
    /// What the handler can do beyond the contract, in the order of the index that lineAgentSpecific takes.
    pub extensions: Vec<ExtensionConfig>,
    /// The most groups that lineSetAgentGroup takes; `None`: as many as there are names of groups.
    pub max_groups: Option<u32>,
    /// Requests that are refused with LINEERR_OPERATIONUNAVAIL at submission, in any order.
    pub not_served: Vec<Function>,
    /// Streams of generated calls, in file order.
    pub streams: Vec<StreamConfig>,
    /// Fault rules, in file order.
    pub faults: Vec<FaultConfig>,
    /// Reasons for NOT_READY; a [`ReasonId`] is a place in it. The first is always [`Config::NO_ANSWER`].
    pub reasons: Vec<String>,
    /// Sessions that somebody outside names, by [`tapi_types::SessionId`].
    pub sessions: Vec<SessionOrigin>,
    /// Calls that somebody outside names, by [`tapi_types::CallHandle`].
    pub calls: Vec<CallOrigin>,
}

/// Where a session that is named from outside comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SessionOrigin {
    /// A command or a request creates it.
    Outside,
    /// The n-th session (from 1) that shifts create for this agent in this group.
    Shift {
        /// Whose shift.
        agent: AgentId,
        /// In which group.
        group: GroupId,
        /// From 1, for each agent and group.
        n: u32,
    },
}

/// Where a call that is named from outside comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallOrigin {
    /// A command lets it arrive.
    Outside,
    /// The n-th call (from 1) of an arrival stream.
    Stream {
        /// Place of the stream in [`Config::streams`].
        stream: usize,
        /// From 1.
        n: u64,
    },
}

/// A reason for NOT_READY: its place in [`Config::reasons`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReasonId(pub u32);

impl Config {
    /// The reason of sessions that did not answer.
    pub const NO_ANSWER: ReasonId = ReasonId(0);

    /// A floor with nothing on it and every default.
    pub fn empty() -> Config {
        Config {
            seed: 0,
            policies: Policies::default(),
            warm_up: Time::ZERO,
            handle_after: Distribution::Constant(Span::ZERO),
            reply_after: Distribution::Constant(Span::ZERO),
            groups: Vec::new(),
            queues: Vec::new(),
            agents: Vec::new(),
            absent: Absent::default(),
            activities: Vec::new(),
            extensions: Vec::new(),
            max_groups: None,
            not_served: Vec::new(),
            streams: Vec::new(),
            faults: Vec::new(),
            reasons: vec!["no_answer".to_owned()],
            sessions: Vec::new(),
            calls: Vec::new(),
        }
    }
}

/// A queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueConfig {
    /// Its name; `route/<name>` is its random stream.
    pub name: String,
    /// The group whose sessions take its calls.
    pub group: GroupId,
    /// Which session gets a call.
    pub strategy: Strategy,
    /// Stays up to and including it are in time.
    pub threshold: Span,
    /// Abandoned stays shorter than it are short.
    pub short_abandon: Span,
    /// Waiting places; `None`: as many as come.
    pub max_waiting: Option<u64>,
    /// How long a stay may last; `None`: as long as it takes.
    pub max_wait: Option<Span>,
    /// Where a call goes that waited its maximum, or finds nobody under [`WhenUnstaffed::Overflow`].
    pub overflow_to: Option<QueueId>,
    /// How long an offer rings; `None`: until answered or given up.
    pub ring_timeout: Option<Span>,
    /// What becomes of sessions that let an offer ring out.
    pub on_no_answer: OnNoAnswer,
    /// What a call meets when the group has no session.
    pub when_unstaffed: WhenUnstaffed,
    /// For [`Strategy::Random`]: which session, counted from 0 in creation order, in place of a draw, choice by choice.
    /// Where they end, drawing begins.
    pub picks: Vec<u64>,
}

/// Which session a queue prefers, among those of the lowest level where the call rang out least often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Strategy {
    /// Whose agent has been idle longest.
    #[default]
    LongestIdle,
    /// The next one in creation order after the last one offered a call from this queue.
    RoundRobin,
    /// With the smallest number of calls.
    FewestCalls,
    /// With the smallest total talk time.
    LeastTalkTime,
    /// The first in creation order.
    Linear,
    /// Drawn from the queue's own random stream.
    Random,
    /// All of the lowest level, one session for each agent.
    RingAll,
}

impl Strategy {
    /// All of them.
    pub const ALL: [Strategy; 7] = [
        Strategy::LongestIdle,
        Strategy::RoundRobin,
        Strategy::FewestCalls,
        Strategy::LeastTalkTime,
        Strategy::Linear,
        Strategy::Random,
        Strategy::RingAll,
    ];
}

/// What becomes of sessions that let an offer ring out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnNoAnswer {
    /// All READY sessions of the agent become NOT_READY.
    NotReady,
    /// They stay READY.
    StayReady,
}

/// What a call meets when the group of its queue has no session that is not ENDED.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenUnstaffed {
    /// It waits.
    #[default]
    Wait,
    /// It ends as unstaffed.
    End,
    /// It flows to `overflow_to`.
    Overflow,
}

/// An agent.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentConfig {
    /// Its name; `answer_after/<name>` is its random stream.
    pub name: String,
    /// The groups that it may have sessions in.
    pub groups: Vec<Membership>,
    /// How it answers.
    pub answer: Answer,
    /// Its shifts.
    pub shifts: Vec<Shift>,
    /// Where its calls ring unless a session says otherwise.
    pub address: AddressId,
    /// What lineCreateAgent must say to get its handle; `None`: nothing.
    pub pin: Option<String>,
    /// How it came to be, where it was made in the run; `None`: it is of the roster.
    pub made: Option<Made>,
}

/// How an agent came to be that is not of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The id that lineCreateAgent gave; `None`: it has none.
    pub id: Option<String>,
    /// The operating-system login of the client that made it.
    pub user: String,
}

impl AgentConfig {
    /// An agent who answers at once, in no group, without shifts, at address 0.
    pub fn new(name: impl Into<String>) -> AgentConfig {
        AgentConfig {
            name: name.into(),
            groups: Vec::new(),
            answer: Answer::After(Distribution::Constant(Span::ZERO)),
            shifts: Vec::new(),
            address: AddressId::default(),
            pin: None,
            made: None,
        }
    }

    /// The id that it logs in with: of the roster, its name.
    pub fn id(&self) -> Option<&str> {
        self.made.as_ref().map_or(Some(&self.name), |made| made.id.as_deref())
    }

    /// The operating-system login behind it: of the roster, its name.
    pub fn user(&self) -> &str {
        self.made.as_ref().map_or(&self.name, |made| &made.user)
    }
}

/// What is not there at the start, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Absent {
    /// Agents of the roster who come when lineCreateAgent names them, or a command does.
    pub agents: Vec<AgentId>,
    /// Groups that a command adds. Their queues are absent with them.
    pub groups: Vec<GroupId>,
    /// Queues that a command adds.
    pub queues: Vec<QueueId>,
}

/// An extension of the handler, for lineAgentSpecific.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionConfig {
    /// Its 128 bits in LINEAGENTCAPS.
    pub id: [u32; 4],
    /// What it answers.
    pub answer: ExtensionAnswer,
}

/// What an extension answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExtensionAnswer {
    /// The block as it came.
    Echo,
    /// These bytes; LINEERR_STRUCTURETOOSMALL where the block is smaller.
    Fixed(Vec<u8>),
    /// This error.
    Fail(LineError),
}

/// An agent's place in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Lower goes first; 1 by default.
    pub level: u32,
}

/// How an agent answers an offer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// After this much ringing; zero: inside the event that made the offer.
    After(Distribution),
    /// When told to.
    Manual,
}

/// A stretch of work: sessions from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Sessions are created and set READY.
    pub from: Time,
    /// Sessions end, after their call.
    pub to: Time,
    /// In which groups, in this order.
    pub groups: Vec<GroupId>,
    /// Pauses inside.
    pub breaks: Vec<Break>,
}

/// A pause in a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// NOT_READY from here.
    pub from: Time,
    /// READY from here.
    pub to: Time,
    /// Why.
    pub reason: Option<ReasonId>,
}

/// A stream of generated calls. They are called `<name>/<n>`, n from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamConfig {
    /// Its name; `arrivals/<name>`, `talk/<name>`, `wrap_up/<name>` and `patience/<name>` are its random streams.
    pub name: String,
    /// The queue that its calls enter.
    pub queue: QueueId,
    /// No call arrives before.
    pub from: Time,
    /// No call arrives at or after.
    pub to: Option<Time>,
    /// At most so many calls.
    pub count: Option<u64>,
    /// When they arrive.
    pub rate: Rate,
    /// Connected time; `None`: until somebody hangs up.
    pub talk: Option<Distribution>,
    /// After-call work.
    pub wrap_up: Distribution,
    /// From the first entry to giving up; `None`: never.
    pub patience: Option<Distribution>,
    /// Higher goes first.
    pub priority: i64,
}

/// When the calls of a stream arrive.
#[derive(Debug, Clone, PartialEq)]
pub enum Rate {
    /// A Poisson stream.
    Poisson {
        /// Mean number of calls an hour.
        per_hour: f64,
    },
    /// The first at the stream's `from`, then one each time this much has passed.
    Every(Span),
    /// The first after one drawn time from the stream's `from`, each next one after another.
    Renewal(Distribution),
    /// A Poisson stream whose rate changes by steps; times from zero of the run; zero before the first step.
    Piecewise(Vec<RateStep>),
    /// Listed calls, in order of time.
    Listed(Vec<ListedCall>),
}

/// From this moment on, this rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateStep {
    /// From when.
    pub from: Time,
    /// Mean number of calls an hour.
    pub per_hour: f64,
}

/// A call of a listed stream; what is `None` comes from the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCall {
    /// When it arrives.
    pub at: Time,
    /// Connected time.
    pub talk: Option<Span>,
    /// After-call work.
    pub wrap_up: Option<Span>,
    /// From entry to giving up.
    pub patience: Option<Span>,
    /// Higher goes first.
    pub priority: Option<i64>,
    /// Who calls; kept for tables, of no effect.
    pub caller: Option<String>,
    /// The number dialled; kept for tables, of no effect.
    pub called: Option<String>,
}

/// A fault rule with its name; `fault/<name>` is its random stream.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultConfig {
    /// Its name.
    pub name: String,
    /// What it does to which requests.
    pub rule: FaultRule,
}
