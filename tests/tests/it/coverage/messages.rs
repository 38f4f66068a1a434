//! The ten messages, from where they come about to the numbers that a program of TAPI 2.2 reads. The numbers are written out
//! here once more.

use tapi_types::line::{
    self, AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, ProxyRequestType, QueueStatus,
};
use tapi_types::{AddressId, AgentId, AgentState, LineError, Message, QueueId, SessionId, SessionState};
use tsp_provider::{Client, Provider};

use super::stand::{acd, device, program};

/// What a proxy sends reaches every other program, with these numbers.
#[track_caller]
fn arrives(message: Message, number: u32, parameters: [u32; 3]) {
    let device = device();
    let acd = acd(&device, |_, _| None);
    let programs = ["anna", "ben"].map(|_| program(&device, Client::default(), &[]));
    assert_eq!(acd.line_proxy_message(message), Ok(()));
    for program in programs {
        assert_eq!(program.messages(), [(number, parameters)]);
    }
}

#[test]
fn line_agent_specific() {
    arrives(Message::AgentSpecific { extension: 2, params: [7, 0xFFFF_FFFF] }, 21, [2, 7, 0xFFFF_FFFF]);
}

#[test]
fn line_agent_status() {
    let what = AgentStatus::State | AgentStatus::NextState;
    let state = Some(line::AgentState::WorkingAfterCall);
    arrives(Message::AgentStatus { address: AddressId(3), what, state }, 22, [3, 0x6, 0x80]);
}

#[test]
fn line_agent_session_status() {
    let what = AgentSessionStatus::State | AgentSessionStatus::UpdateInfo;
    let state = Some(SessionState::BusyWrapUp);
    arrives(Message::AgentSessionStatus { session: SessionId::at(20), what, state }, 27, [21, 0x6, 0x8]);
}

#[test]
fn line_queue_status() {
    arrives(Message::QueueStatus { queue: QueueId::at(4), what: QueueStatus::QueueRemoved.into() }, 28, [5, 0x4, 0]);
}

#[test]
fn line_agent_status_ex() {
    let state = Some(AgentState::BusyIncoming);
    arrives(
        Message::AgentStatusEx { agent: AgentId::at(8), what: AgentStatusEx::State.into(), state },
        29,
        [9, 0x2, 0x8],
    );
}

#[test]
fn line_group_status() {
    arrives(Message::GroupStatus { what: GroupStatus::NewGroup.into() }, 30, [0, 0x1, 0]);
}

#[test]
fn line_proxy_status() {
    let device = device();
    let program_there = program(&device, Client::default(), &[]);
    let proxy =
        program(&device, Client::default(), &[ProxyRequestType::GetQueueInfo, ProxyRequestType::SetAgentStateEx]);
    let mut opened = program_there.messages();
    opened.sort_unstable();
    assert_eq!(opened, [(31, [1, 0x12, 0]), (31, [1, 0x14, 0])]);
    assert_eq!(proxy.app.line_close(proxy.line), 0);
    let mut closed = program_there.messages();
    closed.sort_unstable();
    assert_eq!(closed, [(31, [2, 0x12, 0]), (31, [2, 0x14, 0])]);
    acd(&device, |_, _| None);
    assert!(program_there.messages().contains(&(31, [4, 0, 0])), "everything that TAPI 3 needs is there");
}

#[test]
fn line_proxy_request() {
    let device = device();
    let proxy = program(&device, Client::default(), &[ProxyRequestType::SetAgentActivity]);
    let client = program(&device, Client::default(), &[]);
    proxy.messages();
    assert!(client.app.line_set_agent_activity(client.line, 3, 12) > 0);
    assert_eq!(client.messages(), [], "the proxy has not answered");
    let (number, [pointer, second, third]) = proxy.message();
    assert_eq!((number, second, third), (24, 0, 0));
    let request = proxy.app.proxy_buffer(pointer).expect("a LINEPROXYREQUEST").to_bytes();
    assert_eq!(request[24..36], [3, 0, 0, 0, 3, 0, 0, 0, 12, 0, 0, 0]);
}

#[test]
fn line_reply() {
    let device = device();
    let proxy = program(&device, Client::default(), &[ProxyRequestType::SetAgentActivity]);
    let client = program(&device, Client::default(), &[]);
    proxy.messages();
    for (result, error) in [(0, 0), (LineError::INVALAGENTACTIVITY.code(), 0x8000_005B)] {
        let id = client.app.line_set_agent_activity(client.line, 0, 1);
        let (_, [pointer, _, _]) = proxy.message();
        let buffer = proxy.app.proxy_buffer(pointer);
        assert_eq!(proxy.app.line_proxy_response(proxy.line, buffer.as_ref(), result), 0);
        assert_eq!(client.messages(), [(12, [id.cast_unsigned(), error, 0])]);
    }
}

#[test]
fn line_close() {
    let device = device();
    let client = program(&device, Client::default(), &[]);
    device.close_all();
    assert_eq!(client.messages(), [(3, [0; 3])]);
    let returned = client.app.line_set_agent_activity(client.line, 0, 1);
    assert_eq!(returned, LineError::INVALLINEHANDLE.long());
}
