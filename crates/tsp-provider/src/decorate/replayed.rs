//! A provider that answers from a recording.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tapi_types::{AddressId, AgentId, GroupId, LineError, QueueId, SessionId, Span, Time};

use super::passage::{Numbers, Stage};
use super::tape::{Order, Tape};
use super::{Passage, Unrecorded};
use crate::table::provide;
use crate::{
    AgentEntry, Answer, Ask, Exchange, GroupEntry, Outcome, Provider, QueueEntry, SessionEntry, Ticket, Timer, Verdict,
};

/// Answers from exchanges that [`Recorded`](crate::Recorded) noted, or that somebody wrote by hand, without the provider
/// that they were made with.
///
/// A request is answered at once, or as late as it was recorded, if it is [`timed`](Replayed::timed). A time-out is
/// replayed as one: its call is never ready; likewise where the client did not wait, since nobody knows the answer. Each
/// exchange answers once. What is asked and not recorded is answered with LINEERR_OPERATIONFAILED, what is looked up with
/// `None`, and [`unrecorded`](Replayed::unrecorded) tells what it was.
///
/// ```
/// use tapi_types::{LineError, QueueId, Time};
/// use tsp_provider::{Ask, Exchange, GroupEntry, Outcome, Provider, Replayed, Ticket};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let [first, other] = [0, 1].map(QueueId::at);
/// let out_of_memory = Exchange {
///     seq: 1,
///     at: Time::ZERO,
///     limit: None,
///     ask: Ask::GetQueueInfo(first),
///     ended_at: Time::ZERO,
///     outcome: Outcome::Refused(LineError::NOMEM),
/// };
/// let replayed = Replayed::in_order([out_of_memory]);
/// let ticket = Ticket::unlimited();
/// assert_eq!(replayed.line_get_queue_info(&ticket, other).await, Err(LineError::OPERATIONFAILED));
/// assert_eq!(replayed.line_get_queue_info(&ticket, first).await, Err(LineError::NOMEM));
///
/// assert!(replayed.finished());
/// assert_eq!(
///     replayed.unrecorded()[0].to_string(),
///     "asked as no. 1: lineGetQueueInfo(queue 2); recorded there: no. 1 at 0s, lineGetQueueInfo(queue 1); \
///      nearest: no. 1 at 0s, lineGetQueueInfo(queue 1)"
/// );
/// # }
/// ```
pub struct Replayed {
    tape: Mutex<Tape>,
    /// Where answers come as late as they were recorded.
    timer: Option<Box<dyn Timer>>,
    numbers: Numbers,
}

impl Replayed {
    /// Plays back in the order of the recording: each question must be the one that was recorded next. One that is not
    /// leaves the recording where it stands.
    pub fn in_order(recorded: impl IntoIterator<Item = Exchange>) -> Self {
        Replayed::new(recorded, Order::Recorded(0))
    }

    /// Plays back by question, arguments included: one that was recorded several times gets its answers in the order of
    /// the recording, each once. When they are used up it is no longer recorded; the last one is not repeated.
    pub fn by_key(recorded: impl IntoIterator<Item = Exchange>) -> Self {
        Replayed::new(recorded, Order::ByKey(BTreeMap::new()))
    }

    /// The same, with every answer as long after its question as it was recorded, by `timer`.
    #[must_use]
    pub fn timed(mut self, timer: impl Timer + 'static) -> Self {
        self.timer = Some(Box::new(timer));
        self
    }

    /// What was asked and not recorded, or not there, in the order of asking.
    pub fn unrecorded(&self) -> Vec<Unrecorded> {
        self.tape().unrecorded.clone()
    }

    /// What was recorded and not asked, in the order of the recording.
    pub fn left(&self) -> Vec<Exchange> {
        self.tape().left().cloned().collect()
    }

    /// True where everything that was recorded has been asked.
    pub fn finished(&self) -> bool {
        self.tape().left().next().is_none()
    }

    fn new(recorded: impl IntoIterator<Item = Exchange>, order: Order) -> Self {
        let tape = Mutex::new(Tape::new(recorded.into_iter().collect(), order));
        Replayed { tape, timer: None, numbers: Numbers::default() }
    }

    fn tape(&self) -> MutexGuard<'_, Tape> {
        self.tape.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        let now = self.timer.as_ref().map_or(Time::ZERO, |timer| timer.now());
        let passage = Passage::enter(ticket, self.numbers.next(), now, Span::ZERO, Stage::Lost);
        let Some((outcome, took)) = self.tape().play(&ask) else { return Err(LineError::OPERATIONFAILED) };
        let reply = match outcome {
            Outcome::Answered(answer) => Ok(answer),
            Outcome::Refused(error) => Err(error),
            Outcome::TimedOut | Outcome::Dropped => pending().await,
        };
        if let Some(timer) = &self.timer {
            passage.hold_until(now + took, &**timer).await;
        }
        reply
    }

    fn look_up(&self, ask: &Ask) -> Option<Answer> {
        match self.tape().play(ask)?.0 {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Refused(_) | Outcome::TimedOut | Outcome::Dropped => None,
        }
    }
}

/// There is nobody behind a recording.
struct Nobody;

impl Provider for Nobody {}

provide! {
    impl() Provider for Replayed {
        fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
            let Some(Answer::SessionEntry(found)) = self.look_up(&Ask::SessionEntry(session)) else { return None };
            found
        }

        fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
            let Some(Answer::AgentEntry(found)) = self.look_up(&Ask::AgentEntry(agent)) else { return None };
            found
        }

        fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
            let Some(Answer::QueueEntry(found)) = self.look_up(&Ask::QueueEntry(queue)) else { return None };
            found
        }

        fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
            let Some(Answer::GroupEntry(found)) = self.look_up(&Ask::GroupEntry(group)) else { return None };
            found
        }

        fn addresses(&self) -> Vec<AddressId> {
            let Some(Answer::Addresses(found)) = self.look_up(&Ask::Addresses) else { return Vec::new() };
            found
        }

        async fn give_up(&self, ticket: &Ticket) -> Verdict {
            let Some(passage) = ticket.passage() else { return Verdict::TooLate };
            let verdict = match &self.timer {
                Some(timer) => passage.verdict(&Nobody, &**timer).await,
                // What is not there at once never comes.
                None => Verdict::TooLate,
            };
            ticket.noted(verdict)
        }
    }
}
