//! The proxy side: the types of request that an ACD serves, and the coming and going of those who serve them.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// A type of request that a proxy serves: `dwRequestType` of the structure LINEPROXYREQUEST, page
    /// "LINEPROXYREQUEST_ Constants". These are ordinals and no bits. 1 to 8 are of TAPI 2.0, the rest of 2.2.
    ProxyRequestType, "LINEPROXYREQUEST";
    /// lineSetAgentGroup.
    SetAgentGroup = 0x01, "set_agent_group", "LINEPROXYREQUEST_SETAGENTGROUP";
    /// lineSetAgentState.
    SetAgentState = 0x02, "set_agent_state", "LINEPROXYREQUEST_SETAGENTSTATE";
    /// lineSetAgentActivity.
    SetAgentActivity = 0x03, "set_agent_activity", "LINEPROXYREQUEST_SETAGENTACTIVITY";
    /// lineGetAgentCaps.
    GetAgentCaps = 0x04, "get_agent_caps", "LINEPROXYREQUEST_GETAGENTCAPS";
    /// lineGetAgentStatus.
    GetAgentStatus = 0x05, "get_agent_status", "LINEPROXYREQUEST_GETAGENTSTATUS";
    /// lineAgentSpecific.
    AgentSpecific = 0x06, "agent_specific", "LINEPROXYREQUEST_AGENTSPECIFIC";
    /// lineGetAgentActivityList.
    GetAgentActivityList = 0x07, "get_agent_activity_list", "LINEPROXYREQUEST_GETAGENTACTIVITYLIST";
    /// lineGetAgentGroupList.
    GetAgentGroupList = 0x08, "get_agent_group_list", "LINEPROXYREQUEST_GETAGENTGROUPLIST";
    /// lineCreateAgent.
    CreateAgent = 0x09, "create_agent", "LINEPROXYREQUEST_CREATEAGENT";
    /// lineSetAgentMeasurementPeriod.
    SetAgentMeasurementPeriod = 0x0A, "set_agent_measurement_period", "LINEPROXYREQUEST_SETAGENTMEASUREMENTPERIOD";
    /// lineGetAgentInfo.
    GetAgentInfo = 0x0B, "get_agent_info", "LINEPROXYREQUEST_GETAGENTINFO";
    /// lineCreateAgentSession.
    CreateAgentSession = 0x0C, "create_agent_session", "LINEPROXYREQUEST_CREATEAGENTSESSION";
    /// lineGetAgentSessionList.
    GetAgentSessionList = 0x0D, "get_agent_session_list", "LINEPROXYREQUEST_GETAGENTSESSIONLIST";
    /// lineSetAgentSessionState.
    SetAgentSessionState = 0x0E, "set_agent_session_state", "LINEPROXYREQUEST_SETAGENTSESSIONSTATE";
    /// lineGetAgentSessionInfo.
    GetAgentSessionInfo = 0x0F, "get_agent_session_info", "LINEPROXYREQUEST_GETAGENTSESSIONINFO";
    /// lineGetQueueList.
    GetQueueList = 0x10, "get_queue_list", "LINEPROXYREQUEST_GETQUEUELIST";
    /// lineSetQueueMeasurementPeriod.
    SetQueueMeasurementPeriod = 0x11, "set_queue_measurement_period", "LINEPROXYREQUEST_SETQUEUEMEASUREMENTPERIOD";
    /// lineGetQueueInfo.
    GetQueueInfo = 0x12, "get_queue_info", "LINEPROXYREQUEST_GETQUEUEINFO";
    /// lineGetGroupList.
    GetGroupList = 0x13, "get_group_list", "LINEPROXYREQUEST_GETGROUPLIST";
    /// lineSetAgentStateEx.
    SetAgentStateEx = 0x14, "set_agent_state_ex", "LINEPROXYREQUEST_SETAGENTSTATEEX";
}

constants! {
    /// What happened to the proxies of a line: `dwParam1` of the message LINE_PROXYSTATUS, page
    /// "LINEPROXYSTATUS_ Constants".
    ProxyStatus, "LINEPROXYSTATUS";
    /// A type of request has a proxy now; `dwParam2` is the type.
    Open = 0x1, "open", "LINEPROXYSTATUS_OPEN";
    /// A type of request has no proxy any more; `dwParam2` is the type.
    Close = 0x2, "close", "LINEPROXYSTATUS_CLOSE";
    /// Every type that TAPI 3 needs for its work with an ACD has a proxy now.
    AllOpenForAcd = 0x4, "all_open_for_acd", "LINEPROXYSTATUS_ALLOPENFORACD";
}

bits!(ProxyStatus);
