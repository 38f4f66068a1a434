//! Runs of one plan and seed held against each other, record by record: whoever moves time, the trace is the same.

use std::fmt;

use acd_core::Entry;
use acd_run::{Around, Driver, RunError, RunOptions, run, run_with};
use acd_scenario::Plan;

use crate::play::{Watcher, engine, play};

/// How a plan is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On the bare engine, from outside step by step.
    Stepped,
    /// Through the TAPI 3 face, under a driver.
    Driven(Driver),
}

impl Way {
    /// Every way; a real clock so many times as fast.
    pub fn all(speed: u32) -> [Way; 4] {
        [Way::Stepped, Way::Driven(Driver::Virtual), Way::Driven(Driver::Paused), Way::Driven(Driver::Real { speed })]
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::Stepped => f.write_str("stepped from outside"),
            Way::Driven(Driver::Virtual) => f.write_str("in virtual time"),
            Way::Driven(Driver::Paused) => f.write_str("by a paused clock"),
            Way::Driven(Driver::Real { speed }) => write!(f, "by a real clock, {speed} times as fast"),
        }
    }
}

/// Where two runs first differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// How the one was run.
    pub one: Way,
    /// How the other was run.
    pub other: Way,
    /// The place of the first entries that differ, from 0.
    pub place: usize,
    /// Up to five entries that both have, just before.
    pub before: Vec<Entry>,
    /// What the one has there; nothing where it is over.
    pub first: Option<Entry>,
    /// What the other has there; nothing where it is over.
    pub second: Option<Entry>,
}

/// Runs a plan in the first way twice and in every other way once, and finds the first difference.
///
/// It builds runtimes of its own, so it must not be called from inside one.
///
/// # Errors
/// When a run stops before its end.
pub fn compare(plan: &Plan, seed: u64, ways: &[Way]) -> Result<Option<Difference>, RunError> {
    let Some((first, others)) = ways.split_first() else { return Ok(None) };
    let mut kept: Vec<Entry> = Vec::new();
    go(plan, seed, *first, &mut kept)?;
    for other in std::iter::once(first).chain(others) {
        let mut follower = Follower { kept: &kept, place: 0, differs: None };
        go(plan, seed, *other, &mut follower)?;
        if let Some((place, second)) = follower.end() {
            let before = kept[place.saturating_sub(5)..place].to_vec();
            let first_entry = kept.get(place).cloned();
            return Ok(Some(Difference { one: *first, other: *other, place, before, first: first_entry, second }));
        }
    }
    Ok(None)
}

/// The digest of a run in virtual time, for a comparison with another process.
///
/// # Errors
/// When the run stops before its end.
pub fn digest(plan: &Plan, seed: u64) -> Result<Option<String>, RunError> {
    let options = RunOptions { seed: Some(seed), digest: true, ..RunOptions::default() };
    Ok(run(plan, &options)?.digest)
}

fn go(plan: &Plan, seed: u64, way: Way, watcher: &mut impl Watcher) -> Result<(), RunError> {
    match way {
        Way::Stepped => {
            let mut engine = engine(plan, seed);
            engine.keep_trace();
            let played = play(plan, seed, engine, watcher);
            played.halt.map_or(Ok(()), |halt| Err(RunError::Law(halt)))
        }
        Way::Driven(driver) => {
            let options = RunOptions { seed: Some(seed), driver, ..RunOptions::default() };
            let listener = Box::new(|line: &acd_trace::Line| watcher.see(&mut vec![line.entry.clone()]));
            run_with(plan, &options, Around { wrap: None, listener: Some(listener) }).map(drop)
        }
    }
}

/// Holds a run against one that was kept.
struct Follower<'k> {
    kept: &'k [Entry],
    place: usize,
    differs: Option<(usize, Option<Entry>)>,
}

impl Follower<'_> {
    fn end(self) -> Option<(usize, Option<Entry>)> {
        let short = (self.place < self.kept.len()).then_some((self.place, None));
        self.differs.or(short)
    }
}

impl Watcher for Follower<'_> {
    fn see(&mut self, entries: &mut Vec<Entry>) {
        for entry in entries.drain(..) {
            if self.differs.is_some() {
                return;
            }
            if self.kept.get(self.place) == Some(&entry) {
                self.place += 1;
            } else {
                self.differs = Some((self.place, Some(entry)));
            }
        }
    }
}
