//! The floor as the facts tell it, at one moment: what is under way, and the names of what was.

use std::collections::BTreeMap;
use std::rc::Rc;

use acd_core::{CallNo, Called, Direction, Presence, ReasonId};
use acd_scenario::{Epoch, Plan};
use acd_trace::Book;
use tapi_types::{AgentId, AgentState, CallHandle, GroupId, QueueId, SessionId, SessionState, Span, Time};

use crate::item::{CallName, Clock, Item};
use crate::newcomers::Newcomers;

/// Everything that is under way.
#[derive(Debug)]
pub(crate) struct World<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) book: Book,
    /// The moment of the last fact.
    pub(crate) now: Time,
    /// Sessions so far, ended ones too: their names are asked for.
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    /// By [`AgentId`].
    pub(crate) agents: Vec<Agent>,
    pub(crate) newcomers: Newcomers,
    /// By [`QueueId`].
    pub(crate) queues: Vec<Window>,
    /// Calls that are not over, or that somebody still wraps up after.
    pub(crate) calls: BTreeMap<CallNo, Call>,
    /// Calls that can be forgotten when the instant is over.
    pub(crate) gone: Vec<CallNo>,
    /// By place of the stream: how many of its calls have come.
    pub(crate) generated: Vec<u64>,
    /// What the last fact came to.
    pub(crate) items: Vec<Item>,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) name: Rc<str>,
    pub(crate) agent: AgentId,
    pub(crate) group: GroupId,
    pub(crate) created: Point,
    pub(crate) ended: Option<Time>,
    pub(crate) state: SessionState,
    /// Since when it is in its state.
    pub(crate) entered: Point,
    pub(crate) reason: Option<ReasonId>,
    pub(crate) next: Option<NextState>,
    /// Since when its clock runs.
    pub(crate) since: Point,
    /// The call that it is on or wraps up.
    pub(crate) work: Option<Work>,
    pub(crate) ring: Option<Ring>,
}

/// A moment and its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) at: Time,
    pub(crate) seq: u64,
}

/// A session's next state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NextState {
    pub(crate) state: SessionState,
    pub(crate) pending: bool,
    pub(crate) set: Point,
}

/// A call with a session.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    pub(crate) call: CallNo,
    pub(crate) name: CallName,
    pub(crate) queue: QueueId,
    pub(crate) warming_up: bool,
    pub(crate) held: bool,
}

/// A call on offer at a session.
#[derive(Debug, Clone)]
pub(crate) struct Ring {
    pub(crate) call: CallNo,
    pub(crate) name: CallName,
    pub(crate) since: Point,
}

/// An agent.
#[derive(Debug)]
pub(crate) struct Agent {
    pub(crate) presence: Presence,
    /// Since when it has come or gone.
    pub(crate) presence_set: Option<Point>,
    pub(crate) own: AgentState,
    pub(crate) own_set: Option<Point>,
    pub(crate) own_reason: Option<ReasonId>,
    pub(crate) next: Option<(AgentState, Point)>,
    /// Sessions that have not ended.
    pub(crate) sessions: Vec<SessionId>,
    /// Since when it has had one without a break.
    pub(crate) staffed: Option<Point>,
    pub(crate) busy: Option<SessionId>,
    pub(crate) ringing: Option<SessionId>,
    pub(crate) other: Option<OtherCall>,
    pub(crate) window: Window,
}

/// A call that is not the ACD's.
#[derive(Debug, Clone)]
pub(crate) struct OtherCall {
    pub(crate) name: CallName,
    pub(crate) direction: Direction,
    pub(crate) since: Point,
}

/// A measurement period as it was set last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) seconds: u32,
    /// Windows tumble from here.
    pub(crate) set: Time,
    pub(crate) seq: Option<u64>,
}

