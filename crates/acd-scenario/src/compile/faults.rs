//! Faults.

use acd_core::FaultConfig;
use tapi_types::{Effect, FaultRule, Function, LineError, ObjectFilter, Time};

use super::check::Check;
use super::names::{Kind, Table};
use super::scope::Scope;
use crate::choices::Method;
use crate::file::{Effect as FileEffect, Fails, Fault, Scenario};
use crate::limits;
use crate::path::At;

/// What a fault without a name is called: `#` and its place, from 1.
pub(crate) fn unnamed(place: usize) -> String {
    format!("#{}", place + 1)
}

/// The faults, in file order.
pub(crate) fn faults(file: &Scenario<'_>, scope: &mut Scope) -> Vec<FaultConfig> {
    let at = At::ROOT.member("faults");
    let mut ids = Table::new(Kind::Fault, false);
    let mut faults = Vec::new();
    for (place, fault) in scope.check.elements(file.faults.as_ref(), &at, limits::FAULTS) {
        let at = at.element(place);
        let name = fault.id.as_ref().map_or_else(|| unnamed(place), ToString::to_string);
        if let Some(id) = &fault.id {
            scope.check.name_length(id, &at.member("id"));
            ids.declare(&mut scope.check, id, &at.member("id"));
        }
        faults.extend(rule(fault, &at, scope).map(|rule| FaultConfig { name, rule }));
    }
    faults
}

fn rule(fault: &Fault<'_>, at: &At<'_>, scope: &mut Scope) -> Option<FaultRule> {
    let object = object(fault, at, scope);
    let check = &mut scope.check;
    let method = fault.method.as_ref().and_then(|method| check.choice(method, &at.member("method")));
    let from = fault.from.as_ref().and_then(|from| check.time(from, &at.member("from"))).unwrap_or(Time::ZERO);
    let to = fault.to.as_ref().and_then(|to| check.time(to, &at.member("to")));
    if let Some(to) = to
        && to <= from
    {
        check
            .error("out_of_range", &at.member("to"), "`to` is not after `from`")
            .found(format!("\"{to}\""))
            .expected(format!("later than \"{from}\""));
    }
    let nth = fault.nth.and_then(|nth| check.unsigned(nth, 1, u64::MAX, &at.member("nth")));
    let times = fault.times.and_then(|times| check.unsigned(times, 1, u64::MAX, &at.member("times")));
    let probability_at = at.member("probability");
    let percent = fault.probability.as_ref().and_then(|probability| {
        let percent = check.need(probability.percent.as_ref(), &probability_at, "percent")?;
        check.real(*percent, 0.0, 100.0, &probability_at.member("percent"))
    });
    let effect = check.need(fault.effect.as_ref(), at, "effect");
    let effect = effect.and_then(|effect| self::effect(effect, &at.member("effect"), check))?;
    Some(FaultRule { function: function(method), object, from, to, nth, times, percent, effect })
}

fn function(method: Option<Method>) -> Option<Function> {
    match method {
        Some(Method::Of(function)) => Some(function),
        Some(Method::Any) | None => None,
    }
}

fn object(fault: &Fault<'_>, at: &At<'_>, scope: &mut Scope) -> ObjectFilter {
    let session = fault.session.as_ref().and_then(|id| scope.session(id, &at.member("session")));
    let agent = fault.agent.as_ref().and_then(|id| scope.floor_agent(id, &at.member("agent")));
    let queue = fault.queue.as_ref().and_then(|id| scope.queue(id, &at.member("queue")));
    let there =
        [("session", fault.session.is_some()), ("agent", fault.agent.is_some()), ("queue", fault.queue.is_some())];
    for (name, _) in there.iter().filter(|(_, there)| *there).skip(1) {
        scope
            .check
            .error_at_key(
                "too_many_members",
                &at.member(name),
                "a request is about one object, so this fault never fires",
            )
            .found(format!("`{name}`"))
            .expected("at most one of `session`, `agent`, `queue`");
    }
    let object = session.map(ObjectFilter::Session).or(agent.map(ObjectFilter::Agent));
    object.or(queue.map(ObjectFilter::Queue)).unwrap_or_default()
}

fn effect(effect: &FileEffect<'_>, at: &At<'_>, check: &mut Check) -> Option<Effect> {
    check.exactly_one(
        at,
        "the effect",
        &[
            ("drop_reply", effect.drop_reply.is_some()),
            ("delay_reply", effect.delay_reply.is_some()),
            ("duplicate_reply", effect.duplicate_reply.is_some()),
            ("fail", effect.fail.is_some()),
            ("fail_at_submit", effect.fail_at_submit.is_some()),
            ("stale", effect.stale.is_some()),
            ("structure_too_small", effect.structure_too_small.is_some()),
            ("close_proxy", effect.close_proxy.is_some()),
        ],
    );
    let mut read = None;
    if let Some(delay) = &effect.delay_reply {
        let at = at.member("delay_reply");
        let by = check.need(delay.by.as_ref(), &at, "by").and_then(|by| check.span(by, &at.member("by")));
        read = by.map(Effect::DelayReply);
    }
    if let Some(duplicate) = &effect.duplicate_reply {
        let at = at.member("duplicate_reply");
        let after = check.need(duplicate.after.as_ref(), &at, "after");
        read = after.and_then(|after| check.span(after, &at.member("after"))).map(Effect::DuplicateReply);
    }
    if let Some(fails) = &effect.fail {
        read = error(fails, &at.member("fail"), check).map(Effect::Fail);
    }
    if let Some(fails) = &effect.fail_at_submit {
        read = error(fails, &at.member("fail_at_submit"), check).map(Effect::FailAtSubmit);
    }
    read.or(effect.drop_reply.map(|_| Effect::DropReply))
        .or(effect.stale.map(|_| Effect::Stale))
        .or(effect.structure_too_small.map(|_| Effect::StructureTooSmall))
        .or(effect.close_proxy.map(|_| Effect::CloseProxy))
}

fn error(fails: &Fails<'_>, at: &At<'_>, check: &mut Check) -> Option<LineError> {
    let error = check.need(fails.error.as_ref(), at, "error")?;
    check.choice(error, &at.member("error"))
}
