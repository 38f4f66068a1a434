//! Pictures: the records and rows of this moment.

use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, CallHandle, Currency, QueueId, QueueInfo, SessionId, Span,
};

use crate::engine::clocks::add_to_figures;
use crate::state::agent::AgentTotals;
use crate::state::call::{Call, Phase, Watched};
use crate::state::session::{Clock, Session};
use crate::state::table::SessionNo;
use crate::{AgentRow, CallRow, Direction, Doing, Engine, OpenCall, Presence, QueueRow, SessionRow};

impl Engine {
    /// All sessions in order of creation.
    pub fn sessions(&self) -> Vec<SessionRow> {
        self.sessions.keys().map(|no| self.session_row(no)).collect()
    }

    /// All agents in order of the configuration.
    pub fn agents(&self) -> Vec<AgentRow> {
        self.agents.keys().filter_map(|agent| self.agent(agent)).collect()
    }

    /// All queues in order of the configuration.
    pub fn queues(&self) -> Vec<QueueRow> {
        self.queues.keys().filter_map(|queue| self.queue(queue)).collect()
    }

    /// The ACD calls that somebody outside names, in order of arrival.
    pub fn calls(&self) -> Vec<CallRow> {
        let arrived =
            self.watched.iter().enumerate().filter_map(|(place, watched)| Some((watched.as_ref()?.no, place)));
        let mut arrived: Vec<_> = arrived.collect();
        arrived.sort_unstable();
        arrived.into_iter().filter_map(|(_, place)| self.call_row(CallHandle::at(place))).collect()
    }

    /// All calls under way, whoever names them, in order of arrival.
    pub fn open_calls(&self) -> Vec<OpenCall> {
        let mut calls: Vec<OpenCall> = self.calls.iter().map(|(_, call)| self.open_call(call)).collect();
        calls.sort_unstable_by_key(|call| call.call);
        calls
    }

    fn open_call(&self, call: &Call) -> OpenCall {
        let id = |no: &SessionNo| self.sessions[*no].id;
        let (doing, acd) = match &call.phase {
            Phase::Between | Phase::Waiting => (Doing::Waiting, true),
            Phase::Ringing => {
                (Doing::Ringing(call.aside.iter().flat_map(|aside| &aside.offer.sessions).map(id).collect()), true)
            }
            Phase::Talking { session, .. } => (Doing::Talking(id(session)), true),
            Phase::OnHold { session, .. } => (Doing::OnHold(id(session)), true),
            Phase::Other { agent, .. } => (Doing::Other(*agent), false),
        };
        let queue = acd.then_some(call.queue);
        OpenCall { call: call.no, handle: call.handle, queue, doing, entered: call.entered }
    }

    /// One session; `None` before its creation.
    pub fn session(&self, session: SessionId) -> Option<SessionRow> {
        self.session_no(session).ok().map(|no| self.session_row(no))
    }

    /// One agent.
    pub fn agent(&self, agent: AgentId) -> Option<AgentRow> {
        let period = self.agent_info(agent)?;
        let totals = self.agent_totals(agent, self.now);
        Some(AgentRow {
            agent,
            present: self.has_agent(agent),
            overall_call_rate: self.overall_rate(totals.calls, totals.staffed),
            number_of_acd_calls: totals.calls,
            number_of_incoming_calls: totals.incoming,
            number_of_outgoing_calls: totals.outgoing,
            talk: totals.talk,
            hold: totals.hold,
            wrap_up: totals.wrap_up,
            period,
        })
    }

    /// One queue.
    pub fn queue(&self, queue: QueueId) -> Option<QueueRow> {
        let period = self.queue_info(queue)?;
        let mut figures = self.queues[queue].figures;
        for session in self.sessions.iter().filter(|session| session.is_live()) {
            if let (_, Some(charge)) = self.charge(session)
                && charge.queue == queue
                && charge.counted
            {
                add_to_figures(&mut figures, self.clock(session), self.now - session.settled);
            }
        }
        figures.longest_wait = figures.longest_wait.max(self.oldest_stay(queue, true));
        Some(QueueRow { queue, present: self.has_queue(queue), figures, period })
    }

    /// One call; `None` before its arrival, and for calls that are not the ACD's.
    pub fn call_row(&self, call: CallHandle) -> Option<CallRow> {
        let watched = self.watched.get(call.index())?.as_ref()?;
        let mut row = CallRow {
            call,
            queue: watched.queue?,
            disposition: watched.disposition,
            session: watched.session,
            wait: watched.wait.unwrap_or_else(|| self.now - watched.arrived),
            talk: watched.talk,
            hold: watched.hold,
            wrap_up: watched.wrap_up,
            answers: watched.answers,
            rang_out: watched.rang_out,
        };
        self.add_running_clocks(call, watched, &mut row);
        Some(row)
    }

    /// A call may talk with one session while others wrap up after it.
    fn add_running_clocks(&self, call: CallHandle, watched: &Watched, row: &mut CallRow) {
        let mut running = watched.clone();
        for session in self.sessions.iter().filter(|session| session.is_live()) {
            if self.charge(session).1.is_some_and(|charge| charge.handle == Some(call)) {
                running.add(self.clock(session), self.now - session.settled);
            }
        }
        (row.talk, row.hold, row.wrap_up) = (running.talk, running.hold, running.wrap_up);
    }

