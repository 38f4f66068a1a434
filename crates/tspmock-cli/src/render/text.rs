//! Short texts for narrow places: cut names, counts with thousands, times of a few characters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const US_PER_MS: u64 = 1_000;
const US_PER_S: u64 = 1_000_000;
const S_PER_MINUTE: u64 = 60;
const S_PER_HOUR: u64 = 3_600;
const S_PER_DAY: u64 = 86_400;

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// A text from a file as it may stand on a terminal: what would move the cursor, change colours or turn the
/// direction of writing is replaced.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if is_unprintable(c) { '\u{FFFD}' } else { c }).collect()
}

/// Control characters, and format characters that reorder what stands around them.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The text, cut to so many columns; a cut one ends in an ellipsis.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(c);
    }
    if columns > 0 {
        kept.push('…');
    }
    kept
}

/// A path or other text of which the end tells most, cut at its front to so many columns.
pub(crate) fn cut_left(text: &str, columns: usize) -> String {
    let mut chars = text.chars();
    while width(chars.as_str()) > columns.saturating_sub(usize::from(chars.as_str().len() < text.len())) {
        chars.next();
    }
    if chars.as_str().len() < text.len() { format!("…{}", chars.as_str()) } else { text.to_owned() }
}

/// A whole number with its thousands set apart: `12,345`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count for a column: at most seven characters, millions and billions rounded down.
pub(crate) fn short_count(n: u64) -> String {
    match n {
        0..=999_999 => count(n),
        1_000_000..=999_999_999 => format!("{}.{}M", n / 1_000_000, n / 100_000 % 10),
        _ => format!("{}.{}G", n / 1_000_000_000, n / 100_000_000 % 10),
    }
}

/// A time in a few characters, rounded down: `850ms`, `9.5s`, `12m05s`, `3h07m`, `12d04h`, `500d`.
pub(crate) fn short_time(us: u64) -> String {
    let s = us / US_PER_S;
    match us {
        0 => "0s".to_owned(),
        1..US_PER_MS => format!("{us}us"),
        US_PER_MS..US_PER_S => format!("{}ms", us / US_PER_MS),
        _ if s < S_PER_MINUTE => match us / (US_PER_S / 10) % 10 {
            0 => format!("{s}s"),
            tenth => format!("{s}.{tenth}s"),
        },
        _ if s < S_PER_HOUR => format!("{}m{:02}s", s / S_PER_MINUTE, s % S_PER_MINUTE),
        _ if s < 100 * S_PER_HOUR => format!("{}h{:02}m", s / S_PER_HOUR, s % S_PER_HOUR / S_PER_MINUTE),
        _ if s < 100 * S_PER_DAY => format!("{}d{:02}h", s / S_PER_DAY, s % S_PER_DAY / S_PER_HOUR),
        _ => format!("{}d", s / S_PER_DAY),
    }
}

/// A share in per cent with one decimal, rounded down; a dash where there is nothing to share.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    let tenths = u128::from(part) * 1000 / u128::from(whole);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `1 call`, `2 calls`.
pub(crate) fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_by_its_width() {
        assert_eq!(cut("sales", 5), "sales");
        assert_eq!(cut("sales_queue", 5), "sale…");
        assert_eq!(cut("日本語の列", 5), "日本…");
        assert_eq!(cut("日本語の列", 4), "日…");
        assert_eq!(cut("sales", 0), "");
    }

    #[test]
    fn a_path_loses_its_front() {
        assert_eq!(cut_left("a/b.json", 8), "a/b.json");
        assert_eq!(cut_left("dir/b.json", 8), "…/b.json");
        assert_eq!(width(&cut_left(&"日".repeat(99), 80)), 79);
    }

    #[test]
    fn counts_have_thousands_and_stay_short() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(short_count(999_999), "999,999");
        assert_eq!(short_count(12_345_678), "12.3M");
    }

    #[test]
    fn times_take_at_most_six_characters() {
        let shown = [0, 7, 850_000, 9_500_000, 30_000_000, 725_000_000, 11_220_000_000, 1_051_200_000_000];
        let texts = shown.map(short_time);
        assert_eq!(texts, ["0s", "7us", "850ms", "9.5s", "30s", "12m05s", "3h07m", "12d04h"]);
        assert_eq!(short_time(157_680_000_000_000), "1825d");
    }

    #[test]
    fn a_share_of_nothing_is_a_dash() {
        assert_eq!(percent(0, 0), "-");
        assert_eq!(percent(2, 3), "66.6");
        assert_eq!(percent(5, 5), "100.0");
    }

    #[test]
    fn what_would_steer_a_terminal_is_replaced() {
        assert_eq!(plain("a\x1b[2Jb\u{202E}c"), "a\u{FFFD}[2Jb\u{FFFD}c");
    }
}
