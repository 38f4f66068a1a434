//! The numbers of the messages that an application gets about its lines.

use crate::constant::constants;

constants! {
    /// The number of a message, as the callback gets it and lineProxyMessage takes it; the pages are those of the
    /// messages, such as "LINE_REPLY message". The ten of the call centre are in
    /// [`CALL_CENTER`](MessageNumber::CALL_CENTER); the others are about calls and devices.
    MessageNumber, "LINE_MESSAGE";
    /// The state of an address changed.
    AddressState = 0, "line_address_state", "LINE_ADDRESSSTATE";
    /// Information about a call changed.
    CallInfo = 1, "line_call_info", "LINE_CALLINFO";
    /// The state of a call changed.
    CallState = 2, "line_call_state", "LINE_CALLSTATE";
    /// The line was closed from elsewhere: its handle, and those of the calls on it, are dead. No parameters.
    Close = 3, "line_close", "LINE_CLOSE";
    /// An event of the device's own kind.
    DevSpecific = 4, "line_dev_specific", "LINE_DEVSPECIFIC";
    /// An event of the device's own kind, of a feature.
    DevSpecificFeature = 5, "line_dev_specific_feature", "LINE_DEVSPECIFICFEATURE";
    /// The gathering of digits is over.
    GatherDigits = 6, "line_gather_digits", "LINE_GATHERDIGITS";
    /// The sending of digits or a tone is over.
    Generate = 7, "line_generate", "LINE_GENERATE";
    /// The state of a line device changed.
    LineDevState = 8, "line_line_dev_state", "LINE_LINEDEVSTATE";
    /// A digit was heard.
    MonitorDigits = 9, "line_monitor_digits", "LINE_MONITORDIGITS";
    /// A change of the media was noticed.
    MonitorMedia = 10, "line_monitor_media", "LINE_MONITORMEDIA";
    /// A tone was heard.
    MonitorTone = 11, "line_monitor_tone", "LINE_MONITORTONE";
    /// A request is done. `dwParam1` is its id, `dwParam2` zero or the negative `LINEERR_` value, as a LONG.
    Reply = 12, "line_reply", "LINE_REPLY";
    /// Another application asks for a call to be made.
    Request = 13, "line_request", "LINE_REQUEST";
    /// A line device is new.
    Create = 19, "line_create", "LINE_CREATE";
    /// An event of the agent handler's own kind. `dwParam1` is the place of the extension in the list of extension
    /// ids of LINEAGENTCAPS; the handler gives the others their meaning.
    AgentSpecific = 21, "line_agent_specific", "LINE_AGENTSPECIFIC";
    /// Something about the agent at an address changed. `dwParam1` is the address, `dwParam2` has the bits of
    /// [`AgentStatus`](crate::line::AgentStatus), `dwParam3` is the new state where that has changed, else zero.
    AgentStatus = 22, "line_agent_status", "LINE_AGENTSTATUS";
    /// A call came to be because of another application.
    AppNewCall = 23, "line_app_new_call", "LINE_APPNEWCALL";
    /// A request for the proxy. `dwParam1` points to the LINEPROXYREQUEST.
    ProxyRequest = 24, "line_proxy_request", "LINE_PROXYREQUEST";
    /// A line device is gone.
    Remove = 25, "line_remove", "LINE_REMOVE";
    /// Something about an agent session changed. `dwParam1` is its handle, `dwParam2` has the bits of
    /// [`AgentSessionStatus`](crate::line::AgentSessionStatus), `dwParam3` is the new state where that has changed,
    /// else zero (POLICY `agent_session_status_bits`).
    AgentSessionStatus = 27, "line_agent_session_status", "LINE_AGENTSESSIONSTATUS";
    /// Something about a queue changed. `dwParam1` is its id, `dwParam2` has the bits of
    /// [`QueueStatus`](crate::line::QueueStatus).
    QueueStatus = 28, "line_queue_status", "LINE_QUEUESTATUS";
    /// Something about an agent changed. `dwParam1` is its handle, `dwParam2` has the bits of
    /// [`AgentStatusEx`](crate::line::AgentStatusEx), `dwParam3` is the new state where that has changed, else zero.
    /// POLICY `agent_status_ex_bits`: the page names the queues' family here by mistake.
    AgentStatusEx = 29, "line_agent_status_ex", "LINE_AGENTSTATUSEX";
    /// A group came or went; which one is not said. `dwParam2` has the bits of
    /// [`GroupStatus`](crate::line::GroupStatus).
    GroupStatus = 30, "line_group_status", "LINE_GROUPSTATUS";
    /// A proxy came or went. `dwParam1` is a [`ProxyStatus`](crate::line::ProxyStatus), `dwParam2` the type of request
    /// where the status is about one, else zero (POLICY `proxy_status_value`).
    ProxyStatus = 31, "line_proxy_status", "LINE_PROXYSTATUS";
    /// A call, and the hub that it belongs to, came to be because of another application.
    AppNewCallHub = 32, "line_app_new_call_hub", "LINE_APPNEWCALLHUB";
    /// A call hub is gone.
    CallHubClose = 33, "line_call_hub_close", "LINE_CALLHUBCLOSE";
    /// An event of the device's own kind, with more room.
    DevSpecificEx = 34, "line_dev_specific_ex", "LINE_DEVSPECIFICEX";
}

/// Who sends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sender {
    /// TAPI itself.
    Tapi,
    /// A proxy, by lineProxyMessage.
    Proxy,
}

impl MessageNumber {
    /// The messages of the call centre, and who sends them. A proxy may send no others than its six here.
    pub const CALL_CENTER: [(MessageNumber, Sender); 10] = [
        (MessageNumber::Close, Sender::Tapi),
        (MessageNumber::Reply, Sender::Tapi),
        (MessageNumber::AgentSpecific, Sender::Proxy),
        (MessageNumber::AgentStatus, Sender::Proxy),
        (MessageNumber::ProxyRequest, Sender::Tapi),
        (MessageNumber::AgentSessionStatus, Sender::Proxy),
        (MessageNumber::QueueStatus, Sender::Proxy),
        (MessageNumber::AgentStatusEx, Sender::Proxy),
        (MessageNumber::GroupStatus, Sender::Proxy),
        (MessageNumber::ProxyStatus, Sender::Tapi),
    ];

    /// Who sends the message, where it is one of the call centre's.
    pub fn sender(self) -> Option<Sender> {
        Self::CALL_CENTER.iter().find(|(message, _)| *message == self).map(|(_, sender)| *sender)
    }
}
