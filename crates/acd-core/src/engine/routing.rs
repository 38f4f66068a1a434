//! Who gets which call: the lines of waiting calls, and matching after every event.
//!
//! After matching no group has both a waiting call and a session that can take one, so only groups where
//! something has come forward since ("stirred") need a look.

use tapi_types::{AgentId, GroupId, QueueId, SessionState};

use crate::state::bench::{Bench, Seat};
use crate::state::call::{Call, CallKey, Priority, Turn};
use crate::state::lanes::Lanes;
use crate::state::origin::Origin;
use crate::state::session::Session;
use crate::state::table::{SessionNo, Table};
use crate::{Engine, Presence, Strategy};

/// A group: its waiting calls over all its queues, and those who can take one.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) presence: Presence,
    pub(crate) waiting: Lanes<Priority, (Turn, CallKey)>,
    pub(crate) bench: Bench,
    /// Sessions that are not ENDED.
    pub(crate) staff: u32,
    /// What brought a call or a session forward last.
    pub(crate) stirred_by: Origin,
}

impl Line {
    pub(crate) fn new(bench: Bench, presence: Presence) -> Line {
        Line { presence, waiting: Lanes::default(), bench, staff: 0, stirred_by: Origin::PLAN }
    }

    /// True where some session of the group may take a call at once.
    #[inline]
    pub(crate) const fn is_takeable(&self) -> bool {
        !self.bench.is_empty()
    }

    /// True where a call waits that some session may take.
    #[inline]
    fn is_stirred(&self) -> bool {
        self.is_takeable() && !self.waiting.is_empty()
    }
}

/// Whom a call is offered to.
enum Choice {
    One(SessionNo),
    /// In creation order.
    All(Vec<SessionNo>),
}

impl Engine {
    /// While some waiting call has a session that may take it: the best call to the best session.
    #[inline]
    pub(crate) fn match_calls(&mut self) {
        if !self.stirred.is_empty() {
            self.match_stirred();
        }
    }

    #[inline(never)]
    fn match_stirred(&mut self) {
        while let Some(group) = self.next_group() {
            let line = &mut self.lines[group];
            self.cause = line.stirred_by;
            if let Some((_, call)) = line.waiting.take_first() {
                self.offer_by_strategy(call, group);
            }
        }
        self.stirred.clear();
    }

    /// The group whose first call is the best of those that somebody can take.
    fn next_group(&self) -> Option<GroupId> {
        if let [group] = *self.stirred {
            return Some(group).filter(|&group| self.lines[group].is_stirred());
        }
        let stirred = self.stirred.iter().copied().filter(|&group| self.lines[group].is_stirred());
        stirred.min_by_key(|&group| self.lines[group].waiting.first())
    }

    fn offer_by_strategy(&mut self, key: CallKey, group: GroupId) {
        let queue = self.call(key).queue;
        let choice = match self.lines[group].bench.only() {
            Some(session) => Choice::One(session),
            None => self.choose(key, queue),
        };
        match choice {
            Choice::One(session) => {
                self.queues[queue].last_offered = Some(session);
                self.offer(key, &[session]);
            }
            Choice::All(sessions) => self.offer(key, &sessions),
        }
    }

    /// The best session for a call: where it rang out least often, then lowest level, then the queue's
    /// strategy, then creation order. The group's bench is not empty.
    fn choose(&mut self, key: CallKey, queue: QueueId) -> Choice {
        let strategy = self.config.queues[queue.index()].strategy;
        let call = &self.calls[key.place()];
        let bench = &self.lines[call.group].bench;
        let rang_out = |session: SessionNo| call.rang_out_times(session) > 0;
        let Some((level, first)) = bench.first(strategy, rang_out) else {
            return self.choose_again(key, queue, strategy);
        };
        match strategy {
            Strategy::LongestIdle | Strategy::FewestCalls | Strategy::LeastTalkTime | Strategy::Linear => {
                Choice::One(first)
            }
            Strategy::RoundRobin => {
                let last = self.queues[queue].last_offered;
                Choice::One(bench.next_after(level, last, rang_out).unwrap_or(first))
            }
            Strategy::Random => {
                let group = self.config.queues[queue.index()].group;
                let mut passed: Vec<SessionNo> = rung_out_on_bench(call, &self.sessions, group, level).collect();
                passed.sort_unstable();
                let picks = &self.config.queues[queue.index()].picks;
                let route = self.queues[queue].route.as_mut().expect("queues that draw have a stream");
                Choice::One(bench.draw(level, &passed, |bound| route.pick(picks, bound)).unwrap_or(first))
            }
            Strategy::RingAll => {
                let all = bench.all(level).filter(|&session| !rang_out(session));
                Choice::All(self.one_for_each_agent(all))
            }
        }
    }

