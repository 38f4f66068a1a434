//! What the suite needs to know about the provider that it tries.

use async_trait::async_trait;
use tapi_types::{AgentId, GroupId, LineError, QueueId, Span};

use crate::{OpenOptions, Provider};

/// A provider in a known situation, and what the suite may do there.
///
/// At the start there are two agents, READY and without a session or a call, who may both log into one
/// group, and one queue of that group, empty and never asked to count anything. Nobody else is on the floor. An
/// offered call is answered at once by the session that is READY.
#[async_trait]
pub trait Floor: Send + Sync {
    /// The provider to try.
    fn provider(&self) -> &dyn Provider;

    /// The two agents.
    fn agents(&self) -> [AgentId; 2];

    /// The group that both may serve.
    fn group(&self) -> GroupId;

    /// The group's queue.
    fn queue(&self) -> QueueId;

    /// Lets at least so much of the provider's time pass. May be dropped before it is over.
    async fn pass(&self, time: Span);

    /// Lets a call enter the queue, whose caller waits and talks without end and which leaves so much after-call work
    /// behind. False where the floor has no calls: the clauses about them are then skipped.
    async fn call(&self, _wrap_up: Span) -> bool {
        false
    }

    /// Ends every call that is connected, as if the caller hung up.
    async fn release(&self) {}

    /// Opens another line to the same ACD. `None` where there is only one: the clauses that need two are then skipped, and
    /// where nothing is left to be served, those about proxies.
    fn open(&self, _options: OpenOptions) -> Option<Result<Box<dyn Provider>, LineError>> {
        None
    }
}
