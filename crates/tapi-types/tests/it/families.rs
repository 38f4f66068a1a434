//! Every family of constants, for a check that is written once.

use tapi_types::{Bit, Constant, LineError, line, tapi3};

/// What is done with each family; those of single bits come to `bits` as well.
pub(crate) trait Check {
    fn constants<T: Constant + Traits>(&mut self);
    fn bits<T: Bit + Traits>(&mut self);
}

/// What a family has beside its [`Constant`].
pub(crate) trait Traits:
    std::fmt::Display
    + std::str::FromStr<Err = tapi_types::UnknownName>
    + TryFrom<u32, Error = tapi_types::UnknownNumber>
    + TryFrom<i32, Error = tapi_types::UnknownNumber>
    + Into<u32>
    + Into<i32>
{
    /// The name in scenarios, and the constant of one.
    fn scenario_name(self) -> &'static str;
    fn from_scenario_name(name: &str) -> Option<Self>;
}

macro_rules! families {
    ($($name:ty),+; bits $($bits:ty),+;) => {
        $(impl Traits for $name {
            fn scenario_name(self) -> &'static str {
                self.name()
            }
            fn from_scenario_name(name: &str) -> Option<Self> {
                <$name>::from_name(name)
            }
        })+

        /// Every family once.
        pub(crate) fn check_all(check: &mut impl Check) {
            $(check.constants::<$name>();)+
            $(check.bits::<$bits>();)+
        }
    };
}

families! {
    LineError,
    line::AddressCapFlag,
    line::AgentFeature,
    line::AgentSessionState,
    line::AgentSessionStatus,
    line::AgentState,
    line::AgentStateEx,
    line::AgentStatus,
    line::AgentStatusEx,
    line::GroupStatus,
    line::MessageNumber,
    line::OpenOption,
    line::ProxyRequestType,
    line::ProxyStatus,
    line::QueueStatus,
    tapi3::AcdGroupEvent,
    tapi3::AcdQueueEvent,
    tapi3::AgentEvent,
    tapi3::AgentHandlerEvent,
    tapi3::AgentSessionEvent,
    tapi3::AgentSessionState,
    tapi3::AgentState,
    tapi3::DispatchBase,
    tapi3::TapiEvent;
    bits
    line::AddressCapFlag,
    line::AgentFeature,
    line::AgentSessionStatus,
    line::AgentState,
    line::AgentStatus,
    line::AgentStatusEx,
    line::GroupStatus,
    line::OpenOption,
    line::ProxyStatus,
    line::QueueStatus,
    tapi3::TapiEvent;
}
