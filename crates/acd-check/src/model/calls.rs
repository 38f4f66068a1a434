//! A call's beginnings and ends: arrival, patience, maximum wait, release, hang-up.

use acd_core::{CallTimes, CountCallAt, Disposition};
use tapi_types::{CallHandle, LineError, QueueId, Time};

use super::Model;
use super::agenda::What;
use super::history::{Call, Stage, StayEnd};

impl Call {
    pub(super) fn new(handle: Option<CallHandle>, priority: i64, own: CallTimes, now: Time) -> Call {
        Call {
            handle,
            priority,
            own,
            times: own,
            arrived: now,
            place: now,
            turn: 0,
            queue: None,
            stage: Stage::Entering,
            first_answer: None,
            ended: None,
            disposition: Disposition::InProgress,
            answered_by: Vec::new(),
            rang_out_at: Vec::new(),
            rang_out: 0,
        }
    }

    /// Where it talks or is on hold.
    pub(super) fn on_session(&self) -> Option<usize> {
        match self.stage {
            Stage::Talking { session } | Stage::OnHold { session, .. } => Some(session),
            Stage::Entering | Stage::Waiting | Stage::Ringing(_) | Stage::Other { .. } | Stage::Over => None,
        }
    }

    /// The queue of a call that is the ACD's.
    pub(super) fn present_queue(&self) -> QueueId {
        self.queue.expect("calls of the ACD have one from their arrival on")
    }
}

impl Model {
    pub(super) fn find_call(&self, handle: CallHandle) -> Option<usize> {
        self.calls.iter().position(|call| call.handle == Some(handle))
    }

    pub(super) fn fresh_call_handle(&mut self) -> CallHandle {
        self.fresh_calls += 1;
        CallHandle::at(self.config.calls.len() + self.fresh_calls - 1)
    }

    pub(super) fn add_call(&mut self, call: Call) -> usize {
        self.calls.push(call);
        self.calls.len() - 1
    }

    pub(super) fn arrive_by_command(
        &mut self,
        handle: Option<CallHandle>,
        queue: QueueId,
        priority: i64,
        times: CallTimes,
    ) -> Result<CallHandle, LineError> {
        if !self.has_queue(queue) || handle.is_some_and(|handle| self.find_call(handle).is_some()) {
            return Err(LineError::INVALPARAM);
        }
        let handle = handle.unwrap_or_else(|| self.fresh_call_handle());
        self.arrive(Call::new(Some(handle), priority, times, self.now), queue);
        Ok(handle)
    }

    /// A call comes from outside: its patience runs, then it enters its first queue.
    pub(super) fn arrive(&mut self, call: Call, queue: QueueId) {
        let turn = self.mark().seq;
        let call = self.add_call(Call { turn, ..call });
        self.begin_patience(call);
        self.enter(call, queue, None);
    }

    pub(super) fn begin_patience(&mut self, call: usize) {
        if let Some(patience) = self.calls[call].times.patience {
            self.agenda.add(self.now + patience, What::PatienceEnds { call });
        }
    }

    /// The caller gives up, waiting or ringing.
    pub(super) fn abandon(&mut self, call: usize) {
        let ringing = self.stop_ringing(call);
        self.close_stay(call, StayEnd::Abandoned { ringing });
        self.end_call(call, Disposition::Abandoned);
    }

    pub(super) fn waited_its_maximum(&mut self, call: usize) {
        self.stop_ringing(call);
        self.go_on_or_time_out(call);
    }

    /// Into the queue that takes what overflows, where that is there.
    pub(super) fn go_on_or_time_out(&mut self, call: usize) {
        let queue = self.calls[call].present_queue();
        let overflow_to = self.config.queues[queue.index()].overflow_to;
        if let Some(to) = overflow_to.filter(|to| self.has_queue(*to)) {
            self.flow(call, to);
        } else {
            self.close_stay(call, StayEnd::TimedOut);
            self.end_call(call, Disposition::TimedOut);
        }
    }

    /// The talk is over, or somebody hung up: the call is done, its session goes on.
    pub(super) fn release(&mut self, call: usize) {
        self.leave_session(call);
        self.end_call(call, Disposition::Answered);
    }

    /// The session's part in the call ends, for good.
    pub(super) fn leave_session(&mut self, call: usize) {
        let session = self.calls[call].on_session().expect("it talks or is on hold");
        self.agenda.cancel(|what| what == What::TalkEnds { call });
        self.calls[call].stage = Stage::Entering;
        self.count(session, CountCallAt::Release);
        self.after_call(session);
    }

    /// The call is over. What it is called does not change any more once it was answered.
    pub(super) fn end_call(&mut self, call: usize, disposition: Disposition) {
        self.agenda.cancel(|what| what.is_about_call(call));
        let one = &mut self.calls[call];
        one.stage = Stage::Over;
        one.ended = Some(self.now);
        if one.first_answer.is_none() {
            one.disposition = disposition;
        }
    }

    pub(super) fn hang_up(&mut self, handle: CallHandle) -> Result<(), LineError> {
        let call = self.find_call(handle).ok_or(LineError::INVALPARAM)?;
        match self.calls[call].stage {
            Stage::Waiting | Stage::Ringing(_) => self.abandon(call),
            Stage::Talking { .. } | Stage::OnHold { .. } => self.release(call),
            Stage::Other { .. } => self.end_other_call(call),
            Stage::Entering | Stage::Over => return Err(LineError::INVALCALLSTATE),
        }
        Ok(())
    }

    pub(super) fn hold(&mut self, handle: CallHandle) -> Result<(), LineError> {
        let call = self.find_call(handle).ok_or(LineError::INVALPARAM)?;
        let Stage::Talking { session } = self.calls[call].stage else { return Err(LineError::INVALCALLSTATE) };
        let end = What::TalkEnds { call };
        let left = self.agenda.time_of(end).map(|at| at - self.now);
        self.agenda.cancel(|what| what == end);
        self.calls[call].stage = Stage::OnHold { session, left };
        self.set_hold(session, true);
        Ok(())
    }

    pub(super) fn retrieve(&mut self, handle: CallHandle) -> Result<(), LineError> {
        let call = self.find_call(handle).ok_or(LineError::INVALPARAM)?;
        let Stage::OnHold { session, left } = self.calls[call].stage else { return Err(LineError::INVALCALLSTATE) };
        self.calls[call].stage = Stage::Talking { session };
        self.set_hold(session, false);
        if let Some(left) = left {
            self.agenda.add(self.now + left, What::TalkEnds { call });
        }
        Ok(())
    }
}
