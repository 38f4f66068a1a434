//! Traces that somebody has tampered with: the audit notices.

use std::collections::BTreeMap;

use acd_core::{Cause, Engine, Entry, Fact, Record};
use acd_explore::audit::Audit;
use acd_explore::{swarm, trace};
use acd_scenario::Plan;
use tapi_types::{Span, Time};

/// So many drawn scenarios are tampered with.
const SEEDS: u64 = 40;

fn findings(plan: &Plan, entries: &[Entry], engine: &Engine) -> usize {
    let mut audit = Audit::new(&plan.config, plan.config.seed);
    for entry in entries {
        audit.take(entry);
    }
    audit.close(engine).len()
}

/// Numbers the records anew, so that only what is missing is missing.
fn without(entries: &[Entry], gone: u64) -> Vec<Entry> {
    let moved = |seq: u64| if seq > gone { seq - 1 } else { seq };
    let kept = entries.iter().filter_map(|entry| match entry {
        Entry::Record(record) if record.seq == gone => None,
        Entry::Record(record) => {
            let cause = match record.cause {
                Cause::Record(seq) => Cause::Record(moved(seq).max(1)),
                cause @ (Cause::Plan | Cause::Command(_)) => cause,
            };
            Some(Entry::Record(Record { seq: moved(record.seq), cause, ..*record }))
        }
        Entry::Command(command) => Some(Entry::Command(command.clone())),
    });
    kept.collect()
}

/// Facts that say nothing that any other fact, or any row that the audit knows, depends on.
fn says_nothing(fact: &Fact) -> bool {
    matches!(fact, Fact::CommandRefused { .. } | Fact::AgentPeriodSet { .. } | Fact::QueuePeriodSet { .. })
        || matches!(fact, Fact::SessionNextState { .. } | Fact::AgentNextState { .. })
        || matches!(fact, Fact::ProxyClosed | Fact::ProxyOpened)
}

#[test]
fn a_record_that_is_missing_is_noticed() {
    let mut missed: BTreeMap<String, u32> = BTreeMap::new();
    let mut noticed = 0;
    for seed in 0..SEEDS {
        let plan = swarm::plan(seed);
        let (entries, engine) = trace(&plan, seed);
        assert_eq!(findings(&plan, &entries, &engine), 0, "seed {seed} is sound");
        let facts =
            entries.iter().filter_map(|entry| if let Entry::Record(record) = entry { Some(record) } else { None });
        for record in facts.filter(|record| !says_nothing(&record.fact)) {
            if findings(&plan, &without(&entries, record.seq), &engine) > 0 {
                noticed += 1;
            } else {
                *missed.entry(format!("seed {seed}: {:?}", record.fact)).or_default() += 1;
            }
        }
    }
    assert!(noticed > 1000, "there were records to drop: {noticed}");
    assert!(missed.is_empty(), "{missed:#?}");
}

/// A record that comes a microsecond late, and all behind it with it, where time moves on to it.
#[test]
fn what_comes_late_is_noticed() {
    let late = Span::from_micros(1);
    let mut noticed = 0;
    for seed in 0..SEEDS {
        let plan = swarm::plan(seed);
        let (mut entries, engine) = trace(&plan, seed);
        let times: Vec<Time> = entries.iter().map(when).collect();
        let ends = |fact: &Fact| {
            matches!(
                fact,
                Fact::CallReleased { by: None, .. }
                    | Fact::WrapUpEnded { .. }
                    | Fact::CallTimedOut { .. }
                    | Fact::OfferRangOut { rejected: false, .. }
                    | Fact::OtherCallEnded { by: None, .. }
            )
        };
        let found = entries.iter().enumerate().find(|(place, entry)| match entry {
            Entry::Record(record) => {
                let first = *place == 0 || times[place - 1] < record.at;
                first && matches!(record.cause, Cause::Record(_)) && ends(&record.fact)
            }
            Entry::Command(_) => false,
        });
        let Some((place, _)) = found else { continue };
        let moment = times[place];
        for (entry, at) in entries.iter_mut().zip(times) {
            if let Entry::Record(record) = entry
                && at == moment
            {
                record.at = at + late;
            }
        }
        assert!(findings(&plan, &entries, &engine) > 0, "seed {seed}: what happens at {moment}");
        noticed += 1;
    }
    assert!(noticed > 5, "there were ends to make late: {noticed}");
}

fn when(entry: &Entry) -> Time {
    match entry {
        Entry::Record(record) => record.at,
        Entry::Command(command) => command.at,
    }
}
