//! The trace: counted always, kept and digested where somebody asks, and the same for the same run.

use acd_core::{Action, CallNo, CallTimes, Cause, Engine, Entry, Fact, LoggedCommand, Record};
use tapi_types::{Span, Time};

use crate::floor::{arrive, floor, ready};

fn day(engine: &mut Engine, talk_s: u64) {
    ready(engine, 0);
    arrive(engine, CallTimes { talk: Some(Span::from_secs(talk_s)), ..CallTimes::default() });
    engine.advance_through(Time::from_secs(60)).expect("laws hold");
}

fn digest(talk_s: u64) -> Option<String> {
    let mut engine = Engine::new(floor(&["anna"]));
    engine.start_digest();
    day(&mut engine, talk_s);
    engine.digest()
}

#[test]
fn the_digest_is_that_of_the_facts() {
    assert_eq!(digest(30), digest(30));
    assert_ne!(digest(30), digest(31));
    assert_eq!(digest(30).map(|digest| digest.len()), Some(32));
    let mut engine = Engine::new(floor(&["anna"]));
    day(&mut engine, 30);
    assert_eq!(engine.digest(), None, "nobody asked");
}

#[test]
fn records_are_kept_in_order_and_handed_out_once() {
    let mut engine = Engine::new(floor(&["anna"]));
    engine.keep_trace();
    day(&mut engine, 30);
    let records = engine.take_records();
    assert_eq!(records.len() as u64, engine.record_count());
    assert!((1_u64..).zip(&records).all(|(seq, record)| record.seq == seq));
    assert!(records.is_sorted_by_key(|record| record.at));
    let released = records.iter().find(|record| matches!(record.fact, Fact::CallReleased { .. }));
    assert_eq!(released.map(|record| record.at), Some(Time::from_secs(30)));
    assert!(engine.take_records().is_empty());
}

#[test]
fn a_clone_goes_its_own_way() {
    let mut engine = Engine::new(floor(&["anna"]));
    engine.start_digest();
    day(&mut engine, 30);
    let mut other = engine.clone();
    arrive(&mut other, CallTimes::default());
    assert_ne!(engine.digest(), other.digest());
    arrive(&mut engine, CallTimes::default());
    assert_eq!(engine.digest(), other.digest());
}

/// A day with calls that come late, ring out, overlap, and a request.
fn busy_day() -> Engine {
    let mut config = floor(&["anna", "ben"]);
    config.queues[0].ring_timeout = Some(Span::from_secs(5));
    config.agents[1].answer = acd_core::Answer::Manual;
    let mut engine = Engine::new(config);
    engine.start_digest();
    engine.keep_trace();
    let session = ready(&mut engine, 0);
    ready(&mut engine, 1);
    for n in 0..20 {
        engine.advance_before_commands(Time::from_secs(7 * n)).expect("laws hold");
        let wrap_up = Span::from_secs(n % 3);
        arrive(&mut engine, CallTimes { talk: Some(Span::from_secs(10 + n)), wrap_up, patience: None });
        if n == 9 {
            // After everything else of its instant, as a live command may come.
            engine.advance_through(Time::from_secs(7 * n)).expect("laws hold");
            let request = engine.submit(acd_core::Request::GetAgentSessionInfo(session), Some(Span::from_secs(120)));
            engine.forget(request);
        }
    }
    engine.advance_through(Time::from_secs(1000)).expect("laws hold");
    engine
}

#[test]
fn every_record_names_an_earlier_one_a_command_or_the_plan() {
    let mut commands = 0;
    for entry in busy_day().take_trace() {
        match entry {
            Entry::Command(command) => {
                commands += 1;
                assert_eq!(command.n, commands);
            }
            Entry::Record(record) => match record.cause {
                Cause::Plan => panic!("no shift, no stream: {record:?}"),
                Cause::Command(n) => assert_eq!(n, commands, "{record:?}"),
                Cause::Record(seq) => assert!(seq < record.seq, "{record:?}"),
            },
        }
    }
}

#[test]
fn causes_lead_from_the_release_to_the_next_answer() {
    let records = busy_day().take_records();
    let fact = |cause: Cause| match cause {
        Cause::Record(seq) => usize::try_from(seq - 1).ok().map(|place| records[place].fact),
        Cause::Plan | Cause::Command(_) => None,
    };
    let made_by = |record: &Record, right: fn(&Fact, CallNo) -> bool, call: CallNo| {
        let why = fact(record.cause);
        assert!(why.is_some_and(|why| right(&why, call)), "{record:?} by {why:?}");
    };
    let offered = |why: &Fact, call| matches!(why, Fact::CallOffered { call: of, .. } if *of == call);
    let answered = |why: &Fact, call| matches!(why, Fact::CallAnswered { call: of, .. } if *of == call);
    let released = |why: &Fact, call| matches!(why, Fact::CallReleased { call: of, .. } if *of == call);
    let rang_out = |why: &Fact, call| matches!(why, Fact::OfferRangOut { call: of, .. } if *of == call);
    for record in &records {
        if let Fact::CallAnswered { call, .. } | Fact::OfferRangOut { call, .. } = record.fact {
            made_by(record, offered, call);
        }
        if let Fact::CallReleased { call, .. } = record.fact {
            made_by(record, answered, call);
        }
        if let Fact::CallEnded { call, .. } | Fact::WrapUpEnded { call, .. } = record.fact {
            made_by(record, released, call);
        }
        if let Fact::CallReturned { call, .. } = record.fact {
            made_by(record, rang_out, call);
        }
    }
    let waited = |fact: &Fact| matches!(fact, Fact::CallOffered { .. });
    let by_state = records.iter().filter(|record| waited(&record.fact));
    let by_state = by_state.filter(|record| matches!(fact(record.cause), Some(Fact::SessionState { .. })));
    assert!(by_state.count() > 3, "calls that waited are offered because a session came free");
}

#[test]
fn the_same_commands_at_the_same_positions_give_the_same_trace() {
    let mut recorded = busy_day();
    let trace = recorded.take_trace();
    let mut again = Engine::new(recorded.config().clone());
    again.start_digest();
    again.keep_trace();
    for entry in &trace {
        let Entry::Command(LoggedCommand { at, position, action, .. }) = entry else { continue };
        assert_eq!(again.advance_to_position(*at, *position), Ok(true));
        match action {
            Action::Apply(command) => assert!(again.apply(command).is_ok()),
            Action::Submit { request, limit } => drop(again.submit(request.clone(), *limit)),
            Action::Forget(request) => again.forget(*request),
        }
    }
    while again.position() < recorded.position() {
        again.step().expect("laws hold");
    }
    assert_eq!(again.take_trace(), trace);
    assert_eq!(again.digest(), recorded.digest());
    let beyond = again.advance_to_position(again.now(), again.position() + 1);
    assert_eq!(beyond, Ok(false), "nothing is left to happen");
}
