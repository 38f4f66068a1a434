//! Blind transfers.

use acd_core::{CallTimes, TransferTo};
use tapi_types::{CallHandle, LineError, QueueId, Span};

use super::Model;

/// Where a transfer that passed its tests goes.
#[derive(Debug, Clone, Copy)]
struct Target {
    queue: QueueId,
    session: Option<usize>,
}

impl Model {
    pub(super) fn transfer(
        &mut self,
        handle: CallHandle,
        to: TransferTo,
        talk: Option<Span>,
        wrap_up: Option<Span>,
        patience: Option<Span>,
    ) -> Result<(), LineError> {
        let call = self.find_call(handle).ok_or(LineError::INVALPARAM)?;
        if let TransferTo::Queue(queue) = to
            && !self.has_queue(queue)
        {
            return Err(LineError::INVALPARAM);
        }
        self.calls[call].on_session().ok_or(LineError::INVALCALLSTATE)?;
        let target = self.check_target(call, to)?;
        let from = self.calls[call].present_queue();
        self.leave_session(call);
        let turn = self.mark().seq;
        let one = &mut self.calls[call];
        one.times = CallTimes { talk: talk.or(one.own.talk), wrap_up: wrap_up.unwrap_or(one.own.wrap_up), patience };
        one.place = self.now;
        one.turn = turn;
        self.begin_patience(call);
        self.enter_untested(call, target.queue, Some(from).filter(|from| *from != target.queue));
        if let Some(session) = target.session {
            self.stay_of(call).queued = false;
            self.offer(call, vec![session]);
        }
        Ok(())
    }

    /// The tests of a transfer, all before anybody is freed.
    fn check_target(&self, call: usize, to: TransferTo) -> Result<Target, LineError> {
        match to {
            TransferTo::Queue(queue) if !self.is_staffed(self.group_of(queue)) || self.is_full(queue) => {
                Err(LineError::RESOURCEUNAVAIL)
            }
            TransferTo::Queue(queue) => Ok(Target { queue, session: None }),
            TransferTo::Session(id) => {
                let session = self.find_session(id).ok_or(LineError::INVALPARAM)?;
                let queue = self.calls[call].present_queue();
                if !self.has_queue(queue) {
                    return Err(LineError::INVALPARAM);
                }
                if self.may_take(session, queue) {
                    Ok(Target { queue, session: Some(session) })
                } else {
                    Err(LineError::INVALAGENTSTATE)
                }
            }
        }
    }
}
