//! A request that is answered at once is the same request, to the last record, as one that goes through the queue of events.

use std::collections::BTreeMap;

use acd_core::{
    CallTimes, Command, Config, Distribution, Engine, Entry, FaultConfig, NewAgent, NewSession, Output, Request,
    RequestEnd,
};
use proptest::prelude::*;
use proptest::sample::select;
use tapi_types::{
    AgentId, Effect, FaultRule, GroupId, LineError, Message, ObjectFilter, QueueId, RequestId, SessionId, SessionState,
    Span, Time,
};

use crate::floor::{arrive, floor, ready};

#[derive(Debug, Clone)]
enum Step {
    Ask(Request, Option<Span>),
    /// With a talk of so many seconds.
    Arrive(u64),
    OpenProxy,
    Wait(u64),
}

/// All that can be seen of a run.
#[derive(Debug, PartialEq, Default)]
struct Seen {
    trace: Vec<Entry>,
    position: u64,
    requests: BTreeMap<RequestId, Moments>,
    messages: Vec<(Time, Message, Vec<RequestId>)>,
    pending: usize,
}

#[derive(Debug, PartialEq, Default)]
struct Moments {
    handled: Option<Time>,
    finished: Option<(Time, RequestEnd)>,
}

impl Seen {
    fn take(&mut self, engine: &mut Engine) {
        for output in engine.take_outputs() {
            match output {
                Output::Handled { request, at } => self.requests.entry(request).or_default().handled = Some(at),
                Output::Finished { request, at, end } => {
                    self.requests.entry(request).or_default().finished = Some((at, end));
                }
                Output::Message { at, message, makers } => self.messages.push((at, message, makers)),
            }
        }
    }

    fn ask(&mut self, engine: &mut Engine, request: Request, limit: Option<Span>) {
        let (id, outcome) = engine.ask(request, limit);
        if let Some(outcome) = outcome {
            let now = engine.now();
            let finished = Some((now, RequestEnd::Replied(outcome)));
            self.requests.insert(id, Moments { handled: Some(now), finished });
        }
    }
}

fn play(config: Config, steps: &[Step], at_once: bool) -> Seen {
    let (mut engine, mut seen) = (Engine::new(config), Seen::default());
    engine.keep_trace();
    engine.check_all_laws();
    engine.announce(true);
    ready(&mut engine, 0);
    for step in steps {
        match step {
            Step::Ask(request, limit) if at_once => seen.ask(&mut engine, request.clone(), *limit),
            Step::Ask(request, limit) => {
                engine.submit(request.clone(), *limit);
            }
            Step::Arrive(talk_s) => {
                arrive(&mut engine, CallTimes { talk: Some(Span::from_secs(*talk_s)), ..CallTimes::default() });
            }
            Step::OpenProxy => {
                engine.apply(&Command::OpenProxy).expect("it may be open");
            }
            Step::Wait(_) => {}
        }
        let passed = if let Step::Wait(seconds) = step { *seconds } else { 0 };
        engine.advance_through(engine.now() + Span::from_secs(passed)).expect("laws hold");
        seen.take(&mut engine);
    }
    engine.advance_through(Time::from_secs(10_000)).expect("laws hold");
    seen.take(&mut engine);
    Seen { trace: engine.take_trace(), position: engine.position(), pending: engine.pending_requests(), ..seen }
}

fn requests() -> impl Strategy<Value = Request> {
    let set = |state| Request::SetAgentSessionState { session: SessionId::at(0), state: Some(state), next: None };
    select(vec![
        Request::GetAgentSessionInfo(SessionId::at(0)),
        Request::GetAgentSessionInfo(SessionId::at(9)),
        Request::GetQueueInfo(QueueId::at(0)),
        Request::GetAgentInfo(AgentId::at(0)),
        set(SessionState::Ready),
        set(SessionState::NotReady),
        set(SessionState::Ended),
        NewSession::new(AgentId::at(1), GroupId::at(0)).into(),
        NewAgent { id: None, pin: None, user: "new".to_owned() }.into(),
    ])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let limit = select(vec![None, Some(Span::ZERO), Some(Span::from_secs(1)), Some(Span::from_secs(2))]);
    let step = prop_oneof![
        6 => (requests(), limit).prop_map(|(request, limit)| Step::Ask(request, limit)),
        2 => select(vec![0, 3]).prop_map(Step::Arrive),
        1 => Just(Step::OpenProxy),
        2 => (0_u64..3).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..30)
}

