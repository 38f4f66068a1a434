//! Steps.

use acd_core::TransferTo;
use tapi_types::Span;

use super::json::{Members, Page};
use super::names::Names;
use super::{moment, requests, times};
use crate::choices::Choices;
use crate::plan::{Arrive, Step, Verb};

pub(super) fn step(step: &Step, names: Names<'_>, page: &mut Page) {
    page.object(|members| {
        members.span("at", moment(step.at));
        members.maybe_text("id", step.id.as_deref());
        members.maybe_text("refused", step.refused.map(Choices::name));
        verb(&step.verb, names, members);
    });
}

fn verb(verb: &Verb, names: Names<'_>, step: &mut Members<'_>) {
    match verb {
        Verb::CreateSession { session, agent, group, address } => step.object("create_session", |members| {
            members.text("session", names.session(*session));
            members.text("agent", names.agent(*agent));
            members.text("group", names.group(*group));
            members.maybe_text("address", address.map(|address| names.address(address)));
        }),
        Verb::CreateAgent { agent } => about("create_agent", "agent", names.agent(*agent), step),
        Verb::ReleaseAgent { agent } => about("release_agent", "agent", names.agent(*agent), step),
        Verb::SetAgentActivity { agent, activity } => step.object("set_agent_activity", |members| {
            members.text("agent", names.agent(*agent));
            members.text("activity", names.activity(*activity));
        }),
        Verb::AddGroup { group } => about("add_group", "group", names.group(*group), step),
        Verb::RemoveGroup { group } => about("remove_group", "group", names.group(*group), step),
        Verb::AddQueue { queue } => about("add_queue", "queue", names.queue(*queue), step),
        Verb::RemoveQueue { queue } => about("remove_queue", "queue", names.queue(*queue), step),
        Verb::AgentSpecific { extension, params } => step.object("agent_specific", |members| {
            members.whole("extension", *extension);
            if *params != [0, 0] {
                members.list("params", params, |page, number| page.whole(*number));
            }
        }),
        Verb::SetSessionState { session, state, next, reason } => step.object("set_session_state", |members| {
            members.text("session", names.session(*session));
            members.maybe_text("state", state.map(Choices::name));
            members.maybe_text("next_state", next.map(Choices::name));
            members.maybe_text("reason", reason.map(|reason| names.reason(reason)));
        }),
        Verb::SetAgentState { agent, state, next, reason } => step.object("set_agent_state", |members| {
            members.text("agent", names.agent(*agent));
            members.maybe_text("state", state.map(Choices::name));
            members.maybe_text("next_state", next.map(Choices::name));
            members.maybe_text("reason", reason.map(|reason| names.reason(reason)));
        }),
        Verb::Arrive(call) => step.object("arrive", |members| arrive(call, names, members)),
        Verb::Answer { session } => about("answer", "session", names.session(*session), step),
        Verb::Reject { session } => about("reject", "session", names.session(*session), step),
        Verb::HangUp { call, by } => step.object("hang_up", |members| {
            members.text("call", names.call(*call));
            members.choice("by", *by);
        }),
        Verb::Hold { call } => about("hold", "call", names.call(*call), step),
        Verb::Retrieve { call } => about("retrieve", "call", names.call(*call), step),
        Verb::Transfer(call) => step.object("transfer", |members| {
            members.text("call", names.call(call.call));
            match call.to {
                TransferTo::Queue(queue) => members.text("to_queue", names.queue(queue)),
                TransferTo::Session(session) => members.text("to_session", names.session(session)),
            }
            members.maybe_times("talk", call.talk.as_ref());
            members.maybe_times("wrap_up", call.wrap_up.as_ref());
            members.maybe_times("patience", call.patience.as_ref());
        }),
        Verb::NonAcdCall { call, agent, direction, talk } => step.object("non_acd_call", |members| {
            members.text("call", names.call(*call));
            members.text("agent", names.agent(*agent));
            members.text("direction", direction.name());
            members.maybe_times("talk", talk.as_ref());
        }),
        Verb::SetAgentPeriod { agent, period_s } => period("agent", names.agent(*agent), *period_s, step),
        Verb::SetQueuePeriod { queue, period_s } => period("queue", names.queue(*queue), *period_s, step),
        Verb::CloseProxy => step.object("close_proxy", |_| {}),
        Verb::OpenProxy => step.object("open_proxy", |_| {}),
        Verb::Request(asked) => step.object("request", |members| requests::request(asked, names, members)),
    }
}

fn about(verb: &str, object: &str, name: &str, step: &mut Members<'_>) {
    step.object(verb, |members| members.text(object, name));
}

fn period(object: &str, name: &str, period_s: u32, step: &mut Members<'_>) {
    step.object("set_measurement_period", |members| {
        members.text(object, name);
        members.span("period", Span::from_secs(period_s.into()));
    });
}

fn arrive(call: &Arrive, names: Names<'_>, members: &mut Members<'_>) {
    members.text("call", names.call(call.call));
    members.text("queue", names.queue(call.queue));
    members.maybe_whole("priority", Some(call.priority).filter(|priority| *priority != 0));
    members.maybe_times("talk", call.talk.as_ref());
    members.maybe_times("wrap_up", times::unless_zero(&call.wrap_up));
    members.maybe_times("patience", call.patience.as_ref());
    members.maybe_text("caller", call.caller.as_deref());
    members.maybe_text("called", call.called.as_deref());
    if !call.data.is_empty() {
        members.object("data", |members| {
            for (name, text) in &call.data {
                members.text(name, text);
            }
        });
    }
}
