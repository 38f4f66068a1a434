//! One trace under every driver: virtual, paused and real time give the same report and the same digest.

use std::time::Duration;

use acd_run::{Driver, RunOptions, run};

use crate::home::files;
use crate::play::{in_parallel, options, plan_of, whole};

/// How long a run under the real clock should take, whatever its span.
const REAL_RUN: Duration = Duration::from_millis(250);
/// Runs under the real clock mostly sleep.
const SLEEPERS: usize = 16;

/// The report of a scenario under a driver, as a line.
fn line(file: &str, driver: Driver) -> String {
    whole(file, run(&plan_of(file), &RunOptions { driver, ..options(file) })).to_line()
}

/// A speed at which a run of this many microseconds takes about [`REAL_RUN`].
fn speed_for(span_us: u64) -> u32 {
    u32::try_from(span_us / u64::try_from(REAL_RUN.as_micros()).unwrap_or(1)).unwrap_or(u32::MAX).max(1)
}

fn differences(others: impl Fn(&str) -> Vec<(&'static str, String, String)> + Sync, threads: usize) -> Vec<String> {
    let scenarios = files("fixtures/scenarios", ".scenario.json");
    let found = in_parallel(&scenarios, threads, |file| {
        let pairs = others(file).into_iter();
        let different = pairs.filter(|(_, virtually, other)| virtually != other);
        different.map(|(driver, a, b)| format!("{file} under the {driver} driver:\n  {a}\n  {b}")).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

#[test]
fn the_paused_clock_gives_the_same_run() {
    let paused = |file: &str| vec![("paused", line(file, Driver::Virtual), line(file, Driver::Paused))];
    let different = differences(paused, 2);
    assert!(different.is_empty(), "\n{}\n", different.join("\n"));
}

#[test]
fn the_real_clock_gives_the_same_run() {
    let real = |file: &str| {
        let report = whole(file, run(&plan_of(file), &options(file)));
        let speed = speed_for(report.ended_at_us);
        vec![("real", report.to_line(), line(file, Driver::Real { speed }))]
    };
    let different = differences(real, SLEEPERS);
    assert!(different.is_empty(), "\n{}\n", different.join("\n"));
}
