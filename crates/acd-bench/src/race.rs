//! Contenders in turn, round by round: what the machine does meanwhile happens to all of them.

use std::time::Duration;

use crate::clock::Clock;
use crate::estimate::Estimate;
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

    /// Times everybody in every round, one after another; in every other round the other way round, so that nobody is
    /// always the one who comes after the same.
    pub(crate) fn run(mut self, rounds: u32) -> Times {
        let mut costs = vec![Vec::new(); self.entrants.len()];
        for round in 0..rounds.max(1) {
            let mut places: Vec<usize> = (0..self.entrants.len()).collect();
            if round % 2 == 1 {
                places.reverse();
            }
            for place in places {
                let (units, took) = (self.entrants[place].1)(self.clock);
                costs[place].push(took.as_secs_f64() * 1e9 / number(units.max(1)));
            }
        }
        Times { names: self.entrants.into_iter().map(|(name, _)| name).collect(), costs }
    }
}

impl Times {
    pub(crate) fn name(&self, entrant: usize) -> &str {
        &self.names[entrant]
    }

    /// Nanoseconds a unit.
    pub(crate) fn cost(&self, entrant: usize) -> Estimate {
        Estimate::of_times(&self.costs[entrant])
    }

    /// What an entrant takes for one of another's.
    pub(crate) fn ratio(&self, entrant: usize, of: usize) -> Estimate {
        let pairs = self.costs[entrant].iter().zip(&self.costs[of]);
        let ratios = pairs.map(|(cost, other)| cost / other).collect();
        Estimate::of_ratios(ratios, self.least(entrant) / self.least(of))
    }

    /// What an entrant takes beyond a second, for one of a third's.
    pub(crate) fn ratio_of_difference(&self, entrant: usize, beyond: usize, of: usize) -> Estimate {
        let rounds = 0..self.costs[of].len();
        let ratio = |round: usize| (self.costs[entrant][round] - self.costs[beyond][round]) / self.costs[of][round];
        let of_quickest = (self.least(entrant) - self.least(beyond)) / self.least(of);
        Estimate::of_ratios(rounds.map(ratio).collect(), of_quickest)
    }

    fn least(&self, entrant: usize) -> f64 {
        self.cost(entrant).value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_of_rounds() {
        let costs = vec![vec![20.0, 33.0, 22.0], vec![10.0, 11.0, 11.0], vec![1.0, 1.0, 1.0]];
        let times = Times { names: Vec::new(), costs };
        let ratio = times.ratio(0, 1);
        assert!((ratio.value - 2.0).abs() < 1e-12 && (ratio.noise - 1.0).abs() < 1e-12, "{ratio}");
        let beyond = times.ratio_of_difference(0, 1, 2);
        assert!((beyond.value - 11.0).abs() < 1e-12 && (beyond.noise - 11.0).abs() < 1e-12, "{beyond}");
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
        assert_eq!(turns.into_inner(), "a(b)(b)aa(b)");
    }
}
