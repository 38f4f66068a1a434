//! The desk that requests go over: those that are under way, what faults have done so far, and what goes out to clients.

use std::collections::BTreeMap;

use tapi_types::{Effect, FaultBook, Message, ObjectFilter, RequestId, Span, Time};

use crate::state::timers::Timer;
use crate::{Config, Engine, Outcome, Reply, Request, Stream, UnderWay};

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
        /// The requests that made what the message is about and are not over; two where it went in between and was made again.
        /// A client is to get the message only when those of its own are over for it, everybody else at once.
        makers: Vec<RequestId>,
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
    pub(super) open: bool,
    pub(super) submitted: u32,
    pub(super) pending: UnderWay<Pending>,
    pub(super) faults: FaultBook,
    /// By place of the fault.
    pub(super) chances: Vec<Stream>,
    pub(super) handle_after: Stream,
    pub(super) reply_after: Stream,
    /// The records last taken, by object; only where some fault makes replies stale.
    pub(super) pictures: Option<BTreeMap<ObjectFilter, Reply>>,
    pub(crate) outputs: Vec<Output>,
    /// What comes into being now is made by this request, whose client waits for the reply.
    pub(super) making: Option<RequestId>,
}

/// A request that was taken and not refused.
#[derive(Debug, Clone)]
pub(super) struct Errand {
    pub(super) request: Request,
    pub(super) effect: Option<Effect>,
    /// From its submission on.
    pub(super) handle_after: Span,
    /// From its handling on, without what a fault adds.
    pub(super) reply_after: Span,
    pub(super) limit: Option<Span>,
}

/// A request that may still come to something. There can be many, so whatever is wide is in a box.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// It is not over yet for its client.
    pub(super) waiting: bool,
    pub(super) stage: Stage,
    /// The end of the client's limit, where it can come before the reply.
    pub(super) limit: Option<Timer>,
}

/// How far a request has come, and what its next event is.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    /// It is on its way to the ACD.
    Submitted(Box<Errand>, Timer),
    /// Its reply is on the way.
    Handled(Box<Outcome>, Timer),
    /// The same, and so long after it a second copy goes out.
    HandledTwice(Box<(Outcome, Span)>, Timer),
    /// A second copy of its reply is on the way.
    Replied(Timer),
    /// Nothing more will come of it.
    Done,
}

impl Stage {
    /// What has yet to happen to the request.
    pub(super) const fn timer(&self) -> Option<Timer> {
        match *self {
            Stage::Submitted(_, timer)
            | Stage::Handled(_, timer)
            | Stage::HandledTwice(_, timer)
            | Stage::Replied(timer) => Some(timer),
            Stage::Done => None,
        }
    }
}

impl Desk {
    pub(crate) fn new(config: &Config) -> Desk {
        let stale = config.faults.iter().any(|fault| fault.rule.effect == Effect::Stale);
        Desk {
            open: true,
            submitted: 0,
            pending: UnderWay::default(),
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

    /// A request that nobody waits for and that will do nothing more leaves nothing behind.
    pub(super) fn forget_if_done(&mut self, id: RequestId) {
        if self.pending.get_mut(id).is_some_and(|pending| !pending.waiting && matches!(pending.stage, Stage::Done)) {
            self.pending.remove(id);
        }
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
}
