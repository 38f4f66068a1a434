//! What follows from a change at the desk, and has to wait until the desk is free.

use std::sync::{Arc, Weak};
use std::task::Waker;
use std::time::Duration;

use tapi_types::RequestId;

use super::line::Opened;
use super::{Handler, Line};
use crate::ProxyRequest;
use crate::messages::Wakers;

#[derive(Default)]
#[must_use = "somebody waits for it"]
pub(super) struct Effects {
    pub(super) wakers: Wakers,
    pub(super) calls: Vec<Call>,
    /// Of calls that are dropped.
    pub(super) spent: Option<Waker>,
    /// Of a line that is closed.
    pub(super) gone: Option<Arc<dyn Handler>>,
}

/// A call of a handler.
pub(super) enum Call {
    Request { handler: Arc<dyn Handler>, line: Weak<Opened>, request: ProxyRequest, limit: Option<Duration> },
    Forget { handler: Arc<dyn Handler>, request: RequestId },
}

impl Effects {
    pub(super) fn happen(self) {
        self.wakers.wake();
        self.calls.into_iter().for_each(Call::make);
    }
}

impl From<Wakers> for Effects {
    fn from(wakers: Wakers) -> Effects {
        Effects { wakers, ..Effects::default() }
    }
}

impl From<Call> for Effects {
    fn from(call: Call) -> Effects {
        Effects { calls: vec![call], ..Effects::default() }
    }
}

impl Call {
    fn make(self) {
        match self {
            // A line that is gone has closed: its requests have failed already.
            Call::Request { handler, line, request, limit } => {
                if let Some(line) = line.upgrade() {
                    handler.request(&Line::new(line), request, limit);
                }
            }
            Call::Forget { handler, request } => handler.forget(request),
        }
    }
}
