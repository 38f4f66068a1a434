//! Readings that a policy names, each in its test of that name: all of those that can be chosen, and the default first.

use std::sync::Arc;

use acd_core::{
    Accepted, AgentConfig, BadSessionState, CallRateFactor, CallTimes, Command, Config, Engine, GroupEvents,
    Membership, NewAgent, NewSession, OnNoAnswer, Output, Policies, QueueConfig, Reply, Request, RequestEnd, Strategy,
    WhenUnstaffed, WrongPin,
};
use tapi_abi::{LineAgentCaps, Structure};
use tapi_client::{CallCenter, TapiError};
use tapi_types::line::{self, AgentStatusEx, ApiVersion, GroupStatus};
use tapi_types::{
    AddressId, AgentId, AgentState, Bits, Currency, Function, GroupId, LineError, Message, QueueId, SessionId,
    SessionState, Span, Time,
};
use tsp_provider::OpenOptions;

use super::stand::{acd, device};

const ADDRESS: AddressId = AddressId(0);

fn anna() -> AgentId {
    AgentId::at(0)
}

fn sales() -> GroupId {
    GroupId::at(0)
}

/// One group with one queue, and anna, whose PIN is 4711.
fn config(policies: Policies) -> Config {
    let groups = vec![Membership { group: sales(), level: 1 }];
    let anna = AgentConfig { groups, address: ADDRESS, pin: Some("4711".to_owned()), ..AgentConfig::new("anna") };
    let queue = QueueConfig {
        name: "sales_q".to_owned(),
        group: sales(),
        strategy: Strategy::LongestIdle,
        threshold: Span::from_secs(20),
        short_abandon: Span::ZERO,
        max_waiting: None,
        max_wait: None,
        overflow_to: None,
        ring_timeout: None,
        on_no_answer: OnNoAnswer::NotReady,
        when_unstaffed: WhenUnstaffed::Wait,
        picks: Vec::new(),
    };
    Config { groups: vec!["sales".to_owned()], queues: vec![queue], agents: vec![anna], policies, ..Config::empty() }
}

fn engine(policies: Policies) -> Engine {
    Engine::new(config(policies))
}

/// Asks, and hands back what was replied at once.
fn ask(engine: &mut Engine, request: Request) -> Result<Reply, LineError> {
    let asked = engine.submit(request, None);
    engine.advance_through(engine.now()).expect("laws hold");
    let mut ends = engine.take_outputs().into_iter().filter_map(|output| match output {
        Output::Finished { request, end: RequestEnd::Replied(outcome), .. } if request == asked => Some(outcome),
        Output::Finished { .. } | Output::Handled { .. } | Output::Message { .. } => None,
    });
    ends.next_back().expect("a reply")
}

/// A session of anna's.
fn session(engine: &mut Engine) -> SessionId {
    match ask(engine, NewSession::new(anna(), sales()).into()) {
        Ok(Reply::Session(session)) => session,
        other => panic!("{other:?} is no session"),
    }
}

fn set(engine: &mut Engine, session: SessionId, state: SessionState) -> Result<Reply, LineError> {
    ask(engine, Request::SetAgentSessionState { session, state: Some(state), next: None })
}

/// A call that talks for a minute.
fn call(engine: &mut Engine) {
    let times = CallTimes { talk: Some(Span::from_secs(60)), wrap_up: Span::from_secs(30), ..CallTimes::default() };
    engine.apply(&Command::Arrive { handle: None, queue: QueueId::at(0), priority: 0, times }).expect("a call");
}

fn advance(engine: &mut Engine, seconds: u64) {
    let to = engine.now() + Span::from_secs(seconds);
    engine.advance_through(to).expect("laws hold");
}

#[test]
fn bad_session_state() {
    for (reading, error) in [
        (BadSessionState::default(), LineError::INVALAGENTSTATE),
        (BadSessionState::InvalAgentSessionState, LineError::INVALAGENTSESSIONSTATE),
    ] {
        let mut engine = engine(Policies { bad_session_state: reading, ..Policies::default() });
        let session = session(&mut engine);
        assert_eq!(set(&mut engine, session, SessionState::BusyWrapUp), Err(error));
        assert_eq!(set(&mut engine, session, SessionState::Ready), Ok(Reply::Done));
    }
}

