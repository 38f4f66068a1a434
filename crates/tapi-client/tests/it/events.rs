//! What a listener hears, message by message.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use tapi_client::{AgentSession, CallCenter, Event, Events, LIMIT, TapiError};
use tapi_types::line::{AgentSessionStatus, AgentStatusEx, GroupStatus, ProxyRequestType, ProxyStatus, QueueStatus};
use tapi_types::tapi3::{AgentEvent, AgentSessionEvent, TapiEvent};
use tapi_types::{
    AddressId, AgentId, AgentState, Bits, GroupId, LineError, Message, QueueId, RequestId, SessionId, SessionState,
    line,
};

use crate::desk::{Desk, anna, annas_session, center, front, listed_group, sales};

/// An event in short: its interface's kind, the number of its object, and its own name in the headers.
fn short(event: &Event) -> String {
    let name = |kind: &str, number: u32, event: &str| format!("{kind} {number} {event}");
    match event {
        Event::Agent(event) => name("agent", event.agent().handle().get(), event.event().original_name()),
        Event::AgentSession(event) => name("session", event.session().id().get(), event.event().original_name()),
        Event::AcdGroup(event) => name("group", event.group().id().get(), event.event().original_name()),
        Event::Queue(event) => name("queue", event.queue().id().get(), event.event().original_name()),
        Event::AgentHandler(event) => {
            let addresses = u32::try_from(event.agent_handler().usable_addresses().len()).expect("a few");
            name("handler", addresses, event.event().original_name())
        }
        Event::Missed(messages) => format!("missed {messages}"),
    }
}

/// All that is there.
fn heard(events: &mut Events) -> Vec<String> {
    std::iter::from_fn(|| events.try_next()).map(|event| short(&event)).collect()
}

async fn listen(filter: impl Into<Bits<TapiEvent>>) -> (Arc<Desk>, CallCenter, Events) {
    let (desk, center) = center();
    let mut events = center.events(16);
    events.put_event_filter(filter.into()).await.expect("the groups are listed");
    desk.told();
    (desk, center, events)
}

fn agent(what: impl Into<Bits<AgentStatusEx>>, state: impl Into<Option<AgentState>>) -> Message {
    Message::AgentStatusEx { agent: anna(), what: what.into(), state: state.into() }
}

fn session(what: impl Into<Bits<AgentSessionStatus>>, state: impl Into<Option<SessionState>>) -> Message {
    Message::AgentSessionStatus { session: annas_session(), what: what.into(), state: state.into() }
}

fn queue(what: impl Into<Bits<QueueStatus>>) -> Message {
    Message::QueueStatus { queue: sales(), what: what.into() }
}

fn group(what: impl Into<Bits<GroupStatus>>) -> Message {
    Message::GroupStatus { what: what.into() }
}

fn proxy(status: ProxyStatus, request: impl Into<Option<ProxyRequestType>>) -> Message {
    Message::ProxyStatus { status, request: request.into() }
}

/// One of each kind, of which a group came.
fn one_of_each(desk: &Desk) {
    desk.script().groups.push(listed_group(3));
    desk.send(agent(AgentStatusEx::State, AgentState::Ready));
    desk.send(session(AgentSessionStatus::NewSession, None));
    desk.send(proxy(ProxyStatus::AllOpenForAcd, None));
    desk.send(group(GroupStatus::NewGroup));
    desk.send(queue(QueueStatus::NewQueue));
}

const EACH: [&str; 5] = [
    "agent 6 AE_READY",
    "session 5 ASE_NEW_SESSION",
    "handler 2 AHE_NEW_AGENTHANDLER",
    "group 4 ACDGE_NEW_GROUP",
    "queue 7 ACDQE_NEW_QUEUE",
];

#[tokio::test]
async fn nothing_comes_before_a_filter_is_set() {
    let (desk, center) = center();
    let mut events = center.events(16);
    one_of_each(&desk);
    assert!(heard(&mut events).is_empty());
    assert_eq!(events.event_filter(), Bits::NONE);
    one_of_each(&desk);
    events.put_event_filter(TapiEvent::CALL_CENTER).await.expect("the groups are listed");
    assert!(heard(&mut events).is_empty(), "nor what came before, when it is set");
    assert_eq!(events.event_filter().bits(), 0x7600);
}

