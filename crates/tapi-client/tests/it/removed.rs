//! Groups and queues that the handler has removed.

use tapi_client::{AcdGroup, Events, Queue, TapiError};
use tapi_types::line::{GroupStatus, QueueStatus};
use tapi_types::tapi3::TapiEvent;
use tapi_types::{Bits, Hresult, LineError, LineErrorReading, Message, QueueId};

use crate::desk::{self, ADDRESS, Desk, anna, front, sales};

/// What every method of a queue answers.
async fn of_queue(queue: &Queue) -> [Option<TapiError>; 12] {
    [
        queue.put_measurement_period(60).await.err(),
        queue.measurement_period().await.err(),
        queue.total_calls_queued().await.err(),
        queue.current_calls_queued().await.err(),
        queue.total_calls_abandoned().await.err(),
        queue.total_calls_flowed_in().await.err(),
        queue.total_calls_flowed_out().await.err(),
        queue.longest_ever_wait_time().await.err(),
        queue.current_longest_wait_time().await.err(),
        queue.average_wait_time().await.err(),
        queue.final_disposition().await.err(),
        queue.name().err(),
    ]
}

/// What every method of a group answers.
async fn of_group(group: &AcdGroup) -> [Option<TapiError>; 3] {
    [group.name().err(), group.enumerate_queues().await.err(), group.queues().await.err()]
}

async fn listener(center: &tapi_client::CallCenter) -> Events {
    let mut events = center.events(8);
    events.put_event_filter(TapiEvent::CALL_CENTER).await.expect("the groups are listed");
    events
}

fn queue_status(what: impl Into<Bits<QueueStatus>>) -> Message {
    Message::QueueStatus { queue: sales(), what: what.into() }
}

fn group_status(what: impl Into<Bits<GroupStatus>>) -> Message {
    Message::GroupStatus { what: what.into() }
}

fn remove_group(desk: &Desk) {
    desk.script().groups.retain(|entry| entry.group != front());
    desk.send(group_status(GroupStatus::GroupRemoved));
}

#[test]
fn what_is_removed_has_values_of_its_own() {
    assert_eq!(TapiError::GroupRemoved.hresult(), Hresult::from(0x8004_0045));
    assert_eq!(TapiError::QueueRemoved.hresult(), Hresult::from(0x8004_0046));
}

#[tokio::test]
async fn a_queue_that_an_event_removed_answers_nothing_else() {
    let (desk, center) = desk::center();
    let (mut events, queue) = (listener(&center).await, center.queue(sales()));
    desk.told();
    desk.send(queue_status(QueueStatus::QueueRemoved));
    assert_eq!(of_queue(&queue).await, [None; 12], "nobody has read it yet");
    desk.told();
    assert!(events.try_next().is_some());
    assert_eq!(of_queue(&queue).await, [Some(TapiError::QueueRemoved); 12]);
    assert!(desk.told().is_empty(), "and asks nothing");
    assert_eq!(center.queue(QueueId::at(0)).total_calls_queued().await.err(), None, "another queue is not concerned");
    desk.send(queue_status(QueueStatus::NewQueue));
    assert!(events.try_next().is_some());
    assert_eq!(of_queue(&queue).await, [None; 12], "it has come back");
}

#[tokio::test]
async fn a_group_that_an_event_removed_answers_nothing_else() {
    let (desk, center) = desk::center();
    let (mut events, group) = (listener(&center).await, center.acd_group(front()));
    remove_group(&desk);
    assert!(events.try_next().is_some());
    desk.told();
    assert_eq!(of_group(&group).await, [Some(TapiError::GroupRemoved); 3]);
    let agent = center.agent(anna());
    assert_eq!(agent.create_session(&group, ADDRESS).await.err(), Some(TapiError::InvalidArg));
    assert!(desk.told().is_empty(), "and asks nothing");
    desk.script().groups.push(desk::listed_group(7));
    center.agent_handlers().expect("TAPI is up")[0].acd_groups().await.expect("they are listed");
    assert_eq!(of_group(&group).await, [None; 3], "it is listed again");
}

#[tokio::test]
async fn what_the_entries_call_removed_explains_why_there_is_no_such_thing() {
    let (desk, center) = desk::center();
    desk.script().refusal = Some(LineError::INVALPARAM);
    let (queue, group) = (center.queue(sales()), center.acd_group(front()));
    let failed = Some(TapiError::Line(LineError::INVALPARAM));
    assert_eq!(of_queue(&queue).await[..11], [failed; 11]);
    assert_eq!(of_group(&group).await, [None, failed, failed]);
    desk.script().removed = true;
    assert_eq!(of_queue(&queue).await, [Some(TapiError::QueueRemoved); 12]);
    assert_eq!(of_group(&group).await, [Some(TapiError::GroupRemoved); 3]);
    let twins = center.with_errors(LineErrorReading::Twin);
    assert_eq!(of_queue(&twins.queue(sales())).await, [Some(TapiError::QueueRemoved); 12]);
    assert_eq!(of_group(&twins.acd_group(front())).await, [Some(TapiError::GroupRemoved); 3]);
    desk.script().refusal = Some(LineError::OPERATIONFAILED);
    let failed = Some(TapiError::Line(LineError::OPERATIONFAILED));
    assert_eq!(of_queue(&queue).await[..11], [failed; 11], "that has another reason");
    assert_eq!(of_group(&group).await[1..], [failed; 2]);
}

#[tokio::test]
async fn after_a_loss_nothing_is_sure_to_be_removed() {
    let (desk, center) = desk::center();
    let (mut events, queue) = (center.events(1), center.queue(sales()));
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("no list is needed");
    desk.send(queue_status(QueueStatus::QueueRemoved));
    assert!(events.try_next().is_some());
    assert_eq!(queue.total_calls_queued().await, Err(TapiError::QueueRemoved));
    desk.send(queue_status(QueueStatus::NewQueue));
    desk.send(queue_status(QueueStatus::UpdateInfo));
    assert!(events.try_next().is_some(), "the loss is told");
    assert_eq!(queue.total_calls_queued().await.err(), None);
}
