//! GUIDs, which name ACD groups and proxies.

use std::fmt;
use std::str::FromStr;

use crate::bytes;

/// A GUID: 16 bytes, of which `Data1` to `Data3` are numbers with the least significant byte first.
///
/// Written `{D8A9C3E1-0B4F-4C7A-9E21-6F5D4C3B2A19}`; the braces may be left out where one is read.
///
/// ```
/// use tapi_abi::Guid;
///
/// let group: Guid = "{D8A9C3E1-0B4F-4C7A-9E21-6F5D4C3B2A19}".parse()?;
/// assert_eq!(group.to_le_bytes()[..8], [0xE1, 0xC3, 0xA9, 0xD8, 0x4F, 0x0B, 0x7A, 0x4C]);
/// assert_eq!(group.to_le_bytes()[8..], [0x9E, 0x21, 0x6F, 0x5D, 0x4C, 0x3B, 0x2A, 0x19]);
/// assert_eq!(group.to_string(), "{D8A9C3E1-0B4F-4C7A-9E21-6F5D4C3B2A19}");
/// # Ok::<(), tapi_abi::NoGuid>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Guid {
    /// `Data1`.
    pub data1: u32,
    /// `Data2`.
    pub data2: u16,
    /// `Data3`.
    pub data3: u16,
    /// `Data4`.
    pub data4: [u8; 8],
}

impl Guid {
    /// The GUID in 16 bytes.
    pub fn from_le_bytes(guid: [u8; 16]) -> Self {
        Self {
            data1: u32::from_le_bytes(bytes::array(&guid, 0)),
            data2: u16::from_le_bytes(bytes::array(&guid, 4)),
            data3: u16::from_le_bytes(bytes::array(&guid, 6)),
            data4: bytes::array(&guid, 8),
        }
    }

    /// The 16 bytes.
    pub fn to_le_bytes(self) -> [u8; 16] {
        let mut guid = [0; 16];
        bytes::put(&mut guid, 0, &self.data1.to_le_bytes());
        bytes::put(&mut guid, 4, &self.data2.to_le_bytes());
        bytes::put(&mut guid, 6, &self.data3.to_le_bytes());
        bytes::put(&mut guid, 8, &self.data4);
        guid
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { data1, data2, data3, data4: [a, b, rest @ ..] } = self;
        write!(f, "{{{data1:08X}-{data2:04X}-{data3:04X}-{a:02X}{b:02X}-")?;
        rest.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
        f.write_str("}")
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no GUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no GUID, which looks like {{00000000-0000-0000-0000-000000000000}}")]
pub struct NoGuid(pub String);

/// How many digits stand between the hyphens.
const DIGITS: [usize; 5] = [8, 4, 4, 4, 12];

impl FromStr for Guid {
    type Err = NoGuid;
    fn from_str(text: &str) -> Result<Self, NoGuid> {
        parse(text).ok_or_else(|| NoGuid(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Guid> {
    let bare = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}')?,
        None => text,
    };
    let digits = |part: &str| part.len() * usize::from(part.bytes().all(|digit| digit.is_ascii_hexdigit()));
    if !bare.split('-').map(digits).eq(DIGITS) {
        return None;
    }
    let number = u128::from_str_radix(&bare.replace('-', ""), 16).ok()?;
    let digits = number.to_be_bytes();
    Some(Guid {
        data1: u32::from_be_bytes(bytes::array(&digits, 0)),
        data2: u16::from_be_bytes(bytes::array(&digits, 4)),
        data3: u16::from_be_bytes(bytes::array(&digits, 6)),
        data4: bytes::array(&digits, 8),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{00112233-4455-6677-8899-AABBCCDDEEFF}";

    #[test]
    fn braces_and_capitals_are_no_difference() {
        let guid: Guid = TEXT.parse().expect("it is one");
        assert_eq!(TEXT.trim_matches(['{', '}']).parse(), Ok(guid));
        assert_eq!(TEXT.to_lowercase().parse(), Ok(guid));
        assert_eq!(guid.data4, [0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF]);
        assert_eq!(Guid::from_le_bytes(guid.to_le_bytes()), guid);
        assert_eq!(guid.to_string(), TEXT);
    }

    #[test]
    fn what_is_no_guid_is_refused() {
        let wrong = [
            "",
            "{}",
            "{00112233-4455-6677-8899-AABBCCDDEEFF",
            "00112233-4455-6677-8899-AABBCCDDEEFF}",
            "00112233445566778899AABBCCDDEEFF",
            "+0112233-4455-6677-8899-AABBCCDDEEFF",
            "00112233-4455-6677-8899-AABBCCDDEEFF-",
            "0011223-34455-6677-8899-AABBCCDDEEFF",
        ];
        for text in wrong {
            assert_eq!(text.parse::<Guid>(), Err(NoGuid(text.to_owned())));
        }
    }
}
