//! A call with a session: answered, talking, on hold, transferred, released.

use tapi_types::{AgentId, CallHandle, LineError, QueueId, SessionState, Span};

use crate::engine::books::StayEnd;
use crate::engine::calls::Entry;
use crate::state::call::{CallKey, Leg, Phase, Talk};
use crate::state::session::{NextKind, Work, WrapUp};
use crate::state::table::SessionNo;
use crate::state::timers::Event;
use crate::{
    Accepted, CallNo, CallTimes, CountCallAt, Direction, Disposition, Engine, Fact, Party, TimeToAnswerFrom, TransferTo,
};

impl Engine {
    /// A ringing session answers: the others of the offer are free, the stay is over, the talk begins.
    pub(crate) fn connect(&mut self, key: CallKey, no: SessionNo) {
        self.guard.progress();
        let rang_since = self.sessions[no].ring.map_or(self.now, |ring| ring.since);
        self.win_offer(key, no);
        let stay = self.end_stay_answered(key);
        let call = self.call(key);
        let (call_no, handle, queue) = (call.no, call.handle, call.queue);
        let (whole_wait, counted, leg) = (self.now - call.entered, call.counted, call.leg);
        let to_answer = match self.config.policies.time_to_answer_from {
            TimeToAnswerFrom::QueueEntry => whole_wait,
            TimeToAnswerFrom::Ringing => self.now - rang_since,
        };
        self.begin_work(key, no);
        let session = &mut self.sessions[no];
        let (id, agent) = (session.id, session.agent);
        let totals = &mut session.totals;
        totals.answers += 1;
        totals.answers_before_warm_up += u64::from(!counted);
        totals.longest_to_answer = totals.longest_to_answer.max(to_answer);
        totals.sum_to_answer += to_answer;
        self.watch(handle, |watched| {
            watched.answers += 1;
            watched.session = Some(id);
            watched.disposition = Disposition::Answered;
            watched.wait.get_or_insert(whole_wait);
        });
        self.note(Fact::CallAnswered { call: call_no, session: id, queue, wait: stay });
        self.enter_state(no, SessionState::BusyOnCall, None);
        self.count_call_at(CountCallAt::Answer, call_no, no);
        let end = leg.talk.map(|talk| self.timers.schedule(self.now + talk, Event::TalkEnds(key)));
        self.set_phase(key, Phase::Connected { session: no, talk: Talk::Running { end } });
        self.refresh_agent(agent);
    }

    /// The winner's ring ends first, then those of the losers.
    fn win_offer(&mut self, key: CallKey, no: SessionNo) {
        if let Phase::Ringing(offer) = &mut self.call_mut(key).phase {
            offer.sessions.retain(|&session| session != no);
        }
        // Busy before it stops ringing, so that nobody thinks it free in between.
        let agent = self.sessions[no].agent;
        self.agents[agent].busy = Some(no);
        self.unring(no);
        self.stop_ringing(key);
    }

    fn end_stay_answered(&mut self, key: CallKey) -> Span {
        self.set_phase(key, Phase::Between);
        let call = &mut self.calls[key.0];
        self.timers.cancel(&mut call.patience);
        self.timers.cancel(&mut call.max_wait);
        call.answered_before = true;
        self.end_stay(key, StayEnd::Answered, true)
    }

    fn begin_work(&mut self, key: CallKey, no: SessionNo) {
        self.settle(no);
        self.sessions[no].work = Work::Call(key);
    }

    /// Counts a call as handled, if this is the moment that the policy names.
    fn count_call_at(&mut self, moment: CountCallAt, call: CallNo, no: SessionNo) {
        if self.config.policies.count_call_at != moment {
            return;
        }
        let agent = self.sessions[no].agent;
        self.roll_agent(agent);
        self.sessions[no].totals.calls += 1;
        self.agents[agent].totals.calls += 1;
        self.note(Fact::CallCounted { call, session: self.sessions[no].id });
    }

    /// The talk is over by itself.
    pub(crate) fn talk_ends(&mut self, key: CallKey) {
        match &mut self.call_mut(key).phase {
            Phase::Connected { talk: Talk::Running { end }, .. } | Phase::Other { end, .. } => *end = None,
            Phase::Connected { talk: Talk::Held { .. }, .. } | Phase::Between | Phase::Waiting | Phase::Ringing(_) => {}
        }
        self.release(key, None);
    }

    /// Ends a connected call, the ACD's or another.
    fn release(&mut self, key: CallKey, by: Option<Party>) {
        if let Phase::Other { .. } = self.call(key).phase {
            return self.end_other_call(key, by);
        }
        self.disconnect(key, by, None);
        self.end_call(key, Disposition::Answered);
    }

    /// Ends call and session at once, whatever the session's next state says.
    pub(crate) fn release_into_end(&mut self, key: CallKey) {
        self.disconnect(key, None, Some(SessionState::Ended));
        self.end_call(key, Disposition::Answered);
    }

