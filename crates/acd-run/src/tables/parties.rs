//! Who called which number, as the scenario says.

use std::collections::BTreeMap;

use acd_core::{ListedCall, Rate, StreamConfig};
use acd_scenario::{Arrive, Plan, Verb};
use tapi_types::CallHandle;

use super::calls::Source;

/// Callers and numbers dialled of all calls that have them.
#[derive(Debug)]
pub(super) struct Parties<'p> {
    arrivals: BTreeMap<CallHandle, &'p Arrive>,
    /// The listed calls of each stream.
    listed: Vec<&'p [ListedCall]>,
}

impl<'p> Parties<'p> {
    pub(super) fn new(plan: &'p Plan) -> Parties<'p> {
        let arrivals = plan.steps.iter().filter_map(|step| {
            if let Verb::Arrive(arrive) = &step.verb { Some((arrive.call, &**arrive)) } else { None }
        });
        Parties { arrivals: arrivals.collect(), listed: plan.config.streams.iter().map(listed).collect() }
    }

    /// Caller and number dialled, empty where the scenario does not say.
    pub(super) fn of(&self, source: Source) -> (&'p str, &'p str) {
        let (caller, called) = match (source.stream, source.handle) {
            (Some((stream, n)), _) => match self.nth(stream, n) {
                Some(call) => (&call.caller, &call.called),
                None => (&None, &None),
            },
            (None, Some(handle)) => match self.arrivals.get(&handle) {
                Some(arrive) => (&arrive.caller, &arrive.called),
                None => (&None, &None),
            },
            (None, None) => (&None, &None),
        };
        (caller.as_deref().unwrap_or_default(), called.as_deref().unwrap_or_default())
    }

    fn nth(&self, stream: usize, n: u64) -> Option<&'p ListedCall> {
        self.listed[stream].get(usize::try_from(n).ok()?.checked_sub(1)?)
    }
}

/// The calls of a listed stream: the n-th of the stream is the n-th of the list.
fn listed(stream: &StreamConfig) -> &[ListedCall] {
    match &stream.rate {
        Rate::Listed(calls) => calls,
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => &[],
    }
}
