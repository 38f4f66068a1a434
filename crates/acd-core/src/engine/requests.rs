//! The moments of a request: submitted, handled, replied; faults and the client's limit in between.

use tapi_types::line::ProxyStatus;
use tapi_types::{Effect, LineError, RequestId, Span};

use super::desk::{Desk, Errand, Pending, Stage};
use crate::state::origin::Origin;
use crate::state::timers::Event;
use crate::{Accepted, Action, Engine, Fact, Outcome, Output, Request, RequestEnd};

impl Errand {
    /// The client's limit, unless the reply is sure to be there by then: at the same moment it comes first.
    fn limit_that_can_end(&self) -> Option<Span> {
        self.limit.filter(|limit| self.effect.is_some() || self.handle_after + self.reply_after > *limit)
    }
}

impl Engine {
    /// Takes a request at the present moment, as [`submit`](Engine::submit) does. As long as it takes no time and nothing else
    /// is due at this moment, its way is gone at once; a reply that is there in this manner comes back here instead of with
    /// the outputs, handled and replied to at this moment.
    ///
    /// This is what [`submit`](Engine::submit) and then [`advance_through`](Engine::advance_through) to this moment would do,
    /// to the last record and event, without the detour over the queue of events.
    pub fn ask(&mut self, request: Request, limit: Option<Span>) -> (RequestId, Option<Outcome>) {
        let (id, errand) = self.take_request(request, limit);
        let submitted = self.cause;
        self.settle_event();
        let Some(errand) = errand else { return (id, None) };
        if errand.handle_after == Span::ZERO && errand.effect.is_none() && self.is_quiet() {
            return (id, self.run_errand(id, &errand, submitted));
        }
        self.cause = submitted;
        self.set_going(id, errand);
        (id, None)
    }

    /// Nothing else is due at this moment, and nothing has stopped the engine.
    fn is_quiet(&self) -> bool {
        !self.guard.stands_still() && self.next_wake().is_none_or(|due| due.at > self.now)
    }

    /// Handles a request now, and replies to it where the reply takes no time and nothing has become due before it.
    fn run_errand(&mut self, id: RequestId, errand: &Errand, submitted: Origin) -> Option<Outcome> {
        self.begin_event(self.now, Event::Handles(id), submitted);
        let outcome = self.take_up(id, &errand.request, None, true);
        let handled = self.cause;
        self.settle_event();
        if errand.reply_after > Span::ZERO || !self.is_quiet() {
            self.desk.outputs.push(Output::Handled { request: id, at: self.now });
            let limit = errand.limit_that_can_end().map(|limit| {
                self.following(submitted, |engine| engine.schedule(engine.now + limit, Event::LimitEnds(id)))
            });
            self.cause = handled;
            let reply = self.schedule(self.now + errand.reply_after, Event::Replies(id));
            let stage = Stage::Handled(Box::new(outcome), reply);
            self.desk.pending.insert(id, Pending { waiting: true, stage, limit });
            return None;
        }
        self.begin_event(self.now, Event::Replies(id), handled);
        self.note_reply(id, &outcome);
        self.settle_event();
        Some(outcome)
    }

    /// Takes a request, whose client hears of a refusal at once. What is not refused has yet to be set going.
    pub(super) fn take_request(&mut self, request: Request, limit: Option<Span>) -> (RequestId, Option<Errand>) {
        self.take_command(|| Action::Submit { request: request.clone(), limit });
        let id = RequestId::at(self.desk.submitted as usize);
        self.desk.submitted += 1;
        let (function, object) = (request.function(), request.object());
        self.lead(Fact::RequestSubmitted { request: id, function, object, limit });
        let Desk { handle_after, reply_after, .. } = &mut self.desk;
        let handle_after = handle_after.sample(&self.config.handle_after);
        let reply_after = reply_after.sample(&self.config.reply_after);
        let refusal = if self.guard.stands_still() {
            Some(LineError::OPERATIONFAILED)
        } else if !self.desk.open || self.config.not_served.contains(&function) {
            Some(LineError::OPERATIONUNAVAIL)
        } else {
            None
        };
        if let Some(error) = refusal {
            self.finish(id, Err(error));
            return (id, None);
        }
        let effect = self.fault_on(id, &request);
        if let Some(Effect::FailAtSubmit(error)) = effect {
            self.finish(id, Err(error));
            return (id, None);
        }
        (id, Some(Errand { request, effect, handle_after, reply_after, limit }))
    }

