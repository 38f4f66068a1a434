//! What the provider refuses comes out as the HRESULT that the method page lists.

use std::sync::Arc;

use async_trait::async_trait;
use tapi_client::{AddressId, CallCenter, TapiError};
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, Hresult, LineError, QueueId, QueueInfo, SessionId,
    SessionState,
};
use tsp_provider::{Provider, Ticket};

/// Refuses every getter with one error. Its setters and creates are those of a provider that serves none.
struct Refuses(LineError);

#[async_trait]
impl Provider for Refuses {
    async fn line_get_agent_session_info(&self, _: &Ticket, _: SessionId) -> Result<AgentSessionInfo, LineError> {
        Err(self.0)
    }

    async fn line_get_agent_info(&self, _: &Ticket, _: AgentId) -> Result<AgentInfo, LineError> {
        Err(self.0)
    }

    async fn line_get_queue_info(&self, _: &Ticket, _: QueueId) -> Result<QueueInfo, LineError> {
        Err(self.0)
    }
}

#[tokio::test]
async fn every_line_error_comes_out_raw() {
    for &error in LineError::ALL {
        let center = CallCenter::new(Arc::new(Refuses(error)));
        let replies = [
            center.session(SessionId::at(0)).number_of_calls().await,
            center.agent(AgentId::at(0)).number_of_acd_calls().await,
            center.queue(QueueId::at(0)).total_calls_queued().await,
        ];
        for reply in replies {
            assert_eq!(reply, Err(TapiError::Line(error)));
            assert_eq!(reply.map_err(TapiError::hresult), Err(Hresult(error.long())));
        }
    }
}

#[tokio::test]
async fn what_a_provider_does_not_serve_is_unavailable() {
    let center = CallCenter::new(Arc::new(Refuses(LineError::NOMEM)));
    let agent = center.agent(AgentId::at(0));
    let replies = [
        center.session(SessionId::at(0)).put_state(SessionState::Ready).await,
        agent.put_state(AgentState::Ready).await,
        agent.put_measurement_period(1).await,
        center.queue(QueueId::at(0)).put_measurement_period(1).await,
        agent.create_session(GroupId::at(0), AddressId(0)).await.map(drop),
    ];
    assert_eq!(replies, [Err(TapiError::Line(LineError::OPERATIONUNAVAIL)); 5]);
}
