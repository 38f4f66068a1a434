//! Sets of bits in a DWORD, some of which have names.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, BitOrAssign, Sub};
use std::str::FromStr;

use crate::constant::{Constant, from_hex};
use crate::name::UnknownName;

/// A family of constants each of which is a single bit, so that several of them can stand in one DWORD.
pub trait Bit: Constant {}

/// A DWORD of bits of a family. Bits without a name are kept as they are.
///
/// `Display` writes the names with ` | ` between them, then what has none in hexadecimal, and `0` for no bit at all;
/// `FromStr` reads that.
///
/// ```
/// use tapi_types::{Bits, line::AgentStatus};
///
/// let changed = AgentStatus::State | AgentStatus::NextState;
/// assert_eq!(changed.bits(), 6);
/// assert!(changed.contains(AgentStatus::State) && !changed.contains(AgentStatus::Group));
/// assert_eq!(changed.to_string(), "LINEAGENTSTATUS_STATE | LINEAGENTSTATUS_NEXTSTATE");
/// assert_eq!(changed.to_string().parse(), Ok(changed));
///
/// let newer = Bits::<AgentStatus>::from_bits(0x8000_0002);
/// assert_eq!(newer.iter().collect::<Vec<_>>(), [AgentStatus::State]);
/// assert_eq!(newer.unnamed(), 0x8000_0000);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bits<T> {
    bits: u32,
    family: PhantomData<T>,
}

impl<T> Bits<T> {
    /// No bit.
    pub const NONE: Self = Self::from_bits(0);

    /// The set with these bits, whether they have names or not.
    pub const fn from_bits(bits: u32) -> Self {
        Self { bits, family: PhantomData }
    }

    /// All bits, named or not: the DWORD.
    pub const fn bits(self) -> u32 {
        self.bits
    }

    /// True for no bit at all.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }
}

impl<T: Bit> Bits<T> {
    /// Every bit that has a name.
    pub fn all() -> Self {
        T::ALL.iter().copied().collect()
    }

    /// True where the bit is set.
    pub fn contains(self, bit: T) -> bool {
        self.bits & bit.number() != 0
    }

    /// True where all bits of the other set are in this one.
    pub fn contains_all(self, other: Self) -> bool {
        self & other == other
    }

    /// The named bits that are set, in the order of the headers.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |&bit| self.contains(bit))
    }

    /// The bits that are set and have no name.
    pub fn unnamed(self) -> u32 {
        (self - Self::all()).bits
    }
}

impl<T> Default for Bits<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T> From<u32> for Bits<T> {
    fn from(bits: u32) -> Self {
        Self::from_bits(bits)
    }
}

impl<T> From<Bits<T>> for u32 {
    fn from(set: Bits<T>) -> u32 {
        set.bits
    }
}

impl<T: Bit> From<T> for Bits<T> {
    fn from(bit: T) -> Self {
        Self::from_bits(bit.number())
    }
}

impl<T: Bit> FromIterator<T> for Bits<T> {
    fn from_iter<I: IntoIterator<Item = T>>(bits: I) -> Self {
        bits.into_iter().fold(Self::NONE, BitOr::bitor)
    }
}

impl<T> BitOr for Bits<T> {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self::from_bits(self.bits | other.bits)
    }
}

impl<T: Bit> BitOr<T> for Bits<T> {
    type Output = Self;
    fn bitor(self, bit: T) -> Self {
        self | Self::from(bit)
    }
}

impl<T: Bit> BitOrAssign<T> for Bits<T> {
    fn bitor_assign(&mut self, bit: T) {
        self.bits |= bit.number();
    }
}

impl<T> BitAnd for Bits<T> {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self::from_bits(self.bits & other.bits)
    }
}

impl<T> Sub for Bits<T> {
    type Output = Self;
    /// The bits of the first that are not in the second.
    fn sub(self, other: Self) -> Self {
        Self::from_bits(self.bits & !other.bits)
    }
}

impl<T: Bit> fmt::Display for Bits<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("0");
        }
        let mut between = "";
        for bit in self.iter() {
            write!(f, "{between}{}", bit.original_name())?;
            between = SEPARATOR;
        }
        match self.unnamed() {
            0 => Ok(()),
            unnamed => write!(f, "{between}0x{unnamed:08X}"),
        }
    }
}

const SEPARATOR: &str = " | ";

impl<T: Bit> fmt::Debug for Bits<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T: Bit> FromStr for Bits<T> {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        if text == "0" {
            return Ok(Self::NONE);
        }
        text.split('|').map(str::trim).try_fold(Self::NONE, |set, part| match from_hex(part) {
            Some(unnamed) => Ok(set | Self::from_bits(unnamed)),
            None => T::from_original_name(part).map(|bit| set | bit),
        })
    }
}

/// A family of single bits: two of its constants make a set.
macro_rules! bits {
    ($name:ident) => {
        impl $crate::Bit for $name {}

        impl std::ops::BitOr for $name {
            type Output = $crate::Bits<$name>;
            fn bitor(self, other: $name) -> $crate::Bits<$name> {
                $crate::Bits::from(self) | other
            }
        }
    };
}
pub(crate) use bits;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::QueueStatus;

    type Set = Bits<QueueStatus>;

    #[test]
    fn sets_are_read_as_they_are_written() {
        for bits in [0, 1, 2, 5, 7, 8, 0x8000_0001, u32::MAX] {
            let set = Set::from_bits(bits);
            assert_eq!(set.to_string().parse(), Ok(set), "{set}");
        }
        assert_eq!(Set::from_bits(0x8000_0001).to_string(), "LINEQUEUESTATUS_UPDATEINFO | 0x80000000");
        assert_eq!(Set::NONE.to_string(), "0");
    }

    #[test]
    fn what_is_no_set_is_refused_with_the_part_that_is_wrong() {
        for (text, part) in [("", ""), ("LINEQUEUESTATUS_NEWQUEUE |", ""), ("NEW | 0x1", "NEW"), ("0x+1", "0x+1")] {
            let unknown = text.parse::<Set>().unwrap_err();
            assert_eq!((unknown.kind, unknown.name.as_str()), ("LINEQUEUESTATUS", part), "{text}");
        }
        let unknown = "LINEQUEUESTATUS_NEWQUEU|0x1".parse::<Set>().unwrap_err();
        assert_eq!(unknown.nearest, Some("LINEQUEUESTATUS_NEWQUEUE"));
    }

    #[test]
    fn sets_are_joined_cut_and_taken_apart() {
        let mut set = QueueStatus::UpdateInfo | QueueStatus::NewQueue;
        assert_eq!((set & Set::from(QueueStatus::NewQueue)).bits(), 2);
        assert_eq!((set - Set::from(QueueStatus::NewQueue)).bits(), 1);
        assert!(Set::all().contains_all(set) && !set.contains_all(Set::all()));
        set |= QueueStatus::QueueRemoved;
        assert_eq!(set, Set::all());
        assert_eq!(Set::from_bits(u32::MAX).unnamed(), !7);
        assert_eq!((set | set, set | QueueStatus::NewQueue), (set, set), "a bit is there once");
        assert_eq!((Set::from(9_u32).bits(), u32::from(Set::from_bits(9))), (9, 9));
        assert_eq!(format!("{set:?}"), set.to_string());
    }
}
