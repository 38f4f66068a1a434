//! Steps.

use acd_core::{Direction, Distribution, Party, TransferTo};
use tapi_types::{AgentId, GroupId, Span};

use super::header::Header;
use super::request;
use super::scope::Scope;
use crate::file::{
    AgentOnly, AgentSpecific, Arrive as FileArrive, CallOnly, Choice, CreateSession, GroupOnly, HangUp, Id, List,
    NonAcdCall, QueueOnly, SessionOnly, SetAgentState, SetMeasurementPeriod, SetSessionState, Step as FileStep, Times,
    Transfer, Verb as FileVerb,
};
use crate::limits;
use crate::path::At;
use crate::plan::{self, Arrive, Step, Verb};

/// The steps in order of time, equal times in file order. Each goes when it has been read: a long file is never in memory
/// twice.
pub(crate) fn steps(file: Option<List<FileStep<'_>>>, header: &Header, scope: &mut Scope) -> Vec<Step> {
    let at = At::ROOT.member("steps");
    let file = file.map_or_else(Vec::new, |list| list.0);
    let mut steps = Vec::with_capacity(file.len().min(limits::STEPS));
    for (place, element) in file.into_iter().take(limits::STEPS).enumerate() {
        if let Some(element) = element {
            steps.extend(step(place, &element, header, &at.element(place), scope));
        }
    }
    if !steps.is_sorted_by_key(|step| step.at) {
        steps.sort_by_key(|step| step.at);
    }
    steps
}

fn step(index: usize, step: &FileStep<'_>, header: &Header, at: &At<'_>, scope: &mut Scope) -> Option<Step> {
    let time_at = at.member("at");
    let time = scope.check.need(step.at.as_ref(), at, "at").and_then(|time| scope.check.time(time, &time_at));
    if let Some(time) = time {
        scope.within_run(time, "the step", &time_at);
    }
    let refused = step.refused().and_then(|error| scope.check.choice(error, &at.member("refused")));
    let mut read = None;
    match &step.verb {
        Some(file_verb) => {
            let verb_at = at.member(file_verb.name());
            read = verb(file_verb, header, &verb_at, scope);
            if refused.is_some() && matches!(file_verb, FileVerb::Request(_)) {
                let message = "a request is never refused as a step: its errors come in its reply";
                scope
                    .check
                    .warning("never_refused", &at.member("refused"), message)
                    .help("expect a `reply` with this `error`");
            }
        }
        None if verb_unreadable(step, at, scope) => {}
        None => {
            scope
                .check
                .error("missing_verb", at, "the step does nothing: its verb is missing")
                .expected(format!("one of {}", crate::suggest::list(FileVerb::NAMES.iter().copied())));
        }
    }
    for extra in step.more() {
        let verb_at = at.member(extra.name());
        scope
            .check
            .error_at_key("two_verbs", &verb_at, "a step has exactly one verb, and this is one more")
            .found(format!("`{}`", extra.name()))
            .help("make it a step of its own, with the same `at`");
        verb(extra, header, &verb_at, scope);
    }
    Some(Step { index, id: step.id().map(ToString::to_string), at: time?, refused, verb: read? })
}

/// True where the step has members that could not be read or are not known: one of them was meant for the verb.
fn verb_unreadable(step: &FileStep<'_>, at: &At<'_>, scope: &Scope) -> bool {
    let others = [("at", step.at.is_none()), ("id", step.id().is_none()), ("refused", step.refused().is_none())];
    let others = others.iter().filter(|(name, missing)| *missing && scope.check.unreadable(&at.member(name))).count();
    scope.check.unreadable_members(at) > others
}

