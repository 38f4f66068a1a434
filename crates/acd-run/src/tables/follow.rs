//! Following a run fact by fact: what each does to calls, sessions, queues and groups.
//!
//! Facts of one moment may come in any order that keeps a call's own facts in theirs; a call's row waits
//! until the moment is over.

use std::collections::BTreeMap;

use acd_core::{CallNo, Disposition, Fact};
use acd_scenario::Plan;
use tapi_types::{QueueId, SessionId, SessionState, Span, Time};

use super::calls::{Call, Part, Source, Stage};
use super::queues::Queue;
use super::sessions::{Phase, Sessions};
use crate::floor::Names;

/// All that happens on the floor, as far as tables tell of it.
#[derive(Debug)]
pub(super) struct World<'p> {
    plan: &'p Plan,
    /// The moment of the last fact.
    pub(super) now: Time,
    pub(super) queues: Vec<Queue>,
    pub(super) sessions: Sessions,
    /// ACD calls that are not over.
    pub(super) calls: BTreeMap<CallNo, Call>,
    /// Those that came to their end at this moment, in this order.
    pub(super) over: Vec<CallNo>,
}

/// The way out of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Answered,
    Abandoned,
    TimedOut,
    FlowedOut,
    Unstaffed,
}

impl<'p> World<'p> {
    pub(super) fn new(plan: &'p Plan) -> World<'p> {
        World {
            plan,
            now: Time::ZERO,
            queues: std::iter::repeat_with(Queue::default).take(plan.config.queues.len()).collect(),
            sessions: Sessions::new(plan.config.groups.len()),
            calls: BTreeMap::new(),
            over: Vec::new(),
        }
    }

    /// Takes in the next fact, at [`World::now`].
    pub(super) fn follow(&mut self, fact: Fact) {
        let at = self.now;
        match fact {
            Fact::SessionCreated { session, agent, group, shift } => {
                let name = Names::new(self.plan).session(session, agent, group, shift);
                self.sessions.create(at, session, name, agent, group);
            }
            Fact::SessionState { session, from, to, reason } => {
                self.sessions.state(at, session, to, reason);
                if from == SessionState::BusyOnCall {
                    self.left_call(session, to);
                }
            }
            Fact::CallArrived { call, handle, stream, .. } => {
                self.calls.insert(call, Call::arrive(at, Source { number: call.0, handle, stream }));
            }
            Fact::CallEntered { call, queue, from, .. } => self.entered(call, queue, from),
            Fact::CallBlocked { call, queue } => self.blocked(call, queue),
            Fact::CallUnstaffed { call, queue, wait } => self.unstaffed(call, queue, wait),
            Fact::CallOffered { call, session } => self.offered(call, session),
            Fact::OfferRangOut { call, session, .. } => {
                self.stopped_ringing(call, session);
                if let Some(session) = self.sessions.get_mut(session) {
                    session.sums.rang_out += 1;
                }
            }
            Fact::OfferWithdrawn { call, session } => self.stopped_ringing(call, session),
            Fact::CallReturned { call, .. } => self.enter(call, Stage::Waiting),
            Fact::CallAnswered { call, session, queue, wait } => self.answered(call, session, queue, wait),
            Fact::CallHeld { call } => self.turn(call, Part::Hold, Phase::Hold),
            Fact::CallRetrieved { call } => self.turn(call, Part::Talk, Phase::Talk),
            Fact::CallReleased { call, session, .. } => self.released(call, session),
            Fact::CallAbandoned { call, queue, wait, .. } => self.exit(call, queue, wait, Exit::Abandoned),
            Fact::CallTimedOut { call, queue, wait } => self.exit(call, queue, wait, Exit::TimedOut),
            Fact::CallFlowedOut { call, queue, wait, .. } => {
                self.exit(call, queue, wait, Exit::FlowedOut);
                if let Some(call) = self.calls.get_mut(&call) {
                    call.overflows = true;
                }
            }
            Fact::CallCounted { call, session } => self.counted(call, session),
            Fact::CallEnded { call, disposition } => self.ended(call, disposition),
            Fact::WrapUpEnded { call, session, .. } => self.wrapped_up(call, session),
            Fact::SessionNextState { .. }
            | Fact::AgentState { .. }
            | Fact::AgentNextState { .. }
            | Fact::CallTransferred { .. }
            | Fact::OtherCallStarted { .. }
            | Fact::OtherCallEnded { .. }
            | Fact::AgentPeriodSet { .. }
            | Fact::QueuePeriodSet { .. }
            | Fact::ProxyClosed
            | Fact::ProxyOpened
            | Fact::RequestSubmitted { .. }
            | Fact::FaultFired { .. }
            | Fact::RequestHandled { .. }
            | Fact::RequestReplied { .. }
            | Fact::RequestTimedOut { .. }
            | Fact::RequestDropped { .. }
            | Fact::ReplyLate { .. }
            | Fact::ReplyLost { .. }
            | Fact::AgentCreated { .. }
            | Fact::AgentReleased { .. }
            | Fact::AgentActivity { .. }
            | Fact::GroupAdded { .. }
            | Fact::GroupRemoved { .. }
            | Fact::QueueAdded { .. }
            | Fact::QueueRemoved { .. }
            | Fact::AgentSpecific { .. }
            | Fact::CommandRefused { .. } => {}
        }
    }

    fn entered(&mut self, no: CallNo, queue: QueueId, from: Option<QueueId>) {
        let counts = &mut self.queues[queue.index()].counts;
        counts.offered += 1;
        counts.flowed_in += u64::from(from.is_some_and(|from| from != queue));
        self.offered_to(no, queue);
        self.enter(no, Stage::Waiting);
    }

    fn blocked(&mut self, no: CallNo, queue: QueueId) {
        let counts = &mut self.queues[queue.index()].counts;
        counts.offered += 1;
        counts.blocked += 1;
        self.offered_to(no, queue);
    }

    /// At the entry no other fact tells of it; later it ends a stay.
    fn unstaffed(&mut self, no: CallNo, queue: QueueId, wait: Span) {
        let Some(call) = self.calls.get(&no) else { return };
        if call.stage == Stage::Away {
            let counts = &mut self.queues[queue.index()].counts;
            counts.offered += 1;
            counts.flowed_in += u64::from(call.overflows);
            self.offered_to(no, queue);
        }
        self.exit(no, queue, wait, Exit::Unstaffed);
    }

    fn offered_to(&mut self, no: CallNo, queue: QueueId) {
        if let Some(call) = self.calls.get_mut(&no) {
            call.queue = Some(queue);
            call.overflows = false;
        }
    }

    /// A call changes its stage: the number waiting in its queue follows, and so do the sessions that rang.
    fn enter(&mut self, no: CallNo, stage: Stage) {
        let at = self.now;
        let Some(call) = self.calls.get_mut(&no) else { return };
        let Some(queue) = call.queue else { return };
        let was = call.stage;
        call.enter(at, stage);
        let waiting = &mut self.queues[queue.index()].waiting;
        match (was == Stage::Waiting, stage == Stage::Waiting) {
            (true, false) => waiting.down(at),
            (false, true) => waiting.up(at),
            (true, true) | (false, false) => {}
        }
        if !matches!(stage, Stage::Ringing(_)) {
            for session in std::mem::take(&mut call.rings_at) {
                self.sessions.ring(at, session, false);
            }
        }
    }

    fn offered(&mut self, no: CallNo, session: SessionId) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        call.rings_at.push(session);
        if !matches!(call.stage, Stage::Ringing(_)) {
            self.enter(no, Stage::Ringing(self.now));
        }
        self.sessions.ring(self.now, session, true);
    }

