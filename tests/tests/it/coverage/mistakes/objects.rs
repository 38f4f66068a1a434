//! Objects of TAPI 3 and their events, over a hand-written ACD behind a device.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tapi_client::{CallCenter, Event, TapiError};
use tapi_types::line::{GroupStatus, QueueStatus};
use tapi_types::tapi3::{AcdGroupEvent, AcdQueueEvent, TapiEvent};
use tapi_types::{AgentId, Bits, Function, GroupId, Hresult, Message, QueueId, SessionId};
use tsp_provider::{Answer, Device, Line, ListedGroup, ListedQueue, OpenOptions, Provider};

use super::super::stand::{acd, device};

fn center(device: &Device) -> CallCenter {
    CallCenter::new(Arc::new(device.open(OpenOptions::default()).expect("a line")))
}

fn sales() -> Vec<ListedGroup> {
    vec![ListedGroup { group: GroupId::at(0), name: "sales".to_owned() }]
}

/// An ACD that makes agents and sessions, and has one group with one queue until it is told otherwise.
fn small_acd(device: &Device) -> (Line, Arc<AtomicBool>) {
    let gone = Arc::new(AtomicBool::new(false));
    let is_gone = Arc::clone(&gone);
    let there = move || !is_gone.load(Ordering::Relaxed);
    let acd = acd(device, move |_, ask| {
        let (queue, is_there) = (ListedQueue { queue: QueueId::at(0), name: "sales_q".to_owned() }, there());
        let answers = [
            (Function::CreateAgent, Answer::Agent(AgentId::at(6))),
            (Function::CreateAgentSession, Answer::Session(SessionId::at(8))),
            (Function::GetGroupList, Answer::Groups(if is_there { sales() } else { Vec::new() })),
            (Function::GetQueueList, Answer::Queues(if is_there { vec![queue] } else { Vec::new() })),
        ];
        let answer = answers.into_iter().find(|(function, _)| Some(*function) == ask.function());
        answer.map(|(_, answer)| Ok(answer))
    });
    (acd, gone)
}

#[tokio::test(start_paused = true)]
async fn mistake_14_nothing_is_delivered_before_a_filter_is_set() {
    let device = device();
    let (acd, _) = small_acd(&device);
    let mut events = center(&device).events(16);
    let message = Message::QueueStatus { queue: QueueId::at(3), what: QueueStatus::NewQueue.into() };
    assert_eq!(acd.line_proxy_message(message), Ok(()));
    assert!(events.try_next().is_none());
    // Nor does what came before come afterwards.
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("a filter");
    assert!(events.try_next().is_none());
    assert_eq!(acd.line_proxy_message(message), Ok(()));
    let Some(Event::Queue(event)) = events.try_next() else { panic!("an event of a queue") };
    assert_eq!((event.queue().id(), event.event()), (QueueId::at(3), AcdQueueEvent::NewQueue));
}

#[tokio::test(start_paused = true)]
async fn mistake_17_an_agent_without_an_id_has_none() {
    let device = device();
    let (_acd, _) = small_acd(&device);
    let handlers = center(&device).agent_handlers().expect("TAPI is initialized");
    let handler = &handlers[0];
    let group = GroupId::at(0);
    let address = handler.usable_addresses()[0];

    let agent = handler.create_agent().await.expect("an agent");
    assert_eq!(agent.id(), Err(TapiError::NoAgentId));
    assert_eq!(TapiError::NoAgentId.hresult(), Hresult::TAPI_E_CALLCENTER_NO_AGENT_ID);
    let with_pin = agent.create_session_with_pin(group, address, "0815").await;
    assert_eq!(with_pin.err(), Some(TapiError::NoAgentId));
    assert!(agent.create_session(group, address).await.is_ok(), "without a PIN it needs no id");

    let agent = handler.create_agent_with_id("4711", "0815").await.expect("an agent");
    assert_eq!(agent.id().as_deref(), Ok("4711"));
    assert!(agent.create_session_with_pin(group, address, "0815").await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn mistake_18_what_was_removed_is_dead() {
    let device = device();
    let (acd, gone) = small_acd(&device);
    let center = center(&device);
    let mut events = center.events(16);
    events.put_event_filter(TapiEvent::AcdGroup | TapiEvent::Queue).await.expect("a filter");
    let handlers = center.agent_handlers().expect("TAPI is initialized");
    let groups = handlers[0].acd_groups().await.expect("groups");
    let queues = groups[0].queues().await.expect("queues");
    assert_eq!((groups[0].name().as_deref(), queues[0].name().as_deref()), (Ok("sales"), Ok("sales_q")));

    gone.store(true, Ordering::Relaxed);
    let removed: Bits<QueueStatus> = QueueStatus::QueueRemoved.into();
    assert_eq!(acd.line_proxy_message(Message::QueueStatus { queue: QueueId::at(0), what: removed }), Ok(()));
    assert_eq!(acd.line_proxy_message(Message::GroupStatus { what: GroupStatus::GroupRemoved.into() }), Ok(()));
    assert!(matches!(events.next().await, Some(Event::Queue(_))));
    let Some(Event::AcdGroup(event)) = events.next().await else { panic!("an event of a group") };
    assert_eq!((event.group().id(), event.event()), (GroupId::at(0), AcdGroupEvent::GroupRemoved));

    assert_eq!(queues[0].total_calls_queued().await, Err(TapiError::QueueRemoved));
    assert_eq!(groups[0].queues().await.err(), Some(TapiError::GroupRemoved));
    assert_eq!(groups[0].name().err(), Some(TapiError::GroupRemoved));
    assert_eq!(TapiError::GroupRemoved.hresult(), Hresult::TAPI_E_CALLCENTER_GROUP_REMOVED);
    assert_eq!(TapiError::QueueRemoved.hresult(), Hresult::TAPI_E_CALLCENTER_QUEUE_REMOVED);
}

#[tokio::test(start_paused = true)]
async fn mistake_19_the_face_of_tapi_3_waits_for_two_minutes() {
    let device = device();
    let _acd = acd(&device, |_, _| None);
    let began = tokio::time::Instant::now();
    let asked = center(&device).session(SessionId::at(0)).put_state(tapi_types::SessionState::Ready).await;
    assert_eq!(asked, Err(TapiError::Timeout));
    assert_eq!(began.elapsed(), Duration::from_secs(120));
    assert_eq!(TapiError::Timeout.hresult(), Hresult::TAPI_E_TIMEOUT);
}
