//! One failure, whichever way it is come by: the quick runs of an exploration, one judged from the start, the runner of `tspmock run`,
//! the small scenario that is left of it, and a recording of that.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use acd_explore::audit::Audit;
use acd_explore::shrink::{RUNS, Shrunk, shrink};
use acd_explore::{Failure, Reason, explore, judge, same, trace};
use acd_replay::replay;
use acd_run::{RecordingOptions, Report, RunError, RunOptions, book, run};
use acd_scenario::{Expectation, Plan, Want};
use acd_trace::{Reader, ScenarioText, check};
use tapi_types::Hresult;

use crate::floors::{read, seeds};

/// So many recordings were kept: each has a file of its own.
static RECORDINGS: AtomicUsize = AtomicUsize::new(0);

/// Follows a failure of a plan all the way; the small scenario at the end of it.
pub(crate) fn is_the_same_every_way(plan: &Plan, failure: &Failure) -> Shrunk {
    is_come_by(plan, failure);
    let small = shrink(plan, failure, RUNS).expect("it fails again");
    fails_alike(plan, failure, &small);
    is_come_by(&small.plan, &small.failure);
    let again = read(&small.text());
    assert_eq!(again.config.seed, failure.seed, "the file says the seed:\n{}", small.text());
    is_come_by(&again, &small.failure);
    if small.failure.reason != Reason::Panic {
        replays(&again, &small.text(), &small.failure);
    }
    small
}

/// By the quick way, by the general one, and by whoever else can see such a failure.
fn is_come_by(plan: &Plan, failure: &Failure) {
    let quick = explore(plan, seeds(failure.seed, 1, 1), |_| true).failures;
    assert_eq!(quick, std::slice::from_ref(failure));
    assert_eq!(judge(plan, failure.seed).failures.first(), Some(failure));
    let mut options = RunOptions { seed: Some(failure.seed), ..RunOptions::default() };
    match failure.reason {
        Reason::Expectation(place) => {
            let report = run(plan, &options).expect("it comes to its end");
            let missed = report.expectations.iter().find(|row| !row.passed).expect("one is not met");
            assert_eq!(missed.index, place);
            let told = format!("{}: expected {}, it was {}", missed.what, missed.expected, missed.actual);
            assert!(failure.text.starts_with(&told), "{failure:?}: {told}");
        }
        Reason::Refused(error) => is_refused(&run(plan, &options), failure, Some(error.name())),
        Reason::NotRefused(_) => is_refused(&run(plan, &options), failure, None),
        Reason::Law(_) | Reason::GoesRound => {
            options.check_all_laws = true;
            let stopped = run(plan, &options).expect_err("it stops");
            assert_eq!(stopped.to_string(), failure.text);
            assert_eq!(matches!(stopped, RunError::GoesRound(_)), failure.reason == Reason::GoesRound);
        }
        Reason::Audit(_) => {
            let (entries, engine) = trace(plan, failure.seed);
            let mut audit = Audit::new(&plan.config, failure.seed);
            for entry in &entries {
                audit.take(entry);
            }
            assert_eq!(audit.close(&engine).first().map(ToString::to_string).as_ref(), Some(&failure.text));
        }
        // Only who asserts everything sees these.
        Reason::Panic | Reason::Differs => {}
    }
}

/// The first refusal that nobody expects, or that does not come, is that of the failure.
fn is_refused(report: &Result<Report, RunError>, failure: &Failure, error: Option<&str>) {
    let report = report.as_ref().expect("it comes to its end");
    let row = report.refused.iter().find(|row| !row.expected).expect("a refusal is a surprise");
    assert_eq!(row.error.as_deref(), error);
    let told = format!("step {} at {}: {}", row.step, tapi_types::Time::from_micros(row.at_us), failure.reason);
    assert_eq!(failure.text, told);
}

/// What is small fails for the reason of what was large.
fn fails_alike(plan: &Plan, failure: &Failure, small: &Shrunk) {
    assert_eq!(small.failure.seed, failure.seed);
    let (Reason::Expectation(large), Reason::Expectation(place)) = (&failure.reason, &small.failure.reason) else {
        assert_eq!(small.failure.reason, failure.reason);
        return;
    };
    let (one, other) = (&plan.expectations[*large], &small.plan.expectations[*place]);
    let wants = |of: &Expectation| -> Vec<(String, Want)> { of.wants.iter().map(without_reading).collect() };
    assert_eq!(wants(one), wants(other), "the same is wanted");
    // A call of a stream has another number where calls before it are gone, and the last client left is the usual one.
    let subject = |text: &str| {
        let of = text.split(" at ").next().and_then(|text| text.split(" to client ").next());
        of.map(|of| of.trim_end_matches(char::is_numeric).to_owned())
    };
    assert_eq!(subject(&small.failure.text), subject(&failure.text), "of the same thing");
}

/// An error is the same by its name, whatever HRESULT the plan reads it as.
fn without_reading((member, want): &(String, Want)) -> (String, Want) {
    let want = match want {
        Want::Error(_) => Want::Error(Hresult(0)),
        Want::Is(_) | Want::Between { .. } => want.clone(),
    };
    (member.clone(), want)
}

/// A recording of it replays to the digest of the run.
fn replays(plan: &Plan, text: &str, failure: &Failure) {
    let name = format!("explored-{}.recording", RECORDINGS.fetch_add(1, Ordering::Relaxed));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let scenario = ScenarioText::new(&plan.name, text.to_owned());
    let recording = Some(RecordingOptions { path: path.clone(), scenario, replace: true });
    let laws = matches!(failure.reason, Reason::Law(_));
    let report = run(plan, &RunOptions { recording, check_all_laws: laws, ..RunOptions::default() });
    let bytes = fs::read(&path).expect("a run that stops is recorded as well");
    fs::remove_file(&path).expect("it is there");

    let sound = check(&bytes[..]).expect("the recording is sound");
    let recorded = acd_replay::plan(&sound.header).expect("the scenario in it is valid");
    assert_eq!(&recorded, plan);
    let book = book(&recorded);
    let lines = Reader::open(&bytes[..]).expect("the recording is sound").lines(&book);
    let replayed = replay(&recorded, lines, &sound.footer).expect("it goes as it went");
    assert_eq!((&replayed.digest, replayed.records), (&sound.footer.digest, sound.footer.records));
    match report {
        Ok(report) => {
            assert_eq!(report.digest.as_ref(), Some(&replayed.digest));
            assert_eq!(same::digest(plan, failure.seed).expect("it comes to its end"), report.digest);
        }
        Err(error) => assert!(sound.footer.halted.is_some(), "{error}"),
    }
}
