//! Makes a plan that fails small, so that it still fails for the same reason.
//!
//! First everything that is drawn is written out: streams become lists of calls, distributions become their values. Then things
//! are dropped (steps, calls, agents, queues, faults and so on), then what is left is made plain, then times are made short; and
//! again, until nothing more can go or the runs are used up. The result does not depend on anything but plan, seed and budget.

mod clients;
mod freeze;
mod ids;
mod keep;
mod lists;
mod plain;
mod times;
mod unused;

use acd_scenario::{NoFiles, Plan, Source, load, write};

use crate::panics::caught;
use crate::play::{engine, play};
use crate::{Failure, Reason, judge};

use self::keep::Keep;
pub(crate) use self::keep::tidy;

/// So many runs are enough for what a swarm draws.
pub const RUNS: u64 = 5_000;

/// A small plan that fails.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrunk {
    /// The plan; its seed is the one that it fails under.
    pub plan: Plan,
    /// How it fails. An expectation has its place in the small plan.
    pub failure: Failure,
    /// Runs that it took.
    pub runs: u64,
}

impl Shrunk {
    /// The scenario file.
    pub fn text(&self) -> String {
        write(&self.plan)
    }
}

/// Makes a plan small that fails so, with at most so many runs. `None` where it does not fail in this way under this seed.
pub fn shrink(plan: &Plan, failure: &Failure, runs_max: u64) -> Option<Shrunk> {
    let mut plan = plan.clone();
    plan.config.seed = failure.seed;
    let mut shrinker = Shrinker { plan, reason: failure.reason.clone(), runs: 0, runs_max: runs_max.max(1) };
    if !shrinker.fails(&shrinker.plan.clone(), &failure.reason) {
        return None;
    }
    shrinker.run();
    let Shrinker { plan, reason, runs, .. } = shrinker;
    let failure = judge(&plan, plan.config.seed).failures.into_iter().find(|failure| failure.reason == reason)?;
    Some(Shrunk { plan, failure, runs })
}

/// A plan on its way to a small one.
struct Shrinker {
    /// The smallest so far.
    plan: Plan,
    /// Why it fails; the place of an expectation moves.
    reason: Reason,
    runs: u64,
    runs_max: u64,
}

impl Shrinker {
    fn run(&mut self) {
        // What panics cannot be seen to its end, and stays as it is drawn.
        let frozen = caught(|| freeze::freeze(&self.plan));
        if let Ok(frozen) = frozen {
            self.attempt(&frozen);
        }
        self.attempt(&tidy(&self.plan));
        loop {
            let before = self.plan.clone();
            self.drop_expectations();
            self.drop_many(|keep| &mut keep.steps);
            self.drop_many(|keep| &mut keep.streams);
            self.drop_calls();
            self.drop_many(|keep| &mut keep.agents);
            self.drop_many(|keep| &mut keep.faults);
            self.drop_many(|keep| &mut keep.queues);
            self.drop_many(|keep| &mut keep.groups);
            self.make_plain();
            self.make_short();
            if self.plan == before || self.is_out_of_runs() {
                break;
            }
        }
        self.expect_refusals();
    }

    fn is_out_of_runs(&self) -> bool {
        self.runs >= self.runs_max
    }

    fn fails(&mut self, plan: &Plan, reason: &Reason) -> bool {
        self.runs += 1;
        judge(plan, plan.config.seed).failures.iter().any(|failure| failure.reason == *reason)
    }

    /// Goes on with a candidate, if it is a valid scenario that fails for the same reason.
    fn attempt(&mut self, candidate: &Plan) -> bool {
        let reason = self.reason.clone();
        self.attempt_as(candidate, reason)
    }

    fn attempt_as(&mut self, candidate: &Plan, reason: Reason) -> bool {
        if *candidate == self.plan || self.is_out_of_runs() {
            return false;
        }
        let Some(candidate) = as_read(candidate).filter(|read| *read != self.plan) else { return false };
        let smaller = self.fails(&candidate, &reason);
        if smaller {
            self.plan = candidate;
            self.reason = reason;
        }
        smaller
    }

    /// Only the one that fails is of interest; where it is no expectation that fails, those are that it takes.
    fn drop_expectations(&mut self) {
        let mut keep = Keep::all(&self.plan);
        keep.expectations.fill(false);
        let reason = match self.reason {
            Reason::Expectation(place) => {
                if let Some(failing) = keep.expectations.get_mut(place) {
                    *failing = true;
                }
                Reason::Expectation(0)
            }
            Reason::Law(_)
            | Reason::Panic
            | Reason::Audit(_)
            | Reason::Differs
            | Reason::GoesRound
            | Reason::Refused(_)
            | Reason::NotRefused(_) => self.reason.clone(),
        };
        self.attempt_as(&keep.apply(&self.plan), reason);
        if !matches!(self.reason, Reason::Expectation(_)) {
            self.drop_many(|keep| &mut keep.expectations);
        }
    }

    /// Drops halves, then quarters and so on, down to single things.
    fn drop_many(&mut self, of: impl Fn(&mut Keep) -> &mut Vec<bool>) {
        let mut size = of(&mut Keep::all(&self.plan)).len();
        while size > 0 {
            let mut from = 0;
            loop {
                let mut keep = Keep::all(&self.plan);
                let kept = of(&mut keep);
                if from >= kept.len() || self.is_out_of_runs() {
                    break;
                }
                let to = kept.len().min(from + size);
                kept[from..to].fill(false);
                let candidate = keep.apply(&self.plan);
                if !self.attempt(&candidate) {
                    from += size;
                }
            }
            size /= 2;
        }
    }

    /// The same with the calls of listed streams.
    fn drop_calls(&mut self) {
        for stream in 0..self.plan.config.streams.len() {
            let mut size = lists::calls(&self.plan, stream);
            while size > 0 {
                let mut from = 0;
                while from < lists::calls(&self.plan, stream) && !self.is_out_of_runs() {
                    let candidate = lists::without(&self.plan, stream, from..from + size);
                    if !self.attempt(&candidate) {
                        from += size;
                    }
                }
                size /= 2;
            }
        }
    }

    fn make_plain(&mut self) {
        for change in plain::changes(&self.plan) {
            let mut candidate = self.plan.clone();
            if change.apply(&mut candidate) {
                self.attempt(&tidy(&candidate));
            }
        }
    }

    fn make_short(&mut self) {
        for place in 0..times::count(&self.plan) {
            for shorter in times::shorter(&self.plan, place) {
                if self.attempt(&shorter) {
                    break;
                }
            }
        }
    }

    /// Steps that are refused now are to say so, where that is not the reason.
    fn expect_refusals(&mut self) {
        let mut candidate = self.plan.clone();
        let seed = candidate.config.seed;
        let played = caught(|| play(&self.plan, seed, engine(&self.plan, seed), &mut ()));
        for surprise in played.into_iter().flat_map(|played| played.surprises) {
            candidate.steps[surprise.step].refused = surprise.came;
        }
        // One more run than was asked for: a file with other failures in it would mislead.
        self.runs_max = self.runs_max.max(self.runs + 1);
        self.attempt(&candidate);
    }
}

/// The plan as a file with it would be read, if it would: what a name means may hang on what has changed.
fn as_read(plan: &Plan) -> Option<Plan> {
    let text = write(plan);
    load(&Source { name: &plan.name, bytes: text.as_bytes(), files: &NoFiles }).ok().map(|loaded| loaded.plan)
}
