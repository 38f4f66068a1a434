//! A provider that keeps a record of what it is asked.

use std::sync::atomic::{AtomicU64, Ordering};

use tapi_types::{AddressId, AgentId, GroupId, LineError, QueueId, SessionId, Span, Time};

use crate::table::{line_itself, provide};
use crate::{
    AgentEntry, Answer, Ask, Exchange, GroupEntry, Outcome, Provider, QueueEntry, SessionEntry, Ticket, Timer, Verdict,
};

/// Notes everything that any provider is asked, and how it ends for the client: what
/// [`Replayed`](crate::Replayed) plays back.
///
/// Each [`Exchange`] is handed over when it is over, so in the order of endings; [`seq`](Exchange::seq) has the order of
/// asking. No request waits for another on the way.
///
/// ```
/// use std::sync::{Arc, Mutex};
///
/// use tapi_types::{LineError, QueueId};
/// use tsp_provider::{Ask, Outcome, Provider, Recorded, Ticket};
/// # use tapi_types::Time;
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
/// let heard = Arc::new(Mutex::new(Vec::new()));
/// let sink = Arc::clone(&heard);
/// let recorded = Recorded::new(MyAcd, Still, move |exchange| sink.lock().unwrap().push(exchange));
/// let _refused = recorded.line_get_queue_info(&Ticket::unlimited(), QueueId::at(0)).await;
///
/// let first = &heard.lock().unwrap()[0];
/// assert_eq!((first.seq, first.ask.clone()), (1, Ask::GetQueueInfo(QueueId::at(0))));
/// assert_eq!(first.outcome, Outcome::Refused(LineError::OPERATIONUNAVAIL));
/// # }
/// ```
pub struct Recorded<P> {
    inner: P,
    timer: Box<dyn Timer>,
    sink: Box<dyn Fn(Exchange) + Send + Sync>,
    asked: AtomicU64,
}

impl<P: Provider> Recorded<P> {
    /// A provider that does what `inner` does, and hands every exchange to `sink`, which must not block.
    pub fn new(inner: P, timer: impl Timer + 'static, sink: impl Fn(Exchange) + Send + Sync + 'static) -> Self {
        Recorded { inner, timer: Box::new(timer), sink: Box::new(sink), asked: AtomicU64::new(0) }
    }

    fn begin<'a>(&'a self, ask: Ask, ticket: Option<&'a Ticket>) -> Entry<'a, P> {
        let seq = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        Entry { recorded: self, ticket, seq, at: self.timer.now(), ask }
    }

    async fn ask(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        let entry = self.begin(ask.clone(), Some(ticket));
        let reply = ask.perform(&self.inner, ticket).await;
        entry.ended(reply.clone().into());
        reply
    }

    fn looked_up<T: Clone>(&self, ask: Ask, found: T, answer: impl FnOnce(T) -> Answer) -> T {
        self.begin(ask, None).ended(Outcome::Answered(answer(found.clone())));
        found
    }
}

/// An exchange that is not over yet. Dropped with its call, it ends without an answer.
struct Entry<'a, P: Provider> {
    recorded: &'a Recorded<P>,
    ticket: Option<&'a Ticket>,
    seq: u64,
    at: Time,
    ask: Ask,
}

impl<P: Provider> Entry<'_, P> {
    fn ended(self, outcome: Outcome) {
        self.note(outcome);
        std::mem::forget(self);
    }

    fn note(&self, outcome: Outcome) {
        let limit = self.ticket.and_then(Ticket::limit).map(Span::from);
        let ended_at = self.recorded.timer.now();
        let Entry { seq, at, ref ask, .. } = *self;
        (self.recorded.sink)(Exchange { seq, at, limit, ask: ask.clone(), ended_at, outcome });
    }
}

impl<P: Provider> Drop for Entry<'_, P> {
    fn drop(&mut self) {
        let too_late = self.ticket.is_some_and(Ticket::is_too_late);
        self.note(if too_late { Outcome::TimedOut } else { Outcome::Dropped });
    }
}

provide! {
    impl(P: Provider) Provider for Recorded<P> {
        line_itself!(self => self.inner);

        fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
            self.looked_up(Ask::SessionEntry(session), self.inner.session_entry(session), Answer::SessionEntry)
        }

        fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
            self.looked_up(Ask::AgentEntry(agent), self.inner.agent_entry(agent), Answer::AgentEntry)
        }

        fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
            self.looked_up(Ask::QueueEntry(queue), self.inner.queue_entry(queue), Answer::QueueEntry)
        }

        fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
            self.looked_up(Ask::GroupEntry(group), self.inner.group_entry(group), Answer::GroupEntry)
        }

        fn addresses(&self) -> Vec<AddressId> {
            self.looked_up(Ask::Addresses, self.inner.addresses(), Answer::Addresses)
        }

        async fn give_up(&self, ticket: &Ticket) -> Verdict {
            ticket.noted(self.inner.give_up(ticket).await)
        }

        fn forget(&self, ticket: &Ticket) {
            self.inner.forget(ticket);
        }
    }
}
