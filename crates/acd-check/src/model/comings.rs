//! Agents, groups and queues that come and go.

use std::collections::BTreeSet;

use acd_core::{AgentConfig, Config, Made, Membership, NewAgent, Stream, WrongPin};
use tapi_types::{ActivityId, AgentId, AgentState, GroupId, LineError, QueueId, SessionState};

use super::Model;
use super::history::{Agent, Period, Stage, Wish, WishKind};

/// Who and what is not there.
#[derive(Debug, Clone)]
pub(super) struct Missing {
    /// Has not come yet.
    agents: BTreeSet<AgentId>,
    released: BTreeSet<AgentId>,
    groups: BTreeSet<GroupId>,
    queues: BTreeSet<QueueId>,
}

impl Missing {
    pub(super) fn at_start(config: &Config) -> Missing {
        let groups: BTreeSet<GroupId> = config.absent.groups.iter().copied().collect();
        let with_group = config.queues.iter().enumerate().filter(|(_, queue)| groups.contains(&queue.group));
        let mut queues: BTreeSet<QueueId> = with_group.map(|(place, _)| QueueId::at(place)).collect();
        queues.extend(&config.absent.queues);
        Missing { agents: config.absent.agents.iter().copied().collect(), released: BTreeSet::new(), groups, queues }
    }
}

impl Model {
    pub(super) fn is_here(&self, agent: AgentId) -> bool {
        agent.index() < self.agents.len()
            && !self.missing.agents.contains(&agent)
            && !self.missing.released.contains(&agent)
    }

    /// All who ever were there, or will be if they are called.
    pub(crate) fn agent_count(&self) -> usize {
        self.agents.len()
    }

    pub(super) fn has_not_come(&self, agent: AgentId) -> bool {
        self.missing.agents.contains(&agent)
    }

    pub(super) fn was_released(&self, agent: AgentId) -> bool {
        self.missing.released.contains(&agent)
    }

    pub(super) fn has_group(&self, group: GroupId) -> bool {
        group.index() < self.config.groups.len() && !self.missing.groups.contains(&group)
    }

    pub(super) fn has_queue(&self, queue: QueueId) -> bool {
        queue.index() < self.queues.len() && !self.missing.queues.contains(&queue)
    }

    fn known_by_id(&self, id: Option<&str>) -> Option<AgentId> {
        let id = id?;
        self.config.agents.iter().position(|agent| agent.id() == Some(id)).map(AgentId::at)
    }

    /// A known id brings in whom it belongs to; anybody else is new.
    pub(super) fn bring_in(&mut self, id: Option<&str>, user: &str) -> AgentId {
        if let Some(agent) = self.known_by_id(id) {
            if !self.is_here(agent) {
                self.missing.agents.remove(&agent);
                self.missing.released.remove(&agent);
                self.agents[agent.index()].own = AgentState::Ready;
            }
            return agent;
        }
        let agent = AgentId::at(self.agents.len());
        let all = (0..self.config.groups.len()).map(|place| Membership { group: GroupId::at(place), level: 1 });
        let made = Made { id: id.map(str::to_owned), user: user.to_owned() };
        let config = AgentConfig { groups: all.collect(), made: Some(made), ..AgentConfig::new("made") };
        self.config.agents.push(config);
        self.agents.push(Agent::new(Stream::new(self.config.seed, "nobody draws from it")));
        agent
    }

    pub(super) fn log_in(&mut self, new: &NewAgent) -> Result<AgentId, LineError> {
        if let Some(agent) = self.known_by_id(new.id.as_deref()) {
            self.check_pin(agent, new.pin.as_deref())?;
        }
        Ok(self.bring_in(new.id.as_deref(), &new.user))
    }

    pub(super) fn check_pin(&self, agent: AgentId, said: Option<&str>) -> Result<(), LineError> {
        match &self.config.agents[agent.index()].pin {
            Some(pin) if said != Some(pin.as_str()) => Err(match self.config.policies.wrong_pin {
                WrongPin::OperationFailed => LineError::OPERATIONFAILED,
                WrongPin::InvalPassword => LineError::INVALPASSWORD,
            }),
            Some(_) | None => Ok(()),
        }
    }

