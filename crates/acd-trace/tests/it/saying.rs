//! How lines read.

use std::collections::BTreeSet;

use acd_core::{CallNo, Cause, Disposition, Entry, Fact, Record};
use acd_trace::{Book, Line, Names};
use proptest::prelude::*;
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, Span, Time};

use crate::drawn::every_line;
use crate::home::book;

fn line(seq: u64, fact: Fact) -> Line {
    let cause = if seq == 1 { Cause::Plan } else { Cause::Record(seq - 1) };
    Line { entry: Entry::Record(Record { at: Time::from_micros(seq * 500_000), seq, cause, fact }), step: None }
}

fn created(session: SessionId) -> Fact {
    Fact::SessionCreated { session, agent: AgentId::at(0), group: GroupId::at(0), shift: Some(1) }
}

fn arrived(call: CallNo, handle: Option<CallHandle>, stream: Option<(usize, u64)>) -> Fact {
    Fact::CallArrived { call, handle, stream, priority: 0, talk: None, wrap_up: Span::ZERO, patience: None }
}

fn answered(call: CallNo, session: SessionId) -> Fact {
    Fact::CallAnswered { call, session, queue: QueueId::at(0), wait: Span::from_micros(12_500_000) }
}

#[test]
fn names_are_learnt() {
    let book = book();
    let mut names = Names::new(&book);
    let (session, call) = (SessionId::at(9), CallNo(3));
    assert_eq!((names.session(session), names.call(call)), (None, None));
    let facts = [created(session), arrived(call, None, Some((0, 7))), answered(call, session)];
    let mut said = Vec::new();
    for (seq, fact) in (1..).zip(facts) {
        let line = line(seq, fact);
        names.learn(&line);
        said.push(names.say(&line));
    }
    let expected = [
        "500ms  #1  anna/sales/1 (anna) created in sales",
        "1s  #2  call 3 (morning/7) arrived  <- #1",
        "1s500ms  #3  call 3 (morning/7) answered by anna/sales/1 (anna) after 12s500ms  <- #2",
    ];
    assert_eq!(said, expected);
    assert_eq!(names.session(session).as_deref(), Some("anna/sales/1"));
    assert_eq!(names.call(call).as_deref(), Some("morning/7"));
}

#[test]
fn a_call_is_known_to_its_session_when_it_is_over() {
    let book = book();
    let mut names = Names::new(&book);
    let session = SessionId::at(0);
    names.learn(&line(1, created(session)));
    for n in 1..=100 {
        let call = CallNo(n);
        names.learn(&line(2, arrived(call, Some(CallHandle::at(1)), None)));
        if n == 1 {
            names.learn(&line(3, answered(call, session)));
        }
        names.learn(&line(4, Fact::CallEnded { call, disposition: Disposition::Answered }));
    }
    assert_eq!(names.call(CallNo(1)), None, "forgotten");
    assert_eq!(names.call_at(CallNo(1), session).as_deref(), Some("c2"), "but for its session");
    assert_eq!(names.call(CallNo(85)).as_deref(), Some("c2"), "the last sixteen are remembered");
    assert_eq!(names.call(CallNo(84)), None);
    let ended = line(5, Fact::WrapUpEnded { call: CallNo(1), session, wrap_up: Span::from_secs(10) });
    assert_eq!(names.say(&ended), "2s500ms  #5  call 1 (c2) wrapped up by s1 (anna) in 10s  <- #4");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Also where nothing has a name, and a line is never two lines.
    #[test]
    fn everything_can_be_said(seed: u64) {
        let lines = every_line(seed);
        for book in [book(), Book::default()] {
            let mut names = Names::new(&book);
            let mut said = BTreeSet::new();
            for line in &lines {
                let known = names.clone();
                prop_assert!(!known.say(line).is_empty());
                names.learn(line);
                said.insert(names.say(line));
            }
            prop_assert_eq!(said.len(), lines.len());
            prop_assert!(said.iter().all(|text| !text.contains(char::is_control)), "{:#?}", said);
        }
    }
}
