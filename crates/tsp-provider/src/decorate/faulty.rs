//! A provider that fails by rules.

use std::future::pending;
use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tapi_types::{Effect, FaultRule, LineError, RequestId, Time};

use super::desk::{CLOSED, Desk, ReplyFate, Taken};
use super::passage::{Numbers, Stage};
use super::{Notice, Passage};
use crate::table::{line_itself, lookups, provide};
use crate::{Answer, Ask, Provider, Ticket, Timer, Verdict};

/// Breaks requests to any provider by the fault rules of scenarios.
///
/// Rules see a request when it is submitted, and see the time by `timer`, from zero. What each effect does here:
///
/// - `FailAtSubmit`, `Fail`: the request is answered with the error at once and never reaches the provider inside, which
///   alone knows how long a reply would have taken. Put [`Delayed`](crate::Delayed) around this for a slow failure.
/// - `DropReply`: the provider inside handles the request, and the call stays pending until its client goes.
/// - `DelayReply`: the reply is held back for so long after the provider inside has given it.
/// - `DuplicateReply`: the client gets the one reply. The second reaches nobody and is only told of.
/// - `Stale`: the record that came last for the same question, from a request that was neither stale nor failed, at
///   once; where there is none, a fresh one. Nothing for what is not a getter.
/// - `StructureTooSmall`: a getter is answered with LINEERR_STRUCTURETOOSMALL at once. Nothing for what is not a getter.
/// - `CloseProxy`: a request is handled when it is submitted, so the proxy closes then; the request fails with the others
///   that are pending.
///
/// While a request is inside, the provider there knows about its limit. A reply that is held back here is in time by
/// `timer`. What comes too late reaches nobody: [`observed`](Faulty::observed) tells of it.
///
/// ```
/// use tapi_types::{Effect, FaultRule, Function, LineError, ObjectFilter, QueueId, Time};
/// use tsp_provider::{Faulty, Provider, Ticket};
/// # use tsp_provider::{Sleep, Timer};
/// # struct Still;
/// # impl Timer for Still {
/// #     fn now(&self) -> Time { Time::ZERO }
/// #     fn sleep_until(&self, _: Time) -> Sleep<'_> { Box::pin(std::future::pending()) }
/// # }
/// # struct MyAcd;
/// # impl Provider for MyAcd {}
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let no_memory = FaultRule {
///     function: Some(Function::GetQueueInfo),
///     object: ObjectFilter::Any,
///     from: Time::ZERO,
///     to: None,
///     nth: Some(1),
///     times: None,
///     percent: None,
///     effect: Effect::Fail(LineError::NOMEM),
/// };
/// // The last argument draws numbers from 0 up to 100 for rules with a probability; here is none.
/// let faulty = Faulty::new(MyAcd, vec![no_memory], Still, |_rule| 0.0);
/// let reply = faulty.line_get_queue_info(&Ticket::unlimited(), QueueId::at(0)).await;
/// assert_eq!(reply, Err(LineError::NOMEM));
/// assert_eq!(faulty.fired(0), 1);
/// # }
/// ```
pub struct Faulty<P> {
    inner: P,
    rules: Vec<FaultRule>,
    timer: Box<dyn Timer>,
    observer: Option<Observer>,
    numbers: Numbers,
    desk: Mutex<Desk>,
}

type Observer = Box<dyn Fn(Time, Notice) + Send + Sync>;

impl<P: Provider> Faulty<P> {
    /// A provider that does what `inner` does, but for what the rules say. `chance` gives a number from 0 up to but not
    /// including 100 for the rule at a place of the list, whenever a rule with a probability may fire; it must not ask
    /// this provider anything.
    pub fn new(
        inner: P,
        rules: Vec<FaultRule>,
        timer: impl Timer + 'static,
        chance: impl FnMut(usize) -> f64 + Send + 'static,
    ) -> Self {
        let desk = Mutex::new(Desk::new(&rules, Box::new(chance)));
        Faulty { inner, rules, timer: Box::new(timer), observer: None, numbers: Numbers::default(), desk }
    }

    /// Has `observer` told of what happens, and when. It must not block.
    #[must_use]
    pub fn observed(mut self, observer: impl Fn(Time, Notice) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// How often the rule at a place of the list has acted; zero where there is none.
    pub fn fired(&self, rule: usize) -> u64 {
        self.desk().fired(rule)
    }

    /// The proxy goes away: what is pending fails with LINEERR_OPERATIONFAILED at once, what comes is refused with
    /// LINEERR_OPERATIONUNAVAIL, unseen by the rules. What the provider inside has already, it handles.
    pub fn close_proxy(&self) {
        let now = self.timer.now();
        let Some(pending) = self.desk().close() else { return };
        self.tell(now, Notice::ProxyClosed);
        for (request, passage) in pending {
            self.tell(now, Notice::Failed { request });
            passage.fail(now);
        }
    }

    /// The proxy is back.
    pub fn open_proxy(&self) {
        if self.desk().open() {
            self.tell(self.timer.now(), Notice::ProxyOpened);
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, at: Time, notice: Notice) {
        if let Some(observer) = &self.observer {
            observer(at, notice);
        }
    }

    async fn ask(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        let request = self.numbers.next();
        let (fate, passage) = match self.submit(ticket, request, &ask) {
            ControlFlow::Break(reply) => return reply,
            ControlFlow::Continue(goes) => goes,
        };
        let place = Place { faulty: self, ticket, request, passage: &passage };
        let call = ask.clone().perform(&self.inner, passage.ticket());
        let Ok(reply) = passage.unless_failed(call).await else { return Err(CLOSED) };
        self.desk().keep_picture(&ask, fate, &reply);
        let Ok(()) = passage.unless_failed(self.hold_back(&passage, request, fate)).await else { return Err(CLOSED) };
        place.replied(reply)
    }

    /// Takes a request in, and tells what acts on it.
    fn submit(&self, ticket: &Ticket, request: RequestId, ask: &Ask) -> Taken {
        let now = self.timer.now();
        let (acting, taken) = self.desk().take(&self.rules, ticket, request, ask, now);
        if let Some((rule, effect)) = acting {
            self.tell(now, Notice::Fired { request, rule, effect });
            if effect == Effect::CloseProxy {
                self.close_proxy();
                self.tell(now, Notice::Failed { request });
            }
        }
        taken
    }

    /// A reply is there: it goes out at once, later or never.
    async fn hold_back(&self, passage: &Passage, request: RequestId, fate: ReplyFate) {
        let now = self.timer.now();
        match fate {
            ReplyFate::Whole | ReplyFate::Fresh => passage.go(Stage::Held(now)),
            ReplyFate::Lost => {
                passage.go(Stage::Lost);
                self.tell(now, Notice::ReplyLost { request });
                pending::<()>().await;
            }
            ReplyFate::Late(by) => passage.hold_until(now + by, &*self.timer).await,
            ReplyFate::Doubled(after) => {
                passage.go(Stage::Held(now));
                self.tell(now, Notice::ReplyDoubled { request, due: now + after });
            }
        }
    }
}

/// The place of a pending request; dropped with the call.
struct Place<'a, P: Provider> {
    faulty: &'a Faulty<P>,
    ticket: &'a Ticket,
    request: RequestId,
    passage: &'a Passage,
}

impl<P: Provider> Place<'_, P> {
    /// The reply goes out, unless the proxy was faster.
    fn replied(self, reply: Result<Answer, LineError>) -> Result<Answer, LineError> {
        let pending = self.faulty.desk().leave(self.request);
        std::mem::forget(self);
        if pending { reply } else { Err(CLOSED) }
    }
}

impl<P: Provider> Drop for Place<'_, P> {
    fn drop(&mut self) {
        let (faulty, request) = (self.faulty, self.request);
        self.passage.leave(&faulty.inner);
        if !faulty.desk().leave(request) {
            return;
        }
        let now = faulty.timer.now();
        if !self.ticket.is_too_late() {
            faulty.tell(now, Notice::Dropped { request });
        }
        if let Some(due) = self.passage.held_until() {
            faulty.tell(now, Notice::ReplyLate { request, due });
        }
    }
}

provide! {
    impl(P: Provider) Provider for Faulty<P> {
        line_itself!(self => self.inner);
        lookups!(self => self.inner);

        async fn give_up(&self, ticket: &Ticket) -> Verdict {
            let Some(passage) = ticket.passage() else { return Verdict::TooLate };
            let verdict = ticket.noted(passage.verdict(&self.inner, &*self.timer).await);
            if let (Verdict::TooLate, Some(request)) = (verdict, ticket.request()) {
                self.tell(self.timer.now(), Notice::TimedOut { request });
            }
            verdict
        }

        // `forget` has nothing to do: the provider inside hears of it when the call is dropped.
    }
}
