//! Floors: recipes that shrink well, and what is built from them.

use acd_core::{
    AgentConfig, Answer, Break, CallOrigin, Config, Distribution, FaultConfig, ListedCall, Membership, OnNoAnswer,
    Policies, QueueConfig, Rate, RateStep, ReasonId, SessionOrigin, Shift, Strategy as Routing, StreamConfig,
    WhenUnstaffed,
};
use proptest::prelude::*;
use tapi_types::{
    AddressId, AgentId, Effect, FaultRule, Function, GroupId, LineError, ObjectFilter, QueueId, SessionId, Span, Time,
};

use super::handler::{self, extensions, policies};
use super::{moment, nudge, some_span, span};

/// A floor whose references are numbers, to be taken modulo what there is.
#[derive(Debug, Clone)]
pub(super) struct Recipe {
    seed: u64,
    policies: Policies,
    warm_up: Time,
    provider: (Distribution, Distribution),
    groups: usize,
    queues: Vec<QueueRecipe>,
    agents: Vec<AgentRecipe>,
    streams: Vec<StreamRecipe>,
    faults: Vec<FaultRecipe>,
    named_shift_sessions: Vec<(u8, u8, u32)>,
    named_stream_calls: Vec<(u8, u64)>,
    handler: handler::Recipe,
}

pub(super) fn recipe() -> impl Strategy<Value = Recipe> {
    let people = (
        prop_oneof![3 => Just(1_usize), 3 => Just(2), 1 => Just(3)],
        prop::collection::vec(queue().boxed(), 1..=4),
        prop::collection::vec(agent().boxed(), 1..=5),
    );
    let rest = (
        prop::collection::vec(stream().boxed(), 0..=2),
        prop::collection::vec(fault().boxed(), 0..=2),
        prop::collection::vec((any::<u8>(), any::<u8>(), 1_u32..=2), 0..=2),
        prop::collection::vec((any::<u8>(), 1_u64..=4), 0..=3),
        handler::recipe().boxed(),
    );
    let warm_up = prop_oneof![5 => Just(Time::ZERO), 1 => moment()];
    (0_u64..8, policies(), warm_up, (distribution(), distribution()), people, rest).prop_map(
        |(seed, policies, warm_up, provider, (groups, queues, agents), rest)| Recipe {
            seed,
            policies,
            warm_up,
            provider,
            groups,
            queues,
            agents,
            streams: rest.0,
            faults: rest.1,
            named_shift_sessions: rest.2,
            named_stream_calls: rest.3,
            handler: rest.4,
        },
    )
}

/// Mostly constants, since those make ties.
fn distribution() -> impl Strategy<Value = Distribution> {
    let values = prop::collection::vec(span(), 1..=3);
    prop_oneof![
        6 => span().prop_map(Distribution::Constant),
        1 => values.prop_map(|values| Distribution::Empirical { values }),
        1 => (0_u64..=1).prop_map(|us| Distribution::Uniform { min: Span::ZERO, max: Span::from_micros(us) }),
        1 => some_span().prop_map(|mean| Distribution::Exponential { mean }),
    ]
    .boxed()
}

#[derive(Debug, Clone)]
struct QueueRecipe {
    group: u8,
    strategy: Routing,
    threshold: Span,
    short_abandon: Span,
    max_waiting: Option<u64>,
    max_wait: Option<Span>,
    overflow_to: Option<u8>,
    ring_timeout: Option<Span>,
    on_no_answer: Option<OnNoAnswer>,
    when_unstaffed: WhenUnstaffed,
}

