//! ACD groups.

use crate::structure::structure;
use crate::{Guid, Text};

structure! {
    /// LINEAGENTGROUPENTRY: one ACD group.
    entry "LINEAGENTGROUPENTRY", 24 => LineAgentGroupEntry {
        /// The id, which `tapi.h` has here as four DWORDs.
        0 group_id: Guid = "GroupID.dwGroupID1", "GroupID.dwGroupID2", "GroupID.dwGroupID3", "GroupID.dwGroupID4";
        /// The name for people, which may tell of supervisors and skills.
        16 name: Option<Text> = "dwNameSize", "dwNameOffset";
    }
}

structure! {
    /// LINEAGENTGROUPLIST: groups, those there are or those to log into. Of an argument, the names do not matter.
    filled "LINEAGENTGROUPLIST", 24 => LineAgentGroupList {
        /// The groups. As an argument, none logs the agent out.
        12 entries: Vec<LineAgentGroupEntry> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}

structure! {
    /// LINEAGENTGROUPENTRY of an argument: whatever stands where the name would.
    entry "LINEAGENTGROUPENTRY", 24 => LineAgentGroupIdEntry {
        /// The id.
        0 group_id: Guid = "GroupID";
        /// Means nothing here.
        16 name_size: u32 = "dwNameSize";
        /// Means nothing here.
        20 name_offset: u32 = "dwNameOffset";
    }
}

structure! {
    /// LINEAGENTGROUPLIST as the argument of lineSetAgentGroup, of which the ids alone matter: names are not looked at, so
    /// they cannot be wrong.
    filled "LINEAGENTGROUPLIST", 24 => LineAgentGroupIds {
        /// The groups; none logs the agent out.
        12 entries: Vec<LineAgentGroupIdEntry> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}
