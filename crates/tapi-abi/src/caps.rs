//! What the agent handler behind an address can do.

use tapi_types::Bits;
use tapi_types::line::{AgentFeature, AgentState, AgentStatus, ApiVersion};

use crate::structure::structure;
use crate::{Guid, Text, bytes};

structure! {
    /// LINEEXTENSIONID: an extension of a vendor, by 128 bits.
    entry "LINEEXTENSIONID", 16 => LineExtensionId {
        /// The first part.
        0 id0: u32 = "dwExtensionID0";
        /// The second part.
        4 id1: u32 = "dwExtensionID1";
        /// The third part.
        8 id2: u32 = "dwExtensionID2";
        /// The fourth part.
        12 id3: u32 = "dwExtensionID3";
    }
}

structure! {
    /// LINEAGENTCAPS: what the agent handler can do. In versions before 2.2 the fixed part ends with byte 56 and there
    /// is no `ProxyGUID`; which it is, `dwCapsVersion` tells.
    filled "LINEAGENTCAPS", 72 => LineAgentCaps {
        /// Name, version or the like of the handler.
        12 agent_handler_info: Option<Text> = "dwAgentHandlerInfoSize", "dwAgentHandlerInfoOffset";
        /// The version of TAPI that this is written by; never above the one that the caller knows.
        20 caps_version: ApiVersion = "dwCapsVersion";
        /// The functions that can ever be used.
        24 features: Bits<AgentFeature> = "dwFeatures";
        /// The states that can ever be set.
        28 states: Bits<AgentState> = "dwStates";
        /// The states that can ever be set as the next one.
        32 next_states: Bits<AgentState> = "dwNextStates";
        /// The most groups that an agent can be logged into.
        36 max_num_group_entries: u32 = "dwMaxNumGroupEntries";
        /// The bits that LINE_AGENTSTATUS can ever carry.
        40 agent_status_messages: Bits<AgentStatus> = "dwAgentStatusMessages";
        /// The extensions, in the order of the index that lineAgentSpecific takes. POLICY
        /// `extension_count`: zero means none, though the page has it the other way round.
        44 agent_extension_ids: Vec<LineExtensionId> =
            "dwNumAgentExtensionIDs", "dwAgentExtensionIDListSize", "dwAgentExtensionIDListOffset";
        /// The GUID of the proxy. Read: `None` in versions before 2.2. Written: left out in those, and zero for `None`
        /// in later ones.
        56 proxy_guid: Option<Guid> = "ProxyGUID";
    }

    const LEAST: usize = 56;

    fn fixed_in(caps: &[u8]) -> usize {
        fixed(ApiVersion(bytes::dword(caps, 20)))
    }

    fn fixed(&self) -> usize {
        fixed(self.caps_version)
    }
}

impl LineAgentCaps {
    /// The fixed part that a caller of this version sets aside at least.
    pub fn fixed_of(version: ApiVersion) -> usize {
        fixed(version)
    }
}

/// The fixed part of a version.
fn fixed(version: ApiVersion) -> usize {
    if version < ApiVersion::V2_2 { 56 } else { 72 }
}