    /// The session is through with a call: it wraps up, or takes its next state.
    fn disconnect(&mut self, key: CallKey, by: Option<Party>, forced: Option<SessionState>) {
        let Phase::Connected { session: no, .. } = self.call(key).phase else { return };
        self.settle(no);
        let Phase::Connected { talk, .. } = self.set_phase(key, Phase::Between) else { return };
        if let Talk::Running { mut end } = talk {
            self.timers.cancel(&mut end);
        }
        let call = self.call(key);
        let (call_no, leg) = (call.no, call.leg);
        self.note(Fact::CallReleased { call: call_no, session: self.sessions[no].id, by });
        self.count_call_at(CountCallAt::Release, call_no, no);
        let (state, reason) = match forced {
            Some(state) => (state, None),
            None => self.state_after_call(no, leg.wrap_up),
        };
        if state == SessionState::BusyWrapUp {
            self.begin_wrap_up(key, no);
            self.enter_state(no, state, reason);
        } else {
            self.count_call_at(CountCallAt::WrapUpEnd, call_no, no);
            self.sessions[no].work = Work::Idle;
            self.end_work(no, state, reason);
        }
    }

    /// What follows a call: the explicit next state; else wrap-up, if one is pending or the call has one;
    /// else the pending state; else READY.
    fn state_after_call(&mut self, no: SessionNo, wrap_up: Span) -> (SessionState, Option<crate::ReasonId>) {
        let slot = self.sessions[no].next;
        let takes_effect = match slot {
            Some(slot) if slot.kind == NextKind::Explicit || slot.state == SessionState::BusyWrapUp => true,
            Some(_) | None => wrap_up.is_zero(),
        };
        if takes_effect { self.take_next_state(no) } else { (SessionState::BusyWrapUp, None) }
    }

    fn begin_wrap_up(&mut self, key: CallKey, no: SessionNo) {
        let call = self.call(key);
        let (length, wrap_up) = (
            call.leg.wrap_up,
            WrapUp {
                call: call.no,
                handle: call.handle,
                queue: call.queue,
                counted: call.counted,
                from: self.now,
                end: None,
            },
        );
        let end = (!length.is_zero()).then(|| self.timers.schedule(self.now + length, Event::WrapUpEnds(no)));
        self.sessions[no].work = Work::WrapUp(WrapUp { end, ..wrap_up });
        self.agents_idle_from(no);
    }

    /// The wrap-up is over by itself: the pending state, else READY. An explicit next state waits for a call.
    pub(crate) fn wrap_up_ends(&mut self, no: SessionNo) {
        if let Work::WrapUp(wrap_up) = &mut self.sessions[no].work {
            wrap_up.end = None;
        }
        let pending = self.sessions[no].next.filter(|slot| slot.kind == NextKind::Pending);
        let (state, reason) = if pending.is_some() { self.take_next_state(no) } else { (SessionState::Ready, None) };
        self.leave_wrap_up(no, state, reason);
    }

    /// Ends a wrap-up, in whatever way.
    pub(crate) fn leave_wrap_up(&mut self, no: SessionNo, to: SessionState, reason: Option<crate::ReasonId>) {
        self.settle(no);
        let Work::WrapUp(mut wrap_up) = std::mem::replace(&mut self.sessions[no].work, Work::Idle) else { return };
        self.timers.cancel(&mut wrap_up.end);
        let (call, session, length) = (wrap_up.call, self.sessions[no].id, self.now - wrap_up.from);
        self.note(Fact::WrapUpEnded { call, session, wrap_up: length });
        self.count_call_at(CountCallAt::WrapUpEnd, call, no);
        self.end_work(no, to, reason);
    }

    /// The session has neither call nor wrap-up any more.
    fn end_work(&mut self, no: SessionNo, to: SessionState, reason: Option<crate::ReasonId>) {
        let agent = self.sessions[no].agent;
        self.agents_idle_from(no);
        self.agents[agent].busy = None;
        self.enter_state(no, to, reason);
        self.after_work(agent);
    }

    fn agents_idle_from(&mut self, no: SessionNo) {
        let agent = self.sessions[no].agent;
        self.agents[agent].idle_from = self.now;
    }

    /// The key of a call under way that somebody outside names: LINEERR_INVALPARAM for one that has not come
    /// (yet), LINEERR_INVALCALLSTATE for one that is over.
    fn named_call(&self, call: CallHandle) -> Result<CallKey, LineError> {
        let watched = self.watched.get(call.index()).and_then(Option::as_ref).ok_or(LineError::INVALPARAM)?;
        watched.key.ok_or(LineError::INVALCALLSTATE)
    }

