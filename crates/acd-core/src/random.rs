//! Named random streams: one seed makes a tree, and what one stream draws disturbs no other.
//!
//! Nothing here touches the standard library's `ln`, `exp` and friends, which may differ between platforms:
//! `libm` is the same everywhere, and golden values in the tests pin both it and the generator.

use rand_core::Rng;
use rand_pcg::Pcg64Mcg;
use smallvec::SmallVec;
use tapi_types::Span;
use twox_hash::XxHash3_128;

use crate::Distribution;

/// The version of everything between a seed and a drawn value. A new one would give new traces for old seeds.
const SCHEME: &str = "1";

/// Names of streams up to this length are put together without memory of their own.
const SHORT_NAME: usize = 96;

/// A stream of random numbers that its seed and its name alone determine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    numbers: Pcg64Mcg,
    /// Values taken so far from a list, which stands in place of what would be drawn.
    listed: usize,
    /// What it gave, where somebody wants to know: microseconds, or places.
    given: Option<Vec<u64>>,
}

impl Stream {
    /// The stream of a name such as `talk/morning` in the tree of a seed.
    pub fn new(seed: u64, name: &str) -> Stream {
        Stream::of(seed, [name])
    }

    /// The stream of the name that these parts make, with a stroke between them.
    pub fn of<const PARTS: usize>(seed: u64, parts: [&str; PARTS]) -> Stream {
        let mut name: SmallVec<[u8; SHORT_NAME]> = SmallVec::new();
        name.resize(SCHEME.len() + parts.iter().map(|part| 1 + part.len()).sum::<usize>(), b'/');
        name[..SCHEME.len()].copy_from_slice(SCHEME.as_bytes());
        let mut end = SCHEME.len();
        for part in parts {
            let from = end + 1;
            end = from + part.len();
            name[from..end].copy_from_slice(part.as_bytes());
        }
        Stream { numbers: Pcg64Mcg::new(XxHash3_128::oneshot_with_seed(seed, &name)), listed: 0, given: None }
    }

    /// What stands where a stream will be, before there is a seed.
    pub(crate) fn unsown() -> Stream {
        Stream { numbers: Pcg64Mcg::new(0), listed: 0, given: None }
    }

    /// Remembers what it gives from now on.
    pub(crate) fn remember(&mut self) {
        self.given.get_or_insert_default();
    }

    /// What it gave since it remembers: microseconds of durations, places of picks.
    pub(crate) fn given(&self) -> &[u64] {
        self.given.as_deref().unwrap_or_default()
    }

    fn give(&mut self, value: u64) -> u64 {
        if let Some(given) = &mut self.given {
            given.push(value);
        }
        value
    }

    /// A number from 0 up to but not including 1, in steps of 2^-53.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in a double")]
        let mantissa = (self.numbers.next_u64() >> 11) as f64;
        mantissa * (1.0 / 9_007_199_254_740_992.0)
    }

    /// A number above 0 up to and including 1, for logarithms.
    fn open_unit(&mut self) -> f64 {
        1.0 - self.unit()
    }

    /// A whole number from 0 up to but not including `bound`, each as likely to within 2^-64.
    pub fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.numbers.next_u64()) * u128::from(bound);
        (product >> 64) as u64
    }

    /// A place from 0 up to but not including `bound`: the next of `picks`, cut to the bound, as long as there is one.
    pub(crate) fn pick(&mut self, picks: &[u64], bound: u64) -> u64 {
        let place = match picks.get(self.listed) {
            Some(&pick) => {
                self.listed += 1;
                pick.min(bound.saturating_sub(1))
            }
            None => self.below(bound),
        };
        self.give(place)
    }

    /// A duration, rounded to the microsecond and cut at [`Span::MAX`].
    pub fn sample(&mut self, distribution: &Distribution) -> Span {
        let span = self.draw(distribution);
        self.give(span.as_micros());
        span
    }

    fn draw(&mut self, distribution: &Distribution) -> Span {
        match distribution {
            Distribution::Constant(span) => *span,
            Distribution::Exponential { mean } => rounded(micros(*mean) * self.exponential()),
            Distribution::Uniform { min, max } => {
                let width = max.as_micros() - min.as_micros();
                Span::from_micros(min.as_micros() + self.below(width + 1))
            }
            Distribution::Lognormal { mean, sd } => {
                let ratio = micros(*sd) / micros(*mean);
                let variance = libm::log(1.0 + ratio * ratio);
                let mu = libm::log(micros(*mean)) - variance / 2.0;
                rounded(libm::exp(mu + libm::sqrt(variance) * self.normal()))
            }
            Distribution::Gamma { mean, shape } => rounded(micros(*mean) / shape * self.gamma(*shape)),
            Distribution::Weibull { mean, shape } => {
                let scale = micros(*mean) / libm::tgamma(1.0 + 1.0 / shape);
                rounded(scale * libm::pow(self.exponential(), 1.0 / shape))
            }
            Distribution::Empirical { values } => values[self.index(values.len())],
            Distribution::Listed { values } => {
                let place = self.listed % values.len();
                self.listed += 1;
                values[place]
            }
        }
    }

    fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).expect("below a usize")
    }

    /// Exponential with mean 1.
    pub(crate) fn exponential(&mut self) -> f64 {
        -libm::log(self.open_unit())
    }

    /// Standard normal, by Box and Muller's transform; always two draws, so that streams stay in step.
    fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(2.0 * self.exponential());
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// Gamma with scale 1, by the method of Marsaglia and Tsang (ACM TOMS 26, 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = libm::pow(self.open_unit(), 1.0 / shape);
            return boost * self.gamma(shape + 1.0);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v <= 0.0 {
                continue;
            }
            let v = v * v * v;
            if libm::log(self.open_unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }
}

