//! Requests come and go: what is pending is counted, what is over is forgotten, faults count how often they fired.

use acd_core::{Command, Config, Engine, FaultConfig, Output, Request, RequestEnd};
use tapi_types::{Effect, FaultRule, Function, LineError, ObjectFilter, Span, Time};

use crate::floor::{floor, ready};

fn fault(effect: Effect, times: u64) -> FaultConfig {
    let rule = FaultRule {
        function: Some(Function::GetAgentSessionInfo),
        object: ObjectFilter::Any,
        from: Time::ZERO,
        to: None,
        nth: None,
        times: Some(times),
        percent: None,
        effect,
    };
    FaultConfig { name: "fault".to_owned(), rule }
}

fn engine(effect: Effect, times: u64) -> (Engine, Request) {
    let mut engine = Engine::new(Config { faults: vec![fault(effect, times)], ..floor(&["anna"]) });
    let session = ready(&mut engine, 0);
    (engine, Request::GetAgentSessionInfo(session))
}

const LIMIT: Option<Span> = Some(Span::from_secs(120));

fn ends(engine: &mut Engine) -> Vec<(Time, RequestEnd)> {
    let outputs = engine.take_outputs().into_iter();
    outputs
        .filter_map(|output| match output {
            Output::Finished { at, end, .. } => Some((at, end)),
            Output::Handled { .. } | Output::Message { .. } => None,
        })
        .collect()
}

#[test]
fn a_lost_reply_is_pending_until_its_limit() {
    let (mut engine, get) = engine(Effect::DropReply, 2);
    for _ in 0..3 {
        engine.submit(get.clone(), LIMIT);
    }
    assert_eq!((engine.pending_requests(), engine.fault_count(0), engine.fault_count(1)), (3, 2, 0));
    engine.advance_through(Time::from_secs(119)).expect("laws hold");
    assert_eq!(ends(&mut engine).len(), 1, "the third was not lost");
    assert_eq!(engine.pending_requests(), 2);
    engine.advance_through(Time::from_secs(120)).expect("laws hold");
    let over = (Time::from_secs(120), RequestEnd::TimedOut);
    assert_eq!(ends(&mut engine), [over.clone(), over]);
    assert_eq!((engine.pending_requests(), engine.in_flight()), (0, 0));
}

#[test]
fn a_second_reply_is_an_event_and_reaches_nobody() {
    let (mut engine, get) = engine(Effect::DuplicateReply(Span::from_secs(5)), 1);
    engine.submit(get.clone(), LIMIT);
    engine.advance_through(Time::ZERO).expect("laws hold");
    assert_eq!((ends(&mut engine).len(), engine.pending_requests()), (1, 1));
    assert_eq!(engine.next_wake().map(|wake| wake.at), Some(Time::from_secs(5)));
    engine.advance_through(Time::from_secs(5)).expect("laws hold");
    assert_eq!((ends(&mut engine).len(), engine.pending_requests()), (0, 0));
}

#[test]
fn a_request_that_nobody_waits_for_is_handled_and_forgotten() {
    let (mut engine, get) = engine(Effect::DelayReply(Span::from_secs(9)), 1);
    let request = engine.submit(get.clone(), LIMIT);
    engine.forget(request);
    engine.forget(request);
    engine.advance_through(Time::from_secs(9)).expect("laws hold");
    assert!(matches!(engine.take_outputs()[..], [Output::Handled { .. }]));
    assert_eq!((engine.pending_requests(), engine.in_flight()), (0, 0));
}

#[test]
fn a_closed_proxy_leaves_nothing_pending() {
    let (mut engine, get) = engine(Effect::DropReply, 1);
    engine.submit(get, None);
    engine.advance_through(Time::from_secs(1)).expect("laws hold");
    engine.apply(&Command::CloseProxy).expect("a proxy may close");
    let failed = RequestEnd::Replied(Err(LineError::OPERATIONFAILED));
    assert_eq!(ends(&mut engine), [(Time::from_secs(1), failed)]);
    assert_eq!((engine.pending_requests(), engine.in_flight()), (0, 0));
}
