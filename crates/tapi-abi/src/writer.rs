//! Where bytes go: the fixed part, then variable parts one after the other, each whole or not at all.

use crate::bytes;

/// Writes one structure into the room there is. Made with no bound, it writes nothing and says how much it would be.
#[derive(Debug)]
pub struct Writer<'a> {
    out: &'a mut [u8],
    /// Where the fixed part ends.
    fixed: usize,
    /// Where the next variable part goes.
    used: usize,
    /// Where the last one must end.
    room: usize,
}

impl<'a> Writer<'a> {
    /// Into all of `out`, behind a fixed part that fits.
    pub(crate) fn new(out: &'a mut [u8], fixed: usize) -> Self {
        let room = out.len();
        Self { out, fixed, used: fixed, room }
    }

    /// Into endless room that keeps nothing.
    pub(crate) fn endless(fixed: usize) -> Self {
        Self { out: &mut [], fixed, used: fixed, room: usize::MAX }
    }

    /// Bytes in use so far, from the start of the structure.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    pub(crate) fn fixed(&self) -> usize {
        self.fixed
    }

    pub(crate) fn put(&mut self, at: usize, value: &[u8]) {
        bytes::put(self.out, at, value);
    }

    pub(crate) fn put_dword(&mut self, at: usize, value: u32) {
        self.put(at, &value.to_le_bytes());
    }

    /// A length as a DWORD. What is written has at most `dwTotalSize` bytes, so it fits.
    pub(crate) fn put_length(&mut self, at: usize, length: usize) {
        self.put_dword(at, u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// Takes room for a variable part and writes its size and offset at `at`. No room, or nothing to write: both zero,
    /// and `None`.
    pub(crate) fn place(&mut self, at: usize, size: usize) -> Option<usize> {
        let end = self.used.saturating_add(size);
        let offset = (size > 0 && end <= self.room).then_some(self.used);
        self.put_length(at, offset.map_or(0, |_| size));
        self.put_length(at + 4, offset.unwrap_or(0));
        if offset.is_some() {
            self.used = end;
        }
        offset
    }

    /// Takes everything up to `end`, for what stands in the fixed part and goes on behind it.
    pub(crate) fn reserve(&mut self, end: usize) {
        self.used = self.used.max(end);
    }
}
