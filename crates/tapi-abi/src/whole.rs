//! A structure as a whole: the bytes that offsets count in.

use crate::{Encoding, Flaw, bytes};

/// The bytes of one structure, fixed part and variable part, as far as they are in use. Offsets count from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole<'a> {
    /// Up to the last byte in use.
    bytes: &'a [u8],
    /// Where the fixed part ends and the variable part may begin.
    fixed: usize,
    /// How strings are written.
    encoding: Encoding,
}

impl<'a> Whole<'a> {
    pub(crate) fn new(bytes: &'a [u8], fixed: usize, encoding: Encoding) -> Self {
        Self { bytes, fixed, encoding }
    }

    pub(crate) fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn fixed(self) -> usize {
        self.fixed
    }

    pub(crate) fn encoding(self) -> Encoding {
        self.encoding
    }

    /// The variable part whose size stands at `at`, and its offset behind that.
    pub(crate) fn part(self, at: usize) -> &'a [u8] {
        bytes::slice(self.bytes, bytes::length(self.bytes, at + 4), bytes::length(self.bytes, at))
    }

    /// The same, checked. A part without size is not there, wherever its offset points.
    pub(crate) fn checked_part(self, at: usize) -> Result<&'a [u8], Flaw> {
        let (size, offset) = (bytes::length(self.bytes, at), bytes::length(self.bytes, at + 4));
        let end = offset.checked_add(size);
        if size == 0 || (offset >= self.fixed && end.is_some_and(|end| end <= self.bytes.len())) {
            return Ok(self.part(at));
        }
        let [size, offset] = [at, at + 4].map(|at| bytes::dword(self.bytes, at));
        Err(Flaw::Outside { size, offset, first: self.fixed, end: self.bytes.len() })
    }
}
