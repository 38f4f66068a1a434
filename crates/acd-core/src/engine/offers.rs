//! A call on offer: it rings until it is answered, rejected, withdrawn or rings out.

use tapi_types::{AgentId, LineError, SessionState, Span};

use crate::state::agent::Answers;
use crate::state::call::{CallKey, Phase, Rung};
use crate::state::origin::Origin;
use crate::state::session::Ring;
use crate::state::table::SessionNo;
use crate::state::timers::Event;
use crate::{Accepted, Answer, Config, Engine, Fact, OnNoAnswer};

impl Engine {
    /// Offers a call that has just left its line to sessions that may take it, given in creation order.
    pub(crate) fn offer(&mut self, key: CallKey, sessions: &[SessionNo]) {
        match *sessions {
            [session] => {
                let delay = self.draw_answer(self.sessions[session].agent);
                if delay == Some(Span::ZERO) {
                    return self.answer_at_once(key, session);
                }
                self.change_stay(key, Phase::Ringing);
                self.call_mut(key).offer().sessions.push(session);
                let offered = self.ring(key, session, delay);
                self.following(offered, |engine| engine.start_ring_out(key));
            }
            _ => self.offer_to_all(key, sessions),
        }
    }

    /// The session picks up before it rings.
    fn answer_at_once(&mut self, key: CallKey, no: SessionNo) {
        let offered = Fact::CallOffered { call: self.call(key).no, session: self.sessions[no].id };
        self.because(offered, |engine| engine.connect(key, no, engine.now));
    }

    /// It rings at all of them, and the first who picks up at once has the call.
    #[inline(never)]
    fn offer_to_all(&mut self, key: CallKey, sessions: &[SessionNo]) {
        self.change_stay(key, Phase::Ringing);
        self.call_mut(key).offer().sessions.extend_from_slice(sessions);
        let mut at_once = None;
        let mut offered = self.cause;
        for &session in sessions {
            let delay = self.draw_answer(self.sessions[session].agent);
            offered = self.ring(key, session, delay);
            if delay == Some(Span::ZERO) {
                at_once.get_or_insert((session, offered));
            }
        }
        match at_once {
            Some((session, offered)) => self.following(offered, |engine| engine.win_offer(key, session)),
            None => self.following(offered, |engine| engine.start_ring_out(key)),
        }
    }

    /// One ring-out for all sessions of an offer.
    fn start_ring_out(&mut self, key: CallKey) {
        let queue = self.call(key).queue;
        let Some(ring_timeout) = self.config.queues[queue.index()].ring_timeout else { return };
        let timer = self.schedule(self.now + ring_timeout, Event::RingsOut(key));
        self.call_mut(key).offer().ring_out = Some(timer);
    }

    /// How long the agent lets this offer ring; `None`: until told.
    #[inline]
    fn draw_answer(&mut self, agent: AgentId) -> Option<Span> {
        match &mut self.agents[agent].answers {
            Answers::ByHand => None,
            Answers::After(after) => Some(*after),
            Answers::Drawn(stream) => match &self.config.agents[agent.index()].answer {
                Answer::After(after) => Some(stream.sample(after)),
                Answer::Manual => None,
            },
        }
    }

    /// A session begins to ring; the record of that.
    fn ring(&mut self, key: CallKey, no: SessionNo, answers_after: Option<Span>) -> Origin {
        let offered = self.note(Fact::CallOffered { call: self.call(key).no, session: self.sessions[no].id });
        let later = answers_after.filter(|after| !after.is_zero());
        let answer = later
            .map(|after| self.following(offered, |engine| engine.schedule(engine.now + after, Event::Answers(no))));
        self.sessions[no].ring = Some(Ring { call: key, since: self.now, answer });
        let agent = self.sessions[no].agent;
        self.agents[agent].ringing = Some(no);
        self.refresh_agent(agent);
        offered
    }

    /// A session stops ringing, for whatever reason. Its time on offer counts.
    pub(crate) fn unring(&mut self, no: SessionNo) {
        let Some(mut ring) = self.sessions[no].ring.take() else { return };
        self.timers.cancel(&mut ring.answer);
        self.sessions[no].totals.ringing += self.now - ring.since;
        let agent = self.sessions[no].agent;
        self.agents[agent].ringing = None;
        self.refresh_agent(agent);
    }

    /// A ringing session answers. Its ring ends first, then those of the others.
    fn win_offer(&mut self, key: CallKey, no: SessionNo) {
        let rang_since = self.sessions[no].ring.map_or(self.now, |ring| ring.since);
        self.call_mut(key).offer().sessions.retain(|session| *session != no);
        // Busy before it stops ringing, so that nobody thinks it free in between.
        let agent = self.sessions[no].agent;
        self.agents[agent].busy = Some(no);
        self.unring(no);
        self.stop_ringing(key);
        self.connect(key, no, rang_since);
    }