#[tokio::test]
async fn everything_comes_with_all_five_bits() {
    let (desk, _, mut events) = listen(TapiEvent::CALL_CENTER).await;
    one_of_each(&desk);
    assert_eq!(heard(&mut events), EACH);
}

#[tokio::test]
async fn each_bit_lets_its_own_kind_through() {
    let bits = [0x200, 0x400, 0x1000, 0x2000, 0x4000];
    for (bit, wanted) in bits.into_iter().zip(EACH) {
        let (desk, _, mut events) = listen(Bits::from_bits(bit)).await;
        one_of_each(&desk);
        let event = events.try_next().expect("one comes");
        assert_eq!(short(&event), wanted);
        assert_eq!(event.kind().map(TapiEvent::number), Some(bit));
        assert!(events.try_next().is_none(), "{bit:#x}");
    }
    let (desk, _, mut events) = listen(Bits::from_bits(!0x7600)).await;
    one_of_each(&desk);
    assert!(heard(&mut events).is_empty(), "no other bit does");
}

#[tokio::test]
async fn a_filter_judges_what_comes_after_it_was_set() {
    let (desk, _, mut events) = listen(TapiEvent::Agent).await;
    one_of_each(&desk);
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("no list is needed");
    one_of_each(&desk);
    events.put_event_filter(Bits::NONE).await.expect("no list is needed");
    one_of_each(&desk);
    assert_eq!(heard(&mut events), ["agent 6 AE_READY", "queue 7 ACDQE_NEW_QUEUE"]);
}

#[tokio::test]
async fn a_filter_set_over_and_over_piles_nothing_up() {
    let (desk, center) = center();
    let mut events = center.events(2);
    for _ in 0..5 {
        events.put_event_filter(TapiEvent::Queue.into()).await.expect("no list is needed");
        desk.send(queue(QueueStatus::NewQueue));
    }
    let new = "queue 7 ACDQE_NEW_QUEUE";
    assert_eq!(heard(&mut events), ["missed 2", new, new, new], "two that waited, and one in the buffer");
}

#[tokio::test]
async fn the_state_of_an_agent_is_the_event_of_its_number() {
    let (desk, _, mut events) = listen(TapiEvent::Agent).await;
    for &state in AgentState::ALL {
        desk.send(agent(AgentStatusEx::State, state));
        let Some(Event::Agent(event)) = events.try_next() else { panic!("no event of an agent for {state}") };
        // RELEASED has none.
        let wanted = state.tapi3().unwrap_or(5);
        assert_eq!(i32::from(event.event()), wanted, "{state}");
    }
    desk.send(agent(AgentStatusEx::State, None));
    assert_eq!(heard(&mut events), ["agent 6 AE_UNKNOWN"]);
    assert_eq!(i32::from(AgentEvent::Unknown), 5);
}

#[tokio::test]
async fn new_agents_and_new_figures_are_no_events() {
    let (desk, _, mut events) = listen(TapiEvent::CALL_CENTER).await;
    desk.send(agent(AgentStatusEx::NewAgent, None));
    desk.send(agent(AgentStatusEx::UpdateInfo, None));
    desk.send(session(AgentSessionStatus::UpdateInfo, None));
    desk.send(queue(QueueStatus::UpdateInfo));
    desk.send(proxy(ProxyStatus::Open, ProxyRequestType::GetAgentInfo));
    assert!(heard(&mut events).is_empty());
    desk.send(agent(AgentStatusEx::NewAgent | AgentStatusEx::State, AgentState::NotReady));
    assert_eq!(heard(&mut events), ["agent 6 AE_NOT_READY"], "with others a state still is one");
}

#[tokio::test]
async fn the_state_of_a_session_is_the_event_one_above_its_number() {
    let (desk, _, mut events) = listen(TapiEvent::AgentSession).await;
    for &state in SessionState::ALL {
        desk.send(session(AgentSessionStatus::State, state));
        let Some(Event::AgentSession(event)) = events.try_next() else { panic!("no event of a session for {state}") };
        assert_eq!(Some(i32::from(event.event()) - 1), state.tapi3(), "{state}");
    }
    desk.send(session(AgentSessionStatus::NewSession, None));
    let Some(Event::AgentSession(event)) = events.try_next() else { panic!("no event of a new session") };
    assert_eq!((event.event(), i32::from(event.event())), (AgentSessionEvent::NewSession, 0));
}

