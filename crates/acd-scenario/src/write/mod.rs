//! From a plan back to a scenario file that a person reads.

mod around;
mod arrivals;
mod expect;
mod faults;
mod floor;
mod json;
mod names;
mod requests;
mod reserved;
mod steps;
mod times;

use acd_core::{CallRateFactor, Config, Policies};
use tapi_types::{LineErrorReading, QueueId, Span, Time};

use crate::choices::Choices;
use crate::compile::{epoch, header};
use crate::plan::{Plan, Step};
use crate::profile::not_among;

use json::Members;
use names::Names;

/// The text of a scenario file that reads as this plan, laid out for people: one thing a line, defaults left out, and
/// nothing but ASCII in it.
///
/// Reading it gives an equal plan, wherever the plan came from a file. Of a plan that a program made this is
/// different: steps are numbered anew, in the order of their `index`; shifts and breaks stand in the order of their
/// start; the offset of the epoch is whole minutes; what an expectation wants is what its `written` says; lists of what is
/// absent or not served are in the order of the ids. Calls that were listed in a table stand in the file. Sessions,
/// calls, reasons, addresses and agents whom requests make keep their numbers: where reading would give them others, the
/// file says them under `reserved`. A profile is written as what it means.
///
/// What no file may say (a queue without a name, a stream that nothing ends) is written as it is, and refused when it
/// is read.
pub fn write(plan: &Plan) -> String {
    let mut steps: Vec<&Step> = plan.steps.iter().collect();
    steps.sort_by_key(|step| step.index);
    let names = Names(plan);
    json::file(|file| {
        header(plan, file);
        reserved::reserved(plan, &steps, file);
        around::around(plan, file);
        floor::groups(&plan.config, file);
        let queues = (0..).map(QueueId::at).zip(&plan.config.queues);
        file.lines("queues", queues, |page, (id, queue)| floor::queue(id, queue, names, page));
        file.lines("agents", floor::agents(plan), |page, agents| floor::agent(&agents, names, page));
        file.lines("steps", &steps, |page, step| steps::step(step, names, page));
        file.lines("arrivals", &plan.config.streams, |page, stream| arrivals::stream(stream, names, page));
        let faults = plan.config.faults.iter().enumerate();
        file.lines("faults", faults, |page, (place, fault)| faults::fault(place, fault, names, page));
        file.lines("expect", &plan.expectations, |page, expected| expect::expectation(expected, names, page));
    })
}

fn header(plan: &Plan, file: &mut Members<'_>) {
    let config = &plan.config;
    file.whole("version", 1);
    file.text("name", &plan.name);
    if plan.epoch != epoch::DEFAULT {
        file.text("epoch", &epoch::text(plan.epoch));
    }
    file.maybe_whole("seed", Some(config.seed).filter(|seed| *seed != 0));
    file.maybe_span("until", plan.until.map(moment));
    file.maybe_span("warm_up", above_zero(moment(config.warm_up)));
    if !config.not_served.is_empty() {
        let served = not_among(&config.not_served);
        file.object("profile", |members| {
            members.list("functions", served, |page, function| page.text(function.name()));
        });
    }
    policies(config, file);
    let [handle, reply] = [&config.handle_after, &config.reply_after].map(times::unless_zero);
    if handle.or(reply).is_some() || config.max_groups.is_some() {
        file.object("provider", |members| {
            members.maybe_times("handle_after", handle);
            members.maybe_times("reply_after", reply);
            members.maybe_whole("max_groups", config.max_groups);
        });
    }
    let waits = plan.client_timeout != header::TWO_MINUTES;
    let reads = plan.client_errors != LineErrorReading::Raw;
    if waits || reads {
        file.object("client", |members| {
            if waits {
                members.span("timeout", plan.client_timeout);
            }
            if reads {
                members.text("lineerr_to_hresult", plan.client_errors.name());
            }
        });
    }
}

fn policies(config: &Config, file: &mut Members<'_>) {
    let Policies {
        count_call_at,
        time_to_answer_from,
        end_during_call,
        same_state,
        bad_session_state,
        wrong_pin,
        call_rate_factor,
        group_events,
    } = config.policies;
    if config.policies == Policies::default() {
        return;
    }
    file.object("policies", |members| {
        members.choice("count_call_at", count_call_at);
        members.choice("time_to_answer_from", time_to_answer_from);
        members.choice("end_during_call", end_during_call);
        members.choice("same_state", same_state);
        members.choice("bad_session_state", bad_session_state);
        members.choice("wrong_pin", wrong_pin);
        let factor = Some(call_rate_factor).filter(|factor| *factor != CallRateFactor::default());
        members.maybe_whole("call_rate_factor", factor.map(CallRateFactor::factor));
        members.choice("group_events", group_events);
    });
}

impl Members<'_> {
    /// A member with one of a few words, left out where it is the default.
    fn choice<T: Choices + Default + PartialEq>(&mut self, name: &str, value: T) {
        if value != T::default() {
            self.text(name, value.name());
        }
    }
}

/// A moment of the run as files write it.
fn moment(time: Time) -> Span {
    time.since(Time::ZERO)
}

/// Nothing for no time.
fn above_zero(span: Span) -> Option<Span> {
    Some(span).filter(|span| !span.is_zero())
}
