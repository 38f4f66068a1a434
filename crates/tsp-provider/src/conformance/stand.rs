//! A trial's hands: requests that must be answered, and the situations that several trials start from.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use tapi_types::{AgentId, AgentInfo, AgentSessionInfo, LineError, QueueId, QueueInfo, SessionId, SessionState, Span};

use super::clause::{Stop, ensure};
use super::floor::Floor;
use crate::{AddressId, Provider, Ticket};

/// A request under way.
pub(super) type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, LineError>> + Send + 'a>>;

/// How much of the provider's time a reply may take before it counts as lost: the limit of TAPI 3.
const PATIENCE: Span = Span::from_secs(120);
/// By how much time goes on while a reply is waited for.
const STEP: Span = Span::from_secs(1);

/// After-call work that no trial sees the end of.
pub(super) const LONG: Span = Span::from_secs(3600);
/// The address where sessions are created.
pub(super) const ADDRESS: AddressId = AddressId(3);

/// The floor, as the trials use it.
pub(super) struct Stand<'f> {
    pub(super) floor: &'f dyn Floor,
}

impl Stand<'_> {
    pub(super) fn line(&self) -> &dyn Provider {
        self.floor.provider()
    }

    /// Waits for a reply, letting the provider's time pass meanwhile.
    pub(super) async fn reply<T>(&self, call: &mut Call<'_, T>) -> Result<Result<T, LineError>, Stop> {
        let mut waited = Span::ZERO;
        while waited < PATIENCE {
            let mut step = pin!(self.floor.pass(STEP));
            let reply = poll_fn(|context| match call.as_mut().poll(context) {
                Poll::Ready(reply) => Poll::Ready(Some(reply)),
                Poll::Pending => step.as_mut().poll(context).map(|()| None),
            });
            if let Some(reply) = reply.await {
                return Ok(reply);
            }
            waited += STEP;
        }
        Err(Stop::Broken(format!("no reply within {PATIENCE}")))
    }

    /// Makes one request that must be granted.
    pub(super) async fn granted<T>(&self, what: &str, mut call: Call<'_, T>) -> Result<T, Stop> {
        self.reply(&mut call).await?.map_err(|error| Stop::Broken(format!("{what} was refused: {error}")))
    }

    /// Makes one request of those that a provider need not serve.
    pub(super) async fn offered<T>(&self, mut call: Call<'_, T>) -> Result<Result<T, LineError>, Stop> {
        match self.reply(&mut call).await? {
            Err(LineError::OPERATIONUNAVAIL) => Err(Stop::Skipped("the provider does not serve the request")),
            reply => Ok(reply),
        }
    }

    /// The same for one that must be granted where it is served.
    pub(super) async fn given<T>(&self, what: &str, call: Call<'_, T>) -> Result<T, Stop> {
        self.offered(call).await?.map_err(|error| Stop::Broken(format!("{what} was refused: {error}")))
    }

    /// The same for one that must be refused where it is served.
    pub(super) async fn denied<T>(&self, what: &str, wanted: LineError, call: Call<'_, T>) -> Result<(), Stop> {
        let refused = self.offered(call).await?.err();
        ensure!(refused == Some(wanted), "{what}: expected {wanted}, came {}", said(refused));
        Ok(())
    }

    /// Makes one request that must be refused with one error.
    pub(super) async fn refused<T>(&self, what: &str, wanted: LineError, mut call: Call<'_, T>) -> Result<(), Stop> {
        match self.reply(&mut call).await? {
            Ok(_) => Err(Stop::Broken(format!("{what} was granted, expected {wanted}"))),
            Err(error) => {
                ensure!(error == wanted, "{what}: expected {wanted}, came {error}");
                Ok(())
            }
        }
    }

    pub(super) async fn session_info(&self, session: SessionId) -> Result<AgentSessionInfo, Stop> {
        let ticket = Ticket::unlimited();
        self.granted("lineGetAgentSessionInfo", self.line().line_get_agent_session_info(&ticket, session)).await
    }

    pub(super) async fn agent_info(&self, agent: AgentId) -> Result<AgentInfo, Stop> {
        let ticket = Ticket::unlimited();
        self.granted("lineGetAgentInfo", self.line().line_get_agent_info(&ticket, agent)).await
    }

    pub(super) async fn queue_info(&self, queue: QueueId) -> Result<QueueInfo, Stop> {
        let ticket = Ticket::unlimited();
        self.granted("lineGetQueueInfo", self.line().line_get_queue_info(&ticket, queue)).await
    }

    /// Asks for states of a session, and hands on what came.
    pub(super) async fn try_states(
        &self,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<Result<(), LineError>, Stop> {
        let ticket = Ticket::unlimited();
        self.reply(&mut self.line().line_set_agent_session_state(&ticket, session, state, next)).await
    }

    /// Asks for states of a session that it must be granted.
    pub(super) async fn set_states(
        &self,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), Stop> {
        let what = format!("state {}, next state {}", named(state), named(next));
        self.try_states(session, state, next)
            .await?
            .map_err(|error| Stop::Broken(format!("{what} was refused: {error}")))
    }

    pub(super) async fn set_state(&self, session: SessionId, state: SessionState) -> Result<(), Stop> {
        self.set_states(session, Some(state), None).await
    }

    /// A new session of the first agent.
    pub(super) async fn new_session(&self) -> Result<SessionId, Stop> {
        self.new_session_of(self.floor.agents()[0]).await
    }

    pub(super) async fn new_session_of(&self, agent: AgentId) -> Result<SessionId, Stop> {
        let ticket = Ticket::unlimited();
        let call = self.line().line_create_agent_session(&ticket, agent, self.floor.group(), ADDRESS, None);
        self.granted("lineCreateAgentSession", call).await
    }

    /// A new READY session of the first agent.
    pub(super) async fn ready_session(&self) -> Result<SessionId, Stop> {
        let session = self.new_session().await?;
        self.set_state(session, SessionState::Ready).await?;
        Ok(session)
    }

    /// A new session that is on a call.
    pub(super) async fn busy_session(&self, wrap_up: Span) -> Result<SessionId, Stop> {
        let session = self.ready_session().await?;
        self.call(wrap_up).await?;
        self.is_in(session, SessionState::BusyOnCall, "after a call came for a READY session").await?;
        Ok(session)
    }

    /// A new session that is in the state, by the way that leads there.
    pub(super) async fn session_in(&self, state: SessionState) -> Result<SessionId, Stop> {
        match state {
            SessionState::NotReady => self.new_session().await,
            SessionState::Ready => self.ready_session().await,
            SessionState::BusyOnCall => self.busy_session(Span::ZERO).await,
            SessionState::BusyWrapUp => {
                let session = self.busy_session(LONG).await?;
                self.floor.release().await;
                self.is_in(session, state, "after the end of a call that leaves after-call work").await?;
                Ok(session)
            }
            SessionState::Ended => {
                let session = self.new_session().await?;
                self.set_state(session, SessionState::Ended).await?;
                Ok(session)
            }
        }
    }

    /// Lets a call come in, or skips the clause where none can.
    pub(super) async fn call(&self, wrap_up: Span) -> Result<(), Stop> {
        if self.floor.call(wrap_up).await { Ok(()) } else { Err(Stop::Skipped("the floor has no calls")) }
    }

    /// Has a call come in, talked over for so long, and ended, without after-call work.
    pub(super) async fn whole_call(&self, talk: Span) -> Result<(), Stop> {
        self.call(Span::ZERO).await?;
        self.floor.pass(talk).await;
        self.floor.release().await;
        Ok(())
    }

    /// The record must show the state.
    pub(super) async fn is_in(&self, session: SessionId, state: SessionState, when: &str) -> Result<(), Stop> {
        let info = self.session_info(session).await?;
        ensure!(info.state == state, "{when}: expected {state}, came {}", info.state);
        Ok(())
    }
}

/// An error, or that there was none.
pub(super) fn said(error: Option<LineError>) -> String {
    error.map_or_else(|| "success".to_owned(), |error| error.to_string())
}

/// A state, or what 0 stands for.
pub(super) fn named(state: Option<SessionState>) -> &'static str {
    state.map_or("0", SessionState::name)
}

/// What a call gives when it is polled once.
pub(super) async fn poll_once<T>(call: &mut Call<'_, T>) -> Option<Result<T, LineError>> {
    poll_fn(|context| match call.as_mut().poll(context) {
        Poll::Ready(reply) => Poll::Ready(Some(reply)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}
