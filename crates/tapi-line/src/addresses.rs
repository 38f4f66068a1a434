//! The functions of TAPI 2.0: the agent at an address.

use tapi_abi::{
    Encoding, LineAgentActivityList, LineAgentCaps, LineAgentGroupIds, LineAgentGroupList, LineAgentStatus, Structure,
};
use tapi_types::line::ApiVersion;
use tapi_types::{ActivityId, AddressId, Function, GroupId, LineError};
use tsp_provider::Ask;

use crate::functions::functions;
use crate::output::{Output, checked_total};
use crate::words::legacy_state;
use crate::{LineApp, Memory, group_of};

functions! {
    /// `lineGetAgentActivityList`: LINEAGENTACTIVITYLIST, what the agent at the address can be set to.
    "lineGetAgentActivityList" line_get_agent_activity_list(address: u32, list: Option<&Memory>)
        and "lineGetAgentActivityListW", "lineGetAgentActivityListA" line_get_agent_activity_list_a by encoding
        => GetAgentActivityList (AddressId(address)), Output::structure::<LineAgentActivityList>(list, encoding)?;

    /// `lineGetAgentGroupList`: LINEAGENTGROUPLIST, the groups that the agent at the address may log into.
    "lineGetAgentGroupList" line_get_agent_group_list(address: u32, list: Option<&Memory>)
        and "lineGetAgentGroupListW", "lineGetAgentGroupListA" line_get_agent_group_list_a by encoding
        => GetAgentGroupList (AddressId(address)), Output::structure::<LineAgentGroupList>(list, encoding)?;

    /// `lineGetAgentStatus`: LINEAGENTSTATUS, what is known of the agent at the address.
    "lineGetAgentStatus" line_get_agent_status(address: u32, status: Option<&Memory>)
        and "lineGetAgentStatusW", "lineGetAgentStatusA" line_get_agent_status_a by encoding
        => GetAgentStatus (AddressId(address)), Output::structure::<LineAgentStatus>(status, encoding)?;

    /// `lineSetAgentActivity`: a code out of the list of activities. Zero, which none has, is LINEERR_INVALAGENTACTIVITY.
    "lineSetAgentActivity" line_set_agent_activity(address: u32, activity: u32)
        => SetAgentActivity {
            address: AddressId(address),
            activity: ActivityId::new(activity).ok_or(LineError::INVALAGENTACTIVITY)?,
        }, Output::Nothing;

    /// `lineSetAgentGroup`: the groups of a LINEAGENTGROUPLIST, whose names do not matter, are those that the agent at the
    /// address is logged into from now on. NULL, or none, logs the agent out. The list is read before the function returns.
    ///
    /// LINEERR_STRUCTURETOOSMALL and LINEERR_INVALPOINTER as for a structure to fill, LINEERR_INVALPARAM for a list that is
    /// none, LINEERR_INVALAGENTGROUP for a GUID that can name no group.
    "lineSetAgentGroup" line_set_agent_group(address: u32, groups: Option<&[u8]>)
        => SetAgentGroup {
            address: AddressId(address),
            groups: groups.map_or_else(|| Ok(Vec::new()), listed_groups)?,
        }, Output::Nothing;

    /// `lineSetAgentState`: LINEAGENTSTATE_ values; a state of 0 leaves the state alone, a next state of 0 is the agent's
    /// default.
    "lineSetAgentState" line_set_agent_state(address: u32, state: u32, next: u32)
        => SetAgentState {
            address: AddressId(address),
            state: legacy_state(state)?,
            next: legacy_state(next)?,
        }, Output::Nothing;
}

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
}

/// The groups of a LINEAGENTGROUPLIST that is an argument.
fn listed_groups(list: &[u8]) -> Result<Vec<GroupId>, LineError> {
    checked_total(list, LineAgentGroupList::LEAST)?;
    let list = LineAgentGroupIds::read_argument(list, Encoding::Utf16).map_err(|_| LineError::INVALPARAM)?;
    list.entries().map(|entry| group_of(entry.group_id()).ok_or(LineError::INVALAGENTGROUP)).collect()
}