fn queue() -> impl Strategy<Value = QueueRecipe> {
    let strategy = prop_oneof![
        Just(Routing::LongestIdle),
        Just(Routing::RoundRobin),
        Just(Routing::FewestCalls),
        Just(Routing::LeastTalkTime),
        Just(Routing::Linear),
        Just(Routing::Random),
        Just(Routing::RingAll),
    ];
    let limits = (
        prop_oneof![2 => Just(None), 1 => (0_u64..=2).prop_map(Some)],
        prop_oneof![1 => Just(None), 1 => some_span().prop_map(Some)],
        prop_oneof![1 => Just(None), 1 => any::<u8>().prop_map(Some)],
        prop_oneof![1 => Just(None), 1 => some_span().prop_map(Some)],
    );
    let on_no_answer =
        prop_oneof![1 => Just(None), 1 => Just(Some(OnNoAnswer::NotReady)), 2 => Just(Some(OnNoAnswer::StayReady))];
    let unstaffed = prop_oneof![Just(WhenUnstaffed::Wait), Just(WhenUnstaffed::End), Just(WhenUnstaffed::Overflow)];
    (any::<u8>(), strategy, span(), span(), limits, on_no_answer, unstaffed).prop_map(
        |(group, strategy, threshold, short_abandon, limits, on_no_answer, when_unstaffed)| QueueRecipe {
            group,
            strategy,
            threshold,
            short_abandon,
            max_waiting: limits.0,
            max_wait: limits.1,
            overflow_to: limits.2,
            ring_timeout: limits.3,
            on_no_answer,
            when_unstaffed,
        },
    )
}

#[derive(Debug, Clone)]
struct AgentRecipe {
    groups: Vec<(u8, u32)>,
    answer: Answer,
    shifts: Vec<ShiftRecipe>,
    home: u8,
    pin: bool,
}

#[derive(Debug, Clone)]
struct ShiftRecipe {
    from: Time,
    lasts: u64,
    /// For each break: time before it, and its length, in steps of the grid.
    breaks: Vec<(u64, u64, Option<ReasonId>)>,
    end_nudge: i64,
}

fn agent() -> impl Strategy<Value = AgentRecipe> {
    let answer = prop_oneof![
        3 => Just(Answer::After(Distribution::Constant(Span::ZERO))),
        3 => distribution().prop_map(Answer::After),
        1 => Just(Answer::Manual),
    ];
    let breaks = prop::collection::vec((0_u64..=4, 1_u64..=4, reason()), 0..=2);
    let shift = (moment(), 1_u64..=30, breaks, nudge()).prop_map(|(from, lasts, breaks, end_nudge)| ShiftRecipe {
        from,
        lasts,
        breaks,
        end_nudge,
    });
    let shifts = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(shift, 1..=2)];
    let groups = prop::collection::vec((any::<u8>(), 1_u32..=2), 1..=3);
    let home = prop_oneof![2 => Just(0_u8), 1 => 0_u8..=2];
    (groups, answer, shifts, home, prop::bool::weighted(0.3))
        .prop_map(|(groups, answer, shifts, home, pin)| AgentRecipe { groups, answer, shifts, home, pin })
}

pub(super) fn reason() -> impl Strategy<Value = Option<ReasonId>> {
    prop_oneof![Just(None), (1_u32..=2).prop_map(|place| Some(ReasonId(place)))]
}

#[derive(Debug, Clone)]
struct StreamRecipe {
    queue: u8,
    from: Time,
    to: Option<Time>,
    count: Option<u64>,
    rate: Rate,
    talk: Option<Distribution>,
    wrap_up: Distribution,
    patience: Option<Distribution>,
    priority: i64,
}

fn stream() -> impl Strategy<Value = StreamRecipe> {
    let listed = prop::collection::vec((moment(), prop::option::of(span()), prop::option::of(span())), 1..=4);
    let rate = prop_oneof![
        3 => some_span().prop_map(Rate::Every),
        1 => (1_u32..=4).prop_map(|n| Rate::Poisson { per_hour: f64::from(n) * 120.0 }),
        1 => some_span().prop_map(|mean| Rate::Renewal(Distribution::Exponential { mean })),
        1 => (moment(), 0_u32..=4).prop_map(|(second, n)| Rate::Piecewise(vec![
            RateStep { from: Time::ZERO, per_hour: 240.0 },
            RateStep { from: second, per_hour: f64::from(n) * 120.0 },
        ])),
        1 => listed.prop_map(listed_calls),
    ];
    let ends = (prop::option::of(moment()), prop_oneof![1 => Just(None), 3 => (0_u64..=6).prop_map(Some)]);
    (any::<u8>(), moment(), ends, rate, optional(), distribution(), optional(), -1_i64..=1).prop_map(
        |(queue, from, (to, count), rate, talk, wrap_up, patience, priority)| StreamRecipe {
            queue,
            from: if matches!(rate, Rate::Listed(_)) { Time::ZERO } else { from },
            to,
            count,
            rate,
            talk,
            wrap_up,
            patience,
            priority,
        },
    )
}

