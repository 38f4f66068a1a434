//! The functions of TAPI 2.0: the agent at an address.

use tapi_abi::{
    Encoding, LineAgentActivityList, LineAgentCaps, LineAgentGroupIds, LineAgentGroupList, LineAgentStatus, Structure,
};
use tapi_types::line::ApiVersion;
use tapi_types::{ActivityId, AddressId, Function, GroupId, LineError};
use tsp_provider::Ask;

use crate::output::{Output, checked_total};
use crate::words::legacy_state;
use crate::{LineApp, Memory, group_of};

impl LineApp {
    /// `lineAgentSpecific`: hands the first `size` bytes of a block to an extension of the handler, named by its place in the
    /// ids of LINEAGENTCAPS. The answer comes back in the same bytes.
    ///
    /// LINEERR_INVALPOINTER for a block that is not there; with a size of 0 it may be NULL.
    #[doc(alias = "lineAgentSpecific")]
    pub fn line_agent_specific(
        &self,
        line: u32,
        address: u32,
        extension: u32,
        block: Option<&Memory>,
        size: u32,
    ) -> i32 {
        self.request(Function::AgentSpecific, line, || {
            let (params, output) = Output::block(block, size)?;
            Ok((Ask::AgentSpecific { address: AddressId(address), extension, params }, output))
        })
    }

    /// `lineGetAgentActivityList`: LINEAGENTACTIVITYLIST, what the agent at the address can be set to.
    #[doc(alias = "lineGetAgentActivityList")]
    #[doc(alias = "lineGetAgentActivityListW")]
    pub fn line_get_agent_activity_list(&self, line: u32, address: u32, list: Option<&Memory>) -> i32 {
        self.get_activity_list(Encoding::Utf16, line, address, list)
    }

    /// [`line_get_agent_activity_list`](Self::line_get_agent_activity_list) with names in ANSI.
    #[doc(alias = "lineGetAgentActivityListA")]
    pub fn line_get_agent_activity_list_a(&self, line: u32, address: u32, list: Option<&Memory>) -> i32 {
        self.get_activity_list(Encoding::Ansi, line, address, list)
    }

    fn get_activity_list(&self, encoding: Encoding, line: u32, address: u32, list: Option<&Memory>) -> i32 {
        self.request(Function::GetAgentActivityList, line, || {
            let output = Output::structure::<LineAgentActivityList>(list, encoding)?;
            Ok((Ask::GetAgentActivityList(AddressId(address)), output))
        })
    }

    /// `lineGetAgentCaps`: LINEAGENTCAPS, what the handler of an address can do. Needs no open line. The version is the highest
    /// that the application knows; below 2.2 the fixed part has 56 bytes, else 72.
    ///
    /// LINEERR_INVALAPPHANDLE, LINEERR_BADDEVICEID; LINEERR_INCOMPATIBLEAPIVERSION below 2.0; LINEERR_NODEVICE where the device
    /// has closed since the application first asked it, and then it may be asked again.
    #[doc(alias = "lineGetAgentCaps")]
    #[doc(alias = "lineGetAgentCapsW")]
    pub fn line_get_agent_caps(&self, app: u32, device: u32, address: u32, version: u32, caps: Option<&Memory>) -> i32 {
        self.get_caps(Encoding::Utf16, [app, device, address], ApiVersion(version), caps)
    }

    /// [`line_get_agent_caps`](Self::line_get_agent_caps) with strings in ANSI.
    #[doc(alias = "lineGetAgentCapsA")]
    pub fn line_get_agent_caps_a(
        &self,
        app: u32,
        device: u32,
        address: u32,
        version: u32,
        caps: Option<&Memory>,
    ) -> i32 {
        self.get_caps(Encoding::Ansi, [app, device, address], ApiVersion(version), caps)
    }

    fn get_caps(
        &self,
        encoding: Encoding,
        [app, device, address]: [u32; 3],
        version: ApiVersion,
        caps: Option<&Memory>,
    ) -> i32 {
        self.call(|state| {
            state.check_app(app)?;
            state.device(device)?;
            if version < Function::GetAgentCaps.since() {
                return Err(LineError::INCOMPATIBLEAPIVERSION);
            }
            let output = Output::sized(caps, encoding, LineAgentCaps::fixed_of(version), version)?;
            let ask = Ask::GetAgentCaps { address: AddressId(address), version };
            state.submit_on_device(device, ask, output)
        })
    }