#[tokio::test]
async fn a_message_with_two_bits_is_two_events() {
    let (desk, _, mut events) = listen(TapiEvent::CALL_CENTER).await;
    desk.send(session(AgentSessionStatus::State | AgentSessionStatus::NewSession, SessionState::NotReady));
    desk.send(queue(QueueStatus::QueueRemoved | QueueStatus::NewQueue));
    let wanted = [
        "session 5 ASE_NEW_SESSION",
        "session 5 ASE_NOT_READY",
        "queue 7 ACDQE_NEW_QUEUE",
        "queue 7 ACDQE_QUEUE_REMOVED",
    ];
    assert_eq!(heard(&mut events), wanted);
}

#[tokio::test]
async fn a_new_session_is_known_and_a_released_one_is_forgotten_without_an_event() {
    let (desk, center, mut events) = listen(TapiEvent::AgentSession).await;
    let sessions = || center.agent(anna()).agent_sessions().iter().map(AgentSession::id).collect::<Vec<_>>();
    assert!(sessions().is_empty());
    desk.send(session(AgentSessionStatus::NewSession, None));
    assert_eq!(heard(&mut events), ["session 5 ASE_NEW_SESSION"]);
    assert_eq!(sessions(), [annas_session()]);
    desk.send(session(AgentSessionStatus::State, SessionState::Ended));
    assert_eq!(heard(&mut events), ["session 5 ASE_END"]);
    assert_eq!(sessions(), [annas_session()], "its figures can still be read");
    desk.send(session(AgentSessionStatus::State, None));
    assert!(heard(&mut events).is_empty());
    assert!(sessions().is_empty());
}

/// Where the provider keeps no entries, the last event says the state.
#[tokio::test]
async fn the_last_event_says_the_state() {
    let (desk, center, mut events) = listen(TapiEvent::CALL_CENTER).await;
    desk.script().has_entries = false;
    let handler = center.agent_handlers().expect("TAPI is up").remove(0);
    let made = handler.create_agent_with_id("1007", "4711").await.expect("it is made");
    let created = made.create_session(front(), AddressId(9)).await.expect("it is created");
    desk.told();
    assert_eq!((made.state(), created.state()), (Ok(AgentState::Unknown), Ok(SessionState::NotReady)));
    desk.send(agent(AgentStatusEx::State, AgentState::BusyAcd));
    desk.send(session(AgentSessionStatus::State, SessionState::BusyOnCall));
    assert_eq!(heard(&mut events).len(), 2);
    assert_eq!((made.state(), created.state()), (Ok(AgentState::BusyAcd), Ok(SessionState::BusyOnCall)));
    desk.send(agent(AgentStatusEx::State, AgentState::Released));
    desk.send(session(AgentSessionStatus::State, None));
    assert_eq!(heard(&mut events), ["agent 6 AE_UNKNOWN"]);
    assert_eq!(made.state(), Ok(AgentState::Unknown));
    assert_eq!(created.state(), Err(TapiError::Line(LineError::INVALPARAM)), "nobody knows it any more");
    assert!(desk.told().is_empty());
}

#[tokio::test]
async fn queues_come_and_go() {
    let (desk, _, mut events) = listen(TapiEvent::Queue).await;
    desk.send(queue(QueueStatus::NewQueue));
    desk.send(queue(QueueStatus::QueueRemoved | QueueStatus::UpdateInfo));
    assert_eq!(heard(&mut events), ["queue 7 ACDQE_NEW_QUEUE", "queue 7 ACDQE_QUEUE_REMOVED"]);
}

