//! A request of a client, from its submission to its reply.

use std::pin::Pin;
use std::task::{Context, Poll};

use acd_core::{Outcome, Request};
use tapi_types::{LineError, LineHandle, RequestId, Span};
use tsp_provider::Ticket;

use crate::Sim;

/// Submits a request when it is first polled, and waits for its reply. Dropped while it waits, it gives up its place.
///
/// Not an `async fn`, which would keep room for a reply while it waits for one.
#[derive(Debug)]
pub(crate) struct Asking<'a> {
    sim: &'a Sim,
    ticket: &'a Ticket,
    line: LineHandle,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Made(Request),
    Waiting(RequestId),
    Over,
}

impl<'a> Asking<'a> {
    pub(crate) const fn new(sim: &'a Sim, line: LineHandle, ticket: &'a Ticket, request: Request) -> Asking<'a> {
        Asking { sim, ticket, line, stage: Stage::Made(request) }
    }

    fn submit(&mut self, request: Request, context: &Context<'_>) -> Poll<Outcome> {
        // A limit beyond every run is none.
        let limit = self.ticket.limit().map(Span::from).filter(|limit| *limit <= Span::MAX);
        let submitted = self.sim.world(|world| world.submit(self.line, request, limit, context));
        let Some((id, reply)) = submitted else { return Poll::Ready(Err(LineError::INVALLINEHANDLE)) };
        self.ticket.set_request(id);
        tracing::debug!(request = id.get(), at_once = reply.is_ready(), "submitted");
        if reply.is_pending() {
            self.stage = Stage::Waiting(id);
        }
        reply
    }
}

impl Future for Asking<'_> {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Made(request) => self.submit(request, context),
            Stage::Waiting(id) => {
                let reply = self.sim.world(|world| world.poll_reply(id, context));
                if reply.is_pending() {
                    self.stage = Stage::Waiting(id);
                }
                reply
            }
            Stage::Over => Poll::Pending,
        }
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        if let Stage::Waiting(id) = self.stage {
            self.sim.world(|world| world.leave(id));
        }
    }
}
