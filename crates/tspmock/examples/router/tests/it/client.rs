//! TAPI 3 in front of the router.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use router::{Router, Trunk};
use tapi_client::{Agent, AgentSession, CallCenter, Event, TapiError};
use tapi_types::tapi3::{AgentHandlerEvent, AgentSessionEvent, TapiEvent};
use tapi_types::{AddressId, LineError, SessionState};
use tokio::task::AbortHandle;
use tokio::time::sleep;
use tsp_provider::{Device, OpenOptions, Provider, Ticket};

const S: Duration = Duration::from_secs(1);

/// A device, the router at work on it, and a client.
fn hall(device: &Device) -> (CallCenter, Trunk, AbortHandle) {
    let (router, trunk) = Router::open(device, &["anna", "ben"]).expect("nobody else serves it");
    let line = device.open(OpenOptions::default()).expect("it serves nothing");
    (CallCenter::new(Arc::new(line)), trunk, tokio::spawn(router.run()).abort_handle())
}

async fn log_in(center: &CallCenter, id: &str) -> (Agent, AgentSession) {
    let handler = center.agent_handlers().expect("it is up").remove(0);
    let agent = handler.create_agent_with_id(id, "").await.expect("the id is known");
    let session = agent.create_session(Router::group(), AddressId(0)).await.expect("the group is there");
    session.put_state(SessionState::Ready).await.expect("a new session may be READY");
    (agent, session)
}

#[tokio::test(start_paused = true)]
async fn calls_are_counted_and_wrap_up_ends_by_itself() {
    let (center, trunk, _router) = hall(&Device::new(Vec::new()));
    let (agent, session) = log_in(&center, "anna").await;
    let call = trunk.call(10 * S).await.expect("the router is there");
    sleep(30 * S).await;
    assert_eq!(session.state(), Ok(SessionState::BusyOnCall));
    assert!(trunk.hang_up(call).await);
    assert!(!trunk.hang_up(call).await);
    sleep(9 * S).await;
    assert_eq!(session.state(), Ok(SessionState::BusyWrapUp));
    sleep(2 * S).await;
    assert_eq!(session.state(), Ok(SessionState::Ready));
    assert_eq!((session.number_of_calls().await, session.total_talk_time().await), (Ok(1), Ok(30)));
    assert_eq!((session.total_wrap_up_time().await, agent.total_acd_call_time().await), (Ok(10), Ok(40)));
}

#[tokio::test(start_paused = true)]
async fn who_has_been_ready_for_longest_is_next_and_callers_give_up() {
    let (center, trunk, _router) = hall(&Device::new(Vec::new()));
    let (_, anna) = log_in(&center, "anna").await;
    sleep(S).await;
    let (_, ben) = log_in(&center, "ben").await;
    let first = trunk.call(Duration::ZERO).await.expect("the router is there");
    assert_eq!(trunk.connected().await, [first]);
    trunk.hang_up(first).await;
    trunk.call(Duration::ZERO).await;
    trunk.call(Duration::ZERO).await;
    let third = trunk.call(Duration::ZERO).await.expect("the router is there");
    sleep(20 * S).await;
    let queue = center.queue(Router::queue());
    assert_eq!((queue.current_calls_queued().await, queue.current_longest_wait_time().await), (Ok(1), Ok(20)));
    trunk.hang_up(third).await;
    assert_eq!((queue.total_calls_abandoned().await, queue.longest_ever_wait_time().await), (Ok(1), Ok(20)));
    assert_eq!((anna.number_of_calls().await, ben.number_of_calls().await), (Ok(2), Ok(1)));
}

#[tokio::test(start_paused = true)]
async fn everybody_is_told() {
    let device = Device::new(Vec::new());
    let (center, trunk, _router) = hall(&device);
    let other = CallCenter::new(Arc::new(device.open(OpenOptions::default()).expect("it serves nothing")));
    let mut events = other.events(100);
    events.put_event_filter(TapiEvent::AgentSession.into()).await.expect("no list is needed");
    log_in(&center, "anna").await;
    let call = trunk.call(S).await.expect("the router is there");
    trunk.hang_up(call).await;
    sleep(2 * S).await;
    let mut told = Vec::new();
    while let Some(event) = events.try_next() {
        let Event::AgentSession(event) = event else { panic!("{event:?} was not asked for") };
        told.push(event.event());
    }
    let wanted = [
        AgentSessionEvent::NewSession,
        AgentSessionEvent::Ready,
        AgentSessionEvent::Busy,
        AgentSessionEvent::WrapUp,
        AgentSessionEvent::Ready,
    ];
    assert_eq!(told, wanted);
}

#[tokio::test(start_paused = true)]
async fn strangers_are_refused_and_a_restart_begins_anew() {
    let device = Device::new(Vec::new());
    let (center, _trunk, router) = hall(&device);
    let handler = center.agent_handlers().expect("it is up").remove(0);
    assert_eq!(handler.name().await, Ok("router".to_owned()));
    let stranger = handler.create_agent_with_id("eve", "").await.map(|agent| agent.handle());
    assert_eq!(stranger, Err(TapiError::Line(LineError::OPERATIONFAILED)));
    assert_eq!(Router::open(&device, &[]).map(drop), Err(LineError::NOTREGISTERED));

    let mut events = center.events(100);
    events.put_event_filter(TapiEvent::AgentHandler.into()).await.expect("no list is needed");
    router.abort();
    sleep(S).await;
    assert!(center.agent_handlers().is_ok_and(|handlers| handlers.is_empty()));
    let unserved = center.queue(Router::queue()).total_calls_queued().await;
    assert_eq!(unserved, Err(TapiError::Line(LineError::OPERATIONUNAVAIL)));
    let (again, _trunk) = Router::open(&device, &["anna"]).expect("nobody serves it any more");
    let _again = tokio::spawn(again.run());
    assert_eq!(center.queue(Router::queue()).total_calls_queued().await, Ok(0));
    for wanted in [AgentHandlerEvent::AgentHandlerRemoved, AgentHandlerEvent::NewAgentHandler] {
        let Some(Event::AgentHandler(told)) = events.next().await else { panic!("the restart is not told") };
        assert_eq!(told.event(), wanted);
    }
}

#[test]
fn requests_whose_messages_are_lost_are_answered_all_the_same() {
    let device = Device::new(Vec::new());
    let (mut router, _trunk) = Router::open(&device, &[]).expect("nobody else serves it");
    let line = device.open(OpenOptions::default()).expect("it serves nothing");
    // More than the router's buffer has room for.
    let tickets: Vec<Ticket> = (0..1500).map(|_| Ticket::unlimited()).collect();
    let mut calls: Vec<_> = tickets.iter().map(|ticket| line.line_get_group_list(ticket)).collect();
    let mut answered = || {
        let mut context = Context::from_waker(Waker::noop());
        calls
            .iter_mut()
            .filter_map(|call| match call.as_mut().poll(&mut context) {
                Poll::Ready(reply) => reply.ok(),
                Poll::Pending => None,
            })
            .count()
    };
    assert_eq!(answered(), 0);
    router.serve();
    assert_eq!(answered(), 1500);
}
