//! Requests on their way: submitted, handled, replied, three moments each; faults and time limits in between.

use std::collections::BTreeMap;

use tapi_types::line::ProxyStatus;
use tapi_types::{Effect, FaultBook, LineError, Message, ObjectFilter, RequestId, Span, Time};

use crate::state::timers::{Event, Timer};
use crate::{Accepted, Config, Distribution, Engine, Fact, Outcome, Reply, Request, Stream};

/// What became of a request, or what clients are told, for whoever carries it to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// The ACD took it up. This can come after the end, when the client's limit was shorter.
    Handled {
        /// Which.
        request: RequestId,
        /// When.
        at: Time,
    },
    /// It is over for the client. This comes once at most.
    Finished {
        /// Which.
        request: RequestId,
        /// When.
        at: Time,
        /// How.
        end: RequestEnd,
    },
    /// Clients are told something that they did not ask for; only after [`Engine::announce`].
    Message {
        /// When.
        at: Time,
        /// What.
        message: Message,
        /// The request that made what the message is about. Its client is to get the message only when the request is over for
        /// it, everybody else at once; `None`: everybody at once.
        maker: Option<RequestId>,
    },
}

/// How a request ends for its client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestEnd {
    /// With a reply, in time.
    Replied(Outcome),
    /// With its time limit.
    TimedOut,
}

/// The provider's side of the ACD.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// The proxy is there.
    open: bool,
    submitted: u32,
    pending: BTreeMap<RequestId, Pending>,
    faults: FaultBook,
    /// By place of the fault.
    chances: Vec<Stream>,
    pub(super) handle_after: Stream,
    pub(super) reply_after: Stream,
    /// The records last taken, by object; only where some fault makes replies stale.
    pictures: Option<BTreeMap<ObjectFilter, Reply>>,
    pub(crate) outputs: Vec<Output>,
    /// What comes into being now is made by this request, whose client waits for the reply.
    pub(super) making: Option<RequestId>,
}

/// A request that may still come to something.
#[derive(Debug, Clone)]
struct Pending {
    /// Until it is taken up.
    request: Option<Request>,
    waiting: bool,
    effect: Option<Effect>,
    reply_after: Span,
    /// From the handling on.
    outcome: Option<Outcome>,
    handle: Option<Timer>,
    reply: Option<Timer>,
    second_reply: Option<Timer>,
    limit: Option<Timer>,
}

impl Desk {
    pub(crate) fn new(config: &Config) -> Desk {
        let stale = config.faults.iter().any(|fault| fault.rule.effect == Effect::Stale);
        Desk {
            open: true,
            submitted: 0,
            pending: BTreeMap::new(),
            faults: FaultBook::new(config.faults.len()),
            chances: vec![Stream::unsown(); config.faults.len()],
            handle_after: Stream::unsown(),
            reply_after: Stream::unsown(),
            pictures: stale.then(BTreeMap::new),
            outputs: Vec::new(),
            making: None,
        }
    }

    /// Begins all streams under a seed.
    pub(super) fn sow(&mut self, config: &Config, seed: u64) {
        self.handle_after = Stream::of(seed, ["provider", "handle_after"]);
        self.reply_after = Stream::of(seed, ["provider", "reply_after"]);
        for (chance, fault) in self.chances.iter_mut().zip(&config.faults) {
            *chance = Stream::of(seed, ["fault", &fault.name]);
        }
    }

    fn latencies(&mut self, handle_after: &Distribution, reply_after: &Distribution) -> (Span, Span) {
        (self.handle_after.sample(handle_after), self.reply_after.sample(reply_after))
    }
}

impl Engine {
    /// True while the proxy is there: what is served can be asked for.
    pub fn proxy_is_open(&self) -> bool {
        self.desk.open
    }

    /// Requests that may still come to something.
    pub fn pending_requests(&self) -> usize {
        self.desk.pending.len()
    }

    /// How often a fault has fired so far, by its place in the configuration.
    pub fn fault_count(&self, fault: usize) -> u64 {
        self.desk.faults.fired(fault)
    }

    pub(crate) fn take_request(&mut self, request: Request, limit: Option<Span>) -> RequestId {
        let id = RequestId::at(self.desk.submitted as usize);
        self.desk.submitted += 1;
        let (function, object) = (request.function(), request.object());
        self.lead(Fact::RequestSubmitted { request: id, function, object, limit });
        let config = self.config.clone();
        let (handle_after, reply_after) = self.desk.latencies(&config.handle_after, &config.reply_after);
        if self.guard.stands_still() {
            self.finish(id, Err(LineError::OPERATIONFAILED));
            return id;
        }
        if !self.desk.open || config.not_served.contains(&function) {
            self.finish(id, Err(LineError::OPERATIONUNAVAIL));
            return id;
        }
        let effect = self.fault_on(id, &request);
        if let Some(Effect::FailAtSubmit(error)) = effect {
            self.finish(id, Err(error));
            return id;
        }
        let handle = self.schedule(self.now + handle_after, Event::Handles(id));
        let limit = limit.map(|limit| self.schedule(self.now + limit, Event::LimitEnds(id)));
        self.desk.pending.insert(
            id,
            Pending {
                request: Some(request),
                waiting: true,
                effect,
                reply_after,
                outcome: None,
                handle: Some(handle),
                reply: None,
                second_reply: None,
                limit,
            },
        );
        id
    }

