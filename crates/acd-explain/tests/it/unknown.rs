//! Questions that have no answer.

use acd_explain::{ExplainError, Explainer, Options, Question};
use tapi_types::Time;

use crate::play::Scenario;

fn error(question: Question) -> ExplainError {
    let scenario = Scenario::fixture("explain/a_long_way.scenario.json");
    let mut explainer = match Explainer::new(&scenario.plan, &scenario.lines, Options::default(), vec![question]) {
        Ok(explainer) => explainer,
        Err(error) => return error,
    };
    let played = scenario.play(&[]);
    played.trace.iter().for_each(|line| explainer.take(line));
    explainer.finish(Some(played.ended_at)).remove(0).expect_err("there is no answer")
}

fn session(name: &str, field: Option<&str>, at: Option<u64>) -> Question {
    Question::Session { name: name.to_owned(), field: field.map(str::to_owned), at: at.map(Time::from_secs) }
}

#[test]
fn names_that_are_unknown_are_met_with_those_that_are_known() {
    let told = |question| error(question).to_string();
    let name = |name: &str| name.to_owned();
    assert_eq!(told(session("s4", None, None)), "there is no session `s4`, did you mean `s1`?; there are s1, s2, s3");
    assert_eq!(
        told(Question::Agent { name: name("bne"), field: None, at: None }),
        "there is no agent `bne`, did you mean `ben`?; there are anna, ben, carl"
    );
    assert_eq!(
        told(Question::Queue { name: name("fourth"), field: None, at: None }),
        "there is no queue `fourth`; there are first_q, second_q, third_q"
    );
    assert_eq!(
        told(Question::Call { name: name("busy/2") }),
        "there is no call `busy/2`; there are c1, busy/1 … busy/1"
    );
    assert_eq!(
        told(Question::Agent { name: name("agent/4"), field: None, at: None }),
        "there is no agent `agent/4`; there are anna, ben, carl"
    );
    assert_eq!(told(Question::Request { name: name("r1") }), "there is no request `r1`; there is no request at all");
}

#[test]
fn a_figure_that_a_row_does_not_have_is_met_with_all_that_it_has() {
    let error = error(session("s1", Some("number_of_cals"), None)).to_string();
    let start =
        "the row of a session has no figure `number_of_cals`, did you mean `number_of_calls`?; it has agent, group,";
    assert!(error.starts_with(start), "{error}");
    assert!(error.ends_with("not_ready_reasons_us.no_answer"), "{error}");
}

#[test]
fn a_moment_after_the_end_and_a_thing_that_is_yet_to_come() {
    let at = Time::from_secs(3600);
    let after = error(session("s1", None, Some(3600)));
    assert_eq!(after, ExplainError::AfterTheEnd { at, end: Time::from_secs(70) });
    let scenario = Scenario::fixture("explain/offered_in_vain.scenario.json");
    let question = Question::Call { name: "rings".to_owned() };
    let mut explainer =
        Explainer::new(&scenario.plan, &scenario.lines, Options::default(), vec![question]).expect("a question");
    let trace = scenario.play(&[]).trace;
    trace.iter().take_while(|line| line.at() < Time::from_secs(80)).for_each(|line| explainer.take(line));
    let answer = explainer.finish(Some(Time::from_secs(80))).remove(0);
    let not_yet = ExplainError::NotYet { kind: "call", name: "rings".to_owned(), at: Time::from_secs(80) };
    assert_eq!(answer, Err(not_yet));
}
