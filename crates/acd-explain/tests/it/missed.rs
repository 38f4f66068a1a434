//! A fixture for each reason for not counting.

use acd_explain::{Options, Question};
use tapi_types::Time;

use crate::play::Scenario;

fn scenario(name: &str) -> Scenario {
    Scenario::fixture(&format!("explain/{name}.scenario.json"))
}

fn session(name: &str, field: &str, at: Option<u64>) -> Question {
    Question::Session { name: name.to_owned(), field: Some(field.to_owned()), at: at.map(Time::from_secs) }
}

fn queue(name: &str, field: &str) -> Question {
    Question::Queue { name: name.to_owned(), field: Some(field.to_owned()), at: None }
}

/// What counted and what did not, line by line: `reason: call (what it was)`.
fn told(name: &str, question: Question) -> Vec<String> {
    let scenario = scenario(name);
    let played = scenario.play(&[]);
    let answer = scenario.ask(&played, Options { listed: usize::MAX }, vec![question]).remove(0);
    let figure = answer.unwrap_or_else(|error| panic!("{error}")).figures.remove(0);
    let counted = figure.made_of.into_iter().map(|part| ("counts", part));
    let missed = figure.not_counted.into_iter().flat_map(|not| {
        assert_eq!(not.count, not.listed.len() as u64, "{}", not.why);
        not.listed.into_iter().map(move |part| (not.reason, part))
    });
    let line = |(reason, part): (&str, acd_explain::Part)| {
        format!("{reason}: {} ({})", part.call.unwrap_or_default(), part.what)
    };
    counted.chain(missed).map(line).collect()
}

#[test]
fn offers_that_came_to_nothing() {
    assert_eq!(
        told("offered_in_vain", session("s1", "number_of_calls", None)),
        [
            "counts: answered (answered)",
            "rang_out: rang_out (rang out)",
            "rejected: rejected (rejected)",
            "taken_by_another: taken (s2 answered)",
            "gave_up_ringing: rang_out (the caller gave up while it rang)",
            "max_wait_ringing: waited (max_wait ended while it rang)",
            "left_ready: left (rang until the session was not ready (lunch))",
            "rings_now: rings (rings)",
        ]
    );
}

#[test]
fn ring_outs_and_rejections_count_as_rang_out_and_other_offers_do_not() {
    let told = told("offered_in_vain", session("s1", "rang_out", None));
    assert_eq!(told[..2], ["counts: rejected (rejected)", "counts: rang_out (rang out)"]);
    assert!(told[2..].iter().all(|line| !line.starts_with("counts")), "{told:?}");
    assert_eq!(told.len(), 7);
}

#[test]
fn calls_that_are_not_over_yet() {
    let at = |name, second| told(name, session("anna/g/1", "number_of_calls", Some(second)));
    assert_eq!(at("not_over_yet", 25), ["counts: c1 (wrap-up over)", "not_released: c2 (talk)"]);
    assert_eq!(at("not_over_yet", 32), ["counts: c1 (wrap-up over)", "not_wrapped_up: c2 (wrap-up)"]);
    assert_eq!(at("not_over_yet", 40), ["counts: c1 (wrap-up over)", "counts: c2 (wrap-up over)"]);
    assert_eq!(at("not_released_yet", 3), ["not_released: c1 (talk)"]);
    assert_eq!(at("not_released_yet", 10), ["not_released: c1 (hold)"]);
    assert_eq!(at("not_released_yet", 20), ["counts: c1 (released)"], "what happens at the moment asked about counts");
}

#[test]
fn what_kept_a_session_from_calls_that_another_answered() {
    assert_eq!(
        told("taken_elsewhere", session("s1", "number_of_calls", None)),
        [
            "counts: own (answered)",
            "gave_up_ringing: slow_own (the caller gave up while it rang)",
            "answered_by_another: on_call (answered by s2; s1 was on own)",
            "answered_by_another: in_wrap_up (answered by s2; s1 was in wrap-up after own)",
            "answered_by_another: ringing (answered by s2; s1 was ringing with slow_own)",
            "answered_by_another: not_ready (answered by s2; s1 was not ready (lunch))",
            "answered_by_another: agent_not_ready (answered by s2; s1 was ready, with its agent not ready (meeting))",
            "answered_by_another: other_session (answered by s2; s1 was idle, with its agent busy in s3)",
            "answered_by_another: other_call (answered by s2; s1 was idle, with its agent on private)",
            "non_acd: private (an outgoing call that is not the ACD's)",
        ]
    );
}

#[test]
fn an_agent_is_told_of_its_own_offers_and_of_calls_that_are_not_the_acds() {
    let question = Question::Agent { name: "anna".to_owned(), field: Some("number_of_acd_calls".to_owned()), at: None };
    assert_eq!(
        told("taken_elsewhere", question),
        [
            "counts: own (answered)",
            "counts: other_own (answered)",
            "gave_up_ringing: slow_own (the caller gave up while it rang)",
            "non_acd: private (an outgoing call that is not the ACD's)",
        ]
    );
}

