//! A run written down as a scenario: every call with its times, every draw as a value, every live command as a step.
//!
//! The plan that comes of it runs to the same counters without a seed.

mod fresh;
mod steps;

use std::collections::BTreeMap;

use acd_core::{
    CallTimes, Cause, Drawn, Engine, Entry, Fact, FaultConfig, ListedCall, LoggedCommand, QueueConfig, Rate, Record,
    StreamConfig,
};
use acd_scenario::Plan;
use acd_trace::{Flaw, Footer, Line};
use tapi_types::{CallHandle, LineError, RequestId, SessionId, Time};

use self::fresh::Fresh;
use crate::again::compare;
use crate::freeze;

/// A scenario made of a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The scenario.
    pub plan: Plan,
    /// What it could not say exactly, a sentence each.
    pub notes: Vec<String>,
}

/// Writes a recording down as a scenario. The run is made again for it, since not everything that is drawn is recorded.
///
/// # Errors
/// As [`replay`](crate::replay).
pub fn write_down(
    plan: &Plan,
    lines: impl Iterator<Item = Result<Line, Flaw>>,
    footer: &Footer,
) -> Result<Written, Flaw> {
    let mut notebook = Notebook::new(plan);
    let engine = compare(plan, lines, footer, Engine::remember_draws, |line| notebook.take(line))?;
    Ok(notebook.finish(&engine.drawn(), footer.ended_at))
}

/// Takes a run's lines one after another.
#[derive(Debug)]
pub(crate) struct Notebook<'p> {
    plan: &'p Plan,
    /// By place of the stream.
    calls: Vec<Vec<ListedCall>>,
    /// Commands with their steps, in order.
    commands: Vec<(LoggedCommand, Option<usize>)>,
    /// What came of them.
    made: Made,
    faults: Vec<FaultNotes>,
    proxy_open: bool,
}

/// What live commands and requests made.
#[derive(Debug, Default)]
struct Made {
    refusals: BTreeMap<u64, LineError>,
    sessions: BTreeMap<u64, SessionId>,
    calls: BTreeMap<u64, CallHandle>,
    sessions_by_request: BTreeMap<RequestId, SessionId>,
    /// The place of the record of each request that is not over.
    requests: BTreeMap<u64, RequestId>,
    /// Sessions that shifts made: agent, group and number are in the record.
    shifts: BTreeMap<SessionId, acd_core::SessionOrigin>,
}

/// How often a fault matched, and at which matches it acted.
#[derive(Debug, Clone, Default)]
struct FaultNotes {
    matches: u64,
    acted: Vec<u64>,
}

impl<'p> Notebook<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Notebook<'p> {
        Notebook {
            plan,
            calls: vec![Vec::new(); plan.config.streams.len()],
            commands: Vec::new(),
            made: Made::default(),
            faults: vec![FaultNotes::default(); plan.config.faults.len()],
            proxy_open: true,
        }
    }

    pub(crate) fn take(&mut self, line: &Line) {
        match &line.entry {
            Entry::Command(command) => self.commands.push((command.clone(), line.step)),
            Entry::Record(record) => self.record(record),
        }
    }

    fn record(&mut self, record: &Record) {
        self.arrival(record);
        self.fault(record);
        self.made.take(record);
    }

    fn arrival(&mut self, record: &Record) {
        let Fact::CallArrived { stream: Some((stream, n)), talk, wrap_up, patience, priority, .. } = record.fact else {
            return;
        };
        let times = CallTimes { talk, wrap_up, patience };
        let call = listed(&self.plan.config.streams[stream], n, record.at, times, priority);
        self.calls[stream].push(call);
    }

    /// Which rules a request matches is a matter of the rules alone; which acted is recorded.
    fn fault(&mut self, record: &Record) {
        if matches!(record.fact, Fact::ProxyClosed | Fact::ProxyOpened) {
            self.proxy_open = record.fact == Fact::ProxyOpened;
        }
        if let Fact::RequestSubmitted { function, object, .. } = record.fact
            && self.proxy_open
            && !self.plan.config.not_served.contains(&function)
        {
            for (fault, notes) in self.plan.config.faults.iter().zip(&mut self.faults) {
                notes.matches += u64::from(fault.rule.matches(function, object, record.at));
            }
        }
        if let Fact::FaultFired { fault, .. } = record.fact {
            let notes = &mut self.faults[fault];
            notes.acted.push(notes.matches);
        }
    }

    /// The scenario, given what else was drawn and when the run ended.
    pub(crate) fn finish(self, drawn: &Drawn, ended_at: Time) -> Written {
        let mut plan = self.plan.clone();
        let config = &mut plan.config;
        config.seed = 0;
        for ((stream, mut calls), refused) in config.streams.iter_mut().zip(self.calls).zip(&drawn.refused_calls) {
            for call in refused {
                let place = usize::try_from(call.n - 1).unwrap_or(usize::MAX).min(calls.len());
                calls.insert(place, listed(stream, call.n, call.at, call.times, call.priority));
            }
            freeze::stream(stream, calls);
        }
        freeze::times(config, drawn);
        for (queue, picks) in config.queues.iter_mut().zip(&drawn.picks) {
            list_picks(queue, picks);
        }
        let faults = self.plan.config.faults.iter().zip(&self.faults);
        config.faults = faults.flat_map(|(fault, notes)| spell_out(fault, notes)).collect();
        let mut fresh = Fresh::new(&plan, &self.made.shifts);
        let (steps, mut notes) = steps::steps(&mut plan, &self.commands, &self.made, &mut fresh);
        let live = self.commands.iter().any(|(_, step)| step.is_none());
        plan.until = (live || plan.until.is_some()).then_some(ended_at);
        if live {
            notes.push(
                "live commands stand as steps at their times: before answers, ring-outs and replies of the same microsecond"
                    .to_owned(),
            );
        }
        plan.steps = steps;
        Written { plan, notes }
    }
}

