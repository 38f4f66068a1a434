//! What lines are told.

use tapi_types::line::{AgentSessionStatus, AgentStatusEx, ApiVersion, GroupStatus, ProxyRequestType, ProxyStatus};
use tapi_types::{AddressId, AgentState, Bits, LineError, Message, RequestId, SessionId, SessionState};
use tsp_provider::messages::Received;
use tsp_provider::{Answer, Client, Device, Login, MessageFilter, OpenOptions, Provider, Ticket};

use super::{AGENT, SESSION, application, asked, created, creating, device, heard, listen, poll, proxy};

use ProxyRequestType::{CreateAgent, CreateAgentSession, GetAgentCaps, GetGroupList};

const NEW_GROUP: Message = Message::GroupStatus { what: Bits::from_bits(GroupStatus::NewGroup as u32) };

fn new_session(session: SessionId) -> Message {
    Message::AgentSessionStatus { session, what: AgentSessionStatus::NewSession.into(), state: None }
}

fn ready(session: SessionId) -> Message {
    let state = Some(SessionState::Ready);
    Message::AgentSessionStatus { session, what: AgentSessionStatus::State.into(), state }
}

#[test]
fn a_proxy_tells_every_line_but_its_own() {
    let device = device();
    let [first, second] = [(); 2].map(|()| application(&device));
    let acd = proxy(&device, &[GetGroupList]);
    let other = proxy(&device, &[CreateAgent]);
    let mut told = [&first, &second, &acd, &other].map(listen);
    let mut twice = listen(&first);
    assert_eq!(acd.line_proxy_message(NEW_GROUP), Ok(()));
    assert_eq!(other.line_proxy_message(ready(SESSION)), Ok(()));
    let both = vec![NEW_GROUP, ready(SESSION)];
    let each = [both.clone(), both.clone(), vec![ready(SESSION)], vec![NEW_GROUP]];
    assert_eq!(told.each_mut().map(heard), each);
    assert_eq!(heard(&mut twice), both, "every listener of a line");
}

#[test]
fn only_what_is_a_proxys_to_send_is_sent() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[GetGroupList]));
    let mut told = listen(&line);
    assert_eq!(line.line_proxy_message(NEW_GROUP), Err(LineError::NOTREGISTERED));
    let request = RequestId::at(0);
    for message in [
        Message::Close,
        Message::Reply { request, result: Ok(()) },
        Message::ProxyRequest { request },
        Message::ProxyStatus { status: ProxyStatus::AllOpenForAcd, request: None },
    ] {
        assert_eq!(acd.line_proxy_message(message), Err(LineError::INVALPARAM));
    }
    assert_eq!(heard(&mut told), []);
}

#[test]
fn a_line_is_told_what_its_version_knows() {
    let device = device();
    let client = Client { version: ApiVersion::V2_0, ..Client::default() };
    let older = device.open(OpenOptions { client, ..OpenOptions::default() }).unwrap();
    let mut told = [MessageFilter::ALL, MessageFilter::ALL.for_version(ApiVersion::V2_2), MessageFilter::LEAST]
        .map(|filter| older.messages(filter, 10));
    let acd = proxy(&device, &[GetGroupList]);
    let legacy = Message::AgentStatus { address: AddressId(0), what: Bits::NONE, state: None };
    for message in [NEW_GROUP, legacy, ready(SESSION)] {
        assert_eq!(acd.line_proxy_message(message), Ok(()));
    }
    older.close();
    let each = [vec![legacy, Message::Close], vec![legacy, Message::Close], vec![Message::Close]];
    assert_eq!(told.each_mut().map(heard), each);
}

#[test]
fn a_slow_reader_gets_the_latest_and_hears_of_the_rest() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[GetGroupList]));
    let mut told = line.messages(MessageFilter::ALL, 2);
    let all: Vec<Message> = (0..5).map(|session| ready(SessionId::at(session))).collect();
    for message in &all {
        assert_eq!(acd.line_proxy_message(*message), Ok(()));
    }
    let read: Vec<Received> = std::iter::from_fn(|| told.try_next()).collect();
    assert_eq!(read, [Received::Missed(3), Received::Message(all[3]), Received::Message(all[4])]);
}

#[test]
fn proxies_that_come_are_announced_and_the_complete_set_too() {
    let device = device();
    let line = application(&device);
    let mut told = listen(&line);
    let open = |request| Message::ProxyStatus { status: ProxyStatus::Open, request: Some(request) };
    let complete = Message::ProxyStatus { status: ProxyStatus::AllOpenForAcd, request: None };
    let rest: Vec<ProxyRequestType> =
        Device::FOR_ACD.iter().copied().filter(|request| *request != GetAgentCaps).collect();
    let _most = proxy(&device, &rest);
    assert_eq!(heard(&mut told), rest.iter().copied().map(open).collect::<Vec<_>>());
    let last = proxy(&device, &[GetAgentCaps]);
    assert_eq!(heard(&mut told), [open(GetAgentCaps), complete]);
    let _legacy = proxy(&device, &[ProxyRequestType::SetAgentGroup]);
    assert_eq!(heard(&mut told), [open(ProxyRequestType::SetAgentGroup)], "it was complete before");
    drop(last);
    let close = Message::ProxyStatus { status: ProxyStatus::Close, request: Some(GetAgentCaps) };
    assert_eq!(heard(&mut told), [close]);
    let _again = proxy(&device, &[GetAgentCaps]);
    assert_eq!(heard(&mut told), [open(GetAgentCaps), complete]);
}

