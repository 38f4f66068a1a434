//! The floor of a drawn scenario: groups, queues, agents, streams, faults, policies.

use acd_core::{
    AgentConfig, Answer, BadSessionState, Break, CallRateFactor, Config, CountCallAt, Distribution, EndDuringCall,
    FaultConfig, GroupEvents, ListedCall, Membership, OnNoAnswer, Policies, QueueConfig, Rate, RateStep, ReasonId,
    SameState, Shift, Strategy, StreamConfig, TimeToAnswerFrom, WhenUnstaffed, WrongPin,
};
use tapi_types::{
    AgentId, Effect, FaultRule, Function, GroupId, LineError, ObjectFilter, QueueId, SessionId, Span, Time,
};

use super::dice::Dice;
use super::features::Feature;

/// How long things take, in units of time: a talk, a wait, an answer.
pub(super) const TALK: usize = 6;
pub(super) const WAIT: usize = 5;
const ANSWER: usize = 3;

/// Errors for faults to reply with.
const ERRORS: [LineError; 4] =
    [LineError::OPERATIONFAILED, LineError::NOMEM, LineError::RESOURCEUNAVAIL, LineError::INVALPARAM];

/// A floor without faults, which need to know the sessions. Nothing happens after so many units of time.
pub(super) fn floor(seed: u64, units: usize, dice: &mut Dice) -> Config {
    let groups = if dice.features.has(Feature::Groups) { dice.between(2, 3) } else { 1 };
    let agents = if dice.features.has(Feature::Crowd) { dice.between(2, 5) } else { dice.between(1, 2) };
    let queues = groups + dice.below(3);
    let strategy = dice.one(&Strategy::ALL);
    let mut config = Config {
        seed,
        policies: policies(dice),
        warm_up: if dice.feature(Feature::WarmUp, 100) { dice.moment(units / 2) } else { Time::ZERO },
        groups: (1..=groups).map(|n| format!("g{n}")).collect(),
        reasons: ["no_answer", "lunch", "tea"].map(str::to_owned).to_vec(),
        ..Config::empty()
    };
    if dice.features.has(Feature::Latencies) {
        config.handle_after = dice.times(ANSWER);
        config.reply_after = dice.times(ANSWER);
    }
    config.queues = (0..queues).map(|place| queue(place, (groups, queues), strategy, dice)).collect();
    config.agents = (0..agents).map(|place| agent(place, groups, units, dice)).collect();
    if dice.features.has(Feature::Streams) {
        let streams = dice.between(1, 3);
        config.streams = (0..streams).map(|place| stream(place, queues, units, dice)).collect();
    }
    config
}

fn policies(dice: &mut Dice) -> Policies {
    if !dice.features.has(Feature::Policies) {
        return Policies::default();
    }
    Policies {
        count_call_at: dice.one(&[CountCallAt::Answer, CountCallAt::Release, CountCallAt::WrapUpEnd]),
        time_to_answer_from: dice.one(&[TimeToAnswerFrom::QueueEntry, TimeToAnswerFrom::Ringing]),
        end_during_call: dice.one(&[EndDuringCall::AfterCall, EndDuringCall::Release]),
        same_state: dice.one(&[SameState::Accept, SameState::Refuse]),
        bad_session_state: dice.one(&[BadSessionState::InvalAgentState, BadSessionState::InvalAgentSessionState]),
        wrong_pin: dice.one(&[WrongPin::OperationFailed, WrongPin::InvalPassword]),
        call_rate_factor: dice.one(&[CallRateFactor::One, CallRateFactor::Ten]),
        group_events: dice.one(&[GroupEvents::Deliver, GroupEvents::Mute]),
    }
}

