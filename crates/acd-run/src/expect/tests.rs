use acd_core::{CallOrigin, Disposition, Party};
use acd_scenario::{ExpectedMessage, RequestStep, SessionGetter, Step, Verb};
use serde_json::json;
use tapi_types::line::MessageNumber;
use tapi_types::{AgentId, CallHandle, GroupId, Hresult, LineError, QueueId, SessionId, SessionState};

use super::*;
use crate::testing::{self, Still, span};

const S1: fn() -> Subject = || Subject::Session(SessionId::at(0));
const C1: fn() -> Subject = || Subject::Call(CallHandle::at(0));
const R1: fn() -> Subject = || Subject::Reply("r1".to_owned());

fn is(name: &str, value: impl Into<Value>) -> (String, Want) {
    (name.to_owned(), Want::Is(value.into()))
}

/// Checks one expectation at the end of the example's run; `written` is taken from its wants.
fn check_one(
    plan: &mut Plan,
    of: Subject,
    wants: Vec<(String, Want)>,
    floor: &Still,
    rows: &[RequestRow],
) -> ExpectationRow {
    let written = wants.iter().map(|(name, want)| (name.clone(), shown(want))).collect();
    plan.expectations =
        vec![Expectation { id: Some("x".to_owned()), at: None, of, wants, written: Value::Object(written) }];
    check(0, plan, floor, &Outside { requests: rows.to_vec(), ..Outside::default() })
}

fn shown(want: &Want) -> Value {
    match want {
        Want::Is(value) => value.clone(),
        Want::Between { min, max } => json!({ "min": min, "max": max }),
        Want::Error(hresult) => json!(hresult.name()),
    }
}

fn simply(of: Subject, wants: Vec<(String, Want)>) -> ExpectationRow {
    check_one(&mut testing::plan(), of, wants, &testing::floor(), &[])
}

fn step(at: u64, verb: Verb) -> Step {
    Step { index: 0, id: None, at: Time::from_secs(at), refused: None, verb }
}

fn request_row() -> RequestRow {
    RequestRow {
        request: "r1".to_owned(),
        method: "get_number_of_calls".to_owned(),
        submitted_us: 60_000_000,
        handled_us: Some(60_000_000),
        finished_us: Some(61_000_000),
        value: Some(json!(1)),
        error: None,
        hresult: Some(0),
    }
}

#[test]
fn what_is_as_expected_passes_and_shows_the_members_as_they_are() {
    let row = simply(S1(), vec![is("state", "ready"), is("total_talk_time_s", 90), is("next_state", Value::Null)]);
    assert!(row.passed);
    assert_eq!(row.what, "session s1 at the end, 3m");
    assert_eq!((row.index, row.id.as_deref(), row.at_us), (0, Some("x"), 180_000_000));
    assert_eq!(row.actual, json!({ "state": "ready", "total_talk_time_s": 90, "next_state": null }));
    assert_eq!(row.nearest, None);
}

#[test]
fn rows_of_every_kind_can_be_looked_at_and_inner_members_too() {
    assert!(simply(Subject::Agent(AgentId::at(0)), vec![is("period.number_of_acd_calls", 1)]).passed);
    assert!(simply(C1(), vec![is("session", "s1"), is("wait_us", 0)]).passed);
    let band = Want::Between { min: Some(0.5), max: Some(1.0) };
    let wants = vec![("service_level.of_answered".to_owned(), band), is("offered", 1)];
    assert!(simply(Subject::Queue(QueueId::at(0)), wants).passed);
}

#[test]
fn an_expectation_with_a_moment_names_it() {
    let mut plan = testing::plan();
    let at = Some(Time::from_secs(180));
    plan.expectations = vec![Expectation { id: None, at, of: C1(), wants: Vec::new(), written: json!({}) }];
    assert_eq!(check(0, &plan, &testing::floor(), &Outside::default()).what, "call c1 at 3m");
}

#[test]
fn what_did_not_come_into_being_fails_whatever_is_expected_of_it() {
    for of in [Subject::Session(SessionId::at(1)), Subject::Call(CallHandle::at(1)), R1()] {
        let row = simply(of, vec![is("state", Value::Null), is("value", Value::Null)]);
        assert!(!row.passed);
        assert_eq!(row.actual, Value::Null);
    }
}

