//! What the whole contract asks of the in-memory provider: lines of several clients, what each is told and when, what the end of
//! a line ends, and the call centre as the proxy of a device.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use acd_sim::{Sim, SimProvider, Until};
use tapi_client::{AddressId, CallCenter, TapiError};
use tapi_types::line::{AgentSessionStatus, AgentStatusEx, MessageNumber};
use tapi_types::{AgentId, AgentState, LineError, Message, SessionId, SessionState};
use tsp_provider::{Client, Device, Login, MessageFilter, Messages, OpenOptions, Provider, Received, Ticket};

use crate::floor::{GROUP, at, config, running, secs, slow, us};

const ANNA: AgentId = AgentId::new(1).expect("above zero");

const SESSIONS: MessageFilter = MessageFilter::LEAST.with(MessageNumber::AgentSessionStatus);

fn client(user: &str) -> Client {
    Client { user: user.to_owned(), ..Client::default() }
}

fn heard(messages: &mut Messages) -> Vec<Message> {
    let all = std::iter::from_fn(|| messages.try_next());
    all.map(|received| match received {
        Received::Message(message) => message,
        Received::Missed(count) => panic!("{count} missed"),
    })
    .collect()
}

fn new_session(session: usize) -> Message {
    let what = AgentSessionStatus::NewSession.into();
    Message::AgentSessionStatus { session: SessionId::at(session), what, state: None }
}

/// A call centre that is moved by hand, where a request takes two seconds.
fn by_hand() -> (Sim, SimProvider, SimProvider) {
    let sim = Sim::new(slow(2, secs(1), secs(1)));
    let (one, other) = (sim.open(client("anna")), sim.open(client("ben")));
    (sim, one, other)
}

#[test]
fn who_has_a_session_made_gets_the_reply_first_and_others_are_told_at_once() {
    let (sim, one, other) = by_hand();
    let [mut mine, mut theirs] = [&one, &other].map(|line| line.messages(SESSIONS, 10));
    let ticket = Ticket::unlimited();
    let mut create = pin!(one.line_create_agent_session(&ticket, ANNA, GROUP, AddressId(0), None));
    let context = &mut Context::from_waker(Waker::noop());
    assert!(create.as_mut().poll(context).is_pending());
    sim.with_engine(|engine| engine.advance_through(at(1))).expect("laws hold");
    assert_eq!((heard(&mut mine), heard(&mut theirs)), (vec![], vec![new_session(0)]), "handled, not replied");
    sim.with_engine(|engine| engine.advance_through(at(2))).expect("laws hold");
    assert!(create.as_mut().poll(context).is_ready());
    assert_eq!((heard(&mut mine), heard(&mut theirs)), (vec![new_session(0)], vec![]));
}

