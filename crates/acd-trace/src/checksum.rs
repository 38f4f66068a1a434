//! Checksums of bytes.

use twox_hash::XxHash3_128;

/// How the last member of a recording begins, in every version of the format: the checksum covers every byte before it.
const MEMBER: &str = ",\"checksum\":\"";
/// What follows its 32 digits.
const CLOSE: &str = "\"}\n";
const DIGITS: usize = 32;
const TAIL: usize = MEMBER.len() + DIGITS + CLOSE.len();

/// The XXH3-128 of bytes as they come.
#[derive(Clone)]
pub(crate) struct Checksum(Box<XxHash3_128>);

impl Default for Checksum {
    fn default() -> Self {
        Checksum(Box::new(XxHash3_128::with_seed(0)))
    }
}

impl std::fmt::Debug for Checksum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Checksum({})", self.hex())
    }
}

impl Checksum {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// The checksum of the bytes so far, 32 hexadecimal digits.
    pub(crate) fn hex(&self) -> String {
        format!("{:032x}", self.0.finish_128())
    }

    /// The end of a recording whose bytes so far these are.
    pub(crate) fn tail(&self) -> String {
        format!("{MEMBER}{}{CLOSE}", self.hex())
    }
}

/// The checksum of some bytes.
pub(crate) fn hex_of(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

/// Takes a recording's last line apart: what its checksum covers, and the checksum. `None` for any other line.
pub(crate) fn split_tail(line: &[u8]) -> Option<(&[u8], &str)> {
    let (covered, tail) = line.split_at(line.len().checked_sub(TAIL)?);
    let tail = std::str::from_utf8(tail).ok()?;
    let digits = tail.strip_prefix(MEMBER)?.strip_suffix(CLOSE)?;
    let is_hex = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    is_hex.then_some((covered, digits))
}
