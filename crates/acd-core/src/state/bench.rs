//! Those of a group who can take a call at once, ordered for the strategies of the group's queues.
//!
//! Only orders that some queue of the group asks for are kept, and only sessions that can take a call are
//! in them: who is busy or away costs nothing.

use std::collections::BTreeMap;

use tapi_types::{Span, Time};

use crate::Strategy;
use crate::state::agent::Agent;
use crate::state::lanes::Lanes;
use crate::state::ranks::Ranks;
use crate::state::session::Session;
use crate::state::table::SessionNo;

/// What the strategies compare. None of it changes while a session can take calls.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seat {
    pub(crate) level: u32,
    pub(crate) idle_since: Time,
    pub(crate) calls: u64,
    pub(crate) talk: Span,
}

/// A total order of sessions: lowest level, then this, then creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    IdleSince,
    Calls,
    Talk,
}

impl Order {
    /// `None`: creation order, for which there are [`Ranks`].
    const fn of(strategy: Strategy) -> Option<Order> {
        match strategy {
            Strategy::LongestIdle => Some(Order::IdleSince),
            Strategy::FewestCalls => Some(Order::Calls),
            Strategy::LeastTalkTime => Some(Order::Talk),
            Strategy::RoundRobin | Strategy::Linear | Strategy::Random | Strategy::RingAll => None,
        }
    }

    const fn key(self, seat: &Seat) -> u64 {
        match self {
            Order::IdleSince => seat.idle_since.as_micros(),
            Order::Calls => seat.calls,
            Order::Talk => seat.talk.as_micros(),
        }
    }
}

/// The sessions of a level, in order.
type Levels = Lanes<u32, (u64, SessionNo)>;

/// The sessions of one group that can take a call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bench {
    /// Who sits alone is in no order: on a busy floor most who sit down are called at once.
    alone: Option<SessionNo>,
    /// The seat of who sat alone last.
    alone_at: Seat,
    orders: Vec<(Order, Levels)>,
    /// Some queue compares calls or talk times. Where none does they are not looked at: they lie apart.
    by_work: bool,
    /// By level; only where a queue goes by creation order, or draws.
    ranks: Option<BTreeMap<u32, Ranks>>,
    len: usize,
}

