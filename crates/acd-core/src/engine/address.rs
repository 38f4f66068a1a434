//! The view by address that TAPI 2.0 has: whose an address is, and how that agent is.

use tapi_types::line::{self, AgentFeature, AgentStatus, ApiVersion};
use tapi_types::{ActivityId, AddressId, AgentId, AgentState, Bits, Function, GroupId, LineError, SessionState};

use crate::engine::states::{Change, change, test_next_state};
use crate::state::call::Phase;
use crate::state::table::SessionNo;
use crate::{AddressStatus, Direction, Engine, HandlerCaps, Next};

/// The states that lineSetAgentState takes, and what each is for a session.
const SETTABLE: [(line::AgentState, SessionState); 4] = [
    (line::AgentState::LoggedOff, SessionState::Ended),
    (line::AgentState::NotReady, SessionState::NotReady),
    (line::AgentState::Ready, SessionState::Ready),
    (line::AgentState::WorkingAfterCall, SessionState::BusyWrapUp),
];

/// What an agent can do by address, and the request for it.
const FEATURES: [(AgentFeature, Function); 6] = [
    (AgentFeature::SetAgentGroup, Function::SetAgentGroup),
    (AgentFeature::SetAgentState, Function::SetAgentState),
    (AgentFeature::SetAgentActivity, Function::SetAgentActivity),
    (AgentFeature::AgentSpecific, Function::AgentSpecific),
    (AgentFeature::GetAgentActivityList, Function::GetAgentActivityList),
    (AgentFeature::GetAgentGroup, Function::GetAgentGroupList),
];

/// What of a status LINE_AGENTSTATUS tells when it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    pub(crate) groups: Vec<GroupId>,
    pub(crate) state: line::AgentState,
    pub(crate) next_state: Option<line::AgentState>,
    pub(crate) activity: Option<ActivityId>,
}

impl View {
    /// Of an address where nobody is logged in.
    pub(crate) const LOGGED_OFF: View =
        View { groups: Vec::new(), state: line::AgentState::LoggedOff, next_state: None, activity: None };
}

impl Engine {
    /// LINEERR_INVALADDRESSID for an address that is the home of nobody on the floor and has had no session.
    pub(super) fn test_address(&self, address: AddressId) -> Result<(), LineError> {
        let home = self.config.agents.iter().any(|agent| agent.address == address);
        let known = home || self.sessions.iter().any(|session| session.address == address);
        if known { Ok(()) } else { Err(LineError::INVALADDRESSID) }
    }

    /// POLICY `legacy_view`: the agent of the oldest session at the address that is not ENDED, else the first one who is there
    /// and whose home it is.
    pub(super) fn agent_at(&self, address: AddressId) -> Option<AgentId> {
        let first = self.places.range((address, SessionNo::FIRST)..=(address, SessionNo::LAST)).next();
        if let Some((_, no)) = first {
            return Some(self.sessions[*no].agent);
        }
        let homes = self.config.agents.iter().enumerate().filter(|(_, agent)| agent.address == address);
        homes.map(|(place, _)| AgentId::at(place)).find(|&agent| self.has_agent(agent))
    }

    /// The agent's sessions at an address that are not ENDED, in order of creation.
    pub(super) fn sessions_at(&self, address: AddressId, agent: AgentId) -> Vec<SessionNo> {
        let live = self.agents[agent].sessions.iter().copied();
        live.filter(|&no| self.sessions[no].address == address).collect()
    }

    /// What can change without anybody asking.
    pub(super) fn view(&self, address: AddressId) -> View {
        let Some(agent) = self.agent_at(address) else { return View::LOGGED_OFF };
        let here = self.sessions_at(address, agent);
        let sessions = || here.iter().map(|&no| &self.sessions[no]);
        let mut next_states = sessions().filter_map(|session| session.next);
        View {
            groups: sessions().map(|session| session.group).collect(),
            state: self.legacy_state(agent, &here),
            next_state: next_states.find_map(|next| legacy(next.state)),
            activity: self.agents[agent].activity.filter(|_| !here.is_empty()),
        }
    }

    /// POLICY `legacy_view`: the state over an agent's sessions at an address.
    fn legacy_state(&self, agent: AgentId, sessions: &[SessionNo]) -> line::AgentState {
        let any = |state| sessions.iter().any(|&no| self.sessions[no].state == state);
        if sessions.is_empty() {
            return line::AgentState::LoggedOff;
        }
        if any(SessionState::BusyOnCall) {
            return line::AgentState::BusyAcd;
        }
        if any(SessionState::BusyWrapUp) {
            return line::AgentState::WorkingAfterCall;
        }
        let willing = self.agents[agent].own != AgentState::NotReady;
        match self.other_direction(agent) {
            Some(Direction::Incoming) => line::AgentState::BusyIncoming,
            Some(Direction::Outgoing) => line::AgentState::BusyOutbound,
            None if willing && any(SessionState::Ready) => line::AgentState::Ready,
            None => line::AgentState::NotReady,
        }
    }

