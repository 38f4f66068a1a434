//! Members that name something: the names that a verb has to say, and those that it makes.

use tapi_types::{AgentId, CallHandle, GroupId, QueueId, SessionId};

use super::check::quoted;
use super::scope::Scope;
use crate::file::{Id, Whole};
use crate::path::At;
use crate::plan::Client;

impl Scope {
    /// The session that a verb creates: verbs ask in the order in which they were declared.
    pub(crate) fn new_session(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<SessionId> {
        self.check.need(id, around, "session")?;
        self.new_sessions.pop_front().flatten()
    }

    /// The agent whom a request makes: verbs ask in the order in which they were declared.
    pub(crate) fn new_agent(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<AgentId> {
        self.check.need(id, around, "agent")?;
        self.new_agents.pop_front().flatten()
    }

    /// The call that a verb makes: verbs ask in the order in which they were declared.
    pub(crate) fn new_call(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<CallHandle> {
        self.check.need(id, around, "call")?;
        self.new_calls.pop_front().flatten()
    }

    /// The member `session` of a verb.
    pub(crate) fn need_session(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<SessionId> {
        let id = self.check.need(id, around, "session")?;
        self.session(id, &around.member("session"))
    }

    /// The member `call` of a verb.
    pub(crate) fn need_call(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<CallHandle> {
        let id = self.check.need(id, around, "call")?;
        self.call(id, &around.member("call"))
    }

    /// The member `agent` of a verb.
    pub(crate) fn need_agent(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<AgentId> {
        let id = self.check.need(id, around, "agent")?;
        self.agent(id, &around.member("agent"))
    }

    /// The member `agent` where it has to be one of the floor.
    pub(crate) fn need_floor_agent(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<AgentId> {
        let id = self.check.need(id, around, "agent")?;
        self.floor_agent(id, &around.member("agent"))
    }

    /// An agent of the floor by its name.
    pub(crate) fn floor_agent(&mut self, id: &str, at: &At<'_>) -> Option<AgentId> {
        let agent = self.agent(id, at)?;
        if agent.index() < self.agent_configs.len() {
            return Some(agent);
        }
        self.check
            .error("unknown_id", at, format!("the agent {} is made by a request", quoted(id)))
            .found(quoted(id))
            .expected("an agent of the list `agents`");
        None
    }

    /// The member `group` of a verb.
    pub(crate) fn need_group(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<GroupId> {
        let id = self.check.need(id, around, "group")?;
        self.group(id, &around.member("group"))
    }

    /// The member `queue` of a verb.
    pub(crate) fn need_queue(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<QueueId> {
        let id = self.check.need(id, around, "queue")?;
        self.queue(id, &around.member("queue"))
    }

    /// The client that a member names; the first where there is no such member.
    pub(crate) fn client(&mut self, id: Option<&Id<'_>>, around: &At<'_>) -> Option<usize> {
        let Some(id) = id else { return Some(0) };
        if self.clients.len() == 0 && !self.clients.incomplete() && **id == *Client::default().name {
            return Some(0);
        }
        let place = self.clients.resolve(&mut self.check, id, &around.member("client"), &[]);
        place.map(|place| place as usize)
    }

    /// The place of an extension, which the file declares.
    pub(crate) fn extension(&mut self, place: Whole, at: &At<'_>) -> Option<u32> {
        let extension = self.check.dword(place, at)?;
        let Some(many) = self.extensions else { return Some(extension) };
        if extension as usize >= many {
            let expected = match many {
                0 => "an extension; the file declares none".to_owned(),
                1 => "0: the file declares one".to_owned(),
                many => format!("0 to {}: the file declares {many}", many - 1),
            };
            self.check
                .error("unknown_id", at, format!("there is no extension {extension}"))
                .found(extension.to_string())
                .expected(expected);
            return None;
        }
        Some(extension)
    }
}
