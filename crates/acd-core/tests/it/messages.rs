//! Messages: which, in which order, and who has to wait for them.

use acd_core::{
    CallTimes, Command, Config, Distribution, Engine, FaultConfig, GroupEvents, NewAgent, NewSession, Output, Policies,
    Request,
};
use tapi_types::line::{self, AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, ProxyStatus, QueueStatus};
use tapi_types::{
    AddressId, AgentId, AgentState, Effect, FaultRule, Function, GroupId, Message, ObjectFilter, QueueId, RequestId,
    SessionId, SessionState, Span, Time,
};

use crate::floor::{agent, arrive, floor, ready, session, set};

const ANNA: AgentId = AgentId::new(1).unwrap();
const HOME: AddressId = AddressId(0);

fn engine(config: Config) -> Engine {
    let mut engine = Engine::new(config);
    engine.check_all_laws();
    engine.announce(true);
    engine
}

/// The messages since the last time.
fn told(engine: &mut Engine) -> Vec<Message> {
    told_with_makers(engine).into_iter().map(|(message, _)| message).collect()
}

fn told_with_makers(engine: &mut Engine) -> Vec<(Message, Vec<RequestId>)> {
    let outputs = engine.take_outputs().into_iter();
    outputs
        .filter_map(|output| match output {
            Output::Message { message, makers, .. } => Some((message, makers)),
            Output::Handled { .. } | Output::Finished { .. } => None,
        })
        .collect()
}

fn of_session(session: SessionId, what: AgentSessionStatus, state: Option<SessionState>) -> Message {
    Message::AgentSessionStatus { session, what: what.into(), state }
}

fn of_agent(what: AgentStatusEx, state: Option<AgentState>) -> Message {
    Message::AgentStatusEx { agent: ANNA, what: what.into(), state }
}

fn of_queue(what: QueueStatus) -> Message {
    Message::QueueStatus { queue: QueueId::at(0), what: what.into() }
}

fn of_address(state: line::AgentState) -> Message {
    Message::AgentStatus { address: HOME, what: AgentStatus::State.into(), state: Some(state) }
}

#[test]
fn a_call_is_told_from_its_entry_to_the_end_of_its_wrap_up() {
    let mut engine = engine(floor(&["anna"]));
    let s = session(&mut engine, 0);
    let logged_in = AgentStatus::Group | AgentStatus::State;
    let shown = Some(line::AgentState::NotReady);
    let created = of_session(s, AgentSessionStatus::NewSession, None);
    assert_eq!(told(&mut engine), [created, Message::AgentStatus { address: HOME, what: logged_in, state: shown }]);
    set(&mut engine, s, SessionState::Ready);
    let is = |state| of_session(s, AgentSessionStatus::State, Some(state));
    let update = of_session(s, AgentSessionStatus::UpdateInfo, None);
    let agents_update = of_agent(AgentStatusEx::UpdateInfo, None);
    assert_eq!(told(&mut engine), [is(SessionState::Ready), of_address(line::AgentState::Ready)]);
    let (talk, wrap_up) = (Some(Span::from_secs(60)), Span::from_secs(30));
    arrive(&mut engine, CallTimes { talk, wrap_up, patience: None });
    let answered = [
        of_queue(QueueStatus::UpdateInfo),
        of_queue(QueueStatus::UpdateInfo),
        is(SessionState::BusyOnCall),
        update,
        agents_update,
        of_agent(AgentStatusEx::State, Some(AgentState::BusyAcd)),
        of_address(line::AgentState::BusyAcd),
    ];
    assert_eq!(told(&mut engine), answered);
    engine.advance_through(Time::from_secs(60)).expect("laws hold");
    let working = of_address(line::AgentState::WorkingAfterCall);
    assert_eq!(told(&mut engine), [update, agents_update, is(SessionState::BusyWrapUp), working]);
    engine.advance_through(Time::from_secs(90)).expect("laws hold");
    let free = of_agent(AgentStatusEx::State, Some(AgentState::Ready));
    let done = [update, agents_update, is(SessionState::Ready), free, of_address(line::AgentState::Ready)];
    assert_eq!(told(&mut engine), done);
}

#[test]
fn nothing_is_told_where_nobody_listens() {
    let mut engine = Engine::new(floor(&["anna"]));
    ready(&mut engine, 0);
    assert_eq!(engine.take_outputs(), []);
    engine.announce(true);
    engine.announce(false);
    arrive(&mut engine, CallTimes::default());
    assert_eq!(engine.take_outputs(), []);
}

