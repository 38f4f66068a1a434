//! Every state by every request, as a table that is kept: what takes effect now, what waits, what is refused.

use std::fmt::Write;

use acd_core::{
    CallTimes, Command, Config, EndDuringCall, Engine, Next, Output, Policies, Request, RequestEnd, SameState,
};
use tapi_types::{AddressId, Constant, LineError, SessionId, SessionState, Span, Time, line};

use crate::floor::{arrive, floor, session, set};

/// An engine with one session in each situation that requests can meet.
fn situations(config: &Config) -> Vec<(&'static str, Engine, SessionId)> {
    let fresh = || {
        let mut engine = Engine::new(config.clone());
        engine.check_all_laws();
        let session = session(&mut engine, 0);
        (engine, session)
    };
    let ready = || {
        let (mut engine, session) = fresh();
        set(&mut engine, session, SessionState::Ready);
        (engine, session)
    };
    let on_call = || {
        let (mut engine, session) = ready();
        let (talk, wrap_up) = (Some(Span::from_secs(60)), Span::from_secs(30));
        arrive(&mut engine, CallTimes { talk, wrap_up, patience: None });
        (engine, session)
    };
    let wrap_up = || {
        let (mut engine, session) = on_call();
        engine.advance_through(Time::from_secs(70)).expect("laws hold");
        (engine, session)
    };
    let ended = || {
        let (mut engine, session) = fresh();
        set(&mut engine, session, SessionState::Ended);
        (engine, session)
    };
    let all = [
        ("not_ready", fresh()),
        ("ready", ready()),
        ("busy_on_call", on_call()),
        ("busy_wrap_up", wrap_up()),
        ("ended", ended()),
    ];
    all.into_iter().map(|(name, (engine, session))| (name, engine, session)).collect()
}

fn requests() -> Vec<(String, Option<SessionState>, Option<Next<SessionState>>)> {
    let states = SessionState::ALL.iter();
    let mut all: Vec<_> = states.clone().map(|&state| (state.to_string(), Some(state), None)).collect();
    all.extend(states.map(|&next| (format!("next {next}"), None, Some(Next::Set(next)))));
    all.push(("next none".to_owned(), None, Some(Next::Clear)));
    all.push(("ended, next ready".to_owned(), Some(SessionState::Ended), Some(Next::Set(SessionState::Ready))));
    all
}

type Legacy = (String, Option<line::AgentState>, Option<Next<line::AgentState>>);

/// lineSetAgentState: every state that TAPI 2.0 has, as the state and as the next one.
fn by_address() -> Vec<Legacy> {
    let states = <line::AgentState as Constant>::ALL.iter().copied();
    let mut all: Vec<Legacy> = states.clone().map(|state| (state.name().to_owned(), Some(state), None)).collect();
    all.extend(states.map(|next| (format!("next {}", next.name()), None, Some(Next::Set(next)))));
    all.push(("next none".to_owned(), None, Some(Next::Clear)));
    all.into_iter().map(|(name, state, next)| (format!("by address, {name}"), state, next)).collect()
}

fn ask(
    engine: &mut Engine,
    state: Option<line::AgentState>,
    next: Option<Next<line::AgentState>>,
) -> Result<(), LineError> {
    let request = Request::SetAgentState { address: AddressId(0), state, next };
    engine.submit(request, None);
    engine.advance_through(engine.now()).expect("laws hold");
    let ends = engine.take_outputs().into_iter().find_map(|output| match output {
        Output::Finished { end: RequestEnd::Replied(outcome), .. } => Some(outcome),
        Output::Finished { .. } | Output::Handled { .. } | Output::Message { .. } => None,
    });
    ends.expect("a request is answered").map(|_| ())
}

/// What a request does at once, and where the session is when its call and wrap-up are over.
fn outcome(engine: &Engine, session: SessionId, request: impl FnOnce(&mut Engine) -> Result<(), LineError>) -> String {
    let mut engine = engine.clone();
    let before = engine.session(session);
    if let Err(error) = request(&mut engine) {
        assert_eq!(engine.session(session), before, "a refused request changes nothing");
        return error.name().to_owned();
    }
    let now = engine.session(session).expect("it is there").info;
    engine.advance_through(Time::from_secs(1_000)).expect("laws hold");
    let later = engine.session(session).expect("it is there").info;
    let next = now.next_state.map_or(String::new(), |next| format!(", next {next}"));
    format!("{}{next}; at last {}", now.state, later.state)
}

#[test]
fn every_state_by_every_request() {
    let mut table = String::new();
    for (same_state, end_during_call) in
        [(SameState::Accept, EndDuringCall::AfterCall), (SameState::Refuse, EndDuringCall::Release)]
    {
        let policies = Policies { same_state, end_during_call, ..Policies::default() };
        let config = Config { policies, ..floor(&["anna"]) };
        writeln!(table, "same_state {same_state:?}, end_during_call {end_during_call:?}").expect("a string takes all");
        for (situation, engine, session) in situations(&config) {
            for (name, state, next) in requests() {
                let request = Command::SetSessionState { session, state, next, reason: None };
                let outcome = outcome(&engine, session, |engine| engine.apply(&request).map(|_| ()));
                writeln!(table, "  {situation:<12} <- {name:<18} {outcome}").expect("a string takes all");
            }
            for (name, state, next) in by_address() {
                let outcome = outcome(&engine, session, |engine| ask(engine, state, next));
                writeln!(table, "  {situation:<12} <- {name:<35} {outcome}").expect("a string takes all");
            }
            let outcome = outcome(&engine, session, |engine| {
                arrive(engine, CallTimes { talk: Some(Span::from_secs(5)), ..CallTimes::default() });
                Ok(())
            });
            writeln!(table, "  {situation:<12} <- {:<18} {outcome}", "the ACD, a call").expect("a string takes all");
        }
    }
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/transitions.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(kept, &table).expect("the table can be written");
    }
    let kept = std::fs::read_to_string(kept).expect("the table is there; UPDATE=1 makes it").replace("\r\n", "\n");
    assert_eq!(table, kept, "UPDATE=1 takes the new table over");
}
