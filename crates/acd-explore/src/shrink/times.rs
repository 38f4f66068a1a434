//! Makes the times of a plan short, one at a time.

use acd_core::{Answer, Distribution, Rate};
use acd_scenario::{Plan, Transfer, Verb};
use tapi_types::{Effect, Span, Time};

const SECOND_US: u64 = 1_000_000;

/// Sees every time of a plan, in microseconds, and gives what is to stand in its place.
type Visit<'v> = &'v mut dyn FnMut(u64) -> u64;

fn time(at: &mut Time, visit: Visit<'_>) {
    *at = Time::from_micros(visit(at.as_micros()));
}

fn span(span: &mut Span, visit: Visit<'_>) {
    *span = Span::from_micros(visit(span.as_micros()));
}

fn times(times: &mut Distribution, visit: Visit<'_>) {
    match times {
        Distribution::Constant(value) => span(value, visit),
        Distribution::Exponential { mean } | Distribution::Gamma { mean, .. } | Distribution::Weibull { mean, .. } => {
            span(mean, visit);
        }
        Distribution::Lognormal { mean, sd } => {
            span(mean, visit);
            span(sd, visit);
        }
        Distribution::Uniform { min, max } => {
            span(min, visit);
            span(max, visit);
        }
        Distribution::Empirical { values } | Distribution::Listed { values } => {
            for value in values {
                span(value, visit);
            }
        }
    }
}

/// Shows every time in a plan.
fn each(plan: &mut Plan, visit: Visit<'_>) {
    plan.until.iter_mut().for_each(|until| time(until, visit));
    let config = &mut plan.config;
    times(&mut config.handle_after, visit);
    times(&mut config.reply_after, visit);
    for queue in &mut config.queues {
        queue.max_wait.iter_mut().for_each(|value| span(value, visit));
        queue.ring_timeout.iter_mut().for_each(|value| span(value, visit));
    }
    for agent in &mut config.agents {
        if let Answer::After(after) = &mut agent.answer {
            times(after, visit);
        }
        for shift in &mut agent.shifts {
            time(&mut shift.from, visit);
            time(&mut shift.to, visit);
            for pause in &mut shift.breaks {
                time(&mut pause.from, visit);
                time(&mut pause.to, visit);
            }
        }
    }
    for stream in &mut config.streams {
        time(&mut stream.from, visit);
        stream.to.iter_mut().for_each(|to| time(to, visit));
        stream.talk.iter_mut().for_each(|value| times(value, visit));
        times(&mut stream.wrap_up, visit);
        stream.patience.iter_mut().for_each(|value| times(value, visit));
        if let Rate::Listed(calls) = &mut stream.rate {
            for call in calls {
                time(&mut call.at, visit);
                for value in [&mut call.talk, &mut call.wrap_up, &mut call.patience].into_iter().flatten() {
                    span(value, visit);
                }
            }
        }
    }
    for fault in &mut config.faults {
        if let Effect::DelayReply(value) | Effect::DuplicateReply(value) = &mut fault.rule.effect {
            span(value, visit);
        }
    }
    for step in &mut plan.steps {
        time(&mut step.at, visit);
        in_verb(&mut step.verb, visit);
    }
    for expectation in &mut plan.expectations {
        expectation.at.iter_mut().for_each(|at| time(at, visit));
    }
}

fn in_verb(verb: &mut Verb, visit: Visit<'_>) {
    match verb {
        Verb::Arrive(arrive) => {
            arrive.talk.iter_mut().for_each(|value| times(value, visit));
            times(&mut arrive.wrap_up, visit);
            arrive.patience.iter_mut().for_each(|value| times(value, visit));
        }
        Verb::Transfer(transfer) => {
            let Transfer { talk, wrap_up, patience, .. } = &mut **transfer;
            for value in [talk, wrap_up, patience].into_iter().flatten() {
                times(value, visit);
            }
        }
        Verb::NonAcdCall { talk, .. } => talk.iter_mut().for_each(|value| times(value, visit)),
        Verb::Request(request) => request.timeout.iter_mut().for_each(|value| span(value, visit)),
        Verb::CreateSession { .. }
        | Verb::CreateAgent { .. }
        | Verb::ReleaseAgent { .. }
        | Verb::SetAgentActivity { .. }
        | Verb::AddGroup { .. }
        | Verb::RemoveGroup { .. }
        | Verb::AddQueue { .. }
        | Verb::RemoveQueue { .. }
        | Verb::AgentSpecific { .. }
        | Verb::SetSessionState { .. }
        | Verb::SetAgentState { .. }
        | Verb::Answer { .. }
        | Verb::Reject { .. }
        | Verb::HangUp { .. }
        | Verb::Hold { .. }
        | Verb::Retrieve { .. }
        | Verb::SetAgentPeriod { .. }
        | Verb::SetQueuePeriod { .. }
        | Verb::CloseProxy
        | Verb::OpenProxy => {}
    }
}

/// How many times a plan has.
pub(super) fn count(plan: &Plan) -> usize {
    let mut count = 0;
    each(&mut plan.clone(), &mut |us| {
        count += 1;
        us
    });
    count
}

/// The plan with the time at a place made shorter, the shortest first.
pub(super) fn shorter(plan: &Plan, place: usize) -> Vec<Plan> {
    let mut was = 0;
    let mut next = 0;
    each(&mut plan.clone(), &mut |us| {
        if next == place {
            was = us;
        }
        next += 1;
        us
    });
    let whole = |us: u64| us / SECOND_US * SECOND_US;
    let mut values = vec![0, SECOND_US, whole(was / 2), whole(was), whole(was).saturating_sub(SECOND_US)];
    values.sort_unstable();
    values.dedup();
    values.retain(|value| *value < was);
    values.into_iter().map(|value| with(plan, place, value)).collect()
}

/// Steps and listed calls that change places stand in order of time again.
fn with(plan: &Plan, place: usize, value: u64) -> Plan {
    let mut changed = plan.clone();
    let mut next = 0;
    each(&mut changed, &mut |us| {
        next += 1;
        if next == place + 1 { value } else { us }
    });
    changed.steps.sort_by_key(|step| step.at);
    changed.steps.iter_mut().enumerate().for_each(|(index, step)| step.index = index);
    for stream in &mut changed.config.streams {
        if let Rate::Listed(calls) = &mut stream.rate {
            calls.sort_by_key(|call| call.at);
        }
    }
    changed
}
