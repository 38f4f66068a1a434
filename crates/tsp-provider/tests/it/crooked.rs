//! A line that may do one thing wrong.

use std::time::Duration;

use tapi_types::line::{self, ApiVersion, MessageNumber, ProxyRequestType};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, Message, QueueId,
    QueueInfo, RequestId, SessionId, SessionState,
};
use tsp_provider::{
    AgentCaps, AgentEntry, AgentStatusRecord, Answer, Client, Device, GroupEntry, Line, ListedActivity, ListedGroup,
    ListedQueue, ListedSession, Login, MessageFilter, Messages, OpenOptions, Provider, ProxyRequest, QueueEntry,
    SessionEntry, Ticket, Verdict, async_trait,
};

use crate::defect::Twist;

pub(crate) struct Crooked {
    line: Line,
    /// Another line of the same device.
    other: Line,
    device: Device,
    twist: Option<Twist>,
}

impl Crooked {
    pub(crate) fn new(line: Line, device: &Device, twist: Option<Twist>) -> Crooked {
        let other = device.open(OpenOptions::default()).expect("it serves nothing");
        Crooked { line, other, device: device.clone(), twist }
    }

    fn has(&self, twist: Twist) -> bool {
        self.twist == Some(twist)
    }

    fn refused<T>(&self, reply: Result<T, LineError>) -> Result<T, LineError> {
        match reply {
            Err(LineError::OPERATIONUNAVAIL) if self.has(Twist::UnservedIsInvalid) => Err(LineError::INVALPARAM),
            reply => reply,
        }
    }
}

/// A filter without the news of proxies.
fn without_proxies(filter: MessageFilter) -> MessageFilter {
    let status = Message::ProxyStatus { status: line::ProxyStatus::Open, request: None };
    if !filter.lets_through(status) {
        return filter;
    }
    let others = MessageNumber::ALL.iter().filter(|number| **number != MessageNumber::ProxyStatus);
    others.fold(MessageFilter::LEAST, |filter, number| filter.with(*number))
}

macro_rules! crooked {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $output:ty;)+) => {
        #[async_trait]
        impl Provider for Crooked {
            $(async fn $name(&self, ticket: &Ticket, $($argument: $kind),*) -> Result<$output, LineError> {
                let reply = self.line.$name(ticket, $($argument),*).await;
                self.refused(reply)
            })+

            fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
                match self.twist {
                    Some(Twist::FilterIsIgnored) => self.line.messages(MessageFilter::ALL, capacity),
                    Some(Twist::VersionIsIgnored) => self.line.messages(filter.for_version(ApiVersion::V2_2), capacity),
                    Some(Twist::LossIsHidden) => self.line.messages(filter, capacity.max(100)),
                    Some(Twist::MakerIsToldAtOnce | Twist::SenderIsTold) => self.other.messages(filter, capacity),
                    Some(Twist::OtherLinesAreDeaf) => self.line.messages(MessageFilter::LEAST, capacity),
                    Some(Twist::ProxiesComeUnannounced) => self.line.messages(without_proxies(filter), capacity),
                    Some(
                        Twist::NeverCloses
                        | Twist::ClosesAll
                        | Twist::UnservedIsInvalid
                        | Twist::TypeIsSharedOut
                        | Twist::ClientIsHidden
                        | Twist::AnswersAgain
                        | Twist::AnyAnswerFits
                        | Twist::AnybodyIsProxy
                        | Twist::AnyMessageGoes,
                    )
                    | None => self.line.messages(filter, capacity),
                }
            }

            fn close(&self) {
                if self.has(Twist::ClosesAll) {
                    self.device.close_all();
                } else if !self.has(Twist::NeverCloses) {
                    self.line.close();
                }
            }

            fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
                self.line.line_get_proxy_status()
            }

            fn line_proxy_message(&self, message: Message) -> Result<(), LineError> {
                match self.line.line_proxy_message(message) {
                    Err(LineError::INVALPARAM) if self.has(Twist::AnyMessageGoes) => Ok(()),
                    Err(LineError::NOTREGISTERED) if self.has(Twist::AnybodyIsProxy) => Ok(()),
                    result => result,
                }
            }

            fn line_proxy_response(
                &self,
                request: RequestId,
                result: Result<Answer, LineError>,
            ) -> Result<(), LineError> {
                match self.line.line_proxy_response(request, result) {
                    Err(LineError::INVALPOINTER) if self.has(Twist::AnswersAgain) => Ok(()),
                    Err(LineError::INVALPARAM) if self.has(Twist::AnyAnswerFits) => Ok(()),
                    Err(LineError::NOTREGISTERED) if self.has(Twist::AnybodyIsProxy) => Ok(()),
                    result => result,
                }
            }

            fn proxy_request(&self, request: RequestId) -> Option<ProxyRequest> {
                let asked = self.line.proxy_request(request)?;
                let client = if self.has(Twist::ClientIsHidden) { Client::default() } else { asked.client };
                Some(ProxyRequest { client, ..asked })
            }

            fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
                self.line.session_entry(session)
            }

            fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
                self.line.agent_entry(agent)
            }

            fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
                self.line.queue_entry(queue)
            }

            fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
                self.line.group_entry(group)
            }

            fn addresses(&self) -> Vec<AddressId> {
                self.line.addresses()
            }

            async fn give_up(&self, ticket: &Ticket) -> Verdict {
                self.line.give_up(ticket).await
            }

            fn forget(&self, ticket: &Ticket) {
                self.line.forget(ticket);
            }

            fn wait_for(&self, limit: Duration) -> Duration {
                self.line.wait_for(limit)
            }
        }
    };
}

crooked! {
    line_get_agent_session_info(session: SessionId) -> AgentSessionInfo;
    line_get_agent_info(agent: AgentId) -> AgentInfo;
    line_get_queue_info(queue: QueueId) -> QueueInfo;
    line_set_agent_session_state(session: SessionId, state: Option<SessionState>, next: Option<SessionState>) -> ();
    line_set_agent_state_ex(agent: AgentId, state: Option<AgentState>, next: Option<AgentState>) -> ();
    line_set_agent_measurement_period(agent: AgentId, seconds: u32) -> ();
    line_set_queue_measurement_period(queue: QueueId, seconds: u32) -> ();
    line_create_agent_session(agent: AgentId, group: GroupId, address: AddressId, pin: Option<String>) -> SessionId;
    line_create_agent(login: Login) -> AgentId;
    line_get_agent_session_list(agent: AgentId) -> Vec<ListedSession>;
    line_get_queue_list(group: GroupId) -> Vec<ListedQueue>;
    line_get_group_list() -> Vec<ListedGroup>;
    line_get_agent_caps(address: AddressId, version: ApiVersion) -> AgentCaps;
    line_get_agent_status(address: AddressId) -> AgentStatusRecord;
    line_set_agent_group(address: AddressId, groups: Vec<GroupId>) -> ();
    line_set_agent_state(address: AddressId, state: Option<line::AgentState>, next: Option<line::AgentState>) -> ();
    line_set_agent_activity(address: AddressId, activity: ActivityId) -> ();
    line_get_agent_activity_list(address: AddressId) -> Vec<ListedActivity>;
    line_get_agent_group_list(address: AddressId) -> Vec<ListedGroup>;
    line_agent_specific(address: AddressId, extension: u32, params: Vec<u8>) -> Vec<u8>;
}
