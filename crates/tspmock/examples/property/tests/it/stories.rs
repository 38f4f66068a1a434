//! A call centre and what happens in it, as data that can be drawn at random and made smaller.

use std::fmt;

use proptest::prelude::*;

pub(crate) const AGENTS: [&str; 2] = ["anna", "ben"];
pub(crate) const GROUPS: [&str; 2] = ["sales", "support"];
pub(crate) const QUEUES: [&str; 2] = ["sales_q", "support_q"];

/// A floor, and what happens on it.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) seed: u64,
    /// The policy: when a call counts.
    pub(crate) count_call_at: &'static str,
    /// From the question to the picture, and from there to the reply.
    pub(crate) latency_ms: (u64, u64),
    pub(crate) faults: Vec<Broken>,
    pub(crate) acts: Vec<Act>,
}

/// A fault: what it does, and to how many requests in a hundred.
#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) effect: Effect,
    pub(crate) percent: u32,
}

#[derive(Debug, Clone)]
pub(crate) enum Effect {
    Lost,
    Late { s: u64 },
    Twice,
    Refused,
    Failed,
    Stale,
}

/// Something that happens. Calls and sessions are named by their place, modulo how many there are.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Call {
        queue: &'static str,
        talk_s: u64,
        wrap_up_s: u64,
        patience_s: u64,
    },
    OtherCall {
        agent: &'static str,
        talk_s: u64,
    },
    /// The first call that can be handed on.
    HandOn {
        to: &'static str,
    },
    HangUp {
        call: usize,
    },
    LogIn {
        agent: &'static str,
        group: &'static str,
    },
    NotReady {
        session: usize,
    },
    End {
        session: usize,
    },
    Restart {
        s: u64,
    },
    Pass {
        s: u64,
    },
    Read,
}

/// Any story.
pub(crate) fn stories() -> impl Strategy<Value = Story> {
    let policies = prop::sample::select(vec!["answer", "release", "wrap_up_end"]);
    let (faults, acts) = (prop::collection::vec(broken(), 0..3), prop::collection::vec(act(), 1..40));
    (0..1000_u64, policies, (0..2000_u64, 0..2000_u64), faults, acts).prop_map(
        |(seed, count_call_at, latency_ms, faults, acts)| Story { seed, count_call_at, latency_ms, faults, acts },
    )
}

fn broken() -> impl Strategy<Value = Broken> {
    let effects = prop_oneof![
        1 => Just(Effect::Lost),
        1 => (1..200_u64).prop_map(|s| Effect::Late { s }),
        1 => Just(Effect::Twice),
        1 => Just(Effect::Refused),
        1 => Just(Effect::Failed),
        3 => Just(Effect::Stale),
    ];
    (effects, 10..80_u32).prop_map(|(effect, percent)| Broken { effect, percent })
}

fn act() -> impl Strategy<Value = Act> {
    let queue = || prop::sample::select(&QUEUES[..]);
    let agent = || prop::sample::select(&AGENTS[..]);
    let group = prop::sample::select(&GROUPS[..]);
    let place = || 0..8_usize;
    prop_oneof![
        6 => (queue(), 1..120_u64, 0..20_u64, 5..300_u64)
            .prop_map(|(queue, talk_s, wrap_up_s, patience_s)| Act::Call { queue, talk_s, wrap_up_s, patience_s }),
        1 => (agent(), 1..60_u64).prop_map(|(agent, talk_s)| Act::OtherCall { agent, talk_s }),
        4 => queue().prop_map(|to| Act::HandOn { to }),
        1 => place().prop_map(|call| Act::HangUp { call }),
        4 => (agent(), group).prop_map(|(agent, group)| Act::LogIn { agent, group }),
        1 => place().prop_map(|session| Act::NotReady { session }),
        3 => place().prop_map(|session| Act::End { session }),
        1 => (1..60_u64).prop_map(|s| Act::Restart { s }),
        6 => (1..60_u64).prop_map(|s| Act::Pass { s }),
        6 => Just(Act::Read),
    ]
}

impl Story {
    /// The same without one act, for each of them.
    pub(crate) fn shorter(&self) -> Vec<Story> {
        let without = |place| {
            let mut shorter = self.clone();
            shorter.acts.remove(place);
            shorter
        };
        (0..self.acts.len()).map(without).collect()
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (handled, replied) = self.latency_ms;
        writeln!(f, "seed {}, calls count at {}", self.seed, self.count_call_at)?;
        writeln!(f, "requests are handled after {handled} ms, replied to after {replied} ms")?;
        self.faults.iter().try_for_each(|broken| writeln!(f, "  {broken:?}"))?;
        self.acts.iter().try_for_each(|act| writeln!(f, "  {act:?}"))
    }
}
