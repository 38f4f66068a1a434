//! A call's way into queues and out of them without an answer.

use acd_core::{CallNo, CallOrigin, Cause, Command, Disposition, Fact, WhenUnstaffed};
use tapi_types::{QueueId, Span, Time};

use super::state::{Call, CallFigures, Clock, Phase, Rank, Stay};
use super::{Audit, Debt, Gone, Happening, NearMiss, Rule};
use crate::coverage::Place;

/// How a stay ends without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Abandoned { ringing: bool },
    TimedOut,
    FlowedOut,
    Unstaffed,
}

impl Audit<'_> {
    /// A new place in the order of calls.
    pub(super) fn rank(&mut self, priority: i64) -> Rank {
        self.places += 1;
        Rank { priority: std::cmp::Reverse(priority), entered: self.at, place: self.places }
    }

    pub(super) fn call_arrived(&mut self, cause: Cause, fact: &Fact) {
        let Fact::CallArrived { call, handle, stream, priority, talk, wrap_up, patience } = *fact else { return };
        let sent_to = match (stream, self.commanded(cause)) {
            (Some((stream, n)), _) => {
                self.happens(Happening::Arrival);
                self.coverage.note(Place::rate(&self.config.streams[stream].rate));
                self.pass_over_refused(stream, n);
                self.streamed[stream] += 1;
                let follows = self.streamed[stream] == n;
                let named = handle.map(|handle| self.config.calls.get(handle.index()));
                let right = named.is_none_or(|origin| origin == Some(&CallOrigin::Stream { stream, n }));
                self.check(Rule::StreamsCount, follows && right, || {
                    format!("{call:?} is number {n} of stream {stream}")
                });
                let times = self.draws.call(&self.config.streams[stream], stream, n);
                self.check(Rule::StreamsCount, times == (talk, wrap_up, patience), || {
                    format!("{call:?} has the times {:?}, and {times:?} were drawn", (talk, wrap_up, patience))
                });
                Some(self.config.streams[stream].queue)
            }
            (None, Some(Command::Arrive { queue, .. })) => Some(*queue),
            (None, _) => None,
        };
        let rank = self.rank(priority);
        let fresh = Call {
            handle,
            arrived: self.at,
            rank,
            phase: Phase::Sent,
            sent_to,
            sent_from: None,
            tested: false,
            target: None,
            queue: None,
            stay: None,
            counted: self.at >= self.config.warm_up,
            own: (talk, wrap_up),
            talk,
            wrap_up,
            patience,
            gives_up: None,
            rang_out_at: std::collections::BTreeMap::new(),
            answered: false,
            row: CallFigures::default(),
        };
        let known = self.calls.insert(call, Box::new(fresh)).is_some();
        self.owe(Debt::Entry(call));
        if let Some(handle) = handle {
            self.named.insert(handle, call);
        }
        self.check(Rule::CallGoesOn, !known && sent_to.is_some(), || format!("{call:?} arrives"));
    }

    /// The call, which must be on its way to this queue.
    fn sent_call(&mut self, no: CallNo, queue: QueueId) -> Option<&mut Call> {
        self.pay(Debt::Entry(no));
        let call = self.calls.get(&no);
        let sent = call.is_some_and(|call| call.phase == Phase::Sent);
        let right = call.is_some_and(|call| call.sent_to.is_none_or(|to| to == queue));
        self.check(Rule::CallGoesOn, sent, || format!("{no:?} comes to {queue:?} and was not on its way"));
        self.check(Rule::EntersWhereSent, right, || format!("{no:?} comes to {queue:?} and was not sent there"));
        let here = self.queues[queue.index()].here;
        self.check(Rule::AbsentTakesNothing, here, || format!("{no:?} comes to {queue:?}, which is not there"));
        let call = self.calls.get_mut(&no)?;
        call.queue = Some(queue);
        call.sent_to = None;
        Some(call)
    }

    pub(super) fn call_entered(&mut self, no: CallNo, queue: QueueId, from: Option<QueueId>, queued: bool) {
        let (at, seq) = (self.at, self.seq);
        let nobody = self.groups[self.group_of(queue).index()].able == 0;
        if self.calls.get(&no).is_some_and(|call| !call.tested) {
            self.may_enter(no, queue, nobody);
        }
        let Some(call) = self.sent_call(no, queue) else { return };
        let came_from = call.sent_from.take();
        call.tested = false;
        call.phase = Phase::Waiting;
        call.stay = Some(Stay { queue, since: at, seq });
        if let Some(patience) = call.patience.take() {
            call.gives_up = Some((at + patience, seq));
        }
        let (rank, counted) = (call.rank, call.counted);
        self.waiting.insert(rank, no);
        let books = self.queue(queue);
        books.waiting += 1;
        if counted {
            books.figures.offered += 1;
            books.figures.queued += u64::from(queued);
            books.figures.flowed_in += u64::from(came_from.is_some());
        }
        self.check(Rule::EntersWhereSent, from == came_from, || {
            format!("{no:?} comes from {came_from:?}, not {from:?}")
        });
        self.check(Rule::QueuedWhenNobodyIsFree, queued == nobody, || {
            format!("{no:?} in {queue:?}: queued is {queued}, and that nobody may take it is {nobody}")
        });
    }

    /// Neither is the queue full, nor would the call meet an end for want of sessions.
    fn may_enter(&mut self, no: CallNo, queue: QueueId, nobody: bool) {
        let config = &self.config.queues[queue.index()];
        let empty = self.groups[config.group.index()].sessions.is_empty();
        let flows_on = empty && config.when_unstaffed == WhenUnstaffed::Overflow;
        let waiting = self.queues[queue.index()].waiting;
        let full = nobody && config.max_waiting.is_some_and(|max| waiting >= max);
        self.check(Rule::BlockedWhenFull, flows_on || !full, || {
            format!("{no:?} enters {queue:?}, where {waiting} wait")
        });
        let ends = empty && config.when_unstaffed == WhenUnstaffed::End;
        self.check(Rule::UnstaffedWithoutSessions, !ends, || format!("{no:?} enters {queue:?}"));
    }

    pub(super) fn call_blocked(&mut self, no: CallNo, queue: QueueId) {
        let config = &self.config.queues[queue.index()];
        let nobody = self.groups[config.group.index()].able == 0;
        let waiting = self.queues[queue.index()].waiting;
        let full = config.max_waiting.is_some_and(|max| waiting >= max);
        self.check(Rule::BlockedWhenFull, nobody && full, || {
            format!(
                "{no:?} in {queue:?}: {waiting} wait, the most is {:?}, nobody is free: {nobody}",
                config.max_waiting
            )
        });
        let Some(call) = self.sent_call(no, queue) else { return };
        call.sent_from = None;
        call.phase = Phase::Leaving(Disposition::Blocked);
        if call.counted {
            let figures = &mut self.queue(queue).figures;
            figures.offered += 1;
            figures.blocked += 1;
        }
    }

    pub(super) fn call_unstaffed(&mut self, no: CallNo, queue: QueueId, wait: Span) {
        let config = &self.config.queues[queue.index()];
        let empty = self.groups[config.group.index()].sessions.is_empty();
        let ends = config.when_unstaffed == WhenUnstaffed::End;
        self.check(Rule::UnstaffedWithoutSessions, empty && ends, || format!("{no:?} in {queue:?}"));
        if self.calls.get(&no).is_some_and(|call| call.phase == Phase::Waiting) {
            return self.leave_queue(no, queue, wait, End::Unstaffed, Phase::Leaving(Disposition::Unstaffed));
        }
        let Some(call) = self.sent_call(no, queue) else { return };
        let flowed = call.sent_from.take().is_some();
        call.phase = Phase::Leaving(Disposition::Unstaffed);
        if call.counted {
            let figures = &mut self.queue(queue).figures;
            figures.offered += 1;
            figures.unstaffed += 1;
            figures.flowed_in += u64::from(flowed);
        }
        self.check(Rule::StayIsMeasured, wait.is_zero(), || format!("{no:?} had no stay, and its record says {wait}"));
    }

    /// A stay ends in this way, and the call goes on in that phase.
    fn leave_queue(&mut self, no: CallNo, queue: QueueId, wait: Span, end: End, phase: Phase) {
        let at = self.at;
        self.pay(Debt::Return(no, Gone::Withdrawn));
        self.leaves_removed(no);
        let Some(call) = self.calls.get_mut(&no) else {
            return self.check(Rule::CallGoesOn, false, || format!("{no:?} leaves {queue:?} and is not under way"));
        };
        let was = std::mem::replace(&mut call.phase, phase);
        let stay = call.stay.take();
        let (rank, counted) = (call.rank, call.counted);
        let waited = stay.map(|stay| at.since(stay.since));
        let there = stay.is_some_and(|stay| stay.queue == queue);
        if was == Phase::Waiting {
            self.waiting.remove(&rank);
            let books = self.queue(queue);
            books.waiting = books.waiting.saturating_sub(1);
        }
        let in_queue = there && matches!(was, Phase::Waiting | Phase::Ringing { .. });
        self.check(Rule::CallGoesOn, in_queue, || format!("{no:?} leaves {queue:?} and was not there: {was:?}"));
        self.check(Rule::StayIsMeasured, waited == Some(wait), || {
            format!("{no:?} stayed in {queue:?} for {waited:?}, and the record says {wait}")
        });
        if counted {
            self.count_end(queue, wait, end);
        }
    }

    fn count_end(&mut self, queue: QueueId, wait: Span, end: End) {
        let config = &self.config.queues[queue.index()];
        let figures = &mut self.queues[queue.index()].figures;
        figures.longest_wait = figures.longest_wait.max(wait);
        match end {
            End::Abandoned { ringing } => {
                figures.abandoned += 1;
                figures.abandoned_ringing += u64::from(ringing);
                figures.abandoned_within += u64::from(wait <= config.threshold);
                figures.abandoned_short += u64::from(wait < config.short_abandon);
                figures.wait_abandoned += wait;
            }
            End::TimedOut => {
                figures.timed_out += 1;
                figures.wait_other += wait;
            }
            End::FlowedOut => {
                figures.flowed_out += 1;
                figures.wait_other += wait;
            }
            End::Unstaffed => {
                figures.unstaffed += 1;
                figures.wait_other += wait;
            }
        }
    }

    /// When the maximum wait of a call's present stay ends.
    pub(super) fn max_wait_ends(&self, call: &Call) -> Option<Time> {
        let stay = call.stay?;
        Some(stay.since + self.config.queues[stay.queue.index()].max_wait?)
    }

    /// When a call's present offer rings out.
    pub(super) fn ring_out_ends(&self, call: &Call) -> Option<Time> {
        let Phase::Ringing { since, .. } = call.phase else { return None };
        Some(since + self.config.queues[call.stay?.queue.index()].ring_timeout?)
    }

    pub(super) fn call_abandoned(&mut self, cause: Cause, no: CallNo, queue: QueueId, (wait, ringing): (Span, bool)) {
        let at = self.at;
        let call = self.calls.get(&no);
        let gives_up = call.and_then(|call| call.gives_up);
        let rings = call.is_some_and(|call| matches!(call.phase, Phase::Ringing { .. }));
        let handle = call.and_then(|call| call.handle);
        let by_itself = gives_up.is_some_and(|(_, seq)| cause == Cause::Record(seq));
        let right = if by_itself {
            gives_up.is_some_and(|(until, _)| until == at)
        } else {
            matches!(self.commanded(cause), Some(Command::HangUp { call, .. }) if Some(*call) == handle)
                && gives_up.is_none_or(|(until, _)| at <= until)
        };
        self.check(Rule::PatienceLasts, right && rings == ringing, || {
            format!("{no:?} gives up, its patience ends at {:?}", gives_up.map(|(until, _)| until))
        });
        if by_itself {
            self.happens(Happening::Patience);
            let others = call_ends(self, no);
            if others.0 == Some(at) {
                self.nearly(NearMiss::PatienceBeforeMaxWait);
            }
            if others.1 == Some(at) {
                self.nearly(NearMiss::PatienceBeforeRingOut);
            }
        }
        let phase = Phase::Leaving(Disposition::Abandoned);
        self.leave_queue(no, queue, wait, End::Abandoned { ringing }, phase);
    }

    /// A stay reaches its maximum: checked, and counted as what happens now.
    fn max_wait_is_over(&mut self, cause: Cause, no: CallNo) -> bool {
        let at = self.at;
        let call = self.calls.get(&no);
        let entry = call.and_then(|call| call.stay).map(|stay| Cause::Record(stay.seq));
        let (until, rings) = call_ends(self, no);
        let over = entry == Some(cause) && until == Some(at);
        if over {
            self.happens(Happening::MaxWait);
            if rings == Some(at) {
                self.nearly(NearMiss::MaxWaitBeforeRingOut);
            }
        }
        over
    }

    pub(super) fn call_timed_out(&mut self, cause: Cause, no: CallNo, queue: QueueId, wait: Span) {
        let over = self.is_removed(cause, no, queue)
            || self.is_unstaffed(cause, no, queue, wait)
            || self.max_wait_is_over(cause, no);
        let to = self.config.queues[queue.index()].overflow_to;
        let nowhere = to.is_none_or(|to| !self.queues[to.index()].here);
        self.check(Rule::MaxWaitHolds, over && nowhere, || format!("{no:?} timed out in {queue:?} after {wait}"));
        self.leave_queue(no, queue, wait, End::TimedOut, Phase::Leaving(Disposition::TimedOut));
    }

    pub(super) fn call_flowed_out(&mut self, cause: Cause, no: CallNo, (queue, to): (QueueId, QueueId), wait: Span) {
        let right = self.is_removed(cause, no, queue)
            || self.is_unstaffed(cause, no, queue, wait)
            || self.max_wait_is_over(cause, no);
        let there = self.config.queues[queue.index()].overflow_to == Some(to) && self.queues[to.index()].here;
        self.check(Rule::MaxWaitHolds, right && there, || {
            format!("{no:?} flows from {queue:?} to {to:?} after {wait}")
        });
        self.leave_queue(no, queue, wait, End::FlowedOut, Phase::Sent);
        if let Some(call) = self.calls.get_mut(&no) {
            call.sent_to = Some(to);
            call.sent_from = Some(queue);
            self.owe(Debt::Entry(no));
        }
    }

    /// The call goes on because the group of its queue has no session.
    fn is_unstaffed(&self, cause: Cause, no: CallNo, queue: QueueId, wait: Span) -> bool {
        let config = &self.config.queues[queue.index()];
        let entry = self.calls.get(&no).and_then(|call| call.stay).map(|stay| Cause::Record(stay.seq));
        let emptied = self.emptied.get(&config.group).map(|seq| Cause::Record(*seq));
        let empty = self.groups[config.group.index()].sessions.is_empty();
        let waits = self.calls.get(&no).is_some_and(|call| call.phase == Phase::Waiting);
        config.when_unstaffed == WhenUnstaffed::Overflow
            && empty
            && waits
            && ((entry == Some(cause) && wait.is_zero()) || emptied == Some(cause))
    }

    pub(super) fn call_ended(&mut self, no: CallNo, disposition: Disposition) {
        let at = self.at;
        self.coverage.note(Place::ended(disposition));
        let Some(call) = self.calls.get_mut(&no) else {
            return self.check(Rule::CallGoesOn, false, || format!("{no:?} ends and is not under way"));
        };
        let was = std::mem::replace(&mut call.phase, Phase::Over(disposition));
        let left = match was {
            // One that is on its way was released: it would go on if it was transferred.
            Phase::Leaving(_) | Phase::Sent if call.answered => Some(Disposition::Answered),
            Phase::Leaving(left) => Some(left),
            Phase::Sent
            | Phase::Waiting
            | Phase::Ringing { .. }
            | Phase::Connected { .. }
            | Phase::Other { .. }
            | Phase::Over(_) => None,
        };
        call.row.wait.get_or_insert(at.since(call.rank.entered));
        if call.handle.is_none() {
            self.calls.remove(&no);
        }
        self.check(Rule::CallGoesOn, left == Some(disposition), || {
            format!("{no:?} ends as {}, and it was {was:?}", disposition.name())
        });
    }

    pub(super) fn work_of_call(&mut self, handle: Option<tapi_types::CallHandle>, clock: Clock, span: Span) {
        let Some(handle) = handle else { return };
        if let Some(no) = self.named.get(&handle)
            && let Some(call) = self.calls.get_mut(no)
        {
            call.row.work.add(clock, span);
        }
    }
}

/// When the maximum wait and the offer of a call end.
pub(super) fn call_ends(audit: &Audit<'_>, no: CallNo) -> (Option<Time>, Option<Time>) {
    let Some(call) = audit.calls.get(&no) else { return (None, None) };
    (audit.max_wait_ends(call), audit.ring_out_ends(call))
}