    /// `lineGetAgentGroupList`: LINEAGENTGROUPLIST, the groups that the agent at the address may log into.
    #[doc(alias = "lineGetAgentGroupList")]
    #[doc(alias = "lineGetAgentGroupListW")]
    pub fn line_get_agent_group_list(&self, line: u32, address: u32, list: Option<&Memory>) -> i32 {
        self.get_agent_groups(Encoding::Utf16, line, address, list)
    }

    /// [`line_get_agent_group_list`](Self::line_get_agent_group_list) with names in ANSI.
    #[doc(alias = "lineGetAgentGroupListA")]
    pub fn line_get_agent_group_list_a(&self, line: u32, address: u32, list: Option<&Memory>) -> i32 {
        self.get_agent_groups(Encoding::Ansi, line, address, list)
    }

    fn get_agent_groups(&self, encoding: Encoding, line: u32, address: u32, list: Option<&Memory>) -> i32 {
        self.request(Function::GetAgentGroupList, line, || {
            let output = Output::structure::<LineAgentGroupList>(list, encoding)?;
            Ok((Ask::GetAgentGroupList(AddressId(address)), output))
        })
    }

    /// `lineGetAgentStatus`: LINEAGENTSTATUS, what is known of the agent at the address.
    #[doc(alias = "lineGetAgentStatus")]
    #[doc(alias = "lineGetAgentStatusW")]
    pub fn line_get_agent_status(&self, line: u32, address: u32, status: Option<&Memory>) -> i32 {
        self.get_agent_status(Encoding::Utf16, line, address, status)
    }

    /// [`line_get_agent_status`](Self::line_get_agent_status) with strings in ANSI.
    #[doc(alias = "lineGetAgentStatusA")]
    pub fn line_get_agent_status_a(&self, line: u32, address: u32, status: Option<&Memory>) -> i32 {
        self.get_agent_status(Encoding::Ansi, line, address, status)
    }

    fn get_agent_status(&self, encoding: Encoding, line: u32, address: u32, status: Option<&Memory>) -> i32 {
        self.request(Function::GetAgentStatus, line, || {
            let output = Output::structure::<LineAgentStatus>(status, encoding)?;
            Ok((Ask::GetAgentStatus(AddressId(address)), output))
        })
    }

    /// `lineSetAgentActivity`: a code out of the list of activities. Zero, which none has, is LINEERR_INVALAGENTACTIVITY.
    #[doc(alias = "lineSetAgentActivity")]
    pub fn line_set_agent_activity(&self, line: u32, address: u32, activity: u32) -> i32 {
        self.request(Function::SetAgentActivity, line, || {
            let activity = ActivityId::new(activity).ok_or(LineError::INVALAGENTACTIVITY)?;
            Ok((Ask::SetAgentActivity { address: AddressId(address), activity }, Output::Nothing))
        })
    }

    /// `lineSetAgentGroup`: the groups of a LINEAGENTGROUPLIST, whose names do not matter, are those that the agent at the
    /// address is logged into from now on. NULL, or none, logs the agent out. The list is read before the function returns.
    ///
    /// LINEERR_STRUCTURETOOSMALL and LINEERR_INVALPOINTER as for a structure to fill, LINEERR_INVALPARAM for a list that is
    /// none, LINEERR_INVALAGENTGROUP for a GUID that can name no group.
    #[doc(alias = "lineSetAgentGroup")]
    pub fn line_set_agent_group(&self, line: u32, address: u32, groups: Option<&[u8]>) -> i32 {
        self.request(Function::SetAgentGroup, line, || {
            let groups = groups.map_or_else(|| Ok(Vec::new()), listed_groups)?;
            Ok((Ask::SetAgentGroup { address: AddressId(address), groups }, Output::Nothing))
        })
    }

    /// `lineSetAgentState`: LINEAGENTSTATE_ values; a state of 0 leaves the state alone, a next state of 0 is the agent's
    /// default.
    #[doc(alias = "lineSetAgentState")]
    pub fn line_set_agent_state(&self, line: u32, address: u32, state: u32, next: u32) -> i32 {
        self.request(Function::SetAgentState, line, || {
            let (state, next) = (legacy_state(state)?, legacy_state(next)?);
            Ok((Ask::SetAgentState { address: AddressId(address), state, next }, Output::Nothing))
        })
    }
}

/// The groups of a LINEAGENTGROUPLIST that is an argument.
fn listed_groups(list: &[u8]) -> Result<Vec<GroupId>, LineError> {
    checked_total(list, LineAgentGroupList::LEAST)?;
    let list = LineAgentGroupIds::read_argument(list, Encoding::Utf16).map_err(|_| LineError::INVALPARAM)?;
    list.entries().map(|entry| group_of(entry.group_id()).ok_or(LineError::INVALAGENTGROUP)).collect()
}
