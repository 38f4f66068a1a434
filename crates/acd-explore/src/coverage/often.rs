//! What comes about in every run, counted by its place: a run adds numbers and compares no names.

use std::sync::LazyLock;

use acd_core::{Disposition, Fact, Rate, Strategy};
use acd_scenario::strategy_name;
use tapi_types::SessionState;

use super::choices::CHOICES;
use super::names::{self, RATES};
use super::{FactName, Kind, Point};
use crate::audit::{Happening, NearMiss, Rule};

const STATES: &[SessionState] = SessionState::ALL;

const HAPPENINGS: usize = Happening::ALL.len();

// Where each kind begins.
const FACTS: usize = Rule::ALL.len();
const MOVES: usize = FACTS + FactName::ALL.len();
const TIES: usize = MOVES + STATES.len() * STATES.len();
const MISSES: usize = TIES + HAPPENINGS * HAPPENINGS;
const RATED: usize = MISSES + NearMiss::ALL.len();
const PREFERRED: usize = RATED + RATES.len();
const ENDED: usize = PREFERRED + Strategy::ALL.len();
const CHOSEN: usize = ENDED + Disposition::ALL.len();
/// So many places there are.
const PLACES: usize = CHOSEN + CHOICES.len();

/// What stands at each place, in order.
static POINTS: LazyLock<Vec<Point>> = LazyLock::new(|| {
    let mut points: Vec<Point> = Rule::ALL.iter().map(|rule| rule.point()).collect();
    points.extend(FactName::ALL.iter().map(|fact| Point::new(Kind::Fact, fact.text())));
    let moves = STATES.iter().flat_map(|from| STATES.iter().map(|to| (from.name(), to.name())));
    points.extend(moves.map(|(from, to)| Point::pair(Kind::Session, from, to)));
    points.extend(Happening::ALL.iter().flat_map(|one| Happening::ALL.iter().map(|other| one.tie(*other))));
    points.extend(NearMiss::ALL.iter().map(|miss| miss.point()));
    points.extend(RATES.iter().map(|rate| Point::new(Kind::Rate, rate)));
    points.extend(Strategy::ALL.iter().map(|strategy| Point::new(Kind::Strategy, strategy_name(*strategy))));
    points.extend(Disposition::ALL.iter().map(|disposition| Point::new(Kind::Disposition, disposition.name())));
    points.extend(CHOICES);
    points
});

/// A place of something that comes about often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(usize);

impl Place {
    pub(crate) const fn rule(rule: Rule) -> Place {
        Place(rule as usize)
    }

    pub(crate) const fn fact(fact: &Fact) -> Place {
        Place(FACTS + FactName::of(fact) as usize)
    }

    pub(crate) const fn moved(from: SessionState, to: SessionState) -> Place {
        Place(MOVES + from as usize * STATES.len() + to as usize)
    }

    pub(crate) fn tie(one: Happening, other: Happening) -> Place {
        let (one, other) = (one.min(other), one.max(other));
        Place(TIES + one as usize * HAPPENINGS + other as usize)
    }

    pub(crate) const fn miss(miss: NearMiss) -> Place {
        Place(MISSES + miss as usize)
    }

    pub(crate) const fn rate(rate: &Rate) -> Place {
        Place(RATED + names::rate_place(rate))
    }

    pub(crate) const fn strategy(strategy: Strategy) -> Place {
        Place(PREFERRED + strategy as usize)
    }

    pub(crate) const fn ended(disposition: Disposition) -> Place {
        Place(ENDED + disposition as usize)
    }

    /// Of something that a plan has chosen.
    pub(crate) fn chosen(point: Point) -> Option<Place> {
        let place = CHOICES.iter().position(|choice| *choice == point)?;
        Some(Place(CHOSEN + place))
    }
}

/// How often what comes about often did.
#[derive(Debug, Clone, Default)]
pub(super) struct Often {
    /// By place; none before anything has come about.
    counts: Vec<u64>,
    /// The places above zero.
    touched: Vec<Place>,
}

impl PartialEq for Often {
    fn eq(&self, other: &Often) -> bool {
        self.noted().eq(other.noted())
    }
}

impl Eq for Often {}

impl Often {
    #[inline]
    pub(super) fn add(&mut self, place: Place, times: u64) {
        match self.counts.get_mut(place.0) {
            Some(count) if *count > 0 => *count += times,
            Some(_) | None => self.begin(place, times),
        }
    }

    #[cold]
    fn begin(&mut self, place: Place, times: u64) {
        self.counts.resize(PLACES, 0);
        if times > 0 {
            self.counts[place.0] = times;
            self.touched.push(place);
        }
    }

    /// What came about, by place.
    fn noted(&self) -> impl Iterator<Item = (Place, u64)> {
        let counts = self.counts.iter().enumerate().filter(|(_, times)| **times > 0);
        counts.map(|(place, times)| (Place(place), *times))
    }

    pub(super) fn merge(&mut self, other: &Often) {
        other.noted().for_each(|(place, times)| self.add(place, times));
    }

    /// What came about, as it came about first. Nothing has come about then, and the room is kept.
    pub(super) fn take(&mut self) -> Vec<(Place, u64)> {
        let counts = &mut self.counts;
        self.touched.drain(..).map(|place| (place, std::mem::take(&mut counts[place.0]))).collect()
    }

    /// What came about, with how often.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Point, u64)> {
        self.noted().map(|(Place(place), times)| (POINTS[place], times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_its_point() {
        assert_eq!(POINTS.len(), PLACES);
        let at = |Place(place): Place| POINTS[place];
        for rule in Rule::ALL {
            assert_eq!(at(Place::rule(*rule)), rule.point());
        }
        for (from, to) in STATES.iter().flat_map(|from| STATES.iter().map(move |to| (*from, *to))) {
            assert_eq!(at(Place::moved(from, to)), Point::pair(Kind::Session, from.name(), to.name()));
        }
        for (one, other) in Happening::ALL.iter().flat_map(|one| Happening::ALL.iter().map(move |to| (*one, *to))) {
            assert_eq!(at(Place::tie(one, other)), one.tie(other));
        }
        for miss in NearMiss::ALL {
            assert_eq!(at(Place::miss(miss)), miss.point());
        }
        for strategy in Strategy::ALL {
            assert_eq!(at(Place::strategy(strategy)), Point::new(Kind::Strategy, strategy_name(strategy)));
        }
        for disposition in Disposition::ALL {
            assert_eq!(at(Place::ended(disposition)), Point::new(Kind::Disposition, disposition.name()));
        }
        let fact = Fact::ProxyClosed;
        assert_eq!(at(Place::fact(&fact)), Point::new(Kind::Fact, "proxy.closed"));
        assert_eq!(at(Place::rate(&Rate::Every(tapi_types::Span::ZERO))), Point::new(Kind::Rate, "every"));
        for point in CHOICES {
            assert_eq!(Place::chosen(point).map(at), Some(point));
        }
    }
}
