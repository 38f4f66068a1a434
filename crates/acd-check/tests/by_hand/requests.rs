//! Requests: three moments, time limits, faults, the proxy.

use acd_core::{Config, FaultConfig, NewSession, Outcome, Reply, Request, RequestEnd};
use tapi_types::{
    AgentSessionInfo, Effect, FaultRule, LineError, ObjectFilter, RequestId, SessionId, SessionState, Span, Time,
};

use super::hall::{Hall, a, agent, at, constant, floor, g, q, queue, s, talk};

/// Handled 3 s after submission, replied 2 s later; one agent.
fn slow_provider() -> Config {
    let mut config = floor(vec![queue()], vec![agent(1), agent(1)]);
    config.handle_after = constant(3);
    config.reply_after = constant(2);
    config
}

fn with_faults(rules: Vec<FaultRule>) -> Hall {
    let mut config = slow_provider();
    let named = rules.into_iter().enumerate().map(|(n, rule)| FaultConfig { name: format!("f{n}"), rule });
    config.faults = named.collect();
    Hall::new(config)
}

fn always(effect: Effect) -> FaultRule {
    FaultRule {
        function: None,
        object: ObjectFilter::Any,
        from: Time::ZERO,
        to: None,
        nth: None,
        times: None,
        percent: None,
        effect,
    }
}

fn reply(hall: &Hall, id: RequestId) -> Outcome {
    match hall.request(id).end {
        Some(RequestEnd::Replied(outcome)) => outcome,
        other => panic!("no reply but {other:?}"),
    }
}

fn info(hall: &Hall, id: RequestId) -> AgentSessionInfo {
    match reply(hall, id) {
        Ok(Reply::AgentSessionInfo(info)) => info,
        other => panic!("no record but {other:?}"),
    }
}

#[test]
fn three_moments_and_a_picture_of_the_second() {
    let mut hall = Hall::new(slow_provider());
    let session = hall.ready(1, 1);
    let id = hall.at(10).submit(Request::GetAgentSessionInfo(session), Some(s(120)));
    hall.at(12).arrive(1, talk(60, 0));
    hall.at(14).set(session, SessionState::NotReady);
    hall.through(20);
    let row = hall.request(id);
    assert_eq!((row.submitted, row.handled, row.finished), (at(10), Some(at(13)), Some(at(15))));
    let info = info(&hall, id);
    assert_eq!((info.number_of_calls, info.total_talk_time, info.next_state), (1, s(1), None));
}

#[test]
fn a_reply_due_exactly_at_the_limit_arrives() {
    let mut hall = Hall::new(slow_provider());
    let session = hall.ready(1, 1);
    let in_time = hall.submit(Request::GetAgentSessionInfo(session), Some(s(5)));
    let late = hall.submit(Request::GetAgentSessionInfo(session), Some(Span::from_micros(4_999_999)));
    hall.through(10);
    assert!(reply(&hall, in_time).is_ok());
    let row = hall.request(late);
    assert_eq!((row.end, row.finished), (Some(RequestEnd::TimedOut), Some(Time::from_micros(4_999_999))));
    assert_eq!(row.handled, Some(at(3)));
}

#[test]
fn after_a_time_out_the_session_exists_all_the_same() {
    let mut hall = Hall::new(slow_provider());
    let id = hall.submit(Request::from(NewSession::new(a(1), g(1))), Some(s(2)));
    hall.through(2);
    assert_eq!(hall.request(id).end, Some(RequestEnd::TimedOut));
    assert_eq!(hall.sessions().len(), 0);
    hall.through(3);
    assert_eq!(hall.sessions()[0].info.session_start, at(3));
    assert_eq!(hall.request(id).handled, Some(at(3)));
}

#[test]
fn a_setter_acts_when_it_is_handled() {
    let mut hall = Hall::new(slow_provider());
    let session = hall.create(1, 1);
    let state = Some(SessionState::Ready);
    let id = hall.submit(Request::SetAgentSessionState { session, state, next: None }, None);
    let call = hall.arrive(1, talk(10, 0));
    hall.through(3);
    assert_eq!((hall.who(call), hall.call(call).wait), (Some(session), s(3)));
    hall.through(5);
    assert_eq!(reply(&hall, id), Ok(Reply::Done));
}

