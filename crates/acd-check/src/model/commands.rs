//! Commands from outside, one by one.

use acd_core::{Accepted, Command};
use tapi_types::{AgentId, LineError, QueueId};

use super::Model;
use super::history::Period;

impl Model {
    pub(super) fn obey(&mut self, command: &Command) -> Result<Accepted, LineError> {
        match *command {
            Command::CreateSession { id, agent, group } => {
                return self.create_session(id, agent, group).map(Accepted::Session);
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
        self.agents.get_mut(agent.index()).ok_or(LineError::INVALPARAM)?.period = period;
        Ok(())
    }

    pub(super) fn set_queue_period(&mut self, queue: QueueId, period_s: u32) -> Result<(), LineError> {
        let period = self.new_period(period_s)?;
        self.queues.get_mut(queue.index()).ok_or(LineError::INVALPARAM)?.period = period;
        Ok(())
    }
}
