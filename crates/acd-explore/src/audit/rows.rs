//! The end: what is overdue, and the engine's rows against what the trace says.

use std::fmt::Debug;

use acd_core::{Disposition, Engine, Presence, QueueFigures};
use tapi_types::{AgentId, QueueId, SessionId, SessionState, Span};

use super::calls::call_ends;
use super::state::{Agent, Job, Phase, Session, Work};
use super::{Audit, Rule};

impl Audit<'_> {
    /// Everything that was due by now has happened.
    pub(super) fn nothing_is_overdue(&mut self) {
        let at = self.at;
        for no in self.calls.keys().copied().collect::<Vec<_>>() {
            let call = &self.calls[&no];
            let (max_wait, ring_out) = call_ends(self, no);
            let patience = call.gives_up.map(|(until, _)| until);
            let waits = matches!(call.phase, Phase::Waiting | Phase::Ringing { .. });
            let talk = match call.phase {
                Phase::Connected { held: false, talked, since, .. } => {
                    call.talk.map(|talk| since + Span::from_micros(talk.as_micros().saturating_sub(talked.as_micros())))
                }
                Phase::Other { since, .. } => call.talk.map(|talk| since + talk),
                Phase::Connected { held: true, .. }
                | Phase::Sent
                | Phase::Waiting
                | Phase::Ringing { .. }
                | Phase::Leaving(_)
                | Phase::Over(_) => None,
            };
            let open = waits || matches!(call.phase, Phase::Connected { .. } | Phase::Other { .. } | Phase::Over(_));
            let late = |end: Option<tapi_types::Time>| end.is_some_and(|end| end <= at);
            self.check(Rule::CallGoesOn, open, || format!("{no:?} is left on its way"));
            self.check(Rule::PatienceLasts, !waits || !late(patience), || format!("{no:?} waits beyond {patience:?}"));
            self.check(Rule::MaxWaitHolds, !waits || !late(max_wait), || format!("{no:?} stays beyond {max_wait:?}"));
            self.check(Rule::RingsOutInTime, !late(ring_out), || format!("{no:?} rings beyond {ring_out:?}"));
            self.check(Rule::TalkLasts, !late(talk), || format!("{no:?} talks beyond {talk:?}"));
        }
        for id in self.sessions.keys().copied().collect::<Vec<_>>() {
            self.session_is_not_overdue(id);
        }
        for id in self.requests.keys().copied().collect::<Vec<_>>() {
            let asked = &self.requests[&id];
            let (limit, next) = (Audit::limit_ends(asked), Audit::next_moment(asked));
            self.check(Rule::LimitHolds, limit.is_none_or(|end| end > at), || {
                format!("{id:?} is open beyond {limit:?}")
            });
            self.check(Rule::ReplyInTime, next.is_none_or(|end| end > at), || {
                format!("{id:?} should go on at {next:?}")
            });
        }
    }

    fn session_is_not_overdue(&mut self, id: SessionId) {
        let at = self.at;
        let session = &self.sessions[&id];
        let answers = session.ring.and_then(|ring| ring.answers);
        let wraps = match session.job {
            Job::WrapUp(wrap_up) if !wrap_up.length.is_zero() => Some(wrap_up.since + wrap_up.length),
            Job::WrapUp(_) | Job::Call(_) | Job::None => None,
        };
        self.check(Rule::AnswersInTime, answers.is_none_or(|end| end > at), || {
            format!("{id:?} rings beyond {answers:?}")
        });
        self.check(Rule::WrapUpLasts, wraps.is_none_or(|end| end > at), || format!("{id:?} wraps up beyond {wraps:?}"));
    }

    pub(super) fn hold_rows(&mut self, engine: &Engine) {
        for id in self.sessions.keys().copied().collect::<Vec<_>>() {
            self.settle(id);
            self.session_row(engine, id);
        }
        for place in 0..self.agents.len() {
            self.agent_row(engine, AgentId::at(place));
        }
        let beyond = engine.agent(AgentId::at(self.agents.len())).is_some();
        self.check(Rule::AgentRows, !beyond, || "there are agents of whom the trace says nothing".to_owned());
        for place in 0..self.queues.len() {
            self.queue_row(engine, QueueId::at(place));
        }
        self.call_rows(engine);
    }

    fn same<T: PartialEq + Debug>(&mut self, rule: Rule, of: impl Debug, member: &str, row: &T, trace: &T) {
        self.check(rule, row == trace, || format!("{member} of {of:?} is {row:?}, and the trace says {trace:?}"));
    }

    fn session_row(&mut self, engine: &Engine, id: SessionId) {
        let at = self.at;
        let Some(row) = engine.session(id) else {
            return self.check(Rule::SessionRows, false, || format!("{id:?} has no row"));
        };
        let session = Session::clone(&self.sessions[&id]);
        let ringing = session.ringing + session.ring.map_or(Span::ZERO, |ring| at.since(ring.since));
        let Work { talk, hold, wrap_up } = session.work;
        let mut same = |member: &str, row: u64, trace: u64| {
            self.same(Rule::SessionRows, id, member, &row, &trace);
        };
        let us = Span::as_micros;
        same("number_of_calls", row.info.number_of_calls, session.counted);
        same("answers", row.info.answers, session.answers);
        same("rang_out", row.rang_out, session.rang_out);
        same("ready", us(row.ready), us(session.ready));
        same("not_ready", us(row.not_ready), us(session.not_ready));
        same("ringing", us(row.ringing), us(ringing));
        same("talk", us(row.talk), us(talk));
        same("hold", us(row.hold), us(hold));
        same("wrap_up", us(row.wrap_up), us(wrap_up));
        same("total_call_time", us(row.info.total_call_time), us(talk + hold + wrap_up));
        same("session_duration", us(row.info.session_duration), us(session.ended.unwrap_or(at).since(session.created)));
        same("longest_time_to_answer", us(row.info.longest_time_to_answer), us(session.longest_to_answer));
        same("sum_time_to_answer", us(row.info.sum_time_to_answer), us(session.sum_to_answer));
        self.same(Rule::SessionRows, id, "state", &row.info.state, &session.state);
        self.same(Rule::SessionRows, id, "next_state", &row.info.next_state, &session.next.map(|(state, _)| state));
        self.same(Rule::SessionRows, id, "available", &row.available, &session.able);
        let reasons: Vec<_> = session.reasons.into_iter().collect();
        self.same(Rule::SessionRows, id, "not_ready_reasons", &row.not_ready_reasons, &reasons);
        let fits = match session.job {
            Job::None => !matches!(session.state, SessionState::BusyOnCall | SessionState::BusyWrapUp),
            Job::Call(_) => session.state == SessionState::BusyOnCall,
            Job::WrapUp(_) => session.state == SessionState::BusyWrapUp,
        };
        self.check(Rule::StatesFollow, fits, || format!("{id:?} is {} at {:?}", session.state, session.job));
    }

    fn agent_row(&mut self, engine: &Engine, id: AgentId) {
        let Some(row) = engine.agent(id) else {
            return self.check(Rule::AgentRows, false, || format!("{id:?} has no row"));
        };
        let Agent { counted, incoming, outgoing, work: done, next, here, .. } = self.agents[id.index()];
        let work = Work { talk: row.talk, hold: row.hold, wrap_up: row.wrap_up };
        self.same(Rule::AgentRows, id, "number_of_acd_calls", &row.number_of_acd_calls, &counted);
        self.same(Rule::AgentRows, id, "number_of_incoming_calls", &row.number_of_incoming_calls, &incoming);
        self.same(Rule::AgentRows, id, "number_of_outgoing_calls", &row.number_of_outgoing_calls, &outgoing);
        self.same(Rule::AgentRows, id, "times", &work, &done);
        self.same(Rule::AgentRows, id, "next_state", &row.period.next_state, &next);
        let present = engine.agent_presence(id) == Some(Presence::Here);
        self.same(Rule::AgentRows, id, "presence", &present, &here);
    }

    fn queue_row(&mut self, engine: &Engine, id: QueueId) {
        let Some(row) = engine.queue(id) else {
            return self.check(Rule::QueueRows, false, || format!("{id:?} has no row"));
        };
        let at = self.at;
        let mut figures: QueueFigures = self.queues[id.index()].figures;
        let (mut waiting, mut ringing) = (0, 0);
        for call in self.calls.values() {
            let Some(stay) = call.stay.filter(|stay| stay.queue == id) else { continue };
            let rings = matches!(call.phase, Phase::Ringing { .. });
            waiting += u64::from(!rings);
            ringing += u64::from(rings);
            if call.counted {
                figures.waiting += u64::from(!rings);
                figures.ringing += u64::from(rings);
                figures.longest_wait = figures.longest_wait.max(at.since(stay.since));
            }
        }
        self.same(Rule::QueueRows, id, "figures", &row.figures, &figures);
        let here = engine.queue_presence(id) == Some(Presence::Here);
        self.same(Rule::QueueRows, id, "presence", &here, &self.queues[id.index()].here.clone());
        self.same(Rule::QueueRows, id, "current_calls_queued", &row.period.current_calls_queued, &(waiting + ringing));
        let offered = figures.answered
            + figures.abandoned
            + figures.blocked
            + figures.unstaffed
            + figures.timed_out
            + figures.flowed_out
            + figures.waiting
            + figures.ringing;
        self.same(Rule::QueueRows, id, "the sum of all ends", &figures.offered, &offered);
    }

    fn call_rows(&mut self, engine: &Engine) {
        let rows = engine.calls();
        self.same(Rule::CallRows, "the run", "number of calls", &rows.len(), &self.named.len());
        for row in rows {
            let call = self.named.get(&row.call).and_then(|no| self.calls.get(no)).cloned();
            let Some(call) = call else {
                self.check(Rule::CallRows, false, || format!("{:?} has a row and did not arrive", row.call));
                continue;
            };
            let id = row.call;
            let disposition = match call.phase {
                Phase::Over(disposition) => disposition,
                _ if call.answered => Disposition::Answered,
                Phase::Sent
                | Phase::Waiting
                | Phase::Ringing { .. }
                | Phase::Connected { .. }
                | Phase::Other { .. }
                | Phase::Leaving(_) => Disposition::InProgress,
            };
            let wait = call.row.wait.unwrap_or_else(|| self.at.since(call.arrived));
            let work = Work { talk: row.talk, hold: row.hold, wrap_up: row.wrap_up };
            self.same(Rule::CallRows, id, "disposition", &row.disposition, &disposition);
            self.same(Rule::CallRows, id, "queue", &Some(row.queue), &call.queue);
            self.same(Rule::CallRows, id, "session", &row.session, &call.row.session);
            self.same(Rule::CallRows, id, "wait", &row.wait, &wait);
            self.same(Rule::CallRows, id, "answers", &row.answers, &call.row.answers);
            self.same(Rule::CallRows, id, "rang_out", &row.rang_out, &call.row.rang_out);
            self.same(Rule::CallRows, id, "times", &work, &call.row.work);
        }
    }
}
