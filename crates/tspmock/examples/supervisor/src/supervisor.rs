//! The supervisor as its owner sees it.

use tapi_client::CallCenter;
use tapi_types::{AgentId, GroupId, SessionId};
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::desk::Desk;
use crate::{Deed, Habits, Post};

/// A supervisor at work. Dropped, it does nothing more; who is lent stays lent, and the next one finds them.
#[derive(Debug)]
pub struct Supervisor {
    lent: watch::Receiver<Vec<Lent>>,
    task: AbortHandle,
}

/// An agent who helps out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lent {
    /// Who.
    pub agent: AgentId,
    /// For whom.
    pub group: GroupId,
    /// By which session.
    pub session: SessionId,
    /// How far it has come.
    pub phase: Phase,
}

/// How far a loan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Logged in, and READY not yet granted.
    Starting,
    /// READY was granted.
    Helping,
    /// ENDED was granted and has not come: a call is under way.
    Leaving,
}

impl Supervisor {
    /// Begins to watch the posts. Whatever it does is told to `tell`, which must not block.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(
        center: CallCenter,
        posts: Vec<Post>,
        habits: Habits,
        tell: impl FnMut(Deed) + Send + Sync + 'static,
    ) -> Supervisor {
        let (shown, lent) = watch::channel(Vec::new());
        let desk = Desk::new(center, posts, habits, Box::new(tell), shown);
        Supervisor { lent, task: tokio::spawn(desk.run()).abort_handle() }
    }

    /// Who is lent, as far as is known, in the order of lending.
    pub fn lent(&self) -> Vec<Lent> {
        self.lent.borrow().clone()
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.task.abort();
    }
}
