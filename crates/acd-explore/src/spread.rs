//! How the actual value of an expectation with a band is spread over many seeds.

use acd_run::expect::subject;
use acd_scenario::{Plan, Want};
use serde_json::Value;

/// Two-sided quantile of the normal distribution for 95 %.
const Z_95: f64 = 1.959_963_984_540_054;

/// The spread of one member of one expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The expectation's place in the plan, from 0.
    pub expectation: usize,
    /// What it looks at: `queue sales_q`.
    pub subject: String,
    /// The member with the band, dotted for inner members.
    pub member: String,
    /// Not below, if it says so.
    pub min: Option<f64>,
    /// Not above, if it says so.
    pub max: Option<f64>,
    /// Runs in which the member had a value.
    pub values: u64,
    /// Runs in which it had none, or no number: the thing did not come into being, say.
    pub missing: u64,
    /// Runs inside the band, ends included.
    pub inside: u64,
    /// 95 % interval of the share inside, among all runs, after Wilson.
    pub share: (f64, f64),
    /// Mean of the values.
    pub mean: f64,
    /// 95 % interval of the mean, after Student.
    pub mean_interval: (f64, f64),
    /// Standard deviation of the values; zero for fewer than two.
    pub sd: f64,
    /// Minimum, 5 %, 25 %, 50 %, 75 %, 95 %, maximum: values that were seen, the nearest rank of each.
    pub quantiles: [f64; 7],
}

/// The ranks of [`Spread::quantiles`].
const RANKS: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

/// Spreads being gathered.
pub(crate) struct Spreads(Vec<Gathered>);

struct Gathered {
    expectation: usize,
    subject: String,
    member: String,
    min: Option<f64>,
    max: Option<f64>,
    values: Vec<f64>,
    missing: u64,
}

impl Spreads {
    /// One for each member with a band.
    pub(crate) fn of(plan: &Plan) -> Spreads {
        let gathered = bands(plan).map(|(expectation, member, min, max)| Gathered {
            expectation,
            subject: subject(&plan.expectations[expectation].of, plan),
            member: member.to_owned(),
            min,
            max,
            values: Vec::new(),
            missing: 0,
        });
        Spreads(gathered.collect())
    }

