//! What a decorator tells about the requests that it breaks.

use tapi_types::{Effect, RequestId, Time};

/// Something that [`Faulty`](crate::Faulty) did, or that happened to one of its requests. The numbers are those of its
/// own requests, from 1 in the order of submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A rule acts on a request that was just submitted.
    Fired {
        /// Which request.
        request: RequestId,
        /// Its place in the list of rules, from 0.
        rule: usize,
        /// What it does.
        effect: Effect,
    },
    /// The request was handled, and its reply is lost.
    ReplyLost {
        /// Which request.
        request: RequestId,
    },
    /// The reply goes out, and a second copy of it that reaches nobody.
    ReplyDoubled {
        /// Which request.
        request: RequestId,
        /// When the second copy goes out.
        due: Time,
    },
    /// A reply that was held back reaches nobody: its client has gone.
    ReplyLate {
        /// Which request.
        request: RequestId,
        /// When it would have gone out.
        due: Time,
    },
    /// The client's limit passed without a reply.
    TimedOut {
        /// Which request.
        request: RequestId,
    },
    /// The client waits no longer, before its limit.
    Dropped {
        /// Which request.
        request: RequestId,
    },
    /// The proxy closed under the request, which was pending.
    Failed {
        /// Which request.
        request: RequestId,
    },
    /// The proxy went away.
    ProxyClosed,
    /// The proxy is back.
    ProxyOpened,
}