fn optional() -> impl Strategy<Value = Option<Distribution>> {
    prop_oneof![1 => Just(None), 3 => distribution().prop_map(Some)]
}

fn listed_calls(mut calls: Vec<(Time, Option<Span>, Option<Span>)>) -> Rate {
    calls.sort_by_key(|(at, _, _)| *at);
    let call = |(at, talk, patience): (Time, Option<Span>, Option<Span>)| ListedCall {
        at,
        talk,
        wrap_up: talk,
        patience,
        priority: talk.map(|_| 1),
        caller: None,
        called: None,
    };
    Rate::Listed(calls.into_iter().map(call).collect())
}

#[derive(Debug, Clone)]
struct FaultRecipe {
    function: Option<Function>,
    object: (u8, u8),
    from: Time,
    to: Option<Time>,
    nth: Option<u64>,
    times: Option<u64>,
    percent: Option<f64>,
    effect: Effect,
}

fn fault() -> impl Strategy<Value = FaultRecipe> {
    let effect = prop_oneof![
        1 => Just(Effect::DropReply),
        1 => span().prop_map(Effect::DelayReply),
        1 => span().prop_map(Effect::DuplicateReply),
        1 => Just(Effect::Fail(LineError::OPERATIONFAILED)),
        1 => Just(Effect::FailAtSubmit(LineError::NOMEM)),
        4 => Just(Effect::Stale),
        1 => Just(Effect::StructureTooSmall),
        1 => Just(Effect::CloseProxy),
    ];
    let function = prop_oneof![2 => Just(None), 1 => prop::sample::select(Function::REQUESTS.to_vec()).prop_map(Some)];
    let counts = (
        prop_oneof![3 => Just(None), 1 => (1_u64..=3).prop_map(Some)],
        prop_oneof![3 => Just(None), 1 => (1_u64..=2).prop_map(Some)],
        prop_oneof![4 => Just(None), 1 => Just(Some(50.0))],
    );
    let window = (prop_oneof![2 => Just(Time::ZERO), 1 => moment()], prop::option::of(moment()));
    (function, (any::<u8>(), any::<u8>()), window, counts, effect).prop_map(
        |(function, object, (from, to), (nth, times, percent), effect)| FaultRecipe {
            function,
            object,
            from,
            to,
            nth,
            times,
            percent,
            effect,
        },
    )
}

impl Recipe {
    pub(super) fn build(self) -> Config {
        let queues = self.queues.len();
        let mut config = Config {
            seed: self.seed,
            policies: self.policies,
            warm_up: self.warm_up,
            handle_after: self.provider.0,
            reply_after: self.provider.1,
            groups: (0..self.groups).map(|place| format!("group{place}")).collect(),
            queues: (0..queues).zip(&self.queues).map(|(at, queue)| queue.build(at, queues, self.groups)).collect(),
            agents: self.agents.iter().enumerate().map(|(at, agent)| agent.build(at, self.groups)).collect(),
            streams: self.streams.iter().enumerate().map(|(at, stream)| stream.build(at, queues)).collect(),
            faults: Vec::new(),
            absent: self.handler.absent(self.agents.len(), self.groups, queues),
            activities: ["mail", "chat"].map(str::to_owned).to_vec(),
            extensions: extensions(),
            max_groups: self.handler.max_groups,
            not_served: self.handler.not_served.clone(),
            reasons: ["no_answer", "lunch", "training"].map(str::to_owned).to_vec(),
            sessions: Vec::new(),
            calls: Vec::new(),
        };
        break_rings(&mut config.queues);
        config.faults = self.faults.iter().enumerate().map(|(at, fault)| fault.build(at, &config)).collect();
        for (agent, group, n) in self.named_shift_sessions {
            let agent = usize::from(agent) % config.agents.len();
            let groups = &config.agents[agent].groups;
            let group = groups[usize::from(group) % groups.len()].group;
            let origin = SessionOrigin::Shift { agent: AgentId::at(agent), group, n };
            if !config.agents[agent].shifts.is_empty() && !config.sessions.contains(&origin) {
                config.sessions.push(origin);
            }
        }
        for (stream, n) in self.named_stream_calls {
            let origin = CallOrigin::Stream { stream: usize::from(stream) % config.streams.len().max(1), n };
            if !config.streams.is_empty() && !config.calls.contains(&origin) {
                config.calls.push(origin);
            }
        }
        config
    }
}

