//! A reference, a box or an [`Arc`] of a provider is a provider.
//!
//! The signatures are spelt out as `async_trait` makes them, so that the inner call's future is handed
//! on as it is and a request through a pointer costs no second allocation.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, QueueId, QueueInfo, SessionId, SessionState,
};

use crate::{AddressId, AgentEntry, Provider, QueueEntry, SessionEntry, Ticket, Verdict};

macro_rules! forward_awaited {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $output:ty;)+) => {$(
        fn $name<'provider, 'ticket, 'call>(
            &'provider self,
            ticket: &'ticket Ticket,
            $($argument: $kind,)*
        ) -> Pin<Box<dyn Future<Output = $output> + Send + 'call>>
        where
            'provider: 'call,
            'ticket: 'call,
            Self: 'call,
        {
            (**self).$name(ticket, $($argument),*)
        }
    )+};
}

macro_rules! forward {
    ($($pointer:ty),+) => {$(
        impl<P: Provider + ?Sized> Provider for $pointer {
            forward_awaited! {
                line_get_agent_session_info(session: SessionId) -> Result<AgentSessionInfo, LineError>;
                line_get_agent_info(agent: AgentId) -> Result<AgentInfo, LineError>;
                line_get_queue_info(queue: QueueId) -> Result<QueueInfo, LineError>;
                line_set_agent_session_state(
                    session: SessionId, state: Option<SessionState>, next: Option<SessionState>
                ) -> Result<(), LineError>;
                line_set_agent_state_ex(
                    agent: AgentId, state: Option<AgentState>, next: Option<AgentState>
                ) -> Result<(), LineError>;
                line_set_agent_measurement_period(agent: AgentId, seconds: u32) -> Result<(), LineError>;
                line_set_queue_measurement_period(queue: QueueId, seconds: u32) -> Result<(), LineError>;
                line_create_agent_session(
                    agent: AgentId, group: GroupId, address: AddressId
                ) -> Result<SessionId, LineError>;
                give_up() -> Verdict;
            }

            fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
                (**self).session_entry(session)
            }

            fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
                (**self).agent_entry(agent)
            }

            fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
                (**self).queue_entry(queue)
            }

            fn forget(&self, ticket: &Ticket) {
                (**self).forget(ticket);
            }

            fn wait_for(&self, limit: Duration) -> Duration {
                (**self).wait_for(limit)
            }
        }
    )+};
}

forward!(&P, Box<P>, Arc<P>);
