//! Clocks: what a session's time is charged to, and when.
//!
//! Sums are settled whenever the clock of a session changes; running time is added when somebody looks.

use tapi_types::{AgentId, CallHandle, LineError, QueueId, SessionState, Span, Time};

use crate::state::agent::AgentTotals;
use crate::state::call::Watched;
use crate::state::session::{Clock, Session, SessionTotals, Work, WrapUp};
use crate::state::table::SessionNo;
use crate::{Accepted, Engine, Fact, QueueFigures};

impl SessionTotals {
    fn add(&mut self, clock: Clock, span: Span) {
        match clock {
            Clock::NotReady => self.not_ready += span,
            Clock::Ready => self.ready += span,
            Clock::Talk => self.talk += span,
            Clock::Hold => self.hold += span,
            Clock::WrapUp => self.wrap_up += span,
            Clock::Stopped => {}
        }
    }
}

impl AgentTotals {
    fn add(&mut self, clock: Clock, span: Span) {
        match clock {
            Clock::Talk => self.talk += span,
            Clock::Hold => self.hold += span,
            Clock::WrapUp => self.wrap_up += span,
            Clock::NotReady | Clock::Ready | Clock::Stopped => {}
        }
    }
}

impl Watched {
    pub(crate) fn add(&mut self, clock: Clock, span: Span) {
        match clock {
            Clock::Talk => self.talk += span,
            Clock::Hold => self.hold += span,
            Clock::WrapUp => self.wrap_up += span,
            Clock::NotReady | Clock::Ready | Clock::Stopped => {}
        }
    }
}

/// Adds time that sessions spent on a queue's calls to its row.
pub(crate) fn add_to_figures(figures: &mut QueueFigures, clock: Clock, span: Span) {
    match clock {
        Clock::Talk => figures.talk += span,
        Clock::Hold => figures.hold += span,
        Clock::WrapUp => figures.wrap_up += span,
        Clock::NotReady | Clock::Ready | Clock::Stopped => {}
    }
}

/// The call that a session's time goes to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Charge {
    pub(crate) handle: Option<CallHandle>,
    pub(crate) queue: QueueId,
    pub(crate) counted: bool,
}

impl Engine {
    /// Which clock of a session runs.
    pub(crate) fn clock(&self, session: &Session) -> Clock {
        match session.state {
            SessionState::NotReady => Clock::NotReady,
            SessionState::Ready => Clock::Ready,
            SessionState::BusyOnCall => match session.work {
                Work::Call(key) => self.call(key).clock(),
                Work::Idle | Work::WrapUp(_) => Clock::Talk,
            },
            SessionState::BusyWrapUp => Clock::WrapUp,
            SessionState::Ended => Clock::Stopped,
        }
    }

    /// The clock that runs for a session, and the call that it is on or wraps up.
    #[inline(always)]
    pub(crate) fn charge(&self, session: &Session) -> (Clock, Option<Charge>) {
        match session.work {
            Work::Idle => (self.clock(session), None),
            Work::Call(key) => {
                let call = self.call(key);
                (call.clock(), Some(Charge { handle: call.handle, queue: call.queue, counted: call.counted }))
            }
            Work::WrapUp(WrapUp { handle, queue, counted, .. }) => {
                (Clock::WrapUp, Some(Charge { handle, queue, counted }))
            }
        }
    }

    /// Charges the running clock of a session up to now. Call it before the clock changes.
    #[inline]
    pub(crate) fn settle(&mut self, no: SessionNo) {
        if self.sessions[no].settled != self.now {
            self.settle_past(no);
        }
    }

    fn settle_past(&mut self, no: SessionNo) {
        let session = &mut self.sessions[no];
        let span = self.now - session.settled;
        match session.state {
            SessionState::Ready => session.totals.ready += span,
            SessionState::NotReady => session.add_not_ready(span),
            SessionState::BusyOnCall | SessionState::BusyWrapUp => self.settle_work(no, span),
            SessionState::Ended => {}
        }
        // Not before: a period that begins anew looks at what runs.
        self.sessions[no].settled = self.now;
    }

    /// Time on a call or a wrap-up is charged to session, agent and queue, and to the call where somebody outside names it.
    fn settle_work(&mut self, no: SessionNo, span: Span) {
        let session = &self.sessions[no];
        let (agent, (clock, charge)) = (session.agent, self.charge(session));
        self.roll_agent(agent);
        self.agents[agent].totals.add(clock, span);
        self.sessions[no].totals.add(clock, span);
        if let Some(Charge { handle, queue, counted }) = charge {
            if counted {
                add_to_figures(&mut self.queues[queue].figures, clock, span);
            }
            self.watch(handle, |watched| watched.add(clock, span));
        }
    }

    /// A session's sums with the running clock.
    pub(crate) fn session_totals(&self, session: &Session) -> SessionTotals {
        let mut totals = session.totals;
        totals.add(self.clock(session), self.now - session.settled.min(self.now));
        if let Some(ring) = session.ring {
            totals.ringing += self.now - ring.since;
        }
        totals
    }

    /// An agent's sums with the running clocks, as they stood or will stand at `at` if nothing changes. `at`
    /// is not before the last change.
    pub(crate) fn agent_totals(&self, id: AgentId, at: Time) -> AgentTotals {
        let agent = &self.agents[id];
        let mut totals = agent.totals;
        if let Some(session) = agent.busy.map(|no| &self.sessions[no]) {
            totals.add(self.clock(session), at.since(session.settled));
        }
        if let Some(from) = agent.staffed_from {
            totals.staffed += at.since(from);
        }
        totals
    }

    /// Begins a new window of an agent's period where one is due. Call it before anything is counted.
    pub(crate) fn roll_agent(&mut self, agent: AgentId) {
        if let Some(border) = self.agents[agent].period.due(self.now) {
            let base = self.agent_totals(agent, border);
            self.agents[agent].period.begin(border, base);
        }
    }

    pub(crate) fn set_agent_period(&mut self, agent: AgentId, period_s: u32) -> Result<Accepted, LineError> {
        if period_s == 0 {
            return Err(LineError::INVALPARAM);
        }
        let base = self.agent_totals(agent, self.now);
        self.agents[agent].period.set(period_s, self.now, base);
        self.note(Fact::AgentPeriodSet { agent, period_s });
        Ok(Accepted::Done)
    }
}
