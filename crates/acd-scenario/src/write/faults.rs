//! Faults.

use acd_core::FaultConfig;
use tapi_types::{Effect, FaultRule, ObjectFilter};

use super::json::{Members, Page};
use super::names::Names;
use super::{above_zero, moment};
use crate::compile::faults::unnamed;

/// A fault at a place of the list; the name that it has by its place is left out.
pub(super) fn fault(place: usize, fault: &FaultConfig, names: Names<'_>, page: &mut Page) {
    let FaultRule { function, object, from, to, nth, times, percent, effect } = &fault.rule;
    page.object(|members| {
        if fault.name != unnamed(place) {
            members.text("id", &fault.name);
        }
        members.maybe_text("method", function.map(tapi_types::Function::name));
        match *object {
            ObjectFilter::Any => {}
            ObjectFilter::Session(session) => members.text("session", names.session(session)),
            ObjectFilter::Agent(agent) => members.text("agent", names.agent(agent)),
            ObjectFilter::Queue(queue) => members.text("queue", names.queue(queue)),
        }
        members.maybe_span("from", above_zero(moment(*from)));
        members.maybe_span("to", to.map(moment));
        members.maybe_whole("nth", *nth);
        members.maybe_whole("times", *times);
        if let Some(percent) = percent {
            members.object("probability", |members| members.real("percent", *percent));
        }
        members.object("effect", |members| self::effect(*effect, members));
    });
}

fn effect(effect: Effect, members: &mut Members<'_>) {
    match effect {
        Effect::DropReply => members.object("drop_reply", |_| {}),
        Effect::DelayReply(by) => members.object("delay_reply", |members| members.span("by", by)),
        Effect::DuplicateReply(after) => members.object("duplicate_reply", |members| members.span("after", after)),
        Effect::Fail(error) => members.object("fail", |members| members.text("error", error.name())),
        Effect::FailAtSubmit(error) => members.object("fail_at_submit", |members| members.text("error", error.name())),
        Effect::Stale => members.object("stale", |_| {}),
        Effect::StructureTooSmall => members.object("structure_too_small", |_| {}),
        Effect::CloseProxy => members.object("close_proxy", |_| {}),
    }
}
