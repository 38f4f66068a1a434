//! What the whole contract brings into a file: profiles, clients, what comes and goes, addresses, messages.

use acd_core::{CallRateFactor, Distribution, ExtensionAnswer, GroupEvents, Made, SameState, WrongPin};
use acd_scenario::{
    AddressGetter, Client, ExpectedMessage, MessageAbout, Plan, Profile, RequestWhat, Subject, Verb, Want,
};
use serde_json::json;
use tapi_types::line::{
    self, AgentSessionStatus, ApiVersion, MessageNumber, ProxyRequestType, ProxyStatus, QueueStatus,
};
use tapi_types::{
    ActivityId, AddressId, AgentId, Function, GroupId, LineError, LineErrorReading, Message, QueueId, RequestId,
    SessionId, SessionState, Span,
};

use super::{errors, plan, read, shown};

/// A file with all of it.
pub(crate) const CONTRACT: &str = include_str!("../files/contract.jsonc");

fn contract() -> Plan {
    let loaded = plan(CONTRACT);
    assert_eq!(shown(&loaded.warnings), [] as [&str; 0]);
    loaded.plan
}

#[test]
fn a_profile_is_data_and_what_the_file_says_wins() {
    let policies = |text: &str| plan(&format!(r#"{{ "version": 1, {text} }}"#)).plan;
    for profile in Profile::ALL {
        let named = policies(&format!(r#""profile": "{}""#, profile.name));
        let mut config = plan(r#"{ "version": 1 }"#).plan.config;
        profile.apply(&mut config);
        assert_eq!((named.config, named.client_errors), (config, profile.errors), "{}", profile.name);
    }
    let own = policies(
        r#""profile": { "base": "strict", "functions": [ "line_get_agent_info" ] },
        "policies": { "same_state": "accept", "call_rate_factor": 10 }, "client": { "lineerr_to_hresult": "raw" }"#,
    );
    assert_eq!(own.config.policies.same_state, SameState::Accept);
    assert_eq!(own.config.policies.wrong_pin, WrongPin::InvalPassword);
    assert_eq!(own.config.policies.call_rate_factor, CallRateFactor::Ten);
    assert_eq!(own.client_errors, LineErrorReading::Raw);
    assert_eq!(own.config.not_served.len(), Function::REQUESTS.len() - 1);
    assert!(!own.config.not_served.contains(&Function::GetAgentInfo));
    let relayed = policies(r#""profile": "acd_proxy", "provider": { "reply_after": "0s" }"#).config;
    assert_eq!(relayed.handle_after, Distribution::Constant(Span::from_micros(1000)));
    assert_eq!(relayed.reply_after, Distribution::Constant(Span::ZERO));
    assert_eq!(relayed.policies.group_events, GroupEvents::Mute);
    assert_eq!(policies(r#""profile": { "functions": [] }"#).config.not_served, Function::REQUESTS);
}

#[test]
fn clients_have_defaults_and_without_a_list_there_is_one() {
    assert_eq!(plan(r#"{ "version": 1 }"#).plan.clients, [Client::default()]);
    let plan = contract();
    let wallboard = Client {
        user: "wall".to_owned(),
        version: ApiVersion::V2_0,
        messages: Some(vec![MessageNumber::AgentStatus, MessageNumber::QueueStatus]),
        ..Client::new("wallboard")
    };
    assert_eq!(plan.clients, [Client::new("desk"), wallboard]);
}

#[test]
fn what_is_absent_waits_for_its_step() {
    let plan = contract();
    assert_eq!(plan.config.absent.groups, [GroupId::at(1)]);
    assert_eq!(plan.config.absent.queues, [QueueId::at(1)]);
    assert_eq!(plan.config.absent.agents, [AgentId::at(1), AgentId::at(2)]);
    let verbs: Vec<&Verb> = plan.steps.iter().map(|step| &step.verb).take(9).collect();
    let expected = [
        Verb::CreateAgent { agent: AgentId::at(1) },
        Verb::AddGroup { group: GroupId::at(1) },
        Verb::AddQueue { queue: QueueId::at(1) },
        Verb::CreateSession {
            session: SessionId::at(0),
            agent: AgentId::at(0),
            group: GroupId::at(0),
            address: Some(AddressId(2)),
        },
        Verb::SetAgentActivity { agent: AgentId::at(0), activity: ActivityId::at(1) },
        Verb::AgentSpecific { extension: 1, params: [7, u32::MAX] },
        Verb::RemoveQueue { queue: QueueId::at(1) },
        Verb::RemoveGroup { group: GroupId::at(1) },
        Verb::ReleaseAgent { agent: AgentId::at(1) },
    ];
    assert_eq!(verbs, expected.iter().collect::<Vec<_>>());
}

#[test]
fn agents_have_addresses_pins_and_users() {
    let config = contract().config;
    let [anna, first, second] = config.agents.as_slice() else { panic!("three agents") };
    assert_eq!((anna.address, anna.pin.as_deref(), &anna.made), (AddressId(1), Some("1234"), &None));
    let made = |name: &str| Some(Made { id: Some(name.to_owned()), user: "guest".to_owned() });
    assert_eq!((first.address, first.pin.as_deref(), &first.made), (AddressId(0), None, &made("temp/1")));
    assert_eq!((second.id(), second.user()), (Some("temp/2"), "guest"));
}

#[test]
fn extensions_have_128_bits_and_an_answer() {
    let config = contract().config;
    let [echo, fixed, fails] = config.extensions.as_slice() else { panic!("three extensions") };
    assert_eq!((echo.id, &echo.answer), ([1, 2, 3, 0xffff_fffe], &ExtensionAnswer::Echo));
    assert_eq!(fixed.answer, ExtensionAnswer::Fixed(vec![0x0a, 0x0b]));
    assert_eq!(fails.answer, ExtensionAnswer::Fail(LineError::NOMEM));
    assert_eq!(config.max_groups, Some(2));
}

#[test]
fn requests_are_about_more_than_sessions_agents_and_queues() {
    let plan = contract();
    let asked: Vec<&RequestWhat> =
        plan.steps.iter().filter_map(|step| step.verb.request()).map(|asked| &asked.what).collect();
    let new = AgentId::at(3);
    assert_eq!((plan.new_agent(new), plan.agent_name(new), plan.new_agent(AgentId::at(2))), (Some(0), "carla", None));
    let (address, ready) = (AddressId(1), Some(line::AgentState::Ready));
    let expected = [
        RequestWhat::CreateAgent { agent: new, id: Some("anna".to_owned()), pin: Some("1234".to_owned()) },
        RequestWhat::CreateSession {
            session: SessionId::at(1),
            agent: new,
            group: GroupId::at(0),
            address: Some(AddressId(2)),
            pin: Some(String::new()),
        },
        RequestWhat::GetAddress(address, AddressGetter::AgentStatus),
        RequestWhat::PutAddressGroups { address, groups: vec![GroupId::at(0)] },
        RequestWhat::PutAddressState { address, state: ready, next: Some(line::AgentState::NotReady) },
        RequestWhat::PutAddressState { address, state: None, next: None },
        RequestWhat::PutAddressActivity { address, activity: ActivityId::at(0) },
        RequestWhat::AgentSpecific { address, extension: 9, bytes: vec![0xca, 0xfe] },
    ];
    assert_eq!(asked[..8], expected.iter().collect::<Vec<_>>());
    assert_eq!(plan.steps.iter().find_map(|step| step.verb.request()).map(|asked| asked.client), Some(1));
    let known: Vec<bool> = asked[8..].iter().map(|what| what.is_known()).collect();
    assert_eq!(known, [true, false, false, true, false, true, true, false], "name, queues, the handler's three …");
}

#[test]
fn lists_and_objects_can_be_expected_of_a_reply() {
    let plan = contract();
    let wants: Vec<_> = plan.expectations[..3].iter().map(|expectation| expectation.wants.clone()).collect();
    let is = |name: &str, value| (name.to_owned(), Want::Is(value));
    assert_eq!(wants[0], [is("value.state", json!("ready")), is("value.groups", json!(["sales"]))]);
    assert_eq!(wants[1], [is("value", json!(["2001", null]))]);
    assert_eq!(wants[2], [is("value", json!("carla"))]);
}

/// The message that an expectation of the file looks for.
fn expected(plan: &Plan, id: &str) -> ExpectedMessage {
    let found = plan.expectations.iter().find(|expectation| expectation.id.as_deref() == Some(id));
    let found = found.unwrap_or_else(|| panic!("{id}"));
    let Subject::Message(expected) = &found.of else { panic!("{id}: {found:?}") };
    (**expected).clone()
}

#[test]
fn a_message_fits_where_all_that_was_said_does() {
    let plan = contract();
    let nobody = |_: RequestId, _: &str| false;
    let ready = expected(&plan, "ready");
    let session = SessionId::at(0);
    let message = |what, state| Message::AgentSessionStatus { session, what, state };
    let state = AgentSessionStatus::State;
    assert!(ready.fits(message(state.into(), Some(SessionState::Ready)), nobody));
    assert!(ready.fits(message(state | AgentSessionStatus::UpdateInfo, Some(SessionState::Ready)), nobody));
    assert!(!ready.fits(message(state.into(), Some(SessionState::NotReady)), nobody));
    assert!(!ready.fits(message(AgentSessionStatus::UpdateInfo.into(), Some(SessionState::Ready)), nobody));
    let another =
        Message::AgentSessionStatus { session: SessionId::at(1), what: state.into(), state: Some(SessionState::Ready) };
    assert!(!ready.fits(another, nobody));

    let queue = expected(&plan, "any_queue");
    assert_eq!((queue.client, &queue.about, queue.what), (1, &None, 0));
    let news = Message::QueueStatus { queue: QueueId::at(7), what: QueueStatus::NewQueue.into() };
    assert!(queue.fits(news, nobody) && !queue.fits(Message::Close, nobody));

    let served = expected(&plan, "served");
    assert_eq!(served.about, Some(MessageAbout::Served(ProxyRequestType::GetQueueInfo)));
    let proxy = |status, request| Message::ProxyStatus { status, request: Some(request) };
    assert!(served.fits(proxy(ProxyStatus::Open, ProxyRequestType::GetQueueInfo), nobody));
    assert!(!served.fits(proxy(ProxyStatus::Close, ProxyRequestType::GetQueueInfo), nobody));
    assert!(!served.fits(proxy(ProxyStatus::Open, ProxyRequestType::GetAgentInfo), nobody));

    let reply = Message::Reply { request: RequestId::at(3), result: Ok(()) };
    let replied = expected(&plan, "replied");
    assert!(replied.fits(reply, |request, name| request == RequestId::at(3) && name == "log_in"));
    assert!(!replied.fits(reply, nobody));
}

#[test]
fn messages_are_counted_and_timed() {
    let plan = contract();
    let wants = |id: &str| {
        let found = plan.expectations.iter().find(|expectation| expectation.id.as_deref() == Some(id));
        found.unwrap_or_else(|| panic!("{id}")).wants.clone()
    };
    let at_least_one = ("count".to_owned(), Want::Between { min: Some(1.0), max: None });
    assert_eq!(wants("any_queue"), std::slice::from_ref(&at_least_one));
    assert_eq!(wants("served"), [("count".to_owned(), Want::Is(json!(0)))]);
    assert_eq!(wants("ready"), [at_least_one, ("seen_at".to_owned(), Want::Is(json!(5_000_000)))]);
}

#[test]
fn the_writer_keeps_all_of_it() {
    let plan = contract();
    let text = acd_scenario::write(&plan);
    let again = read(&text).unwrap_or_else(|errors| panic!("{}\nin\n{text}", shown(&errors).join("\n")));
    assert_eq!(again.plan, plan, "{text}");
}

#[test]
fn an_address_where_nobody_works_is_worth_a_warning() {
    let text = r#"{ "version": 1, "groups": [ { "id": "g" } ], "queues": [ { "id": "q", "group": "g", "from_start": true } ],
        "agents": [ { "id": "a", "groups": [ { "group": "g" } ], "address": "2001", "shifts": [ { "from": "0s", "to": "1s" } ] } ],
        "steps": [ { "at": "0s", "request": { "request": "r", "address": "2010", "get": "agent_caps" } },
            { "at": "1s", "arrive": { "call": "c", "queue": "q" } } ] }"#;
    let expected =
        ["steps[0].request.address: unknown_address: nobody works at the address \"2010\"; did you mean `2001`?"];
    assert_eq!(shown(&plan(text).warnings), expected);
}

#[test]
fn an_agent_of_a_request_that_cannot_be_read_is_not_missed() {
    let text = r#"{ "version": 1, "steps": [ { "at": "0s", "request": { "request": "r", "create_agent": { "agent": 7 } } },
        { "at": "1s", "release_agent": { "agent": "carla" } } ] }"#;
    let found = errors(text);
    let [error] = found.as_slice() else { panic!("one error: {found:?}") };
    assert!(error.starts_with("steps[0].request.create_agent.agent: wrong_type: "), "{error}");
}
