//! The methods of [`Provider`](crate::Provider) as tables, for whoever treats them all alike.

/// The requests: hands the rows to the macro in brackets, behind what it is given in braces. A row has the method, its arguments, what it
/// gives, the [`Ask`](crate::Ask) that means the same with its fields, and the [`Answer`](crate::Answer).
macro_rules! requests {
    ([$($then:tt)+] { $($given:tt)* }) => {
        $($then)+! {
            { $($given)* }
            line_get_agent_session_info(session: tapi_types::SessionId) -> tapi_types::AgentSessionInfo,
                GetAgentSessionInfo (session), AgentSessionInfo;
            line_get_agent_info(agent: tapi_types::AgentId) -> tapi_types::AgentInfo,
                GetAgentInfo (agent), AgentInfo;
            line_get_queue_info(queue: tapi_types::QueueId) -> tapi_types::QueueInfo,
                GetQueueInfo (queue), QueueInfo;
            line_set_agent_session_state(
                session: tapi_types::SessionId,
                state: Option<tapi_types::SessionState>,
                next: Option<tapi_types::SessionState>
            ) -> (), SetAgentSessionState { session, state, next }, Done;
            line_set_agent_state_ex(
                agent: tapi_types::AgentId,
                state: Option<tapi_types::AgentState>,
                next: Option<tapi_types::AgentState>
            ) -> (), SetAgentStateEx { agent, state, next }, Done;
            line_set_agent_measurement_period(agent: tapi_types::AgentId, seconds: u32) -> (),
                SetAgentMeasurementPeriod { agent, seconds }, Done;
            line_set_queue_measurement_period(queue: tapi_types::QueueId, seconds: u32) -> (),
                SetQueueMeasurementPeriod { queue, seconds }, Done;
            line_create_agent_session(
                agent: tapi_types::AgentId,
                group: tapi_types::GroupId,
                address: tapi_types::AddressId,
                pin: Option<String>
            ) -> tapi_types::SessionId,
                CreateAgentSession { agent, group, address, pin }, Session;
            line_create_agent(login: $crate::Login) -> tapi_types::AgentId, CreateAgent (login), Agent;
            line_get_agent_session_list(agent: tapi_types::AgentId) -> Vec<$crate::ListedSession>,
                GetAgentSessionList (agent), Sessions;
            line_get_queue_list(group: tapi_types::GroupId) -> Vec<$crate::ListedQueue>,
                GetQueueList (group), Queues;
            line_get_group_list() -> Vec<$crate::ListedGroup>, GetGroupList {}, Groups;
            line_get_agent_caps(
                address: tapi_types::AddressId, version: tapi_types::line::ApiVersion
            ) -> $crate::AgentCaps, GetAgentCaps { address, version }, AgentCaps;
            line_get_agent_status(address: tapi_types::AddressId) -> $crate::AgentStatusRecord,
                GetAgentStatus (address), AgentStatus;
            line_set_agent_group(address: tapi_types::AddressId, groups: Vec<tapi_types::GroupId>) -> (),
                SetAgentGroup { address, groups }, Done;
            line_set_agent_state(
                address: tapi_types::AddressId,
                state: Option<tapi_types::line::AgentState>,
                next: Option<tapi_types::line::AgentState>
            ) -> (), SetAgentState { address, state, next }, Done;
            line_set_agent_activity(address: tapi_types::AddressId, activity: tapi_types::ActivityId) -> (),
                SetAgentActivity { address, activity }, Done;
            line_get_agent_activity_list(address: tapi_types::AddressId) -> Vec<$crate::ListedActivity>,
                GetAgentActivityList (address), Activities;
            line_get_agent_group_list(address: tapi_types::AddressId) -> Vec<$crate::ListedGroup>,
                GetAgentGroupList (address), Groups;
            line_agent_specific(address: tapi_types::AddressId, extension: u32, params: Vec<u8>) -> Vec<u8>,
                AgentSpecific { address, extension, params }, Params;
        }
    };
}
pub(crate) use requests;

