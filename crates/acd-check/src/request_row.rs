//! What became of a request, as far as the model and the engine can be compared.

use acd_core::RequestEnd;
use tapi_types::{RequestId, Time};

/// A request and its moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// Which.
    pub id: RequestId,
    /// When it reached the provider.
    pub submitted: Time,
    /// When the ACD took it up.
    pub handled: Option<Time>,
    /// When it was over for the client.
    pub finished: Option<Time>,
    /// How.
    pub end: Option<RequestEnd>,
}
