//! What stands in a cell: numbers and guarded text.
//!
//! Every number has at most six decimals, without zeros at their end. Sums of time are exact that way; means
//! and ratios are rounded half up to the sixth decimal, from whole numbers. What has nothing to divide by is
//! an empty cell.

use std::borrow::Cow;

use tapi_types::Span;

/// A millionth of the unit of a cell: the last decimal that is shown.
const MILLION: u128 = 1_000_000;

/// A time in seconds, exactly.
pub(super) fn seconds(span: Span) -> String {
    millionths(u128::from(span.as_micros()))
}

/// A time in seconds, from a sum of microseconds, exactly.
pub(super) fn seconds_of(us: u128) -> String {
    millionths(us)
}

/// The mean in seconds of so many times whose sum is in microseconds.
pub(super) fn mean_seconds(sum_us: u128, count: u64) -> String {
    quotient(sum_us, u128::from(count) * MILLION)
}

/// A part in percent of the whole.
pub(super) fn percent(part: u128, whole: u128) -> String {
    quotient(part * 100, whole)
}

/// A quotient; empty where the divisor is zero.
pub(super) fn quotient(dividend: u128, divisor: u128) -> String {
    match (2 * dividend * MILLION + divisor).checked_div(2 * divisor) {
        Some(rounded) => millionths(rounded),
        None => String::new(),
    }
}

fn millionths(value: u128) -> String {
    let (whole, part) = (value / MILLION, value % MILLION);
    if part == 0 {
        return whole.to_string();
    }
    let decimals = format!("{part:06}");
    format!("{whole}.{}", decimals.trim_end_matches('0'))
}

/// Text as a spreadsheet shows it and does not run it: what it would take for a formula or a command starts
/// with an apostrophe instead.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '|', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_exact_and_carry_no_idle_zeros() {
        let shown = |us| seconds(Span::from_micros(us));
        assert_eq!(shown(0), "0");
        assert_eq!(shown(90_000_000), "90");
        assert_eq!(shown(1_500_000), "1.5");
        assert_eq!(shown(1), "0.000001");
        assert_eq!(shown(10_000_010), "10.00001");
    }

    #[test]
    fn quotients_are_rounded_half_up_and_empty_without_a_divisor() {
        assert_eq!(quotient(1, 3), "0.333333");
        assert_eq!(quotient(2, 3), "0.666667");
        assert_eq!(quotient(1, 2_000_000), "0.000001", "half a millionth goes up");
        assert_eq!(quotient(1, 2_000_001), "0");
        assert_eq!(quotient(0, 7), "0");
        assert_eq!(quotient(7, 0), "");
        assert_eq!(percent(5, 6), "83.333333");
        assert_eq!(mean_seconds(25_000_000, 2), "12.5");
    }

    #[test]
    fn text_that_a_spreadsheet_would_run_is_guarded() {
        for formula in ["=1+1", "+4930123", "-1", "@sum", "|calc", "\tx", "\rx", "\nx"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        assert_eq!(text("0800-1"), "0800-1");
        assert_eq!(text("a=b"), "a=b");
        assert_eq!(text(""), "");
    }
}
