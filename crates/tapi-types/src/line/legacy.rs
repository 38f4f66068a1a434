//! TAPI 2.0: the state of the agent at an address, and what a message says has changed about it.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// The state of the agent at an address: `dwState` of LINEAGENTSTATUS and lineSetAgentState, page
    /// "LINEAGENTSTATE_ Constants". One value stands there at a time; `dwValidStates` and `dwStates` of
    /// LINEAGENTCAPS hold sets of them. The upper 16 bits are free for extensions of a device.
    AgentState, "LINEAGENTSTATE";
    /// Nobody is logged in at the address.
    LoggedOff = 0x001, "logged_off", "LINEAGENTSTATE_LOGGEDOFF";
    /// Logged in, and busy with something other than calls. Must not be given any.
    NotReady = 0x002, "not_ready", "LINEAGENTSTATE_NOTREADY";
    /// Can take calls.
    Ready = 0x004, "ready", "LINEAGENTSTATE_READY";
    /// On a call from an ACD queue.
    BusyAcd = 0x008, "busy_acd", "LINEAGENTSTATE_BUSYACD";
    /// On an incoming call that came from no queue that the agent serves.
    BusyIncoming = 0x010, "busy_incoming", "LINEAGENTSTATE_BUSYINCOMING";
    /// On an outgoing call, such as one from the queue of a predictive dialer.
    BusyOutbound = 0x020, "busy_outbound", "LINEAGENTSTATE_BUSYOUTBOUND";
    /// On a call of another or an unknown kind, such as a private outgoing one.
    BusyOther = 0x040, "busy_other", "LINEAGENTSTATE_BUSYOTHER";
    /// The call is over and its after-call work is not. Must not be given calls.
    WorkingAfterCall = 0x080, "working_after_call", "LINEAGENTSTATE_WORKINGAFTERCALL";
    /// Not known now, and may become known.
    Unknown = 0x100, "unknown", "LINEAGENTSTATE_UNKNOWN";
    /// Not known, and will not become known. POLICY `address_status`: the page names a member of LINEADDRESSSTATUS for it,
    /// which that does not have.
    Unavail = 0x200, "unavail", "LINEAGENTSTATE_UNAVAIL";
}

bits!(AgentState);

constants! {
    /// Which member of LINEAGENTSTATUS, or what else about the agent at an address, has changed: bits of `dwParam2` of
    /// the message LINE_AGENTSTATUS, page "LINEAGENTSTATUS_ Constants".
    AgentStatus, "LINEAGENTSTATUS";
    /// The groups that the agent is logged into.
    Group = 0x001, "group", "LINEAGENTSTATUS_GROUP";
    /// The state; `dwParam3` is the new one.
    State = 0x002, "state", "LINEAGENTSTATUS_STATE";
    /// The next state.
    NextState = 0x004, "next_state", "LINEAGENTSTATUS_NEXTSTATE";
    /// The activity.
    Activity = 0x008, "activity", "LINEAGENTSTATUS_ACTIVITY";
    /// The activities to choose from, which lineGetAgentActivityList has.
    ActivityList = 0x010, "activity_list", "LINEAGENTSTATUS_ACTIVITYLIST";
    /// The groups that the agent may log into, which lineGetAgentGroupList has.
    GroupList = 0x020, "group_list", "LINEAGENTSTATUS_GROUPLIST";
    /// The capabilities, which lineGetAgentCaps has.
    CapsChange = 0x040, "caps_change", "LINEAGENTSTATUS_CAPSCHANGE";
    /// The states that may be set.
    ValidStates = 0x080, "valid_states", "LINEAGENTSTATUS_VALIDSTATES";
    /// The states that may be set as the next one.
    ValidNextStates = 0x100, "valid_next_states", "LINEAGENTSTATUS_VALIDNEXTSTATES";
}

bits!(AgentStatus);
