//! Which functions of TAPI 2.0 an agent handler offers at an address.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// A function that can be used for the agent at an address, page "LINEAGENTFEATURE_ Constants": ever, as bits of
    /// `dwFeatures` of LINEAGENTCAPS, or now, as bits of `dwAgentFeatures` of LINEAGENTSTATUS.
    AgentFeature, "LINEAGENTFEATURE";
    /// lineSetAgentGroup.
    SetAgentGroup = 0x01, "set_agent_group", "LINEAGENTFEATURE_SETAGENTGROUP";
    /// lineSetAgentState.
    SetAgentState = 0x02, "set_agent_state", "LINEAGENTFEATURE_SETAGENTSTATE";
    /// lineSetAgentActivity.
    SetAgentActivity = 0x04, "set_agent_activity", "LINEAGENTFEATURE_SETAGENTACTIVITY";
    /// lineAgentSpecific.
    AgentSpecific = 0x08, "agent_specific", "LINEAGENTFEATURE_AGENTSPECIFIC";
    /// lineGetAgentActivityList.
    GetAgentActivityList = 0x10, "get_agent_activity_list", "LINEAGENTFEATURE_GETAGENTACTIVITYLIST";
    /// lineGetAgentGroupList.
    GetAgentGroup = 0x20, "get_agent_group", "LINEAGENTFEATURE_GETAGENTGROUP";
}

bits!(AgentFeature);