#[test]
fn refusals_come_in_the_reply() {
    let mut hall = Hall::new(slow_provider());
    let session = hall.create(1, 1);
    let state = Some(SessionState::BusyOnCall);
    let illegal = hall.submit(Request::SetAgentSessionState { session, state, next: None }, None);
    let nobody = hall.submit(Request::GetAgentSessionInfo(SessionId::at(8)), None);
    let zero = hall.submit(Request::SetQueueMeasurementPeriod { queue: q(1), period_s: 0 }, None);
    hall.through(5);
    assert_eq!(reply(&hall, illegal), Err(LineError::INVALAGENTSTATE));
    assert_eq!(reply(&hall, nobody), Err(LineError::INVALPARAM));
    assert_eq!(reply(&hall, zero), Err(LineError::INVALPARAM));
}

#[test]
fn only_the_first_fault_that_fires_acts_and_uses_itself_up() {
    let mut hall = with_faults(vec![
        FaultRule { nth: Some(2), ..always(Effect::Fail(LineError::NOMEM)) },
        FaultRule { times: Some(1), ..always(Effect::Fail(LineError::OPERATIONFAILED)) },
        FaultRule { nth: Some(3), ..always(Effect::Fail(LineError::RESOURCEUNAVAIL)) },
    ]);
    let session = hall.create(1, 1);
    let ids = [(); 4].map(|()| hall.submit(Request::GetAgentSessionInfo(session), None));
    hall.through(5);
    let errors = ids.map(|id| reply(&hall, id).err());
    // The first: the second rule. The second: the first rule. The third: the third rule, which has seen three.
    let wanted = [LineError::OPERATIONFAILED, LineError::NOMEM, LineError::RESOURCEUNAVAIL].map(Some);
    assert_eq!((errors[..3].to_vec(), errors[3]), (wanted.to_vec(), None));
}

#[test]
fn a_fault_looks_at_object_and_window_at_submission() {
    let session = SessionId::at(0);
    let mut hall = with_faults(vec![FaultRule {
        object: ObjectFilter::Session(session),
        from: at(10),
        to: Some(at(20)),
        ..always(Effect::Fail(LineError::NOMEM))
    }]);
    let (first, second) = (hall.create(1, 1), hall.create(2, 1));
    assert_eq!(first, session);
    let before = hall.at(9).submit(Request::GetAgentSessionInfo(first), None);
    let inside = hall.at(10).submit(Request::GetAgentSessionInfo(first), None);
    let other = hall.submit(Request::GetAgentSessionInfo(second), None);
    let last = hall.at(19).submit(Request::GetAgentSessionInfo(first), None);
    let after = hall.at(20).submit(Request::GetAgentSessionInfo(first), None);
    hall.through(30);
    let failed = [before, inside, other, last, after].map(|id| reply(&hall, id).is_err());
    assert_eq!(failed, [false, true, false, true, false]);
}

#[test]
fn a_lost_reply_leaves_the_request_to_its_limit() {
    let mut hall = with_faults(vec![always(Effect::DropReply)]);
    let session = hall.create(1, 1);
    let limited = hall.submit(Request::GetAgentSessionInfo(session), Some(s(60)));
    let open = hall.submit(Request::GetAgentSessionInfo(session), None);
    hall.through(100);
    assert_eq!(hall.request(limited).end, Some(RequestEnd::TimedOut));
    assert_eq!((hall.request(open).end, hall.request(open).handled), (None, Some(at(3))));
}

#[test]
fn delayed_and_doubled_replies() {
    let mut hall = with_faults(vec![
        FaultRule { nth: Some(1), ..always(Effect::DelayReply(s(7))) },
        FaultRule { nth: Some(2), ..always(Effect::DuplicateReply(s(7))) },
    ]);
    let session = hall.create(1, 1);
    let delayed = hall.submit(Request::GetAgentSessionInfo(session), None);
    let doubled = hall.submit(Request::GetAgentSessionInfo(session), None);
    hall.through(50);
    assert_eq!([delayed, doubled].map(|id| hall.request(id).finished), [Some(at(12)), Some(at(5))]);
    assert_eq!(info(&hall, delayed).session_duration, s(3));
}

