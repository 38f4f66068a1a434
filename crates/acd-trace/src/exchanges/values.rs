//! How the values and records of an exchange stand in a line.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, Currency, GroupId, LineError, QueueId, QueueInfo, SessionId,
    SessionState, Span, Time,
};
use tsp_provider::{AddressId, AgentEntry, QueueEntry, SessionEntry};

/// A word of the format, or a text.
pub(super) type Word = Cow<'static, str>;

/// What stands in a member.
pub(super) trait Value: Sized {
    /// As what.
    type Stored;

    /// As it is stored.
    fn store(self) -> Self::Stored;

    /// Back, or what is wrong with it.
    fn load(stored: Self::Stored) -> Result<Self, String>;
}

impl<T: Value> Value for Option<T> {
    type Stored = Option<T::Stored>;

    fn store(self) -> Self::Stored {
        self.map(T::store)
    }

    fn load(stored: Self::Stored) -> Result<Self, String> {
        stored.map(T::load).transpose()
    }
}

/// A member that must be there.
pub(super) fn needed<T: Value>(member: &str, stored: Option<T::Stored>) -> Result<T, String> {
    stored.ok_or_else(|| "missing".to_owned()).and_then(T::load).map_err(|what| format!("`{member}`: {what}"))
}

pub(super) fn unknown(word: &str) -> String {
    format!("`{word}` is unknown")
}

fn zero() -> String {
    "zero, and ids begin with one".to_owned()
}

macro_rules! values {
    ($($type:ty as $stored:ty: $value:ident => $store:expr, $from:ident => $load:expr;)+) => {$(
        impl Value for $type {
            type Stored = $stored;

            fn store(self) -> $stored {
                let $value = self;
                $store
            }

            fn load($from: $stored) -> Result<Self, String> {
                $load
            }
        }
    )+};
}

values! {
    u32 as u32: value => value, stored => Ok(stored);
    u64 as u64: value => value, stored => Ok(stored);
    String as String: value => value, stored => Ok(stored);
    Time as u64: at => at.as_micros(), stored => Ok(Time::from_micros(stored));
    Span as u64: span => span.as_micros(), stored => Ok(Span::from_micros(stored));
    Currency as i64: rate => rate.0, stored => Ok(Currency(stored));
    AddressId as u32: address => address.0, stored => Ok(AddressId(stored));
    SessionId as u32: id => id.get(), stored => SessionId::new(stored).ok_or_else(zero);
    AgentId as u32: id => id.get(), stored => AgentId::new(stored).ok_or_else(zero);
    QueueId as u32: id => id.get(), stored => QueueId::new(stored).ok_or_else(zero);
    GroupId as u32: id => id.get(), stored => GroupId::new(stored).ok_or_else(zero);
    SessionState as Word: state => state.name().into(), word => SessionState::from_name(&word).ok_or_else(|| unknown(&word));
    AgentState as Word: state => state.name().into(), word => AgentState::from_name(&word).ok_or_else(|| unknown(&word));
    LineError as Word: error => error.name().into(), word => LineError::from_name(&word).ok_or_else(|| unknown(&word));
}

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
    }
}
