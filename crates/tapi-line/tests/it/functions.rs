//! Each of the functions, with arguments and answers that no default has.

use tapi_abi::{
    Encoding, Guid, LineAgentActivityList, LineAgentCaps, LineAgentGroupEntry, LineAgentGroupList, LineAgentInfo,
    LineAgentSessionInfo, LineAgentSessionList, LineAgentStatus, LineProxyRequestList, LineQueueInfo, LineQueueList,
    Structure, Text, room,
};
use tapi_line::{Memory, Settings, group_guid};
use tapi_types::line::{self, ApiVersion, ProxyRequestType};
use tapi_types::{ActivityId, AddressId, AgentId, AgentState, GroupId, LineError, QueueId, SessionId, SessionState};
use tsp_provider::{Answer, Ask, Login};

use crate::samples;
use crate::stand::{Stand, V2_2, reply, stand, stand_with};

const GROUP: GroupId = match GroupId::new(5) {
    Some(group) => group,
    None => panic!("five is above zero"),
};

fn gold() -> Guid {
    group_guid(GROUP)
}

/// Makes a request: what the provider was asked, and how the reply went.
fn made(stand: &Stand, answer: Answer, call: impl FnOnce(&Stand) -> i32) -> Ask {
    stand.toy.answer(answer);
    let returned = call(stand);
    assert_eq!(reply(&stand.app, returned), Ok(()));
    let mut asked = stand.toy.asked();
    assert_eq!(asked.len(), 1);
    asked.remove(0)
}

#[test]
fn line_create_agent() {
    let stand = stand();
    let handle = Memory::of_handle();
    let ask = made(&stand, Answer::Agent(AgentId::at(76)), |stand| {
        stand.app.line_create_agent(stand.line, Some("anna\0x"), Some("12語"), Some(&handle))
    });
    assert_eq!(ask, Ask::CreateAgent(Login { id: Some("anna".to_owned()), pin: Some("12語".to_owned()) }));
    assert_eq!(handle.to_bytes(), [77, 0, 0, 0]);
    let ask = made(&stand, Answer::Agent(AgentId::at(77)), |stand| {
        stand.app.line_create_agent_a(stand.line, None, Some("12語€"), Some(&handle))
    });
    assert_eq!(ask, Ask::CreateAgent(Login { id: None, pin: Some("12?€".to_owned()) }));
    assert_eq!(handle.dword(), 78);
}

#[test]
fn line_create_agent_session() {
    let stand = stand();
    let handle = Memory::of_handle();
    let wanted = |pin: &str| Ask::CreateAgentSession {
        agent: AgentId::at(8),
        group: GROUP,
        address: AddressId(3),
        pin: Some(pin.to_owned()),
    };
    let ask = made(&stand, Answer::Session(SessionId::at(20)), |stand| {
        stand.app.line_create_agent_session(stand.line, 9, Some("語"), 3, Some(gold()), Some(&handle))
    });
    assert_eq!((ask, handle.dword()), (wanted("語"), 21));
    let ask = made(&stand, Answer::Session(SessionId::at(21)), |stand| {
        stand.app.line_create_agent_session_a(stand.line, 9, Some("語"), 3, Some(gold()), Some(&handle))
    });
    assert_eq!((ask, handle.dword()), (wanted("?"), 22));
}

#[test]
fn line_get_agent_info() {
    let stand = stand();
    let info = Memory::of_size(56);
    let ask = made(&stand, Answer::AgentInfo(samples::agent_info()), |stand| {
        stand.app.line_get_agent_info(stand.line, 9, Some(&info))
    });
    assert_eq!(ask, Ask::GetAgentInfo(AgentId::at(8)));
    assert_eq!(info.read::<LineAgentInfo>(), Ok((&samples::agent_info()).into()));
}

#[test]
fn line_get_agent_session_info_in_the_zone_of_the_application() {
    let stand = stand_with(Settings { zone_offset_s: 5400, ..Settings::default() });
    let info = Memory::of_size(76);
    let ask = made(&stand, Answer::AgentSessionInfo(samples::session_info()), |stand| {
        stand.app.line_get_agent_session_info(stand.line, 21, Some(&info))
    });
    assert_eq!(ask, Ask::GetAgentSessionInfo(SessionId::at(20)));
    let read = info.read::<LineAgentSessionInfo>().expect("a structure");
    // Half past one in the afternoon of the first day of 2000.
    assert_eq!(read.session_start_time.days().to_bits(), 36_526.562_5_f64.to_bits());
    let [duration, calls, talk, average] = [28, 32, 36, 40].map(|at| info.to_bytes()[at..at + 2].to_vec());
    assert_eq!([duration, calls, talk, average], [vec![0x10, 0x0E], vec![3, 0], vec![0x58, 2], vec![200, 0]]);
}

