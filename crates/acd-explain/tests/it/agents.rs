//! Agents whom requests make, by what the scenario calls them and by their handles.

use acd_explain::{ExplainError, Explanation, Options, Question};
use tapi_types::Time;

use crate::play::Scenario;

fn question(name: &str, at: Option<Time>) -> Question {
    Question::Agent { name: name.to_owned(), field: Some("state".to_owned()), at }
}

/// x and y are made, y2 finds y again by its id, and a2 finds anna, who is of the floor.
fn told(name: &str, at: Option<Time>) -> Result<Explanation, ExplainError> {
    let scenario = Scenario::fixture("scenarios/rules/721_agents_made_by_request.scenario.json");
    scenario.ask(&scenario.play(&[]), Options::default(), vec![question(name, at)]).remove(0)
}

#[test]
fn an_agent_whom_a_request_makes_is_called_as_the_scenario_calls_it() {
    let title = |name| told(name, None).expect("it was made").title;
    assert_eq!(["x", "agent/2"].map(title), ["agent x (agent/2)"; 2]);
    assert_eq!(["y", "y2", "agent/3"].map(title), ["agent y (agent/3)"; 3]);
    assert_eq!(["a2", "anna"].map(title), ["agent anna"; 2]);
}

#[test]
fn before_it_is_made_it_has_not_come_into_being() {
    let at = Time::from_micros(999_999);
    assert_eq!(told("x", Some(at)), Err(ExplainError::NotYet { kind: "agent", name: "x".to_owned(), at }));
    assert_eq!(told("x", Some(Time::from_secs(1))).map(|told| told.at), Ok(Time::from_secs(1)));
    let unknown = told("agent/9", None).expect_err("nobody has this handle");
    assert_eq!(
        unknown.to_string(),
        "there is no agent `agent/9`, did you mean `agent/2`?; there are anna, agent/2, agent/3, x, y, y2, a2"
    );
}