    /// The same where the call rang out at every session that can take it: there are no more of them than
    /// places where it rang out.
    #[inline(never)]
    fn choose_again(&mut self, key: CallKey, queue: QueueId, strategy: Strategy) -> Choice {
        let group = self.config.queues[queue.index()].group;
        let call = &self.calls[key.place()];
        let bench = &self.lines[group].bench;
        let able = call.rang_out_at().iter().filter_map(|&(no, times)| {
            let session = &self.sessions[no];
            let able = session.benched && session.group == group;
            able.then(|| (times, no, bench.seat_of(session, &self.agents[session.agent])))
        });
        let able: Vec<(u32, SessionNo, Seat)> = able.collect();
        let least = able.iter().map(|&(times, _, seat)| (times, seat.level)).min();
        let best = able.into_iter().filter(|&(times, _, seat)| Some((times, seat.level)) == least);
        let mut best: Vec<(SessionNo, Seat)> = best.map(|(_, no, seat)| (no, seat)).collect();
        best.sort_unstable_by_key(|(no, _)| *no);
        let first_by = |key: &dyn Fn(&Seat) -> u64| {
            best.iter().min_by_key(|(no, seat)| (key(seat), *no)).expect("some session can take the call").0
        };
        Choice::One(match strategy {
            Strategy::LongestIdle => first_by(&|seat| seat.idle_since.as_micros()),
            Strategy::FewestCalls => first_by(&|seat| seat.calls),
            Strategy::LeastTalkTime => first_by(&|seat| seat.talk.as_micros()),
            Strategy::Linear => first_by(&|_| 0),
            Strategy::RoundRobin => {
                let last = self.queues[queue].last_offered;
                let later = best.iter().find(|(no, _)| last.is_none_or(|last| *no > last));
                later.unwrap_or(&best[0]).0
            }
            Strategy::Random => {
                let picks = &self.config.queues[queue.index()].picks;
                let route = self.queues[queue].route.as_mut().expect("queues that draw have a stream");
                let k = if best.len() > 1 { route.pick(picks, best.len() as u64) } else { 0 };
                best[usize::try_from(k).expect("below a usize")].0
            }
            Strategy::RingAll => return Choice::All(self.one_for_each_agent(best.iter().map(|(no, _)| *no))),
        })
    }

    fn one_for_each_agent(&self, sessions: impl Iterator<Item = SessionNo>) -> Vec<SessionNo> {
        let mut agents = std::collections::BTreeSet::new();
        sessions.filter(|&session| agents.insert(self.sessions[session].agent)).collect()
    }

    /// A call came forward in a group, or a session: there is something to match where both are there.
    #[inline]
    pub(crate) fn stir(&mut self, group: GroupId) {
        let line = &mut self.lines[group];
        if line.is_stirred() {
            line.stirred_by = self.cause;
            if !self.stirred.contains(&group) {
                self.stirred.push(group);
            }
        }
    }

    /// Puts a session on its group's bench or takes it off, as its state and its agent's say.
    #[inline]
    pub(crate) fn refresh(&mut self, no: SessionNo) {
        let session = &self.sessions[no];
        let able = session.state == SessionState::Ready && self.agents[session.agent].is_free();
        match (session.benched, able) {
            (false, true) => self.take_seat(no),
            (true, false) => self.leave_bench(no),
            (false, false) | (true, true) => {}
        }
    }

    #[inline(never)]
    fn take_seat(&mut self, no: SessionNo) {
        let session = &mut self.sessions[no];
        session.benched = true;
        let (group, agent) = (session.group, &self.agents[session.agent]);
        let bench = &mut self.lines[group].bench;
        let seat = bench.seat_of(session, agent);
        bench.seat(no, &seat);
        self.stir(group);
    }

    /// A session can take calls no more, if it could.
    #[inline(never)]
    pub(crate) fn leave_bench(&mut self, no: SessionNo) {
        let session = &mut self.sessions[no];
        if !session.benched {
            return;
        }
        session.benched = false;
        let bench = &mut self.lines[session.group].bench;
        let seat = bench.seat_of(session, &self.agents[session.agent]);
        bench.unseat(no, &seat);
    }

    /// Refreshes the other sessions of an agent, if it has any.
    #[inline]
    pub(crate) fn refresh_others(&mut self, agent: AgentId, no: SessionNo) {
        if *self.agents[agent].sessions != [no] {
            self.refresh_agent(agent);
        }
    }

    /// Refreshes all live sessions of an agent.
    #[inline(never)]
    pub(crate) fn refresh_agent(&mut self, agent: AgentId) {
        let mut at = 0;
        while let Some(&no) = self.agents[agent].sessions.get(at) {
            self.refresh(no);
            at += 1;
        }
    }
}

/// Sessions of a level that sit on a group's bench and where the call rang out. It may have rung out in other
/// groups as well.
fn rung_out_on_bench<'a>(
    call: &'a Call,
    sessions: &'a Table<SessionNo, Session>,
    group: GroupId,
    level: u32,
) -> impl Iterator<Item = SessionNo> + 'a {
    let places = call.rang_out_at().iter().map(|&(no, _)| no);
    places.filter(move |&no| {
        let session = &sessions[no];
        session.group == group && session.benched && session.level == level
    })
}