#[tokio::test]
async fn a_handler_comes_with_all_its_proxies_and_goes_with_the_first() {
    let (desk, _, mut events) = listen(TapiEvent::AgentHandler).await;
    desk.send(proxy(ProxyStatus::Close, ProxyRequestType::SetAgentGroup));
    assert!(heard(&mut events).is_empty(), "TAPI 3 does not need this one");
    for request in [ProxyRequestType::GetAgentInfo, ProxyRequestType::GetQueueInfo] {
        desk.send(proxy(ProxyStatus::Close, request));
    }
    assert_eq!(heard(&mut events), ["handler 2 AHE_AGENTHANDLER_REMOVED"], "it is gone once");
    desk.send(proxy(ProxyStatus::Open, ProxyRequestType::GetAgentInfo));
    desk.send(proxy(ProxyStatus::AllOpenForAcd, None));
    desk.send(proxy(ProxyStatus::Close, ProxyRequestType::GetAgentCaps));
    assert_eq!(heard(&mut events), ["handler 2 AHE_NEW_AGENTHANDLER", "handler 2 AHE_AGENTHANDLER_REMOVED"]);
}

#[tokio::test]
async fn a_handler_that_was_never_complete_does_not_go() {
    let (desk, center) = center();
    desk.script().proxies = Some(vec![ProxyRequestType::GetAgentInfo]);
    let mut events = center.events(4);
    events.put_event_filter(TapiEvent::AgentHandler.into()).await.expect("no list is needed");
    desk.send(proxy(ProxyStatus::Close, ProxyRequestType::GetAgentInfo));
    assert!(heard(&mut events).is_empty());
}

#[tokio::test]
async fn groups_are_told_apart_by_their_lists() {
    let (desk, _, mut events) = listen(TapiEvent::AcdGroup).await;
    desk.script().groups = vec![listed_group(5), listed_group(7)];
    desk.send(group(GroupStatus::GroupRemoved));
    assert_eq!(heard(&mut events), ["group 3 ACDGE_GROUP_REMOVED", "group 6 ACDGE_NEW_GROUP"]);
    desk.send(group(GroupStatus::NewGroup));
    assert!(heard(&mut events).is_empty(), "it has been told already");
    assert_eq!(desk.told(), ["groups", "groups"], "the list is fetched for each message");
}

#[tokio::test]
async fn a_group_that_came_and_went_between_two_lists_is_missed() {
    let (desk, _, mut events) = listen(TapiEvent::AcdGroup).await;
    desk.send(group(GroupStatus::NewGroup));
    desk.send(group(GroupStatus::GroupRemoved));
    assert_eq!(heard(&mut events), ["missed 1", "missed 1"]);
}