/// Writes methods that are not async by calling the same ones of another provider: `$self => $provider; rows`.
macro_rules! handed_on {
    ($self:ident => $provider:expr; $($name:ident($($argument:ident: $kind:ty),*) $(-> $output:ty)?;)+) => {$(
        fn $name(&$self, $($argument: $kind),*) $(-> $output)? {
            $provider.$name($($argument),*)
        }
    )+};
}
pub(crate) use handed_on;

/// Hands on what a client may look up without a request.
macro_rules! lookups {
    ($self:ident => $provider:expr) => {
        $crate::table::handed_on! {
            $self => $provider;
            session_entry(session: tapi_types::SessionId) -> Option<$crate::SessionEntry>;
            agent_entry(agent: tapi_types::AgentId) -> Option<$crate::AgentEntry>;
            queue_entry(queue: tapi_types::QueueId) -> Option<$crate::QueueEntry>;
            group_entry(group: tapi_types::GroupId) -> Option<$crate::GroupEntry>;
            addresses() -> Vec<tapi_types::AddressId>;
        }
    };
}
pub(crate) use lookups;

/// Hands on the line itself: what TAPI answers, messages, the proxy's side, the pace of timers, and the end.
macro_rules! line_itself {
    ($self:ident => $provider:expr) => {
        $crate::table::handed_on! {
            $self => $provider;
            line_get_proxy_status() -> Result<Vec<tapi_types::line::ProxyRequestType>, tapi_types::LineError>;
            line_proxy_message(message: tapi_types::Message) -> Result<(), tapi_types::LineError>;
            line_proxy_response(
                request: tapi_types::RequestId, result: Result<$crate::Answer, tapi_types::LineError>
            ) -> Result<(), tapi_types::LineError>;
            proxy_request(request: tapi_types::RequestId) -> Option<$crate::ProxyRequest>;
            messages(filter: $crate::MessageFilter, capacity: usize) -> $crate::Messages;
            close();
            wait_for(limit: std::time::Duration) -> std::time::Duration;
        }
    };
}
pub(crate) use line_itself;

/// Writes `impl Provider` for a provider whose requests all go through one method of its own,
/// `async fn ask(&self, &Ticket, Ask) -> Result<Answer, LineError>`. What is no request stands in the braces.
macro_rules! provide {
    (impl($($generics:tt)*) Provider for $provider:ty { $($rest:tt)* }) => {
        $crate::table::requests! { [$crate::table::asked] { ($($generics)*) ($provider) ($($rest)*) } }
    };
}
pub(crate) use provide;

macro_rules! asked {
    (
        { ($($generics:tt)*) ($provider:ty) ($($rest:tt)*) }
        $($name:ident($($argument:ident: $kind:ty),*) -> $output:ty,
            $ask:ident $fields:tt, $answer:ident;)+
    ) => {
        #[async_trait::async_trait]
        impl<$($generics)*> $crate::Provider for $provider {
            $(async fn $name(
                &self,
                ticket: &$crate::Ticket,
                $($argument: $kind),*
            ) -> Result<$output, tapi_types::LineError> {
                let answer = self.ask(ticket, $crate::Ask::$ask $fields).await?;
                $crate::table::taken!(answer, $answer)
            })+

            $($rest)*
        }
    };
}
pub(crate) use asked;

/// Takes from an answer what it must hold. An ACD that answers one question with the answer to another is broken.
macro_rules! taken {
    ($given:ident, Done) => {
        if let $crate::Answer::Done = $given { Ok(()) } else { Err(tapi_types::LineError::OPERATIONFAILED) }
    };
    ($given:ident, $answer:ident) => {
        if let $crate::Answer::$answer(answer) = $given {
            Ok(answer)
        } else {
            Err(tapi_types::LineError::OPERATIONFAILED)
        }
    };
}
pub(crate) use taken;
