//! What follows a call: wrap-up, and the states that waited for its end.

use tapi_types::{SessionState, Span};

use crate::state::call::CallKey;
use crate::state::session::{NextKind, Work, WrapUp};
use crate::state::table::SessionNo;
use crate::state::timers::Event;
use crate::{CountCallAt, Engine, Fact, ReasonId};

impl Engine {
    /// What follows a call: the end, where agent or group has gone; the explicit next state; else wrap-up, if one is pending or the call has one;
    /// else the pending state; else READY.
    pub(super) fn state_after_call(&mut self, no: SessionNo, wrap_up: Span) -> (SessionState, Option<ReasonId>) {
        if self.is_leaving(no) {
            return (SessionState::Ended, None);
        }
        let slot = self.sessions[no].next;
        let takes_effect = match slot {
            Some(slot) if slot.kind == NextKind::Explicit || slot.state == SessionState::BusyWrapUp => true,
            Some(_) | None => wrap_up.is_zero(),
        };
        if takes_effect { self.take_next_state(no) } else { (SessionState::BusyWrapUp, None) }
    }

    pub(super) fn begin_wrap_up(&mut self, key: CallKey, no: SessionNo) {
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
        #[cfg(feature = "planted")]
        let length = crate::planted::wrap_up(length);
        let end = (!length.is_zero()).then(|| self.schedule(self.now + length, Event::WrapUpEnds(no)));
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
    pub(crate) fn leave_wrap_up(&mut self, no: SessionNo, to: SessionState, reason: Option<ReasonId>) {
        self.settle(no);
        let Work::WrapUp(mut wrap_up) = std::mem::replace(&mut self.sessions[no].work, Work::Idle) else { return };
        self.timers.cancel(&mut wrap_up.end);
        let (call, session, length) = (wrap_up.call, self.sessions[no].id, self.now - wrap_up.from);
        self.lead(Fact::WrapUpEnded { call, session, wrap_up: length });
        self.count_call_at(CountCallAt::WrapUpEnd, call, no);
        self.end_work(no, to, reason);
    }

    /// The session has neither call nor wrap-up any more.
    #[inline]
    pub(super) fn end_work(&mut self, no: SessionNo, to: SessionState, reason: Option<ReasonId>) {
        let agent = self.sessions[no].agent;
        self.agents_idle_from(no);
        self.agents[agent].busy = None;
        self.enter_state(no, to, reason);
        self.after_work(agent);
        self.refresh_others(agent, no);
    }

    fn agents_idle_from(&mut self, no: SessionNo) {
        let agent = self.sessions[no].agent;
        self.agents[agent].idle_from = self.now;
    }
}