#[test]
fn another_session_of_the_agent_and_the_members_that_differ_are_named() {
    let mut floor = testing::floor();
    floor.sessions[0].info.state = SessionState::NotReady;
    let mut wants = vec![is("state", "ready"), is("number_of_calls", 1)];
    let row = check_one(&mut testing::plan(), S1(), wants.clone(), &floor, &[]);
    assert_eq!(row.actual, json!({ "state": "not_ready", "number_of_calls": 1 }));
    assert_eq!(row.nearest.as_deref(), Some("all but state as expected"));
    floor.sessions.push(testing::session_row(1));
    let row = check_one(&mut testing::plan(), S1(), wants.clone(), &floor, &[]);
    let nearest = "all but state as expected; session s2 of the same agent is as expected";
    assert_eq!(row.nearest.as_deref(), Some(nearest));
    wants = vec![is("number_of_calls", 2)];
    assert_eq!(check_one(&mut testing::plan(), S1(), wants, &floor, &[]).nearest, None, "nothing is known");
}

#[test]
fn the_state_of_its_sessions_tells_about_an_agent() {
    let row = simply(Subject::Agent(AgentId::at(0)), vec![is("state", "busy_acd")]);
    assert_eq!(row.nearest.as_deref(), Some("of its sessions, s1 is ready"));
}

#[test]
fn a_session_that_is_not_there_has_its_reason() {
    let s2 = || Subject::Session(SessionId::at(1));
    let nearest = |steps: Vec<Step>, rows: &[RequestRow]| {
        let mut plan = testing::plan();
        plan.steps = steps;
        check_one(&mut plan, s2(), vec![is("state", "ready")], &testing::floor(), rows).nearest.unwrap()
    };
    let (session, agent, group) = (SessionId::at(1), AgentId::at(0), GroupId::at(0));
    let creation = |at| step(at, Verb::CreateSession { session, agent, group, address: None });
    assert_eq!(nearest(vec![creation(200)], &[]), "it is to be created at 3m20s");
    assert_eq!(nearest(vec![creation(20)], &[]), "the step at 20s that creates it was refused");
    assert_eq!(nearest(Vec::new(), &[]), "nothing creates it");
    let what = RequestWhat::CreateSession { session, agent, group, address: None, pin: None };
    let request = RequestStep { name: "r1".to_owned(), client: 0, timeout: None, what };
    let open = RequestRow { finished_us: None, value: None, hresult: None, ..request_row() };
    let told = nearest(vec![step(60, Verb::Request(Box::new(request)))], &[open]);
    assert_eq!(told, "the request r1 that creates it is still open, submitted at 1m and handled at 1m");
}

#[test]
fn what_became_of_a_call_is_told() {
    let told = |disposition, session: Option<SessionId>, hold| {
        let mut floor = testing::floor();
        floor.calls[0] = acd_core::CallRow { disposition, session, wait: span(5), hold, ..testing::call_row() };
        check_one(&mut testing::plan(), C1(), vec![is("rang_out", 9)], &floor, &[]).nearest.unwrap()
    };
    let s1 = Some(SessionId::at(0));
    assert_eq!(told(Disposition::Answered, s1, span(0)), "it was answered by s1 after 5s and talked 1m30s");
    assert_eq!(told(Disposition::Answered, s1, span(2)), "it was answered by s1 after 5s and talked 1m30s, on hold 2s");
    assert_eq!(told(Disposition::Abandoned, None, span(0)), "its caller gave up after 5s in sales_q");
    assert_eq!(told(Disposition::Blocked, None, span(0)), "it found sales_q full after 5s");
    assert_eq!(told(Disposition::Unstaffed, None, span(0)), "it found sales_q without sessions after 5s");
    assert_eq!(told(Disposition::TimedOut, None, span(0)), "it reached the maximum wait of sales_q after 5s");
    assert_eq!(told(Disposition::InProgress, None, span(0)), "it has waited 5s, now in sales_q");
}

