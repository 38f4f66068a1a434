//! Offers: who rings, for how long, and who answers.

use acd_core::{CallNo, Cause, Command, CountCallAt, OnNoAnswer, Strategy, TimeToAnswerFrom};
use tapi_types::{AgentId, QueueId, SessionId, SessionState, Span};

use super::calls::call_ends;
use super::state::{Job, Phase, Ring};
use super::{Audit, Debt, Gone, Happening, NearMiss, Rule};
use crate::coverage::Place;

impl Audit<'_> {
    pub(super) fn call_offered(&mut self, no: CallNo, id: SessionId) {
        let (at, seq) = (self.at, self.seq);
        let leaving = self.debts.iter().any(|debt| matches!(debt, Debt::Leave(_)));
        self.check(Rule::RemovedQueueEmpties, !leaving, || {
            format!("{no:?} is offered before a removed queue is empty")
        });
        self.may_be_offered(no, id);
        self.is_best_offer(no, id);
        let Some(call) = self.calls.get_mut(&no) else { return };
        let (rank, queue) = (call.rank, call.queue);
        let to_session = call.target.take().is_some();
        let first = match &mut call.phase {
            Phase::Ringing { sessions, .. } => {
                sessions.push(id);
                false
            }
            phase @ (Phase::Sent
            | Phase::Waiting
            | Phase::Connected { .. }
            | Phase::Other { .. }
            | Phase::Leaving(_)
            | Phase::Over(_)) => {
                *phase = Phase::Ringing { since: at, sessions: vec![id], blamed: false };
                true
            }
        };
        let Some(queue) = queue else { return };
        if first && self.waiting.remove(&rank).is_some() {
            let books = self.queue(queue);
            books.waiting = books.waiting.saturating_sub(1);
        }
        let strategy = self.config.queues[queue.index()].strategy;
        if !to_session {
            self.coverage.note(Place::strategy(strategy));
        }
        let Some(session) = self.sessions.get_mut(&id) else { return };
        let (agent, session_no) = (session.agent, session.no);
        let answers = self.draws.answer(self.config, agent).map(|after| at + after);
        session.ring = Some(Ring { call: no, since: at, seq, answers });
        if strategy != Strategy::RingAll && !to_session {
            self.queue(queue).last_offered = Some(session_no);
        }
        self.agents[agent.index()].ringing = Some(id);
        self.refresh(agent);
    }

    /// The session is READY and its agent free; the call waits, or rings already under `ring_all`.
    fn may_be_offered(&mut self, no: CallNo, id: SessionId) {
        let call = self.calls.get(&no);
        let session = self.sessions.get(&id);
        let queue = call.and_then(|call| call.stay).map(|stay| stay.queue);
        let fits = session.zip(queue).is_some_and(|(session, queue)| {
            let config = &self.config.queues[queue.index()];
            let waits = match call.map(|call| &call.phase) {
                Some(Phase::Waiting) => true,
                Some(Phase::Ringing { since, sessions, .. }) => {
                    config.strategy == Strategy::RingAll && *since == self.at && !sessions.is_empty()
                }
                _ => false,
            };
            session.able && session.group == config.group && waits
        });
        let targeted = call.and_then(|call| call.target).is_none_or(|target| target == id);
        self.check(Rule::OfferedToFree, fits && targeted, || format!("{no:?} is offered to {id:?}"));
    }

    /// A session rings no more.
    fn unring(&mut self, no: CallNo, id: SessionId) -> Option<Ring> {
        let at = self.at;
        let session = self.sessions.get_mut(&id)?;
        let ring = session.ring.take();
        let agent = session.agent;
        if let Some(ring) = ring {
            session.ringing += at.since(ring.since);
        }
        self.agents[agent.index()].ringing = None;
        self.refresh(agent);
        let fits = ring.is_some_and(|ring| ring.call == no);
        self.check(Rule::CallGoesOn, fits, || format!("{no:?} stops ringing at {id:?}, where {ring:?} rang"));
        ring
    }

    fn leave_offer(&mut self, no: CallNo, id: SessionId, gone: Gone) {
        if let Some(Phase::Ringing { sessions, blamed, .. }) = self.calls.get_mut(&no).map(|call| &mut call.phase) {
            sessions.retain(|other| *other != id);
            *blamed |= gone == Gone::Blamed;
            if sessions.is_empty() {
                self.owe(Debt::Return(no, gone));
            }
        }
    }

    pub(super) fn withdrawn(&mut self, no: CallNo, id: SessionId) {
        self.unring(no, id);
        self.leave_offer(no, id, Gone::Withdrawn);
    }

    pub(super) fn rang_out(&mut self, cause: Cause, no: CallNo, id: SessionId, rejected: bool) {
        let at = self.at;
        let ends = self.calls.get(&no).and_then(|call| self.ring_out_ends(call));
        let queue = self.calls.get(&no).and_then(|call| call.queue);
        let in_time = if rejected {
            matches!(self.commanded(cause), Some(Command::Reject { session }) if *session == id)
        } else {
            self.happens(Happening::RingOut);
            ends == Some(at)
        };
        self.check(Rule::RingsOutInTime, in_time, || {
            format!("{no:?} rings out at {id:?}, and its offer ends at {ends:?}")
        });
        self.unring(no, id);
        self.leave_offer(no, id, Gone::Blamed);
        if let Some(call) = self.calls.get_mut(&no) {
            *call.rang_out_at.entry(id).or_default() += 1;
        }
        if let Some(session) = self.sessions.get_mut(&id) {
            session.rang_out += 1;
            let agent = session.agent;
            if queue.is_some_and(|queue| self.config.queues[queue.index()].on_no_answer == OnNoAnswer::NotReady) {
                self.no_answer(agent);
            }
        }
    }

    /// All READY sessions of an agent are to become NOT_READY.
    fn no_answer(&mut self, agent: AgentId) {
        for id in self.agents[agent.index()].sessions.clone() {
            let debt = Debt::State(id, SessionState::NotReady, Rule::NoAnswer);
            if self.sessions[&id].state == SessionState::Ready && !self.debts.contains(&debt) {
                self.owe(debt);
            }
        }
    }

    pub(super) fn call_returned(&mut self, no: CallNo, queue: QueueId) {
        for gone in [Gone::Blamed, Gone::Withdrawn] {
            self.pay(Debt::Return(no, gone));
        }
        let Some(call) = self.calls.get_mut(&no) else { return };
        let was = std::mem::replace(&mut call.phase, Phase::Waiting);
        let alone = matches!(&was, Phase::Ringing { sessions, .. } if sessions.is_empty());
        let there = call.stay.is_some_and(|stay| stay.queue == queue);
        call.row.rang_out += u64::from(matches!(was, Phase::Ringing { blamed: true, .. }));
        let rank = call.rank;
        self.waiting.insert(rank, no);
        self.queue(queue).waiting += 1;
        self.check(Rule::CallGoesOn, alone && there, || format!("{no:?} returns to {queue:?}, and it was {was:?}"));
    }

    pub(super) fn call_answered(&mut self, cause: Cause, no: CallNo, id: SessionId, queue: QueueId, wait: Span) {
        let (at, seq) = (self.at, self.seq);
        let (max_wait, ring_out) = call_ends(self, no);
        let ring = self.unring(no, id);
        self.answers_in_time(cause, no, id, ring);
        let Some(call) = self.calls.get_mut(&no) else { return };
        let stay = call.stay.take();
        let patience = call.gives_up.take().map(|(until, _)| until);
        let connected = Phase::Connected { session: id, seq, held: false, talked: Span::ZERO, since: at };
        let was = std::mem::replace(&mut call.phase, connected);
        let (whole_wait, counted) = (at.since(call.rank.entered), call.counted);
        call.answered = true;
        call.row.wait.get_or_insert(whole_wait);
        call.row.answers += 1;
        call.row.session = Some(id);
        let alone = matches!(&was, Phase::Ringing { sessions, .. } if *sessions == [id]);
        let right = stay.is_some_and(|stay| stay.queue == queue && at.since(stay.since) == wait);
        self.check(Rule::CallGoesOn, alone, || format!("{id:?} answers {no:?}, and it was {was:?}"));
        self.check(Rule::StayIsMeasured, right, || {
            format!("{no:?} is answered in {queue:?} after {wait}, not {stay:?}")
        });
        self.check(Rule::PatienceLasts, patience.is_none_or(|until| at <= until), || format!("{no:?} waited too long"));
        self.check(Rule::MaxWaitHolds, max_wait.is_none_or(|until| at <= until), || format!("{no:?} stayed too long"));
        for (end, miss) in [
            (patience, NearMiss::AnswerBeforePatience),
            (max_wait, NearMiss::AnswerBeforeMaxWait),
            (ring_out, NearMiss::AnswerBeforeRingOut),
        ] {
            if end == Some(at) {
                self.nearly(miss);
            }
        }
        if counted {
            let within = wait <= self.config.queues[queue.index()].threshold;
            let figures = &mut self.queue(queue).figures;
            figures.answered += 1;
            figures.answered_within += u64::from(within);
            figures.wait_answered += wait;
            figures.longest_wait = figures.longest_wait.max(wait);
        }
        self.begin_call(no, id, whole_wait, ring);
    }

    /// The session is on the call from now on.
    fn begin_call(&mut self, no: CallNo, id: SessionId, whole_wait: Span, ring: Option<Ring>) {
        self.settle(id);
        let at = self.at;
        let to_answer = match self.config.policies.time_to_answer_from {
            TimeToAnswerFrom::QueueEntry => whole_wait,
            TimeToAnswerFrom::Ringing => ring.map_or(Span::ZERO, |ring| at.since(ring.since)),
        };
        let Some(session) = self.sessions.get_mut(&id) else { return };
        session.answers += 1;
        session.longest_to_answer = session.longest_to_answer.max(to_answer);
        session.sum_to_answer += to_answer;
        session.job = Job::Call(no);
        let agent = session.agent;
        self.agents[agent.index()].busy = Some(id);
        self.owe(Debt::State(id, SessionState::BusyOnCall, Rule::AsAsked));
        if self.config.policies.count_call_at == CountCallAt::Answer {
            self.owe(Debt::Count(no, id));
        }
        self.refresh(agent);
    }

    /// After `answer_after`, or when told to.
    fn answers_in_time(&mut self, cause: Cause, no: CallNo, id: SessionId, ring: Option<Ring>) {
        let at = self.at;
        let told = matches!(self.commanded(cause), Some(Command::Answer { session }) if *session == id);
        let by_itself = ring.is_some_and(|ring| cause == Cause::Record(ring.seq));
        let due = ring.and_then(|ring| ring.answers);
        let right = if by_itself { due == Some(at) } else { told && due.is_none_or(|due| at <= due) };
        if by_itself && ring.is_some_and(|ring| at > ring.since) {
            self.happens(Happening::Answer);
        }
        self.check(Rule::AnswersInTime, right, || format!("{id:?} answers {no:?}, and its agent answers at {due:?}"));
    }
}
