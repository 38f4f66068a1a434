//! A call's way, with the cause of each event.

use acd_explain::{Event, Explanation, Options, Question};

use crate::play::Scenario;

fn trail(scenario: &Scenario, name: &str) -> Explanation {
    let played = scenario.play(&[]);
    let question = Question::Call { name: name.to_owned() };
    scenario.ask(&played, Options::default(), vec![question]).remove(0).unwrap_or_else(|error| panic!("{error}"))
}

fn event<'e>(trail: &'e Explanation, what: &str) -> &'e Event {
    let found = trail.events.iter().find(|event| event.what.starts_with(what));
    found.unwrap_or_else(|| panic!("{what} is not in\n{trail}"))
}

#[test]
fn a_call_that_rings_out_flows_over_and_is_transferred() {
    let scenario = Scenario::fixture("explain/a_long_way.scenario.json");
    let trail = trail(&scenario, "c1");
    let told: Vec<String> = trail.events.iter().map(|event| format!("{} {}", event.at, event.what)).collect();
    assert_eq!(
        told,
        [
            "10s c1 arrives, until somebody hangs up, patience 1h",
            "10s c1 enters first_q; a session can take it",
            "10s c1 is offered to s1",
            "15s c1 rings out at s1",
            "15s c1 is back at its place in first_q",
            "30s c1 flows out of first_q to second_q after 20s",
            "30s c1 enters second_q from first_q; no session can take it",
            "40s c1 is offered to s2",
            "40s c1 is answered by s2 after 10s in the queue",
            "40s c1 counts for s2",
            "50s c1 is released by s2",
            "50s c1 is transferred to third_q",
            "50s c1 enters third_q from second_q; a session can take it",
            "50s c1 is offered to s3",
            "50s c1 is answered by s3 after 0s in the queue",
            "50s c1 counts for s3",
            "55s c1 is put on hold",
            "56s hold c1 is refused with LINEERR_INVALCALLSTATE",
            "1m c1 is off hold",
            "1m5s c1 is released by s3",
            "1m5s c1 is over: answered",
            "1m10s the wrap-up of s3 after c1 is over, 5s",
        ]
    );
    assert_eq!(trail.notes, ["rang at s1 from 10s to 15s: rang out; s2 at 40s: answered; s3 at 50s: answered"]);
}

#[test]
fn each_event_names_its_cause() {
    let scenario = Scenario::fixture("explain/a_long_way.scenario.json");
    let trail = trail(&scenario, "c1");
    for event in &trail.events {
        let because = event.because.as_ref().unwrap_or_else(|| panic!("{event:?}"));
        assert!(!because.what.is_empty(), "{event:?}");
        assert!(because.seq < event.seq, "{event:?}");
    }
    let cause = |what: &str| {
        let because = event(&trail, what).because.clone().expect("it has a cause");
        (because.what, because.earlier.map(|earlier| earlier.to_string()))
    };
    let at_once = |what: &str| (what.to_owned(), None);
    assert_eq!(cause("c1 arrives"), at_once("arrive c1 at first_q"));
    assert_eq!(cause("c1 is offered to s2"), at_once("s2 went from busy_on_call to ready"));
    assert_eq!(cause("c1 rings out"), ("c1 is offered to s1".to_owned(), Some("5s".to_owned())));
    assert_eq!(cause("c1 flows out"), ("c1 enters first_q".to_owned(), Some("20s".to_owned())));
    assert_eq!(cause("the wrap-up"), ("c1 is released by s3".to_owned(), Some("5s".to_owned())));
}

#[test]
fn what_comes_from_the_scenario_names_its_step_and_its_line() {
    let scenario = Scenario::fixture("explain/a_long_way.scenario.json");
    let c1 = trail(&scenario, "c1");
    let origin = |what: &str| event(&c1, what).origin.clone();
    let line = |id: &str| {
        let step = scenario.plan.steps.iter().find(|step| step.id.as_deref() == Some(id)).expect("the step is there");
        format!("step {} {id}, line {}", step.index, scenario.lines.steps[step.index])
    };
    assert_eq!(origin("c1 arrives"), Some(line("the_call")));
    assert_eq!(origin("c1 is transferred"), Some(line("hand_on")));
    assert_eq!(origin("c1 is answered by s3"), Some(line("hand_on")), "it answers at once");
    assert_eq!(origin("c1 rings out"), None, "five seconds after an earlier event");
    let generated = trail(&scenario, "busy/1");
    let stream = format!("call 1 of arrivals busy, line {}", scenario.lines.arrivals[0]);
    assert_eq!(event(&generated, "busy/1 arrives").origin, Some(stream));
}

#[test]
fn a_call_that_waits_says_for_whom() {
    let long_way = Scenario::fixture("explain/a_long_way.scenario.json");
    let c1 = trail(&long_way, "c1");
    assert_eq!(event(&c1, "c1 is back").details, ["s1 is not ready (no_answer)"]);
    assert_eq!(event(&c1, "c1 enters second_q").details, ["s2 is on busy/1"]);
    assert!(event(&c1, "c1 enters third_q").details.is_empty(), "it did not wait");
    let never = Scenario::fixture("explain/never_answered.scenario.json");
    let waits = trail(&never, "waits");
    assert_eq!(event(&waits, "waits enters q").details, ["s1 is on own", "s2 is ringing with rings"]);
    assert_eq!(waits.notes, ["it still waits at 40s"]);
    let blocked = trail(&never, "blocked");
    assert_eq!(
        event(&blocked, "blocked is blocked").details,
        ["s1 is on own", "s2 is not ready", "1 waiting before it"]
    );
}

#[test]
fn a_clock_is_shown_where_the_scenario_has_an_epoch() {
    let long_way = Scenario::fixture("explain/a_long_way.scenario.json");
    assert_eq!(event(&trail(&long_way, "c1"), "c1 flows out").clock.as_deref(), Some("08:00:30"));
    let never = Scenario::fixture("explain/never_answered.scenario.json");
    assert_eq!(event(&trail(&never, "own"), "own arrives").clock, None);
}

#[test]
fn calls_of_a_working_day_wait_for_many() {
    let scenario = Scenario::fixture("scenarios/working_day.scenario.json");
    let played = scenario.play(&[]);
    let names = (1..=400).map(|n| Question::Call { name: format!("sales/{n}") });
    let trails = scenario.ask(&played, Options::default(), names.collect());
    let trails = trails.into_iter().map(|trail| trail.unwrap_or_else(|error| panic!("{error}")));
    let details: Vec<String> = trails.flat_map(|trail| trail.events).flat_map(|event| event.details).collect();
    assert!(details.iter().any(|detail| detail.ends_with("sessions are on another call")), "{details:?}");
}

#[test]
fn a_call_that_is_not_the_acds_has_its_way_too() {
    let scenario = Scenario::fixture("explain/taken_elsewhere.scenario.json");
    let told: Vec<String> = trail(&scenario, "private").events.into_iter().map(|event| event.what).collect();
    let begins = "private of anna begins, an outgoing call that is not the ACD's";
    assert_eq!(told, [begins, "private of anna is over"]);
}
