//! One request on its way through a decorator, and who wins at its limit.

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use tapi_types::{RequestId, Span, Time};

use crate::{Provider, Ticket, Timer, Verdict};

/// A request between a client and the provider inside.
///
/// While the provider has it, the provider knows whether a reply is in time. What the decorator holds back, before
/// or afterwards, is in time by the decorator's own clock.
#[derive(Debug)]
pub(crate) struct Passage {
    /// What the provider inside is handed.
    inner: Ticket,
    /// The last moment at which a reply is in time; `None`: whenever.
    end: Option<Time>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stage: Stage,
    /// When it was made to fail.
    failed: Option<Time>,
    /// The provider inside has been asked who won.
    asked: bool,
    /// Of the call, where it can fail.
    waker: Option<Waker>,
}

/// Where a request is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stage {
    /// Not handed on yet.
    Waiting,
    /// With the provider inside, whose reply is handed on at once.
    Inside,
    /// With the provider inside, whose reply is held back when it comes.
    InsideFirst,
    /// The reply is there, and held back until then.
    Held(Time),
    /// No reply ever comes through.
    Lost,
}

/// The proxy closed under a request.
#[derive(Debug)]
pub(crate) struct Failed;

/// The numbers of the requests of one decorator.
#[derive(Debug, Default)]
pub(crate) struct Numbers(AtomicU32);

impl Numbers {
    /// The next one; after four billion they begin anew.
    pub(crate) fn next(&self) -> RequestId {
        let index = self.0.fetch_add(1, Ordering::Relaxed) % u32::MAX;
        RequestId::at(index as usize)
    }
}

impl Passage {
    /// A request that the client submits with its ticket now, and that is handed on `after` so long.
    pub(crate) fn enter(ticket: &Ticket, number: RequestId, now: Time, after: Span, stage: Stage) -> Arc<Passage> {
        let rest = ticket.limit().map(|limit| limit.saturating_sub(Duration::from(after)));
        let passage = Arc::new(Passage {
            inner: Ticket::new(rest),
            end: ticket.limit().map(|limit| now + Span::from(limit)),
            state: Mutex::new(State { stage, failed: None, asked: false, waker: None }),
        });
        ticket.set_request(number);
        ticket.set_passage(Arc::clone(&passage));
        passage
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn ticket(&self) -> &Ticket {
        &self.inner
    }

    pub(crate) fn stage(&self) -> Stage {
        self.state().stage
    }

    pub(crate) fn go(&self, stage: Stage) {
        self.state().stage = stage;
    }

    /// Until when a reply that is there is held back.
    pub(crate) fn held_until(&self) -> Option<Time> {
        match self.stage() {
            Stage::Held(due) => Some(due),
            Stage::Waiting | Stage::Inside | Stage::InsideFirst | Stage::Lost => None,
        }
    }

    /// Waits until something is due here. What is due after the limit never comes: the client's own timer will tell it.
    pub(crate) async fn until(&self, due: Time, timer: &dyn Timer) {
        if self.is_in_time(due) {
            timer.sleep_until(due).await;
        } else {
            pending::<()>().await;
        }
    }

    /// The same for a reply that is there.
    pub(crate) async fn hold_until(&self, due: Time, timer: &dyn Timer) {
        self.go(Stage::Held(due));
        self.until(due, timer).await;
    }

    /// Makes the request fail, and wakes its call.
    pub(crate) fn fail(&self, now: Time) {
        let waker = {
            let mut state = self.state();
            state.failed.get_or_insert(now);
            state.waker.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }

    /// Goes on with `work` until the request is made to fail.
    pub(crate) async fn unless_failed<T>(&self, work: impl Future<Output = T>) -> Result<T, Failed> {
        let mut work = pin!(work);
        poll_fn(|context| {
            if self.has_failed(context.waker()) {
                return Poll::Ready(Err(Failed));
            }
            work.as_mut().poll(context).map(Ok)
        })
        .await
    }

    /// True where the request has failed; else the waker is kept. Wakers are dropped without the lock.
    fn has_failed(&self, waker: &Waker) -> bool {
        let spent = {
            let mut state = self.state();
            if state.failed.is_some() {
                return true;
            }
            match &state.waker {
                Some(kept) if kept.will_wake(waker) => None,
                Some(_) | None => state.waker.replace(waker.clone()),
            }
        };
        drop(spent);
        false
    }

    /// The client's limit has passed: says who won, once `timer` shows the limit or the provider inside knows.
    pub(crate) async fn verdict(&self, inner: &(impl Provider + ?Sized), timer: &dyn Timer) -> Verdict {
        let stage = self.stage();
        let in_time = match stage {
            Stage::Inside | Stage::InsideFirst => {
                let verdict = inner.give_up(&self.inner).await;
                self.state().asked = true;
                // A reply that was in time inside, and is held back only now, is late.
                verdict == Verdict::InTime && matches!(stage, Stage::Inside)
            }
            Stage::Held(due) => {
                timer.sleep_until(self.end.map_or(due, |end| end.min(due))).await;
                self.is_in_time(due)
            }
            Stage::Waiting | Stage::Lost => {
                if let Some(end) = self.end {
                    timer.sleep_until(end).await;
                }
                false
            }
        };
        let failed = self.state().failed.is_some_and(|at| self.is_in_time(at));
        if in_time || failed { Verdict::InTime } else { Verdict::TooLate }
    }

    fn is_in_time(&self, at: Time) -> bool {
        self.end.is_none_or(|end| at <= end)
    }

    /// The call inside, if there was one, has been dropped: the provider that has it hears of that, unless it said
    /// itself that it was over.
    pub(crate) fn leave(&self, inner: &(impl Provider + ?Sized)) {
        let asked = self.state().asked;
        match self.stage() {
            Stage::Inside | Stage::InsideFirst if !asked => inner.forget(&self.inner),
            Stage::Inside | Stage::InsideFirst | Stage::Waiting | Stage::Held(_) | Stage::Lost => {}
        }
    }
}
