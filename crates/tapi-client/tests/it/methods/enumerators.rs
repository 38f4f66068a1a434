//! The five enumerators. Each test has three elements, and tells them apart by their ids or, for handlers, by how many
//! addresses they have.

use std::sync::Arc;

use tapi_client::{CallCenter, EnumAcdGroup, EnumAgent, EnumAgentHandler, EnumAgentSession, EnumQueue, Enumerator};
use tapi_types::{AgentId, GroupId, Hresult, QueueId, SessionId};

use crate::desk::{self, ADDRESS, Desk};

const PLACES: [usize; 3] = [4, 9, 2];

fn agents() -> (EnumAgent, fn(&tapi_client::Agent) -> usize) {
    let (_, center) = desk::center();
    let list = PLACES.map(|place| center.agent(AgentId::at(place)));
    (list.to_vec().into(), |agent| agent.handle().index())
}

fn sessions() -> (EnumAgentSession, fn(&tapi_client::AgentSession) -> usize) {
    let (_, center) = desk::center();
    let list = PLACES.map(|place| center.session(SessionId::at(place)));
    (list.to_vec().into(), |session| session.id().index())
}

fn queues() -> (EnumQueue, fn(&tapi_client::Queue) -> usize) {
    let (_, center) = desk::center();
    let list = PLACES.map(|place| center.queue(QueueId::at(place)));
    (list.to_vec().into(), |queue| queue.id().index())
}

fn groups() -> (EnumAcdGroup, fn(&tapi_client::AcdGroup) -> usize) {
    let (_, center) = desk::center();
    let list = PLACES.map(|place| center.acd_group(GroupId::at(place)));
    (list.to_vec().into(), |group| group.id().index())
}

fn handlers() -> (EnumAgentHandler, fn(&tapi_client::AgentHandler) -> usize) {
    let desks = PLACES.map(|count| {
        let desk = Desk::new();
        desk.script().addresses = vec![ADDRESS; count];
        desk
    });
    let [first, second, third]: [Arc<Desk>; 3] = desks;
    let center = CallCenter::new(first).with_handler(second).with_handler(third);
    (center.enumerate_agent_handlers().expect("TAPI is up"), |handler| handler.usable_addresses().len())
}

/// All that is left, by what tells the elements apart.
fn rest<T: Clone>(list: &mut Enumerator<T>, place: fn(&T) -> usize) -> Vec<usize> {
    list.next(u32::MAX).1.iter().map(place).collect()
}

fn check_next<T: Clone>((mut list, place): (Enumerator<T>, fn(&T) -> usize)) {
    for (celt, result, wanted) in [
        (2, Hresult::S_OK, &PLACES[..2]),
        (0, Hresult::S_OK, &[]),
        (2, Hresult::S_FALSE, &PLACES[2..]),
        (1, Hresult::S_FALSE, &[]),
        (0, Hresult::S_OK, &[]),
    ] {
        let (had, elements) = list.next(celt);
        assert_eq!((had, elements.iter().map(place).collect::<Vec<_>>()), (result, wanted.to_vec()), "of {celt}");
    }
}

fn check_reset<T: Clone>((mut list, place): (Enumerator<T>, fn(&T) -> usize)) {
    assert_eq!(rest(&mut list, place), PLACES);
    assert_eq!(list.reset(), Hresult::S_OK);
    assert_eq!(rest(&mut list, place), PLACES);
}

fn check_skip<T: Clone>((mut list, place): (Enumerator<T>, fn(&T) -> usize)) {
    assert_eq!(list.skip(0), Hresult::S_OK);
    assert_eq!(list.skip(2), Hresult::S_OK);
    assert_eq!(list.clone().skip(1), Hresult::S_OK, "just to the end");
    assert_eq!(list.clone().skip(u32::MAX), Hresult::S_FALSE);
    assert_eq!(rest(&mut list, place), [PLACES[2]]);
    assert_eq!(list.skip(1), Hresult::S_FALSE);
}

fn check_clone<T: Clone>((mut list, place): (Enumerator<T>, fn(&T) -> usize)) {
    list.skip(1);
    let mut copy = list.clone();
    assert_eq!(rest(&mut list, place), PLACES[1..]);
    assert_eq!(rest(&mut copy, place), PLACES[1..], "the copy has the place, and one of its own");
}

#[test]
fn enum_agent_next() {
    check_next(agents());
}

#[test]
fn enum_agent_reset() {
    check_reset(agents());
}

#[test]
fn enum_agent_skip() {
    check_skip(agents());
}

#[test]
fn enum_agent_clone() {
    check_clone(agents());
}

#[test]
fn enum_agent_session_next() {
    check_next(sessions());
}

#[test]
fn enum_agent_session_reset() {
    check_reset(sessions());
}

#[test]
fn enum_agent_session_skip() {
    check_skip(sessions());
}

#[test]
fn enum_agent_session_clone() {
    check_clone(sessions());
}

#[test]
fn enum_queue_next() {
    check_next(queues());
}

#[test]
fn enum_queue_reset() {
    check_reset(queues());
}

#[test]
fn enum_queue_skip() {
    check_skip(queues());
}

#[test]
fn enum_queue_clone() {
    check_clone(queues());
}

#[test]
fn enum_acd_group_next() {
    check_next(groups());
}

#[test]
fn enum_acd_group_reset() {
    check_reset(groups());
}

#[test]
fn enum_acd_group_skip() {
    check_skip(groups());
}

#[test]
fn enum_acd_group_clone() {
    check_clone(groups());
}

#[test]
fn enum_agent_handler_next() {
    check_next(handlers());
}

#[test]
fn enum_agent_handler_reset() {
    check_reset(handlers());
}

#[test]
fn enum_agent_handler_skip() {
    check_skip(handlers());
}

#[test]
fn enum_agent_handler_clone() {
    check_clone(handlers());
}
