//! Streams of generated calls.

use acd_core::{Distribution, Rate, RateStep, StreamConfig};
use tapi_types::{QueueId, Span, Time};

use super::floor::readable;
use super::limits::mean;
use super::scope::Scope;
use super::{csv, listed};
use crate::Files;
use crate::file::{Arrivals, List, PiecewiseStep, Rate as FileRate, Scenario};
use crate::limits;
use crate::path::At;

/// The streams whose rate could be read, each with its place in the file.
pub(crate) fn streams(file: &Scenario<'_>, files: &dyn Files, scope: &mut Scope) -> Vec<(usize, StreamConfig)> {
    let at = At::ROOT.member("arrivals");
    scope.stream_counts = vec![None; scope.streams.len()];
    let mut streams = Vec::new();
    for (place, element) in readable(file.arrivals.as_ref(), limits::STREAMS) {
        let config = stream(element, files, &at.element(place), scope);
        let id = element.id.as_ref().and_then(|id| scope.streams.place(id));
        if let Some((config, id)) = config.zip(id) {
            scope.stream_counts[id] = possible_calls(&config);
            streams.push((place, config));
        }
    }
    streams
}

/// How many calls a stream can make, where the file says so.
fn possible_calls(stream: &StreamConfig) -> Option<u64> {
    match &stream.rate {
        Rate::Listed(calls) => Some(stream.count.map_or(calls.len() as u64, |count| count.min(calls.len() as u64))),
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => stream.count,
    }
}

fn stream(stream: &Arrivals<'_>, files: &dyn Files, at: &At<'_>, scope: &mut Scope) -> Option<StreamConfig> {
    let queue = scope.check.need(stream.queue.as_ref(), at, "queue");
    let queue = queue.and_then(|queue| scope.queue(queue, &at.member("queue")));
    let check = &mut scope.check;
    let from = stream.from.as_ref().and_then(|from| check.time(from, &at.member("from"))).unwrap_or(Time::ZERO);
    let to = stream.to.as_ref().and_then(|to| check.time(to, &at.member("to")));
    if let Some(to) = to
        && to <= from
    {
        check
            .error("out_of_range", &at.member("to"), "`to` is not after `from`")
            .found(format!("\"{to}\""))
            .expected(format!("later than \"{from}\""));
    }
    let count = stream.count.and_then(|count| check.unsigned(count, 1, limits::CALLS, &at.member("count")));
    let talk = stream.talk.as_ref().and_then(|times| check.times(times, &at.member("talk")));
    let wrap_up = stream.wrap_up.as_ref().and_then(|times| check.times(times, &at.member("wrap_up")));
    let patience = stream.patience.as_ref().and_then(|times| check.times(times, &at.member("patience")));
    let priority = check.priority(stream.priority, &at.member("priority"));
    let rate = check.need(stream.rate.as_ref(), at, "rate");
    let rate = rate.and_then(|rate| self::rate(rate, (from, to), files, &at.member("rate"), scope));
    ends(stream, at, scope);
    Some(StreamConfig {
        name: stream.id.as_ref().map_or_else(String::new, ToString::to_string),
        queue: queue.unwrap_or(QueueId::at(0)),
        from,
        to,
        count,
        rate: rate?,
        talk,
        wrap_up: wrap_up.unwrap_or(Distribution::Constant(Span::ZERO)),
        patience,
        priority,
    })
}

/// An error where nothing ends a stream.
fn ends(stream: &Arrivals<'_>, at: &At<'_>, scope: &mut Scope) {
    let Some(rate) = &stream.rate else { return };
    let written = stream.to.is_some()
        || stream.count.is_some()
        || rate.csv.is_some()
        || rate.listed.is_some()
        || scope.until_written;
    let meant = [at.member("to"), at.member("count")];
    if !written && meant.iter().all(|place| !scope.check.unreadable(place)) {
        scope
            .check
            .error("endless_stream", at, "nothing ends this stream")
            .expected("`to` or `count` here, or `until` for the run");
    }
}

fn rate(
    rate: &FileRate<'_>,
    window: (Time, Option<Time>),
    files: &dyn Files,
    at: &At<'_>,
    scope: &mut Scope,
) -> Option<Rate> {
    scope.check.exactly_one(
        at,
        "the rate",
        &[
            ("poisson", rate.poisson.is_some()),
            ("every", rate.every.is_some()),
            ("renewal", rate.renewal.is_some()),
            ("piecewise", rate.piecewise.is_some()),
            ("csv", rate.csv.is_some()),
            ("listed", rate.listed.is_some()),
        ],
    );
    let mut read = None;
    if let Some(poisson) = &rate.poisson {
        let at = at.member("poisson");
        let per_hour = scope.check.need(poisson.per_hour.as_ref(), &at, "per_hour");
        let per_hour =
            per_hour.and_then(|number| scope.check.above_zero(*number, limits::CALLS_PER_HOUR, &at.member("per_hour")));
        read = per_hour.map(|per_hour| Rate::Poisson { per_hour });
    }
    if let Some(every) = &rate.every {
        read = scope.check.positive(every, &at.member("every")).map(Rate::Every);
    }
    if let Some(renewal) = &rate.renewal {
        let at = at.member("renewal");
        let between = scope.check.times(renewal, &at);
        if between.as_ref().is_some_and(|between| mean(between) <= 0.0) {
            scope
                .check
                .error("out_of_range", &at, "the time between calls is always zero")
                .expected("a mean above zero");
        }
        read = between.map(Rate::Renewal);
    }
    if let Some(steps) = &rate.piecewise {
        read = piecewise(steps, &at.member("piecewise"), scope).map(Rate::Piecewise);
    }
    if let Some(csv) = &rate.csv {
        let at = at.member("csv");
        let name = scope.check.need(csv.file.as_ref(), &at, "file");
        read = name.and_then(|name| csv::calls(name, window, files, &at.member("file"), scope)).map(Rate::Listed);
    }
    if let Some(listed) = &rate.listed {
        read = listed::calls(listed, window, &at.member("listed"), scope).map(Rate::Listed);
    }
    read
}

fn piecewise(steps: &List<PiecewiseStep<'_>>, at: &At<'_>, scope: &mut Scope) -> Option<Vec<RateStep>> {
    let check = &mut scope.check;
    if steps.0.is_empty() {
        check.error("out_of_range", at, "a rate by steps needs at least one step");
    }
    let mut rates: Vec<RateStep> = Vec::new();
    let mut whole = true;
    for (place, step) in check.elements(Some(steps), at, limits::ROWS) {
        let at = at.element(place);
        let from = check.need(step.from.as_ref(), &at, "from").and_then(|from| check.time(from, &at.member("from")));
        let per_hour = check.need(step.per_hour.as_ref(), &at, "per_hour");
        let per_hour =
            per_hour.and_then(|number| check.real(*number, 0.0, limits::CALLS_PER_HOUR, &at.member("per_hour")));
        if let (Some(from), Some(last)) = (from, rates.last())
            && from <= last.from
        {
            check
                .error("out_of_order", &at.member("from"), "the steps of a rate stand in order of time")
                .found(format!("\"{from}\""))
                .expected(format!("later than \"{}\"", last.from));
        }
        match from.zip(per_hour) {
            Some((from, per_hour)) => rates.push(RateStep { from, per_hour }),
            None => whole = false,
        }
    }
    (whole && !rates.is_empty()).then_some(rates)
}
