//! What the lock is around: the engine, whose time it is, and the clients.

use std::collections::BTreeMap;
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};

use acd_core::{Accepted, Class, Command, Config, Engine, Halt, Moment, Outcome, Output, Reply, Request, RequestEnd};
use tapi_types::{AddressId, LineError, LineHandle, Message, RequestId, SessionId, Span, Time};
use tsp_provider::{MessageFilter, Messages, Received, Verdict};

use crate::clock::Clock;
use crate::lines::Lines;
use crate::waiting::{Wait, Waiting, Wakers};
use crate::{RequestTimes, entries};

/// One call centre and those who deal with it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    /// What the driver at work has said about itself.
    pub(crate) driver: Option<DriverPlan>,
    pub(crate) waiting: Waiting,
    pub(crate) lines: Lines,
    /// Set while a step of a script acts.
    pub(crate) step: Option<StepState>,
    /// The moments of requests, where they are kept.
    pub(crate) kept: Option<BTreeMap<RequestId, RequestTimes>>,
    /// The agents' own addresses, and how many agents they were made of.
    addresses: (usize, Vec<AddressId>),
    /// The messages of lines, where they are kept.
    pub(crate) heard: BTreeMap<LineHandle, Heard>,
}

/// A listener who reads at once, and what it has heard.
#[derive(Debug)]
pub(crate) struct Heard {
    messages: Messages,
    pub(crate) so_far: Vec<(Time, Message)>,
}

/// What live calls must respect, and when they must stir the driver.
#[derive(Debug)]
pub(crate) struct DriverPlan {
    /// The script's next stop; the engine goes no further before the script has acted.
    pub(crate) next_stop: Option<Moment>,
    /// The end of the run; the engine goes no further.
    pub(crate) end: Option<Time>,
    /// When it wakes by itself; `None` while it is awake.
    pub(crate) sleeps_until: Option<Time>,
}

/// A step of a script at work: requests of its thread are submitted at the engine's own moment.
#[derive(Debug)]
pub(crate) struct StepState {
    thread: ThreadId,
    create_as: Option<SessionId>,
    pub(crate) submitted: Option<RequestId>,
}

impl StepState {
    pub(crate) fn new(create_as: Option<SessionId>) -> StepState {
        StepState { thread: thread::current().id(), create_as, submitted: None }
    }
}

/// What is to be done when the lock has been let go.
#[derive(Debug)]
pub(crate) struct Aftermath {
    pub(crate) wakers: Wakers,
    /// Something is due earlier than the driver thinks.
    pub(crate) stir: bool,
}

impl World {
    pub(crate) fn new(config: Config) -> World {
        World {
            lines: Lines::new(),
            engine: Engine::new(config),
            clock: Clock::Engine,
            driver: None,
            waiting: Waiting::default(),
            step: None,
            kept: None,
            addresses: (0, Vec::new()),
            heard: BTreeMap::new(),
        }
    }

    /// The addresses of the floor, worked out anew only when an agent has come into being.
    pub(crate) fn addresses(&mut self) -> Vec<AddressId> {
        let config = self.engine.config();
        if self.addresses.0 != config.agents.len() {
            self.addresses = (config.agents.len(), entries::addresses(config));
        }
        self.addresses.1.clone()
    }

    /// False where another driver is at work.
    pub(crate) fn start_driving(&mut self, plan: DriverPlan, clock: Clock) -> bool {
        let free = self.driver.is_none();
        if free {
            self.driver = Some(plan);
            self.clock = clock;
        }
        free
    }

    /// A driver goes; where the engine stands now, and whether it has stopped.
    pub(crate) fn stop_driving(&mut self) -> (Time, Result<(), Halt>) {
        self.driver = None;
        self.clock = match self.clock {
            Clock::Tokio(_) | Clock::Stopped => Clock::Stopped,
            Clock::Engine | Clock::Still => Clock::Engine,
        };
        self.waiting.stir();
        (self.engine.now(), self.engine.halted())
    }

    /// Must be the last thing done under the lock.
    pub(crate) fn settle(&mut self) -> Aftermath {
        self.deliver();
        let mut wakers = self.waiting.take_wakers();
        wakers.join(self.lines.take_wakers());
        Aftermath { wakers, stir: self.wakes_driver() }
    }

    fn wakes_driver(&mut self) -> bool {
        let Some(driver) = &mut self.driver else { return false };
        let Some(planned) = driver.sleeps_until else { return false };
        let due = self.engine.next_wake().is_some_and(|wake| wake.at < planned);
        let stir = due || self.engine.halted().is_err();
        if stir {
            driver.sleeps_until = None;
        }
        stir
    }

    /// Runs what is due by the clock. The engine's time goes no further than the last event.
    pub(crate) fn catch_up(&mut self) {
        if let Some(now) = self.live_now() {
            self.run_live(now);
        }
    }

