//! Writes out what is drawn: after it a plan does the same under every seed, the chances of faults apart.

use acd_core::{Answer, CallNo, Command, Distribution, Entry, Fact, ListedCall, Rate, Record};
use acd_scenario::{Plan, Verb};
use tapi_types::{Span, Time};

use crate::outside::{Deed, Outside};
use crate::play::{engine, play};

/// The plan with the values that its own seed gives in place of everything drawn.
pub(super) fn freeze(plan: &Plan) -> Plan {
    let seed = plan.config.seed;
    let mut engine = engine(plan, seed);
    engine.keep_trace();
    engine.remember_draws();
    let mut trace: Vec<Entry> = Vec::new();
    let played = play(plan, seed, engine, &mut trace);
    let drawn = played.engine.drawn();
    let mut frozen = plan.clone();
    freeze_steps(plan, &mut frozen);
    freeze_streams(&trace, &mut frozen);
    let config = &mut frozen.config;
    for (agent, values) in config.agents.iter_mut().zip(drawn.answer_after) {
        if let Answer::After(after) = &mut agent.answer {
            freeze_times(after, values);
        }
    }
    for (queue, picks) in config.queues.iter_mut().zip(drawn.picks) {
        queue.picks = picks;
    }
    freeze_times(&mut config.handle_after, drawn.handle_after);
    freeze_times(&mut config.reply_after, drawn.reply_after);
    frozen
}

/// What drew nothing stays as it is, if it is constant.
fn freeze_times(times: &mut Distribution, values: Vec<Span>) {
    if times.constant().is_none() {
        *times = if values.is_empty() { Distribution::Constant(Span::ZERO) } else { Distribution::Listed { values } };
    }
}

fn freeze_steps(plan: &Plan, frozen: &mut Plan) {
    let mut outside = Outside::new(plan, plan.config.seed);
    for step in &mut frozen.steps {
        let deed = outside.deed(step);
        let fixed = |span: Option<Span>| span.map(Distribution::Constant);
        match (&mut step.verb, deed) {
            (Verb::Arrive(arrive), Deed::Command(Command::Arrive { times, .. })) => {
                arrive.talk = fixed(times.talk);
                arrive.wrap_up = Distribution::Constant(times.wrap_up);
                arrive.patience = fixed(times.patience);
            }
            (
                Verb::Transfer { talk, wrap_up, patience, .. },
                Deed::Command(Command::Transfer { talk: talks, wrap_up: wraps_up, patience: waits, .. }),
            ) => {
                *talk = fixed(talks);
                *wrap_up = fixed(wraps_up);
                *patience = fixed(waits);
            }
            (Verb::NonAcdCall { talk, .. }, Deed::Command(Command::NonAcdCall { talk: talks, .. })) => {
                *talk = fixed(talks);
            }
            (_, Deed::Command(_) | Deed::Request(..) | Deed::Nothing) => {}
        }
    }
}

/// Streams become lists of the calls that came.
fn freeze_streams(trace: &[Entry], frozen: &mut Plan) {
    let mut lists: Vec<Vec<ListedCall>> = frozen.config.streams.iter().map(|_| Vec::new()).collect();
    for entry in trace {
        if let Entry::Record(Record { at, fact, .. }) = entry
            && let Fact::CallArrived {
                call: CallNo(_),
                stream: Some((stream, _)),
                priority,
                talk,
                wrap_up,
                patience,
                ..
            } = fact
        {
            lists[*stream].push(ListedCall {
                at: *at,
                talk: *talk,
                wrap_up: Some(*wrap_up),
                patience: *patience,
                priority: Some(*priority),
                caller: None,
                called: None,
            });
        }
    }
    for (stream, calls) in frozen.config.streams.iter_mut().zip(lists) {
        stream.from = Time::ZERO;
        stream.to = None;
        stream.count = None;
        stream.rate = Rate::Listed(calls);
        stream.talk = None;
        stream.wrap_up = Distribution::Constant(Span::ZERO);
        stream.patience = None;
    }
}
