//! Agent sessions: the statistics of one, and the list of an agent's.

use tapi_types::{AgentSessionInfo, Currency, Dword, SessionState, dword, line::AgentSessionState};

use crate::structure::structure;
use crate::{Date, Guid};

structure! {
    /// LINEAGENTSESSIONINFO: the statistics of one session, from its creation on. It has no variable part.
    ///
    /// The DATE and the CURRENCY stand on multiples of 4, where a C compiler would put them on multiples of 8. POLICY
    /// `date_size`: the DATE has 8 bytes, of which the 76 are made, though one edition of the protocol had 4.
    filled "LINEAGENTSESSIONINFO", 76 => LineAgentSessionInfo {
        /// The state.
        12 state: Dword<AgentSessionState> = "dwAgentSessionState";
        /// The state that follows the call under way; 0 where none is set.
        16 next_state: Dword<AgentSessionState> = "dwNextAgentSessionState";
        /// When it was created. POLICY `start_time_zone`: on the clock that the simulator is told, UTC by default.
        20 session_start_time: Date = "dateSessionStartTime";
        /// Seconds from its creation to now or to its end.
        28 session_duration_s: u32 = "dwSessionDuration";
        /// ACD calls handled.
        32 number_of_calls: u32 = "dwNumberOfCalls";
        /// Seconds of talk in ACD calls.
        36 total_talk_time_s: u32 = "dwTotalTalkTime";
        /// Seconds of talk for each call.
        40 average_talk_time_s: u32 = "dwAverageTalkTime";
        /// Seconds on ACD calls and in their after-call work.
        44 total_call_time_s: u32 = "dwTotalCallTime";
        /// Seconds on a call and in its after-call work, for each call.
        48 average_call_time_s: u32 = "dwAverageCallTime";
        /// Seconds of after-call work.
        52 total_wrap_up_time_s: u32 = "dwTotalWrapUpTime";
        /// Seconds of after-call work for each call.
        56 average_wrap_up_time_s: u32 = "dwAverageWrapUpTime";
        /// ACD calls an hour.
        60 acd_call_rate: Currency = "cyACDCallRate";
        /// The longest wait of a call that was answered, in seconds.
        68 longest_time_to_answer_s: u32 = "dwLongestTimeToAnswer";
        /// The average wait of calls that were answered, in seconds.
        72 average_time_to_answer_s: u32 = "dwAverageTimeToAnswer";
    }
}

impl LineAgentSessionInfo {
    /// Counts and whole seconds as DWORDs; the start on the clock on which the run began `epoch_unix_us` after
    /// 1970-01-01 00:00.
    pub fn new(info: &AgentSessionInfo, epoch_unix_us: i64) -> Self {
        Self {
            state: Dword::new(info.state.line()),
            next_state: Dword::new(info.next_state.map_or(0, SessionState::line)),
            session_start_time: Date::of_run(epoch_unix_us, info.session_start),
            session_duration_s: dword(info.session_duration.whole_secs()),
            number_of_calls: dword(info.number_of_calls),
            total_talk_time_s: dword(info.total_talk_time.whole_secs()),
            average_talk_time_s: dword(info.average_talk_time_s()),
            total_call_time_s: dword(info.total_call_time.whole_secs()),
            average_call_time_s: dword(info.average_call_time_s()),
            total_wrap_up_time_s: dword(info.total_wrap_up_time.whole_secs()),
            average_wrap_up_time_s: dword(info.average_wrap_up_time_s()),
            acd_call_rate: info.acd_call_rate,
            longest_time_to_answer_s: dword(info.longest_time_to_answer.whole_secs()),
            average_time_to_answer_s: dword(info.average_time_to_answer_s()),
        }
    }
}

structure! {
    /// LINEAGENTSESSIONENTRY: one session.
    entry "LINEAGENTSESSIONENTRY", 28 => LineAgentSessionEntry {
        /// The handle of the session.
        0 session: u32 = "hAgentSession";
        /// The handle of its agent.
        4 agent: u32 = "hAgent";
        /// The group that it serves.
        8 group_id: Guid = "GroupID";
        /// The address at which its calls ring.
        24 working_address_id: u32 = "dwWorkingAddressID";
    }
}

structure! {
    /// LINEAGENTSESSIONLIST: the sessions of an agent.
    filled "LINEAGENTSESSIONLIST", 24 => LineAgentSessionList {
        /// The sessions; none where none was created.
        12 entries: Vec<LineAgentSessionEntry> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}