    fn session_row(&self, no: SessionNo) -> SessionRow {
        let session = &self.sessions[no];
        let totals = self.session_totals(session);
        SessionRow {
            session: session.id,
            agent: session.agent,
            group: session.group,
            address: session.address,
            shift_n: session.shift_n,
            available: session.benched,
            info: self.session_info(no),
            rang_out: totals.rang_out,
            ready: totals.ready,
            not_ready: totals.not_ready,
            ringing: totals.ringing,
            talk: totals.talk,
            hold: totals.hold,
            wrap_up: totals.wrap_up,
            not_ready_reasons: self.reasons(session),
        }
    }

    fn reasons(&self, session: &Session) -> Vec<(crate::ReasonId, Span)> {
        let mut reasons = session.reasons.clone();
        let running = self.now.since(session.settled);
        if let (Some(reason), Clock::NotReady, false) = (session.reason, self.clock(session), running.is_zero()) {
            match reasons.binary_search_by_key(&reason, |(known, _)| *known) {
                Ok(at) => reasons[at].1 += running,
                Err(at) => reasons.insert(at, (reason, running)),
            }
        }
        reasons
    }

    /// LINEAGENTSESSIONINFO.
    pub(crate) fn session_info(&self, no: SessionNo) -> AgentSessionInfo {
        let session = &self.sessions[no];
        let totals = self.session_totals(session);
        let duration = session.duration(self.now);
        AgentSessionInfo {
            state: session.state,
            next_state: session.next.map(|slot| slot.state),
            session_start: session.created,
            session_duration: duration,
            number_of_calls: totals.calls,
            total_talk_time: totals.talk,
            total_call_time: totals.talk + totals.hold + totals.wrap_up,
            total_wrap_up_time: totals.wrap_up,
            acd_call_rate: call_rate(totals.calls, duration),
            longest_time_to_answer: totals.longest_to_answer,
            sum_time_to_answer: totals.sum_to_answer,
            answers: totals.answers,
        }
    }

    /// LINEAGENTINFO: what has come in the measurement period.
    pub(crate) fn agent_info(&self, id: AgentId) -> Option<AgentInfo> {
        let agent = self.agents.get(id)?;
        let base = match agent.period.due(self.now) {
            Some(border) => self.agent_totals(id, border),
            None => agent.period.base,
        };
        let AgentTotals { talk, hold, wrap_up, staffed, calls, incoming, outgoing } =
            self.agent_totals(id, self.now).since(&base);
        Some(AgentInfo {
            state: self.shown_state(id),
            next_state: agent.next,
            measurement_period_s: agent.period.seconds(),
            overall_call_rate: self.overall_rate(calls, staffed),
            number_of_acd_calls: calls,
            number_of_incoming_calls: incoming,
            number_of_outgoing_calls: outgoing,
            total_acd_talk_time: talk,
            total_acd_call_time: talk + hold + wrap_up,
            total_wrap_up_time: wrap_up,
        })
    }

    /// POLICY `call_rate_factor`.
    fn overall_rate(&self, calls: u64, staffed: Span) -> Currency {
        call_rate(calls * self.config.policies.call_rate_factor.factor(), staffed)
    }

    /// BUSY_ACD from answer to the end of wrap-up; busy with another call while on one; else the own state. Who was sent away is
    /// RELEASED at once, and who has not come yet is UNKNOWN.
    pub(super) fn shown_state(&self, id: AgentId) -> AgentState {
        let agent = &self.agents[id];
        match agent.presence {
            Presence::Here => {}
            Presence::NotYet => return AgentState::Unknown,
            Presence::Gone => return AgentState::Released,
        }
        if agent.busy.is_some() {
            return AgentState::BusyAcd;
        }
        match self.other_direction(id) {
            Some(Direction::Incoming) => AgentState::BusyIncoming,
            Some(Direction::Outgoing) => AgentState::BusyOutgoing,
            None => agent.own,
        }
    }

    /// LINEQUEUEINFO: what has come in the measurement period, and what is now.
    pub(crate) fn queue_info(&self, id: QueueId) -> Option<QueueInfo> {
        let queue = self.queues.get(id)?;
        let (base, longest) = match queue.period.due(self.now) {
            Some(_) => (queue.totals, Span::ZERO),
            None => (queue.period.base, queue.longest_in_period),
        };
        let totals = queue.totals.since(&base);
        let oldest = self.oldest_stay(id, false);
        let average = totals.closed_wait.as_micros().checked_div(totals.closed).unwrap_or(0);
        Some(QueueInfo {
            measurement_period_s: queue.period.seconds(),
            total_calls_queued: totals.queued,
            current_calls_queued: queue.waiting + queue.ringing,
            total_calls_abandoned: totals.abandoned,
            total_calls_flowed_in: totals.flowed_in,
            total_calls_flowed_out: totals.flowed_out,
            longest_ever_wait_time: longest.max(oldest),
            current_longest_wait_time: oldest,
            average_wait_time_s: Span::from_micros(average).whole_secs(),
            final_disposition: totals.timed_out,
        })
    }
}

/// Calls an hour in ten-thousandths, rounded down; zero for no time.
fn call_rate(calls: u64, time: Span) -> Currency {
    const PER_HOUR_E4_US: u128 = 3600 * 10_000 * 1_000_000;
    let rate = (u128::from(calls) * PER_HOUR_E4_US).checked_div(u128::from(time.as_micros())).unwrap_or(0);
    Currency(i64::try_from(rate).unwrap_or(i64::MAX))
}
