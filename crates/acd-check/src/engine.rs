//! The engine as a subject.

mod heard;

use acd_core::{Accepted, AgentRow, CallRow, Command, Config, Engine, Halt, Output, QueueRow, Request, SessionRow};
use tapi_types::{AddressId, LineError, RequestId, Span, Time, line};

use self::heard::Heard;
use crate::{RequestRow, Subject};

/// An engine that checks every law after every event, what it has put out about requests, and a client that listens.
#[derive(Debug, Clone)]
pub struct Watched {
    engine: Engine,
    requests: Vec<RequestRow>,
    heard: Heard,
    halt: Option<Halt>,
}

impl Watched {
    fn advance(&mut self, run: impl FnOnce(&mut Engine) -> Result<(), Halt>) {
        let result = run(&mut self.engine);
        self.note(result);
    }

    fn note(&mut self, result: Result<(), Halt>) {
        self.halt = self.halt.take().or(result.err());
        for output in self.engine.take_outputs() {
            match output {
                Output::Message { message, .. } => self.heard.hear(message),
                Output::Handled { request, at } => self.row(request).handled = Some(at),
                Output::Finished { request, at, end } => {
                    let row = self.row(request);
                    assert!(row.end.is_none(), "{request:?} ends a second time");
                    row.finished = Some(at);
                    row.end = Some(end);
                }
            }
        }
        if self.halt.is_none() {
            self.heard.check(&self.engine);
        }
    }

    fn row(&mut self, request: RequestId) -> &mut RequestRow {
        &mut self.requests[request.index()]
    }
}

impl Subject for Watched {
    fn new(config: &Config) -> Self {
        let mut engine = Engine::new(config.clone());
        engine.check_all_laws();
        engine.announce(true);
        let heard = Heard::new(&engine);
        Watched { engine, heard, requests: Vec::new(), halt: None }
    }

    fn advance_before_commands(&mut self, t: Time) {
        self.advance(|engine| engine.advance_before_commands(t));
    }

    fn advance_through(&mut self, t: Time) {
        self.advance(|engine| engine.advance_through(t));
    }

    fn apply(&mut self, t: Time, command: &Command) -> Result<Accepted, LineError> {
        assert_eq!(self.engine.now(), t, "the engine stands at the moment of the command");
        let answer = self.engine.apply(command);
        let state = self.engine.halted();
        self.note(state);
        answer
    }

    fn submit(&mut self, t: Time, request: Request, limit: Option<Span>) -> RequestId {
        assert_eq!(self.engine.now(), t, "the engine stands at the moment of the request");
        let id = self.engine.submit(request, limit);
        self.requests.push(RequestRow { id, submitted: t, handled: None, finished: None, end: None });
        let state = self.engine.halted();
        self.note(state);
        id
    }

    fn next_wake(&self) -> Option<Time> {
        self.engine.next_wake().map(|moment| moment.at)
    }

    fn session_rows(&self) -> Vec<SessionRow> {
        self.engine.sessions()
    }

    fn agent_rows(&self) -> Vec<AgentRow> {
        self.engine.agents()
    }

    fn queue_rows(&self) -> Vec<QueueRow> {
        self.engine.queues()
    }

    fn call_rows(&self) -> Vec<CallRow> {
        self.engine.calls()
    }

    fn address_state(&self, address: AddressId) -> line::AgentState {
        self.heard.address(address)
    }

    fn requests(&self) -> Vec<RequestRow> {
        self.requests.clone()
    }

    fn halted(&self) -> Option<String> {
        self.halt.as_ref().map(ToString::to_string)
    }
}
