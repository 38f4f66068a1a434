//! Writes out what is drawn: after it a plan does the same under every seed, the chances of faults apart.

use acd_core::{CallNo, Engine, Entry, Fact, ListedCall, Record};
use acd_scenario::Plan;

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
    freeze_steps(plan, &played.engine, &mut frozen);
    freeze_streams(&trace, &mut frozen);
    acd_replay::freeze::times(&mut frozen.config, &drawn);
    for (queue, picks) in frozen.config.queues.iter_mut().zip(drawn.picks) {
        queue.picks = picks;
    }
    frozen
}

fn freeze_steps(plan: &Plan, engine: &Engine, frozen: &mut Plan) {
    let mut outside = Outside::new(plan, plan.config.seed);
    for step in &mut frozen.steps {
        match outside.deed(step, engine) {
            Deed::Command(command) => acd_replay::freeze::step(&mut step.verb, &command),
            Deed::Request(..) | Deed::Nothing => {}
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
        acd_replay::freeze::stream(stream, calls);
    }
}
