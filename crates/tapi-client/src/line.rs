//! A call centre as a client sees it, and the way that every request takes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tapi_types::{AgentId, Function, LineError, LineErrorReading, QueueId, SessionId};
use tracing::field::Empty;
use tracing::{Instrument, debug_span};
use tsp_provider::{Provider, Ticket};

use crate::limit::{self, Call};
use crate::{Agent, AgentSession, Queue, TapiError};

/// How long a method waits for its reply where nobody says otherwise: the two minutes that the method
/// pages of `tapi3cc.h` give with `TAPI_E_TIMEOUT`.
pub const LIMIT: Duration = Duration::from_secs(120);

/// A call centre behind one open line. Cheap to clone, and so are the objects that it hands out.
#[derive(Clone, Debug)]
pub struct CallCenter {
    line: Line,
}

impl CallCenter {
    /// The call centre that `provider` stands for, with the limit of two minutes.
    pub fn new(provider: Arc<dyn Provider>) -> Self {
        CallCenter { line: Line { provider, limit: LIMIT, errors: LineErrorReading::Raw } }
    }

    /// The same with another limit, for all objects had from it later. Zero is allowed: then only a reply
    /// that is due at the instant of submission arrives.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.line.limit = limit;
        self
    }

    /// The same with another reading of the provider's errors, for all objects had from it later.
    #[must_use]
    pub fn with_errors(mut self, reading: LineErrorReading) -> Self {
        self.line.errors = reading;
        self
    }

    /// A session. No request is made, so one that does not exist shows when it is asked something.
    pub fn session(&self, id: SessionId) -> AgentSession {
        AgentSession::new(self.line.clone(), id)
    }

    /// An agent. No request is made, as for [`session`](CallCenter::session).
    pub fn agent(&self, id: AgentId) -> Agent {
        Agent::new(self.line.clone(), id)
    }

    /// A queue. No request is made, as for [`session`](CallCenter::session).
    pub fn queue(&self, id: QueueId) -> Queue {
        Queue::new(self.line.clone(), id)
    }
}

/// A provider, and how long to wait for it.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) provider: Arc<dyn Provider>,
    pub(crate) limit: Duration,
    pub(crate) errors: LineErrorReading,
}

impl Line {
    /// Makes one request, under a span that tells what it was about and how it ended.
    pub(crate) async fn request<T>(
        &self,
        function: Function,
        object: impl fmt::Debug,
        make: impl for<'a> FnOnce(&'a dyn Provider, &'a Ticket) -> Call<'a, T>,
    ) -> Result<T, TapiError> {
        let span = debug_span!("request", function = function.original_name(), ?object, outcome = Empty);
        let outcome = limit::within(&*self.provider, self.limit, &span, make).instrument(span.clone()).await;
        let outcome = outcome.map_err(|error| error.read_again(self.errors));
        span.record("outcome", outcome.as_ref().map_or_else(|error| error.name(), |_| "ok"));
        outcome
    }
}

impl Line {
    /// What a method answers about an object that the provider does not know.
    pub(crate) fn unknown(&self) -> TapiError {
        TapiError::read(LineError::INVALPARAM, self.errors)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("limit", &self.limit).finish_non_exhaustive()
    }
}
