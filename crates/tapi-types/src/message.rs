//! The ten messages of the call centre, as values, and as the numbers that a callback of TAPI sees.

use crate::line::{self, ProxyRequestType, ProxyStatus, QueueStatus};
use crate::line::{AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, MessageNumber};
use crate::{AddressId, AgentId, AgentState, Bits, Constant, LineError, QueueId, RequestId, SessionId, SessionState};

/// Something that TAPI or a proxy tells the applications that have a line open.
///
/// In a callback it is a [number](Message::number) and three [parameters](Message::parameters).
///
/// ```
/// use tapi_types::line::{AgentSessionStatus, MessageNumber};
/// use tapi_types::{Message, SessionId, SessionState};
///
/// let what = AgentSessionStatus::State.into();
/// let ready = Message::AgentSessionStatus { session: SessionId::at(4), what, state: Some(SessionState::Ready) };
/// assert_eq!((ready.number(), ready.parameters()), (MessageNumber::AgentSessionStatus, [5, 2, 2]));
/// assert_eq!(Message::from_parameters(MessageNumber::AgentSessionStatus, [5, 2, 2]), Ok(ready));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Message {
    /// LINE_CLOSE: the line was closed from elsewhere; its handle is dead. The last message of a line.
    #[doc(alias = "LINE_CLOSE")]
    Close,
    /// LINE_REPLY: a request is done.
    #[doc(alias = "LINE_REPLY")]
    Reply {
        /// Which.
        request: RequestId,
        /// Zero, or the error.
        result: Result<(), LineError>,
    },
    /// LINE_AGENTSPECIFIC: an event of an extension.
    #[doc(alias = "LINE_AGENTSPECIFIC")]
    AgentSpecific {
        /// Its place in the extension ids of LINEAGENTCAPS.
        extension: u32,
        /// What the extension gives a meaning.
        params: [u32; 2],
    },
    /// LINE_AGENTSTATUS: something about the agent at an address changed.
    #[doc(alias = "LINE_AGENTSTATUS")]
    AgentStatus {
        /// Where.
        address: AddressId,
        /// What.
        what: Bits<AgentStatus>,
        /// The new state, where that has changed.
        state: Option<line::AgentState>,
    },
    /// LINE_PROXYREQUEST, to a proxy alone: a request waits for its answer.
    #[doc(alias = "LINE_PROXYREQUEST")]
    ProxyRequest {
        /// The proxy's number of it: what the pointer to LINEPROXYREQUEST stands for.
        request: RequestId,
    },
    /// LINE_AGENTSESSIONSTATUS: something about a session changed.
    ///
    /// POLICY `agent_session_status_bits`: `dwParam2` has the bits of the session family and `dwParam3` a session state,
    /// though the page names others.
    #[doc(alias = "LINE_AGENTSESSIONSTATUS")]
    AgentSessionStatus {
        /// Which.
        session: SessionId,
        /// What.
        what: Bits<AgentSessionStatus>,
        /// The new state, where that has changed.
        state: Option<SessionState>,
    },
    /// LINE_QUEUESTATUS: something about a queue changed.
    #[doc(alias = "LINE_QUEUESTATUS")]
    QueueStatus {
        /// Which.
        queue: QueueId,
        /// What.
        what: Bits<QueueStatus>,
    },
    /// LINE_AGENTSTATUSEX: something about an agent changed.
    ///
    /// POLICY `agent_status_ex_bits`: `dwParam2` has the bits of the agent family, though the page names that of queues.
    #[doc(alias = "LINE_AGENTSTATUSEX")]
    AgentStatusEx {
        /// Who.
        agent: AgentId,
        /// What.
        what: Bits<AgentStatusEx>,
        /// The new state, where that has changed.
        state: Option<AgentState>,
    },
    /// LINE_GROUPSTATUS: groups came or went. Which ones is not said: fetch the list again and compare.
    #[doc(alias = "LINE_GROUPSTATUS")]
    GroupStatus {
        /// What.
        what: Bits<GroupStatus>,
    },
    /// LINE_PROXYSTATUS: a proxy came or went.
    ///
    /// POLICY `proxy_status_value`: `dwParam1` is one value of LINEPROXYSTATUS_, though the page names the family of queues.
    /// POLICY `one_proxy_status`: it is one value, and there is a message for each.
    #[doc(alias = "LINE_PROXYSTATUS")]
    ProxyStatus {
        /// What.
        status: ProxyStatus,
        /// The type of request, for OPEN and CLOSE.
        request: Option<ProxyRequestType>,
    },
}

