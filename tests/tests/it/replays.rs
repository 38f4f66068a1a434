//! Every scenario of the repository as a recording, read again and written down without its seed.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use acd_replay::{plan, write_down};
use acd_run::{RecordingOptions, Report, RunOptions, book, run};
use acd_scenario::{NoFiles, Plan};
use acd_trace::{Reader, ScenarioText, Sound, check};

use crate::home::{files, root};
use crate::play::{in_parallel, options, plan_from, plan_of, whole};

/// Tests that run at the same time record the same scenarios.
static TIMES: AtomicUsize = AtomicUsize::new(0);

/// The recording of a scenario, and the report of the run that it is of.
pub(crate) fn recorded(file: &str) -> (Vec<u8>, Report) {
    let plan = plan_of(file);
    let source = root().join(file);
    let text = fs::read_to_string(&source).expect("scenarios are text");
    let mut scenario = ScenarioText { file: file.to_owned(), ..ScenarioText::new(&plan.name, text) };
    let table = file.replace(".scenario.json", ".csv");
    if let Ok(text) = fs::read_to_string(root().join(&table)) {
        let name = table.rsplit('/').next().unwrap_or_default();
        scenario.files.insert(name.to_owned(), text);
    }
    let name = format!("{}-{}.recording", file.replace('/', "-"), TIMES.fetch_add(1, Ordering::Relaxed));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let recording = Some(RecordingOptions { path: path.clone(), scenario, replace: true });
    let report = whole(file, run(&plan, &RunOptions { recording, ..options(file) }));
    let recording = fs::read(&path).expect("the recording is there");
    let _ = fs::remove_file(&path);
    (recording, report)
}

/// What a sound recording says of itself, and the plan of its scenario.
pub(crate) fn opened(file: &str, recording: &[u8]) -> (Sound, Plan) {
    let sound = check(recording).unwrap_or_else(|flaw| panic!("{file}: {flaw}"));
    let plan = plan(&sound.header).unwrap_or_else(|wrong| panic!("{file}: {wrong:?}"));
    (sound, plan)
}

#[test]
fn every_scenario_written_down_runs_to_the_same_counters_under_any_seed() {
    let scenarios = files("fixtures", ".scenario.json");
    let scenarios: Vec<String> = scenarios.into_iter().filter(|file| runs(file)).collect();
    let wrong = in_parallel(&scenarios, 2, |file| {
        let (recording, report) = recorded(file);
        let (sound, plan) = opened(file, &recording);
        let book = book(&plan);
        let lines = Reader::open(&recording[..]).unwrap_or_else(|flaw| panic!("{file}: {flaw}")).lines(&book);
        let written = write_down(&plan, lines, &sound.footer).unwrap_or_else(|flaw| panic!("{file}: {flaw}"));
        assert!(written.notes.is_empty(), "{file}: {:?}", written.notes);
        let text = acd_scenario::write(&written.plan);
        let plan = plan_from(file, text.as_bytes(), &NoFiles);
        let again = whole(file, run(&plan, &RunOptions { seed: Some(987_654_321), ..options(file) }));
        let same = again.sessions == report.sessions
            && again.agents == report.agents
            && again.queues == report.queues
            && again.calls == report.calls
            && again.requests == report.requests
            && again.refused == report.refused
            && again.ended_at_us == report.ended_at_us
            && again.records == report.records;
        (!same).then(|| format!("{file}:\n{text}\n{}\n{}", report.to_line(), again.to_line()))
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Scenarios that come to an end and are valid.
pub(crate) fn runs(file: &str) -> bool {
    !file.contains("/invalid/") && !file.contains("goes_round")
}
