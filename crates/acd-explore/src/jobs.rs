//! Work on many seeds by several threads, with results in order: what comes out does not depend on how many there are.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;

/// A thread takes so many seeds at a time at most: enough to keep it from asking too often.
const SEEDS_AT_ONCE: u64 = 64;

/// Each thread has so many turns at least, so that all of them end at about the same time.
const TURNS: u64 = 64;

/// Works on `count` items, counted from 0, and takes the results in order, until `take` says that it has enough. Each thread
/// works with a hand of its own, which must not show in the results.
pub(crate) fn in_order<H, T: Send>(
    jobs: NonZeroUsize,
    count: u64,
    hand: impl Fn() -> H + Sync,
    work: impl Fn(&mut H, u64) -> T + Sync,
    take: impl FnMut(u64, T) -> bool,
) {
    if jobs.get() == 1 || count <= 1 {
        alone(count, hand(), work, take);
    } else {
        together(&Batches::of(count, jobs), hand, work, take);
    }
}

fn alone<H, T>(count: u64, mut hand: H, work: impl Fn(&mut H, u64) -> T, mut take: impl FnMut(u64, T) -> bool) {
    for n in 0..count {
        if !take(n, work(&mut hand, n)) {
            return;
        }
    }
}

fn together<H, T: Send>(
    batches: &Batches,
    hand: impl Fn() -> H + Sync,
    work: impl Fn(&mut H, u64) -> T + Sync,
    mut take: impl FnMut(u64, T) -> bool,
) {
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        let begin = |_: &u64| {
            let (sender, hand, work) = (sender.clone(), &hand, &work);
            let toil = move || toil(batches, hand(), work, &sender);
            thread::Builder::new().spawn_scoped(scope, toil).is_ok()
        };
        // Where the system has no more threads, those that there are do all of it; where it has none, this one does.
        if (0..batches.threads).take_while(begin).count() == 0 {
            toil(batches, hand(), &work, &sender);
        }
        drop(sender);
        gather(&results, batches.size, &mut take);
        batches.enough.store(true, Ordering::Relaxed);
    });
}

/// Works on one batch after another, as long as somebody takes the results.
fn toil<H, T>(batches: &Batches, mut hand: H, work: impl Fn(&mut H, u64) -> T, results: &mpsc::Sender<(u64, Vec<T>)>) {
    while let Some((batch, items)) = batches.next() {
        let done = items.map(|n| work(&mut hand, n)).collect();
        if results.send((batch, done)).is_err() {
            return;
        }
    }
}

/// Items, handed out some at a time.
struct Batches {
    /// Items in all.
    count: u64,
    /// Items of a batch; the last may have fewer.
    size: u64,
    /// So many threads have something to do.
    threads: u64,
    /// Batches handed out.
    next: AtomicU64,
    /// No more are wanted.
    enough: AtomicBool,
}

impl Batches {
    fn of(count: u64, jobs: NonZeroUsize) -> Batches {
        let jobs = jobs.get() as u64;
        let size = (count / TURNS.saturating_mul(jobs)).clamp(1, SEEDS_AT_ONCE);
        let threads = count.div_ceil(size).min(jobs);
        Batches { count, size, threads, next: AtomicU64::new(0), enough: AtomicBool::new(false) }
    }

    /// The next batch and its items.
    fn next(&self) -> Option<(u64, Range<u64>)> {
        if self.enough.load(Ordering::Relaxed) {
            return None;
        }
        let batch = self.next.fetch_add(1, Ordering::Relaxed);
        let from = batch.saturating_mul(self.size);
        (from < self.count).then(|| (batch, from..self.count.min(from + self.size)))
    }
}

fn gather<T>(results: &mpsc::Receiver<(u64, Vec<T>)>, size: u64, take: &mut impl FnMut(u64, T) -> bool) {
    let mut early: BTreeMap<u64, Vec<T>> = BTreeMap::new();
    let mut wanted = 0;
    while let Ok((batch, done)) = results.recv() {
        early.insert(batch, done);
        while let Some(done) = early.remove(&wanted) {
            for (n, result) in (wanted * size..).zip(done) {
                if !take(n, result) {
                    return;
                }
            }
            wanted += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_works() {
        for jobs in [1, 2, 7] {
            let jobs = NonZeroUsize::new(jobs).expect("above zero");
            let mut seen = Vec::new();
            in_order(
                jobs,
                1000,
                || 0,
                |done, n| {
                    *done += 1;
                    assert!(*done <= 1000);
                    n * n
                },
                |n, square| {
                    assert_eq!(square, n * n);
                    seen.push(n);
                    n < 900
                },
            );
            assert_eq!(seen, (0..=900).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn no_more_threads_are_begun_than_have_something_to_do() {
        for (count, jobs, size, threads) in [(3, 100, 1, 3), (10_000, 2, 64, 2), (130, 1, 2, 1), (2, usize::MAX, 1, 2)]
        {
            let batches = Batches::of(count, NonZeroUsize::new(jobs).expect("above zero"));
            assert_eq!((batches.size, batches.threads), (size, threads), "{count} items by {jobs}");
        }
    }
}
