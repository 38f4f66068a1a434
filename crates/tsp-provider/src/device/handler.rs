//! A proxy that is called.

use std::time::Duration;

use async_trait::async_trait;
use tapi_types::RequestId;

use super::Line;
use crate::{ProxyRequest, Verdict};

/// A proxy that is called for its requests instead of reading them from messages, and that may say who wins at a client's limit.
///
/// It is called on the client's thread, while the device is free: it may answer at once, and must not block. Requests that
/// several threads make at the same time come in any order.
#[async_trait]
pub trait Handler: Send + Sync {
    /// A request, with the proxy's own line, on which it is to be answered, and how long its client waits from now on; `None`:
    /// for ever.
    fn request(&self, line: &Line, request: ProxyRequest, limit: Option<Duration>);

    /// The client's limit has passed, and no answer is there: [`Provider::give_up`](crate::Provider::give_up). A handler
    /// that says [`Verdict::InTime`] has answered by then.
    async fn give_up(&self, _request: RequestId) -> Verdict {
        Verdict::TooLate
    }

    /// The client waits no longer, before its limit: [`Provider::forget`](crate::Provider::forget). The request is still to be
    /// answered. Must not block.
    fn forget(&self, _request: RequestId) {}

    /// [`Provider::wait_for`](crate::Provider::wait_for). Where several handlers serve a device, that of the lowest type is asked.
    fn wait_for(&self, limit: Duration) -> Duration {
        limit
    }
}