#[test]
fn wrong_pin() {
    for (reading, error) in
        [(WrongPin::default(), LineError::OPERATIONFAILED), (WrongPin::InvalPassword, LineError::INVALPASSWORD)]
    {
        let mut engine = engine(Policies { wrong_pin: reading, ..Policies::default() });
        let mut login = |pin: &str| {
            let (id, pin) = (Some("anna".to_owned()), Some(pin.to_owned()));
            ask(&mut engine, NewAgent { id, pin, user: "desk".to_owned() }.into())
        };
        assert_eq!(login("0815"), Err(error));
        assert_eq!(login("4711"), Ok(Reply::Agent(anna())));
        let mut session = |pin: &str| {
            ask(&mut engine, NewSession { pin: Some(pin.to_owned()), ..NewSession::new(anna(), sales()) }.into())
        };
        assert_eq!(session("0815"), Err(error));
        assert!(matches!(session("4711"), Ok(Reply::Session(_))));
    }
}

#[test]
fn call_rate_factor() {
    for (reading, rate) in [(CallRateFactor::default(), 20_000), (CallRateFactor::Ten, 200_000)] {
        let mut engine = engine(Policies { call_rate_factor: reading, ..Policies::default() });
        let session = session(&mut engine);
        assert_eq!(set(&mut engine, session, SessionState::Ready), Ok(Reply::Done));
        call(&mut engine);
        advance(&mut engine, 1800);
        let Ok(Reply::AgentInfo(info)) = ask(&mut engine, Request::GetAgentInfo(anna())) else { panic!("figures") };
        assert_eq!(info.overall_call_rate, Currency(rate), "one call in half an hour");
        let Ok(Reply::AgentSessionInfo(info)) = ask(&mut engine, Request::GetAgentSessionInfo(session)) else {
            panic!("figures")
        };
        assert_eq!(info.acd_call_rate, Currency(20_000), "that of a session has no factor");
    }
}

#[test]
fn group_events() {
    for (reading, told) in [(GroupEvents::default(), true), (GroupEvents::Mute, false)] {
        let mut engine = engine(Policies { group_events: reading, ..Policies::default() });
        engine.announce(true);
        engine.apply(&Command::RemoveGroup { group: sales() }).expect("it is there");
        let removed = Message::GroupStatus { what: GroupStatus::GroupRemoved.into() };
        assert_eq!(messages(&mut engine).contains(&removed), told);
    }
}

fn messages(engine: &mut Engine) -> Vec<Message> {
    engine.advance_through(engine.now()).expect("laws hold");
    let outputs = engine.take_outputs().into_iter();
    outputs
        .filter_map(|output| match output {
            Output::Message { message, .. } => Some(message),
            Output::Finished { .. } | Output::Handled { .. } => None,
        })
        .collect()
}

#[test]
fn agent_end() {
    let mut engine = engine(Policies::default());
    let session = session(&mut engine);
    engine.announce(true);
    assert_eq!(engine.apply(&Command::ReleaseAgent { agent: anna() }), Ok(Accepted::Done));
    let (what, state) = (Bits::from(AgentStatusEx::State), Some(AgentState::Released));
    assert!(messages(&mut engine).contains(&Message::AgentStatusEx { agent: anna(), what, state }));
    let info = ask(&mut engine, Request::GetAgentSessionInfo(session));
    assert!(matches!(info, Ok(Reply::AgentSessionInfo(info)) if info.state == SessionState::Ended), "{info:?}");
    let again = ask(&mut engine, NewSession::new(anna(), sales()).into());
    assert_eq!(again, Err(LineError::INVALPARAM));
}

