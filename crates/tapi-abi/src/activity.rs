//! Activities that the agent at an address can choose from.

use crate::Text;
use crate::structure::structure;

structure! {
    /// LINEAGENTACTIVITYENTRY: one activity.
    entry "LINEAGENTACTIVITYENTRY", 12 => LineAgentActivityEntry {
        /// The code, one in the whole agent handler.
        0 id: u32 = "dwID";
        /// The name.
        4 name: Option<Text> = "dwNameSize", "dwNameOffset";
    }
}

structure! {
    /// LINEAGENTACTIVITYLIST: the activities.
    filled "LINEAGENTACTIVITYLIST", 24 => LineAgentActivityList {
        /// The activities; none where there are no codes.
        12 entries: Vec<LineAgentActivityEntry> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}
