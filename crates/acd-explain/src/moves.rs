//! What facts do to sessions, agents and calls, and the items that come of it.

use std::rc::Rc;

use acd_core::{CallNo, Direction, ReasonId, TimeToAnswerFrom};
use tapi_types::{AgentId, GroupId, QueueId, SessionId, SessionState};

use crate::item::{Clock, Entry, Item, Kind, Met, OfferEnd, StayEnd};
use crate::world::{Call, OtherCall, Point, Ring, Session, Stage, Work, World};

/// An item from one moment to another, about nothing yet.
pub(crate) fn item(from: Point, here: Point, kind: Kind) -> Item {
    Item {
        from: from.at,
        at: here.at,
        seq: here.seq,
        call: None,
        session: None,
        agent: None,
        queue: None,
        running: false,
        warming_up: false,
        kind,
    }
}

impl World<'_> {
    pub(super) fn new_call(&self, here: Point, name: String, priority: i64, stage: Stage) -> Call {
        Call {
            name: name.into(),
            warming_up: here.at < self.plan.config.warm_up,
            priority,
            place: here,
            stage,
            queue: None,
            stay: here,
            flows_from: None,
            meant_for: None,
            withdrawn: Vec::new(),
            rang_out: Vec::new(),
            ended: false,
            works: 0,
        }
    }

    pub(super) fn arrive(
        &mut self,
        here: Point,
        no: CallNo,
        name: String,
        priority: i64,
        stream: Option<(usize, u64)>,
    ) {
        if let Some((stream, n)) = stream
            && let Some(generated) = self.generated.get_mut(stream)
        {
            *generated = n;
        }
        let call = self.new_call(here, name, priority, Stage::Between);
        self.calls.insert(no, call);
    }

    pub(super) fn begin_other_call(&mut self, here: Point, no: CallNo, name: String, agent: AgentId, way: Direction) {
        let call = self.new_call(here, name, 0, Stage::Other);
        let name = Rc::clone(&call.name);
        self.calls.insert(no, call);
        self.agents[agent.index()].other = Some(OtherCall { name: Rc::clone(&name), direction: way, since: here });
        let begun = item(here, here, Kind::OtherCall(way));
        self.items.push(Item { call: Some((no, name)), agent: Some(agent), ..begun });
    }

    pub(super) fn end_other_call(&mut self, no: CallNo, agent: AgentId) {
        self.agents[agent.index()].other = None;
        self.take_agents_next_state(agent);
        self.end_call(no);
    }

    pub(super) fn end_call(&mut self, no: CallNo) {
        if let Some(call) = self.calls.get_mut(&no) {
            call.ended = true;
        }
        self.forget_if_over(no);
    }

    pub(super) fn create_session(&mut self, here: Point, id: SessionId, agent: AgentId, group: GroupId, name: Rc<str>) {
        let session = Session {
            name,
            agent,
            group,
            created: here,
            ended: None,
            state: SessionState::NotReady,
            entered: here,
            reason: None,
            next: None,
            since: here,
            work: None,
            ring: None,
        };
        self.sessions.insert(id, session);
        let agent = &mut self.agents[agent.index()];
        agent.sessions.push(id);
        agent.staffed.get_or_insert(here);
    }

    /// Closes the stretch of a session's clock; another one begins.
    pub(super) fn change_clock(&mut self, here: Point, id: SessionId) {
        self.items.extend(self.clock_item(id, here, false));
        if let Some(session) = self.sessions.get_mut(&id) {
            session.since = here;
        }
    }

    /// What a session's clock has run up since it changed.
    pub(crate) fn clock_item(&self, id: SessionId, here: Point, running: bool) -> Option<Item> {
        let session = self.sessions.get(&id)?;
        let clock = session.clock()?;
        let work = session.work.as_ref().filter(|_| matches!(clock, Clock::Talk | Clock::Hold | Clock::WrapUp));
        Some(Item {
            seq: if running { session.since.seq } else { here.seq },
            call: work.map(|work| (work.call, Rc::clone(&work.name))),
            session: Some(id),
            agent: Some(session.agent),
            queue: work.map(|work| work.queue),
            running,
            warming_up: work.is_some_and(|work| work.warming_up),
            ..item(session.since, here, Kind::Clock(clock))
        })
    }

    pub(super) fn enter_state(&mut self, here: Point, id: SessionId, to: SessionState, reason: Option<ReasonId>) {
        let Some(session) = self.sessions.get_mut(&id) else { return };
        let from = std::mem::replace(&mut session.state, to);
        (session.entered, session.reason) = (here, reason);
        session.take_next_state(from, to);
        let agent = session.agent;
        let worked = matches!(from, SessionState::BusyOnCall | SessionState::BusyWrapUp);
        if worked && !matches!(to, SessionState::BusyOnCall | SessionState::BusyWrapUp) {
            let work = session.work.take();
            self.agents[agent.index()].busy = None;
            self.take_agents_next_state(agent);
            if let Some(Work { call: no, .. }) = work
                && let Some(call) = self.calls.get_mut(&no)
            {
                call.works = call.works.saturating_sub(1);
                self.forget_if_over(no);
            }
        }
        if to == SessionState::Ended {
            self.end_session(here, id, agent);
        }
    }

    /// An agent's next state is taken when a call or wrap-up leaves the agent with neither. Where it is the state that
    /// already is, no record tells of it.
    pub(super) fn take_agents_next_state(&mut self, agent: AgentId) {
        let agent = &mut self.agents[agent.index()];
        if agent.busy.is_none() && agent.other.is_none() {
            agent.next = None;
        }
    }

    pub(super) fn end_session(&mut self, here: Point, id: SessionId, agent: AgentId) {
        let books = &mut self.agents[agent.index()];
        books.sessions.retain(|other| *other != id);
        let staffed = books.staffed.take_if(|_| books.sessions.is_empty());
        if let Some(since) = staffed {
            let item = item(since, here, Kind::Staffed);
            self.items.push(Item { agent: Some(agent), ..item });
        }
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.ended = Some(here.at);
        let created = session.created;
        let item = item(created, here, Kind::Life);
        self.items.push(Item { session: Some(id), agent: Some(agent), ..item });
    }

    /// A call comes to a queue.
    pub(super) fn come(&mut self, here: Point, no: CallNo, queue: QueueId, entry: Entry) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        call.queue = Some(queue);
        call.flows_from = None;
        let (name, warming_up) = (Rc::clone(&call.name), call.warming_up);
        let item = item(here, here, Kind::Entry(entry));
        self.items.push(Item { call: Some((no, name)), queue: Some(queue), warming_up, ..item });
    }

    /// The other queue that a call comes from by overflow.
    pub(super) fn flows_from(&self, no: CallNo, to: QueueId) -> Option<QueueId> {
        self.calls.get(&no).and_then(|call| call.flows_from).filter(|from| *from != to)
    }

    /// At the entry no other fact tells of it; later it ends a stay.
    pub(super) fn unstaffed(&mut self, here: Point, no: CallNo, queue: QueueId) {
        let waits = self.calls.get(&no).is_some_and(|call| call.stage == Stage::Waiting);
        if waits {
            self.end_stay(here, no, StayEnd::Unstaffed, OfferEnd::MaxWait);
        } else {
            let from = self.flows_from(no, queue);
            self.come(here, no, queue, Entry { met: Met::Nobody, from });
        }
    }

    pub(super) fn set_stage(&mut self, no: CallNo, stage: Stage) {
        if let Some(call) = self.calls.get_mut(&no) {
            call.stage = stage;
        }
    }

    pub(super) fn offered(&mut self, here: Point, no: CallNo, id: SessionId) {
        self.set_stage(no, Stage::Ringing);
        let name = self.call_name(no);
        if let Some(session) = self.sessions.get_mut(&id) {
            session.ring = Some(Ring { call: no, name, since: here });
            self.agents[session.agent.index()].ringing = Some(id);
        }
    }

    pub(super) fn note_ring_out(&mut self, no: CallNo, id: SessionId) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        match call.rang_out.iter_mut().find(|(at, _)| *at == id) {
            Some((_, times)) => *times += 1,
            None => call.rang_out.push((id, 1)),
        }
    }

    /// A session stops ringing.
    pub(super) fn stop_ringing(&mut self, id: SessionId) -> Option<Ring> {
        let session = self.sessions.get_mut(&id)?;
        let ring = session.ring.take()?;
        self.agents[session.agent.index()].ringing = None;
        Some(ring)
    }

    pub(super) fn end_offer(&mut self, here: Point, id: SessionId, end: OfferEnd) {
        if let Some(ring) = self.stop_ringing(id) {
            self.items.extend(self.offer_item(id, &ring, here, end));
        }
    }

    pub(crate) fn offer_item(&self, id: SessionId, ring: &Ring, here: Point, end: OfferEnd) -> Option<Item> {
        let call = self.calls.get(&ring.call);
        let running = end == OfferEnd::Rings;
        Some(Item {
            seq: if running { ring.since.seq } else { here.seq },
            call: Some((ring.call, Rc::clone(&ring.name))),
            session: Some(id),
            agent: Some(self.sessions.get(&id)?.agent),
            queue: call.and_then(|call| call.queue),
            running,
            warming_up: call.is_some_and(|call| call.warming_up),
            ..item(ring.since, here, Kind::Offer(end))
        })
    }

    /// An offer ends because the stay does; the next fact of the call says how.
    pub(super) fn withdraw(&mut self, no: CallNo, id: SessionId) {
        if let Some(ring) = self.stop_ringing(id)
            && let Some(call) = self.calls.get_mut(&no)
        {
            call.withdrawn.push((id, ring));
        }
    }

    pub(super) fn end_withdrawn(&mut self, here: Point, no: CallNo, end: OfferEnd) {
        let Some(call) = self.calls.get_mut(&no) else { return };
        for (id, ring) in std::mem::take(&mut call.withdrawn) {
            self.items.extend(self.offer_item(id, &ring, here, end));
        }
    }

    pub(super) fn end_stay(&mut self, here: Point, no: CallNo, end: StayEnd, offers: OfferEnd) {
        self.end_withdrawn(here, no, offers);
        self.items.extend(self.stay_item(no, here, end));
        self.set_stage(no, Stage::Between);
    }

    pub(crate) fn stay_item(&self, no: CallNo, here: Point, end: StayEnd) -> Option<Item> {
        let call = self.calls.get(&no)?;
        let running = matches!(end, StayEnd::Waits | StayEnd::Rings);
        Some(Item {
            seq: if running { call.stay.seq } else { here.seq },
            call: Some((no, Rc::clone(&call.name))),
            queue: call.queue,
            running,
            warming_up: call.warming_up,
            ..item(call.stay, here, Kind::Stay(end))
        })
    }

    pub(super) fn answered(&mut self, here: Point, no: CallNo, id: SessionId, queue: QueueId) {
        let rang_since = self.sessions.get(&id).and_then(|session| session.ring.as_ref()).map(|ring| ring.since);
        self.end_offer(here, id, OfferEnd::Answered);
        self.end_stay(here, no, StayEnd::Answered(id), OfferEnd::Taken(id));
        self.set_stage(no, Stage::With(id));
        let Some(call) = self.calls.get_mut(&no) else { return };
        call.meant_for = None;
        call.works += 1;
        let (name, warming_up, entered) = (Rc::clone(&call.name), call.warming_up, call.place);
        let from = match self.plan.config.policies.time_to_answer_from {
            TimeToAnswerFrom::QueueEntry => entered,
            TimeToAnswerFrom::Ringing => rang_since.unwrap_or(here),
        };
        let work = Work { call: no, name: Rc::clone(&name), queue, warming_up, held: false };
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.work = Some(work);
        let agent = session.agent;
        self.agents[agent.index()].busy = Some(id);
        let item = item(from, here, Kind::ToAnswer);
        let (call, session, agent) = (Some((no, name)), Some(id), Some(agent));
        self.items.push(Item { call, session, agent, queue: Some(queue), warming_up, ..item });
    }

    /// A call goes on hold or comes back.
    pub(super) fn turn(&mut self, here: Point, no: CallNo, held: bool) {
        let Some(Stage::With(id)) = self.calls.get(&no).map(|call| call.stage) else { return };
        self.change_clock(here, id);
        if let Some(work) = self.sessions.get_mut(&id).and_then(|session| session.work.as_mut()) {
            work.held = held;
        }
    }

    pub(super) fn counted(&mut self, here: Point, no: CallNo, id: SessionId) {
        let Some(session) = self.sessions.get(&id) else { return };
        let item = item(here, here, Kind::Counted);
        let (call, agent) = (Some((no, self.call_name(no))), Some(session.agent));
        self.items.push(Item { call, session: Some(id), agent, ..item });
    }
}

impl Session {
    /// The next state is taken when a call ends, or when a wrap-up ends and it is pending; no record tells of it.
    pub(super) fn take_next_state(&mut self, from: SessionState, to: SessionState) {
        let taken = match (from, to) {
            (_, SessionState::Ended) => true,
            (SessionState::BusyOnCall, _) => {
                to != SessionState::BusyWrapUp || self.next.is_some_and(|next| next.state == to)
            }
            (SessionState::BusyWrapUp, _) => self.next.is_some_and(|next| next.pending),
            (SessionState::NotReady | SessionState::Ready | SessionState::Ended, _) => false,
        };
        if taken {
            self.next = None;
        }
    }
}
