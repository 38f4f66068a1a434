//! Golden bytes of every structure: read, they are these values; written, these values are they.

use std::fmt::Debug;

use tapi_abi::{
    Date, Encoding, Guid, LineAgentActivityEntry, LineAgentActivityList, LineAgentCaps, LineAgentEntry,
    LineAgentGroupEntry, LineAgentGroupList, LineAgentInfo, LineAgentList, LineAgentSessionEntry, LineAgentSessionInfo,
    LineAgentSessionList, LineAgentStatus, LineExtensionId, LineProxyRequestList, LineQueueEntry, LineQueueInfo,
    LineQueueList, Structure, Text,
};
use tapi_types::line::{
    AgentFeature, AgentSessionState, AgentState, AgentStateEx, AgentStatus, ApiVersion, ProxyRequestType,
};
use tapi_types::{Bits, Currency, Dword};

use crate::hex::{all_golden, golden};
use crate::requests::REQUESTS;

const STRUCTURES: [&str; 15] = [
    "agent_activity_list",
    "agent_caps",
    "agent_caps_2_0",
    "agent_group_list",
    "agent_info",
    "agent_list",
    "agent_session_info",
    "agent_session_list",
    "agent_status",
    "proxy_request_list",
    "queue_info",
    "queue_list",
    "queue_list_ansi",
    "queue_list_cut",
    "queue_list_foreign",
];

pub(crate) const GOLD: Guid =
    Guid { data1: 0xD8A9_C3E1, data2: 0x0B4F, data3: 0x4C7A, data4: [0x9E, 0x21, 0x6F, 0x5D, 0x4C, 0x3B, 0x2A, 0x19] };
const SILVER: Guid =
    Guid { data1: 0x0011_2233, data2: 0x4455, data3: 0x6677, data4: [0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF] };

fn utf16(text: &str) -> Text {
    Text::from(text)
}

fn ansi(text: &str) -> Text {
    Text::ansi(text).expect("the code page has it")
}

/// The bytes are the value, both ways.
#[track_caller]
fn same<S: Structure + PartialEq + Debug>(name: &str, encoding: Encoding, value: &S) {
    let bytes = golden(name);
    let view = S::read_in(&bytes, encoding).unwrap_or_else(|malformed| panic!("{name}: {malformed}"));
    assert_eq!(&S::from(view), value, "{name}");
    assert_eq!(value.to_bytes(), Ok(bytes), "{name}");
}

#[test]
fn every_file_is_held_against_a_value() {
    let mut known: Vec<_> = STRUCTURES.iter().chain(&REQUESTS).map(|&name| name.to_owned()).collect();
    known.sort_unstable();
    assert_eq!(all_golden(), known);
}

#[test]
fn activities() {
    let entries = vec![
        LineAgentActivityEntry { id: 11, name: Some(utf16("Lunch")) },
        LineAgentActivityEntry { id: 12, name: Some(utf16("Mail")) },
    ];
    same("agent_activity_list", Encoding::Utf16, &LineAgentActivityList { entries });
}

fn caps() -> LineAgentCaps {
    let extension = |id0| LineExtensionId { id0, id1: id0 + 1, id2: id0 + 2, id3: id0 + 3 };
    LineAgentCaps {
        agent_handler_info: Some(utf16("ACD 4.1")),
        caps_version: ApiVersion::V2_2,
        features: Bits::<AgentFeature>::from_bits(0x3B),
        states: AgentState::NotReady | AgentState::Ready,
        next_states: AgentState::Ready | AgentState::WorkingAfterCall,
        max_num_group_entries: 5,
        agent_status_messages: Bits::<AgentStatus>::all(),
        agent_extension_ids: vec![extension(0xA0B0_C000), extension(0xA0B0_C010)],
        proxy_guid: Some(GOLD),
    }
}

#[test]
fn capabilities() {
    same("agent_caps", Encoding::Utf16, &caps());
}

#[test]
fn capabilities_before_2_2_have_no_guid() {
    let old = LineAgentCaps { caps_version: ApiVersion::V2_0, proxy_guid: None, ..caps() };
    same("agent_caps_2_0", Encoding::Utf16, &old);
    let with_guid = LineAgentCaps { proxy_guid: Some(GOLD), ..old };
    assert_eq!(with_guid.to_bytes(), Ok(golden("agent_caps_2_0")), "it is left out");
}

pub(crate) fn groups() -> LineAgentGroupList {
    let entries = vec![
        LineAgentGroupEntry { group_id: GOLD, name: Some(utf16("Gold")) },
        LineAgentGroupEntry { group_id: SILVER, name: None },
    ];
    LineAgentGroupList { entries }
}

#[test]
fn groups_with_and_without_a_name() {
    same("agent_group_list", Encoding::Utf16, &groups());
}