/// Exact below 2^53 microseconds, which is beyond [`Span::MAX`].
#[expect(clippy::cast_precision_loss, reason = "see above")]
pub(crate) fn micros(span: Span) -> f64 {
    span.as_micros() as f64
}

/// The largest number below a half. With a half itself what lies just below a half would be rounded up.
const BELOW_HALF: f64 = 0.5 - 0.25 * f64::EPSILON;

/// To the nearest microsecond; a draw beyond the longest span is cut to it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to the range before")]
pub(crate) fn rounded(us: f64) -> Span {
    Span::from_micros((us.clamp(0.0, micros(Span::MAX)) + BELOW_HALF) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> Stream {
        Stream::new(42, "talk/morning")
    }

    /// Golden values: a change of any of them changes every trace, and says so in CHANGELOG.md.
    #[test]
    fn streams_and_samplers_are_the_same_everywhere() {
        let s = Span::from_secs;
        let draws = |distribution: &Distribution| {
            let mut stream = stream();
            std::array::from_fn::<u64, 3, _>(|_| stream.sample(distribution).as_micros())
        };
        let mut raw = stream();
        assert_eq!(
            [raw.numbers.next_u64(), raw.numbers.next_u64()],
            [15_320_069_838_722_643_438, 8_843_659_504_081_667_075]
        );
        assert_eq!(draws(&Distribution::Exponential { mean: s(120) }), [212_990_158, 78_336_423, 63_511_648]);
        assert_eq!(draws(&Distribution::Uniform { min: s(1), max: s(9) }), [7_644_022, 4_835_326, 4_287_692]);
        assert_eq!(draws(&Distribution::Lognormal { mean: s(180), sd: s(120) }), [48_236_319, 80_519_223, 124_715_304]);
        assert_eq!(draws(&Distribution::Gamma { mean: s(180), shape: 2.5 }), [29_951_827, 64_071_921, 71_899_552]);
        assert_eq!(draws(&Distribution::Weibull { mean: s(60), shape: 1.5 }), [97_432_732, 50_015_853, 43_487_800]);
        let values = vec![s(10), s(20), s(40)];
        assert_eq!(draws(&Distribution::Empirical { values }), [40_000_000, 20_000_000, 20_000_000]);
    }

    /// Sample means of 100,000 draws against the means asked for; six standard errors wide.
    #[test]
    fn samplers_have_the_mean_that_they_are_asked_for() {
        let s = Span::from_secs;
        let cases = [
            (Distribution::Constant(s(7)), 7.0, 0.0),
            (Distribution::Exponential { mean: s(120) }, 120.0, 120.0),
            (Distribution::Uniform { min: s(1), max: s(9) }, 5.0, 2.31),
            (Distribution::Lognormal { mean: s(180), sd: s(120) }, 180.0, 120.0),
            (Distribution::Gamma { mean: s(180), shape: 2.5 }, 180.0, 113.9),
            (Distribution::Gamma { mean: s(180), shape: 0.5 }, 180.0, 254.6),
            (Distribution::Weibull { mean: s(60), shape: 1.5 }, 60.0, 40.8),
            (Distribution::Empirical { values: vec![s(10), s(20), s(40)] }, 70.0 / 3.0, 12.5),
        ];
        for (distribution, mean, deviation) in cases {
            let mut stream = stream();
            let draws = 100_000_u32;
            let sum: f64 = (0..draws).map(|_| micros(stream.sample(&distribution)) / 1e6).sum();
            let error = 6.0 * deviation / f64::from(draws).sqrt();
            let found = sum / f64::from(draws);
            assert!((found - mean).abs() <= error + 1e-6, "{distribution:?}: {found}, not {mean} +- {error}");
        }
    }

    /// Halves, their neighbours, and numbers of all sizes.
    #[test]
    fn rounding_is_that_of_the_library() {
        let mut stream = stream();
        let powers = (0..53).map(|bits| libm::exp2(f64::from(bits)));
        let drawn: Vec<f64> = (0..10_000).map(|n| stream.unit() * libm::exp2(f64::from(n % 53))).collect();
        let near = powers.flat_map(|power| [power, power + 0.5]).chain(drawn).chain([0.0, 0.5, 1.5, 1e300]);
        for us in near.flat_map(|us| [us.next_down(), us, us.next_up()]) {
            let cut = us.clamp(0.0, micros(Span::MAX));
            assert_eq!(micros(rounded(us)).to_bits(), libm::round(cut).to_bits(), "{us}");
        }
    }

    #[test]
    fn streams_of_other_names_and_seeds_are_other_streams() {
        let first = |seed, name: &str| Stream::new(seed, name).numbers.next_u64();
        assert_eq!(Stream::of(42, ["talk", "morning"]), Stream::new(42, "talk/morning"));
        let all = [first(42, "a"), first(42, "b"), first(43, "a"), first(0, "")];
        let distinct: std::collections::BTreeSet<u64> = all.into_iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}
