//! The rows of the report, as expectations may name them: which members there are, and of which kind.

/// The kind of a member of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Member {
    /// A whole number: a count, whole seconds or ten-thousandths.
    Count,
    /// Microseconds; an expectation may write a duration.
    Micros,
    /// A share.
    Ratio,
    /// True or false.
    Flag,
    /// A state of a session.
    SessionState,
    /// A state of an agent.
    AgentState,
    /// How a call ended.
    Disposition,
    /// The name of an agent.
    Agent,
    /// The name of a group.
    Group,
    /// The name of a queue.
    Queue,
    /// The name of a session.
    Session,
    /// The text of an address, or null for the one that has none.
    Address,
    /// The name of an activity.
    Activity,
    /// The name of a function that an ACD serves.
    Function,
    /// A state of TAPI 2.0.
    LegacyState,
    /// A function of TAPI 2.0, as LINEAGENTFEATURE_ calls it.
    Feature,
    /// Something about an address that can change, as LINEAGENTSTATUS_ calls it.
    AddressChange,
    /// A version of TAPI.
    Version,
    /// Bytes, two hexadecimal digits each.
    Bytes,
    /// A list of values of a kind.
    List(&'static Member),
    /// Any text.
    Text,
    /// Always null.
    Nothing,
    /// A block of further members.
    Block(Row),
    /// Times by reason.
    Reasons,
}

/// Members by their names, in the order of the report; the object's own name left out.
pub(crate) type Row = &'static [(&'static str, Member)];

use Member::{
    Agent, AgentState, Block, Count, Disposition, Flag, Group, Micros, Queue, Ratio, Reasons, Session, SessionState,
};

/// A row of `sessions`.
pub(crate) const SESSION: Row = &[
    ("agent", Agent),
    ("group", Group),
    ("state", SessionState),
    ("next_state", SessionState),
    ("available", Flag),
    ("session_start_us", Micros),
    ("session_duration_s", Count),
    ("number_of_calls", Count),
    ("total_talk_time_s", Count),
    ("average_talk_time_s", Count),
    ("total_call_time_s", Count),
    ("average_call_time_s", Count),
    ("total_wrap_up_time_s", Count),
    ("average_wrap_up_time_s", Count),
    ("acd_call_rate_e4", Count),
    ("longest_time_to_answer_s", Count),
    ("average_time_to_answer_s", Count),
    ("answers", Count),
    ("rang_out", Count),
    ("ready_us", Micros),
    ("not_ready_us", Micros),
    ("ringing_us", Micros),
    ("talk_us", Micros),
    ("hold_us", Micros),
    ("wrap_up_us", Micros),
    ("not_ready_reasons_us", Reasons),
];

/// A row of `agents`.
pub(crate) const AGENT: Row = &[
    ("state", AgentState),
    ("next_state", AgentState),
    ("overall_call_rate_e4", Count),
    ("number_of_acd_calls", Count),
    ("number_of_incoming_calls", Count),
    ("number_of_outgoing_calls", Count),
    ("total_acd_talk_time_s", Count),
    ("total_acd_call_time_s", Count),
    ("total_wrap_up_time_s", Count),
    ("period", Block(AGENT_PERIOD)),
];

const AGENT_PERIOD: Row = &[
    ("measurement_period_s", Count),
    ("number_of_acd_calls", Count),
    ("number_of_incoming_calls", Count),
    ("number_of_outgoing_calls", Count),
    ("total_acd_talk_time_s", Count),
    ("total_acd_call_time_s", Count),
    ("total_wrap_up_time_s", Count),
];

/// A row of `queues`.
pub(crate) const QUEUE: Row = &[
    ("group", Group),
    ("offered", Count),
    ("answered", Count),
    ("abandoned", Count),
    ("abandoned_ringing", Count),
    ("blocked", Count),
    ("unstaffed", Count),
    ("timed_out", Count),
    ("flowed_in", Count),
    ("flowed_out", Count),
    ("waiting", Count),
    ("ringing", Count),
    ("queued", Count),
    ("answered_within", Count),
    ("abandoned_within", Count),
    ("abandoned_short", Count),
    ("wait_answered_us", Micros),
    ("wait_abandoned_us", Micros),
    ("wait_other_us", Micros),
    ("longest_wait_us", Micros),
    ("talk_us", Micros),
    ("hold_us", Micros),
    ("wrap_up_us", Micros),
    ("busy_us", Micros),
    ("service_level", Block(SERVICE_LEVEL)),
    ("period", Block(QUEUE_PERIOD)),
];

const SERVICE_LEVEL: Row = &[
    ("of_answered", Ratio),
    ("of_answered_and_abandoned", Ratio),
    ("abandons_in_time_count", Ratio),
    ("abandons_in_time_ignored", Ratio),
    ("short_abandons_count", Ratio),
    ("short_abandons_ignored", Ratio),
];

const QUEUE_PERIOD: Row = &[
    ("measurement_period_s", Count),
    ("total_calls_queued", Count),
    ("current_calls_queued", Count),
    ("total_calls_abandoned", Count),
    ("total_calls_flowed_in", Count),
    ("total_calls_flowed_out", Count),
    ("longest_ever_wait_time_s", Count),
    ("current_longest_wait_time_s", Count),
    ("average_wait_time_s", Count),
    ("final_disposition", Count),
];

/// A row of `calls`.
pub(crate) const CALL: Row = &[
    ("queue", Queue),
    ("disposition", Disposition),
    ("session", Session),
    ("wait_us", Micros),
    ("talk_us", Micros),
    ("hold_us", Micros),
    ("wrap_up_us", Micros),
    ("answers", Count),
    ("rang_out", Count),
];
