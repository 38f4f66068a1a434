//! The functions of the TAPI 2.2 contract that make a request.

use std::fmt;
use std::str::FromStr;

use crate::name::{self, UnknownName};

macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident = $snake:literal, $page:literal;)+) => {
        /// A TAPI 2.2 function that an ACD answers and a fault rule can name. All functions of the contract are in
        /// [`LineFunction`](crate::LineFunction).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Function {
            $($(#[$doc])* $variant,)+
        }

        impl Function {
            /// Every function, in alphabetical order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in scenarios.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $snake,)+ }
            }

            /// The name in `tapi.h`.
            pub const fn original_name(self) -> &'static str {
                match self { $(Self::$variant => $page,)+ }
            }

            /// The function of a scenario's name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|function| function.name() == name)
            }
        }
    };
}

functions! {
    /// Logs an agent into a group.
    CreateAgentSession = "line_create_agent_session", "lineCreateAgentSession";
    /// Statistics of an agent.
    GetAgentInfo = "line_get_agent_info", "lineGetAgentInfo";
    /// Statistics of an agent session.
    GetAgentSessionInfo = "line_get_agent_session_info", "lineGetAgentSessionInfo";
    /// Statistics of a queue.
    GetQueueInfo = "line_get_queue_info", "lineGetQueueInfo";
    /// Starts an agent's measurement period anew.
    SetAgentMeasurementPeriod = "line_set_agent_measurement_period", "lineSetAgentMeasurementPeriod";
    /// Changes the state of an agent session.
    SetAgentSessionState = "line_set_agent_session_state", "lineSetAgentSessionState";
    /// Changes the state of an agent.
    SetAgentStateEx = "line_set_agent_state_ex", "lineSetAgentStateEx";
    /// Starts a queue's measurement period anew.
    SetQueueMeasurementPeriod = "line_set_queue_measurement_period", "lineSetQueueMeasurementPeriod";
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Function {
    type Err = UnknownName;
    /// The function of a scenario's name, as `Display` writes it.
    fn from_str(name: &str) -> Result<Function, UnknownName> {
        name::find("Function", Self::ALL, Self::name, name)
    }
}