impl Bench {
    /// A bench for queues with these strategies.
    pub(crate) fn new(strategies: impl IntoIterator<Item = Strategy>) -> Bench {
        let mut bench = Bench::default();
        for strategy in strategies {
            bench.by_work |= matches!(strategy, Strategy::FewestCalls | Strategy::LeastTalkTime);
            match Order::of(strategy) {
                None => bench.ranks = Some(BTreeMap::new()),
                Some(order) if bench.orders.iter().all(|(known, _)| *known != order) => {
                    bench.orders.push((order, Lanes::default()));
                }
                Some(_) => {}
            }
        }
        bench
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Who sits alone, where that is known: whoever calls, and by whatever strategy, it is the choice.
    #[inline]
    pub(crate) const fn only(&self) -> Option<SessionNo> {
        self.alone
    }

    /// What the strategies of this bench compare of a session, at the least.
    #[inline]
    pub(crate) fn seat_of(&self, session: &Session, agent: &Agent) -> Seat {
        let idle_since = session.ready_since.max(agent.idle_from);
        let (calls, talk) = if self.by_work { (session.totals.calls, session.totals.talk) } else { (0, Span::ZERO) };
        Seat { level: session.level, idle_since, calls, talk }
    }

    /// A session of this group is created.
    pub(crate) fn enrol(&mut self, session: SessionNo, level: u32) {
        if let Some(ranks) = &mut self.ranks {
            ranks.entry(level).or_default().enrol(session);
        }
    }

    pub(crate) fn seat(&mut self, session: SessionNo, seat: &Seat) {
        self.len += 1;
        if self.len == 1 {
            (self.alone, self.alone_at) = (Some(session), *seat);
            return;
        }
        if let Some(other) = self.alone.take() {
            let seat = self.alone_at;
            self.insert(other, &seat);
        }
        self.insert(session, seat);
    }

    pub(crate) fn unseat(&mut self, session: SessionNo, seat: &Seat) {
        self.len -= 1;
        if self.alone.take().is_none() {
            self.remove(session, seat);
        }
    }

    #[inline(always)]
    fn insert(&mut self, session: SessionNo, seat: &Seat) {
        for (order, entries) in &mut self.orders {
            entries.insert(seat.level, (order.key(seat), session));
        }
        if let Some(ranks) = self.ranks_of(seat.level) {
            ranks.insert(session);
        }
    }

    fn remove(&mut self, session: SessionNo, seat: &Seat) {
        for (order, entries) in &mut self.orders {
            entries.remove(seat.level, (order.key(seat), session));
        }
        if let Some(ranks) = self.ranks_of(seat.level) {
            ranks.remove(session);
        }
    }

    /// The first in the strategy's order that is not passed over, with its level.
    #[inline]
    pub(crate) fn first(&self, strategy: Strategy, pass: impl Fn(SessionNo) -> bool) -> Option<(u32, SessionNo)> {
        match self.alone {
            Some(session) => (!pass(session)).then_some((self.alone_at.level, session)),
            None => self.first_of_many(strategy, pass),
        }
    }

    fn first_of_many(&self, strategy: Strategy, pass: impl Fn(SessionNo) -> bool) -> Option<(u32, SessionNo)> {
        let Some(order) = Order::of(strategy) else { return self.first_created(pass) };
        let (_, entries) = self.orders.iter().find(|(known, _)| *known == order)?;
        let first = entries.first().filter(|(_, (_, session))| !pass(*session));
        let first = first.or_else(|| entries.iter().find(|(_, (_, session))| !pass(*session)));
        first.map(|(level, (_, session))| (level, session))
    }

    fn first_created(&self, pass: impl Fn(SessionNo) -> bool) -> Option<(u32, SessionNo)> {
        let mut levels = self.ranks.as_ref()?.iter();
        levels.find_map(|(&level, ranks)| {
            let first = ranks.from(SessionNo::FIRST).find(|session| !pass(*session));
            first.map(|session| (level, session))
        })
    }

    /// The next of a level in creation order after `last` that is not passed over, round and round.
    pub(crate) fn next_after(
        &self,
        level: u32,
        last: Option<SessionNo>,
        pass: impl Fn(SessionNo) -> bool,
    ) -> Option<SessionNo> {
        let after = last.map_or(SessionNo::FIRST, SessionNo::next);
        let later = self.of_level(level, after);
        later.chain(self.of_level(level, SessionNo::FIRST)).find(|session| !pass(*session))
    }

    /// All of a level in creation order.
    pub(crate) fn all(&self, level: u32) -> impl Iterator<Item = SessionNo> {
        self.of_level(level, SessionNo::FIRST)
    }

    /// One of a level that is not passed over, drawn by `below` (a number below its argument, which is asked
    /// for where there is a choice). `passed` are those present in creation order that are passed over.
    pub(crate) fn draw(&self, level: u32, passed: &[SessionNo], below: impl FnOnce(u64) -> u64) -> Option<SessionNo> {
        if let Some(session) = self.alone {
            return (self.alone_at.level == level && passed.is_empty()).then_some(session);
        }
        let ranks = self.ranks.as_ref()?.get(&level)?;
        let choice = u64::from(ranks.len()) - passed.len() as u64;
        let drawn = match choice {
            0 => return None,
            1 => 0,
            _ => below(choice),
        };
        let mut k = u32::try_from(drawn).expect("below a u32");
        for &session in passed {
            if ranks.rank(session) <= k {
                k += 1;
            }
        }
        Some(ranks.select(k))
    }

    fn of_level(&self, level: u32, from: SessionNo) -> impl Iterator<Item = SessionNo> {
        let alone = self.alone.filter(|session| self.alone_at.level == level && *session >= from);
        let ranks = self.ranks.as_ref().and_then(|ranks| ranks.get(&level));
        let of_level = ranks.into_iter().flat_map(move |ranks| ranks.from(from));
        alone.into_iter().chain(of_level)
    }

    fn ranks_of(&mut self, level: u32) -> Option<&mut Ranks> {
        self.ranks.as_mut()?.get_mut(&level)
    }
}
