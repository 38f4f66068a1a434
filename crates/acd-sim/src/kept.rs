//! The moments of requests, for whoever wants to know them afterwards.

use tapi_types::{RequestId, Time};

/// The three moments of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestTimes {
    /// It reached the provider.
    pub submitted: Time,
    /// The ACD took it up.
    pub handled: Option<Time>,
    /// It was over for the client.
    pub finished: Option<Time>,
    /// How.
    pub end: Option<Ending>,
}

/// How a request ended for its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With a reply, which may be an error.
    Replied,
    /// With its time limit.
    TimedOut,
}

/// The moments of requests by their number, from the first one that was kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    first: Option<RequestId>,
    /// `None` for requests that were submitted past the provider.
    times: Vec<Option<RequestTimes>>,
}

impl Kept {
    pub(crate) fn submitted(&mut self, request: RequestId, at: Time) {
        let first = *self.first.get_or_insert(request);
        self.times.resize(request.index() - first.index(), None);
        self.times.push(Some(RequestTimes { submitted: at, handled: None, finished: None, end: None }));
    }

    pub(crate) fn handled(&mut self, request: RequestId, at: Time) {
        if let Some(times) = self.get_mut(request) {
            times.handled = Some(at);
        }
    }

    pub(crate) fn finished(&mut self, request: RequestId, at: Time, end: Ending) {
        if let Some(times) = self.get_mut(request) {
            times.finished = Some(at);
            times.end = Some(end);
        }
    }

    pub(crate) fn get(&self, request: RequestId) -> Option<RequestTimes> {
        *self.times.get(self.place(request)?)?
    }

    fn get_mut(&mut self, request: RequestId) -> Option<&mut RequestTimes> {
        let place = self.place(request)?;
        self.times.get_mut(place)?.as_mut()
    }

    fn place(&self, request: RequestId) -> Option<usize> {
        request.index().checked_sub(self.first?.index())
    }
}
