//! DATE: a moment as a count of days.

use std::fmt;

use tapi_types::Time;

/// A DATE: days since 1899-12-30 00:00 as an IEEE double, the fraction being the time of day. It has no zone.
///
/// Equal dates are equal bytes: whatever came is kept, be it no number at all.
///
/// ```
/// use tapi_abi::Date;
///
/// // Noon of the first day of 2000.
/// let noon = Date::from_unix_us(946_728_000_000_000);
/// assert_eq!(noon.days(), 36526.5);
/// assert_eq!(noon.to_le_bytes(), [0, 0, 0, 0, 0xD0, 0xD5, 0xE1, 0x40]);
/// assert_eq!(noon.unix_us(), Some(946_728_000_000_000));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Date {
    bits: u64,
}

/// Days from 1899-12-30 to 1970-01-01.
const UNIX_EPOCH_DAYS: i64 = 25_569;
const US_PER_DAY: i64 = 24 * 3600 * 1_000_000;
/// The first day of the year 100 and the day after the last one of 9999: what a DATE can name.
const DAYS: std::ops::Range<f64> = -657_434.0..2_958_466.0;

impl Date {
    /// So many days, and a fraction of a day.
    pub const fn from_days(days: f64) -> Self {
        Self { bits: days.to_bits() }
    }

    /// Days since 1899-12-30 00:00. Before that the whole days are negative, and the fraction still counts forward from
    /// midnight: -1.25 is six in the morning of 1899-12-29.
    pub const fn days(self) -> f64 {
        f64::from_bits(self.bits)
    }

    /// The date in its 8 bytes.
    pub const fn from_le_bytes(bytes: [u8; 8]) -> Self {
        Self { bits: u64::from_le_bytes(bytes) }
    }

    /// The 8 bytes.
    pub const fn to_le_bytes(self) -> [u8; 8] {
        self.bits.to_le_bytes()
    }

    /// The date so many microseconds after 1970-01-01 00:00, on the clock of whatever zone they are counted in. Up to
    /// 2079 a double tells every microsecond from the next.
    pub fn from_unix_us(us: i64) -> Self {
        let since = i128::from(us) + i128::from(UNIX_EPOCH_DAYS * US_PER_DAY);
        let midnight = since.div_euclid(US_PER_DAY.into());
        // From midnight forward, also before day zero.
        let within = since.rem_euclid(US_PER_DAY.into());
        let away = if midnight < 0 { midnight * i128::from(US_PER_DAY) - within } else { since };
        Self::from_days(double(away) / double(US_PER_DAY.into()))
    }

    /// Microseconds since 1970-01-01 00:00 on its own clock, to the nearest one; `None` where it is no number, or
    /// outside of the years 100 to 9999.
    pub fn unix_us(self) -> Option<i64> {
        let days = self.days();
        if !DAYS.contains(&days) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the whole part of a number of days, and less than a day")]
        let (whole, us) = (days as i64, (days.fract().abs() * double(US_PER_DAY.into())).round() as i64);
        Some((whole - UNIX_EPOCH_DAYS) * US_PER_DAY + us)
    }

    /// The date so much later in a run that began at `epoch_unix_us`, the [`unix_us`](Self::unix_us) of its time zero.
    pub fn of_run(epoch_unix_us: i64, time: Time) -> Self {
        Self::from_unix_us(epoch_unix_us.saturating_add_unsigned(time.as_micros()))
    }
}

/// The nearest double.
#[expect(clippy::cast_precision_loss, reason = "exact for microseconds of some centuries, else as exact as a DATE is")]
fn double(number: i128) -> f64 {
    number as f64
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({})", self.days())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    const NEW_YEAR_2079: i64 = 3_439_756_800_000_000;

    #[test]
    fn days_are_counted_from_the_end_of_1899() {
        let known = [
            // 1899-12-30 00:00, 1899-12-31 00:00, 1970-01-01 00:00, 2026-01-05 09:00.
            (0.0, -2_209_161_600_000_000),
            (1.0, -2_209_075_200_000_000),
            (25_569.0, 0),
            (46_027.375, 1_767_603_600_000_000),
            // 1899-12-29 06:00 and 1899-12-29 00:00: the fraction counts forward.
            (-1.25, -2_209_226_400_000_000),
            (-1.0, -2_209_248_000_000_000),
        ];
        for (days, us) in known {
            assert_eq!((Date::from_unix_us(us).days(), Date::from_days(days).unix_us()), (days, Some(us)));
        }
    }

    #[test]
    fn what_is_no_date_is_kept_and_has_no_moment() {
        for days in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 2_958_466.0, -657_435.0, f64::MAX] {
            let date = Date::from_days(days);
            assert_eq!(date.unix_us(), None);
            assert_eq!(Date::from_le_bytes(date.to_le_bytes()), date);
        }
    }

    #[test]
    fn a_run_counts_from_its_epoch() {
        let date = Date::of_run(946_684_800_000_000, Time::from_secs(43_200));
        assert_eq!(date, Date::from_days(36_526.5));
        assert_eq!(Date::of_run(i64::MAX, Time::MAX), Date::from_unix_us(i64::MAX));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn every_microsecond_comes_back(us in -2_209_161_600_000_000..NEW_YEAR_2079) {
            prop_assert_eq!(Date::from_unix_us(us).unix_us(), Some(us));
        }

        #[test]
        fn no_bytes_are_too_strange(bytes: [u8; 8], us: i64) {
            let date = Date::from_le_bytes(bytes);
            prop_assert_eq!(date.to_le_bytes(), bytes);
            if let Some(us) = date.unix_us() {
                let back = Date::from_unix_us(us).unix_us().map(|back| back.abs_diff(us));
                // In the year 9999 a double tells one 40 microseconds from the next.
                prop_assert!(back.is_some_and(|apart| apart <= 20), "{:?}", back);
            }
            let _ = Date::from_unix_us(us).unix_us();
        }
    }
}