impl Made {
    fn take(&mut self, record: &Record) {
        match (record.fact, record.cause) {
            (Fact::CommandRefused { error }, Cause::Command(n)) => {
                self.refusals.insert(n, error);
            }
            (Fact::SessionCreated { session, .. }, Cause::Command(n)) => {
                self.sessions.insert(n, session);
            }
            (Fact::SessionCreated { session, .. }, Cause::Record(seq)) => {
                if let Some(request) = self.requests.get(&seq) {
                    self.sessions_by_request.insert(*request, session);
                }
            }
            (Fact::SessionCreated { session, agent, group, shift: Some(n) }, Cause::Plan) => {
                self.shifts.insert(session, acd_core::SessionOrigin::Shift { agent, group, n });
            }
            (
                Fact::CallArrived { handle: Some(handle), .. } | Fact::OtherCallStarted { handle: Some(handle), .. },
                Cause::Command(n),
            ) => {
                self.calls.insert(n, handle);
            }
            (Fact::RequestSubmitted { request, function: tapi_types::Function::CreateAgentSession, .. }, _) => {
                self.requests.insert(record.seq, request);
            }
            _ => {}
        }
    }
}

/// The n-th call of a stream, from 1, with all that was drawn for it.
fn listed(stream: &StreamConfig, n: u64, at: Time, times: CallTimes, priority: i64) -> ListedCall {
    let (caller, called) = parties(stream, n);
    let CallTimes { talk, wrap_up, patience } = times;
    let priority = Some(priority).filter(|priority| *priority != stream.priority);
    ListedCall { at, talk, wrap_up: Some(wrap_up), patience, priority, caller, called }
}

/// Who called which number: what a list says of its n-th call, from 1.
fn parties(stream: &StreamConfig, n: u64) -> (Option<String>, Option<String>) {
    let place = usize::try_from(n - 1).unwrap_or(usize::MAX);
    match &stream.rate {
        Rate::Listed(calls) => {
            calls.get(place).map(|call| (call.caller.clone(), call.called.clone())).unwrap_or_default()
        }
        Rate::Poisson { .. } | Rate::Every(_) | Rate::Renewal(_) | Rate::Piecewise(_) => (None, None),
    }
}

fn list_picks(queue: &mut QueueConfig, picks: &[u64]) {
    if queue.strategy == acd_core::Strategy::Random {
        queue.picks = picks.to_vec();
    }
}

/// A fault that acts by chance becomes one for each time that it acted.
fn spell_out(fault: &FaultConfig, notes: &FaultNotes) -> Vec<FaultConfig> {
    if fault.rule.percent.is_none() {
        return vec![fault.clone()];
    }
    let times = notes.acted.iter().zip(1..).map(|(&nth, time)| {
        let mut spelt = fault.clone();
        spelt.name = format!("{}/{time}", fault.name);
        spelt.rule.percent = None;
        spelt.rule.times = None;
        spelt.rule.nth = Some(nth);
        spelt
    });
    times.collect()
}
