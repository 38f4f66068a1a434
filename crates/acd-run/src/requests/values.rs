//! What functions answer, as a report shows it: by the names of the scenario.

use std::fmt::Write as _;
use std::sync::Arc;

use acd_core::Called;
use acd_scenario::Plan;
use serde_json::{Value, json};
use tapi_client::{AddressId, AgentSession};
use tapi_types::line::{self, AgentFeature, ProxyRequestType};
use tapi_types::{ActivityId, Bit, Bits, Function, GroupId, QueueId, SessionId};
use tsp_provider::{AgentCaps, AgentStatusRecord, Answer};

/// The names of a scenario, for requests that outlive the look at its plan.
#[derive(Debug, Clone)]
pub(crate) struct Names(Arc<Lists>);

#[derive(Debug)]
struct Lists {
    groups: Vec<String>,
    queues: Vec<String>,
    activities: Vec<String>,
    addresses: Vec<String>,
    sessions: Vec<String>,
}

impl Names {
    pub(crate) fn new(plan: &Plan) -> Names {
        Names(Arc::new(Lists {
            groups: plan.config.groups.clone(),
            queues: plan.config.queues.iter().map(|queue| queue.name.clone()).collect(),
            activities: plan.config.activities.clone(),
            addresses: plan.addresses.clone(),
            sessions: plan.session_names.clone(),
        }))
    }

    pub(super) fn group(&self, group: GroupId) -> Value {
        json!(self.0.groups.get(group.index()))
    }

    pub(super) fn groups(&self, groups: impl Iterator<Item = GroupId>) -> Value {
        groups.map(|group| self.group(group)).collect()
    }

    pub(super) fn queues(&self, queues: impl Iterator<Item = QueueId>) -> Value {
        queues.map(|queue| json!(self.0.queues.get(queue.index()))).collect()
    }

    /// Null for the address of agents of whom nothing else is said.
    pub(super) fn address(&self, address: AddressId) -> Value {
        let place = (address.0 as usize).checked_sub(1);
        json!(place.and_then(|place| self.0.addresses.get(place)))
    }

    pub(super) fn addresses(&self, addresses: Vec<AddressId>) -> Value {
        addresses.into_iter().map(|address| self.address(address)).collect()
    }

    pub(super) fn sessions(&self, sessions: &[AgentSession]) -> Value {
        sessions.iter().map(|session| self.session(session.id())).collect()
    }

    fn session(&self, session: SessionId) -> Value {
        json!(Called::session(session, None, &self.0.sessions).to_string())
    }

    fn activity(&self, activity: ActivityId) -> Value {
        json!(self.0.activities.get(activity.index()))
    }

    /// What a function of TAPI 2.0 answers.
    pub(super) fn answer(&self, answer: Answer) -> Value {
        match answer {
            Answer::Groups(listed) => self.groups(listed.into_iter().map(|entry| entry.group)),
            Answer::Activities(listed) => listed.into_iter().map(|entry| self.activity(entry.activity)).collect(),
            Answer::AgentCaps(caps) => of_caps(&caps),
            Answer::AgentStatus(status) => self.status(&status),
            Answer::Params(bytes) => json!(hex(&bytes)),
            Answer::AgentSessionInfo(_)
            | Answer::AgentInfo(_)
            | Answer::QueueInfo(_)
            | Answer::Done
            | Answer::Session(_)
            | Answer::Agent(_)
            | Answer::Sessions(_)
            | Answer::Queues(_)
            | Answer::GroupEntry(_)
            | Answer::Addresses(_)
            | Answer::SessionEntry(_)
            | Answer::AgentEntry(_)
            | Answer::QueueEntry(_) => Value::Null,
        }
    }

    fn status(&self, status: &AgentStatusRecord) -> Value {
        json!({
            "groups": self.groups(status.groups.iter().map(|entry| entry.group)),
            "state": status.state.name(),
            "next_state": status.next_state.map(line::AgentState::name),
            "activity": status.activity.as_ref().map(|entry| self.activity(entry.activity)),
            "features": names(status.features, AgentFeature::name),
            "valid_states": names(status.valid_states, line::AgentState::name),
            "valid_next_states": names(status.valid_next_states, line::AgentState::name),
        })
    }
}

fn of_caps(caps: &AgentCaps) -> Value {
    json!({
        "handler": caps.handler,
        "version": caps.version.to_string(),
        "features": names(caps.features, AgentFeature::name),
        "states": names(caps.states, line::AgentState::name),
        "next_states": names(caps.next_states, line::AgentState::name),
        "max_groups": caps.max_groups,
        "status_messages": names(caps.status_messages, line::AgentStatus::name),
        "extensions": caps.extensions.iter().map(|[a, b, c, d]| format!("{a:08x}{b:08x}{c:08x}{d:08x}")).collect::<Vec<_>>(),
    })
}

/// The functions whose requests are served, in the order of the line's answer.
pub(super) fn served(types: &[ProxyRequestType]) -> Value {
    types.iter().map(|request| json!(Function::of_request(*request).name())).collect()
}

fn names<T: Bit>(set: Bits<T>, name: impl Fn(T) -> &'static str) -> Value {
    set.iter().map(|bit| json!(name(bit))).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A text takes whatever is written.
        let _written = write!(text, "{byte:02x}");
        text
    })
}
