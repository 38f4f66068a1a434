//! What a test expects, as a scenario can say it: at a moment, after everything that happens then.

use acd_run::Outside;
use acd_run::expect::check;
use acd_scenario::{Expectation, Plan};
use tapi_types::Time;

use crate::expect::{RowExpected, What, When};
use crate::verify::{again, subject, time_of};
use crate::world::{Run, World, lock};

/// The rows that are expected, each with the moment to look at. What is expected of requests has no words in a scenario,
/// and what has not come yet, no place.
pub(crate) fn kept(world: &World, run: &Run) -> Vec<(RowExpected, Time)> {
    let plan = world.named_plan();
    let expected = lock(&world.diary).expected.clone();
    let rows = expected.into_iter().filter_map(|expected| match expected.what {
        What::Row(row) => Some((row, expected.when)),
        What::Requests(_) => None,
    });
    rows.filter_map(|(row, when)| moment(&row, when, run, &plan).map(|at| (row, at))).collect()
}

/// When a scenario would look; `None` where it is not decided yet, or was met between two things of one moment alone.
fn moment(row: &RowExpected, when: When, run: &Run, plan: &Plan) -> Option<Time> {
    let end = run.end.ended_at;
    let time = time_of(when, end);
    let in_time = (time <= end).then_some(time);
    match when {
        When::End | When::At(_) => in_time,
        When::By(_) => {
            let met = met_at(row, time.min(end), run, plan);
            if met.is_empty() { in_time } else { met.into_iter().find(|at| stays(row, *at, run, plan)) }
        }
    }
}

/// The moments up to one with something after which it was so.
fn met_at(row: &RowExpected, to: Time, run: &Run, plan: &Plan) -> Vec<Time> {
    let Some(plan) = looking_for(row, plan) else { return Vec::new() };
    let place = plan.expectations.len() - 1;
    let mut met = Vec::new();
    let mut again = again(&plan, run);
    again.advance_through(to, |engine| {
        if met.last() != Some(&engine.now()) && check(place, &plan, engine, &Outside::default()).passed {
            met.push(engine.now());
        }
    });
    met
}

/// True where it is so after everything that happens at a moment.
fn stays(row: &RowExpected, at: Time, run: &Run, plan: &Plan) -> bool {
    looking_for(row, plan).is_some_and(|plan| {
        let mut again = again(&plan, run);
        again.advance_through(at, |_| {});
        check(plan.expectations.len() - 1, &plan, &again.engine, &Outside::default()).passed
    })
}

/// The plan with this as its last expectation.
fn looking_for(row: &RowExpected, plan: &Plan) -> Option<Plan> {
    let (of, wants, written) = (subject(row, plan)?, row.wants.clone(), row.written.clone());
    let mut plan = plan.clone();
    plan.expectations.push(Expectation { id: None, at: None, of, wants, written });
    Some(plan)
}