    /// What one run saw of them.
    pub(crate) fn take(&mut self, seen: &[Option<f64>]) {
        for (place, gathered) in self.0.iter_mut().enumerate() {
            match seen.get(place).copied().flatten() {
                Some(value) => gathered.values.push(value),
                None => gathered.missing += 1,
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<Spread> {
        self.0.into_iter().map(Gathered::spread).collect()
    }
}

/// All bands of a plan, in order: the place of the expectation, the member, not below, not above. That messages are counted
/// where their number is not said is no band of the plan.
pub(crate) fn bands(plan: &Plan) -> impl Iterator<Item = (usize, &str, Option<f64>, Option<f64>)> {
    plan.expectations.iter().enumerate().flat_map(|(place, expectation)| {
        let written = expectation.wants.iter().filter(|(name, _)| member(&expectation.written, name).is_some());
        written.filter_map(move |(name, want)| match *want {
            Want::Between { min, max } => Some((place, name.as_str(), min, max)),
            Want::Is(_) | Want::Error(_) => None,
        })
    })
}

/// What the expectations of a run saw, by their place, as the values of all [`bands`].
pub(crate) fn seen(plan: &Plan, actual: &[Value]) -> Vec<Option<f64>> {
    let value = |place: usize, name| actual.get(place).and_then(|row| member(row, name)).and_then(Value::as_f64);
    bands(plan).map(|(place, name, _, _)| value(place, name)).collect()
}

/// A member in the shape of the expectation: as written, or dotted.
fn member<'v>(row: &'v Value, name: &str) -> Option<&'v Value> {
    if let Some(value) = row.get(name) {
        return Some(value);
    }
    let inner = row.as_object()?.iter().find_map(|(key, value)| {
        let rest = name.strip_prefix(key.as_str())?.strip_prefix('.')?;
        Some((value, rest))
    });
    inner.and_then(|(value, rest)| member(value, rest))
}

impl Gathered {
    fn spread(mut self) -> Spread {
        self.values.sort_unstable_by(f64::total_cmp);
        let values = &self.values;
        let (min, max) = (self.min, self.max);
        let fits = |value: &&f64| min.is_none_or(|min| min <= **value) && max.is_none_or(|max| **value <= max);
        let inside = values.iter().filter(fits).count() as u64;
        let (mean, sd) = moments(values);
        let n = real(values.len() as u64);
        let half = if n > 1.0 { student_95(n - 1.0) * sd / n.sqrt() } else { 0.0 };
        Spread {
            expectation: self.expectation,
            subject: self.subject,
            member: self.member,
            min,
            max,
            values: values.len() as u64,
            missing: self.missing,
            inside,
            share: wilson_95(inside, values.len() as u64 + self.missing),
            mean,
            mean_interval: (mean - half, mean + half),
            sd,
            quantiles: RANKS.map(|rank| nearest_rank(values, rank)),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number of runs")]
fn real(count: u64) -> f64 {
    count as f64
}

/// Mean and standard deviation of a sample, by Welford's method.
fn moments(values: &[f64]) -> (f64, f64) {
    let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for value in values {
        n += 1.0;
        let off = value - mean;
        mean += off / n;
        squares += off * (value - mean);
    }
    (mean, if n > 1.0 { (squares / (n - 1.0)).sqrt() } else { 0.0 })
}

/// The smallest value that at least this share of the values does not exceed; zero for no values.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
fn nearest_rank(sorted: &[f64], rank: f64) -> f64 {
    let place = (rank * real(sorted.len() as u64)).ceil().max(1.0) as usize - 1;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

/// Wilson's interval of a share; from 0 to 1 for no runs.
fn wilson_95(inside: u64, all: u64) -> (f64, f64) {
    if all == 0 {
        return (0.0, 1.0);
    }
    let (n, share, z2) = (real(all), real(inside) / real(all), Z_95 * Z_95);
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// Two-sided 95 % quantile of Student's distribution: exact for one and two degrees of freedom, beyond by the expansion of
/// Cornish and Fisher, which is right to three digits from three on.
fn student_95(freedom: f64) -> f64 {
    if freedom <= 1.0 {
        return 12.706_204_736;
    }
    if freedom <= 2.0 {
        return 4.302_652_73;
    }
    let z = Z_95;
    let (z3, z5) = (z * z * z, z * z * z * z * z);
    let (z7, z9) = (z5 * z * z, z5 * z * z * z * z);
    z + (z3 + z) / (4.0 * freedom)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * freedom * freedom)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * freedom * freedom * freedom)
        + (79.0 * z9 + 776.0 * z7 + 1482.0 * z5 - 1920.0 * z3 - 945.0 * z)
            / (92_160.0 * freedom * freedom * freedom * freedom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f64, other: f64) {
        assert!((one - other).abs() < 5e-3, "{one} is not {other}");
    }

    /// Quantiles as tables of the distributions have them.
    #[test]
    fn intervals_are_those_of_the_tables() {
        for (freedom, quantile) in
            [(1.0, 12.706), (2.0, 4.303), (3.0, 3.182), (4.0, 2.776), (9.0, 2.262), (99.0, 1.984)]
        {
            close(student_95(freedom), quantile);
        }
        let (low, high) = wilson_95(8, 10);
        close(low, 0.4902);
        close(high, 0.9433);
        let (low, high) = wilson_95(10, 10);
        close(low, 0.7225);
        close(high, 1.0);
        assert_eq!(wilson_95(0, 0), (0.0, 1.0));
    }

    #[test]
    fn a_spread_counts_what_is_inside_and_what_is_missing() {
        let mut gathered = Gathered {
            expectation: 0,
            subject: String::new(),
            member: "period.calls".to_owned(),
            min: Some(2.0),
            max: Some(4.0),
            values: Vec::new(),
            missing: 0,
        };
        let mut spreads = Spreads(vec![]);
        for n in [5, 1, 2, 3, 4] {
            let row = serde_json::json!({ "period": { "calls": n } });
            gathered.values.extend(member(&row, "period.calls").and_then(Value::as_f64));
        }
        spreads.0.push(gathered);
        spreads.take(&[None]);
        let spread = spreads.finish().remove(0);
        assert_eq!((spread.values, spread.missing, spread.inside), (5, 1, 3));
        close(spread.mean, 3.0);
        close(spread.sd, 1.5811);
        close(spread.mean_interval.0, 3.0 - 2.776 * 1.5811 / 5_f64.sqrt());
        assert_eq!(spread.quantiles.map(|value| value.to_string()), ["1", "1", "2", "3", "4", "5", "5"]);
    }
}