fn queue(place: usize, (groups, queues): (usize, usize), common: Strategy, dice: &mut Dice) -> QueueConfig {
    let group = if place < groups { place } else { dice.below(groups) };
    let drawn = if dice.feature(Feature::RingAll, 60) { Strategy::RingAll } else { dice.one(&Strategy::ALL) };
    let strategy = if dice.features.has(Feature::OneStrategy) { common } else { drawn };
    let other = (place + 1 + dice.below(queues.max(2) - 1)) % queues;
    let overflow_to = (dice.feature(Feature::Overflow, 70) && other != place).then(|| QueueId::at(other));
    let rule = dice.one(&[WhenUnstaffed::Wait, WhenUnstaffed::End, WhenUnstaffed::Overflow]);
    let when_unstaffed = match rule {
        _ if !dice.features.has(Feature::Unstaffed) => WhenUnstaffed::Wait,
        // Always on to a later one: no call goes round at once.
        WhenUnstaffed::Overflow if overflow_to.is_none() || other <= place => WhenUnstaffed::Wait,
        WhenUnstaffed::Wait | WhenUnstaffed::End | WhenUnstaffed::Overflow => rule,
    };
    QueueConfig {
        name: format!("q{}", place + 1),
        group: GroupId::at(group),
        strategy,
        threshold: dice.span(WAIT),
        short_abandon: dice.span(WAIT),
        max_waiting: dice.feature(Feature::MaxWaiting, 70).then(|| dice.below(3) as u64),
        max_wait: dice.feature(Feature::MaxWait, 70).then(|| dice.some_span(WAIT)),
        overflow_to,
        ring_timeout: dice.feature(Feature::RingTimeouts, 80).then(|| dice.some_span(ANSWER)),
        on_no_answer: dice.one(&[OnNoAnswer::NotReady, OnNoAnswer::StayReady]),
        when_unstaffed,
        picks: if strategy == Strategy::Random && dice.percent(20) { vec![0, 1, 9] } else { Vec::new() },
    }
}

fn agent(place: usize, groups: usize, units: usize, dice: &mut Dice) -> AgentConfig {
    let first = dice.below(groups);
    let mut places: Vec<usize> = (0..groups).filter(|&group| group == first || dice.percent(50)).collect();
    if dice.percent(50) {
        places.reverse();
    }
    let level = |dice: &mut Dice| if dice.features.has(Feature::Levels) { dice.between(0, 2) } else { 1 };
    let membership = |group: usize, dice: &mut Dice| Membership {
        group: GroupId::at(group),
        level: u32::try_from(level(dice)).unwrap_or(1),
    };
    let memberships: Vec<Membership> = places.iter().map(|&group| membership(group, dice)).collect();
    let answer = if dice.feature(Feature::ByHand, 50) {
        Answer::Manual
    } else if dice.feature(Feature::SlowAnswers, 70) {
        Answer::After(dice.times(ANSWER))
    } else {
        Answer::After(Distribution::Constant(Span::ZERO))
    };
    let shifts = if dice.feature(Feature::Shifts, 70) { shifts(&memberships, units, dice) } else { Vec::new() };
    AgentConfig { groups: memberships, answer, shifts, ..AgentConfig::new(format!("a{}", place + 1)) }
}

fn shifts(memberships: &[Membership], units: usize, dice: &mut Dice) -> Vec<Shift> {
    let mut shifts: Vec<Shift> = (0..dice.between(1, 2)).map(|_| shift(memberships, units, dice)).collect();
    shifts.sort_by_key(|shift| shift.from);
    shifts
}

fn shift(memberships: &[Membership], units: usize, dice: &mut Dice) -> Shift {
    let (from, length) = (dice.moment(units / 2), dice.some_span(units));
    let to = from + length;
    let first = dice.below(memberships.len());
    let all = dice.percent(50);
    let groups = memberships.iter().enumerate().filter(|(place, _)| all || *place == first);
    let mut breaks = Vec::new();
    if dice.features.has(Feature::Breaks) {
        for _ in 0..dice.between(1, 2) {
            let (late, length) = (dice.span(units / 2), dice.some_span(units / 3));
            let reason = dice.percent(50).then(|| ReasonId(u32::from(dice.percent(50)) + 1));
            let pause = Break { from: from + late, to: from + late + length, reason };
            if pause.to <= to {
                breaks.push(pause);
            }
        }
        breaks.sort_by_key(|pause| pause.from);
    }
    Shift { from, to, groups: groups.map(|(_, place)| place.group).collect(), breaks }
}

fn stream(place: usize, queues: usize, units: usize, dice: &mut Dice) -> StreamConfig {
    let rate = rate(units, dice);
    let from = dice.moment(units / 3);
    let listed = matches!(rate, Rate::Listed(_));
    let most = if dice.features.has(Feature::Busy) { 12 } else { 5 };
    StreamConfig {
        name: format!("m{}", place + 1),
        queue: QueueId::at(dice.below(queues)),
        from: if listed { Time::ZERO } else { from },
        to: (!listed && dice.percent(30)).then(|| from + dice.some_span(units)),
        count: Some(dice.between(1, most) as u64),
        rate,
        talk: talk(dice),
        wrap_up: dice.times(TALK),
        patience: patience(dice),
        priority: priority(dice),
    }
}

