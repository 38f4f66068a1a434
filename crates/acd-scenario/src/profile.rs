//! Profiles: named sets of what an ACD serves, how it chooses where the contract leaves room, and how long it takes.

use acd_core::{
    BadSessionState, CallRateFactor, Config, CountCallAt, Distribution, EndDuringCall, GroupEvents, Policies,
    SameState, TimeToAnswerFrom, WrongPin,
};
use tapi_types::{Function, LineErrorReading, Span};

/// A set of properties of an ACD that has a name. In a file each of them can be said by itself as well, and then wins.
///
/// ```
/// use acd_core::Config;
/// use acd_scenario::Profile;
/// use tapi_types::Function;
///
/// let mut config = Config::empty();
/// Profile::MINIMAL.apply(&mut config);
/// assert!(config.not_served.contains(&Function::GetAgentInfo));
/// assert_eq!(Profile::named("strict"), Some(Profile::STRICT));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// Its name in files.
    pub name: &'static str,
    /// The requests that are served; others are refused with LINEERR_OPERATIONUNAVAIL at submission.
    pub functions: &'static [Function],
    /// What is chosen where the contract leaves room.
    pub policies: Policies,
    /// From submission until the ACD takes up a request.
    pub handle_after: Span,
    /// From there until the reply goes out.
    pub reply_after: Span,
    /// How errors of wrapped functions come to clients.
    pub errors: LineErrorReading,
}

/// The first of each.
const POLICIES: Policies = Policies {
    count_call_at: CountCallAt::Answer,
    time_to_answer_from: TimeToAnswerFrom::QueueEntry,
    end_during_call: EndDuringCall::AfterCall,
    same_state: SameState::Accept,
    bad_session_state: BadSessionState::InvalAgentState,
    wrong_pin: WrongPin::OperationFailed,
    call_rate_factor: CallRateFactor::One,
    group_events: GroupEvents::Deliver,
};

impl Profile {
    /// Everything is served, errors come as they are, nothing takes time.
    pub const DEFAULT: Profile = Profile {
        name: "default",
        functions: Function::REQUESTS,
        policies: POLICIES,
        handle_after: Span::ZERO,
        reply_after: Span::ZERO,
        errors: LineErrorReading::Raw,
    };

    /// An ACD that knows agents by their addresses alone: the functions of TAPI 2.0.
    pub const MINIMAL: Profile = Profile {
        name: "minimal",
        functions: &[
            Function::AgentSpecific,
            Function::GetAgentActivityList,
            Function::GetAgentCaps,
            Function::GetAgentGroupList,
            Function::GetAgentStatus,
            Function::SetAgentActivity,
            Function::SetAgentGroup,
            Function::SetAgentState,
        ],
        ..Profile::DEFAULT
    };

    /// An ACD that lets nothing pass and says exactly what is wrong.
    pub const STRICT: Profile = Profile {
        name: "strict",
        policies: Policies {
            same_state: SameState::Refuse,
            bad_session_state: BadSessionState::InvalAgentSessionState,
            wrong_pin: WrongPin::InvalPassword,
            ..POLICIES
        },
        errors: LineErrorReading::Twin,
        ..Profile::DEFAULT
    };

    /// Modelled on ACDProxy, the proxy application that comes with the sources of TSP++ by JulMar: another process between
    /// TAPI and the switch, which relays all twenty types of request and hands results through untouched. So nothing is
    /// ever answered at once, and as its notices are those of TAPI 2.1, groups come and go in silence.
    pub const ACD_PROXY: Profile = Profile {
        name: "acd_proxy",
        policies: Policies { group_events: GroupEvents::Mute, ..POLICIES },
        handle_after: Span::from_micros(1000),
        reply_after: Span::from_micros(1000),
        ..Profile::DEFAULT
    };

    /// Every profile, the default first.
    pub const ALL: [Profile; 4] = [Profile::DEFAULT, Profile::MINIMAL, Profile::STRICT, Profile::ACD_PROXY];

    /// The profile of a name.
    pub fn named(name: &str) -> Option<Profile> {
        Profile::ALL.into_iter().find(|profile| profile.name == name)
    }

    /// The requests that are not served, in alphabetical order.
    pub fn not_served(&self) -> Vec<Function> {
        not_among(self.functions)
    }

    /// Gives a floor what it says. How errors come to clients is no matter of the floor: [`Profile::errors`].
    pub fn apply(&self, config: &mut Config) {
        config.policies = self.policies;
        config.not_served = self.not_served();
        config.handle_after = Distribution::Constant(self.handle_after);
        config.reply_after = Distribution::Constant(self.reply_after);
    }
}

/// The requests that are not among these, in alphabetical order.
pub(crate) fn not_among(functions: &[Function]) -> Vec<Function> {
    Function::REQUESTS.iter().copied().filter(|function| !functions.contains(function)).collect()
}

#[cfg(test)]
mod tests {
    use tapi_types::line::ApiVersion;

    use super::*;

    #[test]
    fn the_default_profile_is_what_a_floor_has_anyway() {
        let mut config = Config::empty();
        Profile::DEFAULT.apply(&mut config);
        assert_eq!(config, Config::empty());
        assert_eq!(Profile::DEFAULT.errors, LineErrorReading::default());
    }

    #[test]
    fn the_minimal_profile_serves_what_came_with_tapi_2_0() {
        let old = Function::REQUESTS.iter().copied().filter(|function| function.since() == ApiVersion::V2_0);
        assert_eq!(Profile::MINIMAL.functions, old.collect::<Vec<_>>());
        assert_eq!(Profile::MINIMAL.not_served().len(), 12);
    }

    #[test]
    fn profiles_are_found_by_their_names() {
        assert!(Profile::ALL.iter().all(|profile| Profile::named(profile.name) == Some(*profile)));
        assert_eq!(Profile::named("loose"), None);
    }
}