    fn fault_on(&mut self, id: RequestId, request: &Request) -> Option<Effect> {
        let rules = self.config.faults.iter().map(|fault| &fault.rule);
        let Desk { faults, chances, .. } = &mut self.desk;
        let percent = |place: usize| chances[place].unit() * 100.0;
        let (fault, effect) = faults.act(rules, request.function(), request.object(), self.now, percent)?;
        self.note(Fact::FaultFired { fault, request: id });
        Some(effect)
    }

    /// The ACD takes a request up: a getter's record is a picture of this moment, a setter acts now.
    pub(crate) fn handle_request(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(&id) else { return };
        pending.handle = None;
        let Some(request) = pending.request.take() else { return };
        let (effect, reply_after, waiting) = (pending.effect, pending.reply_after, pending.waiting);
        self.desk.outputs.push(Output::Handled { request: id, at: self.now });
        if effect == Some(Effect::CloseProxy) {
            self.lead(Fact::RequestHandled { request: id, error: None });
            self.close_proxy();
            return;
        }
        let lost = effect == Some(Effect::DropReply);
        let creates = matches!(request, Request::CreateAgent(_) | Request::CreateAgentSession(_));
        self.desk.making = Some(id).filter(|_| creates && waiting && !lost);
        let outcome = self.outcome(&request, effect);
        self.desk.making = None;
        self.lead(Fact::RequestHandled { request: id, error: error_of(&outcome) });
        let delay = match effect {
            Some(Effect::DelayReply(by)) => by,
            Some(
                Effect::DropReply
                | Effect::DuplicateReply(_)
                | Effect::Fail(_)
                | Effect::FailAtSubmit(_)
                | Effect::Stale
                | Effect::StructureTooSmall
                | Effect::CloseProxy,
            )
            | None => Span::ZERO,
        };
        let at = self.now + reply_after + delay;
        let reply = (!lost).then(|| self.schedule(at, Event::Replies(id)));
        if let Some(pending) = self.desk.pending.get_mut(&id) {
            pending.outcome = Some(outcome);
            pending.reply = reply;
        }
        if lost {
            self.note(Fact::ReplyLost { request: id });
            self.forget_if_done(id);
        }
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
        let Some(pending) = self.desk.pending.get_mut(&id) else { return };
        pending.reply = None;
        let Some(outcome) = pending.outcome.take() else { return };
        if let Some(Effect::DuplicateReply(after)) = pending.effect {
            pending.second_reply = Some(self.timers.schedule(self.now + after, Event::RepliesAgain(id), self.cause));
        }
        if pending.waiting {
            pending.waiting = false;
            self.timers.cancel(&mut pending.limit);
            self.finish(id, outcome);
        } else {
            self.note(Fact::ReplyLate { request: id });
        }
        self.forget_if_done(id);
    }

    /// The second copy of a reply reaches nobody.
    pub(crate) fn send_reply_again(&mut self, id: RequestId) {
        if let Some(pending) = self.desk.pending.get_mut(&id) {
            pending.second_reply = None;
        }
        self.note(Fact::ReplyLate { request: id });
        self.forget_if_done(id);
    }

    /// The client's limit ends. The request is still handled, its reply will be late.
    pub(crate) fn limit_ends(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(&id) else { return };
        pending.limit = None;
        pending.waiting = false;
        self.note(Fact::RequestTimedOut { request: id });
        self.reveal(id);
        self.desk.outputs.push(Output::Finished { request: id, at: self.now, end: RequestEnd::TimedOut });
        self.forget_if_done(id);
    }

    pub(crate) fn drop_request(&mut self, id: RequestId) {
        let Some(pending) = self.desk.pending.get_mut(&id) else { return };
        if std::mem::take(&mut pending.waiting) {
            self.timers.cancel(&mut pending.limit);
            self.note(Fact::RequestDropped { request: id });
            self.reveal(id);
            self.forget_if_done(id);
        }
    }

    fn finish(&mut self, id: RequestId, outcome: Outcome) {
        self.note(Fact::RequestReplied { request: id, error: error_of(&outcome) });
        self.reveal(id);
        let end = RequestEnd::Replied(outcome);
        self.desk.outputs.push(Output::Finished { request: id, at: self.now, end });
    }

    /// A request that nobody waits for and that will do nothing more leaves nothing behind.
    fn forget_if_done(&mut self, id: RequestId) {
        let done = self.desk.pending.get(&id).is_some_and(|pending| {
            !pending.waiting && pending.handle.is_none() && pending.reply.is_none() && pending.second_reply.is_none()
        });
        if done {
            self.desk.pending.remove(&id);
        }
    }

    /// The proxy goes away: what waits for a reply fails, what was not handled never is.
    pub(crate) fn close_proxy(&mut self) -> Accepted {
        if self.desk.open {
            self.desk.open = false;
            self.lead(Fact::ProxyClosed);
            for (id, mut pending) in std::mem::take(&mut self.desk.pending) {
                for timer in [&mut pending.handle, &mut pending.reply, &mut pending.second_reply, &mut pending.limit] {
                    self.timers.cancel(timer);
                }
                if pending.waiting {
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
