//! A call's way into queues and out of them again without an answer.

use tapi_types::{CallHandle, GroupId, QueueId, Span};

use crate::state::call::{Call, CallKey, Leg, Phase, Watched};
use crate::state::origin::Origin;
use crate::state::queue::StayEnd;
use crate::state::timers::Event;
use crate::{CallNo, CallTimes, Disposition, Engine, Fact, WhenUnstaffed};

/// How a call comes to a queue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// From this queue, where it is another one.
    pub(crate) from: Option<QueueId>,
    /// Whether there is staff and a place was tested before.
    pub(crate) tested: bool,
    /// Begins to run now.
    pub(crate) patience: Option<Span>,
}

/// What a call meets in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reception {
    /// A place to wait at, or somebody who is free.
    Place,
    /// Nobody at work, and a queue to go on to.
    FlowsOn,
    /// Nobody at work, and its end.
    Nobody,
    /// All places taken.
    NoPlace,
}

impl Engine {
    /// A call comes from outside.
    #[inline(always)]
    pub(crate) fn arrive(
        &mut self,
        handle: Option<CallHandle>,
        stream: Option<(usize, u64)>,
        queue: QueueId,
        priority: i64,
        times: CallTimes,
    ) {
        self.guard.progress();
        let key = self.new_call(handle, queue, priority, times, Phase::Between);
        let CallTimes { talk, wrap_up, patience } = times;
        let call = self.call(key).no;
        self.lead(Fact::CallArrived { call, handle, stream, priority, talk, wrap_up, patience });
        self.enter(key, queue, Entry { from: None, tested: false, patience: times.patience });
    }

    #[inline(always)]
    pub(crate) fn new_call(
        &mut self,
        handle: Option<CallHandle>,
        queue: QueueId,
        priority: i64,
        times: CallTimes,
        phase: Phase,
    ) -> CallKey {
        let leg = Leg { talk: times.talk, wrap_up: times.wrap_up };
        self.calls_seen += 1;
        let (no, place) = (CallNo(self.calls_seen), self.next_place());
        let key = CallKey::at(self.calls.insert(Call {
            no,
            handle,
            phase,
            queue,
            group: self.group_of_queue(queue),
            priority,
            entered: self.now,
            place,
            stay_from: self.now,
            counted: self.now >= self.config.warm_up,
            answered_before: false,
            leg,
            patience: None,
            max_wait: None,
            aside: None,
            older: None,
            newer: None,
        }));
        if let Some(handle) = handle {
            self.watched[handle.index()] = Some(Watched::new(no, key, queue, self.now));
        }
        key
    }

    /// Settles ties of entry; given at arrival, anew at a transfer.
    pub(crate) fn next_place(&mut self) -> u64 {
        self.turns += 1;
        self.turns
    }

    /// The handle that was reserved, or a fresh one.
    pub(crate) fn new_handle(&mut self, reserved: Option<CallHandle>) -> CallHandle {
        reserved.unwrap_or_else(|| {
            self.watched.push(None);
            CallHandle::at(self.watched.len() - 1)
        })
    }

    /// Changes what is kept of a call, if somebody outside names it.
    pub(crate) fn watch(&mut self, handle: Option<CallHandle>, change: impl FnOnce(&mut Watched)) {
        if let Some(watched) = handle.and_then(|handle| self.watched[handle.index()].as_mut()) {
            change(watched);
        }
    }

    /// Enters a queue, or meets what it meets there: nobody at work, or no place.
    pub(crate) fn enter(&mut self, key: CallKey, queue: QueueId, entry: Entry) {
        let group = self.group_of_queue(queue);
        let call = &mut self.calls[key.place()];
        call.queue = queue;
        call.group = group;
        let (no, handle) = (call.no, call.handle);
        self.count_offered(key);
        self.watch(handle, |watched| watched.queue = Some(queue));
        let reception = if entry.tested { Reception::Place } else { self.reception(queue) };
        if reception == Reception::NoPlace {
            self.count_blocked(key);
            self.lead(Fact::CallBlocked { call: no, queue });
            return self.end_call(key, Disposition::Blocked);
        }
        if entry.from.is_some() {
            self.count_flowed_in(key);
        }
        if reception == Reception::Nobody {
            self.count_unstaffed(key);
            self.lead(Fact::CallUnstaffed { call: no, queue, wait: Span::ZERO });
            return self.end_call(key, Disposition::Unstaffed);
        }
        let queued = self.begin_stay(key);
        self.lead(Fact::CallEntered { call: no, queue, from: entry.from, queued });
        self.start_waiting_clocks(key, queue, entry.patience);
        self.join_line(key);
        if reception == Reception::FlowsOn {
            self.flow_on(key);
        }
    }

    /// What a call meets in a queue.
    fn reception(&self, queue: QueueId) -> Reception {
        match self.unstaffed_rule(queue) {
            Some(WhenUnstaffed::End) => Reception::Nobody,
            Some(WhenUnstaffed::Overflow) => Reception::FlowsOn,
            Some(WhenUnstaffed::Wait) | None if self.is_full(queue) => Reception::NoPlace,
            Some(WhenUnstaffed::Wait) | None => Reception::Place,
        }
    }

