//! Confidence intervals from batch means: a long run cut into stretches that hardly know of each other.

use super::station::simpson;

/// Where the true value is, with 99.9 per cent confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The middle.
    pub mean: f64,
    /// How far it reaches to both sides.
    pub half_width: f64,
}

impl Interval {
    /// True where a value lies inside, ends included.
    pub fn holds(&self, value: f64) -> bool {
        (value - self.mean).abs() <= self.half_width
    }
}

/// Outside with this probability, half of it on each side.
const OUTSIDE: f64 = 0.001;

/// The interval of means of batches.
///
/// # Panics
/// For fewer than 20 batches, which say too little about their own spread.
pub fn interval(batches: &[f64]) -> Interval {
    assert!(batches.len() >= 20, "{} batches are too few", batches.len());
    let n = f64::from(u32::try_from(batches.len()).expect("a few batches"));
    let mean = batches.iter().sum::<f64>() / n;
    let variance = batches.iter().map(|batch| (batch - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let quantile = t_quantile(1.0 - OUTSIDE / 2.0, n - 1.0);
    Interval { mean, half_width: quantile * (variance / n).sqrt() }
}

/// A quantile of Student's t above the median, found by halving.
pub fn t_quantile(probability: f64, degrees: f64) -> f64 {
    let scale = (libm::lgamma(f64::midpoint(degrees, 1.0)) - libm::lgamma(degrees / 2.0)).exp()
        / (degrees * std::f64::consts::PI).sqrt();
    let density = |t: f64| scale * (1.0 + t * t / degrees).powf(-f64::midpoint(degrees, 1.0));
    let (mut low, mut high) = (0.0, 50.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if 0.5 + simpson(density, middle) < probability { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (degrees, quantile) in [(19.0, 3.883), (29.0, 3.659), (39.0, 3.558), (99.0, 3.392)] {
            assert!((t_quantile(0.9995, degrees) - quantile).abs() < 6e-4, "{degrees}");
        }
        assert!((t_quantile(0.975, 10.0) - 2.228).abs() < 6e-4);
    }

    #[test]
    fn an_interval_holds_its_middle_and_not_what_is_far_away() {
        let batches: Vec<f64> = (0..40).map(|n| f64::from(n % 2)).collect();
        let interval = interval(&batches);
        assert!(interval.holds(0.5) && !interval.holds(0.9));
        // Standard deviation 0.50637, over the root of 40, times 3.558.
        assert!((interval.half_width - 0.284_87).abs() < 1e-3, "{interval:?}");
    }
}