    pub(super) fn send_away(&mut self, agent: AgentId) -> Result<(), LineError> {
        if !self.is_here(agent) {
            return Err(LineError::INVALPARAM);
        }
        self.missing.released.insert(agent);
        self.agents[agent.index()].next = None;
        self.end_all(|model, session| model.sessions[session].agent == agent);
        Ok(())
    }

    /// Sessions end: those without a call now, the others with it.
    fn end_all(&mut self, meant: impl Fn(&Model, usize) -> bool) {
        let mut leaving: Vec<usize> = (0..self.sessions.len()).filter(|session| meant(self, *session)).collect();
        // By agent, then in order of creation.
        leaving.sort_by_key(|session| self.sessions[*session].agent);
        for session in leaving {
            match self.sessions[session].state() {
                SessionState::Ended => {}
                SessionState::BusyOnCall => {
                    let wish = Wish { state: SessionState::Ended, reason: None, kind: WishKind::Explicit };
                    self.sessions[session].slot = Some(wish);
                }
                SessionState::NotReady | SessionState::Ready | SessionState::BusyWrapUp => {
                    self.take_up_state(session, SessionState::Ended, None, super::sessions::Asker::Outside);
                }
            }
        }
    }

    /// The session's agent or group is gone.
    pub(super) fn must_go(&self, session: usize) -> bool {
        let one = &self.sessions[session];
        !self.is_here(one.agent) || !self.has_group(one.group)
    }

    pub(super) fn add_group(&mut self, group: GroupId) -> Result<(), LineError> {
        if self.missing.groups.remove(&group) { Ok(()) } else { Err(LineError::INVALPARAM) }
    }

    pub(super) fn remove_group(&mut self, group: GroupId) -> Result<(), LineError> {
        if !self.has_group(group) {
            return Err(LineError::INVALPARAM);
        }
        for queue in self.queues_of(group) {
            self.remove_queue(queue)?;
        }
        self.missing.groups.insert(group);
        self.end_all(|model, session| model.sessions[session].group == group);
        Ok(())
    }

    pub(super) fn queues_of(&self, group: GroupId) -> Vec<QueueId> {
        let all = (0..self.queues.len()).map(QueueId::at);
        all.filter(|queue| self.group_of(*queue) == group && self.has_queue(*queue)).collect()
    }

    pub(super) fn add_queue(&mut self, queue: QueueId) -> Result<(), LineError> {
        if !self.missing.queues.contains(&queue) || !self.has_group(self.group_of(queue)) {
            return Err(LineError::INVALPARAM);
        }
        self.missing.queues.remove(&queue);
        let set = self.mark();
        let length_s = self.queues[queue.index()].period.length_s;
        self.queues[queue.index()].period = Period { set, length_s };
        Ok(())
    }

    /// All of its calls leave, best first.
    pub(super) fn remove_queue(&mut self, queue: QueueId) -> Result<(), LineError> {
        if !self.has_queue(queue) {
            return Err(LineError::INVALPARAM);
        }
        self.missing.queues.insert(queue);
        let here = |call: &usize| {
            let one = &self.calls[*call];
            one.queue == Some(queue) && matches!(one.stage, Stage::Waiting | Stage::Ringing(_))
        };
        let mut leaving: Vec<usize> = (0..self.calls.len()).filter(here).collect();
        self.sort_by_rank(&mut leaving);
        for call in leaving {
            self.waited_its_maximum(call);
        }
        Ok(())
    }

    pub(super) fn do_activity(&mut self, agent: AgentId, activity: ActivityId) -> Result<(), LineError> {
        if !self.is_here(agent) {
            return Err(LineError::INVALPARAM);
        }
        self.check_activity(activity)?;
        let mut own = self.sessions.iter().filter(|session| session.agent == agent);
        if own.all(|session| session.state() == SessionState::Ended) {
            return Err(LineError::INVALADDRESSSTATE);
        }
        self.agents[agent.index()].activity = Some(activity);
        Ok(())
    }

    pub(super) fn check_activity(&self, activity: ActivityId) -> Result<(), LineError> {
        let known = activity.index() < self.config.activities.len();
        if known { Ok(()) } else { Err(LineError::INVALAGENTACTIVITY) }
    }
}
