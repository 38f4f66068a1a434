//! One scenario under many seeds: what fails fails again, and can be made small.

use acd_explore::shrink::{RUNS, shrink};
use acd_explore::{Exploration, Reason, explore, explore_swarm, judge};
use acd_scenario::Plan;

use crate::floors::{evening, read, seeds};

/// A queue that mostly answers within the band of its first expectation; the second always holds.
fn queue() -> Plan {
    let first = r#"{ "queue": { "queue": "sales_q", "abandoned": { "max": 1 } } }"#;
    let second = r#"{ "queue": { "queue": "sales_q", "answered": { "min": 0, "max": 100 }, "blocked": 0 } }"#;
    evening("10m", &format!(r#"  "expect": [ {first}, {second} ]"#))
}

fn explored(jobs: usize) -> Exploration {
    explore(&queue(), seeds(1000, 200, jobs), |_| true)
}

#[test]
fn an_expectation_that_mostly_holds_fails_under_some_seeds_and_they_fail_again() {
    let found = explored(2);
    assert_eq!((found.seeds, found.passed + found.failed()), (200, 200));
    assert!((1..100).contains(&found.failed()), "some fail, most pass: {}", found.failed());
    assert_eq!(found.failures.len() as u64, found.failed());
    for failure in &found.failures {
        assert_eq!(failure.reason, Reason::Expectation(0));
        assert!(failure.text.contains("queue sales_q"), "{failure:?}");
        assert_eq!(judge(&queue(), failure.seed).failures.first(), Some(failure));
    }
    assert!(found.longest.is_sorted_by(|(_, one), (_, other)| one >= other), "{:?}", found.longest);
}

#[test]
fn bands_have_their_spreads() {
    let found = explored(2);
    let members: Vec<&str> = found.spreads.iter().map(|spread| spread.member.as_str()).collect();
    assert_eq!(members, ["abandoned", "answered"]);
    let [abandoned, answered] = &found.spreads[..] else { panic!("two bands") };
    assert_eq!((abandoned.expectation, answered.expectation), (0, 1));
    assert_eq!(abandoned.subject, "queue sales_q");
    assert_eq!(abandoned.values - abandoned.inside, found.failed(), "what is outside has failed");
    assert_eq!(answered.inside, 200);
    assert!(answered.mean_interval.0 < answered.mean && answered.mean < answered.mean_interval.1);
    assert!(15.0 < answered.mean && answered.mean < 20.0, "of 20 calls: {}", answered.mean);
    assert!(abandoned.share.0 < 1.0 && abandoned.share.1 > 0.5);
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let one = explored(1);
    assert_eq!(one, explored(2));
    assert_eq!(one, explored(5));
    let swarm = |jobs| explore_swarm(seeds(0, 60, jobs), |_| true);
    assert_eq!(swarm(1), swarm(3));
}

#[test]
fn whoever_watches_may_stop_it() {
    let found = explore(&queue(), seeds(0, 1_000_000, 2), |so_far| so_far.seeds < 10);
    assert_eq!(found.seeds, 10);
}

#[test]
fn a_failing_expectation_is_made_small() {
    let failure = explored(2).failures.remove(0);
    let shrunk = shrink(&queue(), &failure, RUNS).expect("it fails again");
    let text = shrunk.text();
    assert_eq!(shrunk.failure.reason, Reason::Expectation(0));
    let again = read(&text);
    assert_eq!(again.expectations.len(), 1);
    let listed = text.matches("\"at\": ").count();
    assert!(listed <= 2, "two callers give up, nobody else is needed:\n{text}");
    assert!(again.config.agents.is_empty(), "and nobody answers:\n{text}");
    let told: Vec<Reason> = judge(&again, 7).failures.into_iter().map(|failure| failure.reason).collect();
    assert_eq!(told, [Reason::Expectation(0)], "nothing is drawn any more:\n{text}");
}

#[test]
fn a_refusal_is_made_small_and_what_does_not_fail_is_left_alone() {
    let text = r#"{
      "version": 1,
      "groups": [ { "id": "g" } ],
      "queues": [ { "id": "q", "group": "g" } ],
      "agents": [ { "id": "a", "groups": [ { "group": "g" } ] }, { "id": "b", "groups": [ { "group": "g" } ] } ],
      "steps": [
        { "at": "1s", "create_session": { "session": "s", "agent": "a", "group": "g" } },
        { "at": "2s", "set_session_state": { "session": "s", "state": "ready" } },
        { "at": "3s", "arrive": { "call": "c", "queue": "q", "talk": "1m" } },
        { "at": "4s", "hold": { "call": "c" } },
        { "at": "5s", "hold": { "call": "c" } },
        { "at": "6s", "refused": "LINEERR_INVALPARAM", "create_session": { "session": "t", "agent": "b", "group": "g" } }
      ]
    }"#;
    let failures = judge(&read(text), 0).failures;
    let reasons: Vec<String> = failures.iter().map(|failure| failure.reason.to_string()).collect();
    let refused = "a step was refused unexpectedly with LINEERR_INVALCALLSTATE";
    let not_refused = "a step expects LINEERR_INVALPARAM, and it was not refused";
    assert_eq!(reasons, [refused, not_refused]);
    let small = |place: usize| shrink(&read(text), &failures[place], RUNS).expect("it fails again").plan.steps.len();
    assert_eq!((small(0), small(1)), (2, 1), "a call that is not there to be held; a session");
    let other = acd_explore::Failure { reason: Reason::GoesRound, ..failures[0].clone() };
    assert_eq!(shrink(&read(text), &other, RUNS), None);
}
