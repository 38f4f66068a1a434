//! TAPI 2.0: the agent at an address.

use tapi_types::Bits;
use tapi_types::Dword;
use tapi_types::line::{AgentFeature, AgentState};

use crate::structure::structure;
use crate::{LineAgentGroupEntry, Text};

structure! {
    /// LINEAGENTSTATUS: what is known of the agent at an address.
    filled "LINEAGENTSTATUS", 56 => LineAgentStatus {
        /// The groups that the agent is logged into; none where nobody is logged in.
        12 groups: Vec<LineAgentGroupEntry> = "dwNumEntries", "dwGroupListSize", "dwGroupListOffset";
        /// The state.
        24 state: Dword<AgentState> = "dwState";
        /// The state that follows the call under way.
        28 next_state: Dword<AgentState> = "dwNextState";
        /// The activity.
        32 activity_id: u32 = "dwActivityID";
        /// The name of the activity.
        36 activity: Option<Text> = "dwActivitySize", "dwActivityOffset";
        /// The functions that can be used now.
        44 agent_features: Bits<AgentFeature> = "dwAgentFeatures";
        /// The states that can be set now.
        48 valid_states: Bits<AgentState> = "dwValidStates";
        /// The states that can be set now as the next one.
        52 valid_next_states: Bits<AgentState> = "dwValidNextStates";
    }
}
