//! `ITTAPICallCenter`: where everything begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tapi_types::{AgentId, GroupId, LineErrorReading, QueueId, SessionId};
use tsp_provider::{Answer, Ask, Provider};

use crate::line::{LIMIT, Line};
use crate::{AcdGroup, Agent, AgentHandler, AgentSession, EnumAgentHandler, Events, Queue, TapiError};

/// A call centre: `ITTAPICallCenter`, one agent handler or several. Cheap to clone, and so are the objects that it
/// hands out. Its copies are one TAPI object: they are [shut down](CallCenter::shutdown) together.
///
/// Ids belong to a handler. [`session`](CallCenter::session) and its siblings are the first handler's; another's are had
/// from the [`AgentHandler`] itself.
#[derive(Clone, Debug)]
#[doc(alias = "ITTAPICallCenter")]
pub struct CallCenter {
    line: Line,
    further: Vec<Line>,
    is_down: Arc<AtomicBool>,
}

impl CallCenter {
    /// The call centre with one handler, that which `provider` stands for, and with the limit of two minutes.
    pub fn new(provider: Arc<dyn Provider>) -> Self {
        let line = Line::new(provider, LIMIT, LineErrorReading::default());
        CallCenter { line, further: Vec::new(), is_down: Arc::default() }
    }

    /// The same with one handler more, behind those that it has.
    #[must_use]
    pub fn with_handler(mut self, provider: Arc<dyn Provider>) -> Self {
        self.further.push(Line::new(provider, self.line.limit, self.line.errors));
        self
    }

    /// The same with another limit, for all objects had from it later. Zero is allowed: then only a reply
    /// that is due at the instant of submission arrives.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.lines_mut().for_each(|line| line.limit = limit);
        self
    }

    /// The same with another reading of the providers' errors, for all objects had from it later.
    #[must_use]
    pub fn with_errors(mut self, reading: LineErrorReading) -> Self {
        self.lines_mut().for_each(|line| line.errors = reading);
        self
    }

    /// The agent handlers, in the order in which they were given, as an enumerator.
    ///
    /// `ITTAPICallCenter::EnumerateAgentHandlers`: without a request. See [`agent_handlers`](CallCenter::agent_handlers).
    ///
    /// # Errors
    /// [`InvalidArg`](TapiError::InvalidArg) after [`shutdown`](CallCenter::shutdown).
    #[doc(alias = "EnumerateAgentHandlers")]
    pub fn enumerate_agent_handlers(&self) -> Result<EnumAgentHandler, TapiError> {
        self.agent_handlers().map(EnumAgentHandler::from)
    }

    /// The agent handlers, in the order in which they were given.
    ///
    /// `ITTAPICallCenter::get_AgentHandlers`: without a request. One whose line has not all the proxies that TAPI 3 needs
    /// is left out, where its provider says which it has ([`Provider::line_get_proxy_status`]).
    ///
    /// # Errors
    /// [`InvalidArg`](TapiError::InvalidArg) after [`shutdown`](CallCenter::shutdown).
    #[doc(alias = "get_AgentHandlers")]
    pub fn agent_handlers(&self) -> Result<Vec<AgentHandler>, TapiError> {
        if self.is_down.load(Ordering::Acquire) {
            return Err(TapiError::InvalidArg);
        }
        Ok(self.lines().cloned().map(AgentHandler::new).filter(AgentHandler::is_there).collect())
    }

    /// Ends the use of TAPI: `ITTAPI::Shutdown`. Every line is closed, so that further requests are refused with
    /// LINEERR_INVALLINEHANDLE, and [`Events`] come to their end.
    #[doc(alias = "Shutdown")]
    pub fn shutdown(&self) {
        if !self.is_down.swap(true, Ordering::AcqRel) {
            self.lines().for_each(|line| line.provider.close());
        }
    }

    /// A new listener to the events of all handlers, who hears nothing until a
    /// [filter is set](Events::put_event_filter). The buffer of each handler has room for so many messages, one at least;
    /// when it is full the oldest gives way and the loss is reported.
    pub fn events(&self, capacity: usize) -> Events {
        Events::new(self.lines().cloned(), capacity)
    }

    /// Any request of TAPI 2.2, as the methods make theirs: with the limit, and the reading of errors. For those that TAPI 3 does
    /// not wrap; addressed to the first handler.
    ///
    /// # Errors
    /// [`Timeout`](TapiError::Timeout) and the errors of the function.
    pub async fn ask(&self, ask: Ask) -> Result<Answer, TapiError> {
        self.line.ask(ask).await
    }

    /// A session. No request is made, so one that does not exist shows when it is asked something.
    pub fn session(&self, id: SessionId) -> AgentSession {
        AgentSession::new(self.line.clone(), id)
    }

    /// An agent. No request is made, as for [`session`](CallCenter::session).
    pub fn agent(&self, id: AgentId) -> Agent {
        Agent::new(self.line.clone(), id)
    }

    /// A group. No request is made, as for [`session`](CallCenter::session).
    pub fn acd_group(&self, id: GroupId) -> AcdGroup {
        AcdGroup::new(self.line.clone(), id)
    }

    /// A queue. No request is made, as for [`session`](CallCenter::session).
    pub fn queue(&self, id: QueueId) -> Queue {
        Queue::new(self.line.clone(), id)
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        std::iter::once(&self.line).chain(&self.further)
    }

    fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        std::iter::once(&mut self.line).chain(&mut self.further)
    }
}
