//! A call with a session: answered, talking, on hold, released.

use tapi_types::{CallHandle, LineError, SessionState, Time};

use crate::state::call::{CallKey, Phase};
use crate::state::queue::StayEnd;
use crate::state::session::Work;
use crate::state::table::SessionNo;
use crate::state::timers::Event;
use crate::{Accepted, CallNo, CountCallAt, Disposition, Engine, Fact, Party, TimeToAnswerFrom};

impl Engine {
    /// A session has a call that rings nowhere any more: the stay is over, the talk begins.
    pub(crate) fn connect(&mut self, key: CallKey, no: SessionNo, rang_since: Time) {
        self.guard.progress();
        let call = &mut self.calls[key.place()];
        call.answered_before = true;
        self.timers.cancel(&mut call.patience);
        self.timers.cancel(&mut call.max_wait);
        let wait = self.now - call.entered;
        let to_answer = match self.config.policies.time_to_answer_from {
            TimeToAnswerFrom::QueueEntry => wait,
            TimeToAnswerFrom::Ringing => self.now - rang_since,
        };
        let session = &mut self.sessions[no];
        session.settle_ready(self.now);
        session.work = Work::Call(key);
        session.count_answer(to_answer, call.counted);
        let (session, agent) = (session.id, session.agent);
        let (call, handle, queue, talk) = (call.no, call.handle, call.queue, call.leg.talk);
        self.agents[agent].busy = Some(no);
        self.leave_bench(no);
        self.refresh_others(agent, no);
        let stay = self.end_stay(key, StayEnd::Answered);
        self.call_mut(key).phase = Phase::Talking { session: no, end: None };
        self.watch(handle, |watched| {
            watched.answers += 1;
            watched.session = Some(session);
            watched.disposition = Disposition::Answered;
            watched.wait.get_or_insert(wait);
        });
        self.lead(Fact::CallAnswered { call, session, queue, wait: stay });
        self.change_state(no, SessionState::BusyOnCall, None);
        self.count_call_at(CountCallAt::Answer, call, no);
        if let Some(talk) = talk {
            let end = Some(self.schedule(self.now + talk, Event::TalkEnds(key)));
            self.call_mut(key).phase = Phase::Talking { session: no, end };
        }
    }

    /// Counts a call as handled, if this is the moment that the policy names.
    #[inline]
    pub(super) fn count_call_at(&mut self, moment: CountCallAt, call: CallNo, no: SessionNo) {
        if self.config.policies.count_call_at == moment {
            self.count_call(call, no);
        }
    }

    #[inline(always)]
    fn count_call(&mut self, call: CallNo, no: SessionNo) {
        let session = &mut self.sessions[no];
        session.totals.calls += 1;
        let (session, agent) = (session.id, session.agent);
        self.roll_agent(agent);
        self.agents[agent].totals.calls += 1;
        self.note(Fact::CallCounted { call, session });
    }

    /// The talk is over by itself.
    pub(crate) fn talk_ends(&mut self, key: CallKey) {
        match &mut self.call_mut(key).phase {
            Phase::Talking { end, .. } | Phase::Other { end, .. } => *end = None,
            Phase::OnHold { .. } | Phase::Between | Phase::Waiting | Phase::Ringing => {}
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
    pub(super) fn disconnect(&mut self, key: CallKey, by: Option<Party>, forced: Option<SessionState>) {
        let call = &mut self.calls[key.place()];
        let Some(no) = call.phase.session() else { return };
        if let Phase::Talking { end, .. } = &mut call.phase {
            self.timers.cancel(end);
        }
        let (call_no, leg) = (call.no, call.leg);
        self.settle(no);
        self.call_mut(key).phase = Phase::Between;
        self.lead(Fact::CallReleased { call: call_no, session: self.sessions[no].id, by });
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

    /// The key of a call under way that somebody outside names: LINEERR_INVALPARAM for one that has not come
    /// (yet), LINEERR_INVALCALLSTATE for one that is over.
    pub(super) fn named_call(&self, call: CallHandle) -> Result<CallKey, LineError> {
        let watched = self.watched.get(call.index()).and_then(Option::as_ref).ok_or(LineError::INVALPARAM)?;
        watched.key.ok_or(LineError::INVALCALLSTATE)
    }

    pub(crate) fn hang_up(&mut self, call: CallHandle, by: Party) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        match self.call(key).phase {
            Phase::Waiting | Phase::Ringing | Phase::Between => self.abandon(key),
            Phase::Talking { .. } | Phase::OnHold { .. } | Phase::Other { .. } => self.release(key, Some(by)),
        }
        Ok(Accepted::Done)
    }

    /// Stops the talk clock, and the end of the talk with it.
    pub(crate) fn hold(&mut self, call: CallHandle) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        let Phase::Talking { session, end } = self.call(key).phase else { return Err(LineError::INVALCALLSTATE) };
        self.settle(session);
        let left = end.map(|timer| self.timers.due(timer) - self.now);
        let mut end = end;
        self.timers.cancel(&mut end);
        self.call_mut(key).phase = Phase::OnHold { session, left };
        self.note(Fact::CallHeld { call: self.call(key).no });
        Ok(Accepted::Done)
    }

    pub(crate) fn retrieve(&mut self, call: CallHandle) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        let Phase::OnHold { session, left } = self.call(key).phase else { return Err(LineError::INVALCALLSTATE) };
        self.settle(session);
        self.lead(Fact::CallRetrieved { call: self.call(key).no });
        let end = left.map(|left| self.schedule(self.now + left, Event::TalkEnds(key)));
        self.call_mut(key).phase = Phase::Talking { session, end };
        Ok(Accepted::Done)
    }
}
