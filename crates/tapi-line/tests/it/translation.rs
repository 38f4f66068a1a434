//! LINEPROXYREQUEST bytes: what is asked in them, and what is answered.

use tapi_abi::{
    Encoding, LineAgentActivityEntry, LineAgentActivityList, LineAgentCaps, LineAgentGroupEntry, LineAgentGroupList,
    LineAgentInfo, LineAgentSessionEntry, LineAgentSessionInfo, LineAgentSessionList, LineAgentStatus, LineExtensionId,
    LineProxyRequest, LineQueueEntry, LineQueueInfo, LineQueueList, Structure, TextView,
};
use tapi_line::{group_guid, proxy};
use tapi_types::line::{self, AgentFeature, ApiVersion, ProxyRequestType};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, GroupId, LineError, QueueId, RequestId, SessionId, SessionState,
};
use tsp_provider::{
    AgentCaps, AgentStatusRecord, Answer, Ask, Client, ListedActivity, ListedGroup, ListedQueue, ListedSession, Login,
    ProxyRequest,
};

use crate::samples;

/// One of each request, with what a proxy may answer.
fn one_of_each() -> Vec<(Ask, Answer)> {
    let (address, group) = (AddressId(3), GroupId::at(4));
    vec![
        (Ask::GetAgentSessionInfo(SessionId::at(20)), Answer::AgentSessionInfo(samples::session_info())),
        (Ask::GetAgentInfo(AgentId::at(8)), Answer::AgentInfo(samples::agent_info())),
        (Ask::GetQueueInfo(QueueId::at(1)), Answer::QueueInfo(samples::queue_info())),
        (
            Ask::SetAgentSessionState { session: SessionId::at(20), state: Some(SessionState::Ready), next: None },
            Answer::Done,
        ),
        (
            Ask::SetAgentStateEx { agent: AgentId::at(8), state: None, next: Some(AgentState::BusyOutgoing) },
            Answer::Done,
        ),
        (Ask::SetAgentMeasurementPeriod { agent: AgentId::at(8), seconds: 600 }, Answer::Done),
        (Ask::SetQueueMeasurementPeriod { queue: QueueId::at(1), seconds: 900 }, Answer::Done),
        (
            Ask::CreateAgentSession { agent: AgentId::at(8), group, address, pin: Some("12".to_owned()) },
            Answer::Session(SessionId::at(22)),
        ),
        (
            Ask::CreateAgent(Login { id: Some("anna".to_owned()), pin: Some("34".to_owned()) }),
            Answer::Agent(AgentId::at(76)),
        ),
        (Ask::GetAgentSessionList(AgentId::at(8)), Answer::Sessions(samples::sessions())),
        (Ask::GetQueueList(group), Answer::Queues(samples::queues())),
        (Ask::GetGroupList, Answer::Groups(samples::groups())),
        (Ask::GetAgentCaps { address, version: ApiVersion::V2_2 }, Answer::AgentCaps(samples::caps())),
        (Ask::GetAgentStatus(address), Answer::AgentStatus(samples::status())),
        (Ask::SetAgentGroup { address, groups: vec![group, GroupId::at(0)] }, Answer::Done),
        (
            Ask::SetAgentState {
                address,
                state: Some(line::AgentState::NotReady),
                next: Some(line::AgentState::Ready),
            },
            Answer::Done,
        ),
        (Ask::SetAgentActivity { address, activity: ActivityId::at(2) }, Answer::Done),
        (Ask::GetAgentActivityList(address), Answer::Activities(samples::activities())),
        (Ask::GetAgentGroupList(address), Answer::Groups(samples::groups())),
        (Ask::AgentSpecific { address, extension: 1, params: b"block".to_vec() }, Answer::Params(b"reply".to_vec())),
    ]
}

fn request(ask: &Ask) -> ProxyRequest {
    let client = Client { machine: "DESK-7".to_owned(), user: "Zoë".to_owned(), version: ApiVersion::V2_2 };
    ProxyRequest { request: RequestId::at(0), client, ask: ask.clone() }
}

