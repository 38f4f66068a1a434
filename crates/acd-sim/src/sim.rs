//! One call centre: the engine behind one short lock, and those who wait for its replies.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use acd_core::{Config, Engine, Halt, Moment, Outcome, Output, Request, RequestEnd};
use tapi_types::{LineError, RequestId, SessionId, Span, Time};
use tokio::sync::Notify;
use tsp_provider::AddressId;

use crate::SimProvider;
use crate::clock::Clock;

/// A call centre. Clones are handles to the same one.
#[derive(Debug, Clone)]
pub struct Sim(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    world: Mutex<World>,
    /// Something may be due earlier than the driver thinks.
    stirred: Notify,
}

/// What the lock is around.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    /// The script's next stop: live calls must not take the engine past it.
    pub(crate) next_stop: Option<Moment>,
    /// Set while the script acts: requests are submitted at the engine's own moment.
    step: Option<StepState>,
    waiting: BTreeMap<RequestId, Waiter>,
    /// The moments of every request, where they are kept.
    kept: Option<Vec<RequestTimes>>,
    agent_addresses: Vec<AddressId>,
    session_addresses: BTreeMap<SessionId, AddressId>,
}

#[derive(Debug, Default)]
struct StepState {
    create_as: Option<SessionId>,
    submitted: Option<RequestId>,
}

/// What a step of a script submitted while it acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepSubmission {
    /// The request, if one was made.
    pub request: Option<RequestId>,
}

/// A client that waits for a reply.
#[derive(Debug)]
enum Waiter {
    Pending(Option<Waker>),
    Over(RequestEnd),
}

/// The three moments of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestTimes {
    /// It reached the provider.
    pub submitted: Time,
    /// The ACD took it up.
    pub handled: Option<Time>,
    /// It was over for the client.
    pub finished: Option<Time>,
    /// How.
    pub end: Option<RequestEnd>,
}

impl Sim {
    /// A call centre at time zero. Its time is the engine's until a driver takes over.
    pub fn new(config: Config) -> Sim {
        let agents = config.agents.len();
        Sim(Arc::new(Shared {
            world: Mutex::new(World {
                engine: Engine::new(config),
                clock: Clock::Engine,
                next_stop: None,
                step: None,
                waiting: BTreeMap::new(),
                kept: None,
                agent_addresses: vec![AddressId::default(); agents],
                session_addresses: BTreeMap::new(),
            }),
            stirred: Notify::new(),
        }))
    }

    /// The call centre as a provider for clients.
    pub fn provider(&self) -> SimProvider {
        SimProvider::new(self.clone())
    }

    /// Works on the engine under the lock. Replies that this brings about reach their clients.
    pub fn with_engine<R>(&self, work: impl FnOnce(&mut Engine) -> R) -> R {
        let mut world = self.world();
        let result = work(&mut world.engine);
        world.deliver();
        result
    }

    /// Keeps the moments of all requests from now on.
    pub fn keep_requests(&self) {
        self.world().kept.get_or_insert_default();
    }

    /// The moments of a request, where they are kept.
    pub fn request_times(&self, request: RequestId) -> Option<RequestTimes> {
        self.world().kept.as_ref()?.get(request.index()).copied()
    }

    /// Says at which address an agent works unless a session says otherwise.
    pub fn set_agent_address(&self, agent: tapi_types::AgentId, address: AddressId) {
        if let Some(place) = self.world().agent_addresses.get_mut(agent.index()) {
            *place = address;
        }
    }

    /// Says at which address a session works.
    pub fn set_session_address(&self, session: SessionId, address: AddressId) {
        self.world().session_addresses.insert(session, address);
    }

