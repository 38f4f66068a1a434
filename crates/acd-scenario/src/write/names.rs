//! The names behind ids.

use acd_core::ReasonId;
use tapi_types::{ActivityId, AddressId, AgentId, CallHandle, GroupId, QueueId, SessionId};

use crate::plan::Plan;

/// The names of a plan. What has none is empty, and reading refuses it.
#[derive(Clone, Copy)]
pub(super) struct Names<'p>(pub(super) &'p Plan);

impl<'p> Names<'p> {
    pub(super) fn group(self, group: GroupId) -> &'p str {
        name(&self.0.config.groups, group.index())
    }

    pub(super) fn queue(self, queue: QueueId) -> &'p str {
        self.0.config.queues.get(queue.index()).map_or("", |queue| &queue.name)
    }

    pub(super) fn agent(self, agent: AgentId) -> &'p str {
        self.0.agent_name(agent)
    }

    pub(super) fn session(self, session: SessionId) -> &'p str {
        name(&self.0.session_names, session.index())
    }

    pub(super) fn call(self, call: CallHandle) -> &'p str {
        name(&self.0.call_names, call.index())
    }

    pub(super) fn reason(self, reason: ReasonId) -> &'p str {
        name(&self.0.config.reasons, reason.0 as usize)
    }

    pub(super) fn address(self, address: AddressId) -> &'p str {
        self.0.address_name(address).unwrap_or_default()
    }

    pub(super) fn activity(self, activity: ActivityId) -> &'p str {
        name(&self.0.config.activities, activity.index())
    }

    pub(super) fn client(self, client: usize) -> &'p str {
        self.0.clients.get(client).map_or("", |client| &client.name)
    }
}

fn name(names: &[String], place: usize) -> &str {
    names.get(place).map_or("", String::as_str)
}
