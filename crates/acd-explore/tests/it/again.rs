//! What an exploration finds is found again by every way, wherever among the seeds it stands and whoever works on it.

use std::fs;
use std::path::Path;

use acd_explore::{Exploration, Failure, Reason, explore, judge, swarm};
use acd_run::{RunOptions, run};
use acd_scenario::{Expectation, Plan, Subject, Want};
use serde_json::json;
use tapi_types::{LineError, LineErrorReading};

use crate::every_way::is_the_same_every_way;
use crate::floors::{self, read, seeds};

fn evening(rest: &str) -> Plan {
    floors::evening("5m", rest)
}

/// What holds under most seeds and fails under some, each of another kind.
fn plans() -> Vec<(&'static str, Plan)> {
    let plans = [
        (
            "a band",
            r#""expect": [ { "queue": { "queue": "sales_q", "answered": { "min": 0 } } },
                                  { "queue": { "queue": "sales_q", "abandoned": { "max": 1 } } } ]"#,
        ),
        ("a value, at its time", r#""expect": [ { "at": "4m", "queue": { "queue": "sales_q", "waiting": 0 } } ]"#),
        ("a call that never comes", r#""expect": [ { "call": { "call": "calls/8", "disposition": "answered" } } ]"#),
        (
            "a reply",
            r#""steps": [ { "at": "5m", "request": { "request": "r", "get": "number_of_calls", "session": "anna/sales/1" } } ],
                       "expect": [ { "reply": { "request": "r", "value": { "min": 4, "max": 100 } } } ]"#,
        ),
        (
            "messages",
            r#""expect": [ { "message": { "type": "line_queue_status", "queue": "sales_q", "count": { "max": 25 } } } ]"#,
        ),
        ("a refusal", r#""steps": [ { "at": "2m", "hang_up": { "call": "calls/3", "by": "caller" } } ]"#),
        (
            "no refusal",
            r#""steps": [ { "at": "80s", "refused": "LINEERR_INVALCALLSTATE", "id": "late", "hang_up": { "call": "calls/1", "by": "caller" } } ]"#,
        ),
    ];
    plans.into_iter().map(|(name, rest)| (name, evening(rest))).collect()
}

fn explored(plan: &Plan, from: u64, count: u64, jobs: usize) -> Exploration {
    explore(plan, seeds(from, count, jobs), |_| true)
}

#[test]
fn every_kind_of_failure_is_the_same_every_way() {
    for (name, plan) in plans() {
        let found = explored(&plan, 0, 60, 2);
        assert!((3..50).contains(&found.failed()), "{name}: some fail, most pass: {}", found.failed());
        for failure in found.failures.iter().take(3) {
            is_the_same_every_way(&plan, failure);
        }
    }
}

#[test]
fn a_scenario_that_goes_round_does_so_every_way() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/failing/goes_round.scenario.json");
    let plan = read(&fs::read_to_string(file).expect("a fixture can be read"));
    let found = explored(&plan, 0, 1, 1).failures;
    assert_eq!(found[0].reason, Reason::GoesRound);
    assert_eq!(judge(&plan, 0).failures, found);
    let stopped = run(&plan, &RunOptions::default()).expect_err("it goes round");
    assert_eq!(stopped.to_string(), found[0].text);
}

/// The seeds that fail are the edges of what is explored: the first, the last, both, all.
#[test]
fn the_first_and_the_last_seed_are_seeds_like_others() {
    for (name, plan) in plans() {
        let all = explored(&plan, 0, 60, 1).failures;
        let [first, .., last] = &all[..] else { panic!("{name}: there are two") };
        let between: Vec<(u64, u64)> = vec![
            (first.seed, last.seed + 1),
            (first.seed, first.seed + 1),
            (last.seed, last.seed + 1),
            (first.seed, last.seed),
            (first.seed + 1, last.seed + 1),
            (first.seed + 1, last.seed),
        ];
        for (from, to) in between.into_iter().filter(|(from, to)| from < to) {
            let inside = |failure: &&Failure| (from..to).contains(&failure.seed);
            let expected: Vec<&Failure> = all.iter().filter(inside).collect();
            for jobs in [1, 2, 5] {
                let found = explored(&plan, from, to - from, jobs);
                assert_eq!(found.failures.iter().collect::<Vec<_>>(), expected, "{name}: {from} to {to} by {jobs}");
                assert_eq!((found.seeds, found.failed()), (to - from, expected.len() as u64), "{name}");
            }
        }
    }
}

#[test]
fn one_thread_and_two_find_the_same_of_everything() {
    for (name, plan) in plans() {
        assert_eq!(explored(&plan, 100, 150, 1), explored(&plan, 100, 150, 2), "{name}");
    }
}

#[test]
fn what_only_a_client_sees_is_looked_at_without_a_request() {
    let plan = evening(r#""expect": [ { "message": { "type": "line_queue_status", "count": 0 } } ]"#);
    let found = explored(&plan, 0, 3, 2);
    let reasons: Vec<&Reason> = found.failures.iter().map(|failure| &failure.reason).collect();
    assert_eq!(reasons, [&Reason::Expectation(0); 3]);
    assert!(found.spreads.is_empty(), "nobody has written a band: {:?}", found.spreads);
    let some = evening(r#""expect": [ { "message": { "type": "line_queue_status", "count": { "min": 2 } } } ]"#);
    let found = explored(&some, 0, 3, 2);
    assert_eq!(found.failures, []);
    let [spread] = &found.spreads[..] else { panic!("one band: {:?}", found.spreads) };
    assert_eq!((spread.values, spread.inside, spread.member.as_str()), (3, 3, "count"));
    assert_eq!(spread.subject, "LINE_QUEUESTATUS to client client");
}

/// The replies come in another order than the requests, and at another time than expected: that is no mistake of ours.
#[test]
fn replies_out_of_order_are_heard_as_the_facts_say() {
    let plan = evening(
        r#""steps": [ { "at": "1s", "request": { "request": "r1", "get": "number_of_acd_calls", "agent": "anna" } },
                      { "at": "2s", "request": { "request": "r2", "get": "number_of_acd_calls", "agent": "anna" } } ],
           "faults": [ { "id": "late", "method": "line_get_agent_info", "nth": 1, "effect": { "delay_reply": { "by": "8s" } } } ],
           "expect": [ { "message": { "type": "line_reply", "seen_at": "5s" } } ]"#,
    );
    let reasons: Vec<Reason> = judge(&plan, 0).failures.into_iter().map(|failure| failure.reason).collect();
    assert_eq!(reasons, [Reason::Expectation(0)]);
}

/// What the swarm expects, made wrong: of a reply, of messages, of several clients with their versions and choices.
#[test]
fn what_clients_hear_fails_the_same_every_way() {
    let mut followed = [0; 2];
    for seed in 0..400 {
        let drawn = swarm::plan(seed);
        let wrong = drawn.expectations.iter().find_map(|of| made_wrong(of, drawn.clients.len()));
        let Some(wrong) = wrong else { continue };
        let kind = usize::from(matches!(wrong.of, Subject::Message(_)));
        if followed[kind] < FOLLOWED {
            followed[kind] += 1;
            let plan = Plan { expectations: vec![wrong], ..drawn };
            let failure = judge(&plan, seed).failures.remove(0);
            assert_eq!(failure.reason, Reason::Expectation(0), "seed {seed}");
            let small = is_the_same_every_way(&plan, &failure);
            assert!(small.plan.clients.len() <= 2, "seed {seed}:\n{}", small.text());
        }
    }
    assert_eq!(followed, [FOLLOWED; 2]);
}

/// So many of each kind are followed all the way.
const FOLLOWED: u32 = 6;

/// An error in place of another, or more messages than came; `None` where it is about something else.
fn made_wrong(of: &Expectation, clients: usize) -> Option<Expectation> {
    let mut wrong = of.clone();
    let (name, want) = wrong.wants.first_mut()?;
    match (&wrong.of, &*want) {
        (Subject::Reply(_), Want::Error(_)) => {
            *want = Want::Error(LineError::NOMEM.hresult(LineErrorReading::Twin));
            wrong.written = json!({ "error": "LINEERR_NOMEM" });
        }
        (Subject::Message(_), Want::Is(count)) if clients > 1 => {
            let count = count.as_u64()? + 1;
            wrong.written[name.as_str()] = count.into();
            *want = Want::Is(count.into());
            wrong.wants.truncate(1);
            wrong.written.as_object_mut()?.remove("seen_at");
        }
        (Subject::Reply(_) | Subject::Message(_), Want::Is(_) | Want::Between { .. } | Want::Error(_))
        | (Subject::Session(_) | Subject::Agent(_) | Subject::Queue(_) | Subject::Call(_), _) => return None,
    }
    Some(wrong)
}

/// Refusals go before expectations, and these in the order of the file, whatever was looked at first.
#[test]
fn the_first_of_several_failures_is_told() {
    let plan = evening(
        r#""steps": [ { "at": "1s", "answer": { "session": "anna/sales/1" } } ],
           "expect": [ { "at": "2s", "agent": { "agent": "ben", "state": "released" } },
                       { "at": "1s", "queue": { "queue": "sales_q", "offered": 99 } } ]"#,
    );
    let found = explored(&plan, 0, 1, 1).failures;
    let [failure] = &found[..] else { panic!("one a seed") };
    assert_eq!(failure.reason, Reason::Refused(LineError::INVALCALLSTATE));
    let reasons = judge(&plan, 0).failures.into_iter().map(|failure| failure.reason);
    let rest: Vec<Reason> = reasons.skip(1).collect();
    assert_eq!(rest, [Reason::Expectation(0), Reason::Expectation(1)]);
}
