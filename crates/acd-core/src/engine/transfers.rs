//! Blind transfers: tested first, then a full end for the session and a new entry for the call.

use tapi_types::{CallHandle, LineError, QueueId, Span};

use crate::engine::calls::Entry;
use crate::state::call::Leg;
use crate::state::table::SessionNo;
use crate::{Accepted, Engine, Fact, TransferTo};

impl Engine {
    /// A blind transfer: tested first, then a full end for the session and a new entry for the call.
    pub(crate) fn transfer(
        &mut self,
        call: CallHandle,
        to: TransferTo,
        talk: Option<Span>,
        wrap_up: Option<Span>,
        patience: Option<Span>,
    ) -> Result<Accepted, LineError> {
        let key = self.named_call(call)?;
        if self.call(key).phase.session().is_none() {
            return Err(LineError::INVALCALLSTATE);
        }
        let from = self.call(key).queue;
        let (queue, target) = self.test_transfer(from, to)?;
        #[cfg(feature = "planted")]
        let session = self.session_of(key);
        self.disconnect(key, None, None);
        #[cfg(feature = "planted")]
        self.plant_in_transfer(session);
        let call = self.call_mut(key);
        let own = call.own_leg();
        call.leg = Leg { talk: talk.or(own.talk), wrap_up: wrap_up.unwrap_or(own.wrap_up) };
        let (now, place) = (self.now, self.next_place());
        let call = self.call_mut(key);
        call.entered = now;
        call.place = place;
        let call = call.no;
        let session = target.map(|no| self.sessions[no].id);
        let leg = self.call(key).leg;
        self.lead(Fact::CallTransferred { call, queue, session, talk: leg.talk, wrap_up: leg.wrap_up, patience });
        self.enter(key, queue, Entry { from: Some(from).filter(|&from| from != queue), tested: true, patience });
        if let Some(no) = target {
            self.leave_line(key);
            self.offer(key, &[no]);
        }
        Ok(Accepted::Done)
    }

    /// Where a transfer from a queue's call would go, if it may.
    fn test_transfer(&self, from: QueueId, to: TransferTo) -> Result<(QueueId, Option<SessionNo>), LineError> {
        match to {
            TransferTo::Queue(queue) if self.unstaffed_rule(queue).is_some() || self.is_full(queue) => {
                Err(LineError::RESOURCEUNAVAIL)
            }
            TransferTo::Queue(queue) => Ok((queue, None)),
            TransferTo::Session(_) if !self.has_queue(from) => Err(LineError::INVALPARAM),
            TransferTo::Session(session) => {
                let no = self.session_no(session)?;
                let target = &self.sessions[no];
                let may_take = target.benched && target.group == self.config.queues[from.index()].group;
                if may_take { Ok((from, Some(no))) } else { Err(LineError::INVALAGENTSTATE) }
            }
        }
    }
}
