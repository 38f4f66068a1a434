//! `ITQueue`.

use std::sync::Arc;

use tapi_client::{Queue, TapiError};
use tapi_types::{LineError, QueueId};

use crate::desk::{self, Desk, sales};

fn queue() -> (Arc<Desk>, Queue) {
    let (desk, center) = desk::center();
    (desk, center.queue(sales()))
}

#[tokio::test]
async fn queue_put_measurement_period() {
    let (desk, queue) = queue();
    assert_eq!(queue.put_measurement_period(600).await, Ok(()));
    assert_eq!(queue.put_measurement_period(-1).await, Ok(()), "a negative one is a large one");
    assert_eq!(queue.put_measurement_period(0).await, Err(TapiError::InvalidArg));
    assert_eq!(desk.told(), ["period QueueId(7) 600", "period QueueId(7) 4294967295"]);
}

#[tokio::test]
async fn queue_measurement_period() {
    let (desk, queue) = queue();
    assert_eq!(queue.measurement_period().await, Ok(1_800));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_total_calls_queued() {
    let (desk, queue) = queue();
    assert_eq!(queue.total_calls_queued().await, Ok(i32::MIN + 5));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_current_calls_queued() {
    let (desk, queue) = queue();
    assert_eq!(queue.current_calls_queued().await, Ok(22));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_total_calls_abandoned() {
    let (desk, queue) = queue();
    assert_eq!(queue.total_calls_abandoned().await, Ok(23));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_total_calls_flowed_in() {
    let (desk, queue) = queue();
    assert_eq!(queue.total_calls_flowed_in().await, Ok(24));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_total_calls_flowed_out() {
    let (desk, queue) = queue();
    assert_eq!(queue.total_calls_flowed_out().await, Ok(25));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_longest_ever_wait_time() {
    let (desk, queue) = queue();
    assert_eq!(queue.longest_ever_wait_time().await, Ok(26));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_current_longest_wait_time() {
    let (desk, queue) = queue();
    assert_eq!(queue.current_longest_wait_time().await, Ok(27));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_average_wait_time() {
    let (desk, queue) = queue();
    assert_eq!(queue.average_wait_time().await, Ok(28));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn queue_final_disposition() {
    let (desk, queue) = queue();
    assert_eq!(queue.final_disposition().await, Ok(29));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[test]
fn queue_name() {
    let (desk, queue) = queue();
    assert_eq!(queue.name().as_deref(), Ok("sales"));
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn the_whole_record_takes_one_request() {
    let (desk, queue) = queue();
    assert_eq!(queue.info().await.map(|info| info.final_disposition), Ok(29));
    assert_eq!(desk.told(), ["get QueueId(7)"]);
}

#[tokio::test]
async fn a_queue_that_nobody_knows_has_no_name_before_it_is_listed() {
    let (_, center) = desk::center();
    let queue = center.queue(QueueId::at(1));
    assert_eq!(queue.name(), Err(TapiError::Line(LineError::INVALPARAM)));
    center.acd_group(desk::front()).queues().await.expect("they are listed");
    assert_eq!(queue.name().as_deref(), Ok("queue 1"));
}
