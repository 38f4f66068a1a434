//! Families of named numbers: what every one of them can do, and a DWORD that should hold one of them.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use crate::name::{self, UnknownName};

/// A family of constants that share a prefix in the headers, as a closed enumeration.
///
/// `Display` writes the original name, `FromStr` reads it; `TryFrom` and `From` convert from and to the 32 bits
/// that carry it, as a `u32` and as an `i32`. Where the 32 bits can be anything, [`Dword`] holds them.
pub trait Constant: Copy + Eq + fmt::Debug + 'static {
    /// The name of the family in the headers, without a closing underscore, such as `LINEAGENTSTATE`.
    const FAMILY: &'static str;

    /// Every constant, in the order of the headers.
    const ALL: &'static [Self];

    /// The name in the headers, with its prefix.
    fn original_name(self) -> &'static str;

    /// The value in the headers.
    fn number(self) -> u32;

    /// The constant of a value, where there is one.
    fn from_number(number: u32) -> Option<Self> {
        Self::ALL.iter().copied().find(|constant| constant.number() == number)
    }

    /// The constant of the headers' name.
    ///
    /// # Errors
    /// When there is none; the error suggests the nearest.
    fn from_original_name(name: &str) -> Result<Self, UnknownName> {
        name::find(Self::FAMILY, Self::ALL, Self::original_name, name)
    }
}

/// A number that is none of its family's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{family} has no 0x{number:08X}")]
pub struct UnknownNumber {
    /// The family, such as `LINEAGENTSTATE`.
    pub family: &'static str,
    /// The number.
    pub number: u32,
}

/// 32 bits that should hold a constant of a family, and may hold anything: what came from somebody else.
///
/// `Display` writes the name, or the number in hexadecimal; `FromStr` reads both.
///
/// ```
/// use tapi_types::{Dword, line::ProxyRequestType};
///
/// let asked = Dword::<ProxyRequestType>::new(0x0F);
/// assert_eq!(asked.known(), Some(ProxyRequestType::GetAgentSessionInfo));
/// let newer = Dword::<ProxyRequestType>::new(0x40);
/// assert_eq!((newer.known(), newer.number()), (None, 0x40));
/// assert_eq!(newer.to_string().parse(), Ok(newer));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dword<T> {
    number: u32,
    family: PhantomData<T>,
}

impl<T> Dword<T> {
    /// The 32 bits, whatever they are.
    pub const fn new(number: u32) -> Self {
        Self { number, family: PhantomData }
    }

    /// The 32 bits as they came.
    pub const fn number(self) -> u32 {
        self.number
    }
}

impl<T: Constant> Dword<T> {
    /// The constant, where the number is one of the family.
    pub fn known(self) -> Option<T> {
        T::from_number(self.number)
    }
}

impl<T: Constant> From<T> for Dword<T> {
    fn from(constant: T) -> Self {
        Self::new(constant.number())
    }
}

impl<T: Constant> fmt::Display for Dword<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.known() {
            Some(constant) => f.write_str(constant.original_name()),
            None => write!(f, "0x{:08X}", self.number),
        }
    }
}

impl<T: Constant> fmt::Debug for Dword<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<T: Constant> FromStr for Dword<T> {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        match from_hex(text) {
            Some(number) => Ok(Self::new(number)),
            None => T::from_original_name(text).map(Self::from),
        }
    }
}

/// A number as `Display` writes those without a name: `0x` and one to eight digits.
pub(crate) fn from_hex(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0x")?;
    // The standard library would take a sign as well.
    let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if hexadecimal { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// What every family can do beyond its [`Constant`]: names and numbers by the traits of the standard library.
macro_rules! constant_conversions {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.original_name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;
            fn from_str(name: &str) -> Result<Self, $crate::UnknownName> {
                <Self as $crate::Constant>::from_original_name(name)
            }
        }

        impl From<$name> for u32 {
            fn from(constant: $name) -> u32 {
                constant.number()
            }
        }

        impl From<$name> for i32 {
            fn from(constant: $name) -> i32 {
                constant.number().cast_signed()
            }
        }

        impl TryFrom<u32> for $name {
            type Error = $crate::UnknownNumber;
            fn try_from(number: u32) -> Result<Self, $crate::UnknownNumber> {
                let family = <Self as $crate::Constant>::FAMILY;
                <Self as $crate::Constant>::from_number(number).ok_or($crate::UnknownNumber { family, number })
            }
        }

        impl TryFrom<i32> for $name {
            type Error = $crate::UnknownNumber;
            fn try_from(number: i32) -> Result<Self, $crate::UnknownNumber> {
                Self::try_from(number.cast_unsigned())
            }
        }
    };
}
pub(crate) use constant_conversions;

/// One family: its name in the headers, then for each constant its value, its name in scenarios and reports, and its
/// name in the headers.
macro_rules! constants {
    (
        $(#[$doc:meta])*
        $name:ident, $family:literal;
        $($(#[$vdoc:meta])* $variant:ident = $number:literal, $snake:literal, $original:literal;)+
    ) => {
        $(#[$doc])*
        #[doc(alias = $family)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u32)]
        pub enum $name {
            $($(#[$vdoc])* #[doc(alias = $original)] $variant = $number,)+
        }

        impl $name {
            /// Every constant, in the order of the headers.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in scenarios and reports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $snake,)+ }
            }

            /// The name in the headers.
            pub const fn original_name(self) -> &'static str {
                match self { $(Self::$variant => $original,)+ }
            }

            /// The value in the headers.
            pub const fn number(self) -> u32 {
                self as u32
            }

            /// The constant of a scenario's name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|constant| constant.name() == name)
            }
        }

        impl $crate::Constant for $name {
            const FAMILY: &'static str = $family;
            const ALL: &'static [Self] = Self::ALL;

            fn original_name(self) -> &'static str {
                self.original_name()
            }

            fn number(self) -> u32 {
                self.number()
            }
        }

        $crate::constant::constant_conversions!($name);
    };
}
pub(crate) use constants;
