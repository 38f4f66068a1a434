//! Expectations of a drawn scenario: what a run of it has, expected of all others.

use acd_run::report::RequestRow;
use acd_run::{Report, RunOptions};
use acd_scenario::{Expectation, Plan, RequestStep, Subject, Verb, Want};
use serde_json::{Map, Value, json};
use tapi_types::{AgentId, CallHandle, Hresult, QueueId, SessionId, Time};

use super::dice::Dice;
use super::features::Feature;
use super::messages;
use crate::panics::caught;

const SESSION: [&str; 4] = ["number_of_calls", "state", "talk_us", "wrap_up_us"];
const AGENT: [&str; 3] = ["number_of_acd_calls", "state", "total_acd_talk_time_s"];
const QUEUE: [&str; 4] = ["offered", "answered", "abandoned", "longest_wait_us"];
const CALL: [&str; 4] = ["disposition", "wait_us", "answers", "talk_us"];
const REPLY: [&str; 2] = ["value", "finished_at"];

/// So many at most.
const EXPECTATIONS: usize = 6;

/// Draws what is looked at and when, plays the plan, and expects what was seen.
pub(super) fn expect(plan: &mut Plan, dice: &mut Dice, units: usize) {
    if dice.features.has(Feature::Expectations) {
        for _ in 0..dice.between(1, EXPECTATIONS) {
            let drawn = draw(plan, dice, units);
            plan.expectations.extend(drawn);
        }
    }
    if dice.features.has(Feature::Messages) {
        for _ in 0..dice.between(1, EXPECTATIONS) {
            let (of, written) = messages::draw(plan, dice);
            let at = moment(plan, dice, units);
            plan.expectations.push(Expectation { id: None, at, of, wants: Vec::new(), written });
        }
    }
    if plan.expectations.is_empty() {
        return;
    }
    let options = RunOptions { seed: Some(plan.config.seed), ..RunOptions::default() };
    // A run that stops or panics does so again when it is judged, and then it is told.
    match caught(|| acd_run::run(plan, &options)) {
        Ok(Ok(report)) => settle(plan, &report, dice),
        Ok(Err(_)) | Err(_) => plan.expectations.clear(),
    }
}

fn draw(plan: &Plan, dice: &mut Dice, units: usize) -> Option<Expectation> {
    let config = &plan.config;
    let (of, members): (Subject, &[&str]) = match dice.below(5) {
        0 => {
            let sessions: Vec<SessionId> = (0..config.sessions.len()).map(SessionId::at).collect();
            (Subject::Session(dice.any(&sessions)?), &SESSION)
        }
        1 => (Subject::Agent(AgentId::at(dice.below(config.agents.len()))), &AGENT),
        2 => (Subject::Queue(QueueId::at(dice.below(config.queues.len()))), &QUEUE),
        3 => (Subject::Call(dice.any(&acd_calls(plan))?), &CALL),
        _ => {
            let requests: Vec<&RequestStep> = plan.steps.iter().filter_map(|step| step.verb.request()).collect();
            (Subject::Reply(dice.any(&requests)?.name.clone()), &REPLY)
        }
    };
    let at = moment(plan, dice, units);
    let member = dice.one(members);
    let written: Map<String, Value> = [(member.to_owned(), Value::Null)].into_iter().collect();
    Some(Expectation { id: None, at, of, wants: Vec::new(), written: Value::Object(written) })
}

/// When it looks; mostly at the end of the run.
fn moment(plan: &Plan, dice: &mut Dice, units: usize) -> Option<Time> {
    let (at, timed) = (dice.moment(units), dice.percent(30));
    timed.then_some(at).filter(|at| plan.until.is_none_or(|until| *at <= until))
}

/// Calls that have a row: not those that agents make.
fn acd_calls(plan: &Plan) -> Vec<CallHandle> {
    let mut others = plan
        .steps
        .iter()
        .filter_map(|step| if let Verb::NonAcdCall { call, .. } = step.verb { Some(call) } else { None });
    let others: Vec<CallHandle> = others.by_ref().collect();
    (0..plan.config.calls.len()).map(CallHandle::at).filter(|call| !others.contains(call)).collect()
}

/// Expects what a run has shown. What did not come into being cannot be expected.
fn settle(plan: &mut Plan, report: &Report, dice: &mut Dice) {
    for (expectation, row) in plan.expectations.iter_mut().zip(&report.expectations) {
        let Value::Object(seen) = &row.actual else { continue };
        if matches!(expectation.of, Subject::Message(_)) {
            messages::settle(expectation, seen, dice);
        } else {
            expectation.wants = seen.iter().filter(|(_, value)| has_names(value)).flat_map(wants).collect();
            expectation.written = row.actual.clone();
            expect_error(expectation, &report.requests);
            widen(expectation, dice);
        }
    }
    plan.expectations.retain(|expectation| !expectation.wants.is_empty());
}

/// The member, or those of the block that it is.
fn wants((name, value): (&String, &Value)) -> Vec<(String, Want)> {
    let Value::Object(block) = value else { return vec![(name.clone(), Want::Is(value.clone()))] };
    block.iter().map(|(inner, value)| (format!("{name}.{inner}"), Want::Is(value.clone()))).collect()
}

/// Sessions that requests by address create have numbers in place of names, which no file can say.
fn has_names(value: &Value) -> bool {
    !value.as_array().is_some_and(|list| list.iter().any(|one| one.as_str().is_some_and(|name| name.starts_with('#'))))
}

/// A request that has failed at the end of the run is expected to have failed so.
fn expect_error(expectation: &mut Expectation, requests: &[RequestRow]) {
    let Subject::Reply(name) = &expectation.of else { return };
    let row = requests.iter().find(|row| row.request == *name);
    if let Some(RequestRow { error: Some(error), hresult: Some(hresult), .. }) = row
        && expectation.at.is_none()
    {
        expectation.wants = vec![("error".to_owned(), Want::Error(Hresult(*hresult)))];
        expectation.written = json!({ "error": error });
    }
}

/// Some numbers are expected within a band.
fn widen(expectation: &mut Expectation, dice: &mut Dice) {
    let wide = dice.percent(40);
    let Subject::Queue(_) = expectation.of else { return };
    for (name, want) in &mut expectation.wants {
        if let (Want::Is(value), true) = (&*want, wide)
            && let Some(number) = value.as_u64()
            && let Some(written) = expectation.written.get_mut(name.as_str())
        {
            let (min, max) = (number / 2, number + 1);
            *written = json!({ "min": min, "max": max });
            *want = Want::Between { min: json!(min).as_f64(), max: json!(max).as_f64() };
        }
    }
}
