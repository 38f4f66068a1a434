//! Who gets which call.

use std::cmp::Reverse;

use acd_core::Strategy;
use tapi_types::{QueueId, SessionState, Span};

use super::Model;
use super::history::Stage;

impl Model {
    /// While some waiting call has a session that may take it, the best such call is offered.
    pub(super) fn match_all(&mut self) {
        while let Some(call) =
            self.waiting_calls().into_iter().find(|call| !self.takers(self.calls[*call].present_queue()).is_empty())
        {
            let chosen = self.choose(call);
            self.offer(call, chosen);
        }
    }

    /// Waiting calls of all queues, best first.
    pub(super) fn waiting_calls(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> =
            (0..self.calls.len()).filter(|call| self.calls[*call].stage == Stage::Waiting).collect();
        self.sort_by_rank(&mut waiting);
        waiting
    }

    /// Best first.
    pub(super) fn sort_by_rank(&self, calls: &mut [usize]) {
        calls.sort_by_key(|call| {
            let one = &self.calls[*call];
            (Reverse(one.priority), one.place, one.turn)
        });
    }

    pub(super) fn may_take(&self, session: usize, queue: QueueId) -> bool {
        let one = &self.sessions[session];
        one.group == self.group_of(queue) && one.state() == SessionState::Ready && self.is_free(one.agent)
    }

    /// Sessions that may take a call of a queue, in creation order.
    pub(super) fn takers(&self, queue: QueueId) -> Vec<usize> {
        (0..self.sessions.len()).filter(|session| self.may_take(*session, queue)).collect()
    }

    fn rang_out_times(&self, call: usize, session: usize) -> usize {
        self.calls[call].rang_out_at.iter().filter(|at| **at == session).count()
    }

    fn level(&self, session: usize) -> u32 {
        let one = &self.sessions[session];
        let member = self.config.agents[one.agent.index()].groups.iter().find(|member| member.group == one.group);
        member.expect("sessions are in groups of their agents").level
    }

    /// The best session for a call, or all that ring together.
    fn choose(&mut self, call: usize) -> Vec<usize> {
        let queue = self.calls[call].present_queue();
        let takers = self.takers(queue);
        let takers = least(takers, |session| self.rang_out_times(call, session));
        let takers = least(takers, |session| self.level(session));
        let chosen = match self.config.queues[queue.index()].strategy {
            Strategy::RingAll => return self.one_for_each_agent(takers),
            Strategy::LongestIdle => least(takers, |session| self.idle_since(session))[0],
            Strategy::RoundRobin => self.next_in_turn(queue, &takers),
            Strategy::FewestCalls => least(takers, |session| self.sessions[session].counted.len())[0],
            Strategy::LeastTalkTime => least(takers, |session| self.talk_time(session))[0],
            Strategy::Linear => takers[0],
            Strategy::Random => self.draw(queue, &takers),
        };
        self.queues[queue.index()].last_offered = Some(chosen);
        vec![chosen]
    }

    fn one_for_each_agent(&self, takers: Vec<usize>) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::new();
        for session in takers {
            if chosen.iter().all(|other| self.sessions[*other].agent != self.sessions[session].agent) {
                chosen.push(session);
            }
        }
        chosen
    }

    fn idle_since(&self, session: usize) -> tapi_types::Time {
        let one = &self.sessions[session];
        let freed = self.agents[one.agent.index()].freed;
        freed.map_or(one.phase().from, |freed| freed.max(one.phase().from))
    }

    fn next_in_turn(&self, queue: QueueId, takers: &[usize]) -> usize {
        let last = self.queues[queue.index()].last_offered;
        let after = takers.iter().find(|session| last.is_some_and(|last| **session > last));
        *after.unwrap_or(&takers[0])
    }

    fn talk_time(&self, session: usize) -> Span {
        self.sessions[session]
            .time_in(tapi_types::Time::ZERO, self.now, |phase| phase.state == SessionState::BusyOnCall && !phase.hold)
    }

    fn draw(&mut self, queue: QueueId, takers: &[usize]) -> usize {
        if takers.len() == 1 {
            return takers[0];
        }
        let drawn = self.queues[queue.index()].route.below(takers.len() as u64);
        takers[usize::try_from(drawn).expect("below a length")]
    }
}

/// Those for which the key is smallest, in the order that they had.
fn least<K: Ord>(sessions: Vec<usize>, key: impl Fn(usize) -> K) -> Vec<usize> {
    let Some(smallest) = sessions.iter().map(|session| key(*session)).min() else { return sessions };
    sessions.into_iter().filter(|session| key(*session) == smallest).collect()
}