    /// Runs what is due by the clock, and brings the engine's time to the present: a live command is stamped with it. The
    /// moment, if a clock runs; the engine may have to stand before it, where the script has yet to act.
    fn stamp(&mut self) -> Option<Time> {
        let now = self.live_now()?;
        if self.run_live(now) {
            // A halted engine stands still; the driver reports it.
            let _halted = self.engine.advance_through(now);
        }
        Some(now)
    }

    /// Brings the engine's time to the present, and tells it.
    pub(crate) fn present(&mut self) -> Time {
        if let Some(now) = self.stamp() {
            self.run_live(now);
        }
        self.engine.now()
    }

    /// The present by the clock, no later than the end of the run; `None` while a step of this thread acts.
    fn live_now(&self) -> Option<Time> {
        if self.in_step() {
            return None;
        }
        let now = match self.clock {
            Clock::Still => self.engine.now(),
            Clock::Engine | Clock::Tokio(_) | Clock::Stopped => self.clock.now()?,
        };
        let end = self.driver.as_ref().and_then(|driver| driver.end);
        Some(end.map_or(now, |end| now.min(end)))
    }

    /// Runs all events up to now, but nothing that the script has a say in. True where that is everything.
    fn run_live(&mut self, now: Time) -> bool {
        let stop = self.driver.as_ref().and_then(|driver| driver.next_stop).filter(|stop| stop.at <= now);
        // A halted engine stands still; the driver reports it.
        let _halted = match stop {
            Some(stop) => self.advance_before(stop),
            None => self.run_events(|wake| wake.at <= now, |_| {}),
        };
        stop.is_none()
    }

    /// Brings the engine to just before a stop.
    pub(crate) fn advance_before(&mut self, stop: Moment) -> Result<(), Halt> {
        match stop.class {
            Class::Command => self.engine.advance_before_commands(stop.at),
            Class::Release
            | Class::Arrival
            | Class::Answer
            | Class::GiveUp
            | Class::Handle
            | Class::Reply
            | Class::Deadline
            | Class::Expect => self.engine.advance_through(stop.at),
        }
    }

    /// Runs events one by one. Time goes no further than the last of them.
    pub(crate) fn run_events(
        &mut self,
        goes_on: impl Fn(Moment) -> bool,
        mut after_each: impl FnMut(&mut Engine),
    ) -> Result<(), Halt> {
        while self.engine.next_wake().is_some_and(&goes_on) {
            self.engine.step()?;
            after_each(&mut self.engine);
        }
        self.engine.halted()
    }

    /// Carries out a live command.
    pub(crate) fn apply(&mut self, command: &Command) -> Result<Accepted, LineError> {
        let now = self.stamp();
        if self.engine.halted().is_err() {
            return Err(LineError::OPERATIONFAILED);
        }
        let result = self.engine.apply(command);
        if let Some(now) = now {
            self.run_live(now);
        }
        result
    }

    /// Takes a request of a client, who then waits for its reply, unless it is there at once. `None` where the line is
    /// closed.
    pub(crate) fn submit(
        &mut self,
        line: LineHandle,
        mut request: Request,
        limit: Option<Span>,
    ) -> Option<(RequestId, Option<Outcome>)> {
        let client = self.lines.client(line)?;
        if let Request::CreateAgent(new) = &mut request {
            new.user.clone_from(&client.user);
        }
        let now = self.stamp();
        self.name_creation(&mut request);
        let submitted = self.engine.now();
        let id = self.engine.submit(request, limit);
        if let Some(kept) = &mut self.kept {
            kept.insert(id, RequestTimes { submitted, handled: None, finished: None, end: None });
        }
        self.waiting.enter(id, line);
        if self.in_step()
            && let Some(step) = &mut self.step
        {
            step.submitted = Some(id);
        }
        if let Some(now) = now {
            // Who asks for what is ready need not wait for the driver.
            self.run_live(now);
        }
        self.deliver();
        Some((id, self.take_reply(id)))
    }

    fn in_step(&self) -> bool {
        self.step.as_ref().is_some_and(|step| step.thread == thread::current().id())
    }

    /// A session that a step of a script creates has the id that is reserved for it.
    fn name_creation(&self, request: &mut Request) {
        if let (Request::CreateAgentSession(new), Some(step)) = (request, &self.step)
            && self.in_step()
            && new.id.is_none()
        {
            new.id = step.create_as;
        }
    }

    /// From now on the engine says what listeners are to be told.
    pub(crate) fn listen(&mut self, line: LineHandle, filter: MessageFilter, capacity: usize) -> Messages {
        self.engine.announce(true);
        self.lines.listen(line, filter, capacity)
    }