fn effects() -> impl Strategy<Value = Option<Effect>> {
    select(vec![
        None,
        None,
        Some(Effect::DropReply),
        Some(Effect::DelayReply(Span::from_secs(1))),
        Some(Effect::DuplicateReply(Span::from_secs(1))),
        Some(Effect::Fail(LineError::NOMEM)),
        Some(Effect::FailAtSubmit(LineError::NOMEM)),
        Some(Effect::Stale),
        Some(Effect::StructureTooSmall),
        Some(Effect::CloseProxy),
    ])
}

fn fault(effect: Effect) -> FaultConfig {
    let (function, object, from, to) = (None, ObjectFilter::Any, Time::ZERO, None);
    let rule = FaultRule { function, object, from, to, nth: None, times: Some(3), percent: Some(50.0), effect };
    FaultConfig { name: "fault".to_owned(), rule }
}

proptest! {
    #[test]
    fn nothing_tells_it_apart_from_the_way_through_the_queue(
        steps in steps(),
        handle_s in 0_u64..2,
        reply_s in 0_u64..3,
        effect in effects(),
    ) {
        let config = Config {
            handle_after: Distribution::Constant(Span::from_secs(handle_s)),
            reply_after: Distribution::Constant(Span::from_secs(reply_s)),
            faults: effect.map(fault).into_iter().collect(),
            ..floor(&["anna", "ben"])
        };
        prop_assert_eq!(play(config.clone(), &steps, true), play(config, &steps, false));
    }
}

#[test]
fn what_takes_no_time_is_answered_without_an_event_in_the_queue() {
    let mut engine = Engine::new(floor(&["anna"]));
    let session = ready(&mut engine, 0);
    let (_, outcome) = engine.ask(Request::GetAgentSessionInfo(session), Some(Span::from_secs(120)));
    assert!(outcome.is_some_and(|outcome| outcome.is_ok()));
    assert_eq!((engine.in_flight(), engine.pending_requests(), engine.output_count()), (0, 0, 0));
    assert_eq!(engine.position(), 2, "it is handled and replied to all the same");
}

#[test]
fn a_limit_after_the_reply_is_not_in_the_queue() {
    let reply_after = Distribution::Constant(Span::from_secs(5));
    for (limit_s, events) in [(4, 2), (5, 1), (6, 1)] {
        let mut engine = Engine::new(Config { reply_after: reply_after.clone(), ..floor(&["anna"]) });
        let session = ready(&mut engine, 0);
        let (_, outcome) = engine.ask(Request::GetAgentSessionInfo(session), Some(Span::from_secs(limit_s)));
        assert_eq!((outcome, engine.in_flight()), (None, events), "{limit_s} s");
    }
}

#[test]
fn a_call_that_ends_as_soon_as_a_request_brings_it_to_an_agent_ends_before_the_reply() {
    let mut engine = Engine::new(floor(&["anna"]));
    let session = crate::floor::session(&mut engine, 0);
    arrive(&mut engine, CallTimes { talk: Some(Span::ZERO), ..CallTimes::default() });
    let set = Request::SetAgentSessionState { session, state: Some(SessionState::Ready), next: None };
    let (_, outcome) = engine.ask(set, None);
    assert_eq!((outcome, engine.in_flight() > 0), (None, true));
    engine.advance_through(engine.now()).expect("laws hold");
    let finished = engine.take_outputs().into_iter().filter(|output| matches!(output, Output::Finished { .. }));
    assert_eq!(finished.count(), 1);
    assert_eq!(engine.session(session).expect("it is there").info.number_of_calls, 1);
}
