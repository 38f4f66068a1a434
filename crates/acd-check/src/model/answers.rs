//! Offers: ringing, answering, rejecting, ringing out, withdrawing.

use acd_core::{Answer, CountCallAt, Disposition, OnNoAnswer, TimeToAnswerFrom};
use tapi_types::{LineError, SessionId, Span};

use super::Model;
use super::agenda::What;
use super::history::{Offer, Stage, StayEnd};

impl Model {
    /// The call rings at these sessions. Whoever answers at once has it.
    pub(super) fn offer(&mut self, call: usize, sessions: Vec<usize>) {
        let queue = self.calls[call].present_queue();
        for session in &sessions {
            self.sessions[*session].rings.push((self.now, None));
        }
        self.calls[call].stage = Stage::Ringing(Offer { sessions: sessions.clone(), rejected: false });
        let delays: Vec<Option<Span>> = sessions.iter().map(|session| self.draw_answer_after(*session)).collect();
        if let Some(first) = delays.iter().position(|delay| *delay == Some(Span::ZERO)) {
            self.answer(call, sessions[first]);
            return;
        }
        for (session, delay) in sessions.into_iter().zip(delays) {
            if let Some(delay) = delay {
                self.agenda.add(self.now + delay, What::Answer { call, session });
            }
        }
        if let Some(timeout) = self.config.queues[queue.index()].ring_timeout {
            self.agenda.add(self.now + timeout, What::RingsOut { call });
        }
    }

    fn draw_answer_after(&mut self, session: usize) -> Option<Span> {
        let agent = self.sessions[session].agent.index();
        match &self.config.agents[agent].answer {
            Answer::Manual => None,
            Answer::After(distribution) => Some(self.agents[agent].answer_after.sample(distribution)),
        }
    }

    pub(super) fn answer(&mut self, call: usize, session: usize) {
        let (rang_since, _) = *self.sessions[session].rings.last().expect("it rings");
        self.stop_ringing(call);
        self.close_stay(call, StayEnd::Answered);
        self.agenda.cancel(|what| what.is_about_call(call));
        let one = &mut self.calls[call];
        one.answered_by.push(session);
        one.first_answer.get_or_insert(self.now);
        one.disposition = Disposition::Answered;
        one.stage = Stage::Talking { session };
        let (place, queue, talk) = (one.place, one.present_queue(), one.times.talk);
        let since = match self.config.policies.time_to_answer_from {
            TimeToAnswerFrom::QueueEntry => place,
            TimeToAnswerFrom::Ringing => rang_since,
        };
        self.sessions[session].times_to_answer.push(self.now - since);
        self.begin_talk(session, call, queue);
        self.count(session, CountCallAt::Answer);
        if let Some(talk) = talk {
            self.agenda.add(self.now + talk, What::TalkEnds { call });
        }
    }

    fn offer_of(&self, call: usize) -> Option<&Offer> {
        match &self.calls[call].stage {
            Stage::Ringing(offer) => Some(offer),
            Stage::Entering
            | Stage::Waiting
            | Stage::Talking { .. }
            | Stage::OnHold { .. }
            | Stage::Other { .. }
            | Stage::Over => None,
        }
    }

    /// The call that rings at a session.
    fn call_ringing_at(&self, session: usize) -> Option<usize> {
        (0..self.calls.len()).find(|call| self.offer_of(*call).is_some_and(|offer| offer.sessions.contains(&session)))
    }

    /// All sessions that ring for this call stop; says whether there were any.
    pub(super) fn stop_ringing(&mut self, call: usize) -> bool {
        let Some(offer) = self.offer_of(call).cloned() else { return false };
        for session in offer.sessions {
            self.fall_silent(call, session);
        }
        self.agenda.cancel(|what| what == What::RingsOut { call });
        self.calls[call].stage = Stage::Entering;
        true
    }

    fn fall_silent(&mut self, call: usize, session: usize) {
        self.sessions[session].rings.last_mut().expect("it rings").1 = Some(self.now);
        self.agenda.cancel(|what| what == What::Answer { call, session });
    }

    /// Nobody picked up in time.
    pub(super) fn ring_out(&mut self, call: usize) {
        let sessions = self.offer_of(call).expect("it rings").sessions.clone();
        self.stop_ringing(call);
        self.calls[call].rang_out += 1;
        self.calls[call].stage = Stage::Waiting;
        for session in sessions {
            self.no_answer(call, session);
        }
    }

    fn no_answer(&mut self, call: usize, session: usize) {
        self.sessions[session].rang_out += 1;
        self.calls[call].rang_out_at.push(session);
        let queue = self.calls[call].present_queue();
        match self.config.queues[queue.index()].on_no_answer {
            OnNoAnswer::NotReady => self.blame(self.sessions[session].agent),
            OnNoAnswer::StayReady => {}
        }
    }

    /// One session leaves the offer. With the last one gone the call is back at its old place.
    fn leave_offer(&mut self, session: usize, rejects: bool) {
        let call = self.call_ringing_at(session).expect("it rings");
        self.fall_silent(call, session);
        let Stage::Ringing(offer) = &mut self.calls[call].stage else { unreachable!("found by its offer") };
        offer.sessions.retain(|one| *one != session);
        offer.rejected |= rejects;
        if offer.sessions.is_empty() {
            let rejected = offer.rejected;
            self.stop_ringing(call);
            self.calls[call].rang_out += u64::from(rejected);
            self.calls[call].stage = Stage::Waiting;
        }
        if rejects {
            self.no_answer(call, session);
        }
    }

    /// A session that stops ringing because of its own or its agent's state is not to blame.
    pub(super) fn withdraw(&mut self, session: usize) {
        self.leave_offer(session, false);
    }

    pub(super) fn pick_up(&mut self, session: SessionId) -> Result<(), LineError> {
        let session = self.find_session(session).ok_or(LineError::INVALPARAM)?;
        let call = self.call_ringing_at(session).ok_or(LineError::INVALCALLSTATE)?;
        self.answer(call, session);
        Ok(())
    }

    pub(super) fn reject(&mut self, session: SessionId) -> Result<(), LineError> {
        let session = self.find_session(session).ok_or(LineError::INVALPARAM)?;
        self.call_ringing_at(session).ok_or(LineError::INVALCALLSTATE)?;
        self.leave_offer(session, true);
        Ok(())
    }
}
