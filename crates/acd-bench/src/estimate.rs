//! What the rounds of a busy machine come to: a value, and how far it can be trusted.
//!
//! Whatever else the machine does only ever adds to a time, and comes and goes. So a time is that of the quickest round. Of a
//! ratio both sides are disturbed, mostly alike within a round and differently between rounds: the median of the rounds' own
//! ratios is its value, for that needs no round in which nobody was disturbed. The ratio of the quickest rounds, which does,
//! stands beside it: where the two differ, the machine was not calm enough to tell, and the difference is noise.

use std::fmt;

use crate::model::number;

/// A value and its noise, in the same unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    /// The true value lies within it on either side, as far as the rounds can tell.
    pub(crate) noise: f64,
}

/// The interval around a median holds the true one with a chance of at least one minus this; where there are too few rounds
/// for that, it holds all of them.
const CHANCE_OUTSIDE: f64 = 1.0 / 8.0;

impl Estimate {
    /// Of what does not differ from run to run.
    pub(crate) const fn exact(value: f64) -> Estimate {
        Estimate { value, noise: 0.0 }
    }

    /// Of times: the quickest, and as noise what it takes to reach half of them.
    pub(crate) fn of_times(times: &[f64]) -> Estimate {
        let sorted = sorted(times.to_vec());
        Estimate { value: sorted[0], noise: median(&sorted) - sorted[0] }
    }

    /// Of the ratios of single rounds: their median. As noise the further end of the interval around it, or the ratio of
    /// the quickest rounds where that is further still.
    pub(crate) fn of_ratios(ratios: Vec<f64>, of_quickest: f64) -> Estimate {
        let sorted = sorted(ratios);
        let value = median(&sorted);
        let cut = cut(sorted.len());
        let ends = [sorted[cut], sorted[sorted.len() - 1 - cut], of_quickest];
        Estimate { value, noise: ends.into_iter().map(|end| (end - value).abs()).fold(0.0, f64::max) }
    }

    /// The same in another unit, so many times as small.
    pub(crate) fn over(self, unit: f64) -> Estimate {
        Estimate { value: self.value / unit, noise: self.noise / unit }
    }

    /// How many a second, where this is the time of one in nanoseconds.
    pub(crate) fn a_second(self) -> Estimate {
        let rate = |ns: f64| 1e9 / ns;
        Estimate { value: rate(self.value), noise: rate(self.value) - rate(self.value + self.noise) }
    }
}

impl fmt::Display for Estimate {
    /// With two decimals, or with as many as asked for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(2);
        write!(f, "{:.decimals$}", self.value)?;
        if self.noise > 0.0 { write!(f, " ±{:.decimals$}", self.noise) } else { Ok(()) }
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) }
}

/// How many rounds at either end lie outside the interval around their median. Each round is above the true median or below
/// it with the same chance, so that the ends follow from tossing a coin, whatever the distribution.
fn cut(rounds: usize) -> usize {
    let mut cut = 0;
    // The chances that no round, one, two, ... are on the one side and all others on the other.
    let mut chance = 0.5_f64.powi(i32::try_from(rounds).unwrap_or(i32::MAX));
    let mut outside = chance;
    for on_one_side in 1..rounds.div_ceil(2) {
        chance *= number((rounds + 1 - on_one_side) as u64) / number(on_one_side as u64);
        outside += chance;
        if 2.0 * outside > CHANCE_OUTSIDE {
            break;
        }
        cut = on_one_side;
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(estimate: Estimate, value: f64, noise: f64) -> bool {
        (estimate.value - value).abs() < 1e-9 && (estimate.noise - noise).abs() < 1e-9
    }

    #[test]
    fn a_time_is_that_of_the_quickest_round() {
        assert!(is(Estimate::of_times(&[30.0, 20.0, 22.0, 24.0]), 20.0, 3.0));
        assert!(is(Estimate::of_times(&[30.0]), 30.0, 0.0));
        assert!(is(Estimate::of_times(&[10.0, 20.0, 90.0]).a_second(), 1e8, 5e7));
    }

    #[test]
    fn a_ratio_is_the_median_of_the_rounds() {
        assert!(is(Estimate::of_ratios(vec![2.0, 9.0, 2.1], 2.1), 2.1, 6.9));
        // One of seven rounds at either end may be as far away as it likes.
        let calm = vec![2.0, 2.1, 2.2, 0.1, 1.9, 1.8, 50.0];
        assert!(is(Estimate::of_ratios(calm.clone(), 2.0), 2.0, 0.2));
        // Two ways of looking at the rounds that disagree.
        assert!(is(Estimate::of_ratios(calm, 1.5), 2.0, 0.5));
    }

    /// Tables of the sign test: with seven rounds, the second to the sixth hold the median with a chance of 7/8.
    #[test]
    fn more_rounds_make_a_narrower_interval() {
        let cuts = [(1, 0), (2, 0), (3, 0), (5, 0), (6, 0), (7, 1), (9, 1), (11, 2), (21, 6)];
        for (rounds, expected) in cuts {
            assert_eq!(cut(rounds), expected, "{rounds} rounds");
        }
    }

    #[test]
    fn noise_shows_where_there_is_some() {
        assert_eq!(format!("{}", Estimate { value: 2.0, noise: 0.126 }), "2.00 ±0.13");
        assert_eq!(format!("{:.0}", Estimate::exact(64.2)), "64");
    }
}
