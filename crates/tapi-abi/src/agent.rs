//! Agents with handles: their statistics, and a list that no documented function fills.

use tapi_types::{AgentInfo, Currency, Dword, dword, line::AgentStateEx};

use crate::Text;
use crate::structure::structure;

structure! {
    /// LINEAGENTINFO: the statistics of one agent over all its sessions. It has no variable part.
    filled "LINEAGENTINFO", 56 => LineAgentInfo {
        /// The state.
        12 state: Dword<AgentStateEx> = "dwAgentState";
        /// The state that follows the call under way; 0 where none is set.
        16 next_state: Dword<AgentStateEx> = "dwNextAgentState";
        /// The period that the figures belong to, in seconds.
        20 measurement_period_s: u32 = "dwMeasurementPeriod";
        /// Calls an hour in which at least one session was active.
        24 overall_call_rate: Currency = "cyOverallCallRate";
        /// ACD calls handled.
        32 number_of_acd_calls: u32 = "dwNumberOfACDCalls";
        /// Incoming calls that did not come from the ACD.
        36 number_of_incoming_calls: u32 = "dwNumberOfIncomingCalls";
        /// Outgoing calls that did not come from the ACD.
        40 number_of_outgoing_calls: u32 = "dwNumberOfOutgoingCalls";
        /// Seconds of talk in ACD calls.
        44 total_acd_talk_time_s: u32 = "dwTotalACDTalkTime";
        /// Seconds on ACD calls and in their after-call work.
        48 total_acd_call_time_s: u32 = "dwTotalACDCallTime";
        /// Seconds of after-call work of ACD calls.
        52 total_acd_wrap_up_time_s: u32 = "dwTotalACDWrapUpTime";
    }
}

impl From<&AgentInfo> for LineAgentInfo {
    /// Counts and whole seconds as DWORDs.
    fn from(info: &AgentInfo) -> Self {
        Self {
            state: Dword::new(info.state.line()),
            next_state: Dword::new(info.next_state.map_or(0, tapi_types::AgentState::line)),
            measurement_period_s: info.measurement_period_s,
            overall_call_rate: info.overall_call_rate,
            number_of_acd_calls: dword(info.number_of_acd_calls),
            number_of_incoming_calls: dword(info.number_of_incoming_calls),
            number_of_outgoing_calls: dword(info.number_of_outgoing_calls),
            total_acd_talk_time_s: dword(info.total_acd_talk_time.whole_secs()),
            total_acd_call_time_s: dword(info.total_acd_call_time.whole_secs()),
            total_acd_wrap_up_time_s: dword(info.total_wrap_up_time.whole_secs()),
        }
    }
}

structure! {
    /// LINEAGENTENTRY: one agent.
    entry "LINEAGENTENTRY", 28 => LineAgentEntry {
        /// The handle.
        0 agent: u32 = "hAgent";
        /// The name of the user at the operating system.
        4 name: Option<Text> = "dwNameSize", "dwNameOffset";
        /// The id, for older switches.
        12 id: Option<Text> = "dwIDSize", "dwIDOffset";
        /// The PIN, for older switches.
        20 pin: Option<Text> = "dwPINSize", "dwPINOffset";
    }
}

structure! {
    /// LINEAGENTLIST: agents.
    filled "LINEAGENTLIST", 24 => LineAgentList {
        /// The agents.
        12 entries: Vec<LineAgentEntry> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}
