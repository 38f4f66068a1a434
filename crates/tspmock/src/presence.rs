//! Who and what comes and goes, further lines, and what the handler itself has to say.

#![expect(clippy::return_self_not_must_use, reason = "verbs act; what they return is for going on")]

use std::sync::Arc;

use acd_core::Command;
use tapi_client::CallCenter;
use tsp_provider::{Client, Provider};

use crate::error::{Refused, accepted};
use crate::{AgentHandle, Floor, QueueHandle};

impl Floor {
    /// Another line of the floor, opened by this client: what others have made it is told by messages, and an agent without
    /// an id is this client's user. All that [`Floor::provider`] gives is one line, that of [`Client::default`].
    pub fn line(&self, client: Client) -> Arc<dyn Provider> {
        Arc::new(self.world.sim.open(client))
    }

    /// [`Floor::call_center`] on a line of its own.
    pub fn call_center_of(&self, client: Client) -> CallCenter {
        self.call_center_on(self.line(client))
    }

    /// Brings in an agent that the floor names and that is [not there](crate::Agent::comes_later) or was released.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no agent of this name.
    #[track_caller]
    pub fn create_agent(&self, name: &str) -> AgentHandle {
        accepted(self.try_create_agent(name))
    }

    /// Brings in an agent.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// When there is no agent of this name.
    #[track_caller]
    pub fn try_create_agent(&self, name: &str) -> Result<AgentHandle, Refused> {
        let agent = self.agent(name);
        let user = self.world.plan.config.agents[agent.id.index()].user().to_owned();
        let command = Command::CreateAgent { id: Some(name.to_owned()), user };
        self.presence("create_agent", name, &command, "it is there")?;
        Ok(agent)
    }

    /// A group of the floor comes that is [not there](crate::FloorBuilder::group_that_comes_later) or was removed. Its queues
    /// do not come by themselves.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no group of this name.
    #[track_caller]
    pub fn add_group(&self, name: &str) {
        accepted(self.try_add_group(name));
    }

    /// A group comes.
    ///
    /// # Errors
    /// The refusal: it is there.
    ///
    /// # Panics
    /// When there is no group of this name.
    #[track_caller]
    pub fn try_add_group(&self, name: &str) -> Result<(), Refused> {
        let group = accepted(self.world.group(name));
        self.presence("add_group", name, &Command::AddGroup { group }, "it is there")
    }

    /// A group goes, its queues before it; its sessions end, after their calls.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no group of this name.
    #[track_caller]
    pub fn remove_group(&self, name: &str) {
        accepted(self.try_remove_group(name));
    }

    /// A group goes.
    ///
    /// # Errors
    /// The refusal: it is not there.
    ///
    /// # Panics
    /// When there is no group of this name.
    #[track_caller]
    pub fn try_remove_group(&self, name: &str) -> Result<(), Refused> {
        let group = accepted(self.world.group(name));
        self.presence("remove_group", name, &Command::RemoveGroup { group }, "it is not there")
    }

    /// A queue of the floor comes that is [not there](crate::Queue::comes_later) or was removed.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no queue of this name.
    #[track_caller]
    pub fn add_queue(&self, name: &str) -> QueueHandle {
        accepted(self.try_add_queue(name))
    }

    /// A queue comes.
    ///
    /// # Errors
    /// The refusal: it is there, or its group is not.
    ///
    /// # Panics
    /// When there is no queue of this name.
    #[track_caller]
    pub fn try_add_queue(&self, name: &str) -> Result<QueueHandle, Refused> {
        let queue = self.queue(name);
        self.presence("add_queue", name, &Command::AddQueue { queue: queue.id }, "it is there, or its group is not")?;
        Ok(queue)
    }

    /// A queue goes: what waits and rings in it flows over, or times out.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no queue of this name.
    #[track_caller]
    pub fn remove_queue(&self, name: &str) {
        accepted(self.try_remove_queue(name));
    }

    /// A queue goes.
    ///
    /// # Errors
    /// The refusal: it is not there.
    ///
    /// # Panics
    /// When there is no queue of this name.
    #[track_caller]
    pub fn try_remove_queue(&self, name: &str) -> Result<(), Refused> {
        let queue = self.queue(name).id;
        self.presence("remove_queue", name, &Command::RemoveQueue { queue }, "it is not there")
    }

    /// An extension of the handler, by its place from 0, tells all lines two numbers of its own: LINE_AGENTSPECIFIC.
    ///
    /// # Panics
    /// When there is no such extension.
    #[track_caller]
    pub fn agent_specific(&self, extension: u32, params: [u32; 2]) {
        let known = self.world.plan.config.extensions.len();
        let there = usize::try_from(extension).is_ok_and(|place| place < known);
        assert!(there, "there is no extension {extension}: the floor has {known}");
        let what = || format!("agent_specific of extension {extension}");
        accepted(self.world.apply(what, &Command::AgentSpecific { extension, params }, String::new));
    }

    fn presence(&self, verb: &str, name: &str, command: &Command, refusal: &str) -> Result<(), Refused> {
        self.world.apply(|| format!("{verb} of {name}"), command, || refusal.to_owned()).map(drop)
    }
}

impl AgentHandle {
    /// Sends it away: its sessions end, after their calls. [`Floor::create_agent`] brings it back.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn release(&self) -> AgentHandle {
        accepted(self.try_release());
        self.clone()
    }

    /// Sends it away.
    ///
    /// # Errors
    /// The refusal: it is not there.
    pub fn try_release(&self) -> Result<(), Refused> {
        self.verb("release_agent", &Command::ReleaseAgent { agent: self.id })
    }

    /// Changes what it is doing besides calls, by a name of the scenario's `activities`.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no such activity.
    #[track_caller]
    pub fn set_activity(&self, activity: &str) -> AgentHandle {
        accepted(self.try_set_activity(activity));
        self.clone()
    }

    /// Changes what it is doing besides calls.
    ///
    /// # Errors
    /// The refusal: it has no session that has not ended.
    ///
    /// # Panics
    /// When there is no such activity.
    #[track_caller]
    pub fn try_set_activity(&self, activity: &str) -> Result<(), Refused> {
        let place = accepted(self.world.activity(activity));
        let command = Command::SetAgentActivity { agent: self.id, activity: place };
        self.verb(&format!("set_agent_activity to {activity}"), &command)
    }
}
