//! What the model remembers: everything that happened, as lists. Figures are worked out from them when asked.

use acd_core::{CallTimes, Direction, Disposition, ReasonId, Stream};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, CallHandle, GroupId, QueueId, SessionId, SessionState, Span, Time,
};

/// When something happened, and its place among all that happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: Time,
    pub(super) seq: u64,
}

/// A stretch of a session's life in one state. It lasts until the next one begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phase {
    pub(super) from: Time,
    pub(super) state: SessionState,
    /// Why NOT_READY.
    pub(super) reason: Option<ReasonId>,
    /// The call that it talks on or wraps up, and the queue that it came from.
    pub(super) call: Option<(usize, QueueId)>,
    pub(super) hold: bool,
}

/// What waits in a session's only slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) state: SessionState,
    pub(super) reason: Option<ReasonId>,
    pub(super) kind: WishKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WishKind {
    /// Somebody asked for the state during a call or, a break, during wrap-up.
    Pending,
    /// Somebody asked for it as next state.
    Explicit,
}

#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) id: SessionId,
    pub(super) agent: AgentId,
    pub(super) group: GroupId,
    pub(super) address: AddressId,
    pub(super) shift_n: Option<u32>,
    pub(super) phases: Vec<Phase>,
    /// Offers that rang here: from and, if it is over, to.
    pub(super) rings: Vec<(Time, Option<Time>)>,
    pub(super) slot: Option<Wish>,
    pub(super) counted: Vec<Mark>,
    pub(super) times_to_answer: Vec<Span>,
    pub(super) rang_out: u64,
}

impl Session {
    pub(super) fn phase(&self) -> &Phase {
        self.phases.last().expect("a session is created NOT_READY")
    }

    pub(super) fn state(&self) -> SessionState {
        self.phase().state
    }

    pub(super) fn created(&self) -> Time {
        self.phases[0].from
    }

    /// The end of its duration: when it ended, else now.
    pub(super) fn ended_or(&self, now: Time) -> Time {
        if self.state() == SessionState::Ended { self.phase().from } else { now }
    }

    pub(super) fn rings_now(&self) -> bool {
        self.rings.last().is_some_and(|(_, to)| to.is_none())
    }

    /// Time in the phases that are meant, as far as it lies between two moments.
    pub(super) fn time_in(&self, from: Time, now: Time, is_meant: impl Fn(&Phase) -> bool) -> Span {
        let ends = self.phases.iter().skip(1).map(|phase| phase.from).chain([now]);
        self.phases
            .iter()
            .zip(ends)
            .filter(|(phase, _)| phase.state != SessionState::Ended && is_meant(phase))
            .map(|(phase, end)| overlap(phase.from, end, from, now))
            .sum()
    }
}

/// The part of a stretch that lies between two moments.
pub(super) fn overlap(from: Time, to: Time, not_before: Time, not_after: Time) -> Span {
    to.min(not_after).since(from.max(not_before))
}

#[derive(Debug, Clone)]
pub(super) struct Agent {
    /// READY or NOT_READY, as it was last set.
    pub(super) own: AgentState,
    pub(super) next: Option<AgentState>,
    /// What it does besides calls, until its last session ends.
    pub(super) activity: Option<ActivityId>,
    /// When its last call or wrap-up ended.
    pub(super) freed: Option<Time>,
    pub(super) other_calls: Vec<(Mark, Direction)>,
    pub(super) period: Period,
    pub(super) answer_after: Stream,
}

#[derive(Debug, Clone)]
pub(super) struct Queue {
    /// The last session that it offered a call to.
    pub(super) last_offered: Option<usize>,
    pub(super) period: Period,
    pub(super) route: Stream,
}

/// Measurement periods: from when, and how long each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) set: Mark,
    pub(super) length_s: u32,
}

impl Period {
    pub(super) fn initial() -> Period {
        Period { set: Mark { at: Time::ZERO, seq: 0 }, length_s: 3600 }
    }

    /// The beginning of the period that a moment belongs to.
    pub(super) fn start(&self, now: Time) -> Time {
        let length = Span::from_secs(u64::from(self.length_s)).as_micros();
        let whole = now.since(self.set.at).as_micros() / length;
        self.set.at + Span::from_micros(whole * length)
    }

    /// True where something that happened counts in the period that now belongs to.
    pub(super) fn holds(&self, mark: Mark, now: Time) -> bool {
        mark.seq > self.set.seq && mark.at >= self.start(now)
    }
}

/// The time of a call in one queue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    pub(super) call: usize,
    pub(super) queue: QueueId,
    pub(super) entered: Mark,
    /// The other queue that the call came from.
    pub(super) flowed_from: Option<QueueId>,
    /// No session could take it at once; decided at entry.
    pub(super) queued: bool,
    pub(super) end: Option<(Mark, StayEnd)>,
}

impl Stay {
    pub(super) fn length(&self, now: Time) -> Span {
        self.end.map_or(now, |(mark, _)| mark.at) - self.entered.at
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StayEnd {
    Answered,
    Abandoned { ringing: bool },
    Blocked,
    Unstaffed { at_entry: bool },
    TimedOut,
    FlowedOut,
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) handle: Option<CallHandle>,
    pub(super) priority: i64,
    /// The times that it came with.
    pub(super) own: CallTimes,
    /// The times that hold since the last transfer.
    pub(super) times: CallTimes,
    pub(super) arrived: Time,
    /// Its place: the entry into the first queue, or the first one after a transfer.
    pub(super) place: Time,
    /// Its turn among those whose place is of the same moment: order of arrival, anew after a transfer.
    pub(super) turn: u64,
    /// The last queue that it was offered to; none for a call that is not the ACD's.
    pub(super) queue: Option<QueueId>,
    pub(super) stage: Stage,
    pub(super) first_answer: Option<Time>,
    pub(super) ended: Option<Time>,
    pub(super) disposition: Disposition,
    pub(super) answered_by: Vec<usize>,
    /// One entry for each time that it rang out at a session.
    pub(super) rang_out_at: Vec<usize>,
    pub(super) rang_out: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// On its way into a queue.
    Entering,
    Waiting,
    Ringing(Offer),
    Talking {
        session: usize,
    },
    /// With the talk time that is left.
    OnHold {
        session: usize,
        left: Option<Span>,
    },
    /// Not the ACD's.
    Other {
        agent: AgentId,
        direction: Direction,
    },
    Over,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    /// Those that still ring, in creation order.
    pub(super) sessions: Vec<usize>,
    /// One of its sessions rejected it.
    pub(super) rejected: bool,
}
