//! How a field of a statistics record becomes a method.

use tapi_types::{Span, dword, long};

/// Writes the getters of one interface that make a request. Each is one request for the whole record, of
/// which it reads one field, as section "wraps" of the method pages has it.
macro_rules! getters {
    (
        $interface:literal wraps $function:literal for $info:ty;
        $($(#[$doc:meta])* $name:ident, $original:literal, $field:literal, |$record:ident| $read:expr => $value:ty;)+
    ) => {$(
        $(#[$doc])*
        #[doc = concat!(
            "\n\n`", $interface, "::", $original, "`: reads `", $field, "` by one ", $function,
            " request, to which the limit applies.",
            "\n\n# Errors\n[`Timeout`](TapiError::Timeout) and the errors of ", $function, "."
        )]
        #[doc(alias = $original)]
        pub async fn $name(&self) -> Result<$value, TapiError> {
            let read = |$record: $info| $read;
            self.info().await.map(read)
        }
    )+};
}
pub(crate) use getters;

/// A count as TAPI 3 shows it: `long`, negative above 2147483647.
pub(crate) const fn count(count: u64) -> i32 {
    long(dword(count))
}

/// A time as TAPI 3 shows it: whole seconds, rounded down, as a `long`.
pub(crate) const fn seconds(time: Span) -> i32 {
    count(time.whole_secs())
}

/// A period as TAPI 2.2 takes it: the same 32 bits, so that a negative one is above 2147483647 there.
///
/// # Errors
/// Zero is an `E_INVALIDARG` of both setters.
pub(crate) const fn period(seconds: i32) -> Result<u32, crate::TapiError> {
    match seconds {
        0 => Err(crate::TapiError::InvalidArg),
        some => Ok(some.cast_unsigned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TapiError;

    #[test]
    fn counts_wrap_like_a_long() {
        assert_eq!(count(0), 0);
        assert_eq!(count(2_147_483_647), i32::MAX);
        assert_eq!(count(2_147_483_648), i32::MIN);
        assert_eq!(count((1 << 32) + 7), 7);
    }

    #[test]
    fn times_are_whole_seconds_rounded_down() {
        assert_eq!(seconds(Span::from_micros(999_999)), 0);
        assert_eq!(seconds(Span::from_micros(2_000_000)), 2);
    }

    #[test]
    fn a_period_keeps_its_bits_and_is_not_zero() {
        assert_eq!(period(3600), Ok(3600));
        assert_eq!(period(-1), Ok(u32::MAX));
        assert_eq!(period(0), Err(TapiError::InvalidArg));
    }
}
