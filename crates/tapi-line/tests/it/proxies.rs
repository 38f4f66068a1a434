//! The proxy's side: lines that serve requests, LINEPROXYREQUEST there and back, messages of a proxy.

use std::sync::Arc;

use tapi_abi::{
    LineAgentCaps, LineProxyRequest, LineProxyRequestList, LineQueueInfo, ProxyArmView, Structure, TextView, room,
};
use tapi_line::{Arrival, LineApp, Memory, OpenLine, Settings};
use tapi_types::line::{ApiVersion, MessageNumber};
use tapi_types::{AddressId, Bits, LineError};
use tsp_provider::Device;

use crate::samples;
use crate::stand::{V2_2, app_on, message, open, reply};

/// The array for lineOpen.
fn dwords(types: &[u32]) -> Vec<u8> {
    types.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A client and a proxy on one device, each with an open line.
struct Floor {
    device: Arc<Device>,
    client: LineApp,
    client_line: u32,
    proxy: LineApp,
    proxy_line: u32,
}

const PROXY: u32 = 0x4000_0000;

fn floor() -> Floor {
    let device = Arc::new(Device::new(vec![AddressId(0), AddressId(3)]));
    let (proxy, client) = (app_on(&device), app_on(&device));
    // Caps, CreateAgent and GetQueueInfo.
    let types = dwords(&[0x04, 0x09, 0x12]);
    let how = OpenLine { privileges: PROXY, proxy_requests: Some(&types), instance: 7, ..OpenLine::default() };
    let (_, proxy_line) = open(&proxy, how);
    let (_, client_line) = open(&client, OpenLine::default());
    Floor { device, client, client_line, proxy, proxy_line }
}

/// The buffer that the next message of a proxy points to.
fn asked(app: &LineApp, line: u32) -> Memory {
    let message = message(app);
    assert_eq!((message.number, message.line, message.instance), (MessageNumber::ProxyRequest.number(), line, 7));
    let [pointer, second, third] = message.parameters;
    assert_eq!([second, third], [0; 2]);
    app.proxy_buffer(pointer).expect("a LINEPROXYREQUEST")
}

fn fill<S: Structure>(memory: &Memory, answer: &S) {
    let mut bytes = memory.to_bytes();
    answer.write(LineProxyRequest::answer_room(&mut bytes).expect("a request")).expect("there is room");
    memory.put(&bytes);
}

#[test]
fn a_request_goes_to_the_proxy_in_bytes_and_its_answer_comes_back() {
    let Floor { client, client_line, proxy, proxy_line, .. } = floor();
    let info = Memory::of_size(52);
    let call = client.line_get_queue_info(client_line, 2, Some(&info));
    assert_eq!(client.try_next(), None);

    let buffer = asked(&proxy, proxy_line);
    let bytes = buffer.to_bytes();
    let request = LineProxyRequest::read(&bytes).expect("a request");
    let text = |text: Option<TextView<'_>>| text.map(TextView::decode_lossy);
    assert_eq!(text(request.client.machine_name()).as_deref(), Some("localhost"));
    assert_eq!(text(request.client.user_name()).as_deref(), Some("user"));
    assert_eq!(request.client.app_api_version(), ApiVersion::V2_2);
    let ProxyArmView::GetQueueInfo(arm) = request.arm else { panic!("another request") };
    assert_eq!((arm.queue_id(), arm.queue_info().bytes()), (2, &room(52)[..]));

    fill(&buffer, &LineQueueInfo::from(&samples::queue_info()));
    assert_eq!(proxy.line_proxy_response(proxy_line, Some(&buffer), 0), 0);
    assert_eq!(reply(&client, call), Ok(()));
    assert_eq!(info.read::<LineQueueInfo>(), Ok((&samples::queue_info()).into()));
}

#[test]
fn applications_hear_which_types_are_served() {
    let device = Arc::new(Device::new(vec![AddressId(0)]));
    let (proxy, client) = (app_on(&device), app_on(&device));
    let (_, line) = open(&client, OpenLine::default());
    let for_acd: Vec<u32> = [0x04].into_iter().chain(0x09..=0x14).collect();
    let types = dwords(&for_acd);
    let how = OpenLine { privileges: PROXY, proxy_requests: Some(&types), ..OpenLine::default() };
    let (_, proxy_line) = open(&proxy, how);
    let heard = || -> Vec<[u32; 3]> {
        let messages = std::iter::from_fn(|| client.try_next()).map(|arrival| match arrival {
            Arrival::Message(message) => message,
            Arrival::Missed { .. } => panic!("nothing was missed"),
        });
        let parameters = messages.map(|message| {
            assert_eq!((message.line, message.number), (line, MessageNumber::ProxyStatus.number()));
            message.parameters
        });
        parameters.collect()
    };
    let each = |status| for_acd.iter().map(move |&request| [status, request, 0]);
    assert_eq!(heard(), each(1).chain([[4, 0, 0]]).collect::<Vec<_>>());
    assert_eq!(proxy.line_close(proxy_line), 0);
    assert_eq!(heard(), each(2).collect::<Vec<_>>());
}

#[test]
fn the_reply_comes_before_the_news_of_what_was_made() {
    let Floor { client, client_line, proxy, proxy_line, .. } = floor();
    let call = client.line_create_agent(client_line, Some("anna"), None, Some(&Memory::of_handle()));
    let buffer = asked(&proxy, proxy_line);
    // NEWAGENT goes out before the answer.
    assert_eq!(proxy.line_proxy_message(proxy_line, 0, 29, 77, 1, 0), 0);
    assert_eq!(client.try_next(), None);
    let mut bytes = buffer.to_bytes();
    LineProxyRequest::answer_room(&mut bytes).expect("a request").copy_from_slice(&[77, 0, 0, 0]);
    buffer.put(&bytes);
    assert_eq!(proxy.line_proxy_response(proxy_line, Some(&buffer), 0), 0);
    assert_eq!(reply(&client, call), Ok(()));
    assert_eq!((message(&client).parameters, client.try_next()), ([77, 1, 0], None));
}

#[test]
fn an_error_of_the_proxy_is_the_result_of_the_reply() {
    let Floor { client, client_line, proxy, proxy_line, .. } = floor();
    let (handle, pattern) = (Memory::from(vec![0xA5; 4]), vec![0xA5; 4]);
    let call = client.line_create_agent(client_line, Some("anna"), None, Some(&handle));
    let buffer = asked(&proxy, proxy_line);
    // Errors that are none, or that lineCreateAgent does not list, are no answer.
    for wrong in [1, 0x7FFF_FFFF, 0x8000_0004, LineError::INVALAGENTACTIVITY.code()] {
        let returned = proxy.line_proxy_response(proxy_line, Some(&buffer), wrong);
        assert_eq!(returned, LineError::INVALPARAM.long());
    }
    assert_eq!(proxy.line_proxy_response(proxy_line, Some(&buffer), LineError::OPERATIONFAILED.code()), 0);
    assert_eq!(reply(&client, call), Err(LineError::OPERATIONFAILED));
    assert_eq!(handle.to_bytes(), pattern);
}

#[test]
fn a_buffer_is_given_back_once_and_by_whom_it_was_given_to() {
    let Floor { client, client_line, proxy, proxy_line, device } = floor();
    let call = client.line_create_agent(client_line, None, None, Some(&Memory::of_handle()));
    let buffer = asked(&proxy, proxy_line);
    let refused = |app: &LineApp, line, buffer: Option<&Memory>| {
        LineError::from_code(app.line_proxy_response(line, buffer, LineError::NOMEM.code()).cast_unsigned())
    };
    assert_eq!(refused(&proxy, proxy_line + 9, Some(&buffer)), Some(LineError::INVALLINEHANDLE));
    assert_eq!(refused(&client, client_line, Some(&buffer)), Some(LineError::NOTREGISTERED));
    assert_eq!(refused(&proxy, proxy_line, None), Some(LineError::INVALPOINTER));
    // The same bytes are not the same buffer.
    assert_eq!(refused(&proxy, proxy_line, Some(&buffer.to_bytes().into())), Some(LineError::INVALPOINTER));
    assert_eq!(refused(&proxy, proxy_line, Some(&buffer)), None);
    assert_eq!(reply(&client, call), Err(LineError::NOMEM));
    assert_eq!(refused(&proxy, proxy_line, Some(&buffer)), Some(LineError::INVALPOINTER));
    drop(device);
}

#[test]
fn a_buffer_that_holds_no_answer_stays_with_the_proxy() {
    let Floor { client, client_line, proxy, proxy_line, .. } = floor();
    let handle = Memory::of_handle();
    let call = client.line_create_agent(client_line, None, None, Some(&handle));
    let buffer = asked(&proxy, proxy_line);
    // The proxy has forgotten to write a handle.
    assert_eq!(proxy.line_proxy_response(proxy_line, Some(&buffer), 0), LineError::INVALPARAM.long());
    let mut bytes = buffer.to_bytes();
    LineProxyRequest::answer_room(&mut bytes).expect("a request").copy_from_slice(&[9, 1, 0, 0]);
    buffer.put(&bytes);
    assert_eq!(proxy.line_proxy_response(proxy_line, Some(&buffer), 0), 0);
    assert_eq!(reply(&client, call), Ok(()));
    assert_eq!(handle.dword(), 0x109);
}

#[test]
fn a_proxy_that_has_more_to_say_than_there_is_room_for_is_out_of_resources() {
    let device = Arc::new(Device::new(vec![AddressId(0), AddressId(3)]));
    let proxy = LineApp::new([device.clone() as Arc<_>], Settings { proxy_share: 100, ..Settings::default() });
    let client = app_on(&device);
    let types = dwords(&[0x04]);
    let how = OpenLine { privileges: PROXY, proxy_requests: Some(&types), instance: 7, ..OpenLine::default() };
    let (_, proxy_line) = open(&proxy, how);
    let (handle, _) = open(&client, OpenLine::default());
    let call = client.line_get_agent_caps(handle, 0, 3, 0x0003_0000, Some(&Memory::of_size(500)));
    let buffer = asked(&proxy, proxy_line);
    let bytes = buffer.to_bytes();
    let ProxyArmView::GetAgentCaps(arm) = LineProxyRequest::read(&bytes).expect("a request").arm else { panic!() };
    assert_eq!((arm.address_id(), arm.agent_caps().bytes().len()), (3, 100));
    // The version is the one that the client asked with.
    assert_eq!(bytes[20..24], [0, 0, 3, 0]);
    let caps = LineAgentCaps {
        agent_handler_info: Some("a name that does not fit".into()),
        caps_version: ApiVersion::V2_2,
        features: Bits::NONE,
        states: Bits::NONE,
        next_states: Bits::NONE,
        max_num_group_entries: 0,
        agent_status_messages: Bits::NONE,
        agent_extension_ids: vec![],
        proxy_guid: None,
    };
    fill(&buffer, &caps);
    assert_eq!(proxy.line_proxy_response(proxy_line, Some(&buffer), 0), 0);
    assert_eq!(reply(&client, call), Err(LineError::RESOURCEUNAVAIL));
}

#[test]
fn types_are_served_once_and_nothing_else_is() {
    let Floor { device, client, client_line, proxy, proxy_line } = floor();
    let info = Memory::of_size(56);
    let unserved = client.line_get_agent_info(client_line, 1, Some(&info));
    assert_eq!(unserved, LineError::OPERATIONUNAVAIL.long());
    let second = app_on(&device);
    let handle = crate::stand::initialize(&second);
    let types = dwords(&[0x12]);
    let how = OpenLine { privileges: PROXY, proxy_requests: Some(&types), ..OpenLine::default() };
    assert_eq!(second.line_open(handle, 0, Some(&mut 0), how), LineError::NOTREGISTERED.long());
    let mut list = room(100);
    assert_eq!(second.line_get_proxy_status(handle, 0, V2_2, Some(&mut list)), 0);
    let served = LineProxyRequestList::read(&list).map(LineProxyRequestList::from).expect("a list").entries;
    assert_eq!(served.iter().map(|it| it.number()).collect::<Vec<_>>(), [0x04, 0x09, 0x12]);

    // The proxy goes: who waits for it hears so.
    let call = client.line_create_agent(client_line, None, None, Some(&Memory::of_handle()));
    let buffer = asked(&proxy, proxy_line);
    assert_eq!(proxy.line_close(proxy_line), 0);
    assert_eq!(message(&proxy).number, MessageNumber::Close.number());
    assert_eq!(reply(&client, call), Err(LineError::OPERATIONFAILED));
    let late = proxy.line_proxy_response(proxy_line, Some(&buffer), 0);
    assert_eq!(late, LineError::INVALLINEHANDLE.long());
}

#[test]
fn a_proxy_may_send_its_six_messages_and_no_others() {
    let Floor { client, client_line, proxy, proxy_line, .. } = floor();
    let send = |call, number, [first, second, third]: [u32; 3]| {
        proxy.line_proxy_message(proxy_line, call, number, first, second, third)
    };
    for (number, parameters) in
        [(21, [1, 2, 3]), (22, [3, 2, 4]), (27, [5, 2, 2]), (28, [3, 1, 0]), (29, [9, 2, 2]), (30, [0, 1, 0])]
    {
        assert_eq!(send(0, number, parameters), 0);
        let came = message(&client);
        assert_eq!((came.line, came.number, came.parameters), (client_line, number, parameters));
        assert_eq!(proxy.try_next(), None, "the sender does not hear itself");
    }
    for (number, parameters) in [
        // LINE_REPLY, LINE_CLOSE, LINE_PROXYREQUEST, LINE_PROXYSTATUS, LINE_CALLSTATE, and what is no message.
        (12, [1, 0, 0]),
        (3, [0; 3]),
        (24, [1, 0, 0]),
        (31, [1, 4, 0]),
        (2, [0; 3]),
        (999, [0; 3]),
        // Parameters that cannot be: no session, a state without a name.
        (27, [0, 2, 2]),
        (29, [9, 2, 3]),
    ] {
        assert_eq!(send(0, number, parameters), LineError::INVALPARAM.long(), "{number} {parameters:?}");
    }
    assert_eq!(send(1, 30, [0, 1, 0]), LineError::INVALCALLHANDLE.long());
    assert_eq!(client.line_proxy_message(client_line, 0, 30, 0, 1, 0), LineError::NOTREGISTERED.long());
    assert_eq!(client.try_next(), None);
}
