//! What the harness drives: the engine, or the model in its place.

use acd_core::{Accepted, AgentRow, CallRow, Command, Config, QueueRow, Request, SessionRow};
use tapi_types::{AddressId, LineError, RequestId, Span, Time, line};

use crate::{Model, RequestRow};

/// An ACD that can be told the time, commanded and looked at.
pub trait Subject {
    /// The floor at time zero, before anything happens.
    fn new(config: &Config) -> Self;
    /// Plays everything due before the commands of a moment: all that is earlier, and of the moment itself
    /// what frees agents, and shifts.
    fn advance_before_commands(&mut self, t: Time);
    /// Plays everything due up to a moment, and all of the moment.
    fn advance_through(&mut self, t: Time);
    /// A command from outside.
    ///
    /// # Errors
    /// Why it is refused.
    fn apply(&mut self, t: Time, command: &Command) -> Result<Accepted, LineError>;
    /// A request reaches the provider.
    fn submit(&mut self, t: Time, request: Request, limit: Option<Span>) -> RequestId;
    /// When something is due next.
    fn next_wake(&self) -> Option<Time>;
    /// In creation order.
    fn session_rows(&self) -> Vec<SessionRow>;
    /// In the order of the configuration.
    fn agent_rows(&self) -> Vec<AgentRow>;
    /// In the order of the configuration.
    fn queue_rows(&self) -> Vec<QueueRow>;
    /// Named calls of the ACD, in order of arrival.
    fn call_rows(&self) -> Vec<CallRow>;
    /// What whoever listens knows of an address: what the agent there is doing.
    fn address_state(&self, address: AddressId) -> line::AgentState;
    /// In order of submission.
    fn requests(&self) -> Vec<RequestRow>;
    /// Why it stands still, if it does.
    fn halted(&self) -> Option<String> {
        None
    }
}

impl Subject for Model {
    fn new(config: &Config) -> Self {
        Model::new(config.clone())
    }

    fn advance_before_commands(&mut self, t: Time) {
        Model::advance_before_commands(self, t);
    }

    fn advance_through(&mut self, t: Time) {
        Model::advance_through(self, t);
    }

    fn apply(&mut self, t: Time, command: &Command) -> Result<Accepted, LineError> {
        Model::apply(self, t, command)
    }

    fn submit(&mut self, t: Time, request: Request, limit: Option<Span>) -> RequestId {
        Model::submit(self, t, request, limit)
    }

    fn next_wake(&self) -> Option<Time> {
        Model::next_wake(self)
    }

    fn session_rows(&self) -> Vec<SessionRow> {
        Model::session_rows(self)
    }

    fn agent_rows(&self) -> Vec<AgentRow> {
        Model::agent_rows(self)
    }

    fn queue_rows(&self) -> Vec<QueueRow> {
        Model::queue_rows(self)
    }

    fn call_rows(&self) -> Vec<CallRow> {
        Model::call_rows(self)
    }

    fn address_state(&self, address: AddressId) -> line::AgentState {
        Model::address_state(self, address)
    }

    fn requests(&self) -> Vec<RequestRow> {
        Model::requests(self)
    }
}
