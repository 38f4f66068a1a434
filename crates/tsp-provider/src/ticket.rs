//! What a client hands in with a request, and gets back about it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tapi_types::RequestId;

use crate::decorate::Passage;

/// The slip that goes with one request: the client writes the limit on it, the provider the number.
///
/// A client makes a new one for every request. A provider reads the limit and sets the number before it
/// first waits, so that [`give_up`](crate::Provider::give_up) and [`forget`](crate::Provider::forget) can
/// say which request they mean. A request that was refused or answered at submission may have no number.
#[derive(Debug, Default)]
pub struct Ticket {
    limit: Option<Duration>,
    /// Zero for none: no request has that number.
    request: AtomicU32,
    /// A decorator has passed on that no reply was in time.
    too_late: AtomicBool,
    /// Where the request is, for the decorator that it goes through.
    passage: Mutex<Option<Arc<Passage>>>,
}

impl Ticket {
    /// A ticket for a request whose client waits this long, in the provider's time, from submission on.
    /// A reply that is due exactly at the limit is in time.
    pub const fn with_limit(limit: Duration) -> Self {
        Ticket::new(Some(limit))
    }

    /// A ticket for a request whose client waits for ever, as TAPI 2.2 itself does.
    pub const fn unlimited() -> Self {
        Ticket::new(None)
    }

    pub(crate) const fn new(limit: Option<Duration>) -> Self {
        let request = AtomicU32::new(0);
        Ticket { limit, request, too_late: AtomicBool::new(false), passage: Mutex::new(None) }
    }

    /// How long the client waits, in the provider's time.
    pub const fn limit(&self) -> Option<Duration> {
        self.limit
    }

    /// The number that the provider gave the request, once it has one.
    pub fn request(&self) -> Option<RequestId> {
        RequestId::new(self.request.load(Ordering::Acquire))
    }

    /// For the provider: notes the number of the request.
    pub fn set_request(&self, request: RequestId) {
        self.request.store(request.get(), Ordering::Release);
    }

    /// Notes what the provider says about the limit, and hands it on.
    pub(crate) fn noted(&self, verdict: Verdict) -> Verdict {
        if verdict == Verdict::TooLate {
            self.too_late.store(true, Ordering::Release);
        }
        verdict
    }

    /// True where the client has been told that no reply was in time.
    pub(crate) fn is_too_late(&self) -> bool {
        self.too_late.load(Ordering::Acquire)
    }

    /// Where the decorator that this ticket was handed to has its request.
    pub(crate) fn passage(&self) -> Option<Arc<Passage>> {
        self.passage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_passage(&self, passage: Arc<Passage>) {
        let before = self.passage.lock().unwrap_or_else(PoisonError::into_inner).replace(passage);
        drop(before);
    }
}

/// What a provider says to a client whose limit has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A reply was in time: the call is ready, or becomes so without further waiting. Await it.
    InTime,
    /// None was. Whatever comes now is late, and the provider records it as such.
    TooLate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_carries_the_limit_there_and_the_number_back() {
        let ticket = Ticket::with_limit(Duration::from_secs(120));
        assert_eq!(ticket.limit(), Some(Duration::from_secs(120)));
        assert_eq!(ticket.request(), None);
        ticket.set_request(RequestId::at(16));
        assert_eq!(ticket.request(), RequestId::new(17));
        assert_eq!(Ticket::unlimited().limit(), None);
    }
}
