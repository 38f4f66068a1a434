//! The contract: the same engine, scenario, seed and commands give the same trace under every driver. Virtual, paused and real time
//! give the same report with the same digest, and so does an engine that is stepped event by event from a recording.

use std::time::Duration;

use acd_replay::replay;
use acd_run::{Driver, Report, RunOptions, book, run};
use acd_trace::Reader;

use crate::home::files;
use crate::play::{in_parallel, options, plan_of, whole};
use crate::replays::{opened, recorded, runs};

/// How long a run under the real clock should take, whatever its span.
const REAL_RUN: Duration = Duration::from_millis(250);
/// Runs under the real clock mostly sleep.
const SLEEPERS: usize = 16;

/// The report of a scenario under a driver.
fn report(file: &str, driver: Driver) -> Report {
    whole(file, run(&plan_of(file), &RunOptions { driver, ..options(file) }))
}

/// A speed at which a run of this many microseconds takes about [`REAL_RUN`].
fn speed_for(span_us: u64) -> u32 {
    u32::try_from(span_us / u64::try_from(REAL_RUN.as_micros()).unwrap_or(1)).unwrap_or(u32::MAX).max(1)
}

/// The digest of a scenario's recording, read and run again event by event.
fn stepped(file: &str) -> Result<String, String> {
    let (recording, _) = recorded(file);
    let (sound, plan) = opened(file, &recording);
    let book = book(&plan);
    let lines = Reader::open(&recording[..]).map_err(|flaw| flaw.to_string())?.lines(&book);
    replay(&plan, lines, &sound.footer).map(|replayed| replayed.digest).map_err(|flaw| flaw.to_string())
}

/// Where a scenario comes out otherwise under another driver than in virtual time.
fn differences(file: &str) -> Vec<String> {
    let virtually = report(file, Driver::Virtual);
    let speed = speed_for(virtually.ended_at_us);
    let mut found = Vec::new();
    for driver in [Driver::Paused, Driver::Real { speed }] {
        let other = report(file, driver).to_line();
        if other != virtually.to_line() {
            found.push(format!("{file}, {driver:?}:\n  {}\n  {other}", virtually.to_line()));
        }
    }
    let digest = virtually.digest.clone().unwrap_or_default();
    match stepped(file) {
        Ok(stepped) if stepped == digest => {}
        Ok(stepped) => found.push(format!("{file}, stepped: {stepped}, not {digest}")),
        Err(flaw) => found.push(format!("{file}, stepped: {flaw}")),
    }
    found
}

#[test]
fn every_scenario_has_one_trace_under_every_driver() {
    let scenarios: Vec<String> = files("fixtures", ".scenario.json").into_iter().filter(|file| runs(file)).collect();
    assert!(scenarios.len() > 130, "{} scenarios", scenarios.len());
    let found: Vec<String> =
        in_parallel(&scenarios, SLEEPERS, |file| differences(file)).into_iter().flatten().collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
