//! `ITAgentSession`.

use std::sync::Arc;

use tapi_client::{AgentSession, TapiError};
use tapi_types::{Currency, LineError, SessionId, SessionState, Time, tapi3};

use crate::desk::{self, ADDRESS, Desk, anna, annas_session, front};

fn session() -> (Arc<Desk>, AgentSession) {
    let (desk, center) = desk::center();
    (desk, center.session(annas_session()))
}

#[test]
fn agent_session_agent() {
    let (desk, session) = session();
    assert_eq!(session.agent().map(|agent| agent.handle()), Ok(anna()));
    assert!(desk.told().is_empty());
}

#[test]
fn agent_session_address() {
    let (desk, session) = session();
    assert_eq!(session.address(), Ok(ADDRESS));
    assert!(desk.told().is_empty());
}

#[test]
fn agent_session_acd_group() {
    let (desk, session) = session();
    let group = session.acd_group().expect("the session is known");
    assert_eq!((group.id(), group.name().as_deref()), (front(), Ok("front")));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn agent_session_put_state() {
    let (desk, session) = session();
    assert_eq!(session.put_state(SessionState::Ready).await, Ok(()));
    assert_eq!(desk.told(), ["set SessionId(5) Some(Ready) None"]);
}

#[test]
fn agent_session_state() {
    let (desk, session) = session();
    assert_eq!(session.state(), Ok(SessionState::BusyOnCall));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn agent_session_session_start_time() {
    let (desk, session) = session();
    assert_eq!(session.session_start_time().await, Ok(Time::from_micros(1_234_567)));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_session_duration() {
    let (desk, session) = session();
    assert_eq!(session.session_duration().await, Ok(1_001));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_number_of_calls() {
    let (desk, session) = session();
    assert_eq!(session.number_of_calls().await, Ok(7));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_total_talk_time() {
    let (desk, session) = session();
    assert_eq!(session.total_talk_time().await, Ok(707));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_average_talk_time() {
    let (desk, session) = session();
    assert_eq!(session.average_talk_time().await, Ok(101));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_total_call_time() {
    let (desk, session) = session();
    assert_eq!(session.total_call_time().await, Ok(1_477));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_average_call_time() {
    let (desk, session) = session();
    assert_eq!(session.average_call_time().await, Ok(211));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_total_wrap_up_time() {
    let (desk, session) = session();
    assert_eq!(session.total_wrap_up_time().await, Ok(2_149));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_average_wrap_up_time() {
    let (desk, session) = session();
    assert_eq!(session.average_wrap_up_time().await, Ok(307));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_acd_call_rate() {
    let (desk, session) = session();
    assert_eq!(session.acd_call_rate().await, Ok(Currency(12_345)));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_longest_time_to_answer() {
    let (desk, session) = session();
    assert_eq!(session.longest_time_to_answer().await, Ok(401));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn agent_session_average_time_to_answer() {
    let (desk, session) = session();
    assert_eq!(session.average_time_to_answer().await, Ok(503));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[tokio::test]
async fn the_whole_record_takes_one_request() {
    let (desk, session) = session();
    assert_eq!(session.info().await.map(|info| info.number_of_calls), Ok(7));
    assert_eq!(desk.told(), ["get SessionId(5)"]);
}

#[test]
fn a_session_that_nobody_knows_is_an_invalid_parameter() {
    let (_, center) = desk::center();
    let session = center.session(SessionId::at(0));
    let unknown = TapiError::Line(LineError::INVALPARAM);
    assert_eq!(session.agent().map(drop), Err(unknown));
    assert_eq!(session.acd_group().map(drop), Err(unknown));
    assert_eq!(session.address(), Err(unknown));
    assert_eq!(session.state(), Err(unknown));
}

#[tokio::test]
async fn a_number_outside_the_states_of_a_session_is_not_sent() {
    let (desk, session) = session();
    let put = async |number: i32| session.put_state(tapi3::AgentSessionState::try_from(number)?.into()).await;
    assert_eq!(put(1).await, Ok(()));
    assert_eq!(put(5).await, Err(TapiError::InvalidArg));
    assert_eq!(put(-1).await, Err(TapiError::InvalidArg));
    assert_eq!(desk.told(), ["set SessionId(5) Some(Ready) None"]);
}

/// A provider without entries: what the client made it knows, and how it has changed since.
#[tokio::test]
async fn a_session_that_the_client_created_is_known_without_an_entry() {
    let (desk, center) = desk::center();
    desk.script().has_entries = false;
    assert_eq!(center.session(annas_session()).state().map(drop), Err(TapiError::Line(LineError::INVALPARAM)));
    let created = center.agent(anna()).create_session(front(), ADDRESS).await.expect("it is created");
    assert_eq!(created.agent().map(|agent| agent.handle()), Ok(anna()));
    assert_eq!(created.acd_group().map(|group| group.id()), Ok(front()));
    assert_eq!((created.address(), created.state()), (Ok(ADDRESS), Ok(SessionState::NotReady)));
}