#[test]
fn a_call_that_is_not_there_has_its_reason() {
    let nearest = |steps: Vec<Step>| {
        let mut plan = testing::plan();
        plan.config.calls[1] = CallOrigin::Stream { stream: 0, n: 3 };
        plan.steps = steps;
        let c2 = Subject::Call(CallHandle::at(1));
        check_one(&mut plan, c2, vec![is("wait_us", 0)], &testing::floor(), &[]).nearest.unwrap()
    };
    assert_eq!(nearest(Vec::new()), "its stream has not brought it");
    let hang_up = step(1, Verb::HangUp { call: CallHandle::at(1), by: Party::Caller });
    assert_eq!(nearest(vec![hang_up]), "its stream has not brought it");
}

#[test]
fn replies_are_held_against_their_request() {
    let wants = |value: i32, at: u64| vec![is("value", value), is("finished_at", at)];
    let rows = [request_row()];
    let check = |wants| check_one(&mut testing::plan(), R1(), wants, &testing::floor(), &rows);
    assert!(check(wants(1, 61_000_000)).passed);
    let late = check(wants(1, 60_000_000));
    assert_eq!(late.what, "reply to request r1 at the end, 3m");
    assert_eq!(late.actual, json!({ "value": 1, "finished_at": 61_000_000 }));
    let nearest = "all but finished_at as expected; the request finished at 1m1s with the value 1";
    assert_eq!(late.nearest.as_deref(), Some(nearest));
}

#[test]
fn replies_are_told_of_in_the_order_in_which_they_came() {
    let mut plan = testing::plan();
    let asks = |at, name: &str| {
        let what = RequestWhat::GetSession(SessionId::at(0), SessionGetter::NumberOfCalls);
        let request = RequestStep { name: name.to_owned(), client: 0, timeout: None, what };
        step(at, Verb::Request(Box::new(request)))
    };
    plan.steps = vec![asks(1, "r1"), asks(2, "r2")];
    let late = RequestRow { finished_us: Some(9_000_000), ..request_row() };
    let early = RequestRow { request: "r2".to_owned(), finished_us: Some(3_000_000), ..request_row() };
    let replies = ExpectedMessage { client: 0, number: MessageNumber::Reply, about: None, what: 0, state: None };
    let wants = vec![is("count", 2), is("seen_at", 5_000_000)];
    let row = check_one(&mut plan, Subject::Message(Box::new(replies)), wants, &testing::floor(), &[late, early]);
    assert_eq!(row.actual, json!({ "count": 2, "seen_at": 9_000_000 }), "the last one is shown");
    let nearest = "all but seen_at as expected; LINE_REPLY came to this client from 3s to 9s";
    assert_eq!(row.nearest.as_deref(), Some(nearest));
}

#[test]
fn an_error_is_known_by_its_code() {
    let failed = [RequestRow {
        value: None,
        error: Some("TAPI_E_TIMEOUT".to_owned()),
        hresult: Some(Hresult::TAPI_E_TIMEOUT.0),
        ..request_row()
    }];
    let error = |hresult| vec![("error".to_owned(), Want::Error(hresult))];
    let check = |hresult| check_one(&mut testing::plan(), R1(), error(hresult), &testing::floor(), &failed);
    assert!(check(Hresult::TAPI_E_TIMEOUT).passed);
    let other = check(LineError::INVALPARAM.raw_hresult());
    assert!(!other.passed);
    assert_eq!(other.actual, json!({ "error": "TAPI_E_TIMEOUT" }));
    assert_eq!(other.nearest.as_deref(), Some("the request finished at 1m1s with TAPI_E_TIMEOUT"));
}

#[test]
fn an_open_request_may_be_expected_to_be_open() {
    let open = [RequestRow { handled_us: None, finished_us: None, value: None, hresult: None, ..request_row() }];
    let check = |name| {
        check_one(
            &mut testing::plan(),
            R1(),
            vec![is(name, Value::Null), is("error", Value::Null)],
            &testing::floor(),
            &open,
        )
    };
    assert!(check("value").passed && check("finished_at").passed);
}

#[test]
fn methods_are_called_as_in_the_report() {
    let session = SessionId::at(0);
    assert_eq!(method(&RequestWhat::GetSession(session, SessionGetter::NumberOfCalls)), "get_number_of_calls");
    assert_eq!(method(&RequestWhat::PutSessionState(session, SessionState::Ready)), "put_state");
    assert_eq!(method(&RequestWhat::PutQueuePeriod(QueueId::at(0), 60)), "put_measurement_period");
}
