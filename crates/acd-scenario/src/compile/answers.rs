//! What requests are answered with, as expectations may say it.

use super::row::{Member, Row};
use crate::plan::{
    AddressGetter, AgentGetter, GroupGetter, HandlerGetter, LineGetter, QueueGetter, RequestWhat, SessionGetter,
};

/// What lineGetAgentCaps says.
const CAPS: Row = &[
    ("handler", Member::Text),
    ("version", Member::Version),
    ("features", Member::List(&Member::Feature)),
    ("states", Member::List(&Member::LegacyState)),
    ("next_states", Member::List(&Member::LegacyState)),
    ("max_groups", Member::Count),
    ("status_messages", Member::List(&Member::AddressChange)),
    ("extensions", Member::List(&Member::Text)),
];

/// What lineGetAgentStatus says.
const STATUS: Row = &[
    ("groups", Member::List(&Member::Group)),
    ("state", Member::LegacyState),
    ("next_state", Member::LegacyState),
    ("activity", Member::Activity),
    ("features", Member::List(&Member::Feature)),
    ("valid_states", Member::List(&Member::LegacyState)),
    ("valid_next_states", Member::List(&Member::LegacyState)),
];

/// What a request is answered with.
pub(super) fn answer(what: &RequestWhat) -> Member {
    match what {
        RequestWhat::GetSession(_, getter) => match getter {
            SessionGetter::Agent => Member::Agent,
            SessionGetter::Address => Member::Text,
            SessionGetter::AcdGroup => Member::Group,
            SessionGetter::State => Member::SessionState,
            SessionGetter::SessionStartTime => Member::Micros,
            SessionGetter::SessionDuration
            | SessionGetter::NumberOfCalls
            | SessionGetter::TotalTalkTime
            | SessionGetter::AverageTalkTime
            | SessionGetter::TotalCallTime
            | SessionGetter::AverageCallTime
            | SessionGetter::TotalWrapUpTime
            | SessionGetter::AverageWrapUpTime
            | SessionGetter::AcdCallRate
            | SessionGetter::LongestTimeToAnswer
            | SessionGetter::AverageTimeToAnswer => Member::Count,
        },
        RequestWhat::GetAgent(_, getter) => match getter {
            AgentGetter::Id | AgentGetter::User => Member::Text,
            AgentGetter::State => Member::AgentState,
            AgentGetter::MeasurementPeriod
            | AgentGetter::OverallCallRate
            | AgentGetter::NumberOfAcdCalls
            | AgentGetter::NumberOfIncomingCalls
            | AgentGetter::NumberOfOutgoingCalls
            | AgentGetter::TotalAcdTalkTime
            | AgentGetter::TotalAcdCallTime
            | AgentGetter::TotalWrapUpTime => Member::Count,
            AgentGetter::AgentSessions | AgentGetter::AgentSessionList => Member::List(&Member::Session),
        },
        RequestWhat::GetQueue(_, QueueGetter::Name) => Member::Queue,
        RequestWhat::GetQueue(..) => Member::Count,
        RequestWhat::GetGroup(_, GroupGetter::Name) => Member::Group,
        RequestWhat::GetGroup(_, GroupGetter::Queues) => Member::List(&Member::Queue),
        RequestWhat::GetHandler(HandlerGetter::Name) => Member::Text,
        RequestWhat::GetHandler(HandlerGetter::AcdGroups)
        | RequestWhat::GetAddress(_, AddressGetter::AgentGroupList) => Member::List(&Member::Group),
        RequestWhat::GetHandler(HandlerGetter::UsableAddresses) => Member::List(&Member::Address),
        RequestWhat::GetAddress(_, AddressGetter::AgentCaps) => Member::Block(CAPS),
        RequestWhat::GetAddress(_, AddressGetter::AgentStatus) => Member::Block(STATUS),
        RequestWhat::GetAddress(_, AddressGetter::AgentActivityList) => Member::List(&Member::Activity),
        RequestWhat::GetLine(LineGetter::ProxyStatus) => Member::List(&Member::Function),
        RequestWhat::PutSessionState(..)
        | RequestWhat::PutAgentState(..)
        | RequestWhat::PutAgentPeriod(..)
        | RequestWhat::PutQueuePeriod(..)
        | RequestWhat::PutAddressGroups { .. }
        | RequestWhat::PutAddressState { .. }
        | RequestWhat::PutAddressActivity { .. } => Member::Nothing,
        RequestWhat::CreateSession { .. } => Member::Session,
        RequestWhat::CreateAgent { .. } => Member::Agent,
        RequestWhat::AgentSpecific { .. } => Member::Bytes,
    }
}
