//! Commands from outside, one by one.

use acd_core::{Accepted, Command};
use tapi_types::{AgentId, LineError, QueueId};

use super::Model;
use super::history::Period;

impl Model {
    pub(super) fn obey(&mut self, command: &Command) -> Result<Accepted, LineError> {
        match *command {
            Command::CreateSession { id, agent, group, address } => {
                return self.create_session(id, agent, group, address).map(Accepted::Session);
            }
            Command::CreateAgent { ref id, ref user } => {
                return Ok(Accepted::Agent(self.bring_in(id.as_deref(), user)));
            }
            Command::ReleaseAgent { agent } => self.send_away(agent),
            Command::SetAgentActivity { agent, activity } => self.do_activity(agent, activity),
            Command::AddGroup { group } => self.add_group(group),
            Command::RemoveGroup { group } => self.remove_group(group),
            Command::AddQueue { queue } => self.add_queue(queue),
            Command::RemoveQueue { queue } => self.remove_queue(queue),
            Command::AgentSpecific { extension, params: _ } => {
                let known = (extension as usize) < self.config.extensions.len();
                if known { Ok(()) } else { Err(LineError::INVALPARAM) }
            }
            Command::Arrive { handle, queue, priority, times } => {
                return self.arrive_by_command(handle, queue, priority, times).map(Accepted::Call);
            }
            Command::NonAcdCall { handle, agent, direction, talk } => {
                return self.begin_other_call(handle, agent, direction, talk).map(Accepted::Call);
            }
            Command::SetSessionState { session, state, next, reason } => {
                self.set_session_state(session, state, next, reason)
            }
            Command::SetAgentState { agent, state, next, reason: _ } => self.set_agent_state(agent, state, next),
            Command::Answer { session } => self.pick_up(session),
            Command::Reject { session } => self.reject(session),
            Command::HangUp { call, by: _ } => self.hang_up(call),
            Command::Hold { call } => self.hold(call),
            Command::Retrieve { call } => self.retrieve(call),
            Command::Transfer { call, to, talk, wrap_up, patience } => self.transfer(call, to, talk, wrap_up, patience),
            Command::SetAgentPeriod { agent, period_s } => self.set_agent_period(agent, period_s),
            Command::SetQueuePeriod { queue, period_s } => self.set_queue_period(queue, period_s),
            Command::CloseProxy => {
                self.close_proxy();
                Ok(())
            }
            Command::OpenProxy => {
                self.open_proxy();
                Ok(())
            }
        }?;
        Ok(Accepted::Done)
    }

    fn new_period(&mut self, length_s: u32) -> Result<Period, LineError> {
        if length_s == 0 { Err(LineError::INVALPARAM) } else { Ok(Period { set: self.mark(), length_s }) }
    }

    pub(super) fn set_agent_period(&mut self, agent: AgentId, period_s: u32) -> Result<(), LineError> {
        let period = self.new_period(period_s)?;
        if !self.is_here(agent) {
            return Err(LineError::INVALPARAM);
        }
        self.agents[agent.index()].period = period;
        Ok(())
    }

    pub(super) fn set_queue_period(&mut self, queue: QueueId, period_s: u32) -> Result<(), LineError> {
        let period = self.new_period(period_s)?;
        if !self.has_queue(queue) {
            return Err(LineError::INVALPARAM);
        }
        self.queues[queue.index()].period = period;
        Ok(())
    }
}
