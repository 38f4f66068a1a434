//! Numbers in bytes, least significant byte first, and ranges that cannot be outside of them.
//!
//! Nothing here panics: what is not there reads as zero, and what has no room is not written. Checks and sizing see to
//! it that neither ever happens.

/// `N` bytes from `at`.
pub(crate) fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or([0; N])
}

/// The DWORD at `at`.
pub(crate) fn dword(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array(bytes, at))
}

/// The DWORD at `at`, as a size or an offset.
pub(crate) fn length(bytes: &[u8], at: usize) -> usize {
    // Beyond what a small machine can address there is nothing either.
    usize::try_from(dword(bytes, at)).unwrap_or(usize::MAX)
}

/// `size` bytes from `offset`; none where there are not so many.
pub(crate) fn slice(bytes: &[u8], offset: usize, size: usize) -> &[u8] {
    bytes.get(offset..).and_then(|rest| rest.get(..size)).unwrap_or_default()
}

/// Puts bytes at `at`, all of them or none.
pub(crate) fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    if let Some(place) = bytes.get_mut(at..).and_then(|rest| rest.get_mut(..value.len())) {
        place.copy_from_slice(value);
    }
}