    /// Closes a line: what is under way fails, and the agents that it made are released. POLICY `agent_end`.
    pub(crate) fn close(&mut self, line: LineHandle) {
        for request in self.waiting.of_line(line) {
            self.finish(request, self.engine.now(), RequestEnd::Replied(Err(LineError::OPERATIONFAILED)));
            self.engine.forget(request);
        }
        for agent in self.lines.close(line) {
            // One that is released already stays so.
            let _released = self.apply(&Command::ReleaseAgent { agent });
        }
    }

    /// Hands the engine's outputs to those who wait for them.
    fn deliver(&mut self) {
        for output in self.engine.take_outputs() {
            let at = match output {
                Output::Handled { request, at } => {
                    if let Some(times) = self.times(request) {
                        times.handled = Some(at);
                    }
                    at
                }
                Output::Finished { request, at, end } => {
                    self.finish(request, at, end);
                    at
                }
                Output::Message { message, maker, at } => {
                    let maker = maker.and_then(|request| Some((self.waiting.line_of(request)?, request)));
                    self.lines.tell(message, maker);
                    at
                }
            };
            self.hear(at);
        }
        if self.engine.halted().is_err() {
            self.fail_pending();
        }
    }

    /// Keeps what a line is told from now on.
    pub(crate) fn keep_messages(&mut self, line: LineHandle, filter: MessageFilter) {
        let messages = self.listen(line, filter, usize::MAX);
        self.heard.insert(line, Heard { messages, so_far: Vec::new() });
    }

    fn hear(&mut self, at: Time) {
        for Heard { messages, so_far } in self.heard.values_mut() {
            while let Some(Received::Message(message)) = messages.try_next() {
                so_far.push((at, message));
            }
        }
    }

    fn finish(&mut self, request: RequestId, at: Time, end: RequestEnd) {
        if let Some(line) = self.waiting.line_of(request) {
            self.keep_made(line, &end);
            self.lines.finish(line, request, &end);
        }
        if let Some(times) = self.times(request) {
            times.finished = Some(at);
            times.end = Some(end.clone());
        }
        self.waiting.finish(request, end);
    }

    fn keep_made(&mut self, line: LineHandle, end: &RequestEnd) {
        if let RequestEnd::Replied(Ok(Reply::Agent(agent))) = end
            && self.engine.config().agents.get(agent.index()).is_some_and(|agent| agent.made.is_some())
        {
            self.lines.keep_made(line, *agent);
        }
    }

    /// An engine that has stopped replies to nothing: what is pending fails.
    fn fail_pending(&mut self) {
        let at = self.engine.now();
        for request in self.waiting.pending() {
            self.finish(request, at, RequestEnd::Replied(Err(LineError::OPERATIONFAILED)));
        }
    }

    fn times(&mut self, request: RequestId) -> Option<&mut RequestTimes> {
        self.kept.as_mut()?.get_mut(&request)
    }

    fn take_reply(&mut self, id: RequestId) -> Option<Outcome> {
        match self.waiting.end(id) {
            Some(RequestEnd::Replied(outcome)) => {
                self.waiting.leave(id);
                Some(outcome)
            }
            // The client's own timer will tell it.
            Some(RequestEnd::TimedOut) | None => None,
        }
    }

    /// The reply to a request, or a place in the line of those who wait for theirs.
    pub(crate) fn poll_reply(&mut self, id: RequestId, context: &Context<'_>) -> Poll<Outcome> {
        match self.waiting.poll(id, Wait::Reply, context) {
            Poll::Ready(_) => self.take_reply(id).map_or(Poll::Pending, Poll::Ready),
            Poll::Pending => Poll::Pending,
        }
    }

    /// Who won at the limit of a request, once the engine's time has come there.
    pub(crate) fn poll_verdict(&mut self, id: RequestId, context: &Context<'_>) -> Poll<Verdict> {
        self.catch_up();
        self.deliver();
        match (self.waiting.poll(id, Wait::Verdict, context), self.clock) {
            (Poll::Ready(RequestEnd::Replied(_)), _) => Poll::Ready(Verdict::InTime),
            (Poll::Ready(RequestEnd::TimedOut), _) => Poll::Ready(Verdict::TooLate),
            (Poll::Pending, Clock::Stopped) => {
                self.engine.forget(id);
                if let Some(line) = self.waiting.line_of(id) {
                    self.lines.drop_request(line, id);
                }
                self.waiting.finish(id, RequestEnd::TimedOut);
                Poll::Ready(Verdict::TooLate)
            }
            (Poll::Pending, Clock::Engine | Clock::Still | Clock::Tokio(_)) => Poll::Pending,
        }
    }

    /// Nobody waits for a request any more.
    pub(crate) fn leave(&mut self, id: RequestId) {
        let line = self.waiting.line_of(id);
        if self.waiting.leave(id) {
            self.stamp();
            self.engine.forget(id);
            if let Some(line) = line {
                self.lines.drop_request(line, id);
            }
        }
    }
}
