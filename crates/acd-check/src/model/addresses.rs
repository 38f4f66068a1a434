//! The view by address of TAPI 2.0, and what can be done through it.

use acd_core::{AddressStatus, ExtensionAnswer, HandlerCaps, Next, Outcome, Reply, Request};
use tapi_types::line::{self, AgentFeature, AgentState as Legacy, AgentStatus, ApiVersion};
use tapi_types::{ActivityId, AddressId, AgentId, AgentState, Bits, Function, GroupId, LineError, SessionState};

use super::Model;

/// What can be set, and what it means for a session.
fn meaning(state: Legacy) -> Result<SessionState, LineError> {
    match state {
        Legacy::Ready => Ok(SessionState::Ready),
        Legacy::NotReady => Ok(SessionState::NotReady),
        Legacy::WorkingAfterCall => Ok(SessionState::BusyWrapUp),
        Legacy::LoggedOff => Ok(SessionState::Ended),
        Legacy::BusyAcd
        | Legacy::BusyIncoming
        | Legacy::BusyOutbound
        | Legacy::BusyOther
        | Legacy::Unknown
        | Legacy::Unavail => Err(LineError::INVALAGENTSTATE),
    }
}

const CAN_BE_SET: [Legacy; 4] = [Legacy::Ready, Legacy::NotReady, Legacy::WorkingAfterCall, Legacy::LoggedOff];

impl Model {
    fn check_address(&self, address: AddressId) -> Result<(), LineError> {
        let is_home = self.config.agents.iter().any(|agent| agent.address == address);
        let had_session = self.sessions.iter().any(|session| session.address == address);
        if is_home || had_session { Ok(()) } else { Err(LineError::INVALADDRESSID) }
    }

    fn whose(&self, address: AddressId) -> Option<AgentId> {
        let oldest = self
            .sessions
            .iter()
            .find(|session| session.address == address && session.state() != SessionState::Ended)
            .map(|session| session.agent);
        let mut all = (0..self.agents.len()).map(AgentId::at);
        oldest
            .or_else(|| all.find(|agent| self.config.agents[agent.index()].address == address && self.is_here(*agent)))
    }

    fn live_at(&self, address: AddressId) -> Vec<usize> {
        let Some(agent) = self.whose(address) else { return Vec::new() };
        (0..self.sessions.len())
            .filter(|session| {
                let one = &self.sessions[*session];
                one.agent == agent && one.address == address && one.state() != SessionState::Ended
            })
            .collect()
    }

    /// The state that an address shows.
    pub fn address_state(&self, address: AddressId) -> Legacy {
        let here = self.live_at(address);
        let Some(agent) = self.whose(address).filter(|_| !here.is_empty()) else { return Legacy::LoggedOff };
        let some = |state| here.iter().any(|session| self.sessions[*session].state() == state);
        if some(SessionState::BusyOnCall) {
            Legacy::BusyAcd
        } else if some(SessionState::BusyWrapUp) {
            Legacy::WorkingAfterCall
        } else if let Some(direction) = self.other_direction(agent) {
            match direction {
                acd_core::Direction::Incoming => Legacy::BusyIncoming,
                acd_core::Direction::Outgoing => Legacy::BusyOutbound,
            }
        } else if some(SessionState::Ready) && self.agents[agent.index()].own != AgentState::NotReady {
            Legacy::Ready
        } else {
            Legacy::NotReady
        }
    }

    pub(super) fn act_by_address(&mut self, request: &Request) -> Outcome {
        match request {
            Request::GetAgentCaps { address, version } => {
                self.check_address(*address)?;
                if *version < ApiVersion::V2_0 {
                    return Err(LineError::INCOMPATIBLEAPIVERSION);
                }
                Ok(Reply::AgentCaps(Box::new(self.caps((*version).min(ApiVersion::V2_2)))))
            }
            Request::GetAgentStatus(address) => {
                self.check_address(*address)?;
                Ok(Reply::AgentStatus(Box::new(self.status(*address))))
            }
            Request::SetAgentGroup { address, groups } => self.set_groups(*address, groups).map(|()| Reply::Done),
            Request::SetAgentState { address, state, next } => {
                self.set_legacy_state(*address, *state, *next).map(|()| Reply::Done)
            }
            Request::SetAgentActivity { address, activity } => {
                self.check_address(*address)?;
                self.check_activity(*activity)?;
                if self.live_at(*address).is_empty() {
                    return Err(LineError::INVALADDRESSSTATE);
                }
                let agent = self.whose(*address).expect("somebody is logged in");
                self.agents[agent.index()].activity = Some(*activity);
                Ok(Reply::Done)
            }
            Request::GetAgentActivityList(address) => {
                self.check_address(*address)?;
                self.present_owner(*address)?;
                Ok(Reply::Activities((0..self.config.activities.len()).map(ActivityId::at).collect()))
            }
            Request::GetAgentGroupList(address) => {
                self.check_address(*address)?;
                let agent = self.present_owner(*address)?;
                let own = self.config.agents[agent.index()].groups.iter().map(|member| member.group);
                Ok(Reply::Groups(own.filter(|group| self.has_group(*group)).collect()))
            }
            Request::AgentSpecific { address, extension, params } => {
                self.check_address(*address)?;
                let extension = self.config.extensions.get(*extension as usize).ok_or(LineError::INVALPARAM)?;
                match &extension.answer {
                    ExtensionAnswer::Echo => Ok(Reply::Params(params.clone())),
                    ExtensionAnswer::Fixed(bytes) if bytes.len() <= params.len() => {
                        Ok(Reply::Params(bytes.clone().into()))
                    }
                    ExtensionAnswer::Fixed(_) => Err(LineError::STRUCTURETOOSMALL),
                    ExtensionAnswer::Fail(error) => Err(*error),
                }
            }
            Request::GetAgentSessionInfo(_)
            | Request::GetAgentInfo(_)
            | Request::GetQueueInfo(_)
            | Request::SetAgentSessionState { .. }
            | Request::SetAgentStateEx { .. }
            | Request::SetAgentMeasurementPeriod { .. }
            | Request::SetQueueMeasurementPeriod { .. }
            | Request::CreateAgentSession(_)
            | Request::CreateAgent(_)
            | Request::GetAgentSessionList(_)
            | Request::GetQueueList(_)
            | Request::GetGroupList => unreachable!("it is not about an address"),
        }
    }