/// A ring of queues that all pass on calls when unstaffed is no valid floor.
fn break_rings(queues: &mut [QueueConfig]) {
    for start in 0..queues.len() {
        let mut at = start;
        for _ in 0..queues.len() {
            match queues[at].overflow_to {
                Some(to) if queues[at].when_unstaffed == WhenUnstaffed::Overflow => at = to.index(),
                _ => break,
            }
            if at == start {
                queues[start].when_unstaffed = WhenUnstaffed::End;
            }
        }
    }
}

impl QueueRecipe {
    fn build(&self, at: usize, queues: usize, groups: usize) -> QueueConfig {
        let overflow_to = self
            .overflow_to
            .filter(|_| queues > 1)
            .map(|to| QueueId::at((at + 1 + usize::from(to) % (queues - 1)) % queues));
        let by_default = if self.strategy == Routing::RingAll { OnNoAnswer::StayReady } else { OnNoAnswer::NotReady };
        QueueConfig {
            name: format!("queue{at}"),
            group: GroupId::at(usize::from(self.group) % groups),
            strategy: self.strategy,
            threshold: self.threshold,
            short_abandon: self.short_abandon,
            max_waiting: self.max_waiting,
            max_wait: self.max_wait,
            overflow_to,
            ring_timeout: self.ring_timeout,
            on_no_answer: self.on_no_answer.unwrap_or(by_default),
            when_unstaffed: match (self.when_unstaffed, overflow_to) {
                (WhenUnstaffed::Overflow, None) => WhenUnstaffed::End,
                (rule, _) => rule,
            },
            picks: Vec::new(),
        }
    }
}

impl AgentRecipe {
    fn build(&self, at: usize, groups: usize) -> AgentConfig {
        let mut members: Vec<Membership> = Vec::new();
        for (group, level) in &self.groups {
            let group = GroupId::at(usize::from(*group) % groups);
            if members.iter().all(|member| member.group != group) {
                members.push(Membership { group, level: *level });
            }
        }
        let of_shift: Vec<GroupId> = members.iter().map(|member| member.group).collect();
        AgentConfig {
            name: format!("agent{at}"),
            groups: members,
            answer: self.answer.clone(),
            shifts: self.shifts.iter().map(|shift| shift.build(&of_shift)).collect(),
            address: AddressId(u32::from(self.home)),
            pin: self.pin.then(|| "1234".to_owned()),
            made: None,
        }
    }
}

impl ShiftRecipe {
    fn build(&self, groups: &[GroupId]) -> Shift {
        let fives = |n: u64| Span::from_secs(n * 5);
        let mut at = self.from;
        let mut breaks = Vec::new();
        for (before, length, reason) in &self.breaks {
            let from = at + fives(*before);
            at = from + fives(*length);
            breaks.push(Break { from, to: at, reason: *reason });
        }
        let to = Time::from_micros((at + fives(self.lasts)).as_micros().saturating_add_signed(self.end_nudge));
        Shift { from: self.from, to, groups: groups.to_vec(), breaks }
    }
}

impl StreamRecipe {
    fn build(&self, at: usize, queues: usize) -> StreamConfig {
        StreamConfig {
            name: format!("stream{at}"),
            queue: QueueId::at(usize::from(self.queue) % queues),
            from: self.from,
            to: self.to,
            count: self.count,
            rate: self.rate.clone(),
            talk: self.talk.clone(),
            wrap_up: self.wrap_up.clone(),
            patience: self.patience.clone(),
            priority: self.priority,
        }
    }
}

impl FaultRecipe {
    fn build(&self, at: usize, config: &Config) -> FaultConfig {
        let (kind, place) = (self.object.0 % 6, usize::from(self.object.1));
        let object = match kind {
            0 => ObjectFilter::Session(SessionId::at(place % 3)),
            1 => ObjectFilter::Agent(AgentId::at(place % config.agents.len())),
            2 => ObjectFilter::Queue(QueueId::at(place % config.queues.len())),
            _ => ObjectFilter::Any,
        };
        let rule = FaultRule {
            function: self.function,
            object,
            from: self.from,
            to: self.to,
            nth: self.nth,
            times: self.times,
            percent: self.percent,
            effect: self.effect,
        };
        FaultConfig { name: format!("fault{at}"), rule }
    }
}
