//! What a switch says about an address: the capability bits that matter to a call centre.

use crate::bits::bits;
use crate::constant::constants;

constants! {
    /// A capability of an address, in `dwAddrCapFlags` of LINEADDRESSCAPS. Those of the call centre have names here;
    /// the others of the page "LINEADDRCAPFLAGS_ Constants" stay in a set as bits without one.
    AddressCapFlag, "LINEADDRCAPFLAGS";
    /// A port of a predictive dialer.
    PredictiveDialer = 0x0080_0000, "predictive_dialer", "LINEADDRCAPFLAGS_PREDICTIVEDIALER";
    /// A place where calls wait, and from which they move on when what they wait for is free.
    Queue = 0x0100_0000, "queue", "LINEADDRCAPFLAGS_QUEUE";
    /// A place where calls wait for an application to route them; the switch routes them itself after a time.
    RoutePoint = 0x0200_0000, "route_point", "LINEADDRCAPFLAGS_ROUTEPOINT";
    /// The address supports ACD groups. Since TAPI 2.2.
    AcdGroup = 0x4000_0000, "acd_group", "LINEADDRCAPFLAGS_ACDGROUP";
}

bits!(AddressCapFlag);
