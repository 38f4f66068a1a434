//! `ITACDGroup`.

use std::sync::Arc;

use tapi_client::{AcdGroup, Queue, TapiError};
use tapi_types::{GroupId, Hresult, LineError, QueueId};

use crate::desk::{self, Desk, front};

fn group() -> (Arc<Desk>, AcdGroup) {
    let (desk, center) = desk::center();
    (desk, center.acd_group(front()))
}

fn ids(queues: &[Queue]) -> Vec<QueueId> {
    queues.iter().map(Queue::id).collect()
}

#[test]
fn acd_group_name() {
    let (desk, group) = group();
    assert_eq!(group.name().as_deref(), Ok("front"));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn acd_group_enumerate_queues() {
    let (desk, group) = group();
    let (result, queues) = group.enumerate_queues().await.expect("they are listed").next(2);
    assert_eq!((result, ids(&queues)), (Hresult::S_OK, [6, 1].map(QueueId::at).to_vec()));
    assert_eq!(desk.told(), ["queues GroupId(8)"]);
}

#[tokio::test]
async fn acd_group_queues() {
    let (desk, group) = group();
    assert_eq!(group.queues().await.as_deref().map(ids), Ok([6, 1].map(QueueId::at).to_vec()));
    assert_eq!(desk.told(), ["queues GroupId(8)"]);
}

#[tokio::test]
async fn a_group_that_nobody_knows_has_no_name_before_it_is_listed() {
    let (_, center) = desk::center();
    let group = center.acd_group(GroupId::at(2));
    assert_eq!(group.name(), Err(TapiError::Line(LineError::INVALPARAM)));
    center.agent_handlers().expect("TAPI is up")[0].acd_groups().await.expect("they are listed");
    assert_eq!(group.name().as_deref(), Ok("group 2"));
}
