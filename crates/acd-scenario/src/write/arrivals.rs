//! Streams of calls.

use acd_core::{ListedCall, Rate, StreamConfig};

use super::json::{Members, Page};
use super::names::Names;
use super::{above_zero, moment, times};

pub(super) fn stream(stream: &StreamConfig, names: Names<'_>, page: &mut Page) {
    page.object(|members| {
        members.text("id", &stream.name);
        members.text("queue", names.queue(stream.queue));
        members.maybe_span("from", above_zero(moment(stream.from)));
        members.maybe_span("to", stream.to.map(moment));
        members.maybe_whole("count", stream.count);
        members.object("rate", |members| rate(&stream.rate, members));
        members.maybe_times("talk", stream.talk.as_ref());
        members.maybe_times("wrap_up", times::unless_zero(&stream.wrap_up));
        members.maybe_times("patience", stream.patience.as_ref());
        members.maybe_whole("priority", Some(stream.priority).filter(|priority| *priority != 0));
    });
}

fn rate(rate: &Rate, members: &mut Members<'_>) {
    match rate {
        Rate::Poisson { per_hour } => members.object("poisson", |members| members.real("per_hour", *per_hour)),
        Rate::Every(span) => members.span("every", *span),
        Rate::Renewal(between) => members.maybe_times("renewal", Some(between)),
        Rate::Piecewise(steps) => members.list("piecewise", steps, |page, step| {
            page.object(|members| {
                members.span("from", moment(step.from));
                members.real("per_hour", step.per_hour);
            });
        }),
        Rate::Listed(calls) => members.object("listed", |members| members.lines("calls", calls, call)),
    }
}

fn call(page: &mut Page, call: &ListedCall) {
    page.object(|members| {
        members.span("at", moment(call.at));
        members.maybe_span("talk", call.talk);
        members.maybe_span("wrap_up", call.wrap_up);
        members.maybe_span("patience", call.patience);
        members.maybe_whole("priority", call.priority);
        members.maybe_text("caller", call.caller.as_deref());
        members.maybe_text("called", call.called.as_deref());
    });
}
