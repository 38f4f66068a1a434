//! What to ask `explain` about an expectation that was not met.

use acd_explain::{Explainer, Options, Question};
use acd_run::Report;
use acd_run::report::ExpectationRow;
use acd_scenario::{Lines, Plan, RequestWhat, Subject, Verb};
use tapi_types::Time;

use crate::render::failures::missed_members;

/// The options of the question: whom it is about, and for a figure which and when.
pub(crate) fn options(plan: &Plan, row: &ExpectationRow) -> Vec<String> {
    let Some(expectation) = plan.expectations.get(row.index) else { return Vec::new() };
    let at = expectation.at;
    let text = |text: &str| text.to_owned();
    match &expectation.of {
        Subject::Session(id) => {
            let name = plan.session_names.get(id.index()).cloned().unwrap_or_default();
            let question = |name, field| Question::Session { name, field, at };
            figure(plan, row, at, "--session", name, question)
        }
        Subject::Agent(id) => {
            let name = plan.agent_name(*id).to_owned();
            let question = |name, field| Question::Agent { name, field, at };
            figure(plan, row, at, "--agent", name, question)
        }
        Subject::Queue(id) => {
            let name = plan.config.queues.get(id.index()).map(|queue| queue.name.clone()).unwrap_or_default();
            let question = |name, field| Question::Queue { name, field, at };
            figure(plan, row, at, "--queue", name, question)
        }
        Subject::Call(handle) => {
            let name = plan.call_names.get(handle.index()).cloned().unwrap_or_default();
            vec![text("--call"), name]
        }
        Subject::Reply(request) => vec![text("--request"), request.clone()],
        // A recording has no messages.
        Subject::Message(_) => Vec::new(),
    }
}

/// For a reply with another value than was expected: the options of the question about the figure that was asked for, as it was
/// when the ACD looked.
pub(crate) fn figure_asked(plan: &Plan, report: &Report, row: &ExpectationRow) -> Option<Vec<String>> {
    let Subject::Reply(name) = &plan.expectations.get(row.index)?.of else { return None };
    let asked = report.requests.iter().find(|request| request.request == *name && request.value.is_some())?;
    let at = Time::from_micros(asked.handled_us?);
    let what = plan.steps.iter().find_map(|step| {
        if let Verb::Request(request) = &step.verb {
            Some(request).filter(|request| request.name == *name)
        } else {
            None
        }
    });
    let what = &what?.what;
    let (whom, name, field, question) = match *what {
        RequestWhat::GetSession(id, getter) => {
            let (name, field) = (plan.session_names.get(id.index())?.clone(), getter.name().to_owned());
            let question = Question::Session { name: name.clone(), field: Some(field.clone()), at: Some(at) };
            ("--session", name, field, question)
        }
        RequestWhat::GetAgent(id, getter) => {
            let name = plan.agent_name(id).to_owned();
            let field = format!("period.{}", getter.name());
            let question = Question::Agent { name: name.clone(), field: Some(field.clone()), at: Some(at) };
            ("--agent", name, field, question)
        }
        RequestWhat::GetQueue(id, getter) => {
            let name = plan.config.queues.get(id.index())?.name.clone();
            let field = format!("period.{}", getter.name());
            let question = Question::Queue { name: name.clone(), field: Some(field.clone()), at: Some(at) };
            ("--queue", name, field, question)
        }
        RequestWhat::PutSessionState(..)
        | RequestWhat::PutAgentState(..)
        | RequestWhat::PutAgentPeriod(..)
        | RequestWhat::PutQueuePeriod(..)
        | RequestWhat::GetGroup(..)
        | RequestWhat::GetHandler(_)
        | RequestWhat::GetAddress(..)
        | RequestWhat::GetLine(_)
        | RequestWhat::CreateAgent { .. }
        | RequestWhat::PutAddressGroups { .. }
        | RequestWhat::PutAddressState { .. }
        | RequestWhat::PutAddressActivity { .. }
        | RequestWhat::AgentSpecific { .. }
        | RequestWhat::CreateSession { .. } => return None,
    };
    let options = [whom, &name, "--field", &field, "--at", &at.to_string()].map(str::to_owned);
    is_known(plan, question).then(|| options.to_vec())
}

fn is_known(plan: &Plan, question: Question) -> bool {
    Explainer::new(plan, &Lines::default(), Options::default(), vec![question]).is_ok()
}

/// The first member that was not met and that can be explained.
fn figure(
    plan: &Plan,
    row: &ExpectationRow,
    at: Option<Time>,
    whom: &str,
    name: String,
    question: impl Fn(String, Option<String>) -> Question,
) -> Vec<String> {
    let missed = if row.actual.is_null() { Vec::new() } else { missed_members(row) };
    let known = missed.into_iter().find(|member| is_known(plan, question(name.clone(), Some(member.clone()))));
    let mut options = vec![whom.to_owned(), name];
    options.extend(known.into_iter().flat_map(|member| ["--field".to_owned(), member]));
    options.extend(at.into_iter().flat_map(|at| ["--at".to_owned(), at.to_string()]));
    options
}
