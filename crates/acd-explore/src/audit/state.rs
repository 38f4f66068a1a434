//! What the audit knows of the floor, from the trace alone.

use std::collections::BTreeMap;

use acd_core::{CallNo, Disposition, QueueFigures, ReasonId, Request};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, CallHandle, Effect, GroupId, LineError, QueueId, SessionId,
    SessionState, Span, Time,
};

/// Connected time, hold and wrap-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Work {
    pub(super) talk: Span,
    pub(super) hold: Span,
    pub(super) wrap_up: Span,
}

/// What a session's time goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    NotReady,
    Ready,
    Talk,
    Hold,
    WrapUp,
    Stopped,
}

impl Work {
    pub(super) fn add(&mut self, clock: Clock, span: Span) {
        match clock {
            Clock::Talk => self.talk += span,
            Clock::Hold => self.hold += span,
            Clock::WrapUp => self.wrap_up += span,
            Clock::NotReady | Clock::Ready | Clock::Stopped => {}
        }
    }
}

/// What a session is at work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Job {
    None,
    Call(CallNo),
    WrapUp(WrapUp),
}

/// After-call work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrapUp {
    pub(super) call: CallNo,
    pub(super) charge: Charge,
    pub(super) since: Time,
    /// As the call has it; zero: until it is left.
    pub(super) length: Span,
    /// The record of the release that it follows.
    pub(super) seq: u64,
}

/// Whom work is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) queue: QueueId,
    pub(super) handle: Option<CallHandle>,
    /// The queue's row counts the call.
    pub(super) counted: bool,
}

/// A call that rings at a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ring {
    pub(super) call: CallNo,
    pub(super) since: Time,
    pub(super) seq: u64,
    /// When its agent answers by himself.
    pub(super) answers: Option<Time>,
}

#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) agent: AgentId,
    pub(super) group: GroupId,
    pub(super) address: AddressId,
    pub(super) level: u32,
    /// In order of creation, from 0.
    pub(super) no: usize,
    pub(super) created: Time,
    pub(super) ended: Option<Time>,
    pub(super) state: SessionState,
    pub(super) reason: Option<ReasonId>,
    /// The next state, and whether it is a pending one.
    pub(super) next: Option<(SessionState, bool)>,
    pub(super) ready_since: Time,
    /// Up to here its sums are right.
    pub(super) settled: Time,
    pub(super) job: Job,
    pub(super) ring: Option<Ring>,
    /// It may take a call.
    pub(super) able: bool,
    pub(super) ready: Span,
    pub(super) not_ready: Span,
    pub(super) ringing: Span,
    pub(super) work: Work,
    pub(super) reasons: BTreeMap<ReasonId, Span>,
    pub(super) counted: u64,
    pub(super) answers: u64,
    pub(super) rang_out: u64,
    pub(super) longest_to_answer: Span,
    pub(super) sum_to_answer: Span,
}

#[derive(Debug, Clone)]
pub(super) struct Agent {
    pub(super) here: bool,
    /// The id that it logs in with.
    pub(super) id: Option<String>,
    pub(super) home: AddressId,
    pub(super) activity: Option<ActivityId>,
    pub(super) own: AgentState,
    pub(super) next: Option<AgentState>,
    /// Those that have not ended, in order of creation.
    pub(super) sessions: Vec<SessionId>,
    pub(super) busy: Option<SessionId>,
    pub(super) ringing: Option<SessionId>,
    pub(super) other: Option<CallNo>,
    pub(super) idle_from: Time,
    pub(super) incoming: u64,
    pub(super) outgoing: u64,
    pub(super) counted: u64,
    pub(super) work: Work,
}

impl Agent {
    pub(super) fn new(here: bool, id: Option<String>, home: AddressId) -> Agent {
        Agent {
            here,
            id,
            home,
            activity: None,
            own: AgentState::Ready,
            next: None,
            sessions: Vec::new(),
            busy: None,
            ringing: None,
            other: None,
            idle_from: Time::ZERO,
            incoming: 0,
            outgoing: 0,
            counted: 0,
            work: Work::default(),
        }
    }

