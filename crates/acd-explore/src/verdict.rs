//! One run under everything that can be asserted about it.

use acd_core::{Engine, Entry, Halt};
use acd_run::report::ExpectationRow;
use acd_run::{Report, RunError, RunOptions};
use acd_scenario::{Plan, Verb};
use serde_json::Value;
use tapi_types::Time;

use crate::audit::{Audit, Rule};
use crate::coverage::{Coverage, Place, chosen, told};
use crate::heard::{self, Heard};
use crate::panics::or_panic;
use crate::play::{Played, Refusal, Watcher, play, takes_a_client};
use crate::{Failure, Reason};

/// What came of one run.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Everything that is wrong with it; empty for a run that passed. What is ours stands first.
    pub failures: Vec<Failure>,
    /// Events that the engine handled.
    pub events: u64,
    /// What came about in it.
    pub coverage: Coverage,
    /// What each expectation saw, by its place; null where it saw nothing.
    pub actual: Vec<Value>,
}

impl Verdict {
    /// Of a run that did not come to a verdict by itself.
    pub(crate) fn of_panic(panic: Failure) -> Verdict {
        Verdict { failures: vec![panic], ..Verdict::default() }
    }
}

/// Plays a plan under a seed with everything asserted: the engine's laws after every event, the audit of its trace, what clients
/// are told, refusals and expectations. A plan that makes requests, or expects what only a client can see, is played again
/// through the TAPI 3 face, to the same digest.
pub fn judge(plan: &Plan, seed: u64) -> Verdict {
    or_panic(seed, || try_judge(plan, seed)).unwrap_or_else(Verdict::of_panic)
}

impl Watcher for Audit<'_> {
    fn see(&mut self, entries: &mut Vec<Entry>) {
        for entry in entries {
            self.take(entry);
        }
    }
}

/// Everybody who follows the trace of a run.
struct Followers<'p> {
    audit: Audit<'p>,
    heard: Option<Heard<'p>>,
}

impl Watcher for Followers<'_> {
    fn see(&mut self, entries: &mut Vec<Entry>) {
        for entry in entries {
            self.audit.take(entry);
            if let Some(heard) = &mut self.heard {
                heard.take(entry);
            }
        }
    }
}

fn try_judge(plan: &Plan, seed: u64) -> Verdict {
    let has_clients = takes_clients(plan);
    let mut engine = crate::play::engine(plan, seed);
    engine.keep_trace();
    engine.check_all_laws();
    if has_clients {
        engine.start_digest();
    }
    let mut followers = Followers { audit: Audit::new(&plan.config, seed), heard: Heard::on(plan) };
    let mut played = play(plan, seed, engine, &mut followers);
    let Followers { mut audit, heard } = followers;
    let mut failures = amiss(plan, seed, &played, &mut audit);
    let mut coverage = audit.into_coverage();
    chosen(plan).for_each(|place| coverage.note(place));
    let events = played.engine.position();
    if played.halt.is_none() {
        if has_clients {
            failures.extend(ask(plan, seed, &mut played, heard.as_ref(), &mut coverage));
        }
        failures.extend(played.seen.iter().flatten().filter_map(|row| missed(row, seed)));
        failures.sort_by_key(|failure| !failure.reason.is_ours());
    }
    let actual = played.seen.into_iter().map(|row| row.map_or(Value::Null, |row| row.actual)).collect();
    Verdict { failures, events, coverage, actual }
}

/// What is wrong with a run, expectations left out. What is ours stands first.
pub(crate) fn amiss<E>(plan: &Plan, seed: u64, played: &Played<E>, audit: &mut Audit) -> Vec<Failure> {
    let halted = played.halt.as_ref();
    let mut failures: Vec<Failure> = halted.map(|halt| stopped(halt, plan, seed)).into_iter().collect();
    if halted.is_none() {
        audit.close(&played.engine);
    }
    failures.extend(audit.findings().iter().map(|finding| Failure {
        seed,
        reason: Reason::Audit(finding.rule),
        text: finding.to_string(),
    }));
    if halted.is_none() {
        failures.extend(played.surprises.iter().filter_map(|refusal| refused(refusal, plan, seed)));
    }
    failures.sort_by_key(|failure| !failure.reason.is_ours());
    failures
}

