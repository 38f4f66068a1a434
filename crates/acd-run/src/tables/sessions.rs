//! Sessions, and the groups that they staff, in an interval.

use std::collections::BTreeMap;

use acd_core::{CallNo, ReasonId};
use acd_scenario::Plan;
use tapi_types::{AgentId, GroupId, SessionId, SessionState, Span, Time};

use super::cell;
use super::gauge::Gauge;

/// The columns of `agent_interval.csv`, as [`crate::tables`] defines them.
pub(super) const COLUMNS: [&str; 17] = [
    "interval_start",
    "interval_end",
    "agent",
    "session",
    "group",
    "calls",
    "staffed_s",
    "ready_s",
    "ringing_s",
    "not_ready_s",
    "not_ready_reasons",
    "talk_s",
    "hold_s",
    "wrap_up_s",
    "aht_s",
    "occupancy_pct",
    "rang_out",
];

/// What a session's clocks see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    NotReady(Option<ReasonId>),
    Ready,
    Talk,
    Hold,
    WrapUp,
    Ended,
}

/// All sessions of the run, in order of creation.
#[derive(Debug)]
pub(super) struct Sessions {
    all: Vec<Session>,
    places: BTreeMap<SessionId, usize>,
    /// Those that were not ended when the present interval began, or came in it; in order of creation.
    present: Vec<usize>,
    groups: Vec<Group>,
}

/// A session as the run goes by.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) agent: AgentId,
    pub(super) group: GroupId,
    pub(super) name: String,
    pub(super) phase: Phase,
    since: Time,
    ringing: bool,
    /// The call that it is on or wraps up.
    pub(super) call: Option<CallNo>,
    pub(super) sums: SessionSums,
}

/// A session in an interval.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SessionSums {
    pub(super) calls: u64,
    pub(super) rang_out: u64,
    ready: Span,
    ringing: Span,
    not_ready: Span,
    reasons: BTreeMap<ReasonId, Span>,
    talk: Span,
    hold: Span,
    wrap_up: Span,
}

/// The sessions of a group, counted.
#[derive(Debug, Default)]
struct Group {
    staffed: Gauge,
    ready: Gauge,
    busy: Gauge,
}

/// A group in an interval: session time in microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GroupSums {
    /// In any state but ENDED.
    pub(super) staffed: u128,
    /// In READY.
    pub(super) ready: u128,
    /// Talking, on hold or in wrap-up.
    pub(super) busy: u128,
}

impl Sessions {
    pub(super) fn new(groups: usize) -> Sessions {
        Sessions {
            all: Vec::new(),
            places: BTreeMap::new(),
            present: Vec::new(),
            groups: std::iter::repeat_with(Group::default).take(groups).collect(),
        }
    }

    pub(super) fn create(&mut self, at: Time, id: SessionId, name: String, agent: AgentId, group: GroupId) {
        let phase = Phase::NotReady(None);
        let place = self.all.len();
        self.all.push(Session {
            agent,
            group,
            name,
            phase,
            since: at,
            ringing: false,
            call: None,
            sums: SessionSums::default(),
        });
        self.places.insert(id, place);
        self.present.push(place);
        self.groups[group.index()].enter(at, phase);
    }

    pub(super) fn get(&self, id: SessionId) -> Option<&Session> {
        self.places.get(&id).map(|place| &self.all[*place])
    }

    pub(super) fn get_mut(&mut self, id: SessionId) -> Option<&mut Session> {
        self.places.get(&id).map(|place| &mut self.all[*place])
    }

    /// The session in this place of the order of creation.
    pub(super) fn at(&self, place: usize) -> &Session {
        &self.all[place]
    }

    /// A session changed its state.
    pub(super) fn state(&mut self, at: Time, id: SessionId, to: SessionState, reason: Option<ReasonId>) {
        let Some(session) = self.get(id) else { return };
        let phase = match to {
            SessionState::NotReady => Phase::NotReady(reason),
            SessionState::Ready => Phase::Ready,
            SessionState::BusyOnCall if session.phase == Phase::Hold => Phase::Hold,
            SessionState::BusyOnCall => Phase::Talk,
            SessionState::BusyWrapUp => Phase::WrapUp,
            SessionState::Ended => Phase::Ended,
        };
        self.enter(at, id, phase);
    }

    /// A session's clocks change over.
    pub(super) fn enter(&mut self, at: Time, id: SessionId, to: Phase) {
        let Some(session) = self.get_mut(id) else { return };
        let (from, group) = (session.phase, session.group);
        session.settle(at);
        session.phase = to;
        let group = &mut self.groups[group.index()];
        group.leave(at, from);
        group.enter(at, to);
    }

