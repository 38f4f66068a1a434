//! What can be asked about each kind of object: the names, and which of them make a request.

macro_rules! getters {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal, $how:ident;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the methods and functions are named and described in the headers")]
        pub enum $name { $($variant,)+ }

        impl $name {
            /// Every getter.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The snake_case name, without `get_`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// True where the client knows the answer by itself; false where it makes a request.
            pub const fn is_known(self) -> bool {
                match self { $(Self::$variant => getters!(@$how),)+ }
            }

            /// The getter of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|getter| getter.name() == name)
            }
        }
    };
    (@known) => { true };
    (@asked) => { false };
}

getters! {
    /// The getters of ITAgentSession.
    SessionGetter {
        Agent = "agent", known;
        Address = "address", known;
        AcdGroup = "acd_group", known;
        State = "state", known;
        SessionStartTime = "session_start_time", asked;
        SessionDuration = "session_duration", asked;
        NumberOfCalls = "number_of_calls", asked;
        TotalTalkTime = "total_talk_time", asked;
        AverageTalkTime = "average_talk_time", asked;
        TotalCallTime = "total_call_time", asked;
        AverageCallTime = "average_call_time", asked;
        TotalWrapUpTime = "total_wrap_up_time", asked;
        AverageWrapUpTime = "average_wrap_up_time", asked;
        AcdCallRate = "acd_call_rate", asked;
        LongestTimeToAnswer = "longest_time_to_answer", asked;
        AverageTimeToAnswer = "average_time_to_answer", asked;
    }
}

getters! {
    /// The getters of ITAgent.
    AgentGetter {
        Id = "id", known;
        User = "user", known;
        State = "state", known;
        MeasurementPeriod = "measurement_period", asked;
        OverallCallRate = "overall_call_rate", asked;
        NumberOfAcdCalls = "number_of_acd_calls", asked;
        NumberOfIncomingCalls = "number_of_incoming_calls", asked;
        NumberOfOutgoingCalls = "number_of_outgoing_calls", asked;
        TotalAcdTalkTime = "total_acd_talk_time", asked;
        TotalAcdCallTime = "total_acd_call_time", asked;
        TotalWrapUpTime = "total_wrap_up_time", asked;
        AgentSessions = "agent_sessions", known;
        AgentSessionList = "agent_session_list", asked;
    }
}

getters! {
    /// The getters of ITQueue.
    QueueGetter {
        MeasurementPeriod = "measurement_period", asked;
        TotalCallsQueued = "total_calls_queued", asked;
        CurrentCallsQueued = "current_calls_queued", asked;
        TotalCallsAbandoned = "total_calls_abandoned", asked;
        TotalCallsFlowedIn = "total_calls_flowed_in", asked;
        TotalCallsFlowedOut = "total_calls_flowed_out", asked;
        LongestEverWaitTime = "longest_ever_wait_time", asked;
        CurrentLongestWaitTime = "current_longest_wait_time", asked;
        AverageWaitTime = "average_wait_time", asked;
        FinalDisposition = "final_disposition", asked;
        Name = "name", known;
    }
}

getters! {
    /// The getters of ITACDGroup.
    GroupGetter {
        Name = "name", known;
        Queues = "queues", asked;
    }
}

getters! {
    /// The getters of ITAgentHandler.
    HandlerGetter {
        Name = "name", asked;
        AcdGroups = "acd_groups", asked;
        UsableAddresses = "usable_addresses", known;
    }
}

getters! {
    /// What functions of TAPI 2.0 say about an address.
    AddressGetter {
        AgentCaps = "agent_caps", asked;
        AgentStatus = "agent_status", asked;
        AgentActivityList = "agent_activity_list", asked;
        AgentGroupList = "agent_group_list", asked;
    }
}

getters! {
    /// What TAPI itself says about the line.
    LineGetter {
        ProxyStatus = "proxy_status", known;
    }
}
