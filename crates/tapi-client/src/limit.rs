//! The one place where a request meets its limit.
//!
//! The timer is only a bell. Whether a reply was in time is for the provider to say, whose clock may be
//! finer or faster: a reply that is due exactly at the limit arrives, and what comes later is known to be
//! late. [`Provider::give_up`] and [`Provider::forget`] tell both sides apart from a client that still waits.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tapi_types::LineError;
use tracing::Span;
use tsp_provider::{Provider, Ticket, Verdict};

use crate::TapiError;

/// A request under way: what an async method of [`Provider`] returns.
pub(crate) type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, LineError>> + Send + 'a>>;

/// Makes one request and waits for its reply, at most for `limit` of the provider's time. A reply that is
/// there at once costs no timer. When the future is dropped first, the provider hears of it.
pub(crate) async fn within<T>(
    provider: &dyn Provider,
    limit: Duration,
    span: &Span,
    make: impl for<'a> FnOnce(&'a dyn Provider, &'a Ticket) -> Call<'a, T>,
) -> Result<T, TapiError> {
    let ticket = Ticket::with_limit(limit);
    let waiting = Waiting { provider, ticket: &ticket, span };
    let mut call = make(provider, &ticket);
    if let Some(reply) = ready_now(&mut call).await {
        waiting.done();
        return Ok(reply?);
    }
    if let Some(reply) = ready_before(&mut call, tokio::time::sleep(provider.wait_for(limit))).await {
        waiting.done();
        return Ok(reply?);
    }
    let verdict = provider.give_up(&ticket).await;
    waiting.done();
    match verdict {
        Verdict::InTime => Ok(call.await?),
        Verdict::TooLate => Err(TapiError::Timeout),
    }
}

/// What `call` gives without waiting: it is polled once, which submits its request.
async fn ready_now<T>(call: &mut Call<'_, T>) -> Option<Result<T, LineError>> {
    poll_fn(|context| match call.as_mut().poll(context) {
        Poll::Ready(reply) => Poll::Ready(Some(reply)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

/// What `call` gives before `bell` rings; where both are ready, the call goes first.
async fn ready_before<T>(call: &mut Call<'_, T>, bell: impl Future<Output = ()>) -> Option<Result<T, LineError>> {
    let mut bell = pin!(bell);
    poll_fn(|context| match call.as_mut().poll(context) {
        Poll::Ready(reply) => Poll::Ready(Some(reply)),
        Poll::Pending => bell.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// A client that waits for a reply. Dropped before the wait is over, it tells the provider to forget it.
struct Waiting<'a> {
    provider: &'a dyn Provider,
    ticket: &'a Ticket,
    span: &'a Span,
}

impl Waiting<'_> {
    /// The call was ready, or the provider has spoken: there is nothing left to forget.
    fn done(self) {
        std::mem::forget(self);
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.span.record("outcome", "dropped");
        self.provider.forget(self.ticket);
    }
}
