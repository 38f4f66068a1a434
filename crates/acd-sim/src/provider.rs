//! The call centre as a telephony service provider.

use std::future::poll_fn;
use std::time::Duration;

use acd_core::{Next, Outcome, Reply, Request};
use async_trait::async_trait;
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, QueueId, QueueInfo, RequestId, SessionId,
    SessionState, Span,
};
use tsp_provider::{AddressId, AgentEntry, Provider, QueueEntry, SessionEntry, Ticket, Verdict};

use crate::Sim;

/// The in-memory provider. Requests are submitted when they are first polled; a reply that is due by then is ready at
/// once, without a task switch.
#[derive(Debug, Clone)]
pub struct SimProvider {
    sim: Sim,
}

impl SimProvider {
    pub(crate) fn new(sim: Sim) -> SimProvider {
        SimProvider { sim }
    }

    async fn ask(&self, ticket: &Ticket, request: Request) -> Outcome {
        self.ask_at(ticket, request, None).await
    }

    async fn ask_at(&self, ticket: &Ticket, request: Request, address: Option<AddressId>) -> Outcome {
        // A limit beyond every run is none.
        let limit = ticket.limit().map(Span::from).filter(|limit| *limit <= Span::MAX);
        let (id, reply) = self.sim.world(|world| world.submit(request, limit, address));
        ticket.set_request(id);
        tracing::debug!(request = id.get(), at_once = reply.is_some(), "submitted");
        if let Some(outcome) = reply {
            return outcome;
        }
        let place = Place { sim: &self.sim, id };
        let outcome = poll_fn(|context| self.sim.world(|world| world.poll_reply(id, context))).await;
        place.done();
        outcome
    }

    async fn order(&self, ticket: &Ticket, request: Request) -> Result<(), LineError> {
        self.ask(ticket, request).await.map(|_| ())
    }
}

/// A place in the line of those who wait for a reply; given up when the call is dropped.
struct Place<'a> {
    sim: &'a Sim,
    id: RequestId,
}

impl Place<'_> {
    /// The reply is there: nothing is left to give up.
    fn done(self) {
        std::mem::forget(self);
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.sim.world(|world| world.leave(self.id));
    }
}

/// An ACD that answers one question with the answer to another is broken.
const MISMATCH: LineError = LineError::OPERATIONFAILED;

/// TAPI's 0 for the next state: with 0 for the state as well, it clears what was set.
fn next_change<S>(state: Option<S>, next: Option<S>) -> (Option<S>, Option<Next<S>>) {
    let change = match (&state, next) {
        (_, Some(next)) => Some(Next::Set(next)),
        (None, None) => Some(Next::Clear),
        (Some(_), None) => None,
    };
    (state, change)
}

#[async_trait]
impl Provider for SimProvider {
    async fn line_get_agent_session_info(
        &self,
        ticket: &Ticket,
        session: SessionId,
    ) -> Result<AgentSessionInfo, LineError> {
        match self.ask(ticket, Request::GetAgentSessionInfo(session)).await? {
            Reply::AgentSessionInfo(info) => Ok(info),
            Reply::AgentInfo(_) | Reply::QueueInfo(_) | Reply::Done | Reply::Session(_) => Err(MISMATCH),
        }
    }

    async fn line_get_agent_info(&self, ticket: &Ticket, agent: AgentId) -> Result<AgentInfo, LineError> {
        match self.ask(ticket, Request::GetAgentInfo(agent)).await? {
            Reply::AgentInfo(info) => Ok(info),
            Reply::AgentSessionInfo(_) | Reply::QueueInfo(_) | Reply::Done | Reply::Session(_) => Err(MISMATCH),
        }
    }

    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        match self.ask(ticket, Request::GetQueueInfo(queue)).await? {
            Reply::QueueInfo(info) => Ok(info),
            Reply::AgentSessionInfo(_) | Reply::AgentInfo(_) | Reply::Done | Reply::Session(_) => Err(MISMATCH),
        }
    }

    async fn line_set_agent_session_state(
        &self,
        ticket: &Ticket,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), LineError> {
        let (state, next) = next_change(state, next);
        self.order(ticket, Request::SetAgentSessionState { session, state, next }).await
    }

    async fn line_set_agent_state_ex(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<AgentState>,
    ) -> Result<(), LineError> {
        let (state, next) = next_change(state, next);
        self.order(ticket, Request::SetAgentStateEx { agent, state, next }).await
    }

    async fn line_set_agent_measurement_period(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.order(ticket, Request::SetAgentMeasurementPeriod { agent, period_s: seconds }).await
    }

    async fn line_set_queue_measurement_period(
        &self,
        ticket: &Ticket,
        queue: QueueId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.order(ticket, Request::SetQueueMeasurementPeriod { queue, period_s: seconds }).await
    }

    async fn line_create_agent_session(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        group: GroupId,
        address: AddressId,
        _pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        let request = Request::CreateAgentSession { id: None, agent, group };
        let address = Some(address).filter(|address| *address != AddressId::default());
        match self.ask_at(ticket, request, address).await? {
            Reply::Session(session) => Ok(session),
            Reply::AgentSessionInfo(_) | Reply::AgentInfo(_) | Reply::QueueInfo(_) | Reply::Done => Err(MISMATCH),
        }
    }

    fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
        self.sim.world(|world| {
            world.catch_up();
            let row = world.engine.session(session)?;
            let address = world.addresses.of(session, row.agent);
            Some(SessionEntry { agent: row.agent, group: row.group, address, state: row.info.state })
        })
    }

    fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
        self.sim.world(|world| {
            world.catch_up();
            let state = world.engine.agent(agent)?.period.state;
            let name = world.engine.config().agents.get(agent.index())?.name.clone();
            Some(AgentEntry { id: Some(name.clone()), user: name, state })
        })
    }

    fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
        self.sim.world(|world| {
            let config = world.engine.config().queues.get(queue.index())?;
            Some(QueueEntry { name: config.name.clone(), group: config.group, removed: false })
        })
    }

    /// The engine knows the limit of every request and says by its own clock who won; the client waits for that. Where a
    /// run by tokio's clock is over, it would wait for ever, so there it is too late at once.
    async fn give_up(&self, ticket: &Ticket) -> Verdict {
        let Some(id) = ticket.request() else { return Verdict::TooLate };
        let verdict = poll_fn(|context| self.sim.world(|world| world.poll_verdict(id, context))).await;
        tracing::debug!(request = id.get(), ?verdict, "the limit has passed");
        verdict
    }

    fn forget(&self, ticket: &Ticket) {
        if let Some(id) = ticket.request() {
            self.sim.world(|world| world.leave(id));
        }
    }

    fn wait_for(&self, limit: Duration) -> Duration {
        self.sim.world(|world| world.clock.real(limit))
    }
}