/// The arm of a request: bytes 28 to where the fixed part of its own members ends.
fn arm(ask: &Ask) -> Vec<u32> {
    let bytes = proxy::to_bytes(&request(ask), 256).expect("a request");
    let (dwords, _) = bytes[28..64].as_chunks::<4>();
    dwords.iter().map(|dword| u32::from_le_bytes(*dword)).collect()
}

#[test]
fn every_request_has_its_arm() {
    let guid = [5, 0x4C2E_7A1D, 0x8E5D_3F9B, 0x17C1_406A];
    let wanted: Vec<Vec<u32>> = vec![
        vec![21, 76, 0, 0, 0],
        vec![9, 56, 0, 0, 0],
        vec![2, 52, 0, 0, 0],
        vec![21, 2, 0],
        vec![9, 0, 0x10],
        vec![9, 600],
        vec![2, 900],
        vec![0, 6, 108, 9, guid[0], guid[1], guid[2], guid[3], 3],
        vec![0, 10, 108, 6, 118],
        vec![9, 256, 0, 0, 0],
        vec![guid[0], guid[1], guid[2], guid[3], 256, 0, 0, 0],
        vec![256, 0, 0, 0],
        vec![3, 256, 0, 0, 0],
        vec![3, 256, 0, 0, 0],
        vec![3, 72, 72, 72, 2, 48, 24, guid[0]],
        vec![3, 2, 4],
        vec![3, 3],
        vec![3, 256, 0, 0, 0],
        vec![3, 256, 0, 0, 0],
        vec![3, 1, 5, u32::from_le_bytes(*b"bloc"), u32::from(b'k')],
    ];
    for ((ask, _), wanted) in one_of_each().iter().zip(wanted) {
        assert_eq!(arm(ask)[..wanted.len()], wanted, "{ask}");
        let bytes = proxy::to_bytes(&request(ask), 256).expect("a request");
        let type_of = ask.function().and_then(line::Function::proxy_request).map(ProxyRequestType::number);
        assert_eq!(Some(u32::from_le_bytes([bytes[24], bytes[25], bytes[26], bytes[27]])), type_of, "{ask}");
    }
}

/// Writes an answer as a proxy in C would.
fn answered(ask: &Ask, answer: &Answer) -> Vec<u8> {
    let mut bytes = proxy::to_bytes(&request(ask), 1024).expect("a request");
    let out = LineProxyRequest::answer_room(&mut bytes).expect("a request");
    let written = match answer {
        Answer::AgentSessionInfo(info) => LineAgentSessionInfo::new(info, 0).write(out),
        Answer::AgentInfo(info) => LineAgentInfo::from(info).write(out),
        Answer::QueueInfo(info) => LineQueueInfo::from(info).write(out),
        Answer::Queues(queues) => raw_queues(queues).write(out),
        Answer::Groups(groups) => LineAgentGroupList { entries: raw_groups(groups) }.write(out),
        Answer::Activities(activities) => raw_activities(activities).write(out),
        Answer::Sessions(sessions) => raw_sessions(sessions).write(out),
        Answer::AgentCaps(caps) => raw_caps(caps).write(out),
        Answer::AgentStatus(status) => raw_status(status).write(out),
        Answer::Agent(agent) => return with(bytes, &agent.get().to_le_bytes()),
        Answer::Session(session) => return with(bytes, &session.get().to_le_bytes()),
        Answer::Params(params) => return with(bytes, params),
        Answer::Done => return with(bytes, &[]),
        Answer::GroupEntry(_)
        | Answer::Addresses(_)
        | Answer::SessionEntry(_)
        | Answer::AgentEntry(_)
        | Answer::QueueEntry(_) => panic!("no request has this answer"),
    };
    assert!(!written.expect("there is room").left_out());
    bytes
}

/// The request with an answer that is no structure.
fn with(mut request: Vec<u8>, answer: &[u8]) -> Vec<u8> {
    LineProxyRequest::answer_room(&mut request).expect("a request").copy_from_slice(answer);
    request
}

fn raw_queues(queues: &[ListedQueue]) -> LineQueueList {
    let entry = |it: &ListedQueue| LineQueueEntry { queue_id: it.queue.get(), name: Some(it.name.as_str().into()) };
    LineQueueList { entries: queues.iter().map(entry).collect() }
}

