//! What TAPI 2.0 changes about the agent at an address, and the extensions of the handler.

use tapi_types::{ActivityId, AddressId, AgentId, GroupId, LineError, SessionState, line};

use crate::engine::address::settable;
use crate::{Accepted, Engine, ExtensionAnswer, Fact, Next};

impl Engine {
    /// lineSetAgentState: on every session of the agent at the address, or on none.
    pub(super) fn set_state_at(
        &mut self,
        address: AddressId,
        state: Option<line::AgentState>,
        next: Option<Next<line::AgentState>>,
    ) -> Result<(), LineError> {
        self.test_address(address)?;
        let state = state.map(settable).transpose()?;
        let next = match next {
            Some(Next::Set(next)) => Some(Next::Set(settable(next)?)),
            Some(Next::Clear) => Some(Next::Clear),
            None => None,
        };
        let here = self.agent_at(address).map_or_else(Vec::new, |agent| self.sessions_at(address, agent));
        if here.is_empty() {
            return Err(LineError::INVALADDRESSSTATE);
        }
        self.test_states(&here, state, next)?;
        here.into_iter().try_for_each(|no| self.set_session_state(no, state, next, None).map(|_| ()))
    }

    /// lineSetAgentGroup: the agent is logged into these groups at the address, and into no others.
    pub(super) fn set_groups_at(&mut self, address: AddressId, groups: &[GroupId]) -> Result<(), LineError> {
        self.test_address(address)?;
        if groups.len() as u64 > u64::from(self.max_groups()) {
            return Err(LineError::INVALPARAM);
        }
        let agent = self.owner(address)?;
        if groups.iter().any(|&group| !self.has_group(group) || self.level_of(agent, group).is_none()) {
            return Err(LineError::INVALAGENTGROUP);
        }
        let before = self.sessions_at(address, agent);
        for &group in groups {
            let logged_in = self.sessions_at(address, agent).iter().any(|&no| self.sessions[no].group == group);
            if let Some(level) = self.level_of(agent, group).filter(|_| !logged_in) {
                let cause = self.cause;
                self.following(cause, |engine| engine.new_session(None, agent, group, level, None, Some(address)));
            }
        }
        for no in before {
            if !groups.contains(&self.sessions[no].group) {
                self.set_session_state(no, Some(SessionState::Ended), None, None)?;
            }
        }
        Ok(())
    }

    /// The agent of an address, who is there; LINEERR_INVALAGENTID where there is none.
    pub(super) fn owner(&self, address: AddressId) -> Result<AgentId, LineError> {
        self.agent_at(address).filter(|&agent| self.has_agent(agent)).ok_or(LineError::INVALAGENTID)
    }

    /// lineSetAgentActivity.
    pub(super) fn set_activity_at(&mut self, address: AddressId, activity: ActivityId) -> Result<(), LineError> {
        self.test_address(address)?;
        self.test_activity(activity)?;
        let agent = self.agent_at(address).filter(|&agent| !self.sessions_at(address, agent).is_empty());
        self.set_activity(agent.ok_or(LineError::INVALADDRESSSTATE)?, activity).map(|_| ())
    }

    /// lineGetAgentGroupList: the groups that the agent may log into and that are there.
    pub(super) fn groups_for(&self, address: AddressId) -> Result<Vec<GroupId>, LineError> {
        self.test_address(address)?;
        let agent = self.owner(address)?;
        let groups = self.config.agents[agent.index()].groups.iter().map(|place| place.group);
        Ok(groups.filter(|&group| self.has_group(group)).collect())
    }

    /// lineGetAgentActivityList.
    pub(super) fn activities_for(&self, address: AddressId) -> Result<Vec<ActivityId>, LineError> {
        self.test_address(address)?;
        self.owner(address)?;
        Ok((0..self.config.activities.len()).map(ActivityId::at).collect())
    }

    /// lineAgentSpecific.
    pub(super) fn ask_extension(
        &self,
        address: AddressId,
        extension: u32,
        params: &[u8],
    ) -> Result<Box<[u8]>, LineError> {
        self.test_address(address)?;
        let place = usize::try_from(extension).ok();
        let extension = place.and_then(|place| self.config.extensions.get(place)).ok_or(LineError::INVALPARAM)?;
        match &extension.answer {
            ExtensionAnswer::Echo => Ok(params.into()),
            ExtensionAnswer::Fixed(answer) if answer.len() > params.len() => Err(LineError::STRUCTURETOOSMALL),
            ExtensionAnswer::Fixed(answer) => Ok(answer.as_slice().into()),
            ExtensionAnswer::Fail(error) => Err(*error),
        }
    }

    /// An extension has something to say.
    pub(super) fn extension_speaks(&mut self, extension: u32, params: [u32; 2]) -> Result<Accepted, LineError> {
        if extension as usize >= self.config.extensions.len() {
            return Err(LineError::INVALPARAM);
        }
        self.note(Fact::AgentSpecific { extension, params });
        Ok(Accepted::Done)
    }
}
