//! Virtual time zero, as RFC 3339 writes it.

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

use super::check::{Check, quoted};
use crate::file::DateTime;
use crate::path::At;
use crate::plan::Epoch;

/// 2000-01-01T00:00:00Z.
pub(crate) const DEFAULT: Epoch = Epoch { unix_us: 946_684_800_000_000, offset_s: 0 };

/// The last year in which a run of five years ends before the calendar does.
const YEAR_MAX: i16 = 9993;

/// Reads a date and time with an offset, to the microsecond.
pub(crate) fn read(text: &DateTime<'_>, check: &mut Check, at: &At<'_>) -> Option<Epoch> {
    match parse(text) {
        Ok(epoch) => Some(epoch),
        Err(what) => {
            check
                .error("invalid_epoch", at, format!("{} is not a date and time with its offset: {what}", quoted(text)))
                .found(quoted(text))
                .expected("a date and time of RFC 3339, such as \"2026-01-05T09:00:00+01:00\"");
            None
        }
    }
}

fn parse(text: &str) -> Result<Epoch, String> {
    layout(text)?;
    let pieces = Pieces::parse(text).map_err(|_| "there is no such date, time or offset".to_owned())?;
    let time = pieces.time().ok_or("the time of day is missing")?;
    let offset: Offset = pieces.to_numeric_offset().ok_or("the offset is missing: end it with Z or +01:00")?;
    let moment = pieces.date().to_datetime(time);
    if moment.year() < 1 || moment.year() > YEAR_MAX {
        return Err(format!("the year lies outside 1 to {YEAR_MAX}"));
    }
    let moment = offset.to_timestamp(moment).map_err(|_| "the year is out of range".to_owned())?;
    Ok(Epoch { unix_us: moment.as_microsecond(), offset_s: offset.seconds() })
}

/// RFC 3339's layout, which is stricter than that of ISO 8601: `YYYY-MM-DDTHH:MM:SS[.ffffff](Z|±HH:MM)`.
fn layout(text: &str) -> Result<(), &'static str> {
    const PATTERN: &[u8] = b"0000-00-00T00:00:00";
    let bytes = text.as_bytes();
    let fits = |pattern: &[u8], bytes: &[u8]| {
        pattern.len() == bytes.len()
            && pattern.iter().zip(bytes).all(|(p, b)| match p {
                b'0' => b.is_ascii_digit(),
                b'T' => matches!(b, b'T' | b't' | b' '),
                other => other == b,
            })
    };
    let Some((start, rest)) = bytes.split_at_checked(PATTERN.len()) else {
        return Err("it is too short");
    };
    if !fits(PATTERN, start) {
        return Err("the layout is YYYY-MM-DDTHH:MM:SS");
    }
    let rest = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            if !(1..=6).contains(&digits) {
                return Err("a fraction of a second has one to six digits");
            }
            &fraction[digits..]
        }
        whole => whole,
    };
    match rest {
        b"Z" | b"z" => Ok(()),
        b"" => Err("the offset is missing: end it with Z or +01:00"),
        [b'+' | b'-', offset @ ..] if fits(b"00:00", offset) => Ok(()),
        _ => Err("an offset is Z, +HH:MM or -HH:MM"),
    }
}

/// The epoch as [`read`] reads it; an offset is whole minutes there.
pub(crate) fn text(epoch: Epoch) -> String {
    let minutes = epoch.offset_s / 60;
    let offset = Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC);
    let moment = Timestamp::from_microsecond(epoch.unix_us).unwrap_or(Timestamp::MAX);
    let local = offset.to_datetime(moment);
    let (date, time) = (local.date(), local.time());
    let mut text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    );
    let micros = time.subsec_nanosecond() / 1000;
    if micros != 0 {
        text.push('.');
        text.push_str(format!("{micros:06}").trim_end_matches('0'));
    }
    match minutes {
        0 => text + "Z",
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
            text + &format!("{sign}{hours:02}:{minutes:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_turn_of_the_century() {
        assert_eq!(parse("2000-01-01T00:00:00Z"), Ok(DEFAULT));
    }

    #[test]
    fn an_offset_is_kept_and_taken_off() {
        let epoch = parse("2026-01-05T09:00:00.25+01:00").unwrap();
        assert_eq!(epoch, Epoch { unix_us: 1_767_600_000_250_000, offset_s: 3600 });
    }

    #[test]
    fn what_is_written_is_read() {
        for shown in ["2000-01-01T00:00:00Z", "0999-12-31T23:59:59.000001-12:30", "2026-01-05T09:00:00.25+01:00"] {
            assert_eq!(text(parse(shown).unwrap()), shown);
        }
    }

    #[test]
    fn half_a_date_is_refused() {
        for text in [
            "",
            "2026-01-05",
            "2026-01-05T09:00:00",
            "2026-01-05T09:00Z",
            "2026-02-30T09:00:00Z",
            "2026-01-05T25:00:00Z",
            "2026-01-05T09:00:00+1:00",
            "2026-01-05T09:00:00[Europe/Berlin]",
            "2026-01-05T09:00:00.1234567Z",
            "0000-01-05T09:00:00Z",
            "9999-01-05T09:00:00Z",
        ] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
