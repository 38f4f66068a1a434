//! Every scenario in `fixtures/scenarios` and `fixtures/regressions` passes, every one in `fixtures/failing` fails, and
//! their reports are as they were.

use std::thread::available_parallelism;

use acd_run::{Report, RunError, RunOptions, run};
use serde_json::json;

use crate::golden::{Golden, report_text};
use crate::home::files;
use crate::play::{failures, in_parallel, options, plan_of, whole};

/// On larger floors than this, checking every law after every event takes too long for a test that runs every time.
const AGENTS_FOR_ALL_LAWS_MAX: usize = 20;

/// What came of every scenario of a folder: its file, and its report or the error that stopped it.
fn outcomes(folder: &str) -> Vec<(String, Result<Report, RunError>)> {
    let scenarios = files(folder, ".scenario.json");
    let threads = available_parallelism().map_or(1, usize::from);
    in_parallel(&scenarios, threads, |file| {
        let plan = plan_of(file);
        let check_all_laws = plan.config.agents.len() <= AGENTS_FOR_ALL_LAWS_MAX;
        (file.clone(), run(&plan, &RunOptions { check_all_laws, ..options(file) }))
    })
}

/// Holds what came of a folder's scenarios against the golden files.
fn hold(folder: &str, outcomes: &[(String, Result<Report, RunError>)]) {
    let mut golden = Golden::default();
    for (file, outcome) in outcomes {
        let text = match outcome {
            Ok(report) => report_text(&report.to_line()),
            Err(error) => format!("{}\n", json!({ "error": error.to_string() })),
        };
        golden.hold(file, &text);
    }
    golden.done(folder);
}

#[test]
fn every_scenario_passes_and_reports_what_it_did() {
    for folder in ["fixtures/scenarios", "fixtures/regressions"] {
        let outcomes = outcomes(folder);
        hold(folder, &outcomes);
        let failures: Vec<String> = outcomes.into_iter().flat_map(|(file, run)| failures(&whole(&file, run))).collect();
        assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
    }
}

#[test]
fn every_scenario_that_should_fail_fails() {
    let outcomes = outcomes("fixtures/failing");
    hold("fixtures/failing", &outcomes);
    assert!(!outcomes.is_empty());
    for (file, outcome) in outcomes {
        let fails = outcome.map_or(true, |report| !report.passed && !failures(&report).is_empty());
        assert!(fails, "{file} passes");
    }
}
