//! Entries and stays: full queues, unstaffed ones, overflow.

use acd_core::{Disposition, WhenUnstaffed};
use tapi_types::{GroupId, QueueId};

use super::Model;
use super::agenda::What;
use super::history::{Stage, Stay, StayEnd};

impl Model {
    pub(super) fn group_of(&self, queue: QueueId) -> GroupId {
        self.config.queues[queue.index()].group
    }

    /// A call enters a queue, from outside or by overflow, and meets the two tests.
    pub(super) fn enter(&mut self, call: usize, queue: QueueId, flowed_from: Option<QueueId>) {
        let settings = self.config.queues[queue.index()].clone();
        self.open_stay(call, queue, flowed_from);
        if !self.is_staffed(settings.group) {
            match settings.when_unstaffed {
                WhenUnstaffed::Wait => {}
                WhenUnstaffed::End => {
                    self.close_stay(call, StayEnd::Unstaffed { at_entry: true });
                    self.end_call(call, Disposition::Unstaffed);
                    return;
                }
                WhenUnstaffed::Overflow => {
                    self.stay_of(call).queued = true;
                    self.go_on_or_time_out(call);
                    return;
                }
            }
        }
        if self.is_full(queue) {
            self.close_stay(call, StayEnd::Blocked);
            self.end_call(call, Disposition::Blocked);
            return;
        }
        self.wait_here(call, queue);
    }

    /// No session may take a call at once, and the waiting places are taken.
    pub(super) fn is_full(&self, queue: QueueId) -> bool {
        let waiting = self.calls.iter().filter(|call| call.stage == Stage::Waiting && call.queue == Some(queue));
        self.config.queues[queue.index()]
            .max_waiting
            .is_some_and(|max| self.takers(queue).is_empty() && waiting.count() as u64 >= max)
    }

    pub(super) fn open_stay(&mut self, call: usize, queue: QueueId, flowed_from: Option<QueueId>) {
        let entered = self.mark();
        self.stays.push(Stay { call, queue, entered, flowed_from, queued: false, end: None });
        self.calls[call].queue = Some(queue);
        self.calls[call].stage = Stage::Entering;
    }

    fn wait_here(&mut self, call: usize, queue: QueueId) {
        self.stay_of(call).queued = self.takers(queue).is_empty();
        self.calls[call].stage = Stage::Waiting;
        self.begin_max_wait(call, queue);
    }

    /// A place in a queue without any test.
    pub(super) fn enter_untested(&mut self, call: usize, queue: QueueId, flowed_from: Option<QueueId>) {
        self.open_stay(call, queue, flowed_from);
        self.wait_here(call, queue);
    }

    fn begin_max_wait(&mut self, call: usize, queue: QueueId) {
        if let Some(max_wait) = self.config.queues[queue.index()].max_wait {
            self.agenda.add(self.now + max_wait, What::MaxWaitEnds { call });
        }
    }

    /// The present stay of a call: its last one.
    pub(super) fn stay_of(&mut self, call: usize) -> &mut Stay {
        self.stays.iter_mut().rev().find(|stay| stay.call == call).expect("every call has entered")
    }

    pub(super) fn close_stay(&mut self, call: usize, end: StayEnd) {
        self.agenda.cancel(|what| what == What::MaxWaitEnds { call });
        let mark = self.mark();
        let stay = self.stay_of(call);
        assert!(stay.end.is_none(), "a stay ends once");
        stay.end = Some((mark, end));
    }

    /// Out of the present queue and into another one.
    pub(super) fn flow(&mut self, call: usize, to: QueueId) {
        let from = self.calls[call].present_queue();
        self.close_stay(call, StayEnd::FlowedOut);
        self.enter(call, to, Some(from));
    }

    /// The last session of a group has ended: its waiting calls go where their queues say, best first.
    pub(super) fn send_on_from_unstaffed(&mut self, group: GroupId) {
        let mut leaving: Vec<usize> = self.waiting_calls();
        leaving.retain(|call| self.group_of(self.calls[*call].present_queue()) == group);
        for call in leaving {
            self.send_on(call);
            self.match_all();
        }
    }

    fn send_on(&mut self, call: usize) {
        let settings = self.config.queues[self.calls[call].present_queue().index()].clone();
        match settings.when_unstaffed {
            WhenUnstaffed::Wait => {}
            WhenUnstaffed::End => {
                self.close_stay(call, StayEnd::Unstaffed { at_entry: false });
                self.end_call(call, Disposition::Unstaffed);
            }
            WhenUnstaffed::Overflow => self.go_on_or_time_out(call),
        }
    }
}
