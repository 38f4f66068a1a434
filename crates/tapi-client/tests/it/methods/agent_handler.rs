//! `ITAgentHandler`.

use std::sync::Arc;

use tapi_client::{AcdGroup, AgentHandler, TapiError};
use tapi_types::{AgentState, GroupId, Hresult, LineError};

use crate::desk::{self, ADDRESS, Desk, OTHER_ADDRESS, anna, annas_session, front, nameless, sales};

fn handler() -> (Arc<Desk>, AgentHandler) {
    let (desk, center) = desk::center();
    (desk, center.agent_handlers().expect("TAPI is up").remove(0))
}

fn ids(groups: &[AcdGroup]) -> Vec<GroupId> {
    groups.iter().map(AcdGroup::id).collect()
}

#[tokio::test]
async fn agent_handler_name() {
    let (desk, handler) = handler();
    assert_eq!(handler.name().await.as_deref(), Ok("the desk"));
    assert_eq!(desk.told(), ["caps AddressId(9) 2.2"]);
    assert_eq!(handler.name().await.as_deref(), Ok("the desk"));
    assert!(desk.told().is_empty(), "a name is asked for once");
}

#[tokio::test]
async fn agent_handler_create_agent() {
    let (desk, handler) = handler();
    let agent = handler.create_agent().await.expect("it is made");
    assert_eq!((agent.handle(), agent.id()), (nameless(), Err(TapiError::NoAgentId)));
    assert_eq!(desk.told(), ["create None None"]);
}

#[tokio::test]
async fn agent_handler_create_agent_with_id() {
    let (desk, handler) = handler();
    let agent = handler.create_agent_with_id("1007", "4711").await.expect("it is made");
    assert_eq!((agent.handle(), agent.id().as_deref()), (anna(), Ok("1007")));
    assert_eq!(desk.told(), ["create Some(\"1007\") Some(\"4711\")"]);
}

#[tokio::test]
async fn agent_handler_enumerate_acd_groups() {
    let (desk, handler) = handler();
    let (result, groups) = handler.enumerate_acd_groups().await.expect("they are listed").next(3);
    assert_eq!((result, ids(&groups)), (Hresult::S_FALSE, [7, 2].map(GroupId::at).to_vec()));
    assert_eq!(desk.told(), ["groups"]);
}

#[test]
fn agent_handler_enumerate_usable_addresses() {
    let (desk, handler) = handler();
    assert_eq!(handler.enumerate_usable_addresses().next(2), (Hresult::S_OK, vec![ADDRESS, OTHER_ADDRESS]));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn agent_handler_acd_groups() {
    let (desk, handler) = handler();
    assert_eq!(handler.acd_groups().await.as_deref().map(ids), Ok([7, 2].map(GroupId::at).to_vec()));
    assert_eq!(desk.told(), ["groups"]);
}

#[test]
fn agent_handler_usable_addresses() {
    let (desk, handler) = handler();
    assert_eq!(handler.usable_addresses(), [ADDRESS, OTHER_ADDRESS]);
    assert!(desk.told().is_empty());
}

#[test]
fn objects_of_a_handler_are_had_by_their_ids() {
    let (desk, handler) = handler();
    assert_eq!(handler.session(annas_session()).address(), Ok(ADDRESS));
    assert_eq!(handler.agent(anna()).user().as_deref(), Ok("anna"));
    assert_eq!(handler.acd_group(front()).name().as_deref(), Ok("front"));
    assert_eq!(handler.queue(sales()).name().as_deref(), Ok("sales"));
    assert!(desk.told().is_empty());
}

/// A provider without entries: an agent's id is what the client gave, its state not known before a message tells.
#[tokio::test]
async fn an_agent_that_the_client_made_is_known_without_an_entry() {
    let (desk, handler) = handler();
    desk.script().has_entries = false;
    let (named, anonymous) = (handler.create_agent_with_id("1007", "").await, handler.create_agent().await);
    let (named, anonymous) = (named.expect("it is made"), anonymous.expect("it is made"));
    assert_eq!((named.id().as_deref(), anonymous.id()), (Ok("1007"), Err(TapiError::NoAgentId)));
    assert_eq!(named.state(), Ok(AgentState::Unknown));
    assert_eq!(named.user(), Err(TapiError::Line(LineError::INVALPARAM)));
    assert_eq!(desk.told(), ["create Some(\"1007\") Some(\"\")", "create None None"]);
}

#[tokio::test]
async fn the_name_of_a_handler_without_addresses_is_asked_at_address_zero() {
    let (desk, handler) = handler();
    desk.script().addresses.clear();
    assert!(handler.name().await.is_ok());
    assert_eq!(desk.told(), ["caps AddressId(0) 2.2"]);
}
