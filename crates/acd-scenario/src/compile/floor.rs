//! Queues and agents.

use acd_core::{AgentConfig, Answer, Distribution, Made, Membership, OnNoAnswer, QueueConfig, Strategy, WhenUnstaffed};
use tapi_types::{AgentId, GroupId, QueueId, Span};

use super::check::Check;
use super::scope::Scope;
use super::shifts;
use crate::file::{Agent, AnswerAfter, Flag, List, Membership as FileMembership, Queue, Scenario, Times, Whole};
use crate::limits;
use crate::path::At;

/// What counts as in time unless the file says otherwise.
pub(crate) const THRESHOLD: Span = Span::from_secs(20);

/// The queues, each with its place in the file. Something else stands in for what could not be read: with an error
/// in the file there will be no plan.
pub(crate) fn queues(file: &Scenario<'_>, scope: &mut Scope) -> Vec<(usize, QueueConfig)> {
    let at = At::ROOT.member("queues");
    readable(file.queues.as_ref(), limits::QUEUES)
        .map(|(place, element)| (place, queue(element, &at.element(place), scope)))
        .collect()
}

fn queue(queue: &Queue<'_>, at: &At<'_>, scope: &mut Scope) -> QueueConfig {
    let group = scope.check.need(queue.group.as_ref(), at, "group");
    let group = group.and_then(|group| scope.group(group, &at.member("group")));
    let overflow_to = queue.overflow_to.as_ref().and_then(|to| scope.queue(to, &at.member("overflow_to")));

    if is_absent(queue.from_start)
        && let Some(place) = queue.id.as_ref().and_then(|id| scope.queues.place(id))
    {
        scope.absent.queues.push(QueueId::at(place));
    }

    let check = &mut scope.check;
    let strategy = queue.strategy.as_ref().and_then(|strategy| check.choice(strategy, &at.member("strategy")));
    let strategy = strategy.unwrap_or_default();
    let picks_at = at.member("picks");
    let picks = queue.picks.as_ref().map_or_else(Vec::new, |picks| self::picks(picks, strategy, &picks_at, check));
    let level = queue.service_level.as_ref();
    let level_at = at.member("service_level");
    let threshold = level.and_then(|level| level.threshold.as_ref());
    let threshold = threshold.and_then(|text| check.span(text, &level_at.member("threshold")));
    let short_abandon = level.and_then(|level| level.short_abandon.as_ref());
    let short_abandon = short_abandon.and_then(|text| check.span(text, &level_at.member("short_abandon")));
    let max_waiting = queue.max_waiting;
    let max_waiting = max_waiting.and_then(|number| check.unsigned(number, 0, u64::MAX, &at.member("max_waiting")));
    let max_wait = queue.max_wait.as_ref().and_then(|text| check.positive(text, &at.member("max_wait")));
    let ring_timeout = queue.ring_timeout.as_ref().and_then(|text| check.positive(text, &at.member("ring_timeout")));
    let on_no_answer = queue.on_no_answer.as_ref();
    let on_no_answer = on_no_answer.and_then(|choice| check.choice(choice, &at.member("on_no_answer")));
    let when_unstaffed = queue.when_unstaffed.as_ref();
    let when_unstaffed = when_unstaffed.and_then(|choice| check.choice(choice, &at.member("when_unstaffed")));
    QueueConfig {
        name: queue.id.as_ref().map_or_else(String::new, ToString::to_string),
        group: group.unwrap_or(GroupId::at(0)),
        strategy,
        threshold: threshold.unwrap_or(THRESHOLD),
        short_abandon: short_abandon.unwrap_or(Span::ZERO),
        max_waiting,
        max_wait,
        overflow_to,
        ring_timeout,
        on_no_answer: on_no_answer.unwrap_or(self::on_no_answer(strategy)),
        when_unstaffed: when_unstaffed.unwrap_or(WhenUnstaffed::Wait),
        picks,
    }
}

/// What becomes of sessions that let an offer ring out, unless the file says otherwise.
pub(crate) fn on_no_answer(strategy: Strategy) -> OnNoAnswer {
    match strategy {
        Strategy::RingAll => OnNoAnswer::StayReady,
        Strategy::LongestIdle
        | Strategy::RoundRobin
        | Strategy::FewestCalls
        | Strategy::LeastTalkTime
        | Strategy::Linear
        | Strategy::Random => OnNoAnswer::NotReady,
    }
}