#[test]
fn the_trace_is_the_same_whether_somebody_listens_or_not() {
    let digest = |listens| {
        let mut engine = Engine::new(floor(&["anna"]));
        engine.start_digest();
        engine.announce(listens);
        ready(&mut engine, 0);
        arrive(&mut engine, CallTimes { talk: Some(Span::from_secs(5)), ..CallTimes::default() });
        engine.advance_through(Time::from_secs(9)).expect("laws hold");
        engine.digest()
    };
    assert_eq!(digest(false), digest(true));
}

#[test]
fn whoever_listens_from_later_on_hears_of_changes_alone() {
    let mut engine = Engine::new(floor(&["anna"]));
    let s = ready(&mut engine, 0);
    engine.announce(true);
    engine.check_all_laws();
    let own = |state| Command::SetAgentState { agent: ANNA, state: Some(state), next: None, reason: None };
    engine.apply(&own(AgentState::Ready)).expect("it is so already");
    assert_eq!(told(&mut engine), []);
    engine.apply(&own(AgentState::NotReady)).expect("a legal state");
    let away = of_agent(AgentStatusEx::State, Some(AgentState::NotReady));
    assert_eq!(told(&mut engine), [away, of_address(line::AgentState::NotReady)]);
    let next = Some(acd_core::Next::Set(SessionState::NotReady));
    let later = Command::SetSessionState { session: s, state: None, next, reason: None };
    engine.apply(&later).expect("a legal next state");
    let what = AgentStatus::NextState.into();
    assert_eq!(told(&mut engine), [Message::AgentStatus { address: HOME, what, state: None }]);
}

#[test]
fn what_comes_and_goes_is_told() {
    let mut engine = engine(Config {
        activities: vec!["mail".to_owned()],
        extensions: vec![acd_core::ExtensionConfig { id: [0; 4], answer: acd_core::ExtensionAnswer::Echo }],
        ..floor(&["anna"])
    });
    let s = ready(&mut engine, 0);
    told(&mut engine);
    engine.apply(&Command::AgentSpecific { extension: 0, params: [3, 4] }).expect("it is there");
    assert_eq!(told(&mut engine), [Message::AgentSpecific { extension: 0, params: [3, 4] }]);
    let activity = tapi_types::ActivityId::at(0);
    for expected in [1, 0] {
        engine.apply(&Command::SetAgentActivity { agent: ANNA, activity }).expect("it is listed");
        let messages = told(&mut engine);
        assert_eq!(messages.len(), expected, "once for a change: {messages:?}");
    }
    let group = GroupId::at(0);
    engine.apply(&Command::RemoveGroup { group }).expect("it is there");
    let gone = [
        of_queue(QueueStatus::QueueRemoved),
        Message::GroupStatus { what: GroupStatus::GroupRemoved.into() },
        of_session(s, AgentSessionStatus::State, Some(SessionState::Ended)),
        Message::AgentStatus {
            address: HOME,
            what: AgentStatus::Group | AgentStatus::State | AgentStatus::Activity,
            state: Some(line::AgentState::LoggedOff),
        },
    ];
    assert_eq!(told(&mut engine), gone);
    engine.apply(&Command::AddGroup { group }).expect("it was removed");
    engine.apply(&Command::AddQueue { queue: QueueId::at(0) }).expect("it was removed");
    let back = [Message::GroupStatus { what: GroupStatus::NewGroup.into() }, of_queue(QueueStatus::NewQueue)];
    assert_eq!(told(&mut engine), back);
    engine.apply(&Command::ReleaseAgent { agent: ANNA }).expect("she is there");
    assert_eq!(told(&mut engine), [of_agent(AgentStatusEx::State, Some(AgentState::Released))]);
    engine.apply(&Command::CreateAgent { id: Some("anna".to_owned()), user: String::new() }).expect("anybody may come");
    assert_eq!(told(&mut engine), [of_agent(AgentStatusEx::NewAgent, None)]);
}

#[test]
fn groups_come_and_go_in_silence_where_the_policy_says_so() {
    let policies = Policies { group_events: GroupEvents::Mute, ..Policies::default() };
    let mut engine = engine(Config { policies, ..floor(&["anna"]) });
    engine.apply(&Command::RemoveGroup { group: GroupId::at(0) }).expect("it is there");
    engine.apply(&Command::AddGroup { group: GroupId::at(0) }).expect("it was removed");
    assert_eq!(told(&mut engine), [of_queue(QueueStatus::QueueRemoved)]);
}

