//! The objects that come with events.

use tapi_client::Event;
use tapi_types::line::{AgentSessionStatus, AgentStatusEx, GroupStatus, ProxyStatus, QueueStatus};
use tapi_types::tapi3::{self, TapiEvent};
use tapi_types::{AgentState, GroupId, Message, SessionState};

use crate::desk::{self, anna, annas_session, listed_group, sales};

/// What a listener hears who wants everything of the call centre, when a group has come and this message arrives.
async fn event_of(message: Message) -> Event {
    let (desk, center) = desk::center();
    let mut events = center.events(4);
    events.put_event_filter(TapiEvent::CALL_CENTER).await.expect("the groups are listed");
    desk.script().groups.push(listed_group(3));
    desk.send(message);
    events.try_next().expect("an event comes")
}

macro_rules! heard {
    ($kind:ident, $message:expr) => {
        match event_of($message).await {
            Event::$kind(event) => event,
            other => panic!("another event came: {other:?}"),
        }
    };
}

fn agent_is_busy() -> Message {
    let (what, state) = (AgentStatusEx::State.into(), Some(AgentState::BusyOutgoing));
    Message::AgentStatusEx { agent: anna(), what, state }
}

fn session_wraps_up() -> Message {
    let (what, state) = (AgentSessionStatus::State.into(), Some(SessionState::BusyWrapUp));
    Message::AgentSessionStatus { session: annas_session(), what, state }
}

fn group_is_new() -> Message {
    Message::GroupStatus { what: GroupStatus::NewGroup.into() }
}

fn queue_is_removed() -> Message {
    Message::QueueStatus { queue: sales(), what: QueueStatus::QueueRemoved.into() }
}

fn handler_is_gone() -> Message {
    Message::ProxyStatus { status: ProxyStatus::Close, request: None }
}

#[tokio::test]
async fn agent_event_agent() {
    assert_eq!(heard!(Agent, agent_is_busy()).agent().handle(), anna());
}

#[tokio::test]
async fn agent_event_event() {
    assert_eq!(heard!(Agent, agent_is_busy()).event(), tapi3::AgentEvent::BusyOutgoing);
}

#[tokio::test]
async fn agent_session_event_session() {
    assert_eq!(heard!(AgentSession, session_wraps_up()).session().id(), annas_session());
}

#[tokio::test]
async fn agent_session_event_event() {
    assert_eq!(heard!(AgentSession, session_wraps_up()).event(), tapi3::AgentSessionEvent::WrapUp);
}

#[tokio::test]
async fn acd_group_event_group() {
    assert_eq!(heard!(AcdGroup, group_is_new()).group().id(), GroupId::at(3));
}

#[tokio::test]
async fn acd_group_event_event() {
    // The same, and one that is gone: a new group alone would be the default.
    assert_eq!(heard!(AcdGroup, group_is_new()).event(), tapi3::AcdGroupEvent::NewGroup);
    let (desk, center) = desk::center();
    let mut events = center.events(4);
    events.put_event_filter(TapiEvent::AcdGroup.into()).await.expect("the groups are listed");
    desk.script().groups.clear();
    desk.send(Message::GroupStatus { what: GroupStatus::GroupRemoved.into() });
    let Some(Event::AcdGroup(event)) = events.try_next() else { panic!("no event of a group came") };
    assert_eq!(event.event(), tapi3::AcdGroupEvent::GroupRemoved);
}

#[tokio::test]
async fn queue_event_queue() {
    assert_eq!(heard!(Queue, queue_is_removed()).queue().id(), sales());
}

#[tokio::test]
async fn queue_event_event() {
    assert_eq!(heard!(Queue, queue_is_removed()).event(), tapi3::AcdQueueEvent::QueueRemoved);
}

#[tokio::test]
async fn agent_handler_event_agent_handler() {
    let handler = heard!(AgentHandler, handler_is_gone()).agent_handler().clone();
    assert_eq!(handler.name().await.as_deref(), Ok("the desk"));
}

#[tokio::test]
async fn agent_handler_event_event() {
    assert_eq!(heard!(AgentHandler, handler_is_gone()).event(), tapi3::AgentHandlerEvent::AgentHandlerRemoved);
}
