//! The desk that requests go over: those that are under way, what faults have done so far, and what goes out to clients.

use std::collections::BTreeMap;

use slab::Slab;
use tapi_types::{Effect, FaultBook, Message, ObjectFilter, RequestId, Span, Time};

use crate::state::timers::Timer;
use crate::{Config, Engine, Outcome, Reply, Request, Stream};

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
    pub(super) open: bool,
    pub(super) submitted: u32,
    pub(super) pending: PendingRequests,
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

/// A request that may still come to something.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// It is not over yet for its client.
    pub(super) waiting: bool,
    pub(super) effect: Option<Effect>,
    pub(super) stage: Stage,
    /// The end of the client's limit, where it can come before the reply.
    pub(super) limit: Option<Timer>,
}

/// How far a request has come.
#[derive(Debug, Clone)]
pub(super) enum Stage {
    /// It is on its way to the ACD.
    Submitted { request: Box<Request>, reply_after: Span, handle: Timer },
    /// Its reply is on the way.
    Handled { outcome: Box<Outcome>, reply: Timer },
    /// A second copy of its reply is on the way.
    Replied { again: Timer },
    /// Nothing more will come of it.
    Done,
}

impl Stage {
    /// What has yet to happen to the request.
    pub(super) const fn timer(&self) -> Option<Timer> {
        match *self {
            Stage::Submitted { handle: timer, .. }
            | Stage::Handled { reply: timer, .. }
            | Stage::Replied { again: timer } => Some(timer),
            Stage::Done => None,
        }
    }
}

/// The requests under way, by number. They lie close together whatever their numbers are.
#[derive(Debug, Clone, Default)]
pub(super) struct PendingRequests {
    places: BTreeMap<RequestId, u32>,
    all: Slab<Pending>,
}

impl PendingRequests {
    pub(super) fn insert(&mut self, id: RequestId, pending: Pending) {
        let place = self.all.insert(pending);
        self.places.insert(id, u32::try_from(place).expect("no more places than request numbers, and those are u32"));
    }

    pub(super) fn get_mut(&mut self, id: RequestId) -> Option<&mut Pending> {
        self.all.get_mut(*self.places.get(&id)? as usize)
    }

    /// A request that nobody waits for and that will do nothing more leaves nothing behind.
    pub(super) fn forget_if_done(&mut self, id: RequestId) {
        if self.get_mut(id).is_some_and(|pending| !pending.waiting && matches!(pending.stage, Stage::Done))
            && let Some(place) = self.places.remove(&id)
        {
            self.all.remove(place as usize);
        }
    }

    /// All of them, in the order in which they were submitted; none is left.
    pub(super) fn take_all(&mut self) -> Vec<(RequestId, Pending)> {
        let places = std::mem::take(&mut self.places);
        let all = places.into_iter().map(|(id, place)| (id, self.all.remove(place as usize))).collect();
        self.all = Slab::new();
        all
    }
}

impl Desk {
    pub(crate) fn new(config: &Config) -> Desk {
        let stale = config.faults.iter().any(|fault| fault.rule.effect == Effect::Stale);
        Desk {
            open: true,
            submitted: 0,
            pending: PendingRequests::default(),
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
}

impl Engine {
    /// True while the proxy is there: what is served can be asked for.
    pub fn proxy_is_open(&self) -> bool {
        self.desk.open
    }

    /// Requests that may still come to something.
    pub fn pending_requests(&self) -> usize {
        self.desk.pending.all.len()
    }

    /// How often a fault has fired so far, by its place in the configuration.
    pub fn fault_count(&self, fault: usize) -> u64 {
        self.desk.faults.fired(fault)
    }
}
