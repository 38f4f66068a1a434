//! What the facts of a recording come to: moments that may count and stretches of time, each about a session, an agent or a
//! queue. Figures are counts, sums, maxima and quotients of them.

use std::rc::Rc;

use acd_core::{CallNo, Direction, ReasonId};
use tapi_types::{AgentId, QueueId, SessionId, Span, Time};

/// A call's name, shared by everything that tells of it.
pub(crate) type CallName = Rc<str>;

/// A moment, or a stretch of time that ends or is cut at one.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Where the stretch began; the moment itself.
    pub(crate) from: Time,
    /// The end of the stretch; the moment.
    pub(crate) at: Time,
    /// The record that tells of it; of what still runs, the one that began it.
    pub(crate) seq: u64,
    pub(crate) call: Option<(CallNo, CallName)>,
    pub(crate) session: Option<SessionId>,
    pub(crate) agent: Option<AgentId>,
    pub(crate) queue: Option<QueueId>,
    /// It still runs.
    pub(crate) running: bool,
    /// Its call came before the warm-up was over.
    pub(crate) warming_up: bool,
    pub(crate) kind: Kind,
}

impl Item {
    pub(crate) fn span(&self) -> Span {
        self.at.since(self.from)
    }
}

/// What an [`Item`] is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A call counts for a session, under the counting policy.
    Counted,
    /// A session answered: the stretch is its time to answer, under its policy.
    ToAnswer,
    /// A call was on offer at a session.
    Offer(OfferEnd),
    /// A clock of a session ran.
    Clock(Clock),
    /// From a session's creation to its end.
    Life,
    /// An agent had at least one session.
    Staffed,
    /// An agent began a call that is not the ACD's.
    OtherCall(Direction),
    /// A call came to a queue.
    Entry(Entry),
    /// A call waited and rang in a queue.
    Stay(StayEnd),
}

/// How an offer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfferEnd {
    Answered,
    RangOut,
    Rejected,
    /// Another session of the offer answered.
    Taken(SessionId),
    GaveUp,
    /// The call had waited its maximum.
    MaxWait,
    /// The session left READY, or its agent became NOT_READY.
    LeftReady,
    /// It still rings.
    Rings,
}

/// What a session's time goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    NotReady(Option<ReasonId>),
    Ready,
    Talk,
    Hold,
    WrapUp,
}

/// How a call came to a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) met: Met,
    /// The other queue that it came from.
    pub(crate) from: Option<QueueId>,
}

/// What a call met in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Met {
    /// A session could take it at once.
    Free,
    /// None could.
    Line,
    /// No place to wait.
    Full,
    /// No session at all.
    Nobody,
}

/// How a stay ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StayEnd {
    Answered(SessionId),
    Abandoned {
        ringing: bool,
    },
    FlowedOut(QueueId),
    TimedOut,
    Unstaffed,
    /// It still waits.
    Waits,
    /// It still rings.
    Rings,
}
