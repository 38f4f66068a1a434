//! The supervisor's round: look at the queues, lend, call back.

use std::time::Duration;

use tapi_client::{AgentSession, CallCenter, TapiError};
use tapi_types::tapi3::TapiEvent;
use tapi_types::{AddressId, AgentId, AgentState, Bits, LineError, SessionState};
use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use crate::supervisor::{Lent, Phase};
use crate::{Deed, Habits, Post};

/// The kinds of event that say when to look, and at what.
const WANTED: [TapiEvent; 5] =
    [TapiEvent::Agent, TapiEvent::AgentSession, TapiEvent::AgentHandler, TapiEvent::AcdGroup, TapiEvent::Queue];

/// The supervisor at work.
pub(crate) struct Desk {
    pub(crate) center: CallCenter,
    pub(crate) posts: Vec<Watched>,
    pub(crate) loans: Vec<Loan>,
    /// Helpers of whom the ACD knew nothing when everything was read.
    pub(crate) strangers: Vec<AgentId>,
    /// Something may have happened that nobody has told: read everything before anything is done.
    pub(crate) anew: bool,
    habits: Habits,
    pause: Duration,
    tell: Box<dyn FnMut(Deed) + Send + Sync>,
    shown: watch::Sender<Vec<Lent>>,
}

/// A post, and what is known of it.
pub(crate) struct Watched {
    pub(crate) post: Post,
    /// The queue or its group is not there.
    pub(crate) closed: bool,
    /// It was busy and nobody was free.
    pub(crate) short: bool,
}

/// A session by which an agent helps out.
pub(crate) struct Loan {
    pub(crate) agent: AgentId,
    /// Which post.
    pub(crate) place: usize,
    pub(crate) session: AgentSession,
    pub(crate) phase: Phase,
}

impl Desk {
    pub(crate) fn new(
        center: CallCenter,
        posts: Vec<Post>,
        habits: Habits,
        tell: Box<dyn FnMut(Deed) + Send + Sync>,
        shown: watch::Sender<Vec<Lent>>,
    ) -> Desk {
        let posts = posts.into_iter().map(|post| Watched { post, closed: false, short: false }).collect();
        let center = center.with_limit(habits.patience);
        let pause = habits.first_pause;
        Desk { center, posts, loans: Vec::new(), strangers: Vec::new(), anew: true, habits, pause, tell, shown }
    }

    /// Works until the line is closed.
    pub(crate) async fn run(mut self) {
        let mut events = self.center.events(self.habits.buffer);
        while let Err(error) = events.put_event_filter(WANTED.into_iter().collect::<Bits<_>>()).await {
            let pause = self.failed(error);
            sleep(pause).await;
        }
        let mut next = Instant::now();
        loop {
            select! {
                biased;
                event = events.next() => match event {
                    // While requests fail nobody hurries.
                    Some(event) => if self.hear(&event) && self.pause == self.habits.first_pause {
                        next = next.min(Instant::now());
                    },
                    None => return,
                },
                () = sleep_until(next) => {
                    next = Instant::now() + match self.round().await {
                        Ok(()) => self.succeeded(),
                        Err(error) => self.failed(error),
                    };
                }
            }
            self.show();
        }
    }

    /// One look at everything. What fails at one post keeps nobody from looking at the others.
    async fn round(&mut self) -> Result<(), TapiError> {
        if self.anew {
            self.read_anew().await?;
        }
        let mut result = Ok(());
        for at in 0..self.loans.len() {
            if self.loans[at].phase == Phase::Starting {
                result = result.and(self.make_ready(at).await);
            }
        }
        for place in 0..self.posts.len() {
            result = result.and(self.look(place).await);
        }
        result
    }

    async fn look(&mut self, place: usize) -> Result<(), TapiError> {
        let Watched { post, closed, .. } = &self.posts[place];
        let (queue, busy_from, calm_to) = (post.queue, post.busy_from, post.calm_to);
        if *closed {
            return self.call_back(place).await;
        }
        let waiting = match self.center.queue(queue).info().await {
            Ok(info) => info.current_calls_queued,
            Err(error) if is_gone(error) => {
                self.close(place, true);
                return self.call_back(place).await;
            }
            Err(error) => return Err(error),
        };
        self.posts[place].short = false;
        if waiting >= busy_from {
            self.lend(place).await
        } else if waiting <= calm_to {
            self.call_back(place).await
        } else {
            Ok(())
        }
    }

