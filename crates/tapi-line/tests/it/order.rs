//! Waiting for messages, and replies that come before or after the return of the call.

use std::sync::Arc;
use std::time::Duration;

use tapi_line::{Arrival, Memory, ReplyOrder, Settings};
use tapi_types::line::MessageNumber;
use tapi_types::{LineError, Message};
use tokio::task::yield_now;
use tsp_provider::Answer;

use crate::samples;
use crate::stand::{Stand, reply, stand, stand_with};

/// What is waited for, which must come: on a clock that stands still, time passes when nothing else can happen.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(1), future).await.expect("nothing moves any more")
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_moves_the_requests_on() {
    let stand = Arc::new(stand());
    stand.toy.hold();
    let reader = tokio::spawn({
        let stand = Arc::clone(&stand);
        async move { stand.app.next().await }
    });
    yield_now().await;
    // Made while the reader waits already.
    stand.toy.answer(Answer::QueueInfo(samples::queue_info()));
    let info = Memory::of_size(52);
    let call = stand.app.line_get_queue_info(stand.line, 2, Some(&info));
    yield_now().await;
    assert!(!reader.is_finished());
    stand.toy.release();
    let Some(Arrival::Message(message)) = soon(reader).await.expect("it ends") else { panic!("a message") };
    assert_eq!(message.parameters, [call.unsigned_abs(), 0, 0]);
    assert_eq!(info.to_bytes()[12..16], 1800_u32.to_le_bytes());
}

#[tokio::test(start_paused = true)]
async fn a_line_that_opens_is_heard_by_a_reader_who_waits() {
    let stand = Arc::new(stand());
    let Stand { app, toy, handle, line } = &*stand;
    assert_eq!(app.line_close(*line), 0);
    assert!(soon(app.next()).await.is_some());
    let reader = tokio::spawn({
        let stand = Arc::clone(&stand);
        async move { stand.app.next().await }
    });
    yield_now().await;
    let mut line = 0;
    assert_eq!(app.line_open(*handle, 0, Some(&mut line), tapi_line::OpenLine::default()), 0);
    yield_now().await;
    toy.send(Message::AgentSpecific { extension: 2, params: [3, 4] });
    let Some(Arrival::Message(message)) = soon(reader).await.expect("it ends") else { panic!("a message") };
    assert_eq!((message.line, message.parameters), (line, [2, 3, 4]));
}

#[tokio::test(start_paused = true)]
async fn the_queue_ends_with_the_application() {
    let Stand { app, handle, .. } = stand();
    assert_eq!(app.line_shutdown(handle), 0);
    let Some(Arrival::Message(close)) = soon(app.next()).await else { panic!("the line closes") };
    assert_eq!(close.number, MessageNumber::Close.number());
    assert_eq!(soon(app.next()).await, None);
}

#[test]
fn after_the_return_there_is_nothing_until_somebody_looks() {
    let stand = stand();
    let info = Memory::from([52, 0, 0, 0].into_iter().chain([0xA5; 60]).collect::<Vec<u8>>());
    let before = info.to_bytes();
    stand.toy.answer(Answer::QueueInfo(samples::queue_info()));
    let call = stand.app.line_get_queue_info(stand.line, 2, Some(&info));
    assert_eq!(info.to_bytes(), before);
    assert_eq!(reply(&stand.app, call), Ok(()));
    assert_ne!(info.to_bytes(), before);
    assert_eq!(info.to_bytes()[52..], before[52..], "nothing behind dwTotalSize is touched");
}

#[test]
fn before_the_return_the_reply_is_there_already() {
    let stand = stand_with(Settings { reply_order: ReplyOrder::BeforeReturn, ..Settings::default() });
    let info = Memory::of_size(52);
    stand.toy.answer(Answer::QueueInfo(samples::queue_info()));
    let call = stand.app.line_get_queue_info(stand.line, 2, Some(&info));
    assert_eq!(info.to_bytes()[12..16], 1800_u32.to_le_bytes(), "it was filled before the call returned");
    assert_eq!(reply(&stand.app, call), Ok(()));
}

/// What a program sees that reads its queue on one thread and calls on another.
async fn seen(order: ReplyOrder) -> Vec<&'static str> {
    let Stand { app, toy, line, .. } = stand();
    app.set_reply_order(order);
    toy.hold();
    let seen = std::sync::Mutex::new(Vec::new());
    let note = |what| seen.lock().expect("nobody panics").push(what);
    let caller = async {
        let call = app.on_another_thread(|app| app.line_set_agent_state_ex(line, 1, 2, 0)).await;
        assert_eq!(call, 1);
        note("return");
    };
    let reader = async {
        let Some(Arrival::Message(message)) = app.next().await else { panic!("a message") };
        assert_eq!(message.parameters, [1, 0, 0]);
        note("reply");
        // Long enough for the other thread.
        yield_now().await;
    };
    let provider = async {
        for _ in 0..5 {
            yield_now().await;
        }
        toy.release();
    };
    soon(async { tokio::join!(caller, reader, provider) }).await;
    seen.into_inner().expect("nobody panics")
}

#[tokio::test(start_paused = true)]
async fn both_orders_of_reply_and_return_can_be_had_of_a_slow_provider() {
    assert_eq!(seen(ReplyOrder::AfterReturn).await, ["return", "reply"]);
    assert_eq!(seen(ReplyOrder::BeforeReturn).await, ["reply", "return"]);
}

#[tokio::test(start_paused = true)]
async fn errors_return_at_once_in_either_order() {
    let Stand { app, line, .. } = stand_with(Settings { reply_order: ReplyOrder::BeforeReturn, ..Settings::default() });
    let returned = soon(app.on_another_thread(|app| app.line_set_agent_state_ex(line, 0, 2, 0))).await;
    assert_eq!(returned, LineError::INVALPARAM.long());
}

#[test]
fn memory_can_be_scribbled_over_while_it_belongs_to_a_request() {
    let stand = stand_with(Settings { undefined: Some(0xCD), ..Settings::default() });
    stand.toy.hold();
    let (info, handle) = (Memory::of_size(52), Memory::of_handle());
    let block = Memory::from(b"block".to_vec());
    assert!(stand.app.line_get_queue_info(stand.line, 2, Some(&info)) > 0);
    assert!(stand.app.line_create_agent(stand.line, None, None, Some(&handle)) > 0);
    assert!(stand.app.line_agent_specific(stand.line, 0, 0, Some(&block), 3) > 0);
    assert_eq!(info.to_bytes(), [&[52, 0, 0, 0][..], &[0xCD; 48]].concat());
    assert_eq!((handle.to_bytes(), block.to_bytes()), (vec![0xCD; 4], b"\xCD\xCD\xCDck".to_vec()));
}
