//! Commands from outside: whom they are about, and who carries them out.

use tapi_types::{CallHandle, LineError, SessionId};

use crate::state::table::SessionNo;
use crate::{Accepted, Command, Engine, TransferTo};

impl Engine {
    pub(super) fn carry_out(&mut self, command: &Command) -> Result<Accepted, LineError> {
        self.test_ids(command)?;
        match *command {
            Command::CreateSession { id, agent, group, address } => {
                self.create_session(id, agent, group, address).map(Accepted::Session)
            }
            Command::CreateAgent { ref id, ref user } => Ok(Accepted::Agent(self.create_agent(id.as_deref(), user))),
            Command::ReleaseAgent { agent } => Ok(self.release_agent(agent)),
            Command::SetAgentActivity { agent, activity } => self.set_activity(agent, activity),
            Command::AddGroup { group } => self.add_group(group),
            Command::RemoveGroup { group } => Ok(self.remove_group(group)),
            Command::AddQueue { queue } => self.add_queue(queue),
            Command::RemoveQueue { queue } => Ok(self.remove_queue(queue)),
            Command::AgentSpecific { extension, params } => self.extension_speaks(extension, params),
            Command::SetSessionState { session, state, next, reason } => {
                let session = self.session_no(session)?;
                self.set_session_state(session, state, next, reason)
            }
            Command::SetAgentState { agent, state, next, reason } => self.set_agent_state(agent, state, next, reason),
            Command::Arrive { handle, queue, priority, times } => {
                let handle = self.new_handle(handle);
                self.arrive(Some(handle), None, queue, priority, times);
                Ok(Accepted::Call(handle))
            }
            Command::Answer { session } => self.answer_by_hand(session),
            Command::Reject { session } => self.reject(session),
            Command::HangUp { call, by } => self.hang_up(call, by),
            Command::Hold { call } => self.hold(call),
            Command::Retrieve { call } => self.retrieve(call),
            Command::Transfer { call, to, talk, wrap_up, patience } => self.transfer(call, to, talk, wrap_up, patience),
            Command::NonAcdCall { handle, agent, direction, talk } => {
                self.start_other_call(handle, agent, direction, talk)
            }
            Command::SetAgentPeriod { agent, period_s } => self.set_agent_period(agent, period_s),
            Command::SetQueuePeriod { queue, period_s } => self.set_queue_period(queue, period_s),
            Command::CloseProxy => Ok(self.close_proxy()),
            Command::OpenProxy => Ok(self.open_proxy()),
        }
    }

    /// LINEERR_INVALPARAM for agents, groups and queues that are not there, and for reserved ids that are taken.
    /// Sessions and calls that do not exist are refused where they are looked up.
    fn test_ids(&self, command: &Command) -> Result<(), LineError> {
        let fits = match *command {
            Command::CreateSession { id, agent, group, .. } => {
                id.is_none_or(|id| self.is_reserved(id)) && self.has_agent(agent) && self.has_group(group)
            }
            Command::SetAgentState { agent, .. }
            | Command::SetAgentPeriod { agent, .. }
            | Command::SetAgentActivity { agent, .. }
            | Command::ReleaseAgent { agent } => self.has_agent(agent),
            Command::RemoveGroup { group } => self.has_group(group),
            Command::NonAcdCall { handle, agent, .. } => self.is_free_handle(handle) && self.has_agent(agent),
            Command::Arrive { handle, queue, .. } => self.is_free_handle(handle) && self.has_queue(queue),
            Command::SetQueuePeriod { queue, .. }
            | Command::RemoveQueue { queue }
            | Command::Transfer { to: TransferTo::Queue(queue), .. } => self.has_queue(queue),
            Command::Transfer { to: TransferTo::Session(_), .. }
            | Command::SetSessionState { .. }
            | Command::CreateAgent { .. }
            | Command::AddGroup { .. }
            | Command::AddQueue { .. }
            | Command::AgentSpecific { .. }
            | Command::Answer { .. }
            | Command::Reject { .. }
            | Command::HangUp { .. }
            | Command::Hold { .. }
            | Command::Retrieve { .. }
            | Command::CloseProxy
            | Command::OpenProxy => true,
        };
        if fits { Ok(()) } else { Err(LineError::INVALPARAM) }
    }

    /// A session id that was set aside and is not in use.
    pub(super) fn is_reserved(&self, id: SessionId) -> bool {
        self.sessions_by_id.get(id.index()).is_some_and(Option::is_none)
    }

    /// No handle asked for, or one that was set aside and is not in use.
    fn is_free_handle(&self, handle: Option<CallHandle>) -> bool {
        handle.is_none_or(|handle| self.watched.get(handle.index()).is_some_and(Option::is_none))
    }

    /// The session of an id; LINEERR_INVALPARAM for one that does not exist (yet).
    pub(crate) fn session_no(&self, id: SessionId) -> Result<SessionNo, LineError> {
        self.sessions_by_id.get(id.index()).copied().flatten().ok_or(LineError::INVALPARAM)
    }
}