    fn present_owner(&self, address: AddressId) -> Result<AgentId, LineError> {
        self.whose(address).filter(|agent| self.is_here(*agent)).ok_or(LineError::INVALAGENTID)
    }

    fn served(&self, function: Function) -> bool {
        !self.config.not_served.contains(&function)
    }

    fn max_groups(&self) -> usize {
        self.config.max_groups.map_or(self.config.groups.len(), |max| max as usize)
    }

    fn caps(&self, version: ApiVersion) -> HandlerCaps {
        let states: Bits<Legacy> = CAN_BE_SET.into_iter().collect();
        HandlerCaps {
            version,
            features: self.features(true, true),
            states,
            next_states: states,
            max_groups: u32::try_from(self.max_groups()).expect("few"),
            status_messages: AgentStatus::Group | AgentStatus::State | AgentStatus::NextState | AgentStatus::Activity,
            extensions: self.config.extensions.iter().map(|extension| extension.id).collect(),
        }
    }

    /// The functions of use where the address has an agent, who is logged in.
    fn features(&self, agent: bool, logged_in: bool) -> Bits<AgentFeature> {
        [
            (AgentFeature::SetAgentGroup, Function::SetAgentGroup, agent),
            (AgentFeature::SetAgentState, Function::SetAgentState, logged_in),
            (AgentFeature::SetAgentActivity, Function::SetAgentActivity, logged_in),
            (AgentFeature::AgentSpecific, Function::AgentSpecific, !self.config.extensions.is_empty()),
            (AgentFeature::GetAgentActivityList, Function::GetAgentActivityList, agent),
            (AgentFeature::GetAgentGroup, Function::GetAgentGroupList, agent),
        ]
        .into_iter()
        .filter(|(_, function, of_use)| *of_use && self.served(*function))
        .map(|(feature, _, _)| feature)
        .collect()
    }

    fn status(&self, address: AddressId) -> AddressStatus {
        let here = self.live_at(address);
        let agent = self.whose(address);
        let allowed = |may: &dyn Fn(usize, SessionState) -> bool| -> Bits<Legacy> {
            CAN_BE_SET
                .into_iter()
                .filter(|legacy| {
                    let state = meaning(*legacy).expect("it can be set");
                    !here.is_empty() && here.iter().all(|session| may(*session, state))
                })
                .collect()
        };
        let slot = here.iter().find_map(|session| self.sessions[*session].slot);
        AddressStatus {
            agent,
            groups: here.iter().map(|session| self.sessions[*session].group).collect(),
            state: self.address_state(address),
            next_state: slot.and_then(|wish| CAN_BE_SET.into_iter().find(|set| meaning(*set) == Ok(wish.state))),
            activity: agent.filter(|_| !here.is_empty()).and_then(|agent| self.agents[agent.index()].activity),
            features: self.features(agent.is_some(), !here.is_empty()),
            valid_states: allowed(&|session, state| self.check_state(session, Some(state)).is_ok()),
            valid_next_states: allowed(&|session, state| {
                self.check_next(session, None, Some(Next::Set(state))).is_ok()
            }),
        }
    }

    fn set_legacy_state(
        &mut self,
        address: AddressId,
        state: Option<line::AgentState>,
        next: Option<Next<line::AgentState>>,
    ) -> Result<(), LineError> {
        self.check_address(address)?;
        let state = state.map(meaning).transpose()?;
        let next = match next {
            None => None,
            Some(Next::Clear) => Some(Next::Clear),
            Some(Next::Set(next)) => Some(Next::Set(meaning(next)?)),
        };
        let here = self.live_at(address);
        if here.is_empty() {
            return Err(LineError::INVALADDRESSSTATE);
        }
        for session in &here {
            self.check_state(*session, state)?;
            self.check_next(*session, state, next)?;
        }
        for session in here {
            let id = self.sessions[session].id;
            self.set_session_state(id, state, next, None)?;
        }
        Ok(())
    }

    fn set_groups(&mut self, address: AddressId, groups: &[GroupId]) -> Result<(), LineError> {
        self.check_address(address)?;
        if groups.len() > self.max_groups() {
            return Err(LineError::INVALPARAM);
        }
        let agent = self.present_owner(address)?;
        let own = self.config.agents[agent.index()].groups.clone();
        let may = |group: &GroupId| own.iter().any(|member| member.group == *group) && self.has_group(*group);
        if !groups.iter().all(may) {
            return Err(LineError::INVALAGENTGROUP);
        }
        let before: Vec<usize> = self
            .live_at(address)
            .into_iter()
            .filter(|session| !groups.contains(&self.sessions[*session].group))
            .collect();
        for group in groups {
            let is_in = self.live_at(address).iter().any(|session| self.sessions[*session].group == *group);
            if !is_in {
                self.create_session(None, agent, *group, Some(address))?;
            }
        }
        for session in before {
            let id = self.sessions[session].id;
            self.set_session_state(id, Some(SessionState::Ended), None, None)?;
        }
        Ok(())
    }
}
