//! How an application opens a line: the options beside the privileges.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// An option in `dwPrivileges` of lineOpen, page "LINEOPENOPTION_ Constants". The privileges share the DWORD and
    /// stay in a set as bits without a name.
    OpenOption, "LINEOPENOPTION";
    /// The application cares for new calls of one address only.
    SingleAddress = 0x8000_0000, "single_address", "LINEOPENOPTION_SINGLEADDRESS";
    /// The application serves requests as a proxy; the call parameters list their
    /// [types](crate::line::ProxyRequestType).
    Proxy = 0x4000_0000, "proxy", "LINEOPENOPTION_PROXY";
}

bits!(OpenOption);
