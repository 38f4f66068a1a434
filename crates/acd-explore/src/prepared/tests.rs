//! Both ways on the scenarios of the repository: the one that is made ready, and [`judge`] from the start.

use std::fs;
use std::path::{Path, PathBuf};

use acd_run::{RunOptions, run};
use acd_scenario::{Expectation, Files, Source, Want, load};
use serde_json::Value;

use super::*;

/// Under the scenario's own seed and so many others.
const OTHER_SEEDS: u64 = 3;

struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }
}

fn plans() -> Vec<(PathBuf, Plan)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let folders = ["scenarios/rules", "regressions"].map(|folder| fs::read_dir(root.join(folder)).expect("fixtures"));
    let files = folders.into_iter().flatten().map(|entry| entry.expect("a folder can be read").path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(".scenario.json")).collect();
    files.sort();
    let plan = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a fixture can be read");
        let files = Beside(path.parent().expect("a file has a folder").to_path_buf());
        let read = load(&Source { name: "fixture", bytes: &bytes, files: &files }).expect("a fixture is valid");
        (path, read.plan)
    };
    files.into_iter().map(plan).collect()
}

fn seeds(plan: &Plan) -> impl Iterator<Item = u64> + use<> {
    [plan.config.seed].into_iter().chain((1..=OTHER_SEEDS).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}

/// The same run both ways, with a hand that has been used before; what came of it.
fn both_ways(prepared: &Prepared, hand: &mut Hand, seed: u64, path: &Path) -> Glance {
    let glance = prepared.glance(hand, seed);
    let verdict = judge(prepared.plan, seed);
    let bands = seen(prepared.plan, &verdict.actual);
    assert_eq!(glance, Glance::of(verdict, bands), "{} under seed {seed}", path.display());
    glance
}

#[test]
fn what_is_made_ready_finds_what_judge_finds() {
    let plans = plans();
    let mut hand = Hand::default();
    let (mut alone, mut failed) = (0, 0);
    for (path, plan) in &plans {
        let prepared = Prepared::new(plan);
        for seed in seeds(plan) {
            both_ways(&prepared, &mut hand, seed, path);
        }
        // Clients go through the face either way.
        for expectation in plan.expectations.iter().filter(|_| !prepared.has_clients) {
            for expectation in [expectation.clone(), opposite(expectation)] {
                let plan = Plan { expectations: vec![expectation], ..plan.clone() };
                let glance = both_ways(&Prepared::new(&plan), &mut hand, plan.config.seed, path);
                alone += 1;
                failed += u32::from(glance.failure.is_some());
            }
        }
    }
    assert!(plans.len() > 100 && alone > 200, "there are fixtures: {}, {alone}", plans.len());
    assert!((alone / 2..alone).contains(&failed), "opposites fail: {failed} of {alone}");
}

/// An expectation that fails where this one is met, with bands in place of numbers.
fn opposite(of: &Expectation) -> Expectation {
    let turned = |want: &Want| match want {
        Want::Is(Value::Number(number)) => Want::Between { min: number.as_f64().map(|number| number + 1.0), max: None },
        Want::Is(_) => Want::Is(Value::from("nothing that there is")),
        Want::Between { min, max } => Want::Between { min: max.map(|max| max + 1.0), max: min.map(|min| min - 1.0) },
        Want::Error(error) => Want::Error(*error),
    };
    let wants = of.wants.iter().map(|(name, want)| (name.clone(), turned(want))).collect();
    Expectation { wants, ..of.clone() }
}

#[test]
fn what_is_made_ready_leaves_the_trace_of_a_run() {
    for (path, plan) in plans() {
        let prepared = Prepared::new(&plan);
        for seed in seeds(&plan).filter(|_| !prepared.has_clients) {
            let mut engine = prepared.floor.begin(seed);
            engine.start_digest();
            let eye = vec![None; plan.expectations.len()];
            let played = play_before((&plan, &prepared.looks), seed, engine, (&mut (), eye), &mut Vec::new());
            let options = RunOptions { seed: Some(seed), digest: true, ..RunOptions::default() };
            let report = run(&plan, &options).expect("no law is broken");
            assert_eq!(played.engine.digest(), report.digest, "{} under seed {seed}", path.display());
            assert_eq!(played.seen.into_iter().flatten().collect::<Vec<_>>(), report.expectations);
        }
    }
}