/// Whether clients are needed for a plan: it asks the ACD something, or looks at what only a client can see.
pub(crate) fn takes_clients(plan: &Plan) -> bool {
    plan.steps.iter().any(|step| matches!(step.verb, Verb::Request(_)))
        || plan.expectations.iter().any(|expectation| takes_a_client(plan, &expectation.of))
}

fn stopped(halt: &Halt, plan: &Plan, seed: u64) -> Failure {
    let text = halt.to_string();
    match halt {
        Halt::LawBroken { law, .. } => Failure { seed, reason: Reason::Law(law), text },
        Halt::GoesRound { .. } => {
            // The runner knows the names of what goes round.
            let options = RunOptions { seed: Some(seed), ..RunOptions::default() };
            let told = acd_run::run(plan, &options).err().map(|error| error.to_string());
            Failure { seed, reason: Reason::GoesRound, text: told.unwrap_or(text) }
        }
    }
}

fn refused(refusal: &Refusal, plan: &Plan, seed: u64) -> Option<Failure> {
    let reason = match (refusal.came, refusal.expected) {
        (Some(came), _) => Reason::Refused(came),
        (None, Some(expected)) => Reason::NotRefused(expected),
        (None, None) => return None,
    };
    let step = &plan.steps[refusal.step];
    let text = format!("step {} at {}: {reason}", step.index, step.at);
    Some(Failure { seed, reason, text })
}

pub(crate) fn missed(row: &ExpectationRow, seed: u64) -> Option<Failure> {
    if row.passed {
        return None;
    }
    let nearest = row.nearest.as_ref().map_or_else(String::new, |nearest| format!("; {nearest}"));
    let text = format!("{}: expected {}, it was {}{nearest}", row.what, row.expected, row.actual);
    Some(Failure { seed, reason: Reason::Expectation(row.index), text })
}

/// Through the face: what clients get to hear, and what is wrong with that or differs from the run so far.
fn ask(
    plan: &Plan,
    seed: u64,
    played: &mut Played<Vec<Option<ExpectationRow>>>,
    heard: Option<&Heard>,
    coverage: &mut Coverage,
) -> Vec<Failure> {
    let options = RunOptions { seed: Some(seed), digest: true, ..RunOptions::default() };
    let report = match acd_run::run(plan, &options) {
        Ok(report) => report,
        Err(error) => return vec![stopped_here(&error, plan, seed)],
    };
    let differs = difference(&played.engine, &report);
    let mut failures: Vec<Failure> =
        differs.map(|text| Failure { seed, reason: Reason::Differs, text }).into_iter().collect();
    for row in report.expectations {
        let place = row.index;
        if takes_a_client(plan, &plan.expectations[place].of) {
            for point in told(plan, &row) {
                coverage.add(point);
            }
            if let Some(times) = heard.and_then(|heard| heard.times(place, &played.asked)) {
                coverage.note(Place::rule(Rule::ClientsAreTold));
                failures.extend(told_wrongly(plan, &row, &times, seed));
            }
            played.seen[place] = Some(row);
        }
    }
    failures
}

fn told_wrongly(plan: &Plan, row: &ExpectationRow, times: &[Time], seed: u64) -> Option<Failure> {
    let what = heard::amiss(&plan.expectations[row.index], row, times)?;
    let rule = Rule::ClientsAreTold;
    Some(Failure { seed, reason: Reason::Audit(rule), text: format!("{rule}: {what}") })
}

/// It has come to its end on the bare engine, so what else stops it here is a difference.
fn stopped_here(error: &RunError, plan: &Plan, seed: u64) -> Failure {
    match error {
        RunError::Law(halt) => stopped(halt, plan, seed),
        RunError::GoesRound(_) | RunError::Io { .. } => {
            Failure { seed, reason: Reason::Differs, text: error.to_string() }
        }
    }
}

fn difference(engine: &Engine, report: &Report) -> Option<String> {
    let (bare, face) = (engine.digest(), &report.digest);
    (bare != *face).then(|| {
        let shown = |digest: &Option<String>| digest.clone().unwrap_or_else(|| "none".to_owned());
        format!(
            "stepped from outside the digest is {} over {} records, through the TAPI 3 face {} over {}",
            shown(&bare),
            engine.record_count(),
            shown(face),
            report.records
        )
    })
}
