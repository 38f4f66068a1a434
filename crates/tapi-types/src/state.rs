//! The states of sessions and agents, in each of their encodings.

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal, $tapi3:expr, $line:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every state.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in scenarios and reports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The state of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|state| state.name() == name)
            }

            /// The TAPI 3 value (`tapi3cc.h`), where there is one.
            pub const fn tapi3(self) -> Option<i32> {
                match self { $(Self::$variant => $tapi3,)+ }
            }

            /// The state of a TAPI 3 value.
            pub fn from_tapi3(value: i32) -> Option<Self> {
                Self::ALL.iter().copied().find(|state| state.tapi3() == Some(value))
            }

            /// The TAPI 2.2 value (`tapi.h`), a single bit.
            pub const fn line(self) -> u32 {
                match self { $(Self::$variant => $line,)+ }
            }

            /// The state of a TAPI 2.2 value.
            pub fn from_line(value: u32) -> Option<Self> {
                Self::ALL.iter().copied().find(|state| state.line() == value)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;
            /// The state of a scenario's name, as `Display` writes it.
            fn from_str(name: &str) -> Result<Self, $crate::UnknownName> {
                $crate::name::find(stringify!($name), Self::ALL, Self::name, name)
            }
        }
    };
}

states! {
    /// What an agent session is doing: AGENT_SESSION_STATE, LINEAGENTSESSIONSTATE_.
    SessionState {
        /// Takes no calls. Every session starts here.
        NotReady = "not_ready", Some(0), 0x01;
        /// Can take calls; stays so while a call rings.
        Ready = "ready", Some(1), 0x02;
        /// On an ACD call, hold included.
        BusyOnCall = "busy_on_call", Some(2), 0x04;
        /// After-call work.
        BusyWrapUp = "busy_wrap_up", Some(3), 0x08;
        /// Over for good; its figures stay readable.
        Ended = "ended", Some(4), 0x10;
    }
}

states! {
    /// What an agent is doing: AGENT_STATE, LINEAGENTSTATEEX_.
    AgentState {
        /// Takes no calls in any session.
        NotReady = "not_ready", Some(0), 0x01;
        /// Can take calls. Every agent starts here.
        Ready = "ready", Some(1), 0x02;
        /// On an ACD call or in its wrap-up, in some session.
        BusyAcd = "busy_acd", Some(2), 0x04;
        /// On an incoming call that is not the ACD's.
        BusyIncoming = "busy_incoming", Some(3), 0x08;
        /// On an outgoing call that is not the ACD's.
        BusyOutgoing = "busy_outgoing", Some(4), 0x10;
        /// Not known yet.
        Unknown = "unknown", Some(5), 0x20;
        /// Gone; TAPI 2.2 only.
        Released = "released", None, 0x40;
    }
}
