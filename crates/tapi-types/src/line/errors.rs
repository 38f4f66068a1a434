//! Which errors the page of each function lists: those that it may return, and that a proxy may answer with.

use crate::{Function, LineError};

/// POLICY `odd_error_lists`: what a page lists stays listed, though its function may have no way to return it.
///
/// For each function, or for several with the same errors, what its page lists beside the five that all of them list.
macro_rules! listed {
    ($($($function:ident)|+: $($error:ident)+;)+) => {
        /// The errors that the page of a function lists.
        pub(super) const fn listed(function: Function) -> &'static [LineError] {
            match function {
                $($(Function::$function)|+ => &[
                    $(LineError::$error,)+
                    LineError::NOMEM,
                    LineError::OPERATIONFAILED,
                    LineError::OPERATIONUNAVAIL,
                    LineError::RESOURCEUNAVAIL,
                    LineError::UNINITIALIZED,
                ],)+
            }
        }
    };
}

listed! {
    AgentSpecific:
        INVALLINEHANDLE INVALADDRESSID INVALAGENTID INVALPARAM INVALPOINTER STRUCTURETOOSMALL;
    CreateAgent | CreateAgentSession | GetAgentInfo | GetAgentSessionInfo | GetAgentSessionList
    | GetGroupList | GetQueueInfo | GetQueueList | SetAgentMeasurementPeriod | SetQueueMeasurementPeriod:
        INVALLINEHANDLE INVALPARAM;
    GetAgentActivityList | GetAgentGroupList:
        INVALLINEHANDLE INVALADDRESSID INVALAGENTID INVALPOINTER STRUCTURETOOSMALL;
    GetAgentCaps:
        INVALAPPHANDLE BADDEVICEID INVALADDRESSID INCOMPATIBLEAPIVERSION INVALPOINTER STRUCTURETOOSMALL NODEVICE
        NODRIVER;
    GetAgentStatus:
        INVALLINEHANDLE INVALADDRESSID INVALPOINTER STRUCTURETOOSMALL;
    GetProxyStatus:
        BADDEVICEID INCOMPATIBLEAPIVERSION INVALPARAM;
    ProxyMessage:
        INVALLINEHANDLE INVALCALLHANDLE INVALPARAM NOTREGISTERED;
    ProxyResponse:
        INVALLINEHANDLE INVALPARAM INVALPOINTER NOTREGISTERED;
    SetAgentActivity:
        INVALLINEHANDLE INVALADDRESSID INVALADDRESSSTATE INVALAGENTACTIVITY INVALPOINTER;
    SetAgentGroup:
        INVALLINEHANDLE INVALADDRESSID INVALADDRESSSTATE INVALAGENTGROUP INVALAGENTID INVALPARAM INVALPASSWORD
        INVALPOINTER;
    SetAgentSessionState | SetAgentStateEx:
        INVALLINEHANDLE INVALAGENTSTATE INVALPARAM;
    SetAgentState:
        INVALLINEHANDLE INVALADDRESSID INVALADDRESSSTATE INVALAGENTSTATE INVALPARAM;
}
