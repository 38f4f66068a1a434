//! What the audit holds a trace against.

use std::fmt;

use tapi_types::Time;

use crate::coverage::{Kind, Point};

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $text:literal;)+) => {
        /// A rule of the semantics, as far as a trace alone can show it broken.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Rule] = &[$(Rule::$variant,)+];

            /// The rule in words.
            pub const fn text(self) -> &'static str {
                match self { $(Rule::$variant => $text,)+ }
            }
        }
    };
}

rules! {
    /// Times, numbers of records and of commands.
    InOrder = "records and commands stand in order";
    /// The cause of a record is an earlier record, a command that was taken, or the plan.
    CauseComesFirst = "a cause comes before what it causes";
    /// A session is created NOT_READY for a member of the group, once.
    SessionBegins = "a session begins in a group of its agent";
    /// The states of a session follow each other by the transition table.
    StatesFollow = "states follow by the transition table";
    /// What a command or a request asks for is what happens.
    AsAsked = "a session enters the state that it was asked for";
    /// When a call ends: the explicit next state, or wrap-up, or the pending state, or READY.
    AfterCall = "the right state follows a call";
    /// When a wrap-up ends: the pending state, or READY.
    AfterWrapUp = "the right state follows a wrap-up";
    /// A wrap-up that nobody cuts lasts as long as the call says.
    WrapUpLasts = "a wrap-up lasts as long as its call says";
    /// A talk that nobody cuts lasts as long as the call says, hold left out.
    TalkLasts = "a talk lasts as long as its call says";
    /// Calls count where the policy says, once for each answer.
    CallCounts = "a call counts at the moment that the policy names";
    /// A call goes from arrival through queues to one end.
    CallGoesOn = "a call takes one step after another and ends once";
    /// A call enters the queue that it was sent to.
    EntersWhereSent = "a call enters the queue that it was sent to";
    /// A call is queued where nobody may take it at once.
    QueuedWhenNobodyIsFree = "a call is queued where no session may take it at once";
    /// A call is blocked by a full queue only.
    BlockedWhenFull = "a call is blocked where the queue is full";
    /// A call is unstaffed in a group without sessions only.
    UnstaffedWithoutSessions = "a call is unstaffed where the group has no session";
    /// A ringing session is READY and its agent free.
    OfferedToFree = "a call is offered to a session that may take it";
    /// Priority, entry, arrival.
    BestCallFirst = "the best waiting call goes first";
    /// Ring-outs, level, strategy, creation.
    BestSessionFirst = "the best session gets a call";
    /// Offers ring out after `ring_timeout`.
    RingsOutInTime = "an offer rings as long as the queue lets it";
    /// Sessions answer after `answer_after`.
    AnswersInTime = "a session answers when its agent does";
    /// A ring-out makes NOT_READY where the queue says so.
    NoAnswer = "sessions that let a call ring out become NOT_READY where the queue says so";
    /// Patience.
    PatienceLasts = "a caller waits as long as the patience lasts";
    /// The maximum wait.
    MaxWaitHolds = "a stay lasts no longer than the maximum wait";
    /// The stay in records of its end.
    StayIsMeasured = "a stay is as long as the record of its end says";
    /// Hold and retrieve.
    HoldAndRetrieve = "hold follows talk and retrieve follows hold";
    /// A transfer is a full end and a new entry, with the times of the verb or the call's own.
    TransferStartsAnew = "a transfer is a full end and a new entry";
    /// A call that is not the ACD's begins where the agent is neither on a call nor rung, and lasts as said.
    OtherCalls = "a call that is not the ACD's begins where the agent is free and lasts as said";
    /// An agent's next state is taken when call and wrap-up are over.
    AgentNextState = "an agent's next state is taken when call and wrap-up are over";
    /// The n-th call of a stream follows the one before, and has the n-th draws.
    StreamsCount = "the calls of a stream are numbered, and have the times that are drawn for them";
    /// Submitted, handled, replied.
    RequestGoesOn = "a request is submitted, handled and replied to, once each";
    /// What a fault does.
    FaultActs = "a fault does to a request what its effect says";
    /// Requests are handled and replied to when they are due.
    ReplyInTime = "a reply comes when the latencies say";
    /// The client's limit.
    LimitHolds = "a time limit ends when it says, unless the reply comes first";
    /// A closed proxy takes no request.
    ProxyIsClosed = "a closed proxy takes no request";
    /// What comes was not there, what goes was, and both because somebody wanted it.
    ComesAndGoes = "what comes was absent, what goes was there";
    /// Nobody who is absent has a session, and no call comes to an absent queue.
    AbsentTakesNothing = "what is absent takes neither session nor call";
    /// Sessions of an agent or a group that goes end, those on a call after it.
    EndsWhereGone = "sessions end where their agent or group has gone, those on a call after it";
    /// A queue that is removed sends away what waits and rings in it, best first, before anybody is matched.
    RemovedQueueEmpties = "a removed queue sends its calls away, the best first";
    /// An activity is one of the list, of an agent who is logged in.
    ActivityOfStaff = "an activity is that of an agent who is logged in";
    /// A request for a function that is not served fails at submission.
    NotServed = "what is not served fails at submission";
    /// The engine's rows of sessions.
    SessionRows = "rows of sessions say what the trace says";
    /// The engine's rows of agents.
    AgentRows = "rows of agents say what the trace says";
    /// The engine's rows of queues.
    QueueRows = "rows of queues say what the trace says";
    /// The engine's rows of calls.
    CallRows = "rows of calls say what the trace says";
    /// The messages that expectations look for.
    ClientsAreTold = "clients are told what the trace says, each in its time";
}

impl Rule {
    /// Where it is counted.
    pub(crate) const fn point(self) -> Point {
        Point::new(Kind::Rule, self.text())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A rule that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub rule: Rule,
    /// The record that shows it, by its place; the last one before the end for what shows at the end.
    pub seq: u64,
    /// When.
    pub at: Time,
    /// What was expected and what came.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at record {}: {}: {}", self.at, self.seq, self.rule, self.what)
    }
}