    /// Logs one more helper in, if one is free.
    async fn lend(&mut self, place: usize) -> Result<(), TapiError> {
        let post = &self.posts[place].post;
        let Some(agent) = post.helpers.iter().copied().find(|agent| self.is_free(*agent)) else {
            self.posts[place].short = true;
            return Ok(());
        };
        // Address 0 leaves it to the handler where the agent works.
        match self.center.agent(agent).create_session(post.group, AddressId::default()).await {
            Ok(session) => {
                self.loans.push(Loan { agent, place, session, phase: Phase::Starting });
                self.make_ready(self.loans.len() - 1).await
            }
            Err(error) => Err(self.doubt(error)),
        }
    }

    /// Free is who is lent to nobody and is there. On a call is no hindrance: the ACD waits for its end.
    fn is_free(&self, agent: AgentId) -> bool {
        // Who was released is in a state that TAPI 3 does not know.
        let is_away = matches!(self.center.agent(agent).state(), Ok(AgentState::NotReady | AgentState::Unknown));
        !is_away && !self.strangers.contains(&agent) && self.loans.iter().all(|loan| loan.agent != agent)
    }

    async fn make_ready(&mut self, at: usize) -> Result<(), TapiError> {
        let loan = &mut self.loans[at];
        match loan.session.put_state(SessionState::Ready).await {
            Ok(()) => {
                loan.phase = Phase::Helping;
                let deed = Deed::Lent(loan.agent, self.posts[loan.place].post.group);
                self.did(deed);
                Ok(())
            }
            Err(error) => Err(self.doubt(error)),
        }
    }

    /// Asks everybody who helps here to leave.
    async fn call_back(&mut self, place: usize) -> Result<(), TapiError> {
        let mut result = Ok(());
        for at in (0..self.loans.len()).rev() {
            if self.loans[at].place == place && self.loans[at].phase != Phase::Leaving {
                result = result.and(self.end(at).await);
            }
        }
        result
    }

    /// ENDED comes at once, or after the call. The event tells when.
    async fn end(&mut self, at: usize) -> Result<(), TapiError> {
        let loan = &mut self.loans[at];
        match loan.session.put_state(SessionState::Ended).await {
            Ok(()) => {
                loan.phase = Phase::Leaving;
                let deed = Deed::CalledBack(loan.agent, self.posts[loan.place].post.group);
                self.did(deed);
                if cfg!(feature = "planted-ignores-next-state") {
                    self.returned(at);
                }
                Ok(())
            }
            Err(error) => Err(self.doubt(error)),
        }
    }

    /// A session has ended.
    pub(crate) fn returned(&mut self, at: usize) {
        let Loan { agent, place, .. } = self.loans.remove(at);
        let group = self.posts[place].post.group;
        self.did(Deed::Returned(agent, group));
    }

    /// A queue is there, or not.
    pub(crate) fn close(&mut self, place: usize, closed: bool) {
        let queue = self.posts[place].post.queue;
        if self.posts[place].closed != closed {
            self.posts[place].closed = closed;
            self.did(if closed { Deed::Closed(queue) } else { Deed::Reopened(queue) });
        }
    }

    pub(crate) fn did(&mut self, deed: Deed) {
        (self.tell)(deed);
    }

    /// A request that changes something failed: nobody knows whether it has.
    fn doubt(&mut self, error: TapiError) -> TapiError {
        self.anew = true;
        error
    }

    fn succeeded(&mut self) -> Duration {
        self.be_confident();
        self.habits.every
    }

    /// The next request will not fail, as far as is known.
    pub(crate) fn be_confident(&mut self) {
        self.pause = self.habits.first_pause;
    }

    fn failed(&mut self, error: TapiError) -> Duration {
        self.did(Deed::Trouble(error));
        let pause = self.pause.min(self.habits.longest_pause);
        self.pause = pause.saturating_mul(2);
        pause
    }

    fn show(&self) {
        let lent = |loan: &Loan| Lent {
            agent: loan.agent,
            group: self.posts[loan.place].post.group,
            session: loan.session.id(),
            phase: loan.phase,
        };
        self.shown.send_replace(self.loans.iter().map(lent).collect());
    }
}

/// True where there is no such object, or no more. Under the other reading of the line's errors that is E_INVALIDARG.
pub(crate) fn is_gone(error: TapiError) -> bool {
    let is_unknown = matches!(error, TapiError::Line(LineError::INVALPARAM) | TapiError::InvalidArg);
    is_unknown || matches!(error, TapiError::QueueRemoved | TapiError::GroupRemoved)
}
