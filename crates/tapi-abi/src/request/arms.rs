//! The arms of a request, one for each LINEPROXYREQUEST_ value.

use std::ops::Range;

use tapi_types::Dword;
use tapi_types::line::{AgentSessionState, AgentState, AgentStateEx, ProxyRequestType};

use super::{Argument, Params, Share, UNION_AT, UNION_END};
use crate::structure::members;
use crate::{
    Field, Guid, LineAgentActivityList, LineAgentCaps, LineAgentGroupList, LineAgentInfo, LineAgentSessionInfo,
    LineAgentSessionList, LineAgentStatus, LineQueueInfo, LineQueueList, Member, Problem, Text, View, Whole, Writer,
};

/// One table for each arm, from byte 28 to where it ends; offsets count from the request. POLICY `request_arms`: each
/// belongs to the type of its own name, though pages tie two of them to others.
macro_rules! arms {
    ($($(#[$doc:meta])* $arm:ident to $end:literal { $($table:tt)* })+) => {
        $(
            members! { $(#[$doc])* "LINEPROXYREQUEST", 28 => $arm, $end { $($table)* } }
            const _: () = assert!($end > UNION_AT && $end <= UNION_END);
        )+

        /// What is asked of a proxy.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum ProxyArm {
            $($(#[$doc])* $arm($arm),)+
        }

        /// A [`ProxyArm`] with checked bytes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ProxyArmView<'a> {
            $($(#[$doc])* $arm(View<'a, $arm>),)+
        }

        impl ProxyArm {
            /// The type of the request.
            pub const fn request_type(&self) -> ProxyRequestType {
                match self { $(Self::$arm(_) => ProxyRequestType::$arm,)+ }
            }

            pub(super) fn put(&self, writer: &mut Writer<'_>) {
                match self { $(Self::$arm(arm) => arm.put(writer, 0),)+ }
            }
        }

        impl<'a> ProxyArmView<'a> {
            /// The type of the request.
            pub const fn request_type(&self) -> ProxyRequestType {
                match self { $(Self::$arm(_) => ProxyRequestType::$arm,)+ }
            }

            pub(super) fn get(request_type: ProxyRequestType, whole: Whole<'a>) -> Self {
                match request_type { $(ProxyRequestType::$arm => Self::$arm($arm::get(whole, 0)),)+ }
            }
        }

        impl From<ProxyArmView<'_>> for ProxyArm {
            fn from(view: ProxyArmView<'_>) -> Self {
                match view { $(ProxyArmView::$arm(arm) => Self::$arm(arm.into()),)+ }
            }
        }

        /// The byte behind the arm.
        pub(super) const fn arm_end(request_type: ProxyRequestType) -> usize {
            match request_type { $(ProxyRequestType::$arm => <$arm as Member>::SIZE,)+ }
        }

        pub(super) fn check_arm(request_type: ProxyRequestType, whole: Whole<'_>) -> Result<usize, Problem> {
            match request_type { $(ProxyRequestType::$arm => $arm::check(whole, 0),)+ }
        }

        /// The members of all arms.
        pub(super) fn arm_members() -> Vec<Field> {
            [$($arm::members(),)+].concat()
        }
    };
}

arms! {
    /// lineSetAgentGroup.
    SetAgentGroup to 56 {
        /// The address.
        28 address_id: u32 = "SetAgentGroup.dwAddressID";
        /// The groups to be logged into from now on.
        32 group_list: Argument<LineAgentGroupList> = "SetAgentGroup.GroupList";
    }

    /// lineSetAgentState.
    SetAgentState to 40 {
        /// The address.
        28 address_id: u32 = "SetAgentState.dwAddressID";
        /// The new state; 0 leaves it as it is.
        32 agent_state: Dword<AgentState> = "SetAgentState.dwAgentState";
        /// The new next state; 0 is the default of the agent.
        36 next_agent_state: Dword<AgentState> = "SetAgentState.dwNextAgentState";
    }

    /// lineSetAgentActivity.
    SetAgentActivity to 36 {
        /// The address.
        28 address_id: u32 = "SetAgentActivity.dwAddressID";
        /// The activity.
        32 activity_id: u32 = "SetAgentActivity.dwActivityID";
    }

    /// lineGetAgentCaps.
    GetAgentCaps to 104 {
        /// The address.
        28 address_id: u32 = "GetAgentCaps.dwAddressID";
        /// The answer.
        32 agent_caps: Share<LineAgentCaps> = "GetAgentCaps.AgentCaps";
    }

    /// lineGetAgentStatus.
    GetAgentStatus to 88 {
        /// The address.
        28 address_id: u32 = "GetAgentStatus.dwAddressID";
        /// The answer.
        32 agent_status: Share<LineAgentStatus> = "GetAgentStatus.AgentStatus";
    }

    /// lineAgentSpecific.
    AgentSpecific to 41 {
        /// The address.
        28 address_id: u32 = "AgentSpecific.dwAddressID";
        /// The place of the extension in the list of LINEAGENTCAPS, from 0.
        32 agent_extension_id_index: u32 = "AgentSpecific.dwAgentExtensionIDIndex";
        /// The block, question and answer.
        36 params: Params = "AgentSpecific.dwSize", "AgentSpecific.Params";
    }

    /// lineGetAgentActivityList.
    GetAgentActivityList to 56 {
        /// The address.
        28 address_id: u32 = "GetAgentActivityList.dwAddressID";
        /// The answer.
        32 activity_list: Share<LineAgentActivityList> = "GetAgentActivityList.ActivityList";
    }

    /// lineGetAgentGroupList.
    GetAgentGroupList to 56 {
        /// The address.
        28 address_id: u32 = "GetAgentGroupList.dwAddressID";
        /// The answer.
        32 group_list: Share<LineAgentGroupList> = "GetAgentGroupList.GroupList";
    }

    /// lineCreateAgent.
    CreateAgent to 48 {
        /// The handle, by the proxy.
        28 agent: u32 = "CreateAgent.hAgent";
        /// The id, for older switches. Neither id nor PIN: the user of the client is the agent.
        32 agent_id: Option<Text> = "CreateAgent.dwAgentIDSize", "CreateAgent.dwAgentIDOffset";
        /// The PIN, for older switches.
        40 agent_pin: Option<Text> = "CreateAgent.dwAgentPINSize", "CreateAgent.dwAgentPINOffset";
    }

    /// lineSetAgentStateEx.
    SetAgentStateEx to 40 {
        /// The agent's handle.
        28 agent: u32 = "SetAgentStateEx.hAgent";
        /// The new state; 0 leaves it as it is.
        32 agent_state: Dword<AgentStateEx> = "SetAgentStateEx.dwAgentState";
        /// The new next state, or 0.
        36 next_agent_state: Dword<AgentStateEx> = "SetAgentStateEx.dwNextAgentState";
    }

    /// lineSetAgentMeasurementPeriod.
    SetAgentMeasurementPeriod to 36 {
        /// The agent's handle.
        28 agent: u32 = "SetAgentMeasurementPeriod.hAgent";
        /// The period in seconds.
        32 measurement_period_s: u32 = "SetAgentMeasurementPeriod.dwMeasurementPeriod";
    }

    /// lineGetAgentInfo.
    GetAgentInfo to 88 {
        /// The agent's handle.
        28 agent: u32 = "GetAgentInfo.hAgent";
        /// The answer.
        32 agent_info: Share<LineAgentInfo> = "GetAgentInfo.AgentInfo";
    }

    /// lineCreateAgentSession.
    CreateAgentSession to 64 {
        /// The handle of the session, by the proxy.
        28 session: u32 = "CreateAgentSession.hAgentSession";
        /// The PIN, for switches that want one for each group.
        32 agent_pin: Option<Text> = "CreateAgentSession.dwAgentPINSize", "CreateAgentSession.dwAgentPINOffset";
        /// The agent's handle.
        40 agent: u32 = "CreateAgentSession.hAgent";
        /// The group.
        44 group_id: Guid = "CreateAgentSession.GroupID";
        /// The address at which the calls will ring.
        60 working_address_id: u32 = "CreateAgentSession.dwWorkingAddressID";
    }

    /// lineGetAgentSessionList.
    GetAgentSessionList to 56 {
        /// The agent's handle.
        28 agent: u32 = "GetAgentSessionList.hAgent";
        /// The answer.
        32 session_list: Share<LineAgentSessionList> = "GetAgentSessionList.SessionList";
    }

    /// lineGetAgentSessionInfo.
    GetAgentSessionInfo to 108 {
        /// The handle of the session.
        28 session: u32 = "GetAgentSessionInfo.hAgentSession";
        /// The answer.
        32 session_info: Share<LineAgentSessionInfo> = "GetAgentSessionInfo.SessionInfo";
    }

    /// lineSetAgentSessionState.
    SetAgentSessionState to 40 {
        /// The handle of the session.
        28 session: u32 = "SetAgentSessionState.hAgentSession";
        /// The new state; 0 leaves it as it is.
        32 state: Dword<AgentSessionState> = "SetAgentSessionState.dwAgentSessionState";
        /// The new next state, or 0.
        36 next_state: Dword<AgentSessionState> = "SetAgentSessionState.dwNextAgentSessionState";
    }

    /// lineGetQueueList.
    GetQueueList to 68 {
        /// The group.
        28 group_id: Guid = "GetQueueList.GroupID";
        /// The answer.
        44 queue_list: Share<LineQueueList> = "GetQueueList.QueueList";
    }

    /// lineSetQueueMeasurementPeriod.
    SetQueueMeasurementPeriod to 36 {
        /// The queue.
        28 queue_id: u32 = "SetQueueMeasurementPeriod.dwQueueID";
        /// The period in seconds.
        32 measurement_period_s: u32 = "SetQueueMeasurementPeriod.dwMeasurementPeriod";
    }

    /// lineGetQueueInfo.
    GetQueueInfo to 84 {
        /// The queue.
        28 queue_id: u32 = "GetQueueInfo.dwQueueID";
        /// The answer.
        32 queue_info: Share<LineQueueInfo> = "GetQueueInfo.QueueInfo";
    }

    /// lineGetGroupList.
    GetGroupList to 52 {
        /// The answer.
        28 group_list: Share<LineAgentGroupList> = "GetGroupList.GroupList";
    }
}

impl ProxyArmView<'_> {
    /// Where in the request the answer goes.
    pub fn answer_range(&self) -> Range<usize> {
        match self {
            Self::GetAgentCaps(arm) => arm.agent_caps().range(),
            Self::GetAgentStatus(arm) => arm.agent_status().range(),
            Self::GetAgentActivityList(arm) => arm.activity_list().range(),
            Self::GetAgentGroupList(arm) => arm.group_list().range(),
            Self::GetAgentInfo(arm) => arm.agent_info().range(),
            Self::GetAgentSessionList(arm) => arm.session_list().range(),
            Self::GetAgentSessionInfo(arm) => arm.session_info().range(),
            Self::GetQueueList(arm) => arm.queue_list().range(),
            Self::GetQueueInfo(arm) => arm.queue_info().range(),
            Self::GetGroupList(arm) => arm.group_list().range(),
            // Behind `dwSize` of the block.
            Self::AgentSpecific(arm) => 40..40 + arm.params().len(),
            Self::CreateAgent(_) | Self::CreateAgentSession(_) => UNION_AT..UNION_AT + 4,
            Self::SetAgentGroup(_)
            | Self::SetAgentState(_)
            | Self::SetAgentActivity(_)
            | Self::SetAgentStateEx(_)
            | Self::SetAgentMeasurementPeriod(_)
            | Self::SetAgentSessionState(_)
            | Self::SetQueueMeasurementPeriod(_) => UNION_AT..UNION_AT,
        }
    }
}