/// Three parameters that no message of the call centre has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{number} has no parameters {parameters:08X?}")]
pub struct NoMessage {
    /// The message.
    pub number: MessageNumber,
    /// What came with it.
    pub parameters: [u32; 3],
}

impl Message {
    /// The number of the message: `dwMsg`.
    pub const fn number(self) -> MessageNumber {
        match self {
            Message::Close => MessageNumber::Close,
            Message::Reply { .. } => MessageNumber::Reply,
            Message::AgentSpecific { .. } => MessageNumber::AgentSpecific,
            Message::AgentStatus { .. } => MessageNumber::AgentStatus,
            Message::ProxyRequest { .. } => MessageNumber::ProxyRequest,
            Message::AgentSessionStatus { .. } => MessageNumber::AgentSessionStatus,
            Message::QueueStatus { .. } => MessageNumber::QueueStatus,
            Message::AgentStatusEx { .. } => MessageNumber::AgentStatusEx,
            Message::GroupStatus { .. } => MessageNumber::GroupStatus,
            Message::ProxyStatus { .. } => MessageNumber::ProxyStatus,
        }
    }

    /// `dwParam1` to `dwParam3`; what a message does not use is zero. A LONG stands with the same 32 bits.
    pub fn parameters(self) -> [u32; 3] {
        match self {
            Message::Close => [0; 3],
            Message::Reply { request, result } => [request.get(), result.map_or_else(LineError::code, |()| 0), 0],
            Message::AgentSpecific { extension, params: [second, third] } => [extension, second, third],
            Message::AgentStatus { address, what, state } => {
                [address.0, what.bits(), state.map_or(0, Constant::number)]
            }
            Message::ProxyRequest { request } => [request.get(), 0, 0],
            Message::AgentSessionStatus { session, what, state } => {
                [session.get(), what.bits(), state.map_or(0, SessionState::line)]
            }
            Message::QueueStatus { queue, what } => [queue.get(), what.bits(), 0],
            Message::AgentStatusEx { agent, what, state } => {
                [agent.get(), what.bits(), state.map_or(0, AgentState::line)]
            }
            Message::GroupStatus { what } => [0, what.bits(), 0],
            Message::ProxyStatus { status, request } => {
                [Constant::number(status), request.map_or(0, Constant::number), 0]
            }
        }
    }

    /// The message of a number and its parameters.
    ///
    /// # Errors
    /// [`NoMessage`] for a message that is none of the call centre's, for a zero handle, and for a value that has no name
    /// where one is needed.
    pub fn from_parameters(number: MessageNumber, parameters: [u32; 3]) -> Result<Message, NoMessage> {
        let message = Self::read(number, parameters);
        message.filter(|message| message.parameters() == parameters).ok_or(NoMessage { number, parameters })
    }

