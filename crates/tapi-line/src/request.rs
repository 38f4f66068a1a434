//! A request under way: from the call to LINE_REPLY.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tapi_types::LineError;
use tsp_provider::{Answer, Ask, Provider, Ticket};

use crate::Settings;
use crate::output::Output;

type Reply = Result<Answer, LineError>;

/// A request whose reply has not been posted.
pub(crate) struct Request {
    /// The line, where it needs one.
    pub(crate) line: Option<u32>,
    /// `dwCallbackInstance` of its reply.
    pub(crate) instance: u32,
    provider: Arc<dyn Provider>,
    ticket: Arc<Ticket>,
    output: Output,
    progress: Progress,
}

enum Progress {
    UnderWay(Pin<Box<dyn Future<Output = Reply> + Send>>),
    /// The provider has answered; the reply waits to be posted.
    Over(Reply),
}

impl Request {
    /// Submits a request. TAPI 2.2 knows no limit, so its ticket has none.
    ///
    /// # Errors
    /// The provider's refusal at submission: nothing follows.
    pub(crate) fn submit(
        provider: Arc<dyn Provider>,
        ask: Ask,
        output: Output,
        context: &mut Context<'_>,
    ) -> Result<Request, LineError> {
        let ticket = Arc::new(Ticket::unlimited());
        let mut call = perform(Arc::clone(&provider), ask, Arc::clone(&ticket));
        let progress = match call.as_mut().poll(context) {
            // What was submitted has a number; without one, this is the return value.
            Poll::Ready(Err(error)) if ticket.request().is_none() => return Err(error),
            Poll::Ready(reply) => Progress::Over(reply),
            Poll::Pending => Progress::UnderWay(call),
        };
        Ok(Request { line: None, instance: 0, provider, ticket, output, progress })
    }

    pub(crate) fn of_line(self, line: u32, instance: u32) -> Request {
        Request { line: Some(line), instance, ..self }
    }

    /// Scribbles over its memory.
    pub(crate) fn scribble(&self, byte: u8) {
        self.output.scribble(byte);
    }

    /// True once its reply is there.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.progress, Progress::Over(_))
    }

    /// Moves it on; true once its reply is there.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> bool {
        if let Progress::UnderWay(call) = &mut self.progress {
            match call.as_mut().poll(context) {
                Poll::Ready(reply) => self.progress = Progress::Over(reply),
                Poll::Pending => return false,
            }
        }
        true
    }

    /// The end of a request: its memory is filled, or why it is not. One that is still under way fails, as those do whose
    /// line closes.
    pub(crate) fn end(self, settings: &Settings) -> Result<(), LineError> {
        match self.progress {
            Progress::Over(reply) => reply.and_then(|answer| self.output.fill(&answer, settings)),
            Progress::UnderWay(call) => {
                self.provider.forget(&self.ticket);
                drop(call);
                Err(LineError::OPERATIONFAILED)
            }
        }
    }
}

/// The provider's call, which owns all that it needs.
fn perform(provider: Arc<dyn Provider>, ask: Ask, ticket: Arc<Ticket>) -> Pin<Box<dyn Future<Output = Reply> + Send>> {
    Box::pin(async move { ask.perform(&*provider, &ticket).await })
}
