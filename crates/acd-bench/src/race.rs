//! Contenders in turn, round by round: what the machine does meanwhile happens to all of them.

use std::fmt;
use std::time::Duration;

use crate::clock::Clock;
use crate::model::number;

/// A turn: how many units of work were done, calls or requests or steps, and how long it took.
type Turn<'a> = Box<dyn FnMut(Clock) -> (u64, Duration) + 'a>;

/// Several pieces of work, timed in turn.
pub(crate) struct Race<'a> {
    clock: Clock,
    entrants: Vec<(String, Turn<'a>)>,
}

/// Nanoseconds a unit, for each entrant and each round.
pub(crate) struct Times {
    names: Vec<String>,
    costs: Vec<Vec<f64>>,
}

/// How many times as much one entrant takes as another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ratio {
    /// Of the quickest rounds of both.
    pub(crate) value: f64,
    /// Half of the distance between the quartiles of the ratios of single rounds.
    pub(crate) noise: f64,
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ±{:.2}", self.value, self.noise)
    }
}

impl<'a> Race<'a> {
    pub(crate) const fn new(clock: Clock) -> Race<'a> {
        Race { clock, entrants: Vec::new() }
    }

    /// An entrant, whose work says how many units it did.
    #[must_use]
    pub(crate) fn with(self, name: impl Into<String>, mut work: impl FnMut() -> u64 + 'a) -> Race<'a> {
        self.with_prepared(name, || 0, move |units| *units = work(), |units| *units)
    }

    /// An entrant whose work begins with something that is made, asked how many units were done with it, and done away with,
    /// while no clock runs.
    #[must_use]
    pub(crate) fn with_prepared<T>(
        mut self,
        name: impl Into<String>,
        mut prepare: impl FnMut() -> T + 'a,
        mut work: impl FnMut(&mut T) + 'a,
        units: impl Fn(&T) -> u64 + 'a,
    ) -> Race<'a> {
        let turn = move |clock: Clock| {
            let mut prepared = prepare();
            let ((), took) = clock.time(|| work(&mut prepared));
            (units(&prepared), took)
        };
        self.entrants.push((name.into(), Box::new(turn)));
        self
    }

    /// Times everybody in every round, one after another.
    pub(crate) fn run(mut self, rounds: u32) -> Times {
        let mut costs = vec![Vec::new(); self.entrants.len()];
        for _ in 0..rounds.max(1) {
            for ((_, turn), costs) in self.entrants.iter_mut().zip(&mut costs) {
                let (units, took) = turn(self.clock);
                costs.push(took.as_secs_f64() * 1e9 / number(units.max(1)));
            }
        }
        Times { names: self.entrants.into_iter().map(|(name, _)| name).collect(), costs }
    }
}

impl Times {
    pub(crate) fn name(&self, entrant: usize) -> &str {
        &self.names[entrant]
    }

    /// Nanoseconds a unit in the quickest round.
    pub(crate) fn least(&self, entrant: usize) -> f64 {
        self.costs[entrant].iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// What an entrant takes for one of another's.
    pub(crate) fn ratio(&self, entrant: usize, of: usize) -> Ratio {
        let pairs = self.costs[entrant].iter().zip(&self.costs[of]);
        let ratios = pairs.map(|(cost, other)| cost / other).collect();
        Ratio { value: self.least(entrant) / self.least(of), noise: noise(ratios) }
    }

    /// What an entrant takes beyond a second, for one of a third's.
    pub(crate) fn ratio_of_difference(&self, entrant: usize, beyond: usize, of: usize) -> Ratio {
        let rounds = 0..self.costs[of].len();
        let ratio = |round: usize| (self.costs[entrant][round] - self.costs[beyond][round]) / self.costs[of][round];
        let value = (self.least(entrant) - self.least(beyond)) / self.least(of);
        Ratio { value, noise: noise(rounds.map(ratio).collect()) }
    }
}

/// Half of the distance between the quartiles.
fn noise(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    let quarter = ratios.len() / 4;
    (ratios[ratios.len() - 1 - quarter] - ratios[quarter]) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_of_the_quickest_rounds_and_noise_of_all() {
        let costs = vec![vec![20.0, 30.0, 22.0, 24.0], vec![10.0, 10.0, 11.0, 10.0], vec![1.0, 1.0, 1.0, 1.0]];
        let times = Times { names: Vec::new(), costs };
        let ratio = times.ratio(0, 1);
        assert!((ratio.value - 2.0).abs() < 1e-12, "{ratio}");
        // Sorted: 2, 2, 2.4, 3.
        assert!((ratio.noise - 0.2).abs() < 1e-12, "{ratio}");
        assert!((times.ratio_of_difference(0, 1, 2).value - 10.0).abs() < 1e-12);
    }

    #[test]
    fn everybody_has_a_turn_in_every_round() {
        let turns = std::cell::RefCell::new(String::new());
        let turn = |name: char| {
            let turns = &turns;
            move || {
                turns.borrow_mut().push(name);
                1
            }
        };
        let prepare = || turns.borrow_mut().push('(');
        let work = |(): &mut ()| turns.borrow_mut().push('b');
        let count = |(): &()| {
            turns.borrow_mut().push(')');
            1
        };
        Race::new(Clock::Processor).with("a", turn('a')).with_prepared("b", prepare, work, count).run(3);
        assert_eq!(turns.into_inner(), "a(b)a(b)a(b)");
    }
}
