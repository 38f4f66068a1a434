//! A plan under many seeds.

use std::num::NonZeroUsize;

use acd_scenario::Plan;

use crate::coverage::Coverage;
use crate::jobs::in_order;
use crate::panics::or_panic;
use crate::prepared::{Glance, Hand, Prepared};
use crate::spread::{Spread, Spreads};
use crate::swarm;
use crate::{Failure, Verdict, judge};

/// So many failures are kept whole; the rest are counted.
const FAILURES_KEPT: usize = 100;

/// So many of the runs with the most events are kept.
const LONGEST_KEPT: usize = 5;

/// Which seeds, and by how many threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeds {
    /// The first.
    pub from: u64,
    /// How many, one after another.
    pub count: u64,
    /// Threads; the results are the same for any number.
    pub jobs: NonZeroUsize,
}

/// What came of a plan, or of the swarm, under many seeds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exploration {
    /// Runs.
    pub seeds: u64,
    /// Of them, those with nothing wrong.
    pub passed: u64,
    /// Events that the engine handled in all of them.
    pub events: u64,
    /// The first failures in order of seeds, the gravest of each seed; a hundred at most. A mistake of ours that
    /// comes later takes the place of the last one that is none.
    pub failures: Vec<Failure>,
    /// The runs with the most events, most first: seed and events.
    pub longest: Vec<(u64, u64)>,
    /// For each expectation with a band and each of its members that has one: how the actual values were spread.
    pub spreads: Vec<Spread>,
    /// What came about.
    pub coverage: Coverage,
}

impl Exploration {
    /// Runs with something wrong.
    pub fn failed(&self) -> u64 {
        self.seeds - self.passed
    }

    fn take(&mut self, seed: u64, run: Glance) {
        self.seeds += 1;
        self.events += run.events;
        self.coverage.put(run.came);
        match run.failure {
            None => self.passed += 1,
            Some(failure) => self.keep(*failure),
        }
        let place = self.longest.partition_point(|(_, events)| *events >= run.events);
        if place < LONGEST_KEPT {
            self.longest.insert(place, (seed, run.events));
            self.longest.truncate(LONGEST_KEPT);
        }
    }

    /// Keeps a failure, where there is room or something less grave to make room.
    fn keep(&mut self, failure: Failure) {
        if self.failures.len() >= FAILURES_KEPT {
            let less_grave = self.failures.iter().rposition(|kept| !kept.reason.is_ours());
            let Some(place) = less_grave.filter(|_| failure.reason.is_ours()) else { return };
            self.failures.remove(place);
        }
        self.failures.push(failure);
    }
}

/// Runs a plan under every seed with everything asserted. `progress` is called after each of them, in order of seeds, with the
/// state of things; it says whether to go on.
pub fn explore(plan: &Plan, seeds: Seeds, mut progress: impl FnMut(&Exploration) -> bool) -> Exploration {
    let mut all = Exploration::default();
    let mut spreads = Spreads::of(plan);
    let prepared = Prepared::new(plan);
    let work = |hand: &mut Hand, n| prepared.glance(hand, seeds.from.wrapping_add(n));
    in_order(seeds.jobs, seeds.count, Hand::default, work, |n, run| {
        spreads.take(&run.bands);
        all.take(seeds.from.wrapping_add(n), run);
        progress(&all)
    });
    all.spreads = spreads.finish();
    all
}

/// The same where each seed also draws the scenario. See [`swarm::plan`].
pub fn explore_swarm(seeds: Seeds, mut progress: impl FnMut(&Exploration) -> bool) -> Exploration {
    let mut all = Exploration::default();
    let work = |(): &mut (), n| {
        let seed = seeds.from.wrapping_add(n);
        // Who draws may panic as well as who is drawn.
        let verdict = or_panic(seed, || judge(&swarm::plan(seed), seed)).unwrap_or_else(Verdict::of_panic);
        Glance::of(verdict, Vec::new())
    };
    in_order(
        seeds.jobs,
        seeds.count,
        || (),
        work,
        |n, run| {
            all.take(seeds.from.wrapping_add(n), run);
            progress(&all)
        },
    );
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reason;

    #[test]
    fn a_mistake_of_ours_is_kept_however_late_it_comes() {
        let mut all = Exploration::default();
        for seed in 0..300 {
            let reason = if seed % 100 == 50 { Reason::Panic } else { Reason::Expectation(0) };
            let failure = Failure { seed, reason, text: String::new() };
            all.take(seed, Glance { failure: Some(Box::new(failure)), ..Glance::default() });
        }
        let kept: Vec<u64> = all.failures.iter().map(|failure| failure.seed).collect();
        let first: Vec<u64> = (0..98).chain([150, 250]).collect();
        assert_eq!((kept, all.failed()), (first, 300));
    }
}
