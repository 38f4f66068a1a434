//! Following a run fact by fact: how each changes the floor, and what it comes to.

use acd_core::{CallNo, Fact, Presence, ReasonId, Record};
use tapi_types::{AgentId, AgentState, CallHandle, QueueId};

use crate::item::{Entry, Met, OfferEnd, StayEnd};
use crate::world::{Agent, NextState, Point, Stage, Window, World};

impl World<'_> {
    /// Takes in the next fact. `leaves_ready`: its cause is a change of state, as the withdrawal of an offer may have.
    pub(crate) fn follow(&mut self, record: &Record, leaves_ready: bool) {
        self.now = record.at;
        let here = Point { at: record.at, seq: record.seq };
        match record.fact {
            Fact::SessionCreated { session, agent, group, shift } => {
                let name = self.book.session(session, agent, group, shift);
                self.create_session(here, session, agent, group, name.into());
            }
            Fact::SessionState { session, to, reason, .. } => {
                self.change_clock(here, session);
                self.enter_state(here, session, to, reason);
            }
            Fact::SessionNextState { session, next, pending } => {
                if let Some(session) = self.sessions.get_mut(&session) {
                    session.next = next.map(|state| NextState { state, pending, set: here });
                }
            }
            Fact::AgentState { agent, state, reason } => self.set_own_state(here, agent, state, reason),
            Fact::AgentNextState { agent, next } => {
                self.agents[agent.index()].next = next.map(|state| (state, here));
            }
            Fact::CallArrived { call, handle, stream, priority, .. } => {
                let name = self.arrivals_name(call, handle, stream);
                self.arrive(here, call, name, priority, stream);
            }
            Fact::CallEntered { call, queue, from, queued } => {
                let met = if queued { Met::Line } else { Met::Free };
                self.enter(here, call, queue, Entry { met, from });
            }
            Fact::CallBlocked { call, queue } => {
                let from = self.flows_from(call, queue);
                self.come(here, call, queue, Entry { met: Met::Full, from });
            }
            Fact::CallUnstaffed { call, queue, .. } => self.unstaffed(here, call, queue),
            Fact::CallOffered { call, session } => self.offered(here, call, session),
            Fact::OfferRangOut { call, session, rejected } => {
                self.note_ring_out(call, session);
                let end = if rejected { OfferEnd::Rejected } else { OfferEnd::RangOut };
                self.end_offer(here, session, end);
            }
            Fact::OfferWithdrawn { session, .. } if leaves_ready => self.end_offer(here, session, OfferEnd::LeftReady),
            Fact::OfferWithdrawn { call, session } => self.withdraw(call, session),
            Fact::CallReturned { call, .. } => {
                if let Some(call) = self.calls.get_mut(&call) {
                    (call.stage, call.meant_for) = (Stage::Waiting, None);
                }
            }
            Fact::CallAnswered { call, session, queue, .. } => self.answered(here, call, session, queue),
            Fact::CallHeld { call } => self.turn(here, call, true),
            Fact::CallRetrieved { call } => self.turn(here, call, false),
            Fact::CallTransferred { call, session, .. } => {
                if let Some(call) = self.calls.get_mut(&call) {
                    (call.place, call.meant_for) = (here, session);
                }
            }
            Fact::CallReleased { call, .. } => self.set_stage(call, Stage::Between),
            Fact::CallAbandoned { call, ringing, .. } => {
                self.end_stay(here, call, StayEnd::Abandoned { ringing }, OfferEnd::GaveUp);
            }
            Fact::CallTimedOut { call, .. } => self.end_stay(here, call, StayEnd::TimedOut, OfferEnd::MaxWait),
            Fact::CallFlowedOut { call, queue, to, .. } => {
                self.end_stay(here, call, StayEnd::FlowedOut(to), OfferEnd::MaxWait);
                if let Some(call) = self.calls.get_mut(&call) {
                    call.flows_from = Some(queue);
                }
            }
            Fact::CallCounted { call, session } => self.counted(here, call, session),
            Fact::CallEnded { call, .. } => self.end_call(call),
            Fact::OtherCallStarted { call, handle, agent, direction, .. } => {
                let name = self.arrivals_name(call, handle, None);
                self.begin_other_call(here, call, name, agent, direction);
            }
            Fact::OtherCallEnded { call, agent, .. } => self.end_other_call(call, agent),
            Fact::AgentPeriodSet { agent, period_s } => {
                self.agents[agent.index()].window = Window { seconds: period_s, set: here.at, seq: Some(here.seq) };
            }
            Fact::AgentCreated { agent, new } => self.agent_comes(here, agent, new),
            Fact::AgentReleased { agent } => self.set_presence(here, agent, Presence::Gone),
            Fact::QueueAdded { queue } => self.begin_period(here, queue, self.queues[queue.index()].seconds),
            Fact::QueuePeriodSet { queue, period_s } => self.begin_period(here, queue, period_s),
            Fact::WrapUpEnded { .. }
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
            | Fact::CommandRefused { .. }
            | Fact::AgentActivity { .. }
            | Fact::GroupAdded { .. }
            | Fact::GroupRemoved { .. }
            | Fact::QueueRemoved { .. }
            | Fact::AgentSpecific { .. } => {}
        }
    }

    fn set_own_state(&mut self, here: Point, agent: AgentId, state: AgentState, reason: Option<ReasonId>) {
        let agent = &mut self.agents[agent.index()];
        (agent.own, agent.own_set, agent.own_reason) = (state, Some(here), reason);
    }

    /// Whom nobody has foreseen has no name but its number.
    fn agent_comes(&mut self, here: Point, agent: AgentId, new: bool) {
        if new {
            self.agents.push(Agent::new(Presence::Here));
            self.book.agents.push(format!("agent/{}", agent.get()));
        } else {
            self.set_own_state(here, agent, AgentState::Ready, None);
            self.set_presence(here, agent, Presence::Here);
        }
    }

    fn set_presence(&mut self, here: Point, agent: AgentId, presence: Presence) {
        let agent = &mut self.agents[agent.index()];
        (agent.presence, agent.presence_set) = (presence, Some(here));
    }

    fn enter(&mut self, here: Point, no: CallNo, queue: QueueId, entry: Entry) {
        self.come(here, no, queue, entry);
        if let Some(call) = self.calls.get_mut(&no) {
            (call.stage, call.stay) = (Stage::Waiting, here);
        }
    }

    fn begin_period(&mut self, here: Point, queue: QueueId, seconds: u32) {
        self.queues[queue.index()] = Window { seconds, set: here.at, seq: Some(here.seq) };
    }

    fn arrivals_name(&self, no: CallNo, handle: Option<CallHandle>, stream: Option<(usize, u64)>) -> String {
        self.book.call(handle, stream).unwrap_or_else(|| format!("call number {}", no.0))
    }
}
