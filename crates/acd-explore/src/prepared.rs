//! A plan made ready once for runs under many seeds: what [`judge`] finds, and nothing put together that nobody asks for.

use acd_core::{Engine, Entry};
use acd_run::expect;
use acd_run::report::ExpectationRow;
use acd_scenario::Plan;

use crate::audit::Audit;
use crate::coverage::{Came, Coverage, Place, chosen};
use crate::panics::or_panic;
use crate::play::{Eye, looks, play_before};
use crate::spread::{bands, seen};
use crate::verdict::{amiss, missed, takes_clients};
use crate::{Failure, Verdict, judge};

/// What came of one run among many.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Glance {
    /// The gravest of what is wrong with it.
    pub(crate) failure: Option<Box<Failure>>,
    /// Events that the engine handled.
    pub(crate) events: u64,
    /// What came about in it.
    pub(crate) came: Came,
    /// What it saw of the plan's bands, in order.
    pub(crate) bands: Vec<Option<f64>>,
}

impl Glance {
    /// What is wanted of a whole verdict.
    pub(crate) fn of(mut verdict: Verdict, bands: Vec<Option<f64>>) -> Glance {
        let came = verdict.coverage.take();
        let failure = verdict.failures.into_iter().next().map(Box::new);
        Glance { failure, events: verdict.events, came, bands }
    }
}

/// What a thread goes on using from run to run.
#[derive(Debug, Default)]
pub(crate) struct Hand {
    entries: Vec<Entry>,
    coverage: Coverage,
}

/// A plan that is ready for any seed.
pub(crate) struct Prepared<'p> {
    plan: &'p Plan,
    floor: acd_core::Prepared,
    audit: Audit<'p>,
    looks: Vec<usize>,
    /// By expectation: the place of its first band among all. Behind the last one: how many there are.
    first_bands: Vec<usize>,
    /// What the plan alone tells of what comes about.
    chosen: Vec<Place>,
    has_clients: bool,
}

impl<'p> Prepared<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Prepared<'p> {
        let of: Vec<usize> = bands(plan).map(|(expectation, ..)| expectation).collect();
        Prepared {
            plan,
            floor: acd_core::Prepared::new(plan.config.clone()),
            audit: Audit::new(&plan.config, plan.config.seed),
            looks: looks(plan),
            first_bands: (0..=plan.expectations.len()).map(|place| of.partition_point(|of| *of < place)).collect(),
            chosen: chosen(plan).collect(),
            has_clients: takes_clients(plan),
        }
    }

    /// Plays the plan under a seed with everything asserted, as [`judge`] does. A plan that takes clients goes just that way.
    pub(crate) fn glance(&self, hand: &mut Hand, seed: u64) -> Glance {
        if self.has_clients {
            let verdict = judge(self.plan, seed);
            let bands = seen(self.plan, &verdict.actual);
            return Glance::of(verdict, bands);
        }
        or_panic(seed, || self.try_glance(hand, seed)).unwrap_or_else(|panic| {
            *hand = Hand::default();
            Glance { failure: Some(Box::new(panic)), ..Glance::default() }
        })
    }

    fn try_glance(&self, hand: &mut Hand, seed: u64) -> Glance {
        let mut engine = self.floor.begin(seed);
        engine.keep_trace();
        engine.check_all_laws();
        let mut audit = self.audit.begin(seed, std::mem::take(&mut hand.coverage));
        let bands = self.first_bands.last().copied().unwrap_or(0);
        let eye = Glances { first_bands: &self.first_bands, seen: vec![None; bands], missed: Vec::new() };
        let played = play_before((self.plan, &self.looks), seed, engine, (&mut audit, eye), &mut hand.entries);
        let mut failures = amiss(self.plan, seed, &played, &mut audit);
        hand.coverage = audit.into_coverage();
        self.chosen.iter().for_each(|place| hand.coverage.note(*place));
        if played.halt.is_none() && failures.is_empty() {
            let first = played.seen.missed.iter().min_by_key(|row| row.index);
            failures.extend(first.and_then(|row| missed(row, seed)));
        }
        let failure = failures.into_iter().next().map(Box::new);
        Glance { failure, events: played.engine.position(), came: hand.coverage.take(), bands: played.seen.seen }
    }
}

/// Looks at what an expectation wants; at whole rows only where one is not met.
struct Glances<'p> {
    first_bands: &'p [usize],
    /// By band.
    seen: Vec<Option<f64>>,
    missed: Vec<ExpectationRow>,
}

impl Eye for Glances<'_> {
    fn look(&mut self, place: usize, plan: &Plan, engine: &Engine) {
        let mut seen = self.seen[self.first_bands[place]..].iter_mut();
        let met = expect::is_met(place, plan, engine, |value| {
            if let Some(seen) = seen.next() {
                *seen = value;
            }
        });
        if !met {
            self.missed.push(expect::check(place, plan, engine, &acd_run::Outside::default()));
        }
    }
}

#[cfg(test)]
mod tests;