/// Choices in place of draws, for the strategy that draws.
fn picks(picks: &List<Whole>, strategy: Strategy, at: &At<'_>, check: &mut Check) -> Vec<u64> {
    match strategy {
        Strategy::Random => {}
        Strategy::LongestIdle
        | Strategy::RoundRobin
        | Strategy::FewestCalls
        | Strategy::LeastTalkTime
        | Strategy::Linear
        | Strategy::RingAll => {
            let message = "nothing is drawn under this strategy, so these are never picked";
            check.warning("never_picked", at, message).help("`strategy` \"random\" draws");
        }
    }
    let elements = check.elements(Some(picks), at, limits::ROWS);
    elements.filter_map(|(place, pick)| check.unsigned(*pick, 0, u64::MAX, &at.element(place))).collect()
}

/// Reads the agents into [`Scope::agent_configs`], each `count` spelt out.
pub(crate) fn agents(file: &Scenario<'_>, scope: &mut Scope) {
    let at = At::ROOT.member("agents");
    for (place, agent) in readable(file.agents.as_ref(), usize::MAX) {
        let kind = agent_kind(agent, &at.element(place), scope);
        let user = agent.user.as_ref().map(|user| scope.check.text(user, &at.element(place).member("user")).to_owned());
        let Some(range) = scope.agent_ranges.get(&place).cloned() else { continue };
        for place in range {
            let name = scope.agents.name(place).to_owned();
            let made = user.clone().map(|user| Made { id: Some(name.clone()), user });
            scope.agent_configs.push(AgentConfig { name, made, ..kind.clone() });
            if is_absent(agent.from_start) {
                scope.absent.agents.push(AgentId::at(place));
            }
        }
    }
}

/// The groups that are not there at the start.
pub(crate) fn absent_groups(file: &Scenario<'_>, scope: &mut Scope) {
    for (_, group) in readable(file.groups.as_ref(), limits::GROUPS) {
        let place = group.id.as_ref().and_then(|id| scope.groups.place(id));
        scope.absent.groups.extend(place.filter(|_| is_absent(group.from_start)).map(GroupId::at));
    }
}

fn is_absent(from_start: Option<Flag>) -> bool {
    from_start == Some(Flag(false))
}

/// The elements that could be read, up to a limit that was checked when their names were declared.
pub(crate) fn readable<T>(list: Option<&List<T>>, limit: usize) -> impl Iterator<Item = (usize, &T)> {
    let elements = list.map_or(&[][..], |list| &list.0);
    elements.iter().take(limit).enumerate().filter_map(|(place, element)| Some((place, element.as_ref()?)))
}

/// An agent without its name.
fn agent_kind(agent: &Agent<'_>, at: &At<'_>, scope: &mut Scope) -> AgentConfig {
    let groups = memberships(agent.groups.as_ref(), &at.member("groups"), scope);
    let address = scope.home(agent.address.as_ref(), &at.member("address"));
    let pin = agent.pin.as_ref().map(|pin| scope.check.text(pin, &at.member("pin")).to_owned());
    let answer = agent.answer_after.as_ref().and_then(|after| answer(after, &at.member("answer_after"), scope));
    let answer = answer.unwrap_or(Answer::After(Distribution::Constant(Span::ZERO)));
    let shifts = shifts::shifts(agent, &groups, at, scope);
    AgentConfig { groups, answer, shifts, address: address.unwrap_or_default(), pin, ..AgentConfig::new("") }
}

fn answer(after: &AnswerAfter<'_>, at: &At<'_>, scope: &mut Scope) -> Option<Answer> {
    match &after.0 {
        Times::Constant(text) if &**text == "manual" => Some(Answer::Manual),
        Times::Constant(text) if text.starts_with(char::is_alphabetic) => {
            scope.check.unknown_value(text, "a duration, nor `manual`", &["manual"], at);
            None
        }
        times @ (Times::Constant(_) | Times::Drawn(_)) => scope.check.times(times, at).map(Answer::After),
    }
}

fn memberships(list: Option<&List<FileMembership<'_>>>, at: &At<'_>, scope: &mut Scope) -> Vec<Membership> {
    let mut memberships: Vec<Membership> = Vec::new();
    for (place, membership) in scope.check.elements(list, at, limits::GROUPS) {
        let at = at.element(place);
        let level = membership.level;
        let level = level.and_then(|level| scope.check.unsigned(level, 0, u32::MAX.into(), &at.member("level")));
        let level = level.and_then(|level| u32::try_from(level).ok()).unwrap_or(1);
        let Some(id) = scope.check.need(membership.group.as_ref(), &at, "group") else { continue };
        let at = at.member("group");
        let Some(group) = scope.group(id, &at) else { continue };
        if memberships.iter().any(|other| other.group == group) {
            scope.check.error("duplicate_id", &at, format!("the group `{}` stands twice", &**id));
        } else {
            memberships.push(Membership { group, level });
        }
    }
    memberships
}
