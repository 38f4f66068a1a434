//! Clients that wait for replies.
//!
//! Wakers are neither called nor dropped here, since both run code of somebody's executor, which may come back for the
//! lock: they are handed out for the time after it.

use std::task::{Context, Waker};

use acd_core::{Outcome, RequestEnd, UnderWay};
use tapi_types::{LineError, LineHandle, RequestId};
use tsp_provider::{Verdict, messages};

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    clients: UnderWay<(LineHandle, Client)>,
    wakers: Wakers,
}

#[derive(Debug)]
enum Client {
    Pending {
        /// Of the call.
        reply: Option<Waker>,
        /// Of the question who won at the limit.
        verdict: Option<Waker>,
    },
    /// Boxed: a reply is as large as its record, and those who wait are many.
    Replied(Box<Outcome>),
    TimedOut,
}

/// What a client waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// The reply.
    Reply,
    /// The verdict on its limit.
    Verdict,
}

/// Wakers on their way out of the lock.
#[derive(Debug, Default)]
pub(crate) struct Wakers {
    due: Vec<Waker>,
    /// Those of clients that are gone.
    spent: Vec<Waker>,
    /// Those of listeners.
    told: messages::Wakers,
}

impl Wakers {
    /// Those of listeners, too.
    pub(crate) fn join(&mut self, told: messages::Wakers) {
        self.told.join(told);
    }

    /// Must be called without the lock.
    pub(crate) fn wake(self) {
        self.due.into_iter().for_each(Waker::wake);
        self.told.wake();
    }
}

impl Waiting {
    pub(crate) fn len(&self) -> usize {
        self.clients.len()
    }

    pub(crate) fn enter(&mut self, id: RequestId, line: LineHandle) {
        self.clients.insert(id, (line, Client::Pending { reply: None, verdict: None }));
    }

    /// The line that a request came by, as long as its client has not left.
    pub(crate) fn line_of(&self, id: RequestId) -> Option<LineHandle> {
        self.clients.get(id).map(|(line, _)| *line)
    }

    /// The requests that came by a line and whose clients have not left.
    pub(crate) fn of_line(&self, line: LineHandle) -> Vec<RequestId> {
        self.clients.iter().filter(|(_, (from, _))| *from == line).map(|(id, _)| id).collect()
    }

    /// A client goes. True where it still waited.
    pub(crate) fn leave(&mut self, id: RequestId) -> bool {
        match self.clients.remove(id) {
            Some((_, Client::Pending { reply, verdict })) => {
                self.wakers.spent.extend(reply.into_iter().chain(verdict));
                true
            }
            Some((_, Client::Replied(_) | Client::TimedOut)) | None => false,
        }
    }

    /// A request is over. True where its client still waited.
    pub(crate) fn finish(&mut self, id: RequestId, end: RequestEnd) -> bool {
        let Some((_, client)) = self.clients.get_mut(id) else { return false };
        match client {
            Client::Pending { reply, verdict } => {
                self.wakers.due.extend(reply.take().into_iter().chain(verdict.take()));
                *client = match end {
                    RequestEnd::Replied(outcome) => Client::Replied(Box::new(outcome)),
                    RequestEnd::TimedOut => Client::TimedOut,
                };
                true
            }
            Client::Replied(_) | Client::TimedOut => false,
        }
    }

    /// Those who still wait.
    pub(crate) fn pending(&self) -> Vec<RequestId> {
        let pending = self.clients.iter().filter(|(_, (_, client))| matches!(client, Client::Pending { .. }));
        pending.map(|(id, _)| id).collect()
    }

    /// All who wait for a verdict are to ask again.
    pub(crate) fn stir(&mut self) {
        for (_, client) in self.clients.values_mut() {
            if let Client::Pending { verdict, .. } = client {
                self.wakers.due.extend(verdict.take());
            }
        }
    }

    /// The reply to a request, if it has come; its client leaves with it.
    pub(crate) fn take_reply(&mut self, id: RequestId) -> Option<Outcome> {
        match self.clients.get(id) {
            Some((_, Client::Replied(_))) => {}
            Some((_, Client::Pending { .. } | Client::TimedOut)) => return None,
            // Only a ticket that is not ours leads here.
            None => return Some(Err(LineError::OPERATIONFAILED)),
        }
        match self.clients.remove(id) {
            Some((_, Client::Replied(outcome))) => Some(*outcome),
            Some((_, Client::Pending { .. } | Client::TimedOut)) | None => None,
        }
    }

    /// Who won at the limit of a request, if it is over.
    pub(crate) fn verdict(&self, id: RequestId) -> Option<Verdict> {
        match self.clients.get(id) {
            // Without a client, only a ticket that is not ours leads here.
            Some((_, Client::Replied(_))) | None => Some(Verdict::InTime),
            Some((_, Client::TimedOut)) => Some(Verdict::TooLate),
            Some((_, Client::Pending { .. })) => None,
        }
    }

    /// Keeps the waker of a client that waits.
    pub(crate) fn keep_waker(&mut self, id: RequestId, wait: Wait, context: &Context<'_>) {
        let Some((_, Client::Pending { reply, verdict })) = self.clients.get_mut(id) else { return };
        let waker = match wait {
            Wait::Reply => reply,
            Wait::Verdict => verdict,
        };
        if !waker.as_ref().is_some_and(|waker| waker.will_wake(context.waker())) {
            self.wakers.spent.extend(waker.replace(context.waker().clone()));
        }
    }

    pub(crate) fn take_wakers(&mut self) -> Wakers {
        std::mem::take(&mut self.wakers)
    }
}
