//! What is written is what is read.

use std::collections::BTreeSet;

use acd_core::{
    BadSessionState, CallRateFactor, CountCallAt, Digest, EndDuringCall, Entry, GroupEvents, Policies, SameState,
    TimeToAnswerFrom, WrongPin,
};
use acd_trace::{Book, Header, Reader, Writer, check};
use proptest::prelude::*;

use crate::drawn::every_line;
use crate::home::{book, end, header, read, recorded};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_kind_of_line_comes_back(seed: u64) {
        let lines = every_line(seed);
        for book in [book(), Book::default()] {
            let recording = recorded(&book, &lines);
            let sound = check(&recording[..]).expect("nothing happened to it");
            prop_assert_eq!(sound.header, header());
            prop_assert_eq!(sound.footer.records + sound.footer.commands, lines.len() as u64);
            prop_assert_eq!(&read(&recording, &book).expect("nothing happened to it"), &lines);
        }
    }
}

#[test]
fn every_line_is_a_json_object_with_a_kind_of_its_own() {
    let recording = recorded(&book(), &every_line(1));
    let text = String::from_utf8(recording).expect("JSON is UTF-8");
    let kinds: BTreeSet<String> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON"))
        .map(|line| format!("{} {} {}", line["type"], line["do"], line["function"]))
        .collect();
    // 47 facts (one of which names a function), 23 commands, 20 requests, to forget one; header and footer have no kind.
    assert_eq!(kinds.len(), 47 + 23 + 20 + 1 + 1, "{kinds:#?}");
}

#[test]
fn the_digest_is_that_of_the_records() {
    let lines = every_line(2);
    let mut digest = Digest::default();
    let mut writer = Writer::new(Vec::new(), &header(), book()).unwrap();
    for line in &lines {
        writer.write(&line.entry, line.step).unwrap();
        if let Entry::Record(record) = &line.entry {
            digest.add(record);
        }
        assert_eq!(writer.digest(), digest.hex());
    }
    let recording = writer.finish(end(&lines)).unwrap();
    assert_eq!(check(&recording[..]).unwrap().footer.digest, digest.hex());
}

#[test]
fn the_footer_comes_back_when_all_is_read() {
    let (book, lines) = (book(), every_line(3));
    let mut writer = Writer::new(Vec::new(), &header(), book.clone()).unwrap();
    for line in &lines {
        writer.write(&line.entry, line.step).unwrap();
    }
    let halted = Some("the law \"calls\" is broken:\n\u{1F4A5}".to_owned());
    let recording = writer.finish(acd_trace::End { halted: halted.clone(), ..end(&lines) }).unwrap();
    let mut read = Reader::open(&recording[..]).unwrap().lines(&book);
    for line in &lines {
        assert!(read.footer().is_none());
        assert_eq!(&read.next().unwrap().unwrap(), line);
    }
    assert!(read.next().is_none());
    assert!(read.next().is_none(), "and nothing follows");
    let footer = read.footer().expect("all is read").clone();
    assert_eq!(footer.halted, halted);
    assert_eq!((footer.events, footer.ended_at), (31, lines.last().unwrap().at()));
    assert_eq!(check(&recording[..]).unwrap().footer, footer);
}

#[test]
fn every_policy_comes_back() {
    let mut all = Vec::new();
    for count_call_at in [CountCallAt::Answer, CountCallAt::Release, CountCallAt::WrapUpEnd] {
        for time_to_answer_from in [TimeToAnswerFrom::QueueEntry, TimeToAnswerFrom::Ringing] {
            for end_during_call in [EndDuringCall::AfterCall, EndDuringCall::Release] {
                for same_state in [SameState::Accept, SameState::Refuse] {
                    let defaults = Policies::default();
                    all.push(Policies { count_call_at, time_to_answer_from, end_during_call, same_state, ..defaults });
                }
            }
        }
    }
    for bad_session_state in [BadSessionState::InvalAgentState, BadSessionState::InvalAgentSessionState] {
        for wrong_pin in [WrongPin::OperationFailed, WrongPin::InvalPassword] {
            for call_rate_factor in [CallRateFactor::One, CallRateFactor::Ten] {
                for group_events in [GroupEvents::Deliver, GroupEvents::Mute] {
                    let defaults = Policies::default();
                    all.push(Policies { bad_session_state, wrong_pin, call_rate_factor, group_events, ..defaults });
                }
            }
        }
    }
    for policies in all {
        let header = Header { policies, ..header() };
        let recording = Writer::new(Vec::new(), &header, book()).unwrap().finish(end(&[])).unwrap();
        assert_eq!(Reader::open(&recording[..]).unwrap().header(), &header);
    }
}

#[test]
fn a_recording_says_who_wrote_it() {
    let recording = recorded(&book(), &[]);
    assert_eq!(Reader::open(&recording[..]).unwrap().tspmock(), env!("CARGO_PKG_VERSION"));
    assert_eq!(check(&recording[..]).unwrap().tspmock, env!("CARGO_PKG_VERSION"));
}
