//! The 23 functions of the contract, and what their pages say about each that a program can use.

use std::fmt;
use std::str::FromStr;

use super::errors::listed;
use super::version::ApiVersion;
use crate::LineError;
use crate::line::ProxyRequestType;
use crate::name::{self, UnknownName};

/// For each function: its names in scenarios and in `tapi.h`, the version that it came with, whether it takes text and
/// so is exported twice, and for a request its type. What is no request is answered by TAPI itself, at once.
macro_rules! line_functions {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $snake:literal, $original:literal, $since:ident, $text:ident $(, $request:ident)?;
    )+) => {
        /// A function of the call-centre contract, for applications and for proxies; the pages are theirs, such as
        /// "lineGetAgentInfo function (tapi.h)". A fault rule can name those that are [requests](Function::REQUESTS).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Function {
            $($(#[$doc])* #[doc(alias = $original)] $variant,)+
        }

        impl Function {
            /// Every function, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Those that are requests of a proxy, in alphabetical order; the others TAPI itself answers, at once.
            pub const REQUESTS: &[Self] = &[$($(line_functions!(@first $variant $request),)?)+];

            /// The name in scenarios, and of the provider's method.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $snake,)+ }
            }

            /// The name in `tapi.h`.
            pub const fn original_name(self) -> &'static str {
                match self { $(Self::$variant => $original,)+ }
            }

            /// The version of TAPI that it came with. POLICY `function_versions`: pages of TAPI 3 say 2.1 and those of the
            /// queues 3.0, where the table of versions says 2.2.
            pub const fn since(self) -> ApiVersion {
                match self { $(Self::$variant => ApiVersion::$since,)+ }
            }

            /// The names under which `tapi32.dll` exports it: where text is concerned one with ANSI and one with
            /// UTF-16.
            pub const fn exports(self) -> &'static [&'static str] {
                match self { $(Self::$variant => line_functions!(@exports $original, $text),)+ }
            }

            /// The type of request that a proxy serves for it; `None` where TAPI itself answers.
            pub const fn proxy_request(self) -> Option<ProxyRequestType> {
                match self { $(Self::$variant => line_functions!(@request $($request)?),)+ }
            }

            /// The function whose requests are of this type.
            pub const fn of_request(request: ProxyRequestType) -> Function {
                match request { $($(ProxyRequestType::$request => Self::$variant,)?)+ }
            }
        }
    };
    (@exports $original:literal, text) => { &[concat!($original, "A"), concat!($original, "W")] };
    (@exports $original:literal, no_text) => { &[$original] };
    (@first $variant:ident $request:ident) => { Self::$variant };
    (@request) => { None };
    (@request $request:ident) => { Some(ProxyRequestType::$request) };
}

