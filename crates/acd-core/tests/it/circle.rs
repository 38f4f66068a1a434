//! A run that would go round for ever is stopped, and says who goes round.

use acd_core::{
    Answer, CallTimes, Command, Distribution, Engine, Halt, OnNoAnswer, Output, Party, Rate, Request, RequestEnd,
    StreamConfig,
};
use tapi_types::{LineError, QueueId, Span, Time};

use crate::floor::{arrive, floor, ready};

#[test]
fn an_offer_that_rings_out_for_ever_is_stopped() {
    let mut config = floor(&["anna"]);
    config.agents[0].answer = Answer::Manual;
    config.queues[0].ring_timeout = Some(Span::from_micros(1));
    config.queues[0].on_no_answer = OnNoAnswer::StayReady;
    let mut engine = Engine::new(config);
    let session = ready(&mut engine, 0);
    let call = arrive(&mut engine, CallTimes::default());
    let stopped = engine.advance_through(Time::from_secs(3600));
    let Err(Halt::GoesRound { calls, sessions, at }) = stopped else { panic!("{stopped:?}") };
    assert_eq!(calls[0].1, Some(call));
    assert_eq!(sessions, [session]);
    assert_eq!(at, Time::from_secs(1));
    assert!(engine.advance_through(Time::from_secs(7200)).is_err(), "it stands still from then on");
    let hang_up = Command::HangUp { call, by: Party::Caller };
    assert_eq!(engine.apply(&hang_up), Err(LineError::OPERATIONFAILED));
    engine.submit(Request::GetAgentSessionInfo(session), None);
    let failed = RequestEnd::Replied(Err(LineError::OPERATIONFAILED));
    assert!(matches!(&engine.take_outputs()[..], [Output::Finished { end, .. }] if *end == failed));
}

#[test]
fn a_long_ring_is_no_circle() {
    let mut config = floor(&["anna"]);
    config.agents[0].answer = Answer::Manual;
    config.queues[0].ring_timeout = Some(Span::from_secs(1));
    config.queues[0].on_no_answer = OnNoAnswer::StayReady;
    let mut engine = Engine::new(config);
    ready(&mut engine, 0);
    arrive(&mut engine, CallTimes { patience: Some(Span::from_secs(900_000)), ..CallTimes::default() });
    engine.advance_through(Time::from_secs(2_000_000)).expect("899,999 ring-outs, then the caller gives up");
    assert_eq!(engine.queues()[0].figures.abandoned, 1);
}

#[test]
fn a_command_in_between_breaks_the_circle() {
    let mut config = floor(&["anna"]);
    config.agents[0].answer = Answer::Manual;
    config.queues[0].ring_timeout = Some(Span::from_secs(1));
    config.queues[0].on_no_answer = OnNoAnswer::StayReady;
    let mut engine = Engine::new(config);
    ready(&mut engine, 0);
    arrive(&mut engine, CallTimes::default());
    engine.advance_before_commands(Time::from_secs(600_000)).expect("no circle yet");
    engine.apply(&Command::OpenProxy).expect("it is open");
    engine.advance_through(Time::from_secs(1_200_000)).expect("counted anew from the command on");
    assert!(engine.advance_through(Time::from_secs(1_700_000)).is_err());
}

#[test]
fn a_long_busy_run_is_no_circle() {
    let mut config = floor(&["anna"]);
    config.streams = vec![StreamConfig {
        name: "s".to_owned(),
        queue: QueueId::at(0),
        from: Time::ZERO,
        to: None,
        count: Some(600_000),
        rate: Rate::Every(Span::from_secs(10)),
        talk: Some(Distribution::Constant(Span::from_secs(5))),
        wrap_up: Distribution::Constant(Span::from_secs(1)),
        patience: None,
        priority: 0,
    }];
    let mut engine = Engine::new(config);
    ready(&mut engine, 0);
    engine.advance_through(Time::from_secs(6_000_000)).expect("1,200,000 releases, and calls that end in between");
    assert_eq!(engine.queues()[0].figures.answered, 600_000);
}