    /// All sessions of an offer stop ringing and are not blamed; the call is about to leave its place.
    pub(crate) fn stop_ringing(&mut self, key: CallKey) {
        for no in self.end_offer(key) {
            self.unring(no);
            self.note(Fact::OfferWithdrawn { call: self.call(key).no, session: self.sessions[no].id });
        }
    }

    /// Takes the sessions out of a call's offer, and the ring-out with them.
    fn end_offer(&mut self, key: CallKey) -> Rung {
        let offer = self.calls[key.place()].offer();
        self.timers.cancel(&mut offer.ring_out);
        std::mem::take(offer).sessions
    }

    /// A session that can ring no longer leaves its offer, without a ring-out.
    #[inline(never)]
    pub(crate) fn withdraw(&mut self, no: SessionNo) {
        let Some(ring) = self.sessions[no].ring else { return };
        self.unring(no);
        let withdrawn = Fact::OfferWithdrawn { call: self.call(ring.call).no, session: self.sessions[no].id };
        self.because(withdrawn, |engine| engine.leave_offer(ring.call, no));
    }

    /// Takes one session out of an offer; with the last one gone the call waits at its old place.
    fn leave_offer(&mut self, key: CallKey, no: SessionNo) {
        let offer = self.call_mut(key).offer();
        offer.sessions.retain(|session| *session != no);
        if offer.sessions.is_empty() {
            let rejected = offer.rejected;
            self.end_offer(key);
            self.return_to_place(key, rejected);
        }
    }

    /// POLICY `rang_out_of_a_call`: an offer that comes back counts once if any session rang out of it or
    /// rejected it; one that was only withdrawn does not count.
    fn return_to_place(&mut self, key: CallKey, blamed: bool) {
        let (no, handle, queue) = (self.call(key).no, self.call(key).handle, self.call(key).queue);
        self.watch(handle, |watched| watched.rang_out += u64::from(blamed));
        self.change_stay(key, Phase::Waiting);
        self.because(Fact::CallReturned { call: no, queue }, |engine| engine.join_line(key));
    }

    /// An offer has rung for long enough.
    pub(crate) fn rings_out(&mut self, key: CallKey) {
        self.call_mut(key).offer().ring_out = None;
        let sessions = self.end_offer(key);
        let blamed: Vec<(SessionNo, Origin)> =
            sessions.into_iter().map(|no| (no, self.blame(key, no, false))).collect();
        if let Some(&(_, last)) = blamed.last() {
            self.cause = last;
        }
        self.return_to_place(key, true);
        for (no, blame) in blamed {
            self.following(blame, |engine| engine.apply_no_answer(key, no));
        }
    }

    /// A session did not take the call; the record of that.
    fn blame(&mut self, key: CallKey, no: SessionNo, rejected: bool) -> Origin {
        self.unring(no);
        self.sessions[no].totals.rang_out += 1;
        self.call_mut(key).rang_out(no);
        self.note(Fact::OfferRangOut { call: self.call(key).no, session: self.sessions[no].id, rejected })
    }

    fn apply_no_answer(&mut self, key: CallKey, no: SessionNo) {
        match self.config.queues[self.call(key).queue.index()].on_no_answer {
            OnNoAnswer::StayReady => {}
            OnNoAnswer::NotReady => {
                let agent = self.sessions[no].agent;
                for session in self.agents[agent].sessions.clone() {
                    if self.sessions[session].state == SessionState::Ready {
                        self.enter_state(session, SessionState::NotReady, Some(Config::NO_ANSWER));
                    }
                }
            }
        }
    }

    /// The session declines what rings; the others of the offer ring on.
    pub(crate) fn reject(&mut self, session: tapi_types::SessionId) -> Result<Accepted, LineError> {
        let no = self.session_no(session)?;
        let key = self.sessions[no].ring.ok_or(LineError::INVALCALLSTATE)?.call;
        self.cause = self.blame(key, no, true);
        self.call_mut(key).offer().rejected = true;
        self.leave_offer(key, no);
        self.apply_no_answer(key, no);
        Ok(Accepted::Done)
    }

    /// The session picks up because it was told to.
    pub(crate) fn answer_by_hand(&mut self, session: tapi_types::SessionId) -> Result<Accepted, LineError> {
        let no = self.session_no(session)?;
        let ring = self.sessions[no].ring.ok_or(LineError::INVALCALLSTATE)?;
        self.win_offer(ring.call, no);
        Ok(Accepted::Done)
    }

    /// The session picks up by itself.
    pub(crate) fn session_answers(&mut self, no: SessionNo) {
        if let Some(ring) = &mut self.sessions[no].ring {
            ring.answer = None;
            let key = ring.call;
            self.win_offer(key, no);
        }
    }
}
