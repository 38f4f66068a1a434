//! What reports and expectations need to see of an ACD, and the names that a scenario gave to things.

use std::borrow::Cow;

use acd_core::{AgentRow, CallRow, Called, Engine, QueueRow, SessionRow};
use acd_scenario::Plan;
use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId, Time};

/// An ACD at one moment, row by row.
pub trait Floor {
    /// The moment.
    fn now(&self) -> Time;
    /// All sessions, ended ones too, in order of creation.
    fn sessions(&self) -> Vec<SessionRow>;
    /// All agents in order of their ids.
    fn agents(&self) -> Vec<AgentRow>;
    /// All queues in order of their ids.
    fn queues(&self) -> Vec<QueueRow>;
    /// The ACD calls that somebody outside names, as far as they have arrived, in order of arrival.
    fn calls(&self) -> Vec<CallRow>;
    /// A session; none before its creation.
    fn session(&self, id: SessionId) -> Option<SessionRow>;
    /// An agent; none where no such agent was configured.
    fn agent(&self, id: AgentId) -> Option<AgentRow>;
    /// A queue; none where no such queue was configured.
    fn queue(&self, id: QueueId) -> Option<QueueRow>;
    /// An ACD call; none before its arrival.
    fn call(&self, handle: CallHandle) -> Option<CallRow>;
}

impl Floor for Engine {
    fn now(&self) -> Time {
        Engine::now(self)
    }

    fn sessions(&self) -> Vec<SessionRow> {
        Engine::sessions(self)
    }

    fn agents(&self) -> Vec<AgentRow> {
        Engine::agents(self)
    }

    fn queues(&self) -> Vec<QueueRow> {
        Engine::queues(self)
    }

    fn calls(&self) -> Vec<CallRow> {
        Engine::calls(self)
    }

    fn session(&self, id: SessionId) -> Option<SessionRow> {
        Engine::session(self, id)
    }

    fn agent(&self, id: AgentId) -> Option<AgentRow> {
        Engine::agent(self, id)
    }

    fn queue(&self, id: QueueId) -> Option<QueueRow> {
        Engine::queue(self, id)
    }

    fn call(&self, handle: CallHandle) -> Option<CallRow> {
        self.call_row(handle)
    }
}

/// The names of things, as the scenario's file gives them.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    plan: &'a Plan,
}

impl<'a> Names<'a> {
    /// The names of a plan.
    pub fn new(plan: &'a Plan) -> Names<'a> {
        Names { plan }
    }

    /// A group's name.
    pub fn group(self, id: GroupId) -> &'a str {
        &self.plan.config.groups[id.index()]
    }

    /// An agent's name; `agent/` and its number for one that was made while the floor ran.
    pub fn agent(self, id: AgentId) -> Cow<'a, str> {
        match self.plan.config.agents.get(id.index()) {
            Some(agent) => Cow::Borrowed(&agent.name),
            None => Cow::Owned(format!("agent/{}", id.get())),
        }
    }

    /// A queue's name.
    pub fn queue(self, id: QueueId) -> &'a str {
        &self.plan.config.queues[id.index()].name
    }

    /// The name of a call that the file names; `#` and its number for one that came from elsewhere.
    pub fn call(self, handle: CallHandle) -> String {
        Called::held(handle, &self.plan.call_names).to_string()
    }

    /// A session's name: as the file has it, else `<agent>/<group>/<n>` for the n-th that shifts created for
    /// this agent in this group, else `#` and its number.
    pub fn session(self, id: SessionId, agent: AgentId, group: GroupId, shift_n: Option<u32>) -> String {
        let agent = self.agent(agent);
        let shift = shift_n.map(|n| (&*agent, self.group(group), n));
        Called::session(id, shift, &self.plan.session_names).to_string()
    }

    /// The name of the session of a row.
    pub fn session_of(self, row: &SessionRow) -> String {
        self.session(row.session, row.agent, row.group, row.shift_n)
    }
}