#[test]
fn line_get_agent_session_list() {
    let stand = stand();
    let list = Memory::of_size(24 + 2 * 28);
    let ask = made(&stand, Answer::Sessions(samples::sessions()), |stand| {
        stand.app.line_get_agent_session_list(stand.line, 9, Some(&list))
    });
    assert_eq!(ask, Ask::GetAgentSessionList(AgentId::at(8)));
    let read = list.read::<LineAgentSessionList>().expect("a list").entries;
    let read: Vec<_> = read.iter().map(|it| (it.session, it.agent, it.group_id, it.working_address_id)).collect();
    assert_eq!(read, [(21, 9, group_guid(GroupId::at(0)), 3), (22, 9, gold(), 3)]);
}

#[test]
fn line_get_group_list() {
    let stand = stand();
    let list = Memory::of_size(1000);
    let ask =
        made(&stand, Answer::Groups(samples::groups()), |stand| stand.app.line_get_group_list(stand.line, Some(&list)));
    assert_eq!(ask, Ask::GetGroupList);
    assert_eq!(list.read::<LineAgentGroupList>().expect("a list").entries, groups(&["Gold".into(), "Grün €".into()]));
    made(&stand, Answer::Groups(samples::groups()), |stand| stand.app.line_get_group_list_a(stand.line, Some(&list)));
    let read = list.read_in::<LineAgentGroupList>(Encoding::Ansi).expect("a list").entries;
    assert_eq!(read, groups(&[Text::Ansi(b"Gold".to_vec()), Text::Ansi(b"Gr\xFCn \x80".to_vec())]));
}

fn groups(names: &[Text; 2]) -> Vec<LineAgentGroupEntry> {
    let ids = [group_guid(GroupId::at(0)), gold()];
    ids.into_iter()
        .zip(names)
        .map(|(group_id, name)| LineAgentGroupEntry { group_id, name: Some(name.clone()) })
        .collect()
}

#[test]
fn line_get_queue_info() {
    let stand = stand();
    let info = Memory::of_size(52);
    let ask = made(&stand, Answer::QueueInfo(samples::queue_info()), |stand| {
        stand.app.line_get_queue_info(stand.line, 2, Some(&info))
    });
    assert_eq!(ask, Ask::GetQueueInfo(QueueId::at(1)));
    assert_eq!(info.read::<LineQueueInfo>(), Ok((&samples::queue_info()).into()));
}

#[test]
fn line_get_queue_list() {
    let stand = stand();
    let list = Memory::of_size(200);
    for encoding in [Encoding::Utf16, Encoding::Ansi] {
        let ask = made(&stand, Answer::Queues(samples::queues()), |stand| match encoding {
            Encoding::Utf16 => stand.app.line_get_queue_list(stand.line, Some(gold()), Some(&list)),
            Encoding::Ansi => stand.app.line_get_queue_list_a(stand.line, Some(gold()), Some(&list)),
        });
        assert_eq!(ask, Ask::GetQueueList(GROUP));
        let read = list.read_in::<LineQueueList>(encoding).expect("a list").entries;
        let ansi = |name: &str| Text::Ansi(name.as_bytes().to_vec());
        let names = match encoding {
            Encoding::Utf16 => ["sales".into(), "service".into()],
            Encoding::Ansi => [ansi("sales"), ansi("service")],
        };
        let read: Vec<_> = read.into_iter().map(|entry| (entry.queue_id, entry.name)).collect();
        assert_eq!(read, [2, 7].into_iter().zip(names.map(Some)).collect::<Vec<_>>());
    }
}

#[test]
fn line_set_agent_measurement_period_and_that_of_a_queue() {
    let stand = stand();
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_measurement_period(stand.line, 9, 600));
    assert_eq!(ask, Ask::SetAgentMeasurementPeriod { agent: AgentId::at(8), seconds: 600 });
    // Minus one in TAPI 3: it is above zero here.
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_queue_measurement_period(stand.line, 2, u32::MAX));
    assert_eq!(ask, Ask::SetQueueMeasurementPeriod { queue: QueueId::at(1), seconds: u32::MAX });
}

#[test]
fn line_set_agent_session_state() {
    let stand = stand();
    for (values, state, next) in [
        ([0x02, 0x01], Some(SessionState::Ready), Some(SessionState::NotReady)),
        ([0x08, 0], Some(SessionState::BusyWrapUp), None),
        ([0, 0x10], None, Some(SessionState::Ended)),
        ([0, 0], None, None),
    ] {
        let ask = made(&stand, Answer::Done, |stand| {
            stand.app.line_set_agent_session_state(stand.line, 21, values[0], values[1])
        });
        assert_eq!(ask, Ask::SetAgentSessionState { session: SessionId::at(20), state, next });
    }
}