#[test]
fn the_proxys_going_is_told_after_the_requests_that_it_takes_with_it() {
    let served = [Function::GetQueueInfo, Function::GetAgentCaps];
    let not_served = Function::REQUESTS.iter().copied().filter(|function| !served.contains(function)).collect();
    let later = Distribution::Constant(Span::from_secs(1));
    let mut engine = engine(Config { not_served, handle_after: later, ..floor(&["anna"]) });
    engine.submit(Request::GetQueueInfo(QueueId::at(0)), None);
    engine.apply(&Command::CloseProxy).expect("a proxy may close");
    let outputs = engine.take_outputs();
    assert!(matches!(outputs[0], Output::Finished { .. }), "{outputs:?}");
    let types = [line::ProxyRequestType::GetAgentCaps, line::ProxyRequestType::GetQueueInfo];
    let each = |status| types.map(|request| Message::ProxyStatus { status, request: Some(request) });
    let closed: Vec<_> = outputs[1..].iter().map(|output| matches!(output, Output::Message { .. })).collect();
    assert_eq!(closed, [true, true]);
    engine.apply(&Command::OpenProxy).expect("a proxy may open");
    assert_eq!(told(&mut engine), each(ProxyStatus::Open), "not all that TAPI 3 needs");
}

#[test]
fn all_are_open_with_the_last_that_is_needed() {
    let mut engine = engine(floor(&["anna"]));
    for command in [Command::CloseProxy, Command::OpenProxy] {
        engine.apply(&command).expect("a proxy may come and go");
    }
    let messages = told(&mut engine);
    assert_eq!(messages.len(), 20 + 20 + 1);
    let all = Message::ProxyStatus { status: ProxyStatus::AllOpenForAcd, request: None };
    assert_eq!(messages.last(), Some(&all));
}

/// Replies come a second after the handling, so that something can be told in between.
fn slow() -> Config {
    Config { reply_after: Distribution::Constant(Span::from_secs(1)), ..floor(&["anna"]) }
}

fn makers(engine: &mut Engine) -> Vec<Vec<RequestId>> {
    told_with_makers(engine).into_iter().map(|(_, makers)| makers).collect()
}

#[test]
fn what_a_request_made_is_its_clients_secret_until_the_reply() {
    let mut engine = engine(slow());
    let create = engine.submit(NewSession::new(ANNA, GroupId::at(0)).into(), None);
    engine.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!(makers(&mut engine), [vec![create], vec![]], "the session's message is held back, the address's is not");
    set(&mut engine, SessionId::at(0), SessionState::Ready);
    assert_eq!(makers(&mut engine), [vec![create], vec![]], "and so is what follows about it");
    engine.advance_through(Time::from_secs(1)).expect("laws hold");
    assert!(matches!(engine.take_outputs()[..], [Output::Finished { request, .. }] if request == create));
    set(&mut engine, SessionId::at(0), SessionState::NotReady);
    assert_eq!(makers(&mut engine), [vec![], vec![]]);
}

#[test]
fn a_request_that_is_over_for_its_client_makes_no_secrets() {
    let new = || Request::from(NewAgent { id: None, pin: None, user: "user".to_owned() });
    let mut timed_out = engine(slow());
    let create = timed_out.submit(new(), Some(Span::from_micros(500_000)));
    timed_out.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!(makers(&mut timed_out), [vec![create]]);
    timed_out.advance_through(Time::from_micros(600_000)).expect("laws hold");
    told(&mut timed_out);
    timed_out.apply(&Command::ReleaseAgent { agent: AgentId::at(1) }).expect("it was made");
    assert_eq!(makers(&mut timed_out), [vec![]], "after the time limit");

    let mut dropped = engine(slow());
    let create = dropped.submit(new(), None);
    dropped.forget(create);
    dropped.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!(makers(&mut dropped), [vec![]], "nobody waits for it");

    let rule = FaultRule {
        function: None,
        object: ObjectFilter::Any,
        from: Time::ZERO,
        to: None,
        nth: None,
        times: None,
        percent: None,
        effect: Effect::DropReply,
    };
    let faults = vec![FaultConfig { name: "lost".to_owned(), rule }];
    let mut lost = engine(Config { faults, ..slow() });
    lost.submit(new(), None);
    lost.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!(makers(&mut lost), [vec![]], "no reply will ever reveal it");
}

#[test]
fn what_is_made_twice_has_two_makers() {
    let mut engine = engine(slow());
    let new = || Request::from(NewAgent { id: Some("zoe".to_owned()), pin: None, user: "user".to_owned() });
    let first = engine.submit(new(), None);
    engine.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!(makers(&mut engine), [vec![first]]);
    engine.apply(&Command::ReleaseAgent { agent: AgentId::at(1) }).expect("it was made");
    told(&mut engine);
    let second = engine.submit(new(), None);
    engine.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!(makers(&mut engine)[0], [first, second]);
}

#[test]
fn agents_of_the_roster_are_not_announced_again() {
    let mut engine = engine(Config { agents: vec![agent("anna")], ..slow() });
    engine.submit(NewAgent { id: Some("anna".to_owned()), pin: None, user: "user".to_owned() }.into(), None);
    engine.advance_through(Time::from_secs(1)).expect("laws hold");
    assert_eq!(told(&mut engine), []);
}