#[test]
fn whoever_made_a_session_gets_the_reply_first() {
    let device = device();
    let (line, other) = (application(&device), application(&device));
    let acd = proxy(&device, &[CreateAgentSession]);
    let (mut told, mut others) = (listen(&line), listen(&other));
    let ticket = Ticket::unlimited();
    let mut call = creating(&line, &ticket);
    for message in [new_session(SESSION), NEW_GROUP, ready(SESSION)] {
        assert_eq!(acd.line_proxy_message(message), Ok(()));
    }
    assert_eq!(heard(&mut others), [new_session(SESSION), NEW_GROUP, ready(SESSION)]);
    assert_eq!(heard(&mut told), [NEW_GROUP], "what is about something else does not wait");
    created(&acd, asked(&acd));
    assert_eq!(heard(&mut told), [], "the client has not taken its reply");
    assert_eq!(poll(&mut call), Some(Ok(SESSION)));
    assert_eq!(heard(&mut told), [new_session(SESSION), ready(SESSION)]);
    assert_eq!(acd.line_proxy_message(ready(SESSION)), Ok(()));
    assert_eq!(heard(&mut told), [ready(SESSION)]);
}

#[test]
fn a_message_after_the_answer_waits_until_the_reply_is_taken() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgent]));
    let mut told = listen(&line);
    let ticket = Ticket::unlimited();
    let mut call = line.line_create_agent(&ticket, Login::default());
    assert_eq!(poll(&mut call), None);
    assert_eq!(acd.line_proxy_response(asked(&acd), Ok(Answer::Agent(AGENT))), Ok(()));
    let state = Some(AgentState::Ready);
    let new = Message::AgentStatusEx { agent: AGENT, what: AgentStatusEx::NewAgent.into(), state };
    assert_eq!(acd.line_proxy_message(new), Ok(()));
    assert_eq!(heard(&mut told), []);
    assert_eq!(poll(&mut call), Some(Ok(AGENT)));
    assert_eq!(heard(&mut told), [new]);
}

#[test]
fn what_somebody_else_made_does_not_wait_for_long() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let mut told = listen(&line);
    let foreign = SessionId::at(41);
    let tickets = [(); 3].map(|()| Ticket::unlimited());

    // It could be that of the request, until that is answered with another.
    let mut call = creating(&line, &tickets[0]);
    assert_eq!(acd.line_proxy_message(new_session(foreign)), Ok(()));
    assert_eq!(heard(&mut told), []);
    created(&acd, asked(&acd));
    assert_eq!(heard(&mut told), [new_session(foreign)]);
    assert_eq!(poll(&mut call), Some(Ok(SESSION)));

    // A request that fails or is dropped has made nothing.
    let mut failing = creating(&line, &tickets[1]);
    assert_eq!(acd.line_proxy_message(new_session(SessionId::at(42))), Ok(()));
    assert_eq!(acd.line_proxy_response(asked(&acd), Err(LineError::INVALPARAM)), Ok(()));
    assert_eq!(heard(&mut told), [new_session(SessionId::at(42))]);
    assert_eq!(poll(&mut failing), Some(Err(LineError::INVALPARAM)));

    let dropped = creating(&line, &tickets[2]);
    assert_eq!(acd.line_proxy_message(new_session(SessionId::at(43))), Ok(()));
    assert_eq!(heard(&mut told), []);
    drop(dropped);
    assert_eq!(heard(&mut told), [new_session(SessionId::at(43))]);
}

#[test]
fn of_two_requests_the_one_that_made_it_is_waited_for() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let mut told = listen(&line);
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let mut first = creating(&line, &tickets[0]);
    let second = creating(&line, &tickets[1]);
    assert_eq!(acd.line_proxy_message(new_session(SESSION)), Ok(()));
    created(&acd, tickets[0].request().expect("it is under way"));
    assert_eq!(heard(&mut told), []);
    assert_eq!(poll(&mut first), Some(Ok(SESSION)));
    assert_eq!(heard(&mut told), [new_session(SESSION)], "the second made something else, or nothing");
    drop(second);
}

#[test]
fn what_another_proxy_tells_does_not_wait() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let other = proxy(&device, &[GetGroupList]);
    let mut told = listen(&line);
    let ticket = Ticket::unlimited();
    let _call = creating(&line, &ticket);
    assert_eq!(other.line_proxy_message(new_session(SESSION)), Ok(()));
    assert_eq!(heard(&mut told), [new_session(SESSION)]);
    assert_eq!(acd.proxy_requests().len(), 1);
}

#[test]
fn what_is_held_back_has_its_bounds_and_its_loss_is_reported() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let mut told = line.messages(MessageFilter::ALL, 2);
    let ticket = Ticket::unlimited();
    let mut call = creating(&line, &ticket);
    for message in [new_session(SESSION), ready(SESSION), ready(SESSION)] {
        assert_eq!(acd.line_proxy_message(message), Ok(()));
    }
    created(&acd, asked(&acd));
    assert_eq!(poll(&mut call), Some(Ok(SESSION)));
    let read: Vec<Received> = std::iter::from_fn(|| told.try_next()).collect();
    assert_eq!(read, [Received::Missed(1), Received::Message(ready(SESSION)), Received::Message(ready(SESSION))]);
}
