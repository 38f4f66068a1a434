//! The one place where a request meets its limit.
//!
//! The timer is only a bell. Whether a reply was in time is for the provider to say, whose clock may be
//! finer or faster: a reply that is due exactly at the limit arrives, and what comes later is known to be
//! late. [`Provider::give_up`] and [`Provider::forget`] tell both sides apart from a client that still waits.
//!
//! Many requests wait at once, each with all of this in the future of its caller: so there is one place for everything.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use tapi_types::LineError;
use tokio::time::Sleep;
use tracing::Span;
use tsp_provider::{Provider, Ticket, Verdict};

use crate::TapiError;
use crate::line::Line;

/// A request under way: what an async method of [`Provider`] returns.
pub(crate) type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, LineError>> + Send + 'a>>;

/// A client that waits for a reply. Dropped before the wait is over, it tells the provider to forget it.
struct Waiting<'a> {
    line: &'a Line,
    ticket: Ticket,
    span: Span,
    waits: bool,
}

/// Makes one request and waits for its reply, at most for the line's limit, in the provider's time; all of it within a span.
/// A reply that is there at once costs no timer. When the future is dropped first, the provider hears of it.
pub(crate) async fn within<T>(
    line: &Line,
    span: impl FnOnce() -> Span,
    make: impl for<'a> FnOnce(&'a dyn Provider, &'a Ticket) -> Call<'a, T>,
) -> Result<T, TapiError> {
    let waiting = Waiting { line, ticket: Ticket::with_limit(line.limit), span: span(), waits: true };
    let reply = {
        let mut call = waiting.span.in_scope(|| make(&*waiting.line.provider, &waiting.ticket));
        let mut bell = pin!(None);
        let mut limit = Limit::Ahead;
        let reply =
            poll_fn(|context| waiting.span.in_scope(|| waiting.poll(&mut call, bell.as_mut(), &mut limit, context)));
        reply.await
    };
    let outcome = reply.map_err(|error| error.read_again(waiting.line.errors));
    waiting.over(outcome.as_ref().map_or_else(|error| error.name(), |_| "ok"));
    outcome
}

/// What is known about the limit of a request.
enum Limit<'a> {
    /// The bell has not rung.
    Ahead,
    /// It has, and the provider is asked who won.
    Passed(Pin<Box<dyn Future<Output = Verdict> + Send + 'a>>),
    /// A reply was in time.
    Kept,
}

impl Waiting<'_> {
    /// The first look submits the request. Where both the call and the bell are ready, the call goes first.
    fn poll<'w, T>(
        &'w self,
        call: &mut Call<'_, T>,
        mut bell: Pin<&mut Option<Sleep>>,
        limit: &mut Limit<'w>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, TapiError>> {
        loop {
            match limit {
                Limit::Ahead => {
                    if let Poll::Ready(reply) = call.as_mut().poll(context) {
                        return Poll::Ready(Ok(reply?));
                    }
                    ready!(self.poll_bell(bell.as_mut(), context));
                    *limit = Limit::Passed(self.line.provider.give_up(&self.ticket));
                }
                Limit::Passed(verdict) => match ready!(verdict.as_mut().poll(context)) {
                    Verdict::InTime => *limit = Limit::Kept,
                    Verdict::TooLate => return Poll::Ready(Err(TapiError::Timeout)),
                },
                Limit::Kept => return call.as_mut().poll(context).map_err(TapiError::from),
            }
        }
    }

    /// A bell that is set when it is first needed.
    fn poll_bell(&self, mut bell: Pin<&mut Option<Sleep>>, context: &mut Context<'_>) -> Poll<()> {
        if bell.is_none() {
            bell.set(Some(tokio::time::sleep(self.line.provider.wait_for(self.line.limit))));
        }
        bell.as_pin_mut().map_or(Poll::Pending, |bell| bell.poll(context))
    }

    /// There is nothing left to forget.
    fn over(mut self, outcome: &'static str) {
        self.waits = false;
        self.span.record("outcome", outcome);
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.waits {
            self.span.record("outcome", "dropped");
            self.line.provider.forget(&self.ticket);
        }
    }
}
