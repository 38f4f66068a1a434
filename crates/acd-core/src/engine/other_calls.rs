//! Calls that are not the ACD's: they keep an agent busy and move two counters.

use tapi_types::{AgentId, CallHandle, LineError, QueueId, Span};

use crate::state::call::{CallKey, Phase};
use crate::state::session::Work;
use crate::state::timers::Event;
use crate::{Accepted, CallTimes, Direction, Engine, Fact, Party};

impl Engine {
    /// The agent talks on a call that is not the ACD's: connected and counted at once.
    pub(crate) fn start_other_call(
        &mut self,
        handle: Option<CallHandle>,
        agent: AgentId,
        direction: Direction,
        talk: Option<Span>,
    ) -> Result<Accepted, LineError> {
        let on_acd_call = self.agents[agent].busy.is_some_and(|no| matches!(self.sessions[no].work, Work::Call(_)));
        if on_acd_call || self.agents[agent].ringing.is_some() || self.agents[agent].other_call.is_some() {
            return Err(LineError::INVALAGENTSTATE);
        }
        let handle = self.new_handle(handle);
        let phase = Phase::Other { agent, direction, end: None };
        let key = self.new_call(Some(handle), QueueId::at(0), 0, CallTimes::default(), phase);
        self.watch(Some(handle), |watched| watched.queue = None);
        self.roll_agent(agent);
        let books = &mut self.agents[agent];
        books.other_call = Some(key);
        match direction {
            Direction::Incoming => books.totals.incoming += 1,
            Direction::Outgoing => books.totals.outgoing += 1,
        }
        self.refresh_agent(agent);
        let call = self.call(key).no;
        self.lead(Fact::OtherCallStarted { call, handle: Some(handle), agent, direction, talk });
        let timer = talk.map(|talk| self.schedule(self.now + talk, Event::TalkEnds(key)));
        if let Phase::Other { end, .. } = &mut self.call_mut(key).phase {
            *end = timer;
        }
        Ok(Accepted::Call(handle))
    }

    pub(super) fn end_other_call(&mut self, key: CallKey, by: Option<Party>) {
        let Phase::Other { agent, mut end, .. } = self.call(key).phase else { return };
        self.timers.cancel(&mut end);
        let call = self.calls.remove(key.place());
        self.watch(call.handle, |watched| watched.key = None);
        self.agents[agent].other_call = None;
        self.agents[agent].idle_from = self.now;
        self.lead(Fact::OtherCallEnded { call: call.no, agent, by });
        self.guard.progress();
        self.after_work(agent);
        self.refresh_agent(agent);
    }
}
