//! Requests.

use tapi_types::line;

use super::around::hex;
use super::json::Members;
use super::names::Names;
use crate::plan::{RequestStep, RequestWhat};

pub(super) fn request(request: &RequestStep, names: Names<'_>, members: &mut Members<'_>) {
    members.text("request", &request.name);
    if request.client != 0 {
        members.text("client", names.client(request.client));
    }
    what(&request.what, names, members);
    members.maybe_span("timeout", request.timeout);
}

fn what(what: &RequestWhat, names: Names<'_>, members: &mut Members<'_>) {
    match what {
        RequestWhat::GetSession(session, getter) => {
            members.text("get", getter.name());
            members.text("session", names.session(*session));
        }
        RequestWhat::GetAgent(agent, getter) => {
            members.text("get", getter.name());
            members.text("agent", names.agent(*agent));
        }
        RequestWhat::GetQueue(queue, getter) => {
            members.text("get", getter.name());
            members.text("queue", names.queue(*queue));
        }
        RequestWhat::GetGroup(group, getter) => {
            members.text("get", getter.name());
            members.text("group", names.group(*group));
        }
        RequestWhat::GetHandler(getter) => {
            members.text("get", getter.name());
            members.object("handler", |_| {});
        }
        RequestWhat::GetAddress(address, getter) => {
            members.text("get", getter.name());
            members.text("address", names.address(*address));
        }
        RequestWhat::GetLine(getter) => {
            members.text("get", getter.name());
            members.object("line", |_| {});
        }
        RequestWhat::PutSessionState(session, state) => {
            members.text("put", "state");
            members.text("value", state.name());
            members.text("session", names.session(*session));
        }
        RequestWhat::PutAgentState(agent, state) => {
            members.text("put", "state");
            members.text("value", state.name());
            members.text("agent", names.agent(*agent));
        }
        RequestWhat::PutAgentPeriod(agent, period_s) => {
            members.text("put", "measurement_period");
            members.whole("value", *period_s);
            members.text("agent", names.agent(*agent));
        }
        RequestWhat::PutQueuePeriod(queue, period_s) => {
            members.text("put", "measurement_period");
            members.whole("value", *period_s);
            members.text("queue", names.queue(*queue));
        }
        RequestWhat::PutAddressGroups { address, groups } => {
            members.text("put", "agent_group");
            members.list("value", groups, |page, group| page.text(names.group(*group)));
            members.text("address", names.address(*address));
        }
        RequestWhat::PutAddressState { address, state, next } => {
            members.text("put", "agent_state");
            members.object("value", |members| {
                members.maybe_text("state", state.map(line::AgentState::name));
                let clears = state.is_none().then_some("none");
                members.maybe_text("next_state", next.map(line::AgentState::name).or(clears));
            });
            members.text("address", names.address(*address));
        }
        RequestWhat::PutAddressActivity { address, activity } => {
            members.text("put", "agent_activity");
            members.text("value", names.activity(*activity));
            members.text("address", names.address(*address));
        }
        RequestWhat::CreateSession { session, agent, group, address, pin } => {
            members.object("create_session", |members| {
                members.text("session", names.session(*session));
                members.text("agent", names.agent(*agent));
                members.text("group", names.group(*group));
                members.maybe_text("address", address.map(|address| names.address(address)));
                members.maybe_text("pin", pin.as_deref());
            });
        }
        RequestWhat::CreateAgent { agent, id, pin } => members.object("create_agent", |members| {
            members.text("agent", names.agent(*agent));
            members.maybe_text("id", id.as_deref());
            members.maybe_text("pin", pin.as_deref());
        }),
        RequestWhat::AgentSpecific { address, extension, bytes } => members.object("agent_specific", |members| {
            members.text("address", names.address(*address));
            members.whole("extension", *extension);
            members.text("bytes", &hex(bytes));
        }),
    }
}