    /// Patience before the maximum wait: their order at one instant.
    fn start_waiting_clocks(&mut self, key: CallKey, queue: QueueId, patience: Option<Span>) {
        if let Some(patience) = patience {
            self.call_mut(key).patience = Some(self.schedule(self.now + patience, Event::PatienceEnds(key)));
        }
        if let Some(max_wait) = self.config.queues[queue.index()].max_wait {
            self.call_mut(key).max_wait = Some(self.schedule(self.now + max_wait, Event::MaxWaitEnds(key)));
        }
    }

    /// Takes the place that the call's rank gives it.
    #[inline(always)]
    pub(crate) fn join_line(&mut self, key: CallKey) {
        let call = &self.calls[key.place()];
        let group = call.group;
        let (priority, turn) = call.rank();
        self.lines[group].waiting.insert(priority, (turn, key));
        self.stir(group);
    }

    pub(crate) fn leave_line(&mut self, key: CallKey) {
        let call = &self.calls[key.place()];
        let (priority, turn) = call.rank();
        self.lines[call.group].waiting.remove(priority, (turn, key));
    }

    /// Takes a waiting or ringing call out of its queue; whoever rings is free again, without blame.
    fn leave_queue(&mut self, key: CallKey, end: StayEnd) -> Span {
        match self.call(key).phase {
            Phase::Waiting => self.leave_line(key),
            Phase::Ringing => self.stop_ringing(key),
            Phase::Between | Phase::Talking { .. } | Phase::OnHold { .. } | Phase::Other { .. } => {}
        }
        self.timers.cancel(&mut self.calls[key.place()].max_wait);
        self.end_stay(key, end)
    }

    pub(crate) fn patience_ends(&mut self, key: CallKey) {
        self.call_mut(key).patience = None;
        self.abandon(key);
    }

    pub(crate) fn abandon(&mut self, key: CallKey) {
        let (no, queue) = (self.call(key).no, self.call(key).queue);
        let ringing = matches!(self.call(key).phase, Phase::Ringing);
        let wait = self.leave_queue(key, StayEnd::Abandoned);
        self.lead(Fact::CallAbandoned { call: no, queue, wait, ringing });
        self.end_call(key, Disposition::Abandoned);
    }

    pub(crate) fn max_wait_ends(&mut self, key: CallKey) {
        self.call_mut(key).max_wait = None;
        self.flow_on(key);
    }

    /// Goes on to the queue that its queue overflows to; where there is none now, it has waited its maximum.
    pub(crate) fn flow_on(&mut self, key: CallKey) {
        let queue = self.call(key).queue;
        let to = self.config.queues[queue.index()].overflow_to;
        match to.filter(|&to| self.has_queue(to)) {
            Some(to) => self.flow_out(key, to),
            None => self.time_out(key),
        }
    }

    fn time_out(&mut self, key: CallKey) {
        let (no, queue) = (self.call(key).no, self.call(key).queue);
        let wait = self.leave_queue(key, StayEnd::TimedOut);
        self.lead(Fact::CallTimedOut { call: no, queue, wait });
        self.end_call(key, Disposition::TimedOut);
    }

    fn flow_out(&mut self, key: CallKey, to: QueueId) {
        let (no, queue) = (self.call(key).no, self.call(key).queue);
        let wait = self.leave_queue(key, StayEnd::FlowedOut);
        self.lead(Fact::CallFlowedOut { call: no, queue, to, wait });
        self.enter(key, to, Entry { from: Some(queue), tested: false, patience: None });
    }

    /// When the last session of a group has ended, its waiting calls go, one after another in matching order.
    #[inline]
    pub(crate) fn clear_unstaffed(&mut self) {
        if !self.emptied.is_empty() {
            self.clear_emptied();
        }
    }

    #[inline(never)]
    fn clear_emptied(&mut self) {
        for (group, cause) in std::mem::take(&mut self.emptied) {
            self.clear_line(group, cause);
        }
    }

    fn clear_line(&mut self, group: GroupId, cause: Origin) {
        let waiting: Vec<CallKey> = self.lines[group].waiting.iter().map(|(_, (_, call))| call).collect();
        for key in waiting {
            let queue = self.call(key).queue;
            self.cause = cause;
            match self.unstaffed_rule(queue) {
                Some(WhenUnstaffed::End) => self.end_unstaffed(key),
                Some(WhenUnstaffed::Overflow) => self.flow_on(key),
                Some(WhenUnstaffed::Wait) | None => continue,
            }
            self.match_calls();
        }
    }

    fn end_unstaffed(&mut self, key: CallKey) {
        let (no, queue) = (self.call(key).no, self.call(key).queue);
        let wait = self.leave_queue(key, StayEnd::Unstaffed);
        self.lead(Fact::CallUnstaffed { call: no, queue, wait });
        self.end_call(key, Disposition::Unstaffed);
    }

    /// The end of a call. What nobody outside names leaves nothing behind.
    #[inline(always)]
    pub(crate) fn end_call(&mut self, key: CallKey, end: Disposition) {
        self.guard.progress();
        self.timers.cancel(&mut self.calls[key.place()].patience);
        let call = self.calls.remove(key.place());
        let disposition = if call.answered_before { Disposition::Answered } else { end };
        let wait = self.now - call.entered;
        self.watch(call.handle, |watched| {
            watched.key = None;
            watched.disposition = disposition;
            watched.wait.get_or_insert(wait);
        });
        self.note(Fact::CallEnded { call: call.no, disposition });
    }
}
