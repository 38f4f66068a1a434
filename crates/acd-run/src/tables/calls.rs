//! A call, from its arrival to the end of its last wrap-up.

use acd_core::{Called, Disposition};
use acd_scenario::Plan;
use tapi_types::{CallHandle, QueueId, SessionId, Span, Time};

use super::cell;
use super::parties::Parties;
use super::sessions::Sessions;
use crate::floor::Names;

/// The columns of `calls.csv`, as [`crate::tables`] defines them.
pub(super) const COLUMNS: [&str; 18] = [
    "call",
    "caller",
    "called",
    "queue",
    "group",
    "agent",
    "session",
    "arrived_us",
    "answered_us",
    "released_us",
    "wrap_up_end_us",
    "wait_us",
    "ring_us",
    "talk_us",
    "hold_us",
    "wrap_up_us",
    "disposition",
    "counted",
];

/// A call as the run goes by.
#[derive(Debug)]
pub(super) struct Call {
    source: Source,
    arrived: Time,
    /// The last one that it was offered to; none before the first.
    pub(super) queue: Option<QueueId>,
    pub(super) stage: Stage,
    /// It comes from another queue by overflow and has not entered yet.
    pub(super) overflows: bool,
    /// Where it rings.
    pub(super) rings_at: Vec<SessionId>,
    /// Sessions that are not through with it.
    pub(super) legs: Vec<Leg>,
    /// The last that answered.
    pub(super) session: Option<SessionId>,
    pub(super) answered: Option<Time>,
    pub(super) released: Option<Time>,
    pub(super) wrapped_up: Option<Time>,
    pub(super) ended: Option<(Time, Disposition)>,
    ring: Span,
    talk: Span,
    hold: Span,
    wrap_up: Span,
    pub(super) counted: bool,
}

/// What a record says about where a call comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) number: u64,
    pub(super) handle: Option<CallHandle>,
    pub(super) stream: Option<(usize, u64)>,
}

/// Whether a call is in its queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is not.
    Away,
    /// It waits at its place.
    Waiting,
    /// It is on offer since then.
    Ringing(Time),
}

/// A call at the session that answered it.
#[derive(Debug)]
pub(super) struct Leg {
    pub(super) session: SessionId,
    /// The queue that it was answered in.
    pub(super) queue: QueueId,
    pub(super) part: Part,
    since: Time,
}

/// What runs on a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Talk,
    Hold,
    /// Released, and the session has not gone on yet.
    Released,
    WrapUp,
}

impl Call {
    pub(super) fn arrive(at: Time, source: Source) -> Call {
        Call {
            source,
            arrived: at,
            queue: None,
            stage: Stage::Away,
            overflows: false,
            rings_at: Vec::new(),
            legs: Vec::new(),
            session: None,
            answered: None,
            released: None,
            wrapped_up: None,
            ended: None,
            ring: Span::ZERO,
            talk: Span::ZERO,
            hold: Span::ZERO,
            wrap_up: Span::ZERO,
            counted: false,
        }
    }

    /// Enters a stage; time on offer counts once, however many sessions ring.
    pub(super) fn enter(&mut self, at: Time, stage: Stage) {
        if let Stage::Ringing(since) = self.stage {
            self.ring += at.since(since);
        }
        self.stage = stage;
    }

    /// A session answered.
    pub(super) fn answer(&mut self, at: Time, session: SessionId, queue: QueueId) {
        self.answered = self.answered.or(Some(at));
        self.session = Some(session);
        self.released = None;
        self.legs.push(Leg { session, queue, part: Part::Talk, since: at });
    }

    /// The leg at a session; a session that took a call back from a transfer counts with its last one.
    pub(super) fn leg(&self, session: SessionId) -> Option<usize> {
        self.legs.iter().rposition(|leg| leg.session == session)
    }

    /// The leg that talks or is on hold.
    pub(super) fn live_leg(&self) -> Option<usize> {
        self.legs.iter().position(|leg| matches!(leg.part, Part::Talk | Part::Hold))
    }

    /// Changes what runs on a leg, and says what ran.
    pub(super) fn turn(&mut self, at: Time, leg: usize, part: Part) -> Part {
        self.settle(at, leg);
        std::mem::replace(&mut self.legs[leg].part, part)
    }

    /// A session is through with the call.
    pub(super) fn close(&mut self, at: Time, leg: usize) -> Leg {
        self.settle(at, leg);
        self.legs.remove(leg)
    }

    fn settle(&mut self, at: Time, leg: usize) {
        let leg = &mut self.legs[leg];
        let span = at.since(leg.since);
        leg.since = at;
        match leg.part {
            Part::Talk => self.talk += span,
            Part::Hold => self.hold += span,
            Part::Released => {}
            Part::WrapUp => self.wrap_up += span,
        }
    }

    /// Counts running clocks up to the end of the run.
    pub(super) fn stop(&mut self, at: Time) {
        self.enter(at, self.stage);
        (0..self.legs.len()).for_each(|leg| self.settle(at, leg));
    }

    /// Nothing will happen to it any more.
    pub(super) fn is_over(&self) -> bool {
        self.ended.is_some() && self.legs.is_empty()
    }

    /// How it ended or stands.
    fn disposition(&self) -> Disposition {
        match (self.ended, self.answered) {
            (Some((_, disposition)), _) => disposition,
            (None, Some(_)) => Disposition::Answered,
            (None, None) => Disposition::InProgress,
        }
    }

    /// All cells. `now` is the end of the run, where the call is not over before.
    pub(super) fn cells(&self, plan: &Plan, parties: &Parties, sessions: &Sessions, now: Time) -> [String; 18] {
        let names = Names::new(plan);
        let (caller, called) = parties.of(self.source);
        let queue = self.queue.map(|queue| (names.queue(queue), names.group(plan.config.queues[queue.index()].group)));
        let (queue, group) = queue.unwrap_or_default();
        let session = self.session.and_then(|id| sessions.get(id));
        let through = if self.legs.is_empty() { self.released.max(self.wrapped_up) } else { None };
        let waited_to = self.answered.unwrap_or_else(|| self.ended.map_or(now, |(at, _)| at));
        [
            cell::text(&self.source.name(plan)).into_owned(),
            cell::text(caller).into_owned(),
            cell::text(called).into_owned(),
            cell::text(queue).into_owned(),
            cell::text(group).into_owned(),
            session.map_or_else(String::new, |session| cell::text(&names.agent(session.agent)).into_owned()),
            cell::text(session.map_or("", |session| &session.name)).into_owned(),
            self.arrived.as_micros().to_string(),
            moment(self.answered),
            moment(self.released),
            moment(through),
            micros(waited_to.since(self.arrived)),
            micros(self.ring),
            micros(self.talk),
            micros(self.hold),
            micros(self.wrap_up),
            self.disposition().name().to_owned(),
            self.counted.to_string(),
        ]
    }
}

impl Source {
    fn name(self, plan: &Plan) -> String {
        let stream = self.stream.map(|(stream, n)| (plan.config.streams[stream].name.as_str(), n));
        let called = Called::call(self.handle, stream, &plan.call_names);
        called.map_or_else(|| format!("#{}", self.number), |called| called.to_string())
    }
}

fn moment(at: Option<Time>) -> String {
    at.map_or_else(String::new, |at| at.as_micros().to_string())
}

fn micros(span: Span) -> String {
    span.as_micros().to_string()
}
