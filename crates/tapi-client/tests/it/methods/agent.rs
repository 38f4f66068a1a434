//! `ITAgent`.

use std::sync::Arc;

use tapi_client::{Agent, AgentSession, TapiError};
use tapi_types::{AgentId, AgentState, Currency, GroupId, Hresult, LineError, SessionId, tapi3};

use crate::desk::{self, ADDRESS, Desk, FAR_ADDRESS, OTHER_ADDRESS, anna, annas_session, front, nameless};

fn agent() -> (Arc<Desk>, Agent) {
    let (desk, center) = desk::center();
    (desk, center.agent(anna()))
}

fn ids(sessions: &[AgentSession]) -> Vec<SessionId> {
    sessions.iter().map(AgentSession::id).collect()
}

#[tokio::test]
async fn agent_enumerate_agent_sessions() {
    let (desk, agent) = agent();
    assert_eq!(agent.enumerate_agent_sessions().next(1).0, Hresult::S_FALSE, "none is known yet");
    agent.create_session(front(), ADDRESS).await.expect("it is created");
    desk.told();
    let (result, sessions) = agent.enumerate_agent_sessions().next(2);
    assert_eq!((result, ids(&sessions)), (Hresult::S_FALSE, vec![annas_session()]));
    assert!(desk.told().is_empty(), "no request is made");
}

#[tokio::test]
async fn agent_create_session() {
    let (desk, agent) = agent();
    let session = agent.create_session(front(), OTHER_ADDRESS).await;
    assert_eq!(session.map(|session| session.id()), Ok(annas_session()));
    assert_eq!(desk.told(), ["create AgentId(6) GroupId(8) AddressId(3) None"]);
}

#[tokio::test]
async fn agent_create_session_with_pin() {
    let (desk, agent) = agent();
    let session = agent.create_session_with_pin(front(), ADDRESS, "4711").await;
    assert_eq!(session.map(|session| session.id()), Ok(annas_session()));
    assert_eq!(desk.told(), ["create AgentId(6) GroupId(8) AddressId(9) Some(\"4711\")"]);
}

#[test]
fn agent_id() {
    let (desk, agent) = agent();
    assert_eq!(agent.id().as_deref(), Ok("1007"));
    assert!(desk.told().is_empty());
}

