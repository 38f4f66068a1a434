//! Calls under way, and what is kept of those that somebody outside names.

use std::cmp::Reverse;
use std::num::NonZeroU32;

use smallvec::SmallVec;
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, Span, Time};

use crate::state::session::Clock;
use crate::state::table::SessionNo;
use crate::state::timers::Timer;
use crate::{CallNo, Direction, Disposition};

/// Where a call is kept while it is under way. Reused once it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CallKey(NonZeroU32);

impl CallKey {
    /// The key of a place among the calls under way.
    pub(crate) fn at(place: usize) -> CallKey {
        let number = u32::try_from(place + 1).ok().and_then(NonZeroU32::new);
        CallKey(number.expect("calls under way are limited by memory"))
    }

    /// The place.
    pub(crate) const fn place(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A call under way.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) no: CallNo,
    pub(crate) handle: Option<CallHandle>,
    pub(crate) phase: Phase,
    /// The queue of its present or last stay.
    pub(crate) queue: QueueId,
    /// The group of that queue.
    pub(crate) group: GroupId,
    pub(crate) priority: i64,
    /// Its entry into the first queue, or into the one after a transfer: what the whole wait runs from.
    pub(crate) entered: Time,
    /// Settles ties of entry; given at arrival, anew at a transfer.
    pub(crate) place: u64,
    /// When its present stay began.
    pub(crate) stay_from: Time,
    /// Its first entry was not before the warm-up, so the queues' rows count it.
    pub(crate) counted: bool,
    pub(crate) answered_before: bool,
    /// The times for the next answer, or of the present one.
    pub(crate) leg: Leg,
    pub(crate) patience: Option<Timer>,
    pub(crate) max_wait: Option<Timer>,
    /// What only a call has that is not answered at once, or is transferred.
    pub(crate) aside: Option<Box<Aside>>,
    /// Neighbours in the queue's list of running stays.
    pub(crate) older: Option<CallKey>,
    pub(crate) newer: Option<CallKey>,
}

/// Connected time and after-call work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leg {
    /// `None`: until somebody hangs up.
    pub(crate) talk: Option<Span>,
    pub(crate) wrap_up: Span,
}

/// What a call is doing. The tag stands apart from the fields: it is asked for at every step of every call.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub(crate) enum Phase {
    /// Not in a queue yet, or between two.
    Between,
    /// At its place.
    Waiting,
    /// On offer.
    Ringing,
    /// With a session, on air; when the talk ends by itself, if it does.
    Talking { session: SessionNo, end: Option<Timer> },
    /// With a session, on hold; what is left of the talk, if it has an end.
    OnHold { session: SessionNo, left: Option<Span> },
    /// Not the ACD's; the queue means nothing.
    Other { agent: AgentId, direction: Direction, end: Option<Timer> },
}

/// Which of the phases that a queue counts a call is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gauge {
    Waiting,
    Ringing,
}

/// The sessions where a call rings: one, but under `ring_all`.
pub(crate) type Rung = SmallVec<[SessionNo; 4]>;

/// What many calls do without.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aside {
    /// The times of its arrival, where a transfer has given it others.
    own: Option<Leg>,
    /// Where it rings now.
    pub(crate) offer: Offer,
    /// Where it rang out, and how often; a handful of sessions at most.
    pub(crate) rang_out_at: Vec<(SessionNo, u32)>,
}

/// Where a call rings; nowhere unless it is on offer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offer {
    /// In creation order.
    pub(crate) sessions: Rung,
    pub(crate) ring_out: Option<Timer>,
    /// A session has rejected it.
    pub(crate) rejected: bool,
}

impl Phase {
    /// What a queue counts a call in this phase as.
    #[inline]
    pub(crate) const fn gauge(&self) -> Option<Gauge> {
        match self {
            Phase::Waiting => Some(Gauge::Waiting),
            Phase::Ringing => Some(Gauge::Ringing),
            Phase::Between | Phase::Talking { .. } | Phase::OnHold { .. } | Phase::Other { .. } => None,
        }
    }

    /// The session that is on the call.
    #[inline]
    pub(crate) const fn session(&self) -> Option<SessionNo> {
        match *self {
            Phase::Talking { session, .. } | Phase::OnHold { session, .. } => Some(session),
            Phase::Between | Phase::Waiting | Phase::Ringing | Phase::Other { .. } => None,
        }
    }
}

impl Call {
    /// The key of matching: smaller goes first.
    #[inline]
    pub(crate) fn rank(&self) -> (Priority, Turn) {
        (Reverse(self.priority), (self.entered, self.place))
    }

    /// What its session's time is charged to.
    #[inline]
    pub(crate) const fn clock(&self) -> Clock {
        match self.phase {
            Phase::OnHold { .. } => Clock::Hold,
            Phase::Between | Phase::Waiting | Phase::Ringing | Phase::Talking { .. } | Phase::Other { .. } => {
                Clock::Talk
            }
        }
    }

    /// The times of its arrival, before it is given others.
    pub(crate) fn own_leg(&mut self) -> Leg {
        let leg = self.leg;
        *self.aside.get_or_insert_default().own.get_or_insert(leg)
    }

    /// Where it rings.
    pub(crate) fn offer(&mut self) -> &mut Offer {
        &mut self.aside.get_or_insert_default().offer
    }

    /// Where it rang out, and how often.
    #[inline]
    pub(crate) fn rang_out_at(&self) -> &[(SessionNo, u32)] {
        self.aside.as_ref().map_or(&[], |aside| &aside.rang_out_at)
    }

    /// How often it rang out at a session.
    #[inline]
    pub(crate) fn rang_out_times(&self, session: SessionNo) -> u32 {
        self.rang_out_at().iter().find(|(at, _)| *at == session).map_or(0, |(_, times)| *times)
    }

    /// It rang out at a session once more.
    pub(crate) fn rang_out(&mut self, session: SessionNo) {
        let places = &mut self.aside.get_or_insert_default().rang_out_at;
        match places.iter_mut().find(|(at, _)| *at == session) {
            Some((_, times)) => *times += 1,
            None => places.push((session, 1)),
        }
    }
}

/// The order of waiting calls: highest priority, then [`Turn`].
pub(crate) type Priority = Reverse<i64>;

/// Earliest entry, then order of arrival.
pub(crate) type Turn = (Time, u64);

/// What is kept of a call that somebody outside names, from its arrival to the end of the run.
#[derive(Debug, Clone)]
pub(crate) struct Watched {
    pub(crate) no: CallNo,
    /// `None` once it is over.
    pub(crate) key: Option<CallKey>,
    pub(crate) queue: Option<QueueId>,
    pub(crate) disposition: Disposition,
    pub(crate) session: Option<SessionId>,
    pub(crate) arrived: Time,
    /// Up to the first answer or the end.
    pub(crate) wait: Option<Span>,
    pub(crate) talk: Span,
    pub(crate) hold: Span,
    pub(crate) wrap_up: Span,
    pub(crate) answers: u64,
    pub(crate) rang_out: u64,
}

impl Watched {
    pub(crate) fn new(no: CallNo, key: CallKey, queue: QueueId, now: Time) -> Watched {
        Watched {
            no,
            key: Some(key),
            queue: Some(queue),
            disposition: Disposition::InProgress,
            session: None,
            arrived: now,
            wait: None,
            talk: Span::ZERO,
            hold: Span::ZERO,
            wrap_up: Span::ZERO,
            answers: 0,
            rang_out: 0,
        }
    }
}
