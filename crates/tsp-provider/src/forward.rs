//! A reference, a box or an [`Arc`] of a provider is a provider.
//!
//! The signatures are spelt out as `async_trait` makes them, so that the inner call's future is handed
//! on as it is and a request through a pointer costs no second allocation.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tapi_types::line::{self, ApiVersion, ProxyRequestType};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, Message, QueueId,
    QueueInfo, RequestId, SessionId, SessionState,
};

use crate::{
    AgentCaps, AgentEntry, AgentStatusRecord, Answer, GroupEntry, ListedActivity, ListedGroup, ListedQueue,
    ListedSession, Login, MessageFilter, Messages, Provider, ProxyRequest, QueueEntry, SessionEntry, Ticket, Verdict,
};

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
                    agent: AgentId, group: GroupId, address: AddressId, pin: Option<String>
                ) -> Result<SessionId, LineError>;
                line_create_agent(login: Login) -> Result<AgentId, LineError>;
                line_get_agent_session_list(agent: AgentId) -> Result<Vec<ListedSession>, LineError>;
                line_get_queue_list(group: GroupId) -> Result<Vec<ListedQueue>, LineError>;
                line_get_group_list() -> Result<Vec<ListedGroup>, LineError>;
                line_get_agent_caps(address: AddressId, version: ApiVersion) -> Result<AgentCaps, LineError>;
                line_get_agent_status(address: AddressId) -> Result<AgentStatusRecord, LineError>;
                line_set_agent_group(address: AddressId, groups: Vec<GroupId>) -> Result<(), LineError>;
                line_set_agent_state(
                    address: AddressId, state: Option<line::AgentState>, next: Option<line::AgentState>
                ) -> Result<(), LineError>;
                line_set_agent_activity(address: AddressId, activity: ActivityId) -> Result<(), LineError>;
                line_get_agent_activity_list(address: AddressId) -> Result<Vec<ListedActivity>, LineError>;
                line_get_agent_group_list(address: AddressId) -> Result<Vec<ListedGroup>, LineError>;
                line_agent_specific(
                    address: AddressId, extension: u32, params: Vec<u8>
                ) -> Result<Vec<u8>, LineError>;
                give_up() -> Verdict;
            }

            fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
                (**self).line_get_proxy_status()
            }

            fn line_proxy_message(&self, message: Message) -> Result<(), LineError> {
                (**self).line_proxy_message(message)
            }

            fn line_proxy_response(
                &self,
                request: RequestId,
                result: Result<Answer, LineError>,
            ) -> Result<(), LineError> {
                (**self).line_proxy_response(request, result)
            }

            fn proxy_request(&self, request: RequestId) -> Option<ProxyRequest> {
                (**self).proxy_request(request)
            }

            fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
                (**self).messages(filter, capacity)
            }

            fn close(&self) {
                (**self).close();
            }

            fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
                (**self).group_entry(group)
            }

            fn addresses(&self) -> Vec<AddressId> {
                (**self).addresses()
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
