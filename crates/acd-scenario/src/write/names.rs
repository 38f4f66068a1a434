//! The names behind ids.

use acd_core::ReasonId;
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId};

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
        self.0.config.agents.get(agent.index()).map_or("", |agent| &agent.name)
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

    pub(super) fn address(self, address: u32) -> &'p str {
        name(&self.0.addresses, address as usize)
    }
}

fn name(names: &[String], place: usize) -> &str {
    names.get(place).map_or("", String::as_str)
}
