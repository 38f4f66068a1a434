//! Keeps one figure up to date.

use std::future::Future;
use std::panic::resume_unwind;
use std::time::Duration;

use tapi_client::TapiError;
use tokio::select;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};

use crate::figure::Figure;
use crate::habits::{Habits, Pauses, is_final};

/// Asks for a figure again and again, until the object turns out not to be there.
pub(crate) async fn follow<T, F>(ask: impl Fn() -> F, habits: Habits, figure: watch::Sender<Figure<T>>)
where
    T: Copy + Send + 'static,
    F: Future<Output = Result<T, TapiError>> + Send + 'static,
{
    let mut open = Open { requests: JoinSet::new(), handles: Vec::new() };
    let mut pauses = Pauses::new(&habits);
    let mut latest = Instant::now();
    let mut next = latest;
    loop {
        select! {
            biased;
            Some(ended) = open.requests.join_next() => match ended_by_itself(ended) {
                None => {}
                Some((asked, Ok(value))) => {
                    open.call_off_before(asked);
                    pauses = Pauses::new(&habits);
                    next = latest + habits.every;
                    figure.send_modify(|figure| figure.take(asked, value));
                }
                Some((asked, Err(error))) => {
                    next = next.max(Instant::now() + pauses.longer(&habits));
                    figure.send_modify(|figure| figure.fail(asked, error));
                    if is_final(error) {
                        return;
                    }
                }
            },
            () = sleep_until(next) => {
                latest = Instant::now();
                if cfg!(feature = "planted-forgets-late-reply") {
                    open.call_off_before(latest);
                }
                open.make_room(habits.open_max);
                // Silence is a failure as well: the pauses grow.
                let pause = if open.requests.is_empty() { Duration::ZERO } else { pauses.longer(&habits) };
                next = latest + habits.patience.max(pause);
                open.ask(latest, ask());
            }
        }
    }
}

/// The requests for one figure that have no answer yet.
struct Open<T> {
    requests: JoinSet<Ended<T>>,
    /// When each was made, for calling it off.
    handles: Vec<(Instant, AbortHandle)>,
}

/// When a request was made, and how it ended.
type Ended<T> = (Instant, Result<T, TapiError>);

impl<T: Send + 'static> Open<T> {
    fn ask(&mut self, now: Instant, reply: impl Future<Output = Result<T, TapiError>> + Send + 'static) {
        self.handles.push((now, self.requests.spawn(async move { (now, reply.await) })));
    }

    /// Leaves room for one more: the oldest is the least likely to be answered yet.
    fn make_room(&mut self, open_max: usize) {
        self.handles.retain(|(_, handle)| !handle.is_finished());
        let too_many = (self.handles.len() + 1).saturating_sub(open_max);
        self.handles.iter().take(too_many).for_each(|(_, handle)| handle.abort());
    }

    /// An answer makes older questions moot.
    fn call_off_before(&mut self, asked: Instant) {
        self.handles.iter().filter(|(at, _)| *at < asked).for_each(|(_, handle)| handle.abort());
    }
}

/// How a request ended; nothing if it was called off.
fn ended_by_itself<T>(ended: Result<Ended<T>, JoinError>) -> Option<Ended<T>> {
    match ended {
        Ok(ended) => Some(ended),
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        Err(_) => None,
    }
}
