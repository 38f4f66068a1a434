//! What is wrong with bytes that are no structure.

/// Bytes that are not the structure they should be: the member that shows it, where it stands, and what is wrong with
/// it. It reads as a sentence:
///
/// ```
/// use tapi_abi::{LineQueueInfo, Structure};
///
/// let malformed = LineQueueInfo::read(&[52, 0, 0, 0]).unwrap_err();
/// assert_eq!(malformed.to_string(), "LINEQUEUEINFO.dwTotalSize at byte 0: 4 bytes, and 52 are needed");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{structure}.{member} at byte {at}: {flaw}")]
pub struct Malformed {
    /// The structure, or the entry of a list, by its name in `tapi.h`.
    pub structure: &'static str,
    /// The member, by its name in `tapi.h`; of a size and an offset, the size.
    pub member: &'static str,
    /// Where the member stands, in bytes from the start of what was read.
    pub at: usize,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What can be wrong with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Flaw {
    /// There are not even the bytes of the fixed part.
    #[error("{len} bytes, and {needed} are needed")]
    Short {
        /// How many bytes there are.
        len: usize,
        /// How many the fixed part has.
        needed: usize,
    },
    /// One of the three sizes at the start, or the size of a request, does not fit to the others or to the bytes that
    /// there are.
    #[error("a size of {size}, which should be {least} to {most}")]
    Size {
        /// What it says.
        size: u32,
        /// The least that fits.
        least: usize,
        /// The most that fits.
        most: usize,
    },
    /// A variable part begins in the fixed part or ends behind the last byte in use.
    #[error("{size} bytes from offset {offset}, which should lie in {first} to {end}")]
    Outside {
        /// The size of the part.
        size: u32,
        /// Its offset.
        offset: u32,
        /// The first byte behind the fixed part.
        first: usize,
        /// The byte behind the last one in use.
        end: usize,
    },
    /// The size of a list is not that of its entries.
    #[error("a list of {size} bytes, which should be {count} entries of {entry}")]
    List {
        /// The size of the list.
        size: u32,
        /// The number of entries.
        count: u32,
        /// The size of an entry.
        entry: usize,
    },
    /// The variable parts have more bytes than there are: some of them share bytes, though each follows the one before.
    #[error("variable parts of {size} bytes in a place of {room}")]
    Shared {
        /// The sum of their sizes.
        size: usize,
        /// Bytes in use behind the fixed part.
        room: usize,
    },
    /// A string has no terminator at its end, or is cut within a character.
    #[error("a string of {size} bytes without a terminator at its end")]
    Unterminated {
        /// The size of the string.
        size: u32,
    },
    /// There is no such LINEPROXYREQUEST_ value.
    #[error("no request has type {0:#04X}")]
    RequestType(u32),
}
