//! Faults: which requests go wrong, and how.

use tapi_types::LineError;

use super::bags::Nothing;
use super::object::object;
use super::scalar::{Choice, Duration, Id, Real, Whole};
use crate::choices::Method;

object! {
    /// A fault: which requests it is about, and what it does to them.
    Fault<'a> {
        /// Its name.
        optional id: Id<'a>,
        /// The TAPI 2.2 function, or `*` for any. Default `*`.
        optional method: Choice<'a, Method>,
        /// Only requests about this session.
        optional session: Id<'a>,
        /// Only requests about this agent.
        optional agent: Id<'a>,
        /// Only requests about this queue.
        optional queue: Id<'a>,
        /// Only requests submitted from this moment on.
        optional from: Duration<'a>,
        /// Only requests submitted before this moment.
        optional to: Duration<'a>,
        /// Only the n-th match.
        optional nth: Whole,
        /// At most so many times.
        optional times: Whole,
        /// Only with this probability.
        optional probability: Probability,
        /// What happens.
        required effect: Effect<'a>,
    }
}

object! {
    /// How likely a fault is.
    Probability {
        /// 0 to 100.
        required percent: Real,
    }
}

object! {
    /// What a fault does to a request: exactly one of these.
    Effect<'a> {
        /// The request is handled and its reply lost.
        optional drop_reply: Nothing,
        /// The reply comes later.
        optional delay_reply: By<'a>,
        /// A second reply follows the first.
        optional duplicate_reply: After<'a>,
        /// The request is not carried out; its reply is an error.
        optional fail: Fails<'a>,
        /// The request is refused at submission and never handled.
        optional fail_at_submit: Fails<'a>,
        /// A getter's reply is the record taken last time.
        optional stale: Nothing,
        /// A getter's reply is LINEERR_STRUCTURETOOSMALL.
        optional structure_too_small: Nothing,
        /// The proxy closes when the request is handled.
        optional close_proxy: Nothing,
    }
}

object! {
    /// How much later.
    By<'a> {
        /// This much.
        required by: Duration<'a>,
    }
}

object! {
    /// How long after the first.
    After<'a> {
        /// This much.
        required after: Duration<'a>,
    }
}

object! {
    /// Which error.
    Fails<'a> {
        /// A name of `tapi.h`, such as `LINEERR_OPERATIONFAILED`.
        required error: Choice<'a, LineError>,
    }
}
