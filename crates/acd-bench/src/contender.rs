//! Who plays the models, and the check before anybody is timed.

use acd_check::theory::{Interval, interval};

use crate::model::{Model, Tally, number};

/// Somebody who can play a model.
#[derive(Clone, Copy)]
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    /// Plays so many calls under a seed, until the last one is over.
    pub(crate) play: fn(&Model, u64, u64) -> Tally,
}

/// A figure of a run.
type Figure = fn(&Tally) -> f64;

/// Runs whose figures are held against theory, each under a seed of its own.
const RUNS: u64 = 40;
/// Calls of each of them: so many that the empty floor at its start does not count.
const CALLS: u64 = 50_000;
/// An interval that reaches further, as a part of the value, says nothing.
const HALF_WIDTH_MAX: f64 = 0.12;

impl Contender {
    /// Compares what comes of a model with the exact values.
    ///
    /// # Errors
    /// What is wrong, in words: an exact value outside its interval of 99.9 %, an interval too wide to tell, or calls that
    /// are missing.
    pub(crate) fn check(&self, model: &Model) -> Result<(), String> {
        let tallies: Vec<Tally> = (1..=RUNS).map(|seed| (self.play)(model, seed, CALLS)).collect();
        if let Some(tally) = tallies.iter().find(|tally| !is_complete(tally)) {
            return Err(format!("{}: calls are missing: {tally:?}", self.name));
        }
        let exact = model.station().figures();
        let figures: [(&str, Figure, f64); 3] = [
            ("waits", |tally| number(tally.queued) / number(tally.offered), exact.waits),
            ("mean wait", |tally| number(tally.waited_us) / 1e6 / number(tally.offered), exact.mean_wait),
            ("abandons", |tally| number(tally.abandoned) / number(tally.offered), exact.abandons),
        ];
        for (name, of, exact) in figures {
            let found = interval(&tallies.iter().map(of).collect::<Vec<f64>>());
            if !agrees(found, exact) {
                return Err(format!("{}: {name} is {found:?}, and theory says {exact}", self.name));
            }
        }
        Ok(())
    }

    /// Compares what comes of a model with what comes of it elsewhere, call for call: for floors that take too long to fill
    /// for [`Contender::check`].
    ///
    /// # Errors
    /// What differs, in words.
    pub(crate) fn check_beside(&self, other: &Contender, model: &Model) -> Result<(), String> {
        let [mine, others] = [self, other].map(|contender| (contender.play)(model, 1, CALLS));
        if mine == others { Ok(()) } else { Err(format!("{} and {} differ", self.name, other.name)) }
    }
}

fn is_complete(tally: &Tally) -> bool {
    tally.offered == CALLS && tally.answered.iter().sum::<u64>() + tally.abandoned == CALLS
}

fn agrees(found: Interval, exact: f64) -> bool {
    found.holds(exact) && found.half_width <= HALF_WIDTH_MAX * exact
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scaled;
    use crate::{engine, limit, rivals};

    fn all() -> [Contender; 5] {
        [limit::BEST, engine::DIRECT, engine::FROM_A_FILE, rivals::NEXOSIM, rivals::DESRU]
    }

    /// The others make the same calls as this one, as the last test shows.
    #[test]
    fn the_limit_loop_agrees_with_theory() {
        for model in [Model::busy(10), Model::impatient(10)] {
            assert_eq!(limit::BEST.check(&model), Ok(()));
        }
    }

    #[test]
    fn who_plays_another_model_is_refused() {
        let wrong: [fn(&Model, u64, u64) -> Tally; 3] = [
            |model, seed, calls| (limit::BEST.play)(&Model { agents: 11, ..*model }, seed, calls),
            |model, seed, calls| (limit::BEST.play)(model, seed, calls - 1),
            |model, seed, calls| {
                (limit::BEST.play)(&Model { patience: Some(scaled(model.talk, 20, 1)), ..*model }, seed, calls)
            },
        ];
        for play in wrong {
            let contender = Contender { name: "wrong", play };
            assert!(contender.check(&Model::busy(10)).is_err());
        }
    }

    #[test]
    fn the_same_draws_come_to_the_same_calls() {
        for model in [Model::busy(10), Model::impatient(10), Model::impatient(100)] {
            let tallies = all().map(|contender| (contender.play)(&model, 7, 20_000));
            for (contender, tally) in all().iter().zip(&tallies) {
                assert_eq!(tally, &tallies[0], "{}", contender.name);
            }
        }
    }
}
