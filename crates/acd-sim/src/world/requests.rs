//! Requests of clients, from submission to reply or verdict; and live commands.

use std::task::{Context, Poll};
use std::thread::{self, ThreadId};

use acd_core::{Accepted, Command, Outcome, Output, Reply, Request, RequestEnd};
use tapi_types::{LineError, LineHandle, RequestId, SessionId, Span, Time};
use tsp_provider::Verdict;

use super::World;
use crate::clock::Clock;
use crate::kept::Ending;
use crate::waiting::Wait;

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

impl World {
    /// Carries out a live command.
    pub(crate) fn apply(&mut self, command: &Command) -> Result<Accepted, LineError> {
        let present = self.stamp();
        if self.engine.has_halted() {
            return Err(LineError::OPERATIONFAILED);
        }
        let result = self.engine.apply(command);
        self.run_on(present);
        result
    }

    /// Takes a request of a client, and gives its reply or else keeps a place for its client. `None` where the line is closed.
    pub(crate) fn submit(
        &mut self,
        line: LineHandle,
        mut request: Request,
        limit: Option<Span>,
        context: &Context<'_>,
    ) -> Option<(RequestId, Poll<Outcome>)> {
        let client = self.lines.client(line)?;
        if let Request::CreateAgent(new) = &mut request {
            new.user.clone_from(&client.user);
        }
        let present = self.stamp();
        self.name_creation(&mut request);
        let at = self.engine.now();
        // Who asks for what is ready need not wait for the driver.
        let (id, outcome) = if present.is_some_and(|present| present.is_reached) {
            self.engine.ask(request, limit)
        } else {
            (self.engine.submit(request, limit), None)
        };
        self.note_step(id);
        if let Some(kept) = &mut self.kept {
            kept.submitted(id, at);
        }
        if let Some(outcome) = outcome {
            return Some((id, Poll::Ready(self.reply_at_once(line, id, at, outcome))));
        }
        self.waiting.enter(id, line);
        self.run_on(present);
        self.deliver();
        Some((id, self.poll_reply(id, context)))
    }

    /// The engine has handled a request and replied to it in the moment of its submission.
    fn reply_at_once(&mut self, line: LineHandle, id: RequestId, at: Time, outcome: Outcome) -> Outcome {
        if self.engine.output_count() > 0 {
            // What it has made is told to others at once, to this line when it is over.
            self.waiting.enter(id, line);
            self.deliver();
            self.waiting.leave(id);
        }
        if let Some(kept) = &mut self.kept {
            kept.handled(id, at);
            kept.finished(id, at, Ending::Replied);
        }
        self.over_on_line(line, id, outcome.as_ref().ok());
        self.hear(at);
        outcome
    }

    fn note_step(&mut self, id: RequestId) {
        if self.in_step()
            && let Some(step) = &mut self.step
        {
            step.submitted = Some(id);
        }
    }

    pub(super) fn in_step(&self) -> bool {
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

    /// Hands the engine's outputs to those who wait for them.
    pub(super) fn deliver(&mut self) {
        for output in self.engine.take_outputs() {
            let at = match output {
                Output::Handled { request, at } => {
                    if let Some(kept) = &mut self.kept {
                        kept.handled(request, at);
                    }
                    at
                }
                Output::Finished { request, at, end } => {
                    self.finish(request, at, end);
                    at
                }
                Output::Message { message, makers, at } => {
                    let makers =
                        makers.into_iter().filter_map(|request| Some((self.waiting.line_of(request)?, request)));
                    self.lines.tell(message, &makers.collect::<Vec<_>>());
                    at
                }
            };
            self.hear(at);
        }
        if self.engine.has_halted() {
            self.fail_pending();
        }
    }

    pub(super) fn finish(&mut self, request: RequestId, at: Time, end: RequestEnd) {
        let (reply, ending) = match &end {
            RequestEnd::Replied(outcome) => (outcome.as_ref().ok(), Ending::Replied),
            RequestEnd::TimedOut => (None, Ending::TimedOut),
        };
        if let Some(line) = self.waiting.line_of(request) {
            self.over_on_line(line, request, reply);
        }
        if let Some(kept) = &mut self.kept {
            kept.finished(request, at, ending);
        }
        self.waiting.finish(request, end);
    }

    /// A request of a line is over for its client, with what it was answered.
    fn over_on_line(&mut self, line: LineHandle, request: RequestId, reply: Option<&Reply>) {
        if let Some(Reply::Agent(agent)) = reply
            && self.engine.config().agents.get(agent.index()).is_some_and(|agent| agent.made.is_some())
        {
            self.lines.keep_made(line, *agent);
        }
        self.lines.over(line, request);
    }

    /// An engine that has stopped replies to nothing: what is pending fails.
    fn fail_pending(&mut self) {
        let at = self.engine.now();
        for request in self.waiting.pending() {
            self.finish(request, at, RequestEnd::Replied(Err(LineError::OPERATIONFAILED)));
        }
    }

    /// The reply to a request, or a place in the line of those who wait for theirs.
    pub(crate) fn poll_reply(&mut self, id: RequestId, context: &Context<'_>) -> Poll<Outcome> {
        if let Some(outcome) = self.waiting.take_reply(id) {
            return Poll::Ready(outcome);
        }
        // Where the limit has passed, the client's own timer will tell it.
        self.waiting.keep_waker(id, Wait::Reply, context);
        Poll::Pending
    }

    /// Who won at the limit of a request, once the engine's time has come there.
    pub(crate) fn poll_verdict(&mut self, id: RequestId, context: &Context<'_>) -> Poll<Verdict> {
        self.catch_up();
        self.deliver();
        if let Some(verdict) = self.waiting.verdict(id) {
            return Poll::Ready(verdict);
        }
        match self.clock {
            Clock::Stopped => {
                self.engine.forget(id);
                if let Some(line) = self.waiting.line_of(id) {
                    self.lines.over(line, id);
                }
                self.waiting.finish(id, RequestEnd::TimedOut);
                Poll::Ready(Verdict::TooLate)
            }
            Clock::Engine | Clock::Still | Clock::Tokio(_) => {
                self.waiting.keep_waker(id, Wait::Verdict, context);
                Poll::Pending
            }
        }
    }

    /// Nobody waits for a request any more.
    pub(crate) fn leave(&mut self, id: RequestId) {
        let line = self.waiting.line_of(id);
        if self.waiting.leave(id) {
            self.stamp();
            self.engine.forget(id);
            if let Some(line) = line {
                self.lines.over(line, id);
            }
        }
    }
}
