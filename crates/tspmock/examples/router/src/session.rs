//! Sessions: their states, and what is counted about them.

use tapi_types::{AddressId, CallHandle, LineError, SessionState, Span, Time};

use SessionState::{BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};

/// An agent logged in for the group.
pub(crate) struct Session {
    /// The place of the agent.
    pub(crate) agent: usize,
    pub(crate) address: AddressId,
    pub(crate) state: SessionState,
    /// Since when it is in its state.
    pub(crate) since: Time,
    /// The state that the end of the call brings.
    pub(crate) next: Option<SessionState>,
    /// The call that it is on, and the after-call work that this will leave.
    pub(crate) call: Option<(CallHandle, Span)>,
    /// When after-call work is over; `None` where the agent says so.
    pub(crate) wrap_up_ends: Option<Time>,
    pub(crate) created: Time,
    pub(crate) duration: Span,
    pub(crate) work: Work,
    pub(crate) longest_wait: Span,
    pub(crate) sum_wait: Span,
    /// The state that was last told.
    pub(crate) told: SessionState,
}

/// Calls, and the time that they took.
#[derive(Clone, Copy, Default)]
pub(crate) struct Work {
    pub(crate) calls: u64,
    pub(crate) talk: Span,
    pub(crate) wrap_up: Span,
}

impl Session {
    pub(crate) fn new(agent: usize, address: AddressId, now: Time) -> Session {
        Session {
            agent,
            address,
            state: NotReady,
            since: now,
            next: None,
            call: None,
            wrap_up_ends: None,
            created: now,
            duration: Span::ZERO,
            work: Work::default(),
            longest_wait: Span::ZERO,
            sum_wait: Span::ZERO,
            told: NotReady,
        }
    }

    /// True on a call and in after-call work.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self.state, BusyOnCall | BusyWrapUp)
    }

    /// What an application asks for. With neither, the next state is cleared.
    pub(crate) fn ask(
        &mut self,
        state: Option<SessionState>,
        next: Option<SessionState>,
        now: Time,
    ) -> Result<(), LineError> {
        let change = state.filter(|to| *to != self.state);
        let is_legal = change.is_none_or(|to| to != BusyOnCall && self.state.followers().contains(&to));
        let has_a_future = self.state != Ended || next.is_none();
        if !is_legal || !has_a_future || next == Some(BusyOnCall) {
            return Err(LineError::INVALAGENTSTATE);
        }
        if next.is_some() || state.is_none() {
            self.next = next;
        }
        match change {
            // It comes when the call is over, unless a next state was named beside it.
            Some(to) if self.state == BusyOnCall => self.next = next.or(Some(to)),
            Some(to) => self.enter(to, now),
            None => {}
        }
        Ok(())
    }

    pub(crate) fn enter(&mut self, state: SessionState, now: Time) {
        (self.state, self.since, self.wrap_up_ends) = (state, now, None);
    }

    pub(crate) fn answer(&mut self, call: CallHandle, wrap_up: Span, wait: Span, now: Time) {
        self.enter(BusyOnCall, now);
        self.call = Some((call, wrap_up));
        self.work.calls += 1;
        self.sum_wait += wait;
        self.longest_wait = self.longest_wait.max(wait);
    }

    /// The call is over.
    pub(crate) fn release(&mut self, now: Time) {
        let Some((_, wrap_up)) = self.call.take() else { return };
        let usual = if wrap_up.is_zero() { Ready } else { BusyWrapUp };
        let state = self.next.take().unwrap_or(usual);
        self.enter(state, now);
        if self.state == BusyWrapUp && !wrap_up.is_zero() {
            self.wrap_up_ends = Some(now + wrap_up);
        }
    }

    /// Time goes by in the state that it is in. What is talk and after-call work of it comes back, for the agent.
    pub(crate) fn pass(&mut self, time: Span) -> Work {
        let mut passed = Work::default();
        match self.state {
            Ended => return passed,
            BusyOnCall => passed.talk = time,
            BusyWrapUp => passed.wrap_up = time,
            NotReady | Ready => {}
        }
        self.duration += time;
        self.work.talk += passed.talk;
        self.work.wrap_up += passed.wrap_up;
        passed
    }
}