/// A call.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: CallName,
    pub(crate) warming_up: bool,
    pub(crate) priority: i64,
    /// Its place in the order of waiting calls: its arrival or last transfer.
    pub(crate) place: Point,
    pub(crate) stage: Stage,
    pub(crate) queue: Option<QueueId>,
    /// The beginning of the present stay.
    pub(crate) stay: Point,
    /// The queue that it just flowed out of.
    pub(crate) flows_from: Option<QueueId>,
    /// The session that a transfer names.
    pub(crate) meant_for: Option<SessionId>,
    /// Offers that ended together with the stay; why is told by the next fact.
    pub(crate) withdrawn: Vec<(SessionId, Ring)>,
    /// Where it rang out, and how often.
    pub(crate) rang_out: Vec<(SessionId, u32)>,
    pub(crate) ended: bool,
    /// Sessions that it is on or that wrap up after it.
    pub(crate) works: u32,
}

/// What a call is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// In no queue and with nobody.
    Between,
    Waiting,
    Ringing,
    /// With a session.
    With(SessionId),
    /// Not the ACD's.
    Other,
}

/// The first moment of 2000 in Greenwich: no epoch of anybody's own.
const EPOCH_DEFAULT: Epoch = Epoch { unix_us: 946_684_800_000_000, offset_s: 0 };

/// An hour, until a period is set.
const PERIOD_DEFAULT_S: u32 = 3600;

impl Window {
    fn first() -> Window {
        Window { seconds: PERIOD_DEFAULT_S, set: Time::ZERO, seq: None }
    }

    /// The start of the window that `now` lies in. What happens on a border belongs to the new window.
    pub(crate) fn start(self, now: Time) -> Time {
        let length = Span::from_secs(u64::from(self.seconds)).as_micros();
        let windows = now.since(self.set).as_micros().checked_div(length).unwrap_or(0);
        self.set + Span::from_micros(windows * length)
    }
}

impl Agent {
    /// Before anything has happened to it.
    pub(crate) fn new(presence: Presence) -> Agent {
        Agent {
            presence,
            presence_set: None,
            own: AgentState::Ready,
            own_set: None,
            own_reason: None,
            next: None,
            sessions: Vec::new(),
            staffed: None,
            busy: None,
            ringing: None,
            other: None,
            window: Window::first(),
        }
    }
}

fn at_start(plan: &Plan, agent: AgentId) -> Presence {
    if plan.config.absent.agents.contains(&agent) { Presence::NotYet } else { Presence::Here }
}