fn rate(units: usize, dice: &mut Dice) -> Rate {
    let per_hour = |dice: &mut Dice| dice.one(&[600.0, 1800.0, 3600.0]);
    match dice.below(5) {
        0 => Rate::Poisson { per_hour: per_hour(dice) },
        1 => Rate::Every(dice.some_span(3)),
        2 => {
            let more = dice.some_span(3);
            let times = dice.times(3);
            let never = times == Distribution::Constant(Span::ZERO);
            Rate::Renewal(if never { Distribution::Constant(more) } else { times })
        }
        3 => {
            let (first, second) = (dice.moment(units / 4), dice.some_span(units / 2));
            let rates = (per_hour(dice), per_hour(dice));
            let quiet = if dice.percent(50) { 0.0 } else { rates.0 };
            Rate::Piecewise(vec![
                RateStep { from: first, per_hour: quiet },
                RateStep { from: first + second, per_hour: rates.1 },
            ])
        }
        _ => {
            let mut calls: Vec<ListedCall> = (0..dice.between(1, 5)).map(|_| listed(units, dice)).collect();
            calls.sort_by_key(|call| call.at);
            Rate::Listed(calls)
        }
    }
}

fn listed(units: usize, dice: &mut Dice) -> ListedCall {
    ListedCall {
        at: dice.moment(units),
        talk: dice.percent(50).then(|| dice.span(TALK)),
        wrap_up: dice.percent(50).then(|| dice.span(TALK)),
        patience: dice.feature(Feature::Patience, 50).then(|| dice.span(WAIT)),
        priority: dice.feature(Feature::Priorities, 50).then(|| priority(dice)),
        caller: dice.percent(20).then(|| "+49301".to_owned()),
        called: dice.percent(20).then(|| "0800".to_owned()),
    }
}

/// How long calls talk.
pub(super) fn talk(dice: &mut Dice) -> Option<Distribution> {
    let endless = dice.feature(Feature::EndlessTalks, 40);
    let times = dice.times(TALK);
    (!endless).then_some(times)
}

/// How long callers wait.
pub(super) fn patience(dice: &mut Dice) -> Option<Distribution> {
    let patient = dice.feature(Feature::Patience, 70);
    let times = dice.times(WAIT);
    patient.then_some(times)
}

/// Which calls go first.
pub(super) fn priority(dice: &mut Dice) -> i64 {
    if dice.features.has(Feature::Priorities) { dice.one(&[-1, 0, 0, 1]) } else { 0 }
}

/// Faults on some of the requests to come.
pub(super) fn faults(config: &Config, units: usize, dice: &mut Dice) -> Vec<FaultConfig> {
    if !dice.features.has(Feature::Faults) {
        return Vec::new();
    }
    let count = dice.between(1, 4);
    (1..=count).map(|n| FaultConfig { name: format!("f{n}"), rule: rule(config, units, dice) }).collect()
}

fn rule(config: &Config, units: usize, dice: &mut Dice) -> FaultRule {
    let from = dice.moment(units / 2);
    let windowed = dice.percent(30);
    let object = match dice.below(8) {
        0 if !config.sessions.is_empty() => ObjectFilter::Session(SessionId::at(dice.below(config.sessions.len()))),
        1 => ObjectFilter::Agent(AgentId::at(dice.below(config.agents.len()))),
        2 => ObjectFilter::Queue(QueueId::at(dice.below(config.queues.len()))),
        _ => ObjectFilter::Any,
    };
    FaultRule {
        function: dice.percent(30).then(|| dice.one(Function::REQUESTS)),
        object,
        from: if windowed { from } else { Time::ZERO },
        to: windowed.then(|| from + dice.some_span(units)),
        nth: dice.percent(15).then(|| dice.between(1, 3) as u64),
        times: dice.percent(15).then(|| dice.between(1, 2) as u64),
        percent: dice.percent(25).then_some(50.0),
        effect: effect(dice),
    }
}

fn effect(dice: &mut Dice) -> Effect {
    match dice.below(8) {
        0 => Effect::DropReply,
        1 => Effect::DelayReply(dice.span(WAIT)),
        2 => Effect::DuplicateReply(dice.span(WAIT)),
        3 => Effect::Fail(dice.one(&ERRORS)),
        4 => Effect::FailAtSubmit(dice.one(&ERRORS)),
        5 => Effect::Stale,
        6 => Effect::StructureTooSmall,
        _ => Effect::CloseProxy,
    }
}
