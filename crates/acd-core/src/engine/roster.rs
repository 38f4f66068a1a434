//! Agents who come and go.

use std::sync::Arc;

use tapi_types::{ActivityId, AgentId, AgentState, GroupId, LineError, SessionState};

use crate::state::table::SessionNo;
use crate::{Accepted, AgentConfig, Config, Engine, Fact, Made, Membership, Presence};

impl Engine {
    /// Whether an agent is there; `None` where the floor has none of this id.
    pub fn agent_presence(&self, agent: AgentId) -> Option<Presence> {
        self.agents.get(agent).map(|agent| agent.presence)
    }

    /// An agent that can be asked about: one of the floor who is there.
    pub(super) fn has_agent(&self, agent: AgentId) -> bool {
        self.agent_presence(agent) == Some(Presence::Here)
    }

    /// Brings an agent in: the one with this id, who may be there already, or a new one.
    pub(super) fn create_agent(&mut self, id: Option<&str>, user: &str) -> AgentId {
        let Some(agent) = id.and_then(|id| self.agent_of_id(id)) else { return self.make_agent(id, user) };
        if !self.has_agent(agent) {
            self.agents[agent].presence = Presence::Here;
            self.agents[agent].own = AgentState::Ready;
            self.note(Fact::AgentCreated { agent, new: false });
        }
        agent
    }

    /// lineCreateAgent: the id and the PIN are those of an agent that is known, or nobody's.
    pub(super) fn log_agent_in(&mut self, new: &crate::NewAgent) -> Result<AgentId, LineError> {
        if let Some(agent) = new.id.as_deref().and_then(|id| self.agent_of_id(id)) {
            self.test_pin(agent, new.pin.as_deref())?;
        }
        Ok(self.create_agent(new.id.as_deref(), &new.user))
    }

    /// A PIN is right where the agent has none, or the same.
    pub(super) fn test_pin(&self, agent: AgentId, pin: Option<&str>) -> Result<(), LineError> {
        let own = self.config.agents[agent.index()].pin.as_deref();
        if own.is_none() || own == pin { Ok(()) } else { Err(self.config.policies.wrong_pin.error()) }
    }

    fn agent_of_id(&self, id: &str) -> Option<AgentId> {
        self.config.agents.iter().position(|agent| agent.id() == Some(id)).map(AgentId::at)
    }

    /// An agent whom nobody has foreseen: in every group at level 1, answers at once.
    fn make_agent(&mut self, id: Option<&str>, user: &str) -> AgentId {
        let config = Arc::make_mut(&mut self.config);
        let agent = AgentId::at(config.agents.len());
        let name = id.map_or_else(|| format!("agent/{}", agent.get()), str::to_owned);
        let groups = (0..config.groups.len()).map(|place| Membership { group: GroupId::at(place), level: 1 });
        let made = Some(Made { id: id.map(str::to_owned), user: user.to_owned() });
        config.agents.push(AgentConfig { groups: groups.collect(), made, ..AgentConfig::new(name) });
        self.agents.push(super::start::new_agent(&self.config, agent));
        self.note(Fact::AgentCreated { agent, new: true });
        agent
    }

    /// An agent goes: its sessions end, after their calls, and nothing can be asked about it any more. POLICY
    /// `agent_end`: there is no function for this; the handler does it, or TAPI for a client that has gone.
    pub(super) fn release_agent(&mut self, agent: AgentId) -> Accepted {
        self.agents[agent].presence = Presence::Gone;
        self.because(Fact::AgentReleased { agent }, |engine| {
            if engine.agents[agent].next.take().is_some() {
                engine.note(Fact::AgentNextState { agent, next: None });
            }
            for no in engine.agents[agent].sessions.clone() {
                engine.send_home(no);
            }
        });
        Accepted::Done
    }

    /// Ends a session at once, or after its call.
    pub(super) fn send_home(&mut self, no: SessionNo) {
        match self.sessions[no].state {
            SessionState::NotReady | SessionState::Ready | SessionState::BusyWrapUp => {
                self.change_now(no, SessionState::Ended, None);
            }
            SessionState::BusyOnCall => self.end_after_call(no),
            SessionState::Ended => {}
        }
    }

    /// The session's agent or group has gone: with its call it ends, whatever it was told since.
    pub(super) fn is_leaving(&self, no: SessionNo) -> bool {
        let session = &self.sessions[no];
        self.agents[session.agent].presence != Presence::Here || !self.has_group(session.group)
    }

    /// What an agent is doing. It is over with the agent's last session.
    pub(super) fn set_activity(&mut self, agent: AgentId, activity: ActivityId) -> Result<Accepted, LineError> {
        self.test_activity(activity)?;
        if self.agents[agent].sessions.is_empty() {
            return Err(LineError::INVALADDRESSSTATE);
        }
        if self.agents[agent].activity != Some(activity) {
            self.agents[agent].activity = Some(activity);
            self.note(Fact::AgentActivity { agent, activity });
        }
        Ok(Accepted::Done)
    }

    pub(super) fn test_activity(&self, activity: ActivityId) -> Result<(), LineError> {
        let known = activity.index() < self.config.activities.len();
        if known { Ok(()) } else { Err(LineError::INVALAGENTACTIVITY) }
    }
}

/// Who is there at the start.
pub(super) fn presence_at_start(config: &Config, agent: AgentId) -> Presence {
    Presence::at_start(config.absent.agents.contains(&agent))
}
