//! Pointers to providers, and a provider that serves nothing.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tapi_types::{AgentId, LineError, QueueId, SessionId, Span};
use tsp_provider::conformance::{self, Floor};
use tsp_provider::{AddressId, Provider, Ticket, Verdict};

use crate::toy::Toy;

/// A floor whose provider is reached through a pointer.
pub(crate) struct Through<P>(pub(crate) Arc<Toy>, pub(crate) P);

#[async_trait]
impl<P: Provider> Floor for Through<P> {
    fn provider(&self) -> &dyn Provider {
        &self.1
    }

    fn agents(&self) -> [AgentId; 2] {
        self.0.agents()
    }

    fn group(&self) -> tapi_types::GroupId {
        self.0.group()
    }

    fn queue(&self) -> QueueId {
        self.0.queue()
    }

    async fn pass(&self, time: Span) {
        self.0.pass(time).await;
    }

    async fn call(&self, wrap_up: Span) -> bool {
        self.0.call(wrap_up).await
    }

    async fn release(&self) {
        self.0.release().await;
    }
}

#[tokio::test]
async fn a_pointer_to_a_provider_is_a_provider() {
    let report = conformance::check(|| {
        let toy = Arc::new(Toy::new(Span::from_micros(50_000), None));
        let boxed: Box<dyn Provider> = Box::new(Arc::clone(&toy));
        Through(toy, boxed)
    })
    .await;
    assert!(report.conforms(), "{report}");
}

struct Nothing;

impl Provider for Nothing {
    fn wait_for(&self, limit: Duration) -> Duration {
        limit / 10
    }
}

#[tokio::test]
async fn what_is_not_served_is_unavailable() {
    let (ticket, provider) = (Ticket::unlimited(), &Nothing);
    let unavailable = LineError::OPERATIONUNAVAIL;
    let (session, agent, queue) = (SessionId::at(0), AgentId::at(0), QueueId::at(0));
    assert_eq!(provider.line_get_agent_session_info(&ticket, session).await, Err(unavailable));
    assert_eq!(provider.line_get_agent_info(&ticket, agent).await, Err(unavailable));
    assert_eq!(provider.line_get_queue_info(&ticket, queue).await, Err(unavailable));
    assert_eq!(provider.line_set_agent_session_state(&ticket, session, None, None).await, Err(unavailable));
    assert_eq!(provider.line_set_agent_state_ex(&ticket, agent, None, None).await, Err(unavailable));
    assert_eq!(provider.line_set_agent_measurement_period(&ticket, agent, 1).await, Err(unavailable));
    assert_eq!(provider.line_set_queue_measurement_period(&ticket, queue, 1).await, Err(unavailable));
    let created =
        provider.line_create_agent_session(&ticket, agent, tapi_types::GroupId::at(0), AddressId(0), None).await;
    assert_eq!(created, Err(unavailable));
    assert_eq!(provider.give_up(&ticket).await, Verdict::TooLate);
    assert_eq!((&provider).wait_for(Duration::from_secs(10)), Duration::from_secs(1));
}
