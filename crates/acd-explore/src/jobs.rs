//! Work on many seeds by several threads, with results in order: what comes out does not depend on how many there are.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
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
    mut take: impl FnMut(u64, T) -> bool,
) {
    if jobs.get() == 1 || count <= 1 {
        let mut hand = hand();
        for n in 0..count {
            if !take(n, work(&mut hand, n)) {
                return;
            }
        }
        return;
    }
    let at_once = (count / (TURNS * jobs.get() as u64)).clamp(1, SEEDS_AT_ONCE);
    let (next, enough) = (AtomicU64::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel::<(u64, Vec<T>)>();
        for _ in 0..jobs.get() {
            let sender = sender.clone();
            let (next, enough, hand, work) = (&next, &enough, &hand, &work);
            scope.spawn(move || {
                let mut hand = hand();
                while !enough.load(Ordering::Relaxed) {
                    let batch = next.fetch_add(1, Ordering::Relaxed);
                    let from = batch.saturating_mul(at_once);
                    if from >= count {
                        return;
                    }
                    let done = (from..count.min(from + at_once)).map(|n| work(&mut hand, n)).collect();
                    if sender.send((batch, done)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        gather(&results, at_once, &mut take);
        enough.store(true, Ordering::Relaxed);
    });
}

fn gather<T>(results: &mpsc::Receiver<(u64, Vec<T>)>, at_once: u64, take: &mut impl FnMut(u64, T) -> bool) {
    let mut early: BTreeMap<u64, Vec<T>> = BTreeMap::new();
    let mut wanted = 0;
    while let Ok((batch, done)) = results.recv() {
        early.insert(batch, done);
        while let Some(done) = early.remove(&wanted) {
            for (n, result) in (wanted * at_once..).zip(done) {
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
}