impl<'p> World<'p> {
    pub(crate) fn new(plan: &'p Plan) -> World<'p> {
        World {
            plan,
            book: Book::new(&plan.config, &plan.session_names, &plan.call_names),
            now: Time::ZERO,
            sessions: BTreeMap::new(),
            agents: (0..plan.config.agents.len()).map(|place| Agent::new(at_start(plan, AgentId::at(place)))).collect(),
            newcomers: Newcomers::default(),
            queues: plan.config.queues.iter().map(|_| Window::first()).collect(),
            calls: BTreeMap::new(),
            gone: Vec::new(),
            generated: vec![0; plan.config.streams.len()],
            items: Vec::new(),
        }
    }

    /// A session's name: the scenario's where it has not come into being.
    pub(crate) fn session_name(&self, id: SessionId) -> String {
        match self.sessions.get(&id) {
            Some(session) => session.name.to_string(),
            None => Called::session(id, None, &self.book.sessions).to_string(),
        }
    }

    pub(crate) fn agent_name(&self, id: AgentId) -> &str {
        self.book.agents.get(id.index()).map_or("?", String::as_str)
    }

    /// An agent's name behind what the scenario calls it, where that is another one.
    pub(crate) fn agent_names(&self, id: AgentId) -> String {
        let name = self.agent_name(id);
        match self.newcomers.names(self.plan, id).next() {
            Some(called) => format!("{called} ({name})"),
            None => name.to_owned(),
        }
    }

    /// True where the scenario or the report calls an agent so.
    pub(crate) fn is_agent_called(&self, id: AgentId, name: &str) -> bool {
        self.agent_name(id) == name || self.newcomers.names(self.plan, id).any(|called| called == name)
    }

    pub(crate) fn queue_name(&self, id: QueueId) -> &str {
        self.book.queues.get(id.index()).map_or("?", String::as_str)
    }

    pub(crate) fn call_name(&self, no: CallNo) -> CallName {
        match self.calls.get(&no) {
            Some(call) => Rc::clone(&call.name),
            None => format!("call number {}", no.0).into(),
        }
    }

    /// The name of a call that has a handle.
    pub(crate) fn handle_name(&self, handle: CallHandle) -> String {
        self.book.call(Some(handle), None).unwrap_or_default()
    }

    pub(crate) fn reason(&self, reason: ReasonId) -> &str {
        self.book.reasons.get(reason.0 as usize).map_or("?", String::as_str)
    }

    /// The group whose sessions take a queue's calls.
    pub(crate) fn group_of(&self, queue: QueueId) -> Option<GroupId> {
        self.plan.config.queues.get(queue.index()).map(|queue| queue.group)
    }

    /// The level of a session's agent in its group; lower goes first.
    pub(crate) fn level(&self, id: SessionId) -> u32 {
        let Some(session) = self.sessions.get(&id) else { return 1 };
        let places = self.plan.config.agents.get(session.agent.index()).map_or(&[][..], |agent| &agent.groups);
        places.iter().find(|place| place.group == session.group).map_or(1, |place| place.level)
    }

    /// A moment on the clock of the scenario's zone, where the scenario has an epoch of its own.
    pub(crate) fn clock(&self, at: Time) -> Option<String> {
        let epoch = self.plan.epoch;
        if epoch == EPOCH_DEFAULT {
            return None;
        }
        let unix_s = epoch.unix_us.saturating_add_unsigned(at.as_micros()).div_euclid(1_000_000);
        let of_day = unix_s.saturating_add(i64::from(epoch.offset_s)).rem_euclid(24 * 3600);
        Some(format!("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60))
    }

    /// Sessions of a group that have not ended.
    pub(crate) fn staff(&self, group: GroupId) -> impl Iterator<Item = (SessionId, &Session)> {
        let present = self.agents.iter().flat_map(|agent| &agent.sessions);
        let all = present.filter_map(|id| Some((*id, self.sessions.get(id)?)));
        all.filter(move |(_, session)| session.group == group)
    }

    /// How many waiting calls of a call's group go before it.
    pub(crate) fn ahead_of(&self, no: CallNo) -> usize {
        let Some(call) = self.calls.get(&no) else { return 0 };
        let group = call.queue.and_then(|queue| self.group_of(queue));
        let rank = |call: &Call| (std::cmp::Reverse(call.priority), call.place.at, call.place.seq);
        let waiting = self.calls.values().filter(|other| other.stage == Stage::Waiting);
        let same = waiting.filter(|other| other.queue.and_then(|queue| self.group_of(queue)) == group);
        same.filter(|other| rank(other) < rank(call)).count()
    }

    /// Forgets the calls that nothing will speak of any more.
    pub(crate) fn end_instant(&mut self) {
        for no in std::mem::take(&mut self.gone) {
            self.calls.remove(&no);
        }
    }

    /// A call is over, or a session is through with it.
    pub(crate) fn forget_if_over(&mut self, no: CallNo) {
        if self.calls.get(&no).is_some_and(|call| call.ended && call.works == 0) {
            self.gone.push(no);
        }
    }
}

impl Session {
    /// What its time goes to now; `None` once it has ended.
    pub(crate) fn clock(&self) -> Option<Clock> {
        match self.state {
            SessionState::NotReady => Some(Clock::NotReady(self.reason)),
            SessionState::Ready => Some(Clock::Ready),
            SessionState::BusyOnCall if self.work.as_ref().is_some_and(|work| work.held) => Some(Clock::Hold),
            SessionState::BusyOnCall => Some(Clock::Talk),
            SessionState::BusyWrapUp => Some(Clock::WrapUp),
            SessionState::Ended => None,
        }
    }
}