    /// Lets a step of a script act on clients: the request that it submits meanwhile goes to the engine at the engine's
    /// own moment; a session that it creates gets the reserved id.
    pub fn step<R>(&self, create_as: Option<SessionId>, act: impl FnOnce() -> R) -> (R, StepSubmission) {
        self.world().step = Some(StepState { create_as, submitted: None });
        let result = act();
        let submitted = self.world().step.take().and_then(|step| step.submitted);
        (result, StepSubmission { request: submitted })
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // A panic while the lock was held is somebody else's; the engine itself never panics half-way by design.
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn stir(&self) {
        self.0.stirred.notify_one();
    }

    pub(crate) async fn stirred(&self) {
        self.0.stirred.notified().await;
    }

    /// Submits a request for a client; its number.
    pub(crate) fn submit(&self, request: Request, limit: Option<Span>) -> RequestId {
        let mut world = self.world();
        let id = world.submit(request, limit);
        drop(world);
        self.stir();
        id
    }

    /// The reply to a request, or a place in the line of those who wait for theirs.
    pub(crate) fn poll_reply(&self, id: RequestId, context: &mut Context<'_>) -> Poll<Outcome> {
        let mut world = self.world();
        match world.poll_end(id, context) {
            Poll::Ready(RequestEnd::Replied(outcome)) => {
                world.waiting.remove(&id);
                Poll::Ready(outcome)
            }
            // The client's own timer will tell it.
            Poll::Ready(RequestEnd::TimedOut) | Poll::Pending => Poll::Pending,
        }
    }

    /// How a request ended for its client, once it has.
    pub(crate) fn poll_end(&self, id: RequestId, context: &mut Context<'_>) -> Poll<RequestEnd> {
        self.world().poll_end(id, context)
    }

    /// Nobody waits for a request any more.
    pub(crate) fn leave(&self, id: RequestId) {
        let mut world = self.world();
        if let Some(Waiter::Pending(_)) = world.waiting.remove(&id) {
            world.catch_up();
            world.engine.forget(id);
            world.deliver();
            drop(world);
            self.stir();
        }
    }
}

impl World {
    /// Runs what is due by the clock, but nothing that the script has a say in.
    pub(crate) fn catch_up(&mut self) {
        if self.step.is_some() {
            return;
        }
        let Some(now) = self.clock.now() else { return };
        // A halted engine stands still; the driver reports it.
        let _halted = match self.next_stop {
            Some(stop) if stop.at <= now => self.advance_before(stop),
            Some(_) | None => self.engine.advance_through(now),
        };
        self.deliver();
    }

    /// Brings the engine to just before a stop.
    pub(crate) fn advance_before(&mut self, stop: Moment) -> Result<(), Halt> {
        match stop.class {
            acd_core::Class::Command => self.engine.advance_before_commands(stop.at),
            acd_core::Class::Release
            | acd_core::Class::Arrival
            | acd_core::Class::Answer
            | acd_core::Class::GiveUp
            | acd_core::Class::Handle
            | acd_core::Class::Reply
            | acd_core::Class::Deadline
            | acd_core::Class::Expect => self.engine.advance_through(stop.at),
        }
    }

    fn submit(&mut self, request: Request, limit: Option<Span>) -> RequestId {
        self.catch_up();
        let request = self.name_creation(request);
        let submitted = self.engine.now();
        let id = self.engine.submit(request, limit);
        if let Some(kept) = &mut self.kept {
            kept.push(RequestTimes { submitted, handled: None, finished: None, end: None });
        }
        self.waiting.insert(id, Waiter::Pending(None));
        match &mut self.step {
            Some(step) => step.submitted = Some(id),
            // Who asks for what is ready need not wait for the driver.
            None => self.catch_up(),
        }
        self.deliver();
        id
    }

    fn name_creation(&self, request: Request) -> Request {
        match (request, &self.step) {
            (Request::CreateAgentSession { id: None, agent, group }, Some(step)) => {
                Request::CreateAgentSession { id: step.create_as, agent, group }
            }
            (request, _) => request,
        }
    }

    /// Hands the engine's outputs to those who wait for them.
    pub(crate) fn deliver(&mut self) {
        for output in self.engine.take_outputs() {
            match output {
                Output::Handled { request, at } => {
                    if let Some(times) = self.times(request) {
                        times.handled = Some(at);
                    }
                }
                Output::Finished { request, at, end } => {
                    if let Some(times) = self.times(request) {
                        times.finished = Some(at);
                        times.end = Some(end);
                    }
                    self.finish(request, end);
                }
            }
        }
    }

    fn times(&mut self, request: RequestId) -> Option<&mut RequestTimes> {
        self.kept.as_mut()?.get_mut(request.index())
    }

    fn finish(&mut self, request: RequestId, end: RequestEnd) {
        if let Some(waiter) = self.waiting.get_mut(&request)
            && let Waiter::Pending(waker) = std::mem::replace(waiter, Waiter::Over(end))
            && let Some(waker) = waker
        {
            waker.wake();
        }
    }

    fn poll_end(&mut self, id: RequestId, context: &mut Context<'_>) -> Poll<RequestEnd> {
        match self.waiting.get_mut(&id) {
            Some(Waiter::Over(end)) => Poll::Ready(*end),
            Some(Waiter::Pending(waker)) => {
                *waker = Some(context.waker().clone());
                Poll::Pending
            }
            // Only a ticket that is not ours leads here.
            None => Poll::Ready(RequestEnd::Replied(Err(LineError::OPERATIONFAILED))),
        }
    }

    /// The address where a session's calls ring.
    pub(crate) fn address(&self, session: SessionId, agent: tapi_types::AgentId) -> AddressId {
        let own = self.session_addresses.get(&session).copied();
        own.unwrap_or_else(|| self.agent_addresses.get(agent.index()).copied().unwrap_or_default())
    }
}
