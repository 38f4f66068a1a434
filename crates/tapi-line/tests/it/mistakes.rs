//! What a simple mock gets wrong, as far as it can be seen here: each a test that such a mock would fail.

use std::sync::Arc;

use tapi_abi::{LineAgentGroupList, LineQueueList, Structure};
use tapi_line::{LineApp, Memory, OpenLine, Settings};
use tapi_types::line::MessageNumber;
use tapi_types::{AddressId, AgentId, LineError, SessionId};
use tsp_provider::{Answer, Ask, Client, Device};

use crate::samples;
use crate::stand::{Stand, app_on, message, open, reply, stand};

/// Memory with a pattern in it, of which a structure may take so many bytes.
fn pattern(total: u8) -> Memory {
    [&[total, 0, 0, 0][..], &[0xA5; 252]].concat().into()
}

/// A DWORD out of memory.
fn dword(memory: &Memory, at: usize) -> u32 {
    let bytes = memory.to_bytes();
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[test]
fn mistake_01_data_comes_with_the_reply_and_not_from_the_call() {
    let Stand { app, toy, line, .. } = stand();
    toy.answer(Answer::AgentInfo(samples::agent_info()));
    toy.answer(Answer::Agent(AgentId::at(76)));
    let (info, handle) = (pattern(56), Memory::from(vec![0xA5; 4]));
    let calls = [app.line_get_agent_info(line, 9, Some(&info)), app.line_create_agent(line, None, None, Some(&handle))];
    assert_eq!(info.to_bytes(), pattern(56).to_bytes());
    assert_eq!(handle.to_bytes(), [0xA5; 4]);
    assert_eq!(calls.map(|call| reply(&app, call)), [Ok(()), Ok(())]);
    assert_eq!((dword(&info, 20), handle.dword()), (900, 77));

    // A reply that reports an error fills nothing.
    toy.fail(LineError::INVALPARAM);
    let call = app.line_get_agent_info(line, 8, Some(&info));
    assert_eq!(reply(&app, call), Err(LineError::INVALPARAM));
    assert_eq!(dword(&info, 20), 900);
}

#[test]
fn mistake_02_success_of_an_asynchronous_function_is_never_zero() {
    let Stand { app, handle, line, .. } = stand();
    let memory = Memory::of_size(200);
    let calls = [
        app.line_set_agent_activity(line, 0, 1),
        app.line_set_agent_group(line, 0, None),
        app.line_set_agent_measurement_period(line, 1, 1),
        app.line_set_agent_session_state(line, 1, 0, 0),
        app.line_set_agent_state(line, 0, 0, 0),
        app.line_set_agent_state_ex(line, 1, 0, 0),
        app.line_set_queue_measurement_period(line, 1, 1),
    ];
    assert_eq!(calls, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(calls.map(|call| reply(&app, call)), [Ok(()); 7]);
    // Zero is for those that are answered at once.
    assert_eq!(app.line_get_proxy_status(handle, 0, 0x0002_0002, Some(&mut memory.to_bytes())), 0);
}

#[test]
fn mistake_03_dates_and_currencies_are_not_aligned() {
    let Stand { app, toy, line, .. } = stand();
    toy.answer(Answer::AgentSessionInfo(samples::session_info()));
    toy.answer(Answer::AgentInfo(samples::agent_info()));
    let (session, agent) = (pattern(76), pattern(56));
    let calls =
        [app.line_get_agent_session_info(line, 21, Some(&session)), app.line_get_agent_info(line, 9, Some(&agent))];
    assert_eq!(calls.map(|call| reply(&app, call)), [Ok(()), Ok(())]);
    #[rustfmt::skip]
    let golden = [
        0x4C, 0, 0, 0, 0x4C, 0, 0, 0, 0x4C, 0, 0, 0,
        0x08, 0, 0, 0, 0x01, 0, 0, 0,
        // The DATE stands at 20.
        0x00, 0x00, 0x00, 0x00, 0xD0, 0xD5, 0xE1, 0x40,
        0x10, 0x0E, 0, 0, 0x03, 0, 0, 0, 0x58, 0x02, 0, 0, 0xC8, 0, 0, 0,
        0xD0, 0x02, 0, 0, 0xF0, 0, 0, 0, 0x5A, 0, 0, 0, 0x1E, 0, 0, 0,
        // The CURRENCY stands at 60.
        0x30, 0x75, 0, 0, 0, 0, 0, 0,
        0x19, 0, 0, 0, 0x0E, 0, 0, 0,
    ];
    assert_eq!(session.to_bytes()[..76], golden);
    #[rustfmt::skip]
    let golden = [
        0x38, 0, 0, 0, 0x38, 0, 0, 0, 0x38, 0, 0, 0,
        0x04, 0, 0, 0, 0x02, 0, 0, 0, 0x84, 0x03, 0, 0,
        // The CURRENCY stands at 24.
        0x48, 0xE8, 0x01, 0, 0, 0, 0, 0,
        0x0B, 0, 0, 0, 0x05, 0, 0, 0, 0x07, 0, 0, 0,
        0x14, 0x05, 0, 0, 0xA4, 0x06, 0, 0, 0xBE, 0, 0, 0,
    ];
    assert_eq!(agent.to_bytes()[..56], golden);
    assert_eq!((session.to_bytes()[76], agent.to_bytes()[56]), (0xA5, 0xA5));
}

#[test]
fn mistake_04_a_buffer_for_the_fixed_part_is_enough() {
    let Stand { app, toy, line, .. } = stand();
    toy.answer(Answer::Groups(samples::groups()));
    let list = pattern(24);
    let call = app.line_get_group_list(line, Some(&list));
    assert_eq!(reply(&app, call), Ok(()));
    // Two entries, "Gold" and "Grün €", each with a terminator.
    assert_eq!([4, 8].map(|at| dword(&list, at)), [24 + 2 * 24 + 10 + 14, 24]);
    assert_eq!(list.to_bytes()[24..], [0xA5; 232]);

    // As much as is needed.
    toy.answer(Answer::Groups(samples::groups()));
    let list = pattern(96);
    let call = app.line_get_group_list(line, Some(&list));
    assert_eq!(reply(&app, call), Ok(()));
    assert_eq!([4, 8, 12].map(|at| dword(&list, at)), [96, 96, 2]);
}

#[test]
fn mistake_05_names_and_lists_are_whole_or_absent() {
    let Stand { app, toy, line, .. } = stand();
    let group = tapi_line::group_guid(tapi_types::GroupId::at(0));
    // Room for two entries and for "sales", and for all but the last byte of "service".
    for (total, names) in [(24 + 24 + 12 + 15, [true, false]), (24 + 24 + 11, [false, false])] {
        toy.answer(Answer::Queues(samples::queues()));
        let list = pattern(total);
        let call = app.line_get_queue_list(line, Some(group), Some(&list));
        assert_eq!(reply(&app, call), Ok(()));
        let read = list.read::<LineQueueList>().expect("what is there is whole");
        let ids: Vec<u32> = read.entries.iter().map(|entry| entry.queue_id).collect();
        let there: Vec<bool> = read.entries.iter().map(|entry| entry.name.is_some()).collect();
        assert_eq!((ids, there), (vec![2, 7], names.to_vec()));
        assert_eq!([40, 44].map(|at| dword(&list, at)), [0, 0], "size and offset of the second name");
        assert_eq!(dword(&list, 4), 24 + 24 + 12 + 16);
    }
    // One byte too few for the entries.
    toy.answer(Answer::Queues(samples::queues()));
    let list = pattern(47);
    let call = app.line_get_queue_list(line, Some(group), Some(&list));
    assert_eq!(reply(&app, call), Ok(()));
    assert_eq!([12, 16, 20].map(|at| dword(&list, at)), [0; 3]);
}

#[test]
fn mistake_11_families_of_states_have_numbers_of_their_own() {
    let Stand { app, toy, line, .. } = stand();
    // Four is READY of an address, BUSYACD of an agent and BUSYONCALL of a session.
    for call in [
        app.line_set_agent_state(line, 0, 4, 0),
        app.line_set_agent_state_ex(line, 1, 4, 0),
        app.line_set_agent_session_state(line, 1, 4, 0),
    ] {
        assert_eq!(reply(&app, call), Ok(()));
    }
    let names: Vec<String> = toy.asked().iter().map(ToString::to_string).collect();
    assert_eq!(
        names,
        [
            "lineSetAgentState(address 0, ready, 0)",
            "lineSetAgentStateEx(agent 1, busy_acd, 0)",
            "lineSetAgentSessionState(session 1, busy_on_call, 0)",
        ]
    );
}

#[test]
fn mistake_12_types_of_requests_are_no_bits() {
    let device = Arc::new(Device::new(vec![AddressId(0), AddressId(3)]));
    let app = app_on(&device);
    let handle = crate::stand::initialize(&app);
    let mut line = 0;
    let mut open = |types: &[u8]| {
        let how = OpenLine { privileges: 0x4000_0000, proxy_requests: Some(types), ..OpenLine::default() };
        app.line_open(handle, 0, Some(&mut line), how)
    };
    // Bits for 9 to 0x14 are no type, and neither is zero.
    for none in [0x1F_FE00_u32, 0x15, 0x20, 0] {
        assert_eq!(open(&none.to_le_bytes()), LineError::OPERATIONUNAVAIL.long(), "{none:#X}");
    }
    // 3 is lineSetAgentActivity, not 1 and 2 together.
    assert_eq!(open(&3_u32.to_le_bytes()), 0);
    let mut list = tapi_abi::room(100);
    assert_eq!(app.line_get_proxy_status(handle, 0, 0x0002_0002, Some(&mut list)), 0);
    assert_eq!(list[12..28], [1, 0, 0, 0, 4, 0, 0, 0, 24, 0, 0, 0, 3, 0, 0, 0]);
}

#[test]
fn mistake_13_a_proxy_does_not_hear_its_own_messages() {
    let device = Arc::new(Device::new(vec![AddressId(0), AddressId(3)]));
    let (proxy, client) = (app_on(&device), app_on(&device));
    let types = 0x12_u32.to_le_bytes();
    let how = OpenLine { privileges: 0x4000_0000, proxy_requests: Some(&types), ..OpenLine::default() };
    let (handle, proxy_line) = open(&proxy, how);
    // The same application has the line open a second time: that handle is another.
    let mut second = 0;
    assert_eq!(proxy.line_open(handle, 0, Some(&mut second), OpenLine::default()), 0);
    let (_, client_line) = open(&client, OpenLine::default());
    assert_eq!(proxy.line_proxy_message(proxy_line, 0, 28, 2, 1, 0), 0);
    assert_eq!((message(&client).line, message(&proxy).line), (client_line, second));
    assert_eq!((client.try_next(), proxy.try_next()), (None, None));
}

#[test]
fn mistake_15_handles_are_the_proxys() {
    let Stand { app, toy, line, .. } = stand();
    let handle = Memory::of_handle();
    for number in [70_000, 3, 1] {
        toy.answer(Answer::Agent(AgentId::at(number)));
        let call = app.line_create_agent(line, Some("anna"), None, Some(&handle));
        assert_eq!(reply(&app, call), Ok(()));
        assert_eq!(handle.dword(), u32::try_from(number + 1).expect("small"));
    }
    toy.answer(Answer::Session(SessionId::at(41)));
    let group = tapi_line::group_guid(tapi_types::GroupId::at(0));
    let call = app.line_create_agent_session(line, 4, None, 0, Some(group), Some(&handle));
    assert_eq!((reply(&app, call), handle.dword()), (Ok(()), 42));
    // One that this application never made is handed on as it is.
    let call = app.line_set_agent_state_ex(line, 0x8000_0001, 2, 0);
    assert_eq!(reply(&app, call), Ok(()));
    let asked = toy.asked().pop();
    assert!(matches!(asked, Some(Ask::SetAgentStateEx { agent, .. }) if agent.get() == 0x8000_0001), "{asked:?}");
}

#[test]
fn mistake_16_a_message_about_groups_names_none() {
    let device = Arc::new(Device::new(vec![AddressId(0), AddressId(3)]));
    let (proxy, client) = (app_on(&device), app_on(&device));
    let types = 0x13_u32.to_le_bytes();
    let how = OpenLine { privileges: 0x4000_0000, proxy_requests: Some(&types), ..OpenLine::default() };
    let (_, proxy_line) = open(&proxy, how);
    open(&client, OpenLine::default());
    assert_eq!(proxy.line_proxy_message(proxy_line, 0, 30, 5, 1, 0), LineError::INVALPARAM.long());
    assert_eq!(proxy.line_proxy_message(proxy_line, 0, 30, 0, 1, 0), 0);
    assert_eq!(message(&client).parameters, [0, 1, 0]);
}

#[tokio::test]
async fn mistake_19_nothing_times_out() {
    let Stand { app, toy, line, .. } = stand();
    toy.hold();
    let call = app.line_set_agent_state_ex(line, 1, 2, 0);
    assert_eq!((app.try_next(), toy.had_a_limit()), (None, false), "its ticket has no limit, and no timer runs");
    toy.release();
    assert_eq!(reply(&app, call), Ok(()));
    assert_eq!(toy.forgotten.load(std::sync::atomic::Ordering::SeqCst), 0);
}

#[test]
fn mistake_20_the_proxy_sees_who_asks() {
    let device = Arc::new(Device::new(vec![AddressId(0), AddressId(3)]));
    let proxy = app_on(&device);
    let types = 0x12_u32.to_le_bytes();
    let how = OpenLine { privileges: 0x4000_0000, proxy_requests: Some(&types), ..OpenLine::default() };
    open(&proxy, how);
    for (machine, user) in [("DESK-7", "anna"), ("DESK-8", "Zoë")] {
        let client = Client { machine: machine.to_owned(), user: user.to_owned(), ..Client::default() };
        let app = LineApp::new([device.clone() as Arc<_>], Settings { client, ..Settings::default() });
        let (_, line) = open(&app, OpenLine::default());
        assert!(app.line_get_queue_info(line, 1, Some(&Memory::of_size(52))) > 0);
        let request = message(&proxy);
        assert_eq!(request.number, MessageNumber::ProxyRequest.number());
        let bytes = proxy.proxy_buffer(request.parameters[0]).expect("a buffer").to_bytes();
        let seen = tapi_abi::LineProxyRequest::read(&bytes).expect("a request").client;
        let text = |text: Option<tapi_abi::TextView<'_>>| text.map(tapi_abi::TextView::decode_lossy);
        assert_eq!((text(seen.machine_name()), text(seen.user_name())), (Some(machine.into()), Some(user.into())));
    }
}

#[test]
fn an_empty_list_is_success() {
    let Stand { app, toy, line, .. } = stand();
    toy.answer(Answer::Groups(vec![]));
    let list = pattern(24);
    let call = app.line_get_group_list(line, Some(&list));
    assert_eq!(reply(&app, call), Ok(()));
    assert_eq!(list.read::<LineAgentGroupList>(), Ok(LineAgentGroupList { entries: vec![] }));
    assert_eq!(LineAgentGroupList::LEAST, 24);
}
