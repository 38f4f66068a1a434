//! The wallboard, and what stands on it at a moment.

use std::fmt::{self, Display};

use tapi_client::{AgentSession, Queue, TapiError};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::figure::{Figure, Shown};
use crate::follow::follow;
use crate::habits::Habits;

/// A running wallboard. Dropped, it asks no more.
#[derive(Debug)]
pub struct Wallboard {
    habits: Habits,
    sessions: Vec<(String, watch::Receiver<Figure<u32>>)>,
    queues: Vec<(String, watch::Receiver<Figure<QueueFigures>>)>,
    followers: JoinSet<()>,
}

/// What is shown of a queue, all of it from one picture. Counts are those of the queue's measurement period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueFigures {
    /// Calls that entered, whatever became of them.
    pub entered: u64,
    /// Calls that wait or ring now.
    pub waiting: u64,
    /// Calls whose callers gave up.
    pub given_up: u64,
    /// The age of the oldest of them that wait, in whole seconds.
    pub longest_wait_s: u64,
}

/// What stands on the wallboard at a moment. Its `Display` is the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The calls that each session handled: `ITAgentSession::get_NumberOfCalls`.
    pub sessions: Vec<Row<u32>>,
    /// The queues.
    pub queues: Vec<Row<QueueFigures>>,
}

/// A line of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// The name that it was watched under.
    pub name: String,
    /// Its figure.
    pub figure: Shown<T>,
}

impl Wallboard {
    /// An empty wallboard.
    pub fn new(habits: Habits) -> Wallboard {
        Wallboard { habits, sessions: Vec::new(), queues: Vec::new(), followers: JoinSet::new() }
    }

    /// Shows a session from now on.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn watch_session(&mut self, name: &str, session: AgentSession) {
        let ask = move || {
            let session = session.clone();
            // A LONG that carries a DWORD: negative above 2147483647.
            async move { session.number_of_calls().await.map(i32::cast_unsigned) }
        };
        let figure = self.follow(ask);
        self.sessions.push((name.to_owned(), figure));
    }

    /// Shows a queue from now on.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn watch_queue(&mut self, name: &str, queue: Queue) {
        let ask = move || {
            let queue = queue.clone();
            async move { figures(&queue).await }
        };
        let figure = self.follow(ask);
        self.queues.push((name.to_owned(), figure));
    }

    fn follow<T, F>(&mut self, ask: impl Fn() -> F + Send + 'static) -> watch::Receiver<Figure<T>>
    where
        T: Copy + Send + Sync + 'static,
        F: Future<Output = Result<T, TapiError>> + Send + 'static,
    {
        let (sender, figure) = watch::channel(Figure::default());
        self.followers.spawn(follow(ask, self.habits, sender));
        figure
    }

    /// What stands on it now.
    pub fn board(&self) -> Board {
        Board { sessions: self.rows(&self.sessions), queues: self.rows(&self.queues) }
    }

    fn rows<T: Copy>(&self, figures: &[(String, watch::Receiver<Figure<T>>)]) -> Vec<Row<T>> {
        let now = Instant::now();
        let row = |(name, figure): &(String, watch::Receiver<Figure<T>>)| Row {
            name: name.clone(),
            figure: figure.borrow().shown(now, self.habits.stale_after),
        };
        figures.iter().map(row).collect()
    }
}

async fn figures(queue: &Queue) -> Result<QueueFigures, TapiError> {
    let info = queue.info().await?;
    Ok(QueueFigures {
        entered: info.total_calls_queued,
        waiting: info.current_calls_queued,
        given_up: info.total_calls_abandoned,
        longest_wait_s: info.current_longest_wait_time.whole_secs(),
    })
}

impl Board {
    /// The calls that were handled, all sessions together. A call that rang and was not answered is none of them.
    pub fn handled(&self) -> u64 {
        if cfg!(feature = "planted-counts-offers") {
            return self.queues.iter().filter_map(|row| row.figure.value).map(|queue| queue.entered).sum();
        }
        self.sessions.iter().filter_map(|row| row.figure.value).map(u64::from).sum()
    }

    /// True where some figure is not to be relied on, and with it the sum.
    pub fn is_stale(&self) -> bool {
        self.sessions.iter().any(|row| row.figure.stale) || self.queues.iter().any(|row| row.figure.stale)
    }
}

impl Display for QueueFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "waiting {} for {} s, given up {}", self.waiting, self.longest_wait_s, self.given_up)
    }
}

impl Display for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum_is_stale = self.sessions.iter().any(|row| row.figure.stale);
        writeln!(f, "{:<12} {}{}", "handled", self.handled(), if sum_is_stale { "  at least" } else { "" })?;
        self.sessions.iter().try_for_each(|row| row.fmt(f))?;
        self.queues.iter().try_for_each(|row| row.fmt(f))
    }
}

impl<T: Display> Display for Row<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown { value, age, stale, trouble } = &self.figure;
        write!(f, "{:<12} ", self.name)?;
        match value {
            Some(value) if *stale => write!(f, "{value}  stale, {} s old", age.as_secs())?,
            Some(value) => write!(f, "{value}")?,
            None => write!(f, "?")?,
        }
        if let Some(error) = trouble {
            write!(f, "  {}", error.name())?;
        }
        writeln!(f)
    }
}