    fn fault_on(&mut self, id: RequestId, request: &Request) -> Option<Effect> {
        let rules = self.config.faults.iter().map(|fault| &fault.rule);
        let Desk { faults, chances, .. } = &mut self.desk;
        let percent = |place: usize| chances[place].unit() * 100.0;
        let (fault, effect) = faults.act(rules, request.function(), request.object(), self.now, percent)?;
        self.note(Fact::FaultFired { fault, request: id });
        Some(effect)
    }

    /// Puts a request on its way to the ACD.
    pub(super) fn set_going(&mut self, id: RequestId, errand: Errand) {
        let handle = self.schedule(self.now + errand.handle_after, Event::Handles(id));
        let limit = errand.limit_that_can_end();
        let limit = limit.map(|limit| self.schedule(self.now + limit, Event::LimitEnds(id)));
        self.desk
            .pending
            .insert(id, Pending { waiting: true, stage: Stage::Submitted(Box::new(errand), handle), limit });
    }

    /// The moment has come at which the ACD takes a request up.
    pub(crate) fn handle_request(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(id) else { return };
        let Stage::Submitted(errand, _) = std::mem::replace(&mut pending.stage, Stage::Done) else { return };
        let waiting = pending.waiting;
        let Errand { request, effect, reply_after, .. } = *errand;
        self.desk.outputs.push(Output::Handled { request: id, at: self.now });
        if effect == Some(Effect::CloseProxy) {
            self.lead(Fact::RequestHandled { request: id, error: None });
            self.close_proxy();
            return;
        }
        let outcome = self.take_up(id, &request, effect, waiting);
        let (delay, again_after) = match effect {
            Some(Effect::DropReply) => {
                self.note(Fact::ReplyLost { request: id });
                self.desk.forget_if_done(id);
                return;
            }
            Some(Effect::DelayReply(by)) => (by, None),
            Some(Effect::DuplicateReply(after)) => (Span::ZERO, Some(after)),
            Some(
                Effect::Fail(_)
                | Effect::FailAtSubmit(_)
                | Effect::Stale
                | Effect::StructureTooSmall
                | Effect::CloseProxy,
            )
            | None => (Span::ZERO, None),
        };
        let reply = self.schedule(self.now + reply_after + delay, Event::Replies(id));
        if let Some(pending) = self.desk.pending.get_mut(id) {
            pending.stage = match again_after {
                Some(after) => Stage::HandledTwice(Box::new((outcome, after)), reply),
                None => Stage::Handled(Box::new(outcome), reply),
            };
        }
    }

    /// The ACD takes a request up: a getter's record is a picture of this moment, a setter acts now.
    fn take_up(&mut self, id: RequestId, request: &Request, effect: Option<Effect>, waiting: bool) -> Outcome {
        let lost = effect == Some(Effect::DropReply);
        let creates = matches!(request, Request::CreateAgent(_) | Request::CreateAgentSession(_));
        self.desk.making = Some(id).filter(|_| creates && waiting && !lost);
        let outcome = self.outcome(request, effect);
        self.desk.making = None;
        self.lead(Fact::RequestHandled { request: id, error: error_of(&outcome) });
        outcome
    }

