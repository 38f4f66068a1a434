//! `ITTAPICallCenter`.

use tapi_client::{AgentHandler, CallCenter, TapiError};
use tapi_types::line::ProxyRequestType;
use tapi_types::{Constant, Hresult, SessionState};

use crate::desk::{self, ADDRESS, Desk, OTHER_ADDRESS, annas_session};

fn addresses(handlers: &[AgentHandler]) -> Vec<usize> {
    handlers.iter().map(|handler| handler.usable_addresses().len()).collect()
}

#[test]
fn call_center_enumerate_agent_handlers() {
    let (desk, center) = desk::center();
    let mut handlers = center.enumerate_agent_handlers().expect("TAPI is up");
    let (result, first) = handlers.next(1);
    assert_eq!((result, addresses(&first)), (Hresult::S_OK, vec![2]));
    assert_eq!(handlers.next(1).0, Hresult::S_FALSE);
    assert!(desk.told().is_empty());
}

#[test]
fn call_center_agent_handlers() {
    let (first, second) = (Desk::new(), Desk::new());
    second.script().addresses = vec![ADDRESS, OTHER_ADDRESS, ADDRESS];
    let center = CallCenter::new(first).with_handler(second);
    let handlers = center.agent_handlers().expect("TAPI is up");
    assert_eq!(addresses(&handlers), [2, 3], "in the order in which they were given");
}

#[test]
fn ids_are_the_first_handlers() {
    let (first, second) = (Desk::new(), Desk::new());
    second.script().has_entries = false;
    let center = CallCenter::new(first).with_handler(second);
    let handlers = center.agent_handlers().expect("TAPI is up");
    assert_eq!(center.session(annas_session()).state(), Ok(SessionState::BusyOnCall));
    assert_eq!(handlers[0].session(annas_session()).state(), Ok(SessionState::BusyOnCall));
    assert!(handlers[1].session(annas_session()).state().is_err());
}

#[test]
fn a_handler_whose_proxies_are_not_all_there_is_left_out() {
    let (desk, center) = desk::center();
    let count = || center.agent_handlers().expect("TAPI is up").len();
    let needed = std::iter::once(0x04).chain(0x09..=0x14);
    let all: Vec<ProxyRequestType> = needed.filter_map(ProxyRequestType::from_number).collect();
    assert_eq!(all.len(), 13);
    desk.script().proxies = Some(all.clone());
    assert_eq!(count(), 1);
    for missing in &all {
        desk.script().proxies = Some(all.iter().copied().filter(|request| request != missing).collect());
        assert_eq!(count(), 0, "{missing:?}");
    }
    desk.script().proxies = None;
    assert_eq!(count(), 1, "where nobody says, it is there");
}

#[tokio::test]
async fn after_the_shutdown_tapi_is_not_initialised() {
    let (desk, center) = desk::center();
    let mut events = center.events(4);
    let copy = center.clone();
    copy.shutdown();
    assert_eq!(desk.script().closed, 1);
    assert_eq!(center.agent_handlers().map(drop), Err(TapiError::InvalidArg));
    assert_eq!(center.enumerate_agent_handlers().map(drop), Err(TapiError::InvalidArg));
    center.shutdown();
    assert_eq!(desk.script().closed, 1, "a line is closed once");
    assert!(events.next().await.is_none(), "nothing more is told");
}
