//! What a handler has besides its floor: what is not there yet, what it serves, its extensions.

use acd_core::{
    Absent, BadSessionState, CallRateFactor, CountCallAt, EndDuringCall, ExtensionAnswer, ExtensionConfig, GroupEvents,
    Policies, SameState, TimeToAnswerFrom, WrongPin,
};
use proptest::prelude::*;
use tapi_types::{AgentId, Function, GroupId, LineError, QueueId};

#[derive(Debug, Clone)]
pub(super) struct Recipe {
    agents: Vec<u8>,
    groups: Vec<u8>,
    queues: Vec<u8>,
    pub(super) max_groups: Option<u32>,
    pub(super) not_served: Vec<Function>,
}

/// Mostly everything is there.
pub(super) fn recipe() -> impl Strategy<Value = Recipe> {
    let some = || prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(any::<u8>(), 1..=2)];
    let max_groups = prop_oneof![3 => Just(None), 1 => (0_u32..=2).prop_map(Some)];
    let functions = prop::sample::select(Function::REQUESTS.to_vec());
    let not_served = prop_oneof![5 => Just(Vec::new()), 1 => prop::collection::vec(functions, 1..=4)];
    (some(), some(), some(), max_groups, not_served).prop_map(|(agents, groups, queues, max_groups, not_served)| {
        Recipe { agents, groups, queues, max_groups, not_served }
    })
}

impl Recipe {
    pub(super) fn absent(&self, agents: usize, groups: usize, queues: usize) -> Absent {
        let of = |number: &u8, all: usize| usize::from(*number) % all;
        Absent {
            agents: self.agents.iter().map(|number| AgentId::at(of(number, agents))).collect(),
            groups: self.groups.iter().map(|number| GroupId::at(of(number, groups))).collect(),
            queues: self.queues.iter().map(|number| QueueId::at(of(number, queues))).collect(),
        }
    }
}

/// One of each kind.
pub(super) fn extensions() -> Vec<ExtensionConfig> {
    let answers =
        [ExtensionAnswer::Echo, ExtensionAnswer::Fixed(vec![1, 2, 3]), ExtensionAnswer::Fail(LineError::NOMEM)];
    answers.into_iter().zip(1..).map(|(answer, n)| ExtensionConfig { id: [n, 0, 0, 0], answer }).collect()
}

/// The choices that the handler has made.
pub(super) fn policies() -> impl Strategy<Value = Policies> {
    (
        prop_oneof![Just(CountCallAt::Answer), Just(CountCallAt::Release), Just(CountCallAt::WrapUpEnd)],
        prop_oneof![Just(TimeToAnswerFrom::QueueEntry), Just(TimeToAnswerFrom::Ringing)],
        prop_oneof![Just(EndDuringCall::AfterCall), Just(EndDuringCall::Release)],
        prop_oneof![3 => Just(SameState::Accept), 1 => Just(SameState::Refuse)],
        any::<[bool; 4]>(),
    )
        .prop_map(|(count_call_at, time_to_answer_from, end_during_call, same_state, [state, pin, rate, mute])| {
            Policies {
                count_call_at,
                time_to_answer_from,
                end_during_call,
                same_state,
                bad_session_state: if state {
                    BadSessionState::InvalAgentSessionState
                } else {
                    BadSessionState::default()
                },
                wrong_pin: if pin { WrongPin::InvalPassword } else { WrongPin::default() },
                call_rate_factor: if rate { CallRateFactor::Ten } else { CallRateFactor::default() },
                group_events: if mute { GroupEvents::Mute } else { GroupEvents::default() },
            }
        })
}