#[test]
fn line_set_agent_state_ex() {
    let stand = stand();
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_state_ex(stand.line, 9, 0x02, 0x01));
    let (state, next) = (Some(AgentState::Ready), Some(AgentState::NotReady));
    assert_eq!(ask, Ask::SetAgentStateEx { agent: AgentId::at(8), state, next });
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_state_ex(stand.line, 9, 0, 0x40));
    assert_eq!(ask, Ask::SetAgentStateEx { agent: AgentId::at(8), state: None, next: Some(AgentState::Released) });
}

#[test]
fn line_agent_specific() {
    let stand = stand();
    let block = Memory::from(b"question".to_vec());
    let ask = made(&stand, Answer::Params(b"yes".to_vec()), |stand| {
        stand.app.line_agent_specific(stand.line, 3, 1, Some(&block), 5)
    });
    assert_eq!(ask, Ask::AgentSpecific { address: AddressId(3), extension: 1, params: b"quest".to_vec() });
    assert_eq!(block.to_bytes(), b"yesstion");
    // No block at all.
    let ask =
        made(&stand, Answer::Params(Vec::new()), |stand| stand.app.line_agent_specific(stand.line, 3, 1, None, 0));
    assert_eq!(ask, Ask::AgentSpecific { address: AddressId(3), extension: 1, params: Vec::new() });
    // An answer may fill the block; one that is longer is none.
    made(&stand, Answer::Params(b"maybe".to_vec()), |stand| {
        stand.app.line_agent_specific(stand.line, 3, 1, Some(&block), 5)
    });
    assert_eq!(block.to_bytes(), b"maybeion");
    stand.toy.answer(Answer::Params(b"no way".to_vec()));
    let returned = stand.app.line_agent_specific(stand.line, 3, 1, Some(&block), 5);
    assert_eq!(reply(&stand.app, returned), Err(LineError::STRUCTURETOOSMALL));
    assert_eq!(block.to_bytes(), b"maybeion");
}

#[test]
fn line_get_agent_activity_list() {
    let stand = stand();
    let list = Memory::of_size(200);
    let ask = made(&stand, Answer::Activities(samples::activities()), |stand| {
        stand.app.line_get_agent_activity_list(stand.line, 3, Some(&list))
    });
    assert_eq!(ask, Ask::GetAgentActivityList(AddressId(3)));
    let read = list.read::<LineAgentActivityList>().expect("a list").entries;
    let read: Vec<_> = read.into_iter().map(|entry| (entry.id, entry.name)).collect();
    assert_eq!(read, [(1, Some("lunch".into())), (3, Some("training".into()))]);
    made(&stand, Answer::Activities(samples::activities()), |stand| {
        stand.app.line_get_agent_activity_list_a(stand.line, 3, Some(&list))
    });
    let read = list.read_in::<LineAgentActivityList>(Encoding::Ansi).expect("a list").entries;
    assert_eq!(read[1].name, Some(Text::Ansi(b"training".to_vec())));
}

#[test]
fn line_get_agent_caps() {
    let stand = stand();
    let memory = Memory::of_size(500);
    let ask = made(&stand, Answer::AgentCaps(samples::caps()), |stand| {
        stand.app.line_get_agent_caps(stand.handle, 0, 3, 0x0003_0001, Some(&memory))
    });
    assert_eq!(ask, Ask::GetAgentCaps { address: AddressId(3), version: ApiVersion(0x0003_0001) });
    let caps = memory.read::<LineAgentCaps>().expect("caps");
    assert_eq!((caps.agent_handler_info, caps.caps_version), (Some("tspmock".into()), ApiVersion::V2_2));
    assert_eq!((caps.features.bits(), caps.states.bits(), caps.next_states.bits()), (0xA, 0x6, 0x1));
    assert_eq!((caps.max_num_group_entries, caps.agent_status_messages.bits()), (12, 0x3));
    let ids = caps.agent_extension_ids;
    assert_eq!(ids.iter().map(|id| [id.id0, id.id1, id.id2, id.id3]).collect::<Vec<_>>(), [[1, 2, 3, 4], [5, 6, 7, 8]]);
    assert_eq!(caps.proxy_guid.map(|it| it.to_string()), Some("{D8A9C3E1-0B4F-4C7A-9E21-6F5D4C3B2A19}".to_owned()));
}