line_functions! {
    /// Hands a block of bytes to an extension of the agent handler, and back. Its errors are open: an extension may
    /// have others than the listed ones.
    AgentSpecific = "line_agent_specific", "lineAgentSpecific", V2_0, no_text, AgentSpecific;
    /// Makes an agent known to the handler, by id and PIN or by the user of the computer.
    CreateAgent = "line_create_agent", "lineCreateAgent", V2_2, text, CreateAgent;
    /// Logs an agent into a group, at an address.
    CreateAgentSession = "line_create_agent_session", "lineCreateAgentSession", V2_2, text, CreateAgentSession;
    /// Lists the activities that the agent at an address can choose from, into a LINEAGENTACTIVITYLIST.
    GetAgentActivityList =
        "line_get_agent_activity_list", "lineGetAgentActivityList", V2_0, text, GetAgentActivityList;
    /// Says what the handler of an address can do, in a LINEAGENTCAPS. The one request that needs no open line.
    GetAgentCaps = "line_get_agent_caps", "lineGetAgentCaps", V2_0, text, GetAgentCaps;
    /// Lists the groups that the agent at an address may log into, into a LINEAGENTGROUPLIST.
    GetAgentGroupList = "line_get_agent_group_list", "lineGetAgentGroupList", V2_0, text, GetAgentGroupList;
    /// State and statistics of an agent, in a LINEAGENTINFO.
    GetAgentInfo = "line_get_agent_info", "lineGetAgentInfo", V2_2, no_text, GetAgentInfo;
    /// State and statistics of an agent session, in a LINEAGENTSESSIONINFO.
    GetAgentSessionInfo = "line_get_agent_session_info", "lineGetAgentSessionInfo", V2_2, no_text, GetAgentSessionInfo;
    /// Lists an agent's sessions, into a LINEAGENTSESSIONLIST.
    GetAgentSessionList = "line_get_agent_session_list", "lineGetAgentSessionList", V2_2, no_text, GetAgentSessionList;
    /// What the agent at an address is doing, and what may be changed about it now, in a LINEAGENTSTATUS.
    GetAgentStatus = "line_get_agent_status", "lineGetAgentStatus", V2_0, text, GetAgentStatus;
    /// Lists the groups that the handler shows to this client, into a LINEAGENTGROUPLIST.
    GetGroupList = "line_get_group_list", "lineGetGroupList", V2_2, text, GetGroupList;
    /// Lists the types of request that have a proxy on a device now, into a LINEPROXYREQUESTLIST.
    GetProxyStatus = "line_get_proxy_status", "lineGetProxyStatus", V2_2, no_text;
    /// Statistics of a queue, in a LINEQUEUEINFO.
    GetQueueInfo = "line_get_queue_info", "lineGetQueueInfo", V2_2, no_text, GetQueueInfo;
    /// Lists the queues of a group, into a LINEQUEUELIST.
    GetQueueList = "line_get_queue_list", "lineGetQueueList", V2_2, text, GetQueueList;
    /// For proxies: sends a message to every other application that has the line open.
    ProxyMessage = "line_proxy_message", "lineProxyMessage", V2_0, no_text;
    /// For proxies: finishes a request.
    ProxyResponse = "line_proxy_response", "lineProxyResponse", V2_0, no_text;
    /// Chooses the activity of the agent at an address.
    SetAgentActivity = "line_set_agent_activity", "lineSetAgentActivity", V2_0, no_text, SetAgentActivity;
    /// Replaces the groups that the agent at an address is logged into; none logs the agent out.
    SetAgentGroup = "line_set_agent_group", "lineSetAgentGroup", V2_0, no_text, SetAgentGroup;
    /// Sets an agent's measurement period, in seconds above zero.
    SetAgentMeasurementPeriod =
        "line_set_agent_measurement_period", "lineSetAgentMeasurementPeriod", V2_2, no_text, SetAgentMeasurementPeriod;
    /// Changes the state of an agent session, its next state, or both.
    SetAgentSessionState =
        "line_set_agent_session_state", "lineSetAgentSessionState", V2_2, no_text, SetAgentSessionState;
    /// Changes the state of the agent at an address, the next state, or both.
    SetAgentState = "line_set_agent_state", "lineSetAgentState", V2_0, no_text, SetAgentState;
    /// Changes the state of an agent, its next state, or both.
    SetAgentStateEx = "line_set_agent_state_ex", "lineSetAgentStateEx", V2_2, no_text, SetAgentStateEx;
    /// Sets a queue's measurement period, in seconds above zero.
    SetQueueMeasurementPeriod =
        "line_set_queue_measurement_period", "lineSetQueueMeasurementPeriod", V2_2, no_text, SetQueueMeasurementPeriod;
}

impl Function {
    /// True where the function returns a request id above zero and LINE_REPLY says how it went; else it returns zero
    /// or the error. What goes to a proxy is asynchronous, and nothing else.
    pub const fn is_asynchronous(self) -> bool {
        self.proxy_request().is_some()
    }

    /// The errors that its page lists. Each may come back from the call or in the reply.
    pub const fn errors(self) -> &'static [LineError] {
        listed(self)
    }

    /// The function of a scenario's name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|function| function.name() == name)
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.original_name())
    }
}

impl FromStr for Function {
    type Err = UnknownName;
    /// The function of a name in `tapi.h`, as `Display` writes it.
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        name::find("tapi.h", Self::ALL, Self::original_name, name)
    }
}
