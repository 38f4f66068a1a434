//! What came about in runs, counted: a swarm that never meets something tests nothing about it.

mod choices;
mod facts;
mod messages;
mod names;
mod often;

use std::collections::BTreeMap;
use std::fmt;

use acd_scenario::Plan;

use crate::audit::{Happening, NearMiss, Rule};

use self::facts::FactName;
use self::often::Often;

pub(crate) use messages::told;
pub(crate) use names::{MOVES, action, effect};
pub(crate) use often::Place;

/// What kind of thing came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A rule of the audit had something to check.
    Rule,
    /// A session went from one state to another.
    Session,
    /// An agent's own state changed.
    Agent,
    /// Two things happened at one instant.
    Tie,
    /// Two things were due for one call or request at one instant, and one of them came.
    NearMiss,
    /// A fact was recorded.
    Fact,
    /// A call ended so.
    Disposition,
    /// A call was offered under a strategy.
    Strategy,
    /// A run had this value of a policy.
    Policy,
    /// A run had all that this profile says.
    Profile,
    /// A run had a client of this kind.
    Client,
    /// A client was told this, or nothing of the kind, and somebody looked.
    Message,
    /// A call of such a stream arrived.
    Rate,
    /// A fault with this effect fired.
    Effect,
    /// A request for this function was submitted.
    Function,
    /// A step of this kind was carried out.
    Step,
    /// A step of this kind was refused with this error.
    Refusal,
    /// A reply came with this error.
    Reply,
}

impl Kind {
    /// The name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Rule => "rule",
            Kind::Session => "session",
            Kind::Agent => "agent",
            Kind::Tie => "tie",
            Kind::NearMiss => "near miss",
            Kind::Fact => "fact",
            Kind::Disposition => "disposition",
            Kind::Strategy => "strategy",
            Kind::Policy => "policy",
            Kind::Profile => "profile",
            Kind::Client => "client",
            Kind::Message => "message",
            Kind::Rate => "rate",
            Kind::Effect => "effect",
            Kind::Function => "function",
            Kind::Step => "step",
            Kind::Refusal => "refusal",
            Kind::Reply => "reply",
        }
    }
}

/// Something that can come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Its kind.
    pub kind: Kind,
    /// What, or from where.
    pub what: &'static str,
    /// With what, or to where; empty where there is nothing more to say.
    pub with: &'static str,
}

impl Point {
    pub(crate) const fn new(kind: Kind, what: &'static str) -> Point {
        Point { kind, what, with: "" }
    }

    pub(crate) const fn pair(kind: Kind, what: &'static str, with: &'static str) -> Point {
        Point { kind, what, with }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = match self.kind {
            Kind::Session | Kind::Agent => " -> ",
            Kind::Tie => " + ",
            Kind::Policy | Kind::Client => " = ",
            Kind::Rule
            | Kind::NearMiss
            | Kind::Fact
            | Kind::Disposition
            | Kind::Strategy
            | Kind::Profile
            | Kind::Message
            | Kind::Rate
            | Kind::Effect
            | Kind::Function
            | Kind::Step
            | Kind::Refusal
            | Kind::Reply => ": ",
        };
        let between = if self.with.is_empty() { "" } else { between };
        write!(f, "{}{between}{}", self.what, self.with)
    }
}

/// How often each thing came about. Two of them can be added up; the order does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    often: Often,
    seldom: BTreeMap<Point, u64>,
}

impl Coverage {
    /// Once more.
    pub(crate) fn add(&mut self, point: Point) {
        *self.seldom.entry(point).or_default() += 1;
    }

    /// Once more, what comes about often.
    #[inline]
    pub(crate) fn note(&mut self, place: Place) {
        self.often.add(place, 1);
    }

    /// What came about. Nothing has come about then, and the room is kept.
    pub(crate) fn take(&mut self) -> Came {
        Came { often: self.often.take(), seldom: std::mem::take(&mut self.seldom) }
    }

    /// Adds what came about in a run.
    pub(crate) fn put(&mut self, came: Came) {
        for (place, times) in came.often {
            self.often.add(place, times);
        }
        for (point, count) in came.seldom {
            *self.seldom.entry(point).or_default() += count;
        }
    }

    /// Adds what came about elsewhere.
    pub fn merge(&mut self, other: &Coverage) {
        self.often.merge(&other.often);
        for (point, count) in &other.seldom {
            *self.seldom.entry(*point).or_default() += count;
        }
    }

    /// How often it came about.
    pub fn count(&self, point: Point) -> u64 {
        self.counted().get(&point).copied().unwrap_or(0)
    }

    /// Everything that came about or can, by kind and name, with how often.
    pub fn counts(&self) -> Vec<(Point, u64)> {
        let mut all: BTreeMap<Point, u64> = Coverage::possible().into_iter().map(|point| (point, 0)).collect();
        all.extend(self.counted());
        all.into_iter().collect()
    }

    /// Everything that came about.
    fn counted(&self) -> BTreeMap<Point, u64> {
        let mut all = self.seldom.clone();
        for (point, times) in self.often.counts() {
            *all.entry(point).or_default() += times;
        }
        all
    }

    /// What can come about and did not.
    pub fn zeros(&self) -> Vec<Point> {
        self.counts().into_iter().filter(|(_, count)| *count == 0).map(|(point, _)| point).collect()
    }

    /// Everything that a swarm should meet.
    pub fn possible() -> Vec<Point> {
        let mut all = names::possible();
        all.extend(choices::CHOICES);
        all.extend(messages::possible());
        let facts = FactName::ALL.iter().filter(|fact| fact.is_possible());
        all.extend(facts.map(|fact| Point::new(Kind::Fact, fact.text())));
        all.extend(Rule::ALL.iter().map(|rule| rule.point()));
        all.extend(NearMiss::ALL.iter().map(|miss| miss.point()));
        for (place, one) in Happening::ALL.iter().enumerate() {
            all.extend(Happening::ALL[place..].iter().map(|other| one.tie(*other)));
        }
        all
    }
}

/// What came about in one run: no more than there was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Came {
    often: Vec<(Place, u64)>,
    seldom: BTreeMap<Point, u64>,
}

/// What a plan alone tells: its policies, its profile, its clients.
pub(crate) fn chosen(plan: &Plan) -> impl Iterator<Item = Place> {
    choices::chosen(plan).into_iter().filter_map(Place::chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_adds_up_in_any_order() {
        let (one, other) = (Point::new(Kind::Fact, "call.arrived"), Point::pair(Kind::Session, "ready", "ended"));
        let mut a = Coverage::default();
        a.add(one);
        a.add(other);
        let mut b = Coverage::default();
        b.add(one);
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(&b);
        ba.merge(&a);
        assert_eq!(ab, ba);
        assert_eq!((ab.count(one), ab.count(other)), (2, 1));
        assert!(!ab.zeros().contains(&one));
        assert_eq!(ab.zeros().len(), Coverage::possible().len() - 2);
    }

    #[test]
    fn what_is_possible_is_listed_once() {
        let mut all = Coverage::possible();
        let listed = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), listed);
    }
}
