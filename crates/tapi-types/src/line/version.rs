//! Versions of TAPI, as applications and proxies exchange them.

use std::fmt;

/// A version of TAPI as a DWORD carries it: the major number in the upper 16 bits, the minor in the lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiVersion(pub u32);

impl ApiVersion {
    /// TAPI 2.0: agents by address.
    pub const V2_0: ApiVersion = ApiVersion(0x0002_0000);
    /// TAPI 2.2: agents and sessions by handle, and their statistics.
    pub const V2_2: ApiVersion = ApiVersion(0x0002_0002);

    /// The number before the point.
    pub const fn major(self) -> u32 {
        self.0 >> 16
    }

    /// The number behind the point.
    pub const fn minor(self) -> u32 {
        self.0 & 0xFFFF
    }
}

impl fmt::Display for ApiVersion {
    /// `2.2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major(), self.minor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_two_numbers_in_the_order_of_their_age() {
        assert_eq!((ApiVersion::V2_2.major(), ApiVersion::V2_2.minor()), (2, 2));
        assert_eq!(ApiVersion(0x0001_0004).to_string(), "1.4");
        assert!(ApiVersion::V2_0 < ApiVersion::V2_2);
    }
}