    /// What the reply will say, with the fault's part in it.
    fn outcome(&mut self, request: &Request, effect: Option<Effect>) -> Outcome {
        if let Some(Effect::Fail(error)) = effect {
            return Err(error);
        }
        let getter = request.is_statistics();
        if getter && effect == Some(Effect::StructureTooSmall) {
            return Err(LineError::STRUCTURETOOSMALL);
        }
        if getter
            && effect == Some(Effect::Stale)
            && let Some(picture) = self.desk.pictures.as_ref().and_then(|pictures| pictures.get(&request.object()))
        {
            return Ok(picture.clone());
        }
        let outcome = self.carry_out_request(request);
        if getter
            && effect != Some(Effect::Stale)
            && let (Some(pictures), Ok(picture)) = (&mut self.desk.pictures, &outcome)
        {
            pictures.insert(request.object(), picture.clone());
        }
        outcome
    }

    /// A reply goes out: to the client, or to nobody.
    pub(crate) fn send_reply(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(id) else { return };
        let outcome = match std::mem::replace(&mut pending.stage, Stage::Done) {
            Stage::Handled(outcome, _) => *outcome,
            Stage::HandledTwice(twice, _) => {
                let (outcome, after) = *twice;
                let again = self.timers.schedule(self.now + after, Event::RepliesAgain(id), self.cause);
                pending.stage = Stage::Replied(again);
                outcome
            }
            Stage::Submitted(..) | Stage::Replied(_) | Stage::Done => return,
        };
        if std::mem::take(&mut pending.waiting) {
            self.timers.cancel(&mut pending.limit);
            self.finish(id, outcome);
        } else {
            self.note(Fact::ReplyLate { request: id });
        }
        self.desk.forget_if_done(id);
    }

    /// The second copy of a reply reaches nobody.
    pub(crate) fn send_reply_again(&mut self, id: RequestId) {
        if let Some(pending) = self.desk.pending.get_mut(id) {
            pending.stage = Stage::Done;
        }
        self.note(Fact::ReplyLate { request: id });
        self.desk.forget_if_done(id);
    }

    /// The client's limit ends. The request is still handled, its reply will be late.
    pub(crate) fn limit_ends(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(id) else { return };
        pending.limit = None;
        pending.waiting = false;
        self.note(Fact::RequestTimedOut { request: id });
        self.reveal(id);
        self.desk.outputs.push(Output::Finished { request: id, at: self.now, end: RequestEnd::TimedOut });
        self.desk.forget_if_done(id);
    }

    pub(crate) fn drop_request(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(id) else { return };
        if std::mem::take(&mut pending.waiting) {
            self.timers.cancel(&mut pending.limit);
            self.note(Fact::RequestDropped { request: id });
            self.reveal(id);
            self.desk.forget_if_done(id);
        }
    }

    /// A request is over for its client.
    fn finish(&mut self, id: RequestId, outcome: Outcome) {
        self.note_reply(id, &outcome);
        let end = RequestEnd::Replied(outcome);
        self.desk.outputs.push(Output::Finished { request: id, at: self.now, end });
    }

    fn note_reply(&mut self, id: RequestId, outcome: &Outcome) {
        self.note(Fact::RequestReplied { request: id, error: error_of(outcome) });
        self.reveal(id);
    }

    /// The proxy goes away: what waits for a reply fails, what was not handled never is.
    pub(crate) fn close_proxy(&mut self) -> Accepted {
        if self.desk.open {
            self.desk.open = false;
            self.lead(Fact::ProxyClosed);
            for (id, pending) in self.desk.pending.take_all() {
                let Pending { waiting, stage, mut limit } = pending;
                self.timers.cancel(&mut stage.timer());
                self.timers.cancel(&mut limit);
                if waiting {
                    self.finish(id, Err(LineError::OPERATIONFAILED));
                }
            }
            self.tell_proxy(ProxyStatus::Close);
        }
        Accepted::Done
    }

    pub(crate) fn open_proxy(&mut self) -> Accepted {
        if !self.desk.open {
            self.desk.open = true;
            self.note(Fact::ProxyOpened);
        }
        Accepted::Done
    }
}

fn error_of(outcome: &Outcome) -> Option<LineError> {
    outcome.as_ref().err().copied()
}
