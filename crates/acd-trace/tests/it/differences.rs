//! The first difference of two runs.

use acd_core::{CallNo, Cause, Entry, Fact, Record};
use acd_trace::{Book, Difference, Flaw, Header, Line, Side, first_difference, unlike_headers};
use tapi_types::{QueueId, Time};

use crate::home::{book, header, lines};

/// Calls that are blocked at a queue, one each second.
fn blocked(queues: &[usize]) -> Vec<Line> {
    let records = (1..).zip(queues).map(|(seq, queue)| {
        let fact = Fact::CallBlocked { call: CallNo(seq), queue: QueueId::at(*queue) };
        Entry::Record(Record { at: Time::from_secs(seq), seq, cause: Cause::Plan, fact })
    });
    lines(records.collect())
}

fn differ(left: (&[usize], &Book), right: (&[usize], &Book)) -> Option<Difference> {
    let side = |(queues, book)| Side { lines: blocked(queues).into_iter().map(Ok::<Line, Flaw>), book };
    first_difference(side(left), side(right)).expect("lines that are there")
}

fn queues(names: [&str; 2]) -> Book {
    Book { queues: names.map(str::to_owned).to_vec(), ..Book::default() }
}

#[test]
fn the_first_difference_is_shown_with_five_lines_before_it() {
    let book = queues(["a", "b"]);
    assert_eq!(differ((&[0, 1, 0], &book), (&[0, 1, 0], &book)), None);
    let difference = differ((&[0; 9], &book), (&[0, 0, 0, 0, 0, 0, 0, 1, 0], &book)).expect("the eighth differs");
    assert_eq!(difference.at, Time::from_secs(8));
    let shown = "  3s  #3  call 3 blocked at a\n  4s  #4  call 4 blocked at a\n  5s  #5  call 5 blocked at a\n  \
                 6s  #6  call 6 blocked at a\n  7s  #7  call 7 blocked at a\n\
                 - 8s  #8  call 8 blocked at a\n+ 8s  #8  call 8 blocked at b";
    assert_eq!(difference.to_string(), shown);
    let first = differ((&[1], &book), (&[0], &book)).expect("the first differs");
    assert!(first.before.is_empty());
}

#[test]
fn a_run_that_is_over_differs_from_one_that_goes_on() {
    let book = queues(["a", "b"]);
    let difference = differ((&[0, 0], &book), (&[0], &book)).expect("one is longer");
    assert_eq!((difference.at, difference.right), (Time::from_secs(2), None));
    let difference = differ((&[], &book), (&[0], &book)).expect("one is longer");
    assert_eq!((difference.at, difference.left), (Time::from_secs(1), None));
    assert_eq!(differ((&[], &book), (&[], &book)), None);
}

#[test]
fn floors_are_compared_by_name() {
    let (there, turned) = (queues(["a", "b"]), queues(["b", "a"]));
    assert_eq!(differ((&[0, 1], &there), (&[1, 0], &turned)), None);
    let difference = differ((&[0, 1], &there), (&[1, 1], &turned)).expect("the second differs");
    assert_eq!(difference.left.unwrap().text, "2s  #2  call 2 blocked at b");
    assert_eq!(difference.right.unwrap().text, "2s  #2  call 2 blocked at a");
}

#[test]
fn a_line_that_cannot_be_had_is_an_error() {
    let book = queues(["a", "b"]);
    let broken = || {
        let lines = [Err(Flaw::OlderFormat { found: 0 })].into_iter().chain(blocked(&[0]).into_iter().map(Ok));
        Side { lines, book: &book }
    };
    assert!(first_difference(broken(), broken()).is_err());
}

#[test]
fn steps_do_not_matter() {
    let (lines, book) = (crate::drawn::every_line(12), book());
    let bare: Vec<Line> = lines.iter().map(|line| Line { step: None, ..line.clone() }).collect();
    let side = |lines: Vec<Line>| Side { lines: lines.into_iter().map(Ok::<Line, Flaw>), book: &book };
    assert_eq!(first_difference(side(lines), side(bare)).unwrap(), None);
}

#[test]
fn headers_that_differ_are_told() {
    let left = header();
    assert_eq!(unlike_headers(&left, &left), []);
    let mut scenario = left.scenario.clone();
    scenario.file = "elsewhere".to_owned();
    assert_eq!(
        unlike_headers(&left, &Header { scenario: scenario.clone(), ..left.clone() }),
        [],
        "a place is no difference"
    );
    scenario.text.push(' ');
    scenario.files.clear();
    let mut right = Header { scenario, seed: 43, epoch: "2000-01-01T00:00:00Z".to_owned(), ..left.clone() };
    right.policies.same_state = acd_core::SameState::Refuse;
    let unlike = unlike_headers(&left, &right);
    let what: Vec<&str> = unlike.iter().map(|unlike| unlike.what).collect();
    assert_eq!(what, ["text of the scenario", "files beside the scenario", "seed", "same_state", "epoch"]);
    assert_eq!(unlike[2].to_string(), "seed: 42 | 43");
    assert_eq!(unlike[3].to_string(), "same_state: accept | refuse");
}