    fn stopped_ringing(&mut self, no: CallNo, session: SessionId) {
        if let Some(call) = self.calls.get_mut(&no) {
            call.rings_at.retain(|other| *other != session);
        }
        self.sessions.ring(self.now, session, false);
    }

    /// A stay ends.
    fn exit(&mut self, no: CallNo, queue: QueueId, stay: Span, exit: Exit) {
        let config = &self.plan.config.queues[queue.index()];
        let of = &mut self.queues[queue.index()];
        match exit {
            Exit::Answered => of.answered(stay, config),
            Exit::Abandoned => of.abandoned(stay, config),
            Exit::TimedOut => of.counts.timed_out += 1,
            Exit::FlowedOut => of.counts.flowed_out += 1,
            Exit::Unstaffed => of.counts.unstaffed += 1,
        }
        of.stayed(stay);
        self.enter(no, Stage::Away);
    }

    fn answered(&mut self, no: CallNo, session: SessionId, queue: QueueId, wait: Span) {
        self.exit(no, queue, wait, Exit::Answered);
        self.queues[queue.index()].talk.up(self.now);
        self.sessions.enter(self.now, session, Phase::Talk);
        if let Some(call) = self.calls.get_mut(&no) {
            call.answer(self.now, session, queue);
        }
        if let Some(session) = self.sessions.get_mut(session) {
            session.call = Some(no);
        }
    }

