//! Plays scenario files through the library, as the command does.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use acd_run::{Report, RunError, RunOptions};
use acd_scenario::{Files, Loaded, Plan, Source, load};

use crate::home::root;

/// The folder of a scenario, where its tables are.
struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }
}

/// Reads a scenario that must be valid.
#[track_caller]
pub(crate) fn plan_of(file: &str) -> Plan {
    let path = root().join(file);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    plan_from(file, &bytes, &Beside(path.parent().expect("it is in a folder").to_owned()))
}

/// The same for one that is in memory.
#[track_caller]
pub(crate) fn plan_from(name: &str, bytes: &[u8], files: &dyn Files) -> Plan {
    match load(&Source { name, bytes, files }) {
        Ok(Loaded { plan, .. }) => plan,
        Err(diagnostics) => {
            let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
            panic!("{name} is not valid:\n{}", lines.join("\n"))
        }
    }
}

/// Options for a run whose digest is wanted.
pub(crate) fn options(file: &str) -> RunOptions {
    RunOptions { file: file.to_owned(), digest: true, ..RunOptions::default() }
}

/// The report of a run that must come to its end.
#[track_caller]
pub(crate) fn whole(file: &str, result: Result<Report, RunError>) -> Report {
    result.unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What went otherwise than a scenario says, in lines.
pub(crate) fn failures(report: &Report) -> Vec<String> {
    let failed = report.expectations.iter().filter(|row| !row.passed).map(|row| {
        format!(
            "{}: expectation {} ({}): expected {}, was {}",
            report.file, row.index, row.what, row.expected, row.actual
        )
    });
    let refused = report.refused.iter().filter(|row| !row.expected).map(|row| {
        let error = row.error.as_deref().unwrap_or("not refused, as was expected");
        format!("{}: step {} at {} us: {error}", report.file, row.step, row.at_us)
    });
    failed.chain(refused).collect()
}

/// Works on all items with so many threads; results in the order of the items.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { return done };
            done.push((place, work(item)));
        }
    };
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}