fn raw_groups(groups: &[ListedGroup]) -> Vec<LineAgentGroupEntry> {
    let entry =
        |it: &ListedGroup| LineAgentGroupEntry { group_id: group_guid(it.group), name: Some(it.name.as_str().into()) };
    groups.iter().map(entry).collect()
}

fn raw_activities(activities: &[ListedActivity]) -> LineAgentActivityList {
    let entry =
        |it: &ListedActivity| LineAgentActivityEntry { id: it.activity.get(), name: Some(it.name.as_str().into()) };
    LineAgentActivityList { entries: activities.iter().map(entry).collect() }
}

fn raw_sessions(sessions: &[ListedSession]) -> LineAgentSessionList {
    let entry = |it: &ListedSession| LineAgentSessionEntry {
        session: it.session.get(),
        agent: it.agent.get(),
        group_id: group_guid(it.group),
        working_address_id: it.address.0,
    };
    LineAgentSessionList { entries: sessions.iter().map(entry).collect() }
}

fn raw_caps(caps: &AgentCaps) -> LineAgentCaps {
    let id = |&[id0, id1, id2, id3]: &[u32; 4]| LineExtensionId { id0, id1, id2, id3 };
    LineAgentCaps {
        agent_handler_info: Some(caps.handler.as_str().into()),
        caps_version: caps.version,
        features: caps.features,
        states: caps.states,
        next_states: caps.next_states,
        max_num_group_entries: caps.max_groups,
        agent_status_messages: caps.status_messages,
        agent_extension_ids: caps.extensions.iter().map(id).collect(),
        proxy_guid: "{D8A9C3E1-0B4F-4C7A-9E21-6F5D4C3B2A19}".parse().ok(),
    }
}

fn raw_status(status: &AgentStatusRecord) -> LineAgentStatus {
    LineAgentStatus {
        groups: raw_groups(&status.groups),
        state: status.state.into(),
        next_state: line::AgentState::Ready.into(),
        activity_id: 3,
        activity: Some("training".into()),
        agent_features: AgentFeature::SetAgentGroup.into(),
        valid_states: status.valid_states,
        valid_next_states: status.valid_next_states,
    }
}

#[test]
fn every_answer_comes_back_from_its_bytes() {
    for (ask, answer) in one_of_each() {
        assert_eq!(proxy::answer(&ask, &answered(&ask, &answer), 0), Ok(answer), "{ask}");
    }
}

#[test]
fn an_answer_to_another_question_is_none() {
    let all = one_of_each();
    for (place, (ask, answer)) in all.iter().enumerate() {
        let (other, _) = &all[(place + 1) % all.len()];
        assert_eq!(proxy::answer(other, &answered(ask, answer), 0), Err(LineError::INVALPARAM), "{other}");
        let mut cut = answered(ask, answer);
        cut.truncate(27);
        assert_eq!(proxy::answer(ask, &cut, 0), Err(LineError::INVALPARAM));
    }
}

#[test]
fn structures_that_a_proxy_left_alone_are_no_answer() {
    for (ask, answer) in one_of_each() {
        let untouched = proxy::answer(&ask, &proxy::to_bytes(&request(&ask), 256).expect("a request"), 0);
        let wanted = if answer == Answer::Done {
            Ok(Answer::Done)
        } else if matches!(answer, Answer::Params(_)) {
            Ok(Answer::Params(b"block".to_vec()))
        } else {
            Err(LineError::INVALPARAM)
        };
        assert_eq!(untouched, wanted, "{ask}");
    }
}

#[test]
fn names_in_a_request_are_wide_and_terminated() {
    let bytes = proxy::to_bytes(&request(&Ask::GetGroupList), 24).expect("a request");
    let request = LineProxyRequest::read(&bytes).expect("a request");
    assert_eq!(request.client.user_name().map(TextView::encoding), Some(Encoding::Utf16));
    let (size, offset) = (usize::from(bytes[12]), usize::from(bytes[16]));
    assert_eq!(bytes[offset..offset + size], [b'Z', 0, b'o', 0, 0xEB, 0, 0, 0]);
}