    /// A call goes on hold or comes back.
    fn turn(&mut self, no: CallNo, part: Part, phase: Phase) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        let Some(leg) = call.live_leg() else { return };
        let (session, queue) = (call.legs[leg].session, call.legs[leg].queue);
        let was = call.turn(self.now, leg, part);
        self.change_over(queue, was, part);
        self.sessions.enter(self.now, session, phase);
    }

    fn released(&mut self, no: CallNo, session: SessionId) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        call.released = Some(self.now);
        let Some(leg) = call.leg(session) else { return };
        if matches!(call.legs[leg].part, Part::Talk | Part::Hold) {
            let was = call.turn(self.now, leg, Part::Released);
            let queue = call.legs[leg].queue;
            self.change_over(queue, was, Part::Released);
        }
    }

    /// A session leaves the state in which it is on a call: for wrap-up, or it is through.
    fn left_call(&mut self, session: SessionId, to: SessionState) {
        let Some(no) = self.sessions.get(session).and_then(|session| session.call) else { return };
        let Some(call) = self.calls.get_mut(&no) else { return };
        let Some(leg) = call.leg(session) else { return };
        let queue = call.legs[leg].queue;
        if to == SessionState::BusyWrapUp {
            let was = call.turn(self.now, leg, Part::WrapUp);
            self.change_over(queue, was, Part::WrapUp);
        } else {
            self.close(no, leg);
        }
    }

    fn wrapped_up(&mut self, no: CallNo, session: SessionId) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        call.wrapped_up = Some(self.now);
        if let Some(leg) = call.leg(session) {
            self.close(no, leg);
        }
    }

    /// A session is through with a call.
    fn close(&mut self, no: CallNo, leg: usize) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        let leg = call.close(self.now, leg);
        self.change_over(leg.queue, leg.part, Part::Released);
        if let Some(session) = self.sessions.get_mut(leg.session) {
            session.call = None;
        }
        self.note_end(no);
    }

    /// A queue's clocks follow what runs on a leg.
    fn change_over(&mut self, queue: QueueId, from: Part, to: Part) {
        if from == to {
            return;
        }
        let queue = &mut self.queues[queue.index()];
        if let Some(gauge) = queue.gauge(from) {
            gauge.down(self.now);
        }
        if let Some(gauge) = queue.gauge(to) {
            gauge.up(self.now);
        }
    }

    fn counted(&mut self, no: CallNo, session: SessionId) {
        if let Some(call) = self.calls.get_mut(&no) {
            call.counted = true;
        }
        if let Some(session) = self.sessions.get_mut(session) {
            session.sums.calls += 1;
        }
    }

    fn ended(&mut self, no: CallNo, disposition: Disposition) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        call.ended = Some((self.now, disposition));
        self.note_end(no);
    }

    fn note_end(&mut self, no: CallNo) {
        if self.calls.get(&no).is_some_and(Call::is_over) {
            self.over.push(no);
        }
    }
}