#[test]
fn a_stale_reply_is_the_last_one_that_was_neither_stale_nor_failed() {
    let mut hall = with_faults(vec![
        FaultRule { nth: Some(3), ..always(Effect::Fail(LineError::NOMEM)) },
        FaultRule { from: at(10), ..always(Effect::Stale) },
    ]);
    let (one, other) = (hall.create(1, 1), hall.create(2, 1));
    let ask = |hall: &mut Hall, t, session| hall.at(t).submit(Request::GetAgentSessionInfo(session), None);
    let taken = [0, 2, 4].map(|t| ask(&mut hall, t, one));
    let stale = [ask(&mut hall, 20, one), ask(&mut hall, 30, other), ask(&mut hall, 40, other)];
    hall.through(60);
    assert!(reply(&hall, taken[2]).is_err());
    // The record of the second request, taken at 5 s; none was taken of the other session, then or later.
    assert_eq!(stale.map(|id| info(&hall, id).session_duration), [s(5), s(33), s(43)]);
}

#[test]
fn fail_at_submit_is_never_handled() {
    let mut hall = with_faults(vec![always(Effect::FailAtSubmit(LineError::NOMEM))]);
    let id = hall.at(5).submit(Request::from(NewSession::new(a(1), g(1))), None);
    let row = hall.request(id);
    assert_eq!((row.finished, row.handled), (Some(at(5)), None));
    hall.through(50);
    assert_eq!(hall.sessions().len(), 0);
}

#[test]
fn a_failed_setter_is_not_carried_out() {
    let mut hall = with_faults(vec![always(Effect::Fail(LineError::NOMEM))]);
    let id = hall.submit(Request::from(NewSession::new(a(1), g(1))), None);
    hall.through(50);
    assert_eq!((reply(&hall, id), hall.request(id).handled), (Err(LineError::NOMEM), Some(at(3))));
    assert_eq!(hall.sessions().len(), 0);
}

#[test]
fn structure_too_small_is_for_getters() {
    let mut hall = with_faults(vec![always(Effect::StructureTooSmall)]);
    let getter = hall.submit(Request::GetQueueInfo(q(1)), None);
    let create = hall.submit(Request::from(NewSession::new(a(1), g(1))), None);
    hall.through(5);
    assert_eq!(reply(&hall, getter), Err(LineError::STRUCTURETOOSMALL));
    assert_eq!(reply(&hall, create), Ok(Reply::Session(hall.sessions()[0].session)));
}

#[test]
fn a_closed_proxy_fails_what_is_pending_and_refuses_what_is_new() {
    let mut hall = with_faults(vec![FaultRule { nth: Some(3), ..always(Effect::Fail(LineError::NOMEM)) }]);
    let handled = hall.submit(Request::GetQueueInfo(q(1)), None);
    let create = Request::from(NewSession::new(a(1), g(1)));
    let waiting = hall.at(2).submit(create.clone(), Some(s(60)));
    hall.at(4).give(&acd_core::Command::CloseProxy).unwrap();
    let refused = hall.submit(create.clone(), None);
    assert_eq!([handled, waiting].map(|id| reply(&hall, id)), [const { Err(LineError::OPERATIONFAILED) }; 2]);
    assert_eq!(reply(&hall, refused), Err(LineError::OPERATIONUNAVAIL));
    assert_eq!([handled, waiting, refused].map(|id| hall.request(id).handled), [Some(at(3)), None, None]);
    hall.at(20).give(&acd_core::Command::OpenProxy).unwrap();
    // The fault has not seen the one that the closed proxy refused: this is its third.
    let third = hall.submit(create, None);
    hall.through(30);
    assert_eq!((reply(&hall, third), hall.sessions().len()), (Err(LineError::NOMEM), 0));
}