#[test]
fn agent_user() {
    let (desk, agent) = agent();
    assert_eq!(agent.user().as_deref(), Ok("anna"));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn agent_put_state() {
    let (desk, agent) = agent();
    assert_eq!(agent.put_state(AgentState::NotReady).await, Ok(()));
    assert_eq!(desk.told(), ["set AgentId(6) Some(NotReady) None"]);
}

#[test]
fn agent_state() {
    let (desk, agent) = agent();
    assert_eq!(agent.state(), Ok(AgentState::BusyIncoming));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn agent_put_measurement_period() {
    let (desk, agent) = agent();
    assert_eq!(agent.put_measurement_period(-2).await, Ok(()), "a negative one is a large one");
    assert_eq!(agent.put_measurement_period(0).await, Err(TapiError::InvalidArg));
    assert_eq!(desk.told(), ["period AgentId(6) 4294967294"]);
}

#[tokio::test]
async fn agent_measurement_period() {
    let (desk, agent) = agent();
    assert_eq!(agent.measurement_period().await, Ok(-1));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_overall_call_rate() {
    let (desk, agent) = agent();
    assert_eq!(agent.overall_call_rate().await, Ok(Currency(54_321)));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_number_of_acd_calls() {
    let (desk, agent) = agent();
    assert_eq!(agent.number_of_acd_calls().await, Ok(11));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_number_of_incoming_calls() {
    let (desk, agent) = agent();
    assert_eq!(agent.number_of_incoming_calls().await, Ok(12));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_number_of_outgoing_calls() {
    let (desk, agent) = agent();
    assert_eq!(agent.number_of_outgoing_calls().await, Ok(13));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_total_acd_talk_time() {
    let (desk, agent) = agent();
    assert_eq!(agent.total_acd_talk_time().await, Ok(14));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_total_acd_call_time() {
    let (desk, agent) = agent();
    assert_eq!(agent.total_acd_call_time().await, Ok(15));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_total_wrap_up_time() {
    let (desk, agent) = agent();
    assert_eq!(agent.total_wrap_up_time().await, Ok(16));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[tokio::test]
async fn agent_agent_sessions() {
    let (desk, agent) = agent();
    assert_eq!(ids(&agent.session_list().await.expect("they are listed")), [8, 4].map(SessionId::at));
    assert_eq!(desk.told(), ["sessions AgentId(6)"]);
    assert_eq!(ids(&agent.agent_sessions()), [8, 4].map(SessionId::at), "in the order in which they were heard of");
    assert!(desk.told().is_empty(), "no request is made");
}

#[tokio::test]
async fn the_whole_record_takes_one_request() {
    let (desk, agent) = agent();
    assert_eq!(agent.info().await.map(|info| info.number_of_acd_calls), Ok(11));
    assert_eq!(desk.told(), ["get AgentId(6)"]);
}

#[test]
fn an_agent_that_nobody_knows_is_an_invalid_parameter() {
    let (_, center) = desk::center();
    let agent = center.agent(AgentId::at(0));
    let unknown = TapiError::Line(LineError::INVALPARAM);
    assert_eq!((agent.id(), agent.user(), agent.state()), (Err(unknown), Err(unknown), Err(unknown)));
}

#[tokio::test]
async fn an_agent_without_an_id_says_so_and_has_no_pin() {
    let (desk, center) = desk::center();
    let agent = center.agent(nameless());
    assert_eq!(agent.id(), Err(TapiError::NoAgentId));
    let session = agent.create_session_with_pin(front(), ADDRESS, "4711").await;
    assert_eq!(session.map(drop), Err(TapiError::NoAgentId));
    assert!(desk.told().is_empty());
    assert!(agent.create_session(front(), ADDRESS).await.is_ok(), "without a PIN it may");
}

#[tokio::test]
async fn no_line_can_be_opened_for_an_address_that_is_not_usable() {
    let (desk, agent) = agent();
    let session = agent.create_session(front(), FAR_ADDRESS).await;
    assert_eq!(session.map(drop), Err(TapiError::Unexpected));
    let session = agent.create_session_with_pin(front(), FAR_ADDRESS, "4711").await;
    assert_eq!(session.map(drop), Err(TapiError::InvalidArg), "its page does not list E_UNEXPECTED");
    assert!(desk.told().is_empty());
    desk.script().addresses.clear();
    assert!(agent.create_session(front(), FAR_ADDRESS).await.is_ok(), "where none is named, all are tried");
}

#[tokio::test]
async fn a_group_is_named_by_its_id_or_as_the_object() {
    let (desk, center) = desk::center();
    let (agent, group) = (center.agent(anna()), center.acd_group(front()));
    assert!(agent.create_session(&group, ADDRESS).await.is_ok());
    assert!(agent.create_session(group, ADDRESS).await.is_ok());
    assert!(agent.create_session(GroupId::at(0), ADDRESS).await.is_ok());
    let wanted =
        ["GroupId(8)", "GroupId(8)", "GroupId(1)"].map(|id| format!("create AgentId(6) {id} AddressId(9) None"));
    assert_eq!(desk.told(), wanted);
}

#[tokio::test]
async fn the_group_of_another_handler_is_a_bad_argument() {
    let (desk, center) = desk::center();
    let (_, elsewhere) = desk::center();
    let (agent, strange) = (center.agent(anna()), elsewhere.acd_group(front()));
    assert_eq!(agent.create_session(&strange, ADDRESS).await.map(drop), Err(TapiError::InvalidArg));
    let session = agent.create_session_with_pin(strange, ADDRESS, "4711").await;
    assert_eq!(session.map(drop), Err(TapiError::InvalidArg));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn a_number_outside_the_states_of_an_agent_is_not_sent() {
    let (desk, agent) = agent();
    let put = async |number: i32| agent.put_state(tapi3::AgentState::try_from(number)?.into()).await;
    assert_eq!(put(5).await, Ok(()), "the handler says what it thinks of that");
    assert_eq!(put(6).await, Err(TapiError::InvalidArg));
    assert_eq!(put(-1).await, Err(TapiError::InvalidArg));
    assert_eq!(agent.put_state(AgentState::Released).await, Err(TapiError::InvalidArg));
    assert_eq!(desk.told(), ["set AgentId(6) Some(Unknown) None"]);
}

#[test]
fn a_released_agent_is_in_a_state_not_known() {
    let (desk, agent) = agent();
    desk.script().agent_state = AgentState::Released;
    assert_eq!(agent.state(), Ok(AgentState::Unknown));
}