    /// The direction of the call that is not the ACD's, where the agent is on one.
    pub(super) fn other_direction(&self, agent: AgentId) -> Option<Direction> {
        match self.agents[agent].other_call.map(|key| &self.call(key).phase) {
            Some(Phase::Other { direction, .. }) => Some(*direction),
            Some(Phase::Between | Phase::Waiting | Phase::Ringing | Phase::Talking { .. } | Phase::OnHold { .. })
            | None => None,
        }
    }

    /// lineGetAgentStatus.
    pub(super) fn address_status(&self, address: AddressId) -> Result<AddressStatus, LineError> {
        self.test_address(address)?;
        let agent = self.agent_at(address);
        let here = agent.map_or_else(Vec::new, |agent| self.sessions_at(address, agent));
        let View { groups, state, next_state, activity } = self.view(address);
        let (mut valid_states, mut valid_next_states) = (Bits::NONE, Bits::NONE);
        for (legacy, state) in SETTABLE.iter().filter(|_| !here.is_empty()) {
            if self.test_states(&here, Some(*state), None).is_ok() {
                valid_states |= *legacy;
            }
            if self.test_states(&here, None, Some(Next::Set(*state))).is_ok() {
                valid_next_states |= *legacy;
            }
        }
        let usable = |feature| match feature {
            AgentFeature::SetAgentGroup | AgentFeature::GetAgentActivityList | AgentFeature::GetAgentGroup => {
                agent.is_some()
            }
            AgentFeature::SetAgentState | AgentFeature::SetAgentActivity => !here.is_empty(),
            AgentFeature::AgentSpecific => true,
        };
        let features = self.served_features().iter().filter(|feature| usable(*feature)).collect();
        Ok(AddressStatus { agent, groups, state, next_state, activity, features, valid_states, valid_next_states })
    }

    /// lineGetAgentCaps.
    pub(super) fn handler_caps(&self, address: AddressId, version: ApiVersion) -> Result<HandlerCaps, LineError> {
        self.test_address(address)?;
        if version < ApiVersion::V2_0 {
            return Err(LineError::INCOMPATIBLEAPIVERSION);
        }
        let states: Bits<line::AgentState> = SETTABLE.iter().map(|(legacy, _)| *legacy).collect();
        Ok(HandlerCaps {
            version: version.min(ApiVersion::V2_2),
            features: self.served_features(),
            states,
            next_states: states,
            max_groups: self.max_groups(),
            status_messages: AgentStatus::Group | AgentStatus::State | AgentStatus::NextState | AgentStatus::Activity,
            extensions: self.config.extensions.iter().map(|extension| extension.id).collect(),
        })
    }

    /// The functions of TAPI 2.0 that are served; that of extensions where there are some.
    fn served_features(&self) -> Bits<AgentFeature> {
        let served = FEATURES.iter().filter(|(_, function)| !self.config.not_served.contains(function));
        let empty = self.config.extensions.is_empty();
        let there = served.filter(|(feature, _)| *feature != AgentFeature::AgentSpecific || !empty);
        there.map(|(feature, _)| *feature).collect()
    }

    pub(super) fn max_groups(&self) -> u32 {
        let all = u32::try_from(self.config.groups.len()).unwrap_or(u32::MAX);
        self.config.max_groups.unwrap_or(all)
    }

    /// Whether every one of these sessions may be asked for this now.
    pub(super) fn test_states(
        &self,
        sessions: &[SessionNo],
        state: Option<SessionState>,
        next: Option<Next<SessionState>>,
    ) -> Result<(), LineError> {
        let policies = self.config.policies;
        sessions.iter().try_for_each(|&no| {
            let from = self.sessions[no].state;
            let change = state.map(|to| change(from, to, policies.same_state, policies.end_during_call));
            test_next_state(from, state, change.transpose()?.unwrap_or(Change::Nothing), next)
        })
    }
}

/// A session's next state as TAPI 2.0 names it.
fn legacy(state: SessionState) -> Option<line::AgentState> {
    SETTABLE.iter().find(|(_, own)| *own == state).map(|(legacy, _)| *legacy)
}

/// What a state of TAPI 2.0 is for a session; LINEERR_INVALAGENTSTATE for one that is not for applications to set.
pub(super) fn settable(state: line::AgentState) -> Result<SessionState, LineError> {
    let found = SETTABLE.iter().find(|(legacy, _)| *legacy == state);
    found.map(|(_, own)| *own).ok_or(LineError::INVALAGENTSTATE)
}
