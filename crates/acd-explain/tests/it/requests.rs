//! What became of requests, under each fault.

use acd_explain::{Explanation, Options, Question};

use crate::play::Scenario;

fn request(name: &str) -> Explanation {
    let scenario = scenario();
    let played = scenario.play(&[]);
    let question = Question::Request { name: name.to_owned() };
    scenario.ask(&played, Options::default(), vec![question]).remove(0).unwrap_or_else(|error| panic!("{error}"))
}

fn scenario() -> Scenario {
    Scenario::fixture("explain/requests.scenario.json")
}

/// Its events after the submission, and what is said of it in the end.
fn told(name: &str) -> Vec<String> {
    let request = request(name);
    let events = request.events.iter().skip(1).map(|event| format!("{} {}", event.at, event.what));
    events.chain(request.notes.clone()).collect()
}

#[test]
fn a_request_that_is_answered() {
    let fine = request("fine");
    assert_eq!(fine.events[0].what, "submitted: lineGetAgentSessionInfo about session anna/g/1, time limit 10s");
    assert_eq!(fine.events[0].origin, Some(format!("step 0, line {}", scenario().lines.steps[0])));
    assert_eq!(
        told("fine"),
        ["1s handled by the ACD", "1s the reply reaches the client", "answered 1s after it was submitted"]
    );
    assert_eq!(told("fine"), told("#1"));
}

#[test]
fn a_reply_that_is_lost() {
    assert_eq!(
        told("lost"),
        [
            "10s fault drop fires: drop_reply",
            "11s handled by the ACD",
            "11s the reply is lost",
            "20s the client's time limit ends: TAPI_E_TIMEOUT",
            "timed out after 10s: it was handled, and the reply was lost; fault drop (drop_reply) acted on it",
        ]
    );
}

#[test]
fn a_reply_that_is_late() {
    assert_eq!(
        told("late")[3..],
        [
            "46s a reply comes that nobody waits for",
            "timed out after 10s: the reply came at 46s; fault delay (delay_reply by 15s) acted on it",
        ]
    );
    assert_eq!(request("late").events[1].details, [format!("the fault stands in line {}", scenario().lines.faults[1])]);
}

#[test]
fn a_reply_that_comes_twice() {
    assert_eq!(
        told("twice")[2..],
        [
            "51s the reply reaches the client",
            "53s a reply comes that nobody waits for",
            "answered 1s after it was submitted; fault double (duplicate_reply after 2s) acted on it",
        ]
    );
}

#[test]
fn requests_that_fail() {
    let last = |name| told(name).pop().expect("something is said");
    assert_eq!(
        last("failed"),
        "answered with LINEERR_NOMEM 1s after it was submitted; fault fail (fail with LINEERR_NOMEM) acted on it"
    );
    assert_eq!(
        last("unsent"),
        "never handled, and answered with LINEERR_OPERATIONUNAVAIL 0s after it was submitted; \
         fault refuse (fail_at_submit with LINEERR_OPERATIONUNAVAIL) acted on it"
    );
    assert_eq!(
        last("old"),
        "answered 1s after it was submitted; fault age (stale, with the record taken last time) acted on it"
    );
    assert_eq!(
        last("small"),
        "answered with LINEERR_STRUCTURETOOSMALL 1s after it was submitted; \
         fault shrink (structure_too_small) acted on it"
    );
}

#[test]
fn requests_and_a_proxy_that_closes() {
    assert_eq!(
        told("closing")[2..],
        [
            "1m41s the client is told LINEERR_OPERATIONFAILED",
            "answered with LINEERR_OPERATIONFAILED 1s after it was submitted; fault close (close_proxy) acted on it; \
             the proxy had closed at 1m41s",
        ]
    );
    let because = request("closing").events[3].because.clone().expect("it has a cause");
    assert_eq!(because.what, "the proxy closed");
    assert_eq!(
        told("shut"),
        [
            "1m42s the client is told LINEERR_OPERATIONUNAVAIL",
            "never handled, and answered with LINEERR_OPERATIONUNAVAIL 0s after it was submitted; \
             the proxy had closed at 1m41s",
        ]
    );
}

#[test]
fn requests_that_left_no_reply() {
    assert_eq!(told("open"), ["open at 2m: it has not been handled"]);
    let known = request("known");
    assert_eq!(known.events[0].origin, Some(format!("step 8, line {}", scenario().lines.steps[8])));
    assert!(known.notes[0].starts_with("the client knows this without a request"), "{known}");
}
