//! How the records and entries of an exchange stand in a line.

use std::ops::Not;

use serde::{Deserialize, Serialize};
use tapi_types::line::{self, AgentFeature, AgentStatus, ApiVersion};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Bits, Currency, GroupId, QueueId,
    QueueInfo, SessionId, SessionState, Span, Time,
};
use tsp_provider::{
    AgentCaps, AgentEntry, AgentStatusRecord, GroupEntry, ListedActivity, ListedGroup, ListedQueue, ListedSession,
    Login, QueueEntry, SessionEntry,
};

use super::values::{Value, needed};

/// Records and entries: each member of the file, the field that it is, and the field's type. Both ways are made from one
/// table, so that they cannot differ.
macro_rules! objects {
    ($($(#[$doc:meta])* $object:ident of $record:ident {
        $($(#[$attribute:meta])* $member:ident = $field:ident: $type:ty,)+
    })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $object {
            $($(#[$attribute])* $member: <$type as Value>::Stored,)+
        }

        impl Value for $record {
            type Stored = $object;

            fn store(self) -> $object {
                let $record { $($field),+ } = self;
                $object { $($member: $field.store()),+ }
            }

            fn load(stored: $object) -> Result<Self, String> {
                Ok($record { $($field: needed(stringify!($member), Some(stored.$member))?),+ })
            }
        }
    )+};
}

objects! {
    /// LINEAGENTSESSIONINFO. The sum and the number behind `dwAverageTimeToAnswer` stand in its place.
    AgentSessionInfoObject of AgentSessionInfo {
        agent_session_state = state: SessionState,
        #[serde(skip_serializing_if = "Option::is_none")]
        next_agent_session_state = next_state: Option<SessionState>,
        session_start_time_us = session_start: Time,
        session_duration_us = session_duration: Span,
        number_of_calls = number_of_calls: u64,
        total_talk_time_us = total_talk_time: Span,
        total_call_time_us = total_call_time: Span,
        total_wrap_up_time_us = total_wrap_up_time: Span,
        acd_call_rate_e4 = acd_call_rate: Currency,
        longest_time_to_answer_us = longest_time_to_answer: Span,
        sum_time_to_answer_us = sum_time_to_answer: Span,
        answers = answers: u64,
    }

    /// LINEAGENTINFO.
    AgentInfoObject of AgentInfo {
        agent_state = state: AgentState,
        #[serde(skip_serializing_if = "Option::is_none")]
        next_agent_state = next_state: Option<AgentState>,
        measurement_period_s = measurement_period_s: u32,
        overall_call_rate_e4 = overall_call_rate: Currency,
        number_of_acd_calls = number_of_acd_calls: u64,
        number_of_incoming_calls = number_of_incoming_calls: u64,
        number_of_outgoing_calls = number_of_outgoing_calls: u64,
        total_acd_talk_time_us = total_acd_talk_time: Span,
        total_acd_call_time_us = total_acd_call_time: Span,
        total_acd_wrap_up_time_us = total_wrap_up_time: Span,
    }

    /// LINEQUEUEINFO.
    QueueInfoObject of QueueInfo {
        measurement_period_s = measurement_period_s: u32,
        total_calls_queued = total_calls_queued: u64,
        current_calls_queued = current_calls_queued: u64,
        total_calls_abandoned = total_calls_abandoned: u64,
        total_calls_flowed_in = total_calls_flowed_in: u64,
        total_calls_flowed_out = total_calls_flowed_out: u64,
        longest_ever_wait_time_us = longest_ever_wait_time: Span,
        current_longest_wait_time_us = current_longest_wait_time: Span,
        average_wait_time_s = average_wait_time_s: u64,
        final_disposition = final_disposition: u64,
    }

    /// A session as a client knows it without a request.
    SessionEntryObject of SessionEntry {
        agent = agent: AgentId,
        group = group: GroupId,
        address = address: AddressId,
        state = state: SessionState,
    }

    /// An agent as a client knows it without a request.
    AgentEntryObject of AgentEntry {
        #[serde(skip_serializing_if = "Option::is_none")]
        id = id: Option<String>,
        user = user: String,
        state = state: AgentState,
    }

    /// A queue as a client knows it without a request.
    QueueEntryObject of QueueEntry {
        name = name: String,
        group = group: GroupId,
        #[serde(skip_serializing_if = "Not::not", default)]
        removed = removed: bool,
    }

    /// A group as a client knows it without a request.
    GroupEntryObject of GroupEntry {
        name = name: String,
        #[serde(skip_serializing_if = "Not::not", default)]
        removed = removed: bool,
    }

    /// The strings of lineCreateAgent.
    LoginObject of Login {
        #[serde(skip_serializing_if = "Option::is_none")]
        id = id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pin = pin: Option<String>,
    }

    /// An entry of LINEAGENTSESSIONLIST.
    ListedSessionObject of ListedSession {
        session = session: SessionId,
        agent = agent: AgentId,
        group = group: GroupId,
        address = address: AddressId,
    }

    /// An entry of LINEQUEUELIST.
    ListedQueueObject of ListedQueue {
        queue = queue: QueueId,
        name = name: String,
    }

    /// An entry of LINEAGENTGROUPLIST.
    ListedGroupObject of ListedGroup {
        group = group: GroupId,
        name = name: String,
    }

    /// An entry of LINEAGENTACTIVITYLIST.
    ListedActivityObject of ListedActivity {
        activity = activity: ActivityId,
        name = name: String,
    }

    /// LINEAGENTSTATUS.
    AgentStatusObject of AgentStatusRecord {
        groups = groups: Vec<ListedGroup>,
        state = state: line::AgentState,
        #[serde(skip_serializing_if = "Option::is_none")]
        next_state = next_state: Option<line::AgentState>,
        #[serde(skip_serializing_if = "Option::is_none")]
        activity = activity: Option<ListedActivity>,
        agent_features = features: Bits<AgentFeature>,
        valid_states = valid_states: Bits<line::AgentState>,
        valid_next_states = valid_next_states: Bits<line::AgentState>,
    }

    /// LINEAGENTCAPS.
    AgentCapsObject of AgentCaps {
        agent_handler_info = handler: String,
        caps_version = version: ApiVersion,
        features = features: Bits<AgentFeature>,
        states = states: Bits<line::AgentState>,
        next_states = next_states: Bits<line::AgentState>,
        max_num_group_entries = max_groups: u32,
        agent_status_messages = status_messages: Bits<AgentStatus>,
        agent_extension_ids = extensions: Vec<[u32; 4]>,
        #[serde(skip_serializing_if = "Option::is_none")]
        proxy_guid = proxy: Option<u128>,
    }
}
