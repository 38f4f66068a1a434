//! What a client hands in with a request, and gets back about it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tapi_types::RequestId;

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
}

impl Ticket {
    /// A ticket for a request whose client waits this long, in the provider's time, from submission on.
    /// A reply that is due exactly at the limit is in time.
    pub const fn with_limit(limit: Duration) -> Self {
        Ticket { limit: Some(limit), request: AtomicU32::new(0) }
    }

    /// A ticket for a request whose client waits for ever, as TAPI 2.2 itself does.
    pub const fn unlimited() -> Self {
        Ticket { limit: None, request: AtomicU32::new(0) }
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