    /// A session begins or stops to ring.
    pub(super) fn ring(&mut self, at: Time, id: SessionId, ringing: bool) {
        if let Some(session) = self.get_mut(id) {
            session.settle(at);
            session.ringing = ringing;
        }
    }

    /// Ends the interval and starts the next one: the sessions that took part in it, by place, and the groups.
    pub(super) fn cut(&mut self, at: Time) -> (Vec<(usize, SessionSums)>, Vec<GroupSums>) {
        let all = &mut self.all;
        let mut sums = Vec::with_capacity(self.present.len());
        for &place in &self.present {
            all[place].settle(at);
            sums.push((place, std::mem::take(&mut all[place].sums)));
        }
        sums.retain(|(_, sums)| *sums != SessionSums::default());
        self.present.retain(|place| all[*place].phase != Phase::Ended);
        (sums, self.groups.iter_mut().map(|group| group.cut(at)).collect())
    }
}

impl Session {
    fn settle(&mut self, at: Time) {
        let span = at.since(self.since);
        self.since = at;
        if span.is_zero() {
            return;
        }
        let sums = &mut self.sums;
        match self.phase {
            Phase::NotReady(reason) => {
                sums.not_ready += span;
                if let Some(reason) = reason {
                    *sums.reasons.entry(reason).or_default() += span;
                }
            }
            Phase::Ready => sums.ready += span,
            Phase::Talk => sums.talk += span,
            Phase::Hold => sums.hold += span,
            Phase::WrapUp => sums.wrap_up += span,
            Phase::Ended => {}
        }
        if self.ringing {
            sums.ringing += span;
        }
    }
}

impl SessionSums {
    /// Adds what came later in the same interval.
    pub(super) fn add(&mut self, later: &SessionSums) {
        self.calls += later.calls;
        self.rang_out += later.rang_out;
        self.ready += later.ready;
        self.ringing += later.ringing;
        self.not_ready += later.not_ready;
        for (reason, span) in &later.reasons {
            *self.reasons.entry(*reason).or_default() += *span;
        }
        self.talk += later.talk;
        self.hold += later.hold;
        self.wrap_up += later.wrap_up;
    }

    /// The cells from `calls` on.
    pub(super) fn cells(&self, plan: &Plan) -> [String; 12] {
        let handling = self.talk + self.hold + self.wrap_up;
        let busy = u128::from(handling.as_micros());
        [
            self.calls.to_string(),
            cell::seconds(self.ready + self.not_ready + handling),
            cell::seconds(self.ready),
            cell::seconds(self.ringing),
            cell::seconds(self.not_ready),
            self.reasons(plan),
            cell::seconds(self.talk),
            cell::seconds(self.hold),
            cell::seconds(self.wrap_up),
            cell::mean_seconds(busy, self.calls),
            cell::percent(busy, busy + u128::from(self.ready.as_micros())),
            self.rang_out.to_string(),
        ]
    }

    /// `lunch=1800;no_answer=20`, in order of [`ReasonId`].
    fn reasons(&self, plan: &Plan) -> String {
        let one = |(ReasonId(place), span): (&ReasonId, &Span)| {
            format!("{}={}", plan.config.reasons[*place as usize], cell::seconds(*span))
        };
        let all: Vec<String> = self.reasons.iter().map(one).collect();
        cell::text(&all.join(";")).into_owned()
    }
}

impl Group {
    fn enter(&mut self, at: Time, phase: Phase) {
        match phase {
            Phase::NotReady(_) => self.staffed.up(at),
            Phase::Ready => {
                self.staffed.up(at);
                self.ready.up(at);
            }
            Phase::Talk | Phase::Hold | Phase::WrapUp => {
                self.staffed.up(at);
                self.busy.up(at);
            }
            Phase::Ended => {}
        }
    }

    fn leave(&mut self, at: Time, phase: Phase) {
        match phase {
            Phase::NotReady(_) => self.staffed.down(at),
            Phase::Ready => {
                self.staffed.down(at);
                self.ready.down(at);
            }
            Phase::Talk | Phase::Hold | Phase::WrapUp => {
                self.staffed.down(at);
                self.busy.down(at);
            }
            Phase::Ended => {}
        }
    }

    fn cut(&mut self, at: Time) -> GroupSums {
        GroupSums { staffed: self.staffed.cut(at).us, ready: self.ready.cut(at).us, busy: self.busy.cut(at).us }
    }
}
