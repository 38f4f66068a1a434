//! Work on several threads whose results come out in the order of the work.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Stack of a worker: as much as a main thread has on Linux, so that every platform takes the same files.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Applies `work` to each item on up to `jobs` threads and hands the results to `each`, in the items' order,
/// as soon as all before them are there.
pub(crate) fn in_order<T: Send, R: Send>(
    items: Vec<T>,
    jobs: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
    mut each: impl FnMut(R),
) {
    let workers = jobs.get().min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (done, queue, work) = (done.clone(), &queue, &work);
            let turn = move || {
                while let Some((place, item)) = next(queue) {
                    if done.send((place, work(item))).is_err() {
                        break;
                    }
                }
            };
            start(scope, turn);
        }
        drop(done);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (place, result) in results {
            waiting.insert(place, result);
            while let Some(result) = waiting.remove(&turn) {
                each(result);
                turn += 1;
            }
        }
    });
}

fn start<'scope>(scope: &'scope thread::Scope<'scope, '_>, turn: impl FnOnce() + Send + 'scope) {
    thread::Builder::new()
        .name("scenario".to_owned())
        .stack_size(STACK_BYTES)
        .spawn_scoped(scope, turn)
        .expect("the system gives a thread");
}

fn next<T>(queue: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    // A worker that panics has taken its item already; the rest is as good as before.
    queue.lock().unwrap_or_else(PoisonError::into_inner).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let jobs = NonZeroUsize::new(jobs).expect("above zero");
            in_order((0..100).collect(), jobs, |item: u32| item * 2, |result| seen.push(result));
            assert_eq!(seen, (0..100).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_items_are_no_work() {
        in_order(Vec::<u32>::new(), NonZeroUsize::MIN, |item| item, |_| panic!("there is nothing"));
    }
}
