//! Groups, queues and agents.

use std::collections::HashSet;
use std::ops::Range;

use acd_core::{AgentConfig, Answer, Break, Config, Membership, QueueConfig, Shift};
use serde_json::Value;
use tapi_types::{AddressId, AgentId, GroupId, QueueId};

use super::json::{Members, Page};
use super::names::Names;
use super::{above_zero, moment, times};
use crate::choices::Choices;
use crate::compile::floor::{THRESHOLD, on_no_answer};
use crate::limits::NAME_CHARS;
use crate::plan::Plan;

pub(super) fn groups(config: &Config, file: &mut Members<'_>) {
    if config.groups.is_empty() {
        return;
    }
    let groups = (0..).map(GroupId::at).zip(&config.groups);
    file.list("groups", groups, |page, (id, name)| {
        page.object(|members| {
            members.text("id", name);
            from_start(config.absent.groups.contains(&id), members);
        });
    });
}

/// The member of what is not there at the start.
fn from_start(absent: bool, members: &mut Members<'_>) {
    if absent {
        members.value("from_start", &Value::from(false));
    }
}

pub(super) fn queue(id: QueueId, queue: &QueueConfig, names: Names<'_>, page: &mut Page) {
    page.object(|members| {
        members.text("id", &queue.name);
        members.text("group", names.group(queue.group));
        members.choice("strategy", queue.strategy);
        if !queue.picks.is_empty() {
            members.list("picks", &queue.picks, |page, pick| page.whole(*pick));
        }
        let threshold = Some(queue.threshold).filter(|threshold| *threshold != THRESHOLD);
        let short = above_zero(queue.short_abandon);
        if threshold.or(short).is_some() {
            members.object("service_level", |members| {
                members.maybe_span("threshold", threshold);
                members.maybe_span("short_abandon", short);
            });
        }
        members.maybe_whole("max_waiting", queue.max_waiting);
        members.maybe_span("max_wait", queue.max_wait);
        members.maybe_text("overflow_to", queue.overflow_to.map(|queue| names.queue(queue)));
        members.maybe_span("ring_timeout", queue.ring_timeout);
        if queue.on_no_answer != on_no_answer(queue.strategy) {
            members.text("on_no_answer", queue.on_no_answer.name());
        }
        members.choice("when_unstaffed", queue.when_unstaffed);
        from_start(names.0.config.absent.queues.contains(&id), members);
    });
}

/// One agent, or several of a kind.
pub(super) struct Agents<'p> {
    /// Their name; of several of a kind without number.
    name: &'p str,
    /// How many, where there are several of a kind.
    count: Option<usize>,
    kind: &'p AgentConfig,
    absent: bool,
}

/// The agents, those of a kind that follow each other as one.
pub(super) fn agents(plan: &Plan) -> impl Iterator<Item = Agents<'_>> {
    let all = &plan.config.agents;
    let absent: HashSet<AgentId> = plan.config.absent.agents.iter().copied().collect();
    let mut place = 0;
    std::iter::from_fn(move || {
        let kind = all.get(place)?;
        let absent_here = absent.contains(&AgentId::at(place));
        let of_a_kind = |place: usize| {
            let other = &all[place];
            other.groups == kind.groups
                && other.answer == kind.answer
                && other.shifts == kind.shifts
                && other.address == kind.address
                && other.pin == kind.pin
                && own_user(other) == own_user(kind)
                && absent.contains(&AgentId::at(place)) == absent_here
        };
        let several = kind.name.strip_suffix("/1").filter(|name| !name.is_empty()).and_then(|name| {
            let range: Range<usize> = place..all.len();
            let same = |(n, place): &(usize, usize)| is_numbered(&all[*place].name, name, *n) && of_a_kind(*place);
            let count = (1..).zip(range).take_while(same).count();
            (count > 1 || kind.name.len() > NAME_CHARS).then_some((name, count))
        });
        place += several.map_or(1, |(_, count)| count);
        let (name, count) = several.map_or((kind.name.as_str(), None), |(name, count)| (name, Some(count)));
        Some(Agents { name, count, kind, absent: absent_here })
    })
}

/// The login behind an agent where the file has to say it.
fn own_user(agent: &AgentConfig) -> Option<&str> {
    agent.made.as_ref().map(|made| made.user.as_str())
}

/// True for `<owner>/<n>`.
fn is_numbered(name: &str, owner: &str, n: usize) -> bool {
    let number = name.strip_prefix(owner).and_then(|rest| rest.strip_prefix('/'));
    number.is_some_and(|number| number == n.to_string())
}

pub(super) fn agent(agents: &Agents<'_>, names: Names<'_>, page: &mut Page) {
    let AgentConfig { name: _, groups, answer, shifts: _, address, pin, made: _ } = agents.kind;
    page.object(|members| {
        members.text("id", agents.name);
        members.maybe_whole("count", agents.count.map(|count| count as u64));
        if !groups.is_empty() {
            members.list("groups", groups, |page, membership| self::membership(*membership, names, page));
        }
        if *address != AddressId::default() {
            members.text("address", names.address(*address));
        }
        members.maybe_text("user", own_user(agents.kind));
        members.maybe_text("pin", pin.as_deref());
        from_start(agents.absent, members);
        match answer {
            Answer::Manual => members.text("answer_after", "manual"),
            Answer::After(ringing) => members.maybe_times("answer_after", times::unless_zero(ringing)),
        }
        if !agents.kind.shifts.is_empty() {
            members.list("shifts", shifts(agents.kind), |page, shift| self::shift(shift, groups, names, page));
        }
    });
}

fn membership(membership: Membership, names: Names<'_>, page: &mut Page) {
    page.object(|members| {
        members.text("group", names.group(membership.group));
        members.maybe_whole("level", Some(membership.level).filter(|level| *level != 1));
    });
}

/// The shifts of an agent in order of their start, as reading puts them.
pub(super) fn shifts(agent: &AgentConfig) -> Vec<&Shift> {
    let mut shifts: Vec<&Shift> = agent.shifts.iter().collect();
    shifts.sort_by_key(|shift| shift.from);
    shifts
}

/// The breaks of a shift in order of their start, as reading puts them.
pub(super) fn breaks(shift: &Shift) -> Vec<&Break> {
    let mut breaks: Vec<&Break> = shift.breaks.iter().collect();
    breaks.sort_by_key(|pause| pause.from);
    breaks
}

fn shift(shift: &Shift, own: &[Membership], names: Names<'_>, page: &mut Page) {
    page.object(|members| {
        window(shift.from, shift.to, members);
        let all = own.iter().map(|membership| membership.group);
        if !all.eq(shift.groups.iter().copied()) {
            let group = |page: &mut Page, group: &GroupId| page.text(names.group(*group));
            members.list("groups", &shift.groups, group);
        }
        if !shift.breaks.is_empty() {
            members.list("breaks", breaks(shift), |page, pause| {
                page.object(|members| {
                    window(pause.from, pause.to, members);
                    members.maybe_text("reason", pause.reason.map(|reason| names.reason(reason)));
                });
            });
        }
    });
}

fn window(from: tapi_types::Time, to: tapi_types::Time, members: &mut Members<'_>) {
    members.span("from", moment(from));
    members.span("to", moment(to));
}