    /// With neither call nor wrap-up.
    pub(super) fn is_done(&self) -> bool {
        self.busy.is_none() && self.other.is_none()
    }
}

/// The order of waiting calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) priority: std::cmp::Reverse<i64>,
    pub(super) entered: Time,
    pub(super) place: u64,
}

/// A stay in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stay {
    pub(super) queue: QueueId,
    pub(super) since: Time,
    /// The record of the entry.
    pub(super) seq: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Phase {
    /// On its way to a queue.
    Sent,
    Waiting,
    /// On offer since then, at these sessions.
    Ringing {
        since: Time,
        sessions: Vec<SessionId>,
        /// Some session has rejected it or let it ring out.
        blamed: bool,
    },
    Connected {
        session: SessionId,
        /// The record of the answer, or of the last retrieval.
        seq: u64,
        held: bool,
        /// Talk time up to `since`.
        talked: Span,
        /// When talk or hold began.
        since: Time,
    },
    /// Not the ACD's.
    Other {
        agent: AgentId,
        since: Time,
        seq: u64,
    },
    /// Nothing but its end is to come.
    Leaving(Disposition),
    Over(Disposition),
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) handle: Option<CallHandle>,
    pub(super) arrived: Time,
    pub(super) rank: Rank,
    pub(super) phase: Phase,
    /// Where it goes next; `None`: not said.
    pub(super) sent_to: Option<QueueId>,
    /// From which other queue.
    pub(super) sent_from: Option<QueueId>,
    /// Whether there is room and staff was tested before: a transfer's entry.
    pub(super) tested: bool,
    /// The session that a transfer names.
    pub(super) target: Option<SessionId>,
    /// The queue that it was last offered to.
    pub(super) queue: Option<QueueId>,
    pub(super) stay: Option<Stay>,
    /// The queues' rows count it.
    pub(super) counted: bool,
    pub(super) own: (Option<Span>, Span),
    pub(super) talk: Option<Span>,
    pub(super) wrap_up: Span,
    /// To begin with the next entry.
    pub(super) patience: Option<Span>,
    /// When it ends, and the record of the entry that began it.
    pub(super) gives_up: Option<(Time, u64)>,
    pub(super) rang_out_at: BTreeMap<SessionId, u32>,
    pub(super) answered: bool,
    pub(super) row: CallFigures,
}

/// What a call's row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct CallFigures {
    pub(super) session: Option<SessionId>,
    pub(super) wait: Option<Span>,
    pub(super) answers: u64,
    pub(super) rang_out: u64,
    pub(super) work: Work,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Queue {
    pub(super) here: bool,
    /// The record of its last removal.
    pub(super) removed: Option<u64>,
    pub(super) figures: QueueFigures,
    /// Waiting, those from before the warm-up included.
    pub(super) waiting: u64,
    pub(super) last_offered: Option<usize>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) here: bool,
    /// Sessions that have not ended, in order of creation.
    pub(super) sessions: Vec<SessionId>,
    pub(super) able: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) request: Request,
    pub(super) limit: Option<Span>,
    pub(super) submitted: Time,
    /// From there until it is handled.
    pub(super) handle_after: Span,
    /// From there until the reply.
    pub(super) reply_after: Span,
    pub(super) effect: Option<Effect>,
    pub(super) handled: Option<Time>,
    /// The error in the coming reply.
    pub(super) error: Option<LineError>,
    /// The record of that.
    pub(super) handled_seq: u64,
    /// When the first reply went out, to whomever.
    pub(super) replied: Option<Time>,
    /// The second reply went out.
    pub(super) repeated: bool,
    /// The client has heard, or waits no more.
    pub(super) done: bool,
    /// The proxy was closed upon it.
    pub(super) cut: bool,
}

impl Call {
    /// Whom the work on it is charged to.
    pub(super) fn charge(&self) -> Option<Charge> {
        Some(Charge { queue: self.queue?, handle: self.handle, counted: self.counted })
    }
}