fn verb(verb: &FileVerb<'_>, header: &Header, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    match verb {
        FileVerb::CreateSession(create) => create_session(create, at, scope),
        FileVerb::CreateAgent(AgentOnly { agent }) => {
            scope.need_floor_agent(agent.as_ref(), at).map(|agent| Verb::CreateAgent { agent })
        }
        FileVerb::ReleaseAgent(AgentOnly { agent }) => {
            scope.need_agent(agent.as_ref(), at).map(|agent| Verb::ReleaseAgent { agent })
        }
        FileVerb::SetAgentActivity(set) => {
            let agent = scope.need_agent(set.agent.as_ref(), at);
            let activity = scope.check.need(set.activity.as_ref(), at, "activity");
            let activity = activity.and_then(|activity| scope.activity(activity, &at.member("activity")));
            agent.zip(activity).map(|(agent, activity)| Verb::SetAgentActivity { agent, activity })
        }
        FileVerb::AddGroup(GroupOnly { group }) => {
            scope.need_group(group.as_ref(), at).map(|group| Verb::AddGroup { group })
        }
        FileVerb::RemoveGroup(GroupOnly { group }) => {
            scope.need_group(group.as_ref(), at).map(|group| Verb::RemoveGroup { group })
        }
        FileVerb::AddQueue(QueueOnly { queue }) => {
            scope.need_queue(queue.as_ref(), at).map(|queue| Verb::AddQueue { queue })
        }
        FileVerb::RemoveQueue(QueueOnly { queue }) => {
            scope.need_queue(queue.as_ref(), at).map(|queue| Verb::RemoveQueue { queue })
        }
        FileVerb::AgentSpecific(said) => agent_specific(said, at, scope),
        FileVerb::SetSessionState(set) => set_session_state(set, at, scope),
        FileVerb::SetAgentState(set) => set_agent_state(set, at, scope),
        FileVerb::Arrive(call) => arrive(call, at, scope),
        FileVerb::Answer(SessionOnly { session }) => {
            scope.need_session(session.as_ref(), at).map(|session| Verb::Answer { session })
        }
        FileVerb::Reject(SessionOnly { session }) => {
            scope.need_session(session.as_ref(), at).map(|session| Verb::Reject { session })
        }
        FileVerb::HangUp(HangUp { call, by }) => {
            let call = scope.need_call(call.as_ref(), at);
            let by = by.as_ref().and_then(|by: &Choice<'_, Party>| scope.check.choice(by, &at.member("by")));
            call.map(|call| Verb::HangUp { call, by: by.unwrap_or_default() })
        }
        FileVerb::Hold(CallOnly { call }) => scope.need_call(call.as_ref(), at).map(|call| Verb::Hold { call }),
        FileVerb::Retrieve(CallOnly { call }) => scope.need_call(call.as_ref(), at).map(|call| Verb::Retrieve { call }),
        FileVerb::Transfer(call) => transfer(call, at, scope),
        FileVerb::NonAcdCall(call) => non_acd_call(call, at, scope),
        FileVerb::SetMeasurementPeriod(set) => set_measurement_period(set, at, scope),
        FileVerb::CloseProxy(_) => Some(Verb::CloseProxy),
        FileVerb::OpenProxy(_) => Some(Verb::OpenProxy),
        FileVerb::Request(request) => {
            request::request(request, header, at, scope).map(|asked| Verb::Request(Box::new(asked)))
        }
    }
}

fn create_session(create: &CreateSession<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let session = scope.new_session(create.session.as_ref(), at);
    let seat = seat(create.agent.as_ref(), create.group.as_ref(), at, scope);
    let address = scope.home(create.address.as_ref(), &at.member("address"));
    let (agent, group) = seat?;
    Some(Verb::CreateSession { session: session?, agent, group, address })
}

/// An agent in one of its groups.
pub(super) fn seat(
    agent: Option<&Id<'_>>,
    group: Option<&Id<'_>>,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<(AgentId, GroupId)> {
    let agent = scope.need_agent(agent, at);
    let group = scope.need_group(group, at);
    let (agent, group) = agent.zip(group)?;
    scope.member_of(agent, group, &at.member("group"));
    Some((agent, group))
}

fn agent_specific(said: &AgentSpecific, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let extension = scope.check.need(said.extension.as_ref(), at, "extension");
    let extension = extension.and_then(|extension| scope.extension(*extension, &at.member("extension")));
    let params_at = at.member("params");
    let params: Vec<Option<u32>> = scope
        .check
        .elements(said.params.as_ref(), &params_at, limits::ROWS)
        .map(|(place, number)| scope.check.dword(*number, &params_at.element(place)))
        .collect();
    let params: Vec<u32> = params.into_iter().collect::<Option<_>>()?;
    let params = match (params.as_slice(), &said.params) {
        ([], None) => [0, 0],
        ([first, second], Some(_)) => [*first, *second],
        (other, Some(_) | None) => {
            let found = format!("{} of them", other.len());
            scope.check.error("out_of_range", &params_at, "not two numbers").found(found).expected("two whole numbers");
            return None;
        }
    };
    Some(Verb::AgentSpecific { extension: extension?, params })
}

fn set_session_state(set: &SetSessionState<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let session = scope.need_session(set.session.as_ref(), at);
    let state = set.state.as_ref().and_then(|state| scope.check.choice(state, &at.member("state")));
    let next = set.next_state.as_ref().and_then(|next| scope.check.choice(next, &at.member("next_state")));
    let reason = scope.reason(set.reason.as_ref(), &at.member("reason"));
    some_state(set.state.is_some() || set.next_state.is_some(), at, scope);
    Some(Verb::SetSessionState { session: session?, state, next, reason })
}

fn set_agent_state(set: &SetAgentState<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let agent = scope.need_agent(set.agent.as_ref(), at);
    let state = set.state.as_ref().and_then(|state| scope.check.choice(state, &at.member("state")));
    let next = set.next_state.as_ref().and_then(|next| scope.check.choice(next, &at.member("next_state")));
    let reason = scope.reason(set.reason.as_ref(), &at.member("reason"));
    some_state(set.state.is_some() || set.next_state.is_some(), at, scope);
    Some(Verb::SetAgentState { agent: agent?, state, next, reason })
}

