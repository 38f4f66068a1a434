//! Ids: dense, given out in order from 1, never reused in a run, never zero.

use std::fmt;
use std::num::NonZeroU32;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The id with this number; `None` for zero.
            pub const fn new(number: u32) -> Option<Self> {
                match NonZeroU32::new(number) {
                    Some(number) => Some(Self(number)),
                    None => None,
                }
            }

            /// The id of the thing at a place of a dense table.
            ///
            /// # Panics
            /// When the table has more than `u32::MAX - 1` places, which the named limits rule out.
            #[inline]
            pub fn at(index: usize) -> Self {
                let number = u32::try_from(index + 1).expect("tables are limited to u32 ids");
                Self(NonZeroU32::new(number).expect("index + 1 is above zero"))
            }

            /// The number, 1 and up: the handle that a TAPI program sees.
            pub const fn get(self) -> u32 {
                self.0.get()
            }

            /// The place in a dense table, 0 and up.
            pub const fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )+};
}

ids! {
    /// An agent: the `HAGENT` of the TAPI 2.2 functions.
    #[doc(alias = "HAGENT")]
    AgentId,
    /// An agent's session in one group: the `HAGENTSESSION` of the TAPI 2.2 functions. A scenario that names
    /// a session reserves its id, so the id says nothing about the order of creation.
    #[doc(alias = "HAGENTSESSION")]
    SessionId,
    /// An ACD group. TAPI names groups by GUID; this number stands for it.
    GroupId,
    /// A queue: the `dwQueueID` of the TAPI 2.2 functions.
    QueueId,
    /// An activity that an agent can be set to: the `dwActivityID` of the TAPI 2.0 functions.
    ActivityId,
    /// A request under way: what an asynchronous TAPI function returns and LINE_REPLY repeats.
    RequestId,
    /// A call that somebody outside the ACD holds on to: an `HCALL`. Calls that nobody holds leave nothing behind.
    #[doc(alias = "HCALL")]
    CallHandle,
    /// A line that an application has opened: the `HLINE` that lineOpen gives out and most functions take.
    #[doc(alias = "HLINE")]
    LineHandle,
    /// An application that has initialized TAPI: the `HLINEAPP` that lineGetAgentCaps and lineGetProxyStatus take.
    #[doc(alias = "HLINEAPP")]
    AppHandle,
}

/// An address of the line: the `dwAddressID` of the TAPI 2.0 functions, and the `dwWorkingAddressID` where a session's calls
/// ring. Zero is an address like any other: that of agents of whom nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[doc(alias = "ITAddress")]
pub struct AddressId(pub u32);