    pub(crate) fn hang_up(&mut self, call: CallHandle, by: Party) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        match self.call(key).phase {
            Phase::Waiting | Phase::Ringing(_) | Phase::Between => self.abandon(key),
            Phase::Connected { .. } | Phase::Other { .. } => self.release(key, Some(by)),
        }
        Ok(Accepted::Done)
    }

    /// Stops the talk clock, and the end of the talk with it.
    pub(crate) fn hold(&mut self, call: CallHandle) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        let Phase::Connected { session, talk: Talk::Running { end } } = self.call(key).phase else {
            return Err(LineError::INVALCALLSTATE);
        };
        self.settle(session);
        let left = end.map(|timer| self.timers.due(timer) - self.now);
        let mut end = end;
        self.timers.cancel(&mut end);
        self.set_phase(key, Phase::Connected { session, talk: Talk::Held { left } });
        self.note(Fact::CallHeld { call: self.call(key).no });
        Ok(Accepted::Done)
    }

    pub(crate) fn retrieve(&mut self, call: CallHandle) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        let Phase::Connected { session, talk: Talk::Held { left } } = self.call(key).phase else {
            return Err(LineError::INVALCALLSTATE);
        };
        self.settle(session);
        let end = left.map(|left| self.timers.schedule(self.now + left, Event::TalkEnds(key)));
        self.set_phase(key, Phase::Connected { session, talk: Talk::Running { end } });
        self.note(Fact::CallRetrieved { call: self.call(key).no });
        Ok(Accepted::Done)
    }

    /// A blind transfer: tested first, then a full end for the session and a new entry for the call.
    pub(crate) fn transfer(
        &mut self,
        call: CallHandle,
        to: TransferTo,
        talk: Option<Span>,
        wrap_up: Option<Span>,
        patience: Option<Span>,
    ) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        if !matches!(self.call(key).phase, Phase::Connected { .. }) {
            return Err(LineError::INVALCALLSTATE);
        }
        let from = self.call(key).queue;
        let (queue, target) = self.test_transfer(from, to)?;
        self.disconnect(key, None, None);
        let call = self.call_mut(key);
        call.leg = Leg { talk: talk.or(call.own.talk), wrap_up: wrap_up.unwrap_or(call.own.wrap_up) };
        let (now, place) = (self.now, self.next_place());
        let call = self.call_mut(key);
        call.entered = now;
        call.place = place;
        let call = self.call(key).no;
        let session = target.map(|no| self.sessions[no].id);
        self.note(Fact::CallTransferred { call, queue, session });
        self.enter(key, queue, Entry { from: Some(from).filter(|&from| from != queue), tested: true, patience });
        if let Some(no) = target {
            self.offer(key, &[no]);
        }
        Ok(Accepted::Done)
    }

    /// Where a transfer from a queue's call would go, if it may.
    fn test_transfer(&self, from: QueueId, to: TransferTo) -> Result<(QueueId, Option<SessionNo>), LineError> {
        match to {
            TransferTo::Queue(queue) if self.unstaffed_rule(queue).is_some() || self.is_full(queue) => {
                Err(LineError::RESOURCEUNAVAIL)
            }
            TransferTo::Queue(queue) => Ok((queue, None)),
            TransferTo::Session(session) => {
                let no = self.session_no(session)?;
                let target = &self.sessions[no];
                let may_take = target.benched.is_some() && target.group == self.config.queues[from.index()].group;
                if may_take { Ok((from, Some(no))) } else { Err(LineError::INVALAGENTSTATE) }
            }
        }
    }

    /// The agent talks on a call that is not the ACD's: connected and counted at once.
    pub(crate) fn start_other_call(
        &mut self,
        handle: Option<CallHandle>,
        agent: AgentId,
        direction: Direction,
        talk: Option<Span>,
    ) -> Result<Accepted, LineError> {
        let on_acd_call = self.agents[agent].busy.is_some_and(|no| matches!(self.sessions[no].work, Work::Call(_)));
        if on_acd_call || self.agents[agent].ringing.is_some() || self.agents[agent].other_call.is_some() {
            return Err(LineError::INVALAGENTSTATE);
        }
        let handle = self.new_handle(handle);
        let times = CallTimes { talk, ..CallTimes::default() };
        let phase = Phase::Other { agent, direction, end: None };
        let key = self.new_call(Some(handle), QueueId::at(0), 0, times, phase);
        self.watch(Some(handle), |watched| watched.queue = None);
        let timer = talk.map(|talk| self.timers.schedule(self.now + talk, Event::TalkEnds(key)));
        if let Phase::Other { end, .. } = &mut self.call_mut(key).phase {
            *end = timer;
        }
        self.roll_agent(agent);
        let books = &mut self.agents[agent];
        books.other_call = Some(key);
        match direction {
            Direction::Incoming => books.totals.incoming += 1,
            Direction::Outgoing => books.totals.outgoing += 1,
        }
        self.refresh_agent(agent);
        self.note(Fact::OtherCallStarted { call: self.call(key).no, agent, direction });
        Ok(Accepted::Call(handle))
    }

    fn end_other_call(&mut self, key: CallKey, by: Option<Party>) {
        let Phase::Other { agent, mut end, .. } = self.call(key).phase else { return };
        self.timers.cancel(&mut end);
        let call = self.calls.remove(key.0);
        self.watch(call.handle, |watched| watched.key = None);
        self.agents[agent].other_call = None;
        self.agents[agent].idle_from = self.now;
        self.note(Fact::OtherCallEnded { call: call.no, agent, by });
        self.guard.progress();
        self.after_work(agent);
    }
}