#[test]
fn who_gives_up_on_a_session_hears_of_it_all_the_same() {
    let (sim, one, _other) = by_hand();
    let mut mine = one.messages(SESSIONS, 10);
    let ticket = Ticket::unlimited();
    {
        let mut create = pin!(one.line_create_agent_session(&ticket, ANNA, GROUP, AddressId(0), None));
        assert!(create.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        sim.with_engine(|engine| engine.advance_through(at(1))).expect("laws hold");
        assert_eq!(heard(&mut mine), []);
    }
    assert_eq!(heard(&mut mine), [new_session(0)]);
}

#[tokio::test(start_paused = true)]
async fn an_agent_without_an_id_is_the_user_of_the_line_and_goes_with_it() {
    let (sim, _driver) = running(config(2), Until::Time(at(100)), 1).await;
    let (zoe, other) = (sim.open(client("zoe")), sim.open(client("ben")));
    let mut told = other.messages(MessageFilter::ALL, 10);
    let ticket = Ticket::unlimited();
    let agent = zoe.line_create_agent(&ticket, Login::default()).await.expect("made");
    let entry = zoe.agent_entry(agent).expect("it is there");
    assert_eq!((entry.id, &*entry.user, entry.state), (None, "zoe", AgentState::Ready));
    let roster = zoe.line_create_agent(&ticket, Login { id: Some("agent0".to_owned()), pin: None }).await;
    assert_eq!(roster, Ok(ANNA), "the one that is there");

    zoe.close();
    assert_eq!(zoe.line_get_agent_info(&ticket, agent).await, Err(LineError::INVALLINEHANDLE));
    assert_eq!(other.line_get_agent_info(&ticket, agent).await, Err(LineError::INVALPARAM));
    assert!(other.line_get_agent_info(&ticket, ANNA).await.is_ok(), "the roster stays");
    let statuses: Vec<Message> = heard(&mut told);
    let status = |what: AgentStatusEx, state| Message::AgentStatusEx { agent, what: what.into(), state };
    assert_eq!(statuses[0], status(AgentStatusEx::NewAgent, None));
    assert_eq!(statuses[statuses.len() - 1], status(AgentStatusEx::State, Some(AgentState::Released)));
}

#[test]
fn a_line_that_is_closed_fails_what_is_pending_and_says_goodbye() {
    let (_sim, one, other) = by_hand();
    let [mut mine, mut theirs] = [&one, &other].map(|line| line.messages(MessageFilter::LEAST, 10));
    let ticket = Ticket::unlimited();
    let mut info = pin!(one.line_get_agent_info(&ticket, ANNA));
    let context = &mut Context::from_waker(Waker::noop());
    assert!(info.as_mut().poll(context).is_pending());
    one.close();
    assert_eq!(info.as_mut().poll(context), std::task::Poll::Ready(Err(LineError::OPERATIONFAILED)));
    assert_eq!((heard(&mut mine), heard(&mut theirs)), (vec![Message::Close], vec![]));
    assert_eq!(one.line_get_proxy_status(), Err(LineError::INVALLINEHANDLE));
    assert_eq!(other.line_get_proxy_status().map(|served| served.len()), Ok(20));
}

/// A device that a running call centre serves, and a client in front of it.
async fn behind_a_device(handle_after: u64, reply_after: u64) -> (CallCenter, impl Sized) {
    let floor = slow(2, us(handle_after), us(reply_after));
    let (sim, driver) = running(floor, Until::Time(at(10_000)), 1).await;
    let device = Device::new(sim.addresses());
    let proxy = sim.serve(&device).expect("nobody else serves it");
    let line = device.open(OpenOptions::default()).expect("an application");
    (CallCenter::new(Arc::new(line)), (sim, driver, device, proxy))
}

#[tokio::test(start_paused = true)]
async fn behind_a_device_a_reply_that_is_due_at_the_limit_arrives() {
    let (center, _running) = behind_a_device(119_000_000, 1_000_000).await;
    assert!(center.agent(ANNA).info().await.is_ok());
    let (center, _running) = behind_a_device(119_000_000, 1_000_001).await;
    assert_eq!(center.agent(ANNA).info().await, Err(TapiError::Timeout));
}

#[tokio::test(start_paused = true)]
async fn behind_a_device_sessions_work_and_are_told_of() {
    let (center, _running) = behind_a_device(300_000, 200_000).await;
    let handler = center.agent_handlers().expect("it is up").remove(0);
    let anna = handler.create_agent_with_id("agent0", "").await.expect("of the roster");
    assert_eq!((anna.handle(), anna.id()), (ANNA, Ok("agent0".to_owned())));
    let session = anna.create_session(GROUP, AddressId(0)).await.expect("created");
    session.put_state(SessionState::Ready).await.expect("READY");
    assert_eq!((session.state(), session.number_of_calls().await), (Ok(SessionState::Ready), Ok(0)));
    let dropped = tokio::time::timeout(Duration::from_millis(100), session.number_of_calls()).await;
    assert!(dropped.is_err());
    assert_eq!(session.put_state(SessionState::BusyOnCall).await, Err(LineError::INVALAGENTSTATE.into()));
}