#[test]
fn why_another_session_went_first() {
    let of = |name| told("passed_over", session(name, "number_of_calls", None));
    assert_eq!(
        of("s1"),
        [
            "counts: by_level (answered)",
            "rang_out: rung (rang out)",
            "transferred_to_another: sent (answered by s3; s1 was free)",
            "rang_out_before: rung (answered by s2; s1 was free)",
            "answered_by_another: sent (answered by s2; s1 was not ready)",
        ]
    );
    assert_eq!(
        of("s2")[2..],
        [
            "max_wait_ringing: rung (max_wait ended while it rang)",
            "transferred_to_another: sent (answered by s3; s2 was free)",
            "strategy: by_level (answered by s1; s2 was free (linear))",
        ]
    );
    assert_eq!(of("s3")[1], "lower_level_first: by_level (answered by s1; s3 was free, at level 2 and not 1)");
}

#[test]
fn calls_that_nobody_answered() {
    assert_eq!(
        told("never_answered", session("s1", "answers", None)),
        [
            "counts: own (answered)",
            "abandoned: abandoned (abandoned; s1 was on own)",
            "blocked: blocked (blocked: the queue was full; s1 was on own)",
            "timed_out: timed_out (timed out; s1 was on own)",
            "flowed_out: flowed_out (flowed out to other_q; s1 was on own)",
            "waiting: waits (waits; s1 was on own)",
            "ringing: rings (rings; s1 was on own)",
        ]
    );
}

#[test]
fn what_does_not_count_for_a_queue() {
    let of = |field| told("queue_counters", queue("main_q", field));
    assert_eq!(
        of("answered_within"),
        [
            "counts: at_once (answered by s1)",
            "counts: later (answered by s1)",
            "counts: last (answered by s1)",
            "abandoned: short (abandoned)",
            "abandoned: long (abandoned)",
            "blocked: blocked (blocked: the queue was full)",
            "unstaffed: nobody (unstaffed: the group had no session)",
            "over_threshold: late (answered by s1)",
            "over_threshold: flowed (answered by s1)",
            "warm_up: early (answered by s1)",
        ]
    );
    assert!(of("abandoned_short").contains(&"not_short: long (abandoned)".to_owned()));
    assert!(of("abandoned_ringing").contains(&"while_waiting: long (abandoned)".to_owned()));
    assert!(of("queued").contains(&"at_once: at_once (entered; a session could take it)".to_owned()));
    assert_eq!(of("flowed_in")[0], "counts: flowed (entered; no session could take it; from first_q)");
}

#[test]
fn what_came_before_the_period_does_not_count_for_it() {
    let told = told("queue_counters", queue("main_q", "period.total_calls_abandoned"));
    assert!(told.iter().all(|line| !line.starts_with("counts")), "{told:?}");
    let earlier: Vec<&String> = told.iter().filter(|line| line.starts_with("earlier_period")).collect();
    assert_eq!(earlier, ["earlier_period: short (abandoned)", "earlier_period: long (abandoned)"]);
}

#[test]
fn time_on_hold_is_not_talk() {
    let told = told("not_released_yet", session("anna/g/1", "total_talk_time_s", None));
    assert_eq!(told, ["counts: c1 (talk)", "hold: c1 (hold)"]);
}

#[test]
fn a_list_is_kept_short_unless_all_are_asked_for() {
    let scenario = scenario("queue_counters");
    let played = scenario.play(&[]);
    let listed = |listed| {
        let answer = scenario.ask(&played, Options { listed }, vec![queue("main_q", "flowed_in")]).remove(0);
        let answer = answer.unwrap_or_else(|error| panic!("{error}"));
        (answer.figures[0].not_counted[0].listed.len(), answer.to_string())
    };
    let (few, shown) = listed(2);
    assert_eq!(few, 2);
    assert!(shown.contains("\n      and 6 more\n"), "{shown}");
    assert_eq!(listed(usize::MAX).0, 8);
}

#[test]
fn an_answer_fits_a_terminal() {
    let shown = scenario("taken_elsewhere").told(session("s1", "number_of_calls", None));
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    let expected = "\
session s1: number_of_calls is 1 at 1m10s
  count_call_at: answer. A call counts when the session answers it

  made of (1)
    own  at 0s  #12  answered

  did not count
    1 offered here, and the caller gave up while it rang
      slow_own  3s from 59s to 1m2s  #100  the caller gave up while it rang
    1 answered by another session; this one was on another call
      on_call  0s at 5s  #16  answered by s2; s1 was on own
";
    assert!(shown.starts_with(expected), "{shown}");
}

#[test]
fn an_overview_tells_every_figure_in_short() {
    let question = Question::Session { name: "s1".to_owned(), field: None, at: Some(Time::from_secs(30)) };
    let shown = scenario("taken_elsewhere").told(question);
    let told: Vec<Vec<&str>> = shown.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(told[0], ["session", "s1", "at", "30s"]);
    assert!(told.contains(&vec!["number_of_calls", "1"]), "{shown}");
    assert!(told.contains(&vec!["not_ready_reasons_us.lunch", "3000000", "3s"]), "{shown}");
    assert!(!shown.contains("no_answer"), "{shown}");
}
