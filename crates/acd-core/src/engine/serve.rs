//! What the ACD does for a request that it has taken up.

use tapi_types::LineError;

use crate::{Engine, Outcome, Reply, Request};

impl Engine {
    pub(super) fn carry_out_request(&mut self, request: &Request) -> Outcome {
        match request {
            Request::GetAgentSessionInfo(session) => {
                let no = self.session_no(*session)?;
                Ok(Reply::AgentSessionInfo(self.session_info(no)))
            }
            Request::GetAgentInfo(agent) => {
                exists(self.has_agent(*agent))?;
                self.agent_info(*agent).map(Reply::AgentInfo).ok_or(LineError::INVALPARAM)
            }
            Request::GetQueueInfo(queue) => {
                exists(self.has_queue(*queue))?;
                self.queue_info(*queue).map(Reply::QueueInfo).ok_or(LineError::INVALPARAM)
            }
            Request::SetAgentSessionState { session, state, next } => {
                let no = self.session_no(*session)?;
                let done = self.set_session_state(no, *state, *next, None);
                // POLICY `bad_session_state`.
                done.map(|_| Reply::Done).map_err(|_| self.config.policies.bad_session_state.error())
            }
            Request::SetAgentStateEx { agent, state, next } => {
                exists(self.has_agent(*agent))?;
                self.set_agent_state(*agent, *state, *next, None).map(|_| Reply::Done)
            }
            Request::SetAgentMeasurementPeriod { agent, period_s } => {
                exists(self.has_agent(*agent))?;
                self.set_agent_period(*agent, *period_s).map(|_| Reply::Done)
            }
            Request::SetQueueMeasurementPeriod { queue, period_s } => {
                exists(self.has_queue(*queue))?;
                self.set_queue_period(*queue, *period_s).map(|_| Reply::Done)
            }
            Request::CreateAgentSession(new) => {
                let free = new.id.is_none_or(|id| self.is_reserved(id));
                exists(free && self.has_agent(new.agent) && self.has_group(new.group))?;
                exists(self.level_of(new.agent, new.group).is_some())?;
                if new.pin.is_some() {
                    self.test_pin(new.agent, new.pin.as_deref())?;
                }
                self.create_session(new.id, new.agent, new.group, new.address).map(Reply::Session)
            }
            Request::CreateAgent(new) => self.log_agent_in(new).map(Reply::Agent),
            Request::GetAgentSessionList(agent) => {
                exists(self.has_agent(*agent))?;
                let own = self.sessions.iter().filter(|session| session.agent == *agent);
                Ok(Reply::Sessions(own.map(|session| session.id).collect()))
            }
            Request::GetQueueList(group) => {
                exists(self.has_group(*group))?;
                Ok(Reply::Queues(self.present_queues(*group).collect()))
            }
            Request::GetGroupList => Ok(Reply::Groups(self.present_groups().collect())),
            Request::GetAgentCaps { .. }
            | Request::GetAgentStatus(_)
            | Request::SetAgentGroup { .. }
            | Request::SetAgentState { .. }
            | Request::SetAgentActivity { .. }
            | Request::GetAgentActivityList(_)
            | Request::GetAgentGroupList(_)
            | Request::AgentSpecific { .. } => self.carry_out_by_address(request),
        }
    }

    /// The requests of TAPI 2.0, which are about an address.
    fn carry_out_by_address(&mut self, request: &Request) -> Outcome {
        match request {
            Request::GetAgentCaps { address, version } => {
                self.handler_caps(*address, *version).map(|caps| Reply::AgentCaps(Box::new(caps)))
            }
            Request::GetAgentStatus(address) => {
                self.address_status(*address).map(|status| Reply::AgentStatus(Box::new(status)))
            }
            Request::SetAgentGroup { address, groups } => self.set_groups_at(*address, groups).map(|()| Reply::Done),
            Request::SetAgentState { address, state, next } => {
                self.set_state_at(*address, *state, *next).map(|()| Reply::Done)
            }
            Request::SetAgentActivity { address, activity } => {
                self.set_activity_at(*address, *activity).map(|()| Reply::Done)
            }
            Request::GetAgentActivityList(address) => self.activities_for(*address).map(Reply::Activities),
            Request::GetAgentGroupList(address) => self.groups_for(*address).map(Reply::Groups),
            Request::AgentSpecific { address, extension, params } => {
                self.ask_extension(*address, *extension, params).map(Reply::Params)
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
            | Request::GetGroupList => Err(LineError::OPERATIONUNAVAIL),
        }
    }
}

fn exists(known: bool) -> Result<(), LineError> {
    if known { Ok(()) } else { Err(LineError::INVALPARAM) }
}