#[test]
fn unknown_object() {
    let mut engine = engine(Policies::default());
    let (session, agent, queue, group) = (SessionId::at(7), AgentId::at(7), QueueId::at(7), GroupId::at(7));
    for request in [
        Request::GetAgentSessionInfo(session),
        Request::SetAgentSessionState { session, state: Some(SessionState::Ready), next: None },
        Request::GetAgentInfo(agent),
        Request::GetAgentSessionList(agent),
        Request::SetAgentMeasurementPeriod { agent, period_s: 60 },
        Request::SetAgentStateEx { agent, state: Some(AgentState::Ready), next: None },
        Request::GetQueueInfo(queue),
        Request::SetQueueMeasurementPeriod { queue, period_s: 60 },
        Request::GetQueueList(group),
        NewSession::new(agent, sales()).into(),
        NewSession::new(anna(), group).into(),
    ] {
        assert_eq!(ask(&mut engine, request.clone()), Err(LineError::INVALPARAM), "{request:?}");
    }
}

#[test]
fn legacy_view() {
    let mut engine = engine(Policies::default());
    let shown = |engine: &mut Engine| match ask(engine, Request::GetAgentStatus(ADDRESS)) {
        Ok(Reply::AgentStatus(status)) => (status.state, status.groups.len()),
        other => panic!("{other:?} is no status"),
    };
    assert_eq!(shown(&mut engine), (line::AgentState::LoggedOff, 0));
    let session = session(&mut engine);
    assert_eq!(shown(&mut engine), (line::AgentState::NotReady, 1));
    assert_eq!(set(&mut engine, session, SessionState::Ready), Ok(Reply::Done));
    assert_eq!(shown(&mut engine), (line::AgentState::Ready, 1));
    call(&mut engine);
    assert_eq!(shown(&mut engine), (line::AgentState::BusyAcd, 1));
    advance(&mut engine, 60);
    assert_eq!(shown(&mut engine), (line::AgentState::WorkingAfterCall, 1));
    // What is set by address is seen by handle.
    let off = Some(line::AgentState::LoggedOff);
    assert_eq!(ask(&mut engine, Request::SetAgentState { address: ADDRESS, state: off, next: None }), Ok(Reply::Done));
    let info = ask(&mut engine, Request::GetAgentSessionInfo(session));
    assert!(matches!(info, Ok(Reply::AgentSessionInfo(info)) if info.state == SessionState::Ended), "{info:?}");
    assert_eq!(shown(&mut engine), (line::AgentState::LoggedOff, 0));
    assert_eq!(engine.now(), Time::from_secs(60));
}

#[test]
fn extension_count() {
    let caps = |agent_extension_ids: Vec<tapi_abi::LineExtensionId>| LineAgentCaps {
        agent_handler_info: None,
        caps_version: ApiVersion::V2_2,
        features: Bits::NONE,
        states: Bits::NONE,
        next_states: Bits::NONE,
        max_num_group_entries: 0,
        agent_status_messages: Bits::NONE,
        agent_extension_ids,
        proxy_guid: None,
    };
    let count = |caps: LineAgentCaps| {
        let bytes = caps.to_bytes().expect("it is small");
        (bytes[44], bytes[48], bytes.len())
    };
    let one = tapi_abi::LineExtensionId { id0: 1, id1: 2, id2: 3, id3: 4 };
    let (none, some) = (count(caps(Vec::new())), count(caps(vec![one])));
    assert_eq!((none.0, none.1, some.0, some.1), (0, 0, 1, 16));
    assert_eq!(some.2 - none.2, 16);
}

/// The errors that lineSetAgentSessionState lists come through. The other function lists others.
#[tokio::test(start_paused = true)]
async fn put_state_errors() {
    for &error in Function::SetAgentSessionState.errors() {
        let device = device();
        let _acd =
            acd(&device, move |_, ask| (ask.function()? == Function::SetAgentSessionState).then_some(Err(error)));
        let line = device.open(OpenOptions::default()).expect("a line");
        let session = CallCenter::new(Arc::new(line)).session(SessionId::at(0));
        assert_eq!(session.put_state(SessionState::Ready).await, Err(TapiError::Line(error)));
    }
    let mut others = Function::SetAgentState.errors().iter();
    assert!(others.any(|error| !Function::SetAgentSessionState.errors().contains(error)));
}