    fn read(number: MessageNumber, [first, second, third]: [u32; 3]) -> Option<Message> {
        Some(match number {
            MessageNumber::Close => Message::Close,
            MessageNumber::Reply => Message::Reply {
                request: RequestId::new(first)?,
                result: if second == 0 { Ok(()) } else { Err(LineError::from_code(second)?) },
            },
            MessageNumber::AgentSpecific => Message::AgentSpecific { extension: first, params: [second, third] },
            MessageNumber::AgentStatus => Message::AgentStatus {
                address: AddressId(first),
                what: Bits::from_bits(second),
                state: Constant::from_number(third),
            },
            MessageNumber::ProxyRequest => Message::ProxyRequest { request: RequestId::new(first)? },
            MessageNumber::AgentSessionStatus => Message::AgentSessionStatus {
                session: SessionId::new(first)?,
                what: Bits::from_bits(second),
                state: SessionState::from_line(third),
            },
            MessageNumber::QueueStatus => {
                Message::QueueStatus { queue: QueueId::new(first)?, what: Bits::from_bits(second) }
            }
            MessageNumber::AgentStatusEx => Message::AgentStatusEx {
                agent: AgentId::new(first)?,
                what: Bits::from_bits(second),
                state: AgentState::from_line(third),
            },
            MessageNumber::GroupStatus => Message::GroupStatus { what: Bits::from_bits(second) },
            MessageNumber::ProxyStatus => {
                Message::ProxyStatus { status: Constant::from_number(first)?, request: Constant::from_number(second) }
            }
            MessageNumber::AddressState
            | MessageNumber::CallInfo
            | MessageNumber::CallState
            | MessageNumber::DevSpecific
            | MessageNumber::DevSpecificFeature
            | MessageNumber::GatherDigits
            | MessageNumber::Generate
            | MessageNumber::LineDevState
            | MessageNumber::MonitorDigits
            | MessageNumber::MonitorMedia
            | MessageNumber::MonitorTone
            | MessageNumber::Request
            | MessageNumber::Create
            | MessageNumber::AppNewCall
            | MessageNumber::Remove
            | MessageNumber::AppNewCallHub
            | MessageNumber::CallHubClose
            | MessageNumber::DevSpecificEx => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each, in the order of the numbers.
    fn one_of_each() -> [Message; 10] {
        let state = Some(line::AgentState::Ready);
        [
            Message::Close,
            Message::Reply { request: RequestId::at(16), result: Err(LineError::INVALPARAM) },
            Message::AgentSpecific { extension: 1, params: [7, 9] },
            Message::AgentStatus { address: AddressId(3), what: AgentStatus::State.into(), state },
            Message::ProxyRequest { request: RequestId::at(0) },
            Message::AgentSessionStatus {
                session: SessionId::at(1),
                what: AgentSessionStatus::NewSession.into(),
                state: None,
            },
            Message::QueueStatus { queue: QueueId::at(2), what: QueueStatus::UpdateInfo.into() },
            Message::AgentStatusEx {
                agent: AgentId::at(0),
                what: AgentStatusEx::State | AgentStatusEx::UpdateInfo,
                state: Some(AgentState::BusyAcd),
            },
            Message::GroupStatus { what: GroupStatus::NewGroup.into() },
            Message::ProxyStatus { status: ProxyStatus::Open, request: Some(ProxyRequestType::GetAgentSessionInfo) },
        ]
    }

    #[test]
    fn the_ten_are_those_of_the_call_centre() {
        let ours: Vec<MessageNumber> = one_of_each().map(Message::number).into();
        let mut listed: Vec<MessageNumber> = MessageNumber::CALL_CENTER.map(|(number, _)| number).into();
        listed.sort();
        assert_eq!(ours, listed);
    }

    #[test]
    fn parameters_stand_where_the_pages_have_them() {
        let parameters = one_of_each().map(Message::parameters);
        let wanted = [
            [0, 0, 0],
            [17, 0x8000_0032, 0],
            [1, 7, 9],
            [3, 2, 4],
            [1, 0, 0],
            [2, 1, 0],
            [3, 1, 0],
            [1, 6, 4],
            [0, 1, 0],
            [1, 15, 0],
        ];
        assert_eq!(parameters, wanted);
    }

    #[test]
    fn a_message_comes_back_from_its_parameters() {
        for message in one_of_each() {
            assert_eq!(Message::from_parameters(message.number(), message.parameters()), Ok(message));
        }
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for (number, parameters) in [
            (MessageNumber::CallState, [1, 2, 3]),
            (MessageNumber::Reply, [0, 0, 0]),
            (MessageNumber::Reply, [1, 5, 0]),
            (MessageNumber::AgentSessionStatus, [0, 1, 0]),
            (MessageNumber::AgentSessionStatus, [1, 2, 3]),
            (MessageNumber::ProxyStatus, [3, 0, 0]),
            (MessageNumber::GroupStatus, [1, 1, 0]),
        ] {
            assert_eq!(Message::from_parameters(number, parameters), Err(NoMessage { number, parameters }));
        }
    }
}
