//! A provider that takes its time.

use std::future::Future;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};

use tapi_types::{LineError, Span};

use super::Passage;
use super::passage::{Numbers, Stage};
use crate::table::{line_itself, lookups, provide};
use crate::{Answer, Ask, Provider, Ticket, Timer, Verdict};

/// Latency around any provider: a request reaches it a while after it was submitted, and its reply comes through a while
/// after it was given.
///
/// Both spans are drawn when a request is submitted, zero for none. The provider inside is told what is left of the
/// client's limit when the request gets there.
///
/// Only requests take longer: messages come as the provider inside sends them, so one about something new may come before a
/// reply that is held back here.
///
/// A client that goes while its request is still on the way takes only the delay with it: the request is handed on at
/// that moment, since what was submitted is handled all the same.
///
/// ```
/// use tapi_types::Span;
/// use tsp_provider::Delayed;
/// # use tapi_types::Time;
/// # use tsp_provider::{Provider, Sleep, Timer};
/// # struct Still;
/// # impl Timer for Still {
/// #     fn now(&self) -> Time { Time::ZERO }
/// #     fn sleep_until(&self, _: Time) -> Sleep<'_> { Box::pin(std::future::pending()) }
/// # }
/// # struct MyAcd;
/// # impl Provider for MyAcd {}
/// // Each request is handled at once, and every reply takes a second longer than the one before.
/// let mut took = Span::ZERO;
/// let slower_and_slower = move || {
///     took += Span::from_secs(1);
///     took
/// };
/// let delayed = Delayed::new(MyAcd, Still, || Span::ZERO, slower_and_slower);
/// # let _: &dyn Provider = &delayed;
/// ```
pub struct Delayed<P> {
    inner: P,
    timer: Box<dyn Timer>,
    spans: Mutex<Spans>,
    numbers: Numbers,
}

struct Spans {
    handle_after: Box<dyn FnMut() -> Span + Send>,
    reply_after: Box<dyn FnMut() -> Span + Send>,
}

impl<P: Provider> Delayed<P> {
    /// A provider that does what `inner` does, but later. The functions give the spans of one request after another and
    /// must not ask this provider anything.
    pub fn new(
        inner: P,
        timer: impl Timer + 'static,
        handle_after: impl FnMut() -> Span + Send + 'static,
        reply_after: impl FnMut() -> Span + Send + 'static,
    ) -> Self {
        let spans = Spans { handle_after: Box::new(handle_after), reply_after: Box::new(reply_after) };
        Delayed { inner, timer: Box::new(timer), spans: Mutex::new(spans), numbers: Numbers::default() }
    }

    /// On the way there and on the way back.
    fn draw(&self) -> (Span, Span) {
        let mut spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        ((spans.handle_after)(), (spans.reply_after)())
    }

    async fn ask(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        let now = self.timer.now();
        let (handle_after, reply_after) = self.draw();
        let passage = Passage::enter(ticket, self.numbers.next(), now, handle_after, Stage::Waiting);
        let place = Place { inner: &self.inner, ask: ask.clone(), passage: &passage };
        if !handle_after.is_zero() {
            passage.until(now + handle_after, &*self.timer).await;
        }
        passage.go(if reply_after.is_zero() { Stage::Inside } else { Stage::InsideFirst });
        let reply = ask.perform(&self.inner, passage.ticket()).await;
        let now = self.timer.now();
        if reply_after.is_zero() {
            passage.go(Stage::Held(now));
        } else {
            passage.hold_until(now + reply_after, &*self.timer).await;
        }
        drop(place);
        reply
    }
}

/// A request on its way; dropped with the call.
struct Place<'a, P: Provider> {
    inner: &'a P,
    ask: Ask,
    passage: &'a Passage,
}

impl<P: Provider> Place<'_, P> {
    /// Hands on a request that nobody waits for.
    fn hand_on(&self) {
        let ticket = self.passage.ticket();
        let over = {
            let call = pin!(self.ask.clone().perform(self.inner, ticket));
            call.poll(&mut Context::from_waker(Waker::noop())).is_ready()
        };
        if !over {
            self.inner.forget(ticket);
        }
    }
}

impl<P: Provider> Drop for Place<'_, P> {
    fn drop(&mut self) {
        match self.passage.stage() {
            Stage::Waiting if std::thread::panicking() => {}
            Stage::Waiting => self.hand_on(),
            Stage::Inside | Stage::InsideFirst | Stage::Held(_) | Stage::Lost => self.passage.leave(self.inner),
        }
    }
}

provide! {
    impl(P: Provider) Provider for Delayed<P> {
        line_itself!(self => self.inner);
        lookups!(self => self.inner);

        async fn give_up(&self, ticket: &Ticket) -> Verdict {
            let Some(passage) = ticket.passage() else { return Verdict::TooLate };
            ticket.noted(passage.verdict(&self.inner, &*self.timer).await)
        }

        // `forget` has nothing to do: the provider inside hears of it when the call is dropped.
    }
}