fn some_state(there: bool, at: &At<'_>, scope: &mut Scope) {
    let unreadable = ["state", "next_state"].iter().any(|name| scope.check.unreadable(&at.member(name)));
    if !there && !unreadable {
        scope
            .check
            .error("missing_member", at, "neither `state` nor `next_state` is there")
            .expected("at least one of them");
    }
}

fn optional(times: Option<&Times<'_>>, at: &At<'_>, scope: &mut Scope) -> Option<Distribution> {
    times.and_then(|times| scope.check.times(times, at))
}

fn arrive(call: &FileArrive<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let handle = scope.new_call(call.call.as_ref(), at);
    let queue = scope.need_queue(call.queue.as_ref(), at);
    let priority = scope.check.priority(call.priority, &at.member("priority"));
    let talk = optional(call.talk.as_ref(), &at.member("talk"), scope);
    let wrap_up = optional(call.wrap_up.as_ref(), &at.member("wrap_up"), scope);
    let patience = optional(call.patience.as_ref(), &at.member("patience"), scope);
    let caller = call.caller.as_ref().map(|text| scope.check.text(text, &at.member("caller")).to_owned());
    let called = call.called.as_ref().map(|text| scope.check.text(text, &at.member("called")).to_owned());
    let data = call.data.as_ref().map_or(&[][..], |data| &data.0);
    let data_at = at.member("data");
    if data.len() > limits::DATA {
        scope.check.error("too_many", &data_at, format!("more than {} pieces of attached data", limits::DATA));
    }
    let data = data
        .iter()
        .map(|(name, text)| (name.to_string(), scope.check.text(text, &data_at.member(name)).to_owned()))
        .collect();
    Some(Verb::Arrive(Box::new(Arrive {
        call: handle?,
        queue: queue?,
        priority,
        talk,
        wrap_up: wrap_up.unwrap_or(Distribution::Constant(Span::ZERO)),
        patience,
        caller,
        called,
        data,
    })))
}

fn transfer(transfer: &Transfer<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let call = scope.need_call(transfer.call.as_ref(), at);
    scope.check.exactly_one(
        at,
        "where to transfer",
        &[("to_queue", transfer.to_queue.is_some()), ("to_session", transfer.to_session.is_some())],
    );
    let queue = transfer.to_queue.as_ref().and_then(|queue| scope.queue(queue, &at.member("to_queue")));
    let session = transfer.to_session.as_ref().and_then(|session| scope.session(session, &at.member("to_session")));
    let to = queue.map(TransferTo::Queue).or(session.map(TransferTo::Session));
    let talk = optional(transfer.talk.as_ref(), &at.member("talk"), scope);
    let wrap_up = optional(transfer.wrap_up.as_ref(), &at.member("wrap_up"), scope);
    let patience = optional(transfer.patience.as_ref(), &at.member("patience"), scope);
    Some(Verb::Transfer(Box::new(plan::Transfer { call: call?, to: to?, talk, wrap_up, patience })))
}

fn non_acd_call(call: &NonAcdCall<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    let handle = scope.new_call(call.call.as_ref(), at);
    let agent = scope.need_agent(call.agent.as_ref(), at);
    let direction = scope.check.need(call.direction.as_ref(), at, "direction");
    let direction: Option<Direction> =
        direction.and_then(|direction| scope.check.choice(direction, &at.member("direction")));
    let talk = optional(call.talk.as_ref(), &at.member("talk"), scope);
    Some(Verb::NonAcdCall { call: handle?, agent: agent?, direction: direction?, talk })
}

fn set_measurement_period(set: &SetMeasurementPeriod<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Verb> {
    scope.check.exactly_one(at, "whose period", &[("agent", set.agent.is_some()), ("queue", set.queue.is_some())]);
    let agent = set.agent.as_ref().and_then(|agent| scope.agent(agent, &at.member("agent")));
    let queue = set.queue.as_ref().and_then(|queue| scope.queue(queue, &at.member("queue")));
    let period_at = at.member("period");
    let period = scope.check.need(set.period.as_ref(), at, "period");
    let period = period.and_then(|period| scope.check.positive(period, &period_at))?;
    if period != Span::from_secs(period.whole_secs()) {
        scope
            .check
            .error("out_of_range", &period_at, "a measurement period is whole seconds")
            .found(format!("\"{period}\""))
            .expected("whole seconds");
        return None;
    }
    let period_s = u32::try_from(period.whole_secs()).ok()?;
    match (agent, queue) {
        (Some(agent), _) => Some(Verb::SetAgentPeriod { agent, period_s }),
        (None, Some(queue)) => Some(Verb::SetQueuePeriod { queue, period_s }),
        (None, None) => None,
    }
}