#[test]
fn agent_statistics() {
    let info = LineAgentInfo {
        state: AgentStateEx::BusyAcd.into(),
        next_state: AgentStateEx::NotReady.into(),
        measurement_period_s: 1800,
        overall_call_rate: Currency(125_000),
        number_of_acd_calls: 7,
        number_of_incoming_calls: 2,
        number_of_outgoing_calls: 3,
        total_acd_talk_time_s: 840,
        total_acd_call_time_s: 1010,
        total_acd_wrap_up_time_s: 170,
    };
    same("agent_info", Encoding::Utf16, &info);
}

#[test]
fn agents() {
    let entries = vec![
        LineAgentEntry { agent: 1, name: Some(utf16("anna")), id: Some(utf16("4711")), pin: Some(utf16("0815")) },
        LineAgentEntry { agent: 2, name: Some(utf16("")), id: None, pin: None },
    ];
    same("agent_list", Encoding::Utf16, &LineAgentList { entries });
}

pub(crate) fn session_info() -> LineAgentSessionInfo {
    LineAgentSessionInfo {
        state: AgentSessionState::BusyWrapUp.into(),
        next_state: Dword::new(0),
        session_start_time: Date::from_days(36_526.5),
        session_duration_s: 3600,
        number_of_calls: 3,
        total_talk_time_s: 600,
        average_talk_time_s: 200,
        total_call_time_s: 720,
        average_call_time_s: 240,
        total_wrap_up_time_s: 90,
        average_wrap_up_time_s: 30,
        acd_call_rate: Currency(30_000),
        longest_time_to_answer_s: 25,
        average_time_to_answer_s: 14,
    }
}

#[test]
fn session_statistics() {
    same("agent_session_info", Encoding::Utf16, &session_info());
}

#[test]
fn sessions() {
    let entries = vec![
        LineAgentSessionEntry { session: 21, agent: 1, group_id: GOLD, working_address_id: 0 },
        LineAgentSessionEntry { session: 22, agent: 1, group_id: SILVER, working_address_id: 3 },
    ];
    same("agent_session_list", Encoding::Utf16, &LineAgentSessionList { entries });
}

#[test]
fn status_of_an_address() {
    let status = LineAgentStatus {
        groups: vec![LineAgentGroupEntry { group_id: GOLD, name: Some(utf16("Gold")) }],
        state: AgentState::NotReady.into(),
        next_state: AgentState::Ready.into(),
        activity_id: 11,
        activity: Some(utf16("Lunch")),
        agent_features: Bits::<AgentFeature>::from_bits(0x37),
        valid_states: AgentState::LoggedOff | AgentState::Ready,
        valid_next_states: AgentState::WorkingAfterCall.into(),
    };
    same("agent_status", Encoding::Utf16, &status);
}

#[test]
fn types_of_request() {
    let types = [ProxyRequestType::GetAgentCaps, ProxyRequestType::CreateAgent, ProxyRequestType::SetAgentStateEx];
    let list = LineProxyRequestList { entries: types.map(Dword::from).to_vec() };
    same("proxy_request_list", Encoding::Utf16, &list);
}

#[test]
fn queue_statistics() {
    let info = LineQueueInfo {
        measurement_period_s: 3600,
        total_calls_queued: 120,
        current_calls_queued: 4,
        total_calls_abandoned: 6,
        total_calls_flowed_in: 8,
        total_calls_flowed_out: 9,
        longest_ever_wait_time_s: 310,
        current_longest_wait_time_s: 45,
        average_wait_time_s: 33,
        final_disposition: 2,
    };
    same("queue_info", Encoding::Utf16, &info);
}

fn queues(names: [Option<Text>; 2]) -> LineQueueList {
    let entries = (7..).zip(names).map(|(queue_id, name)| LineQueueEntry { queue_id, name });
    LineQueueList { entries: entries.collect() }
}

#[test]
fn queues_in_both_encodings() {
    same("queue_list", Encoding::Utf16, &queues([utf16("Sales"), utf16("Zoë 😀")].map(Some)));
    same("queue_list_ansi", Encoding::Ansi, &queues([ansi("Sales"), ansi("Zoë €")].map(Some)));
}

#[test]
fn what_does_not_fit_is_left_out_whole() {
    let expected = golden("queue_list_cut");
    let mut bytes = vec![0xEE; expected.len()];
    bytes[..4].copy_from_slice(&62_u32.to_le_bytes());
    let written = queues([utf16("Helpdesk"), utf16("HR")].map(Some)).write(&mut bytes).expect("the fixed part fits");
    assert_eq!(bytes, expected);
    assert_eq!((written.total, written.needed, written.used), (62, 72, 54));
    assert!(written.was_too_small() && written.left_out());
    let view = LineQueueList::read(&bytes).expect("what is there is right");
    assert_eq!(view.written(), written);
    assert_eq!(LineQueueList::from(view), queues([None, Some(utf16("HR"))]));
}

#[test]
fn parts_may_stand_in_any_order_and_with_gaps() {
    let bytes = golden("queue_list_foreign");
    let view = LineQueueList::read(&bytes).expect("nothing is wrong with it");
    assert_eq!(view.entries().len(), 2);
    assert_eq!(LineQueueList::from(view), queues([utf16("Tips"), utf16("HR")].map(Some)));
}
