//! The two places where exact 64-bit sums become what TAPI carries.

/// A count or a time in seconds as a DWORD: the low 32 bits, so that a counter wraps as the hardware's does.
#[expect(clippy::cast_possible_truncation, reason = "this is the narrowing")]
pub const fn dword(value: u64) -> u32 {
    value as u32
}

/// A DWORD as the `long` of TAPI 3: the same bits, negative above 2147483647.
pub const fn long(value: u32) -> i32 {
    value.cast_signed()
}
