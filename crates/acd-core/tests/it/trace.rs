//! The trace: counted always, kept and digested where somebody asks, and the same for the same run.

use acd_core::{CallTimes, Engine, Fact};
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
