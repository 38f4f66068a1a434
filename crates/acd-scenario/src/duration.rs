//! Durations as people write them: whole numbers with their units, larger units first.

use tapi_types::Span;
use thiserror::Error;

/// Units from the largest to the smallest, each with its length in microseconds.
const UNITS: [(&str, u64); 5] = [("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];

/// What is wrong with a text that should be a duration.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DurationError {
    /// There is nothing.
    #[error("a duration is empty")]
    Empty,
    /// It begins with a minus sign.
    #[error("a duration cannot be negative")]
    Negative,
    /// It has a decimal point.
    #[error("a duration takes whole numbers; a smaller unit says what a fraction would")]
    Fraction,
    /// A number stands at the end without a unit.
    #[error("the unit is missing after {0}")]
    NoUnit(String),
    /// A unit that does not exist.
    #[error("there is no unit {0:?}")]
    UnknownUnit(String),
    /// Something that is neither a number nor a unit.
    #[error("{0:?} is not part of a duration")]
    Unexpected(char),
    /// Units out of order.
    #[error("larger units come first: {0:?} stands after {1:?}")]
    Order(&'static str, &'static str),
    /// A unit twice.
    #[error("the unit {0:?} stands twice")]
    Twice(&'static str),
    /// Above [`Span::MAX`].
    #[error("a duration is at most five years (43800h)")]
    TooLong,
}

/// Reads a duration such as `"250ms"`, `"90s"`, `"1m30s"` or `"2h"`, up to [`Span::MAX`].
pub fn parse_duration(text: &str) -> Result<Span, DurationError> {
    one_unit(text).map_or_else(|| several_units(text), Ok)
}

/// What nearly every duration is: one number and one unit.
fn one_unit(text: &str) -> Option<Span> {
    /// So many digits are within 64 bits.
    const DIGITS: usize = 19;
    let bytes = text.as_bytes();
    let mut number = 0_u64;
    let mut digits = 0;
    while let Some(digit @ b'0'..=b'9') = bytes.get(digits) {
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        digits += 1;
    }
    let (_, length) = UNITS.iter().find(|(unit, _)| unit.as_bytes() == &bytes[digits..])?;
    let micros = number.checked_mul(*length).filter(|_| (1..=DIGITS).contains(&digits))?;
    Some(Span::from_micros(micros)).filter(|span| *span <= Span::MAX)
}

/// Any duration, and what is wrong with a text that is none.
fn several_units(text: &str) -> Result<Span, DurationError> {
    if text.is_empty() {
        return Err(DurationError::Empty);
    }
    let mut rest = text;
    let mut last: Option<usize> = None;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (number, after) = digits(rest)?;
        let (unit, after) = unit(after, &rest[..rest.len() - after.len()])?;
        match last {
            Some(before) if before == unit => return Err(DurationError::Twice(UNITS[unit].0)),
            Some(before) if before > unit => return Err(DurationError::Order(UNITS[unit].0, UNITS[before].0)),
            Some(_) | None => last = Some(unit),
        }
        total = number
            .checked_mul(UNITS[unit].1)
            .and_then(|part| total.checked_add(part))
            .filter(|total| *total <= Span::MAX.as_micros())
            .ok_or(DurationError::TooLong)?;
        rest = after;
    }
    Ok(Span::from_micros(total))
}

/// The number at the start and what follows it; a number beyond 64 bits counts as the largest.
fn digits(text: &str) -> Result<(u64, &str), DurationError> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 {
        return Err(match text.chars().next() {
            Some('-') => DurationError::Negative,
            Some('.' | ',') => DurationError::Fraction,
            Some(other) => DurationError::Unexpected(other),
            None => DurationError::Empty,
        });
    }
    let number = text[..end]
        .bytes()
        .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    Ok((number, &text[end..]))
}

/// The unit at the start, as a place in [`UNITS`], and what follows it.
fn unit<'t>(text: &'t str, number: &str) -> Result<(usize, &'t str), DurationError> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if let Some(unit) = UNITS.iter().position(|(known, _)| *known == name) {
        return Ok((unit, rest));
    }
    Err(match rest.chars().next() {
        Some('.' | ',') if name.is_empty() => DurationError::Fraction,
        Some(other) if name.is_empty() => DurationError::Unexpected(other),
        None if name.is_empty() => DurationError::NoUnit(number.to_owned()),
        Some(_) | None => DurationError::UnknownUnit(name.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_read() {
        for us in [0, 1, 999, 1_000, 90_000_000, 3_600_000_001, Span::MAX.as_micros()] {
            let span = Span::from_micros(us);
            assert_eq!(parse_duration(&span.to_string()), Ok(span));
        }
    }

    #[test]
    fn one_unit_means_the_same_as_the_long_way() {
        let texts =
            ["0s", "007ms", "43800h", "43801h", "9999999999999999999us", "18446744073709551616us", "s", "5", "1m"];
        for text in texts {
            assert_eq!(parse_duration(text), several_units(text), "{text:?}");
        }
    }

    #[test]
    fn each_slip_has_its_own_error() {
        use DurationError::{Empty, Fraction, Negative, NoUnit, Order, TooLong, Twice, Unexpected, UnknownUnit};
        let cases = [
            ("", Empty),
            ("-5s", Negative),
            ("1.5h", Fraction),
            (".5h", Fraction),
            ("90", NoUnit("90".to_owned())),
            ("1h30", NoUnit("30".to_owned())),
            ("5min", UnknownUnit("min".to_owned())),
            ("5S", UnknownUnit("S".to_owned())),
            ("1h 30m", Unexpected(' ')),
            ("s", Unexpected('s')),
            ("+5s", Unexpected('+')),
            ("30s1m", Order("m", "s")),
            ("1s1s", Twice("s")),
            ("43801h", TooLong),
            ("99999999999999999999999us", TooLong),
        ];
        for (text, error) in cases {
            assert_eq!(parse_duration(text), Err(error), "{text:?}");
        }
    }
}