#[test]
fn line_get_agent_caps_for_an_older_client_is_older_and_shorter() {
    let stand = stand();
    let memory = Memory::of_size(56);
    let ask = made(&stand, Answer::AgentCaps(samples::caps()), |stand| {
        stand.app.line_get_agent_caps_a(stand.handle, 0, 3, 0x0002_0000, Some(&memory))
    });
    assert_eq!(ask, Ask::GetAgentCaps { address: AddressId(3), version: ApiVersion::V2_0 });
    let caps = memory.read_in::<LineAgentCaps>(Encoding::Ansi).expect("caps");
    assert_eq!((caps.caps_version, caps.proxy_guid, caps.max_num_group_entries), (ApiVersion::V2_0, None, 12));
    let needed = memory.to_bytes()[4..8].to_vec();
    assert_eq!(needed, [56 + 8 + 32, 0, 0, 0], "the name in ANSI and two ids");
}

#[test]
fn line_get_agent_group_list() {
    let stand = stand();
    let list = Memory::of_size(200);
    let ask = made(&stand, Answer::Groups(samples::groups()), |stand| {
        stand.app.line_get_agent_group_list(stand.line, 3, Some(&list))
    });
    assert_eq!(ask, Ask::GetAgentGroupList(AddressId(3)));
    assert_eq!(list.read::<LineAgentGroupList>().expect("a list").entries, groups(&["Gold".into(), "Grün €".into()]));
    made(&stand, Answer::Groups(samples::groups()), |stand| {
        stand.app.line_get_agent_group_list_a(stand.line, 3, Some(&list))
    });
    assert_eq!(list.read_in::<LineAgentGroupList>(Encoding::Ansi).expect("a list").entries.len(), 2);
}

#[test]
fn line_get_agent_status() {
    let stand = stand();
    let memory = Memory::of_size(500);
    let ask = made(&stand, Answer::AgentStatus(samples::status()), |stand| {
        stand.app.line_get_agent_status(stand.line, 3, Some(&memory))
    });
    assert_eq!(ask, Ask::GetAgentStatus(AddressId(3)));
    let read = memory.read::<LineAgentStatus>().expect("a status");
    assert_eq!(read.groups, groups(&["Gold".into(), "Grün €".into()]));
    assert_eq!((read.state.number(), read.next_state.number()), (0x80, 0x4));
    assert_eq!((read.activity_id, read.activity), (3, Some("training".into())));
    assert_eq!((read.agent_features.bits(), read.valid_states.bits(), read.valid_next_states.bits()), (1, 0x86, 7));
    made(&stand, Answer::AgentStatus(samples::status()), |stand| {
        stand.app.line_get_agent_status_a(stand.line, 3, Some(&memory))
    });
    let read = memory.read_in::<LineAgentStatus>(Encoding::Ansi).expect("a status");
    assert_eq!(read.activity, Some(Text::Ansi(b"training".to_vec())));
}

#[test]
fn line_set_agent_activity() {
    let stand = stand();
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_activity(stand.line, 3, 2));
    assert_eq!(ask, Ask::SetAgentActivity { address: AddressId(3), activity: ActivityId::at(1) });
}

#[test]
fn line_set_agent_group() {
    let stand = stand();
    let list = LineAgentGroupList { entries: groups(&["of no".into(), "matter".into()]) }.to_bytes().expect("bytes");
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_group(stand.line, 3, Some(&list)));
    assert_eq!(ask, Ask::SetAgentGroup { address: AddressId(3), groups: vec![GroupId::at(0), GROUP] });
    // Names are not even looked at.
    let mut strange = list.clone();
    strange[24 + 16..24 + 24].fill(0xFF);
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_group(stand.line, 3, Some(&strange)));
    assert_eq!(ask, Ask::SetAgentGroup { address: AddressId(3), groups: vec![GroupId::at(0), GROUP] });
    for none in [None, Some(room(24))] {
        let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_group(stand.line, 3, none.as_deref()));
        assert_eq!(ask, Ask::SetAgentGroup { address: AddressId(3), groups: vec![] });
    }
}

#[test]
fn line_set_agent_state() {
    let stand = stand();
    let ask = made(&stand, Answer::Done, |stand| stand.app.line_set_agent_state(stand.line, 3, 0x04, 0x80));
    let (state, next) = (Some(line::AgentState::Ready), Some(line::AgentState::WorkingAfterCall));
    assert_eq!(ask, Ask::SetAgentState { address: AddressId(3), state, next });
}

#[test]
fn line_get_proxy_status() {
    let stand = stand();
    let mut list = room(40);
    assert_eq!(stand.app.line_get_proxy_status(stand.handle, 0, V2_2, Some(&mut list)), 0);
    let read = LineProxyRequestList::read(&list).map(LineProxyRequestList::from).expect("a list").entries;
    assert_eq!(read, [ProxyRequestType::GetQueueInfo.into(), ProxyRequestType::SetAgentStateEx.into()]);
    // There is no reply: it was answered at once.
    assert_eq!(stand.app.try_next(), None);
}
