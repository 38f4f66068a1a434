//! Which types of request are served on a device.

use tapi_types::{Dword, line::ProxyRequestType};

use crate::structure::structure;

structure! {
    /// LINEPROXYREQUESTLIST: the types of request that have a proxy.
    filled "LINEPROXYREQUESTLIST", 24 => LineProxyRequestList {
        /// The types.
        12 entries: Vec<Dword<ProxyRequestType>> = "dwNumEntries", "dwListSize", "dwListOffset";
    }
}
