//! Bytes and 128-bit ids, written in hexadecimal digits.

use super::check::{Check, quoted};
use crate::file::Text;
use crate::limits;
use crate::path::At;

/// Bytes, two digits each.
pub(super) fn bytes(text: &Text<'_>, check: &mut Check, at: &At<'_>) -> Option<Vec<u8>> {
    let digits = digits(text);
    let Some(digits) = digits.filter(|digits| digits.len().is_multiple_of(2)) else {
        refuse(text, "two hexadecimal digits for each byte", check, at);
        return None;
    };
    if digits.len() / 2 > limits::BLOCK_BYTES {
        check.error("too_many", at, format!("a block has more than {} bytes", limits::BLOCK_BYTES));
        return None;
    }
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// Four numbers, eight digits each.
pub(super) fn id(text: &Text<'_>, check: &mut Check, at: &At<'_>) -> Option<[u32; 4]> {
    const DIGITS: usize = 32;
    let Some(digits) = digits(text).filter(|digits| digits.len() == DIGITS) else {
        refuse(text, "32 hexadecimal digits", check, at);
        return None;
    };
    let mut numbers = [0; 4];
    for (number, digits) in numbers.iter_mut().zip(digits.chunks_exact(8)) {
        *number = digits.iter().fold(0, |number, digit| number << 4 | u32::from(*digit));
    }
    Some(numbers)
}

/// The values of hexadecimal digits; `None` where there is anything else.
fn digits(text: &str) -> Option<Vec<u8>> {
    let value = |digit: char| digit.to_digit(16).and_then(|value| u8::try_from(value).ok());
    text.chars().map(value).collect()
}

fn refuse(text: &Text<'_>, expected: &str, check: &mut Check, at: &At<'_>) {
    let bare = text.strip_prefix("0x").unwrap_or(text).replace(['-', ' ', ':', '{', '}'], "");
    let help = (bare.len() < text.len() && digits(&bare).is_some()).then(|| crate::suggest::did_you_mean(&bare));
    check
        .error("invalid_hex", at, format!("{} is not {expected}", quoted(text)))
        .found(quoted(text))
        .expected(expected)
        .maybe_help(help);
}
