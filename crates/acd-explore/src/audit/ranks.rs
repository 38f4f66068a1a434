//! Who should have got which call: the order of calls, and the order of sessions under each strategy.

use acd_core::{CallNo, Strategy};
use tapi_types::{QueueId, SessionId};

use super::state::{Call, Phase, Session};
use super::{Audit, Rule};

/// Smaller goes first: ring-outs of the call, level, what the strategy looks at, creation.
type Preference = (u32, u32, u64, usize);

impl Audit<'_> {
    /// A call that is offered anew is the best one that somebody may take, and goes to the best session.
    pub(super) fn is_best_offer(&mut self, no: CallNo, id: SessionId) {
        let Some(call) = self.calls.get(&no) else { return };
        let Some(queue) = call.queue.filter(|_| call.target.is_none()) else { return };
        let waits = call.phase == Phase::Waiting;
        let better = if waits { self.better_call(call) } else { None };
        let best = self.best_session(call, queue, id);
        if waits {
            self.check(Rule::BestCallFirst, better.is_none(), || format!("{no:?} goes before {better:?}"));
        }
        if let Some(best) = best {
            self.check(Rule::BestSessionFirst, best == id, || format!("{no:?} is offered to {id:?}, not {best:?}"));
        }
    }

    /// A waiting call with a better rank that some session may take.
    fn better_call(&self, call: &Call) -> Option<CallNo> {
        let better = self.waiting.range(..call.rank);
        better.map(|(_, no)| *no).find(|no| {
            let queue = self.calls.get(no).and_then(|call| call.queue);
            queue.is_some_and(|queue| self.groups[self.group_of(queue).index()].able > 0)
        })
    }

    /// The session that a call should be offered to; where the strategy leaves a choice, the one that has it if it is among
    /// the best.
    fn best_session(&self, call: &Call, queue: QueueId, chosen: SessionId) -> Option<SessionId> {
        let config = &self.config.queues[queue.index()];
        let able = self.groups[config.group.index()].sessions.iter().filter(|id| self.sessions[id].able);
        let last = self.queues[queue.index()].last_offered;
        let best = able.min_by_key(|&id| {
            let session = &self.sessions[id];
            let (times, level) = (call.rang_out_at.get(id).copied().unwrap_or(0), session.level);
            let liking = match config.strategy {
                Strategy::LongestIdle => self.idle_since(session),
                Strategy::FewestCalls => session.counted,
                Strategy::LeastTalkTime => session.work.talk.as_micros(),
                Strategy::Linear => 0,
                Strategy::RoundRobin => u64::from(last.is_some_and(|last| session.no <= last)),
                Strategy::Random | Strategy::RingAll => u64::from(*id != chosen),
            };
            let preference: Preference = (times, level, liking, session.no);
            preference
        });
        best.copied()
    }

    /// Since the latest of this session entering READY and the end of the agent's last call or wrap-up.
    fn idle_since(&self, session: &Session) -> u64 {
        session.ready_since.max(self.agents[session.agent.index()].idle_from).as_micros()
    }
}