#[tokio::test]
async fn what_comes_behind_a_group_waits_for_its_list() {
    let (desk, _, mut events) = listen(TapiEvent::CALL_CENTER).await;
    desk.script().groups.clear();
    desk.send(group(GroupStatus::GroupRemoved));
    desk.send(queue(QueueStatus::NewQueue));
    let wanted = ["group 8 ACDGE_GROUP_REMOVED", "group 3 ACDGE_GROUP_REMOVED", "queue 7 ACDQE_NEW_QUEUE"];
    assert_eq!(heard(&mut events), wanted);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_had_is_a_gap_until_the_next() {
    let (desk, _, mut events) = listen(TapiEvent::AcdGroup).await;
    desk.script().groups.push(listed_group(3));
    desk.script().refusal = Some(LineError::OPERATIONFAILED);
    desk.send(group(GroupStatus::NewGroup));
    assert_eq!(events.next().await.as_ref().map(short).as_deref(), Some("missed 1"));
    (desk.script().refusal, desk.script().delay) = (None, 2 * LIMIT);
    desk.send(group(GroupStatus::NewGroup));
    assert_eq!(events.next().await.as_ref().map(short).as_deref(), Some("missed 1"), "the limit applies");
    desk.script().delay = Duration::from_secs(1);
    desk.send(group(GroupStatus::GroupRemoved));
    assert_eq!(events.next().await.as_ref().map(short).as_deref(), Some("group 4 ACDGE_NEW_GROUP"), "late");
    assert_eq!(heard(&mut events), ["missed 1"], "this message was about another");
}

#[tokio::test(start_paused = true)]
async fn a_next_that_is_dropped_while_the_list_is_on_its_way_loses_nothing() {
    let (desk, _, mut events) = listen(TapiEvent::AcdGroup).await;
    desk.script().groups.push(listed_group(3));
    desk.script().delay = Duration::from_secs(10);
    desk.send(group(GroupStatus::NewGroup));
    assert!(tokio::time::timeout(Duration::from_secs(3), events.next()).await.is_err());
    assert_eq!(events.next().await.as_ref().map(short).as_deref(), Some("group 4 ACDGE_NEW_GROUP"));
    assert_eq!(desk.told(), ["groups"], "it was asked for once");
}

#[tokio::test]
async fn a_filter_that_needs_a_list_that_cannot_be_had_is_not_set() {
    let (desk, _, mut events) = listen(TapiEvent::Queue).await;
    desk.script().refusal = Some(LineError::OPERATIONUNAVAIL);
    let refused = events.put_event_filter(TapiEvent::CALL_CENTER).await;
    assert_eq!(refused, Err(TapiError::Line(LineError::OPERATIONUNAVAIL)));
    assert_eq!(events.event_filter(), TapiEvent::Queue.into());
    desk.told();
    let others = TapiEvent::CALL_CENTER - TapiEvent::AcdGroup.into();
    assert_eq!(events.put_event_filter(others).await, Ok(()));
    desk.send(group(GroupStatus::NewGroup));
    assert!(heard(&mut events).is_empty());
    assert!(desk.told().is_empty(), "no list is fetched where nobody wants groups");
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_is_dropped_on_its_way_is_not_set() {
    let (desk, _, mut events) = listen(TapiEvent::Queue).await;
    desk.script().delay = Duration::from_secs(10);
    desk.send(queue(QueueStatus::NewQueue));
    let cut = tokio::time::timeout(Duration::from_secs(3), events.put_event_filter(TapiEvent::AcdGroup.into())).await;
    assert!(cut.is_err(), "the list is not there yet");
    assert_eq!(events.event_filter(), TapiEvent::Queue.into());
    assert_eq!(heard(&mut events), ["queue 7 ACDQE_NEW_QUEUE"]);
    assert_eq!(events.put_event_filter(TapiEvent::AcdGroup.into()).await, Ok(()));
}

#[test]
fn everything_may_go_to_another_thread() {
    fn shared<T: Send + Sync>(_: &T) {}
    fn sent<T: Send>(_: T) {}
    let (_, center) = center();
    shared(&center);
    shared(&center.agent(anna()));
    shared(&center.session(annas_session()));
    shared(&center.acd_group(front()));
    shared(&center.queue(sales()));
    shared(&center.agent_handlers().expect("it is open"));
    sent(center.queue(sales()).info());
    sent(center.agent(anna()).create_session(front(), AddressId(0)));
    let mut events = center.events(1);
    sent(events.put_event_filter(TapiEvent::CALL_CENTER));
    sent(events.next());
    sent(events);
}

#[tokio::test]
async fn messages_of_other_faces_are_not_even_buffered() {
    let (desk, center) = center();
    let mut events = center.events(1);
    events.put_event_filter(TapiEvent::CALL_CENTER).await.expect("the groups are listed");
    desk.send(queue(QueueStatus::NewQueue));
    desk.send(Message::AgentSpecific { extension: 1, params: [2, 3] });
    let (what, state) = (line::AgentStatus::State.into(), Some(line::AgentState::Ready));
    desk.send(Message::AgentStatus { address: AddressId(3), what, state });
    desk.send(Message::ProxyRequest { request: RequestId::at(0) });
    assert_eq!(heard(&mut events), ["queue 7 ACDQE_NEW_QUEUE"]);
    desk.send(Message::Reply { request: RequestId::at(0), result: Ok(()) });
    assert!(heard(&mut events).is_empty());
}

#[tokio::test]
async fn a_slow_reader_hears_of_the_loss() {
    let (desk, center) = center();
    let mut events = center.events(2);
    events.put_event_filter(TapiEvent::Agent.into()).await.expect("no list is needed");
    for state in [AgentState::Ready, AgentState::BusyAcd, AgentState::NotReady, AgentState::Ready] {
        desk.send(agent(AgentStatusEx::State, state));
        desk.send(queue(QueueStatus::NewQueue));
    }
    assert_eq!(heard(&mut events), ["missed 6", "agent 6 AE_READY"], "messages count, wanted or not");
}

#[tokio::test]
async fn a_loss_without_a_filter_is_none() {
    let (desk, center) = center();
    let mut events = center.events(0);
    for _ in 0..3 {
        desk.send(queue(QueueStatus::NewQueue));
    }
    assert!(heard(&mut events).is_empty());
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("no list is needed");
    desk.send(queue(QueueStatus::QueueRemoved));
    assert_eq!(heard(&mut events), ["queue 7 ACDQE_QUEUE_REMOVED"], "one has room at least");
}

#[tokio::test]
async fn handlers_take_turns() {
    let (first, second, third) = (Desk::new(), Desk::new(), Desk::new());
    let center = CallCenter::new(first.clone()).with_handler(second.clone()).with_handler(third.clone());
    let mut events = center.events(8);
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("no list is needed");
    let new = |desk: &Desk, places: &[usize]| {
        for &place in places {
            desk.send(Message::QueueStatus { queue: QueueId::at(place), what: QueueStatus::NewQueue.into() });
        }
    };
    new(&first, &[0, 1, 2]);
    new(&third, &[10, 11]);
    let numbers = |events: &mut Events| -> Vec<String> {
        heard(events).iter().filter_map(|event| event.split(' ').nth(1).map(str::to_owned)).collect()
    };
    assert_eq!(numbers(&mut events), ["1", "11", "2", "12", "3"]);
    new(&second, &[20, 21]);
    new(&first, &[5]);
    assert_eq!(numbers(&mut events), ["21", "6", "22"], "behind the one that was last");
}

#[tokio::test]
async fn events_name_objects_of_their_own_handler() {
    let (first, second) = (Desk::new(), Desk::new());
    let center = CallCenter::new(first.clone()).with_handler(second.clone());
    let mut events = center.events(8);
    events.put_event_filter(TapiEvent::CALL_CENTER).await.expect("the groups are listed");
    first.told();
    second.told();
    second.send(queue(QueueStatus::NewQueue));
    let Some(Event::Queue(event)) = events.try_next() else { panic!("no event of a queue") };
    assert_eq!(event.queue().current_calls_queued().await, Ok(22));
    assert_eq!((first.told().len(), second.told().len()), (0, 1));
}

#[tokio::test]
async fn the_stream_ends_with_the_last_line() {
    let (first, second) = (Desk::new(), Desk::new());
    let center = CallCenter::new(first.clone()).with_handler(second.clone());
    let mut events = center.events(8);
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("no list is needed");
    first.send(queue(QueueStatus::NewQueue));
    first.send(Message::Close);
    first.send(queue(QueueStatus::NewQueue));
    second.send(queue(QueueStatus::QueueRemoved));
    assert!(events.next().await.is_some() && events.next().await.is_some());
    assert!(pin!(events.next()).poll(&mut Context::from_waker(Waker::noop())).is_pending(), "one is open");
    second.send(Message::Close);
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none(), "and stays so");
}

#[tokio::test]
async fn events_are_a_stream() {
    let (desk, _, mut events) = listen(TapiEvent::Queue).await;
    let waiting = tokio::spawn(async move {
        let event = poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut events), context)).await;
        event.as_ref().map(short)
    });
    tokio::task::yield_now().await;
    desk.send(queue(QueueStatus::NewQueue));
    assert_eq!(waiting.await.expect("it does not panic").as_deref(), Some("queue 7 ACDQE_NEW_QUEUE"));
}

#[tokio::test]
async fn a_provider_without_messages_has_no_events() {
    /// Serves nothing.
    struct Silent;
    impl tsp_provider::Provider for Silent {}
    let mut events = CallCenter::new(Arc::new(Silent)).events(8);
    assert!(events.next().await.is_none());
}

/// Two listeners do not take from each other.
#[tokio::test]
async fn every_listener_hears_everything() {
    let (desk, center, mut one) = listen(TapiEvent::CALL_CENTER).await;
    let mut other = center.events(8);
    other.put_event_filter(TapiEvent::Agent.into()).await.expect("no list is needed");
    one_of_each(&desk);
    assert_eq!(heard(&mut one), EACH);
    assert_eq!(heard(&mut other), EACH[..1]);
    let ids = [AgentId::at(5).get(), SessionId::at(4).get(), GroupId::at(3).get(), QueueId::at(6).get()];
    assert_eq!(ids, [6, 5, 4, 7], "the numbers in the short form");
}
