//! The call centre as a telephony service provider.

use std::future::poll_fn;
use std::time::Duration;

use acd_core::{NewAgent, NewSession, Next, Reply, Request};
use async_trait::async_trait;
use tapi_types::line::{self, ApiVersion, ProxyRequestType};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, LineHandle, Message,
    QueueId, QueueInfo, SessionId, SessionState, Time,
};
use tsp_provider::{
    AgentCaps, AgentEntry, AgentStatusRecord, GroupEntry, ListedActivity, ListedGroup, ListedQueue, ListedSession,
    Login, MessageFilter, Messages, Provider, QueueEntry, SessionEntry, Ticket, Verdict,
};

use crate::asking::Asking;
use crate::{Sim, entries};

/// The in-memory provider: one open line of a call centre. Requests are submitted when they are first polled; a reply that is
/// due by then is ready at once, without a task switch. Clones are the same line.
#[derive(Debug, Clone)]
pub struct SimProvider {
    sim: Sim,
    line: LineHandle,
}

impl SimProvider {
    pub(crate) fn new(sim: Sim, line: LineHandle) -> SimProvider {
        SimProvider { sim, line }
    }

    /// Keeps what this line is told from now on, as far as the filter lets it through, with the moment at which it was.
    pub fn keep_messages(&self, filter: MessageFilter) {
        self.sim.world(|world| world.keep_messages(self.line, filter));
    }

    /// What this line has been told since then.
    pub fn kept_messages(&self) -> Vec<(Time, Message)> {
        self.sim.look(|world| world.heard.on(self.line))
    }

    fn ask<'a>(&'a self, ticket: &'a Ticket, request: Request) -> Asking<'a> {
        Asking::new(&self.sim, self.line, ticket, request)
    }

    async fn order(&self, ticket: &Ticket, request: Request) -> Result<(), LineError> {
        self.ask(ticket, request).await.map(|_| ())
    }
}

/// Takes from a reply what it must hold. An ACD that answers one question with the answer to another is broken.
macro_rules! held {
    ($reply:expr, $name:ident) => {
        match $reply {
            Reply::$name(held) => held,
            other => {
                debug_assert!(false, "the engine answered {other:?}");
                return Err(LineError::OPERATIONFAILED);
            }
        }
    };
}

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
        Ok(held!(self.ask(ticket, Request::GetAgentSessionInfo(session)).await?, AgentSessionInfo))
    }

    async fn line_get_agent_info(&self, ticket: &Ticket, agent: AgentId) -> Result<AgentInfo, LineError> {
        Ok(held!(self.ask(ticket, Request::GetAgentInfo(agent)).await?, AgentInfo))
    }

    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        Ok(held!(self.ask(ticket, Request::GetQueueInfo(queue)).await?, QueueInfo))
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

    /// At address 0 the session is where its agent is at home.
    async fn line_create_agent_session(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        group: GroupId,
        address: AddressId,
        pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        let address = Some(address).filter(|address| *address != AddressId::default());
        let new = NewSession { address, pin, ..NewSession::new(agent, group) };
        Ok(held!(self.ask(ticket, new.into()).await?, Session))
    }

    async fn line_create_agent(&self, ticket: &Ticket, login: Login) -> Result<AgentId, LineError> {
        let Login { id, pin } = login;
        // The user is the client of the line.
        let new = NewAgent { id, pin, user: String::new() };
        Ok(held!(self.ask(ticket, new.into()).await?, Agent))
    }

    async fn line_get_agent_session_list(
        &self,
        ticket: &Ticket,
        agent: AgentId,
    ) -> Result<Vec<ListedSession>, LineError> {
        let ids = held!(self.ask(ticket, Request::GetAgentSessionList(agent)).await?, Sessions);
        Ok(self.sim.with_engine(|engine| entries::sessions(engine, &ids)))
    }

    async fn line_get_queue_list(&self, ticket: &Ticket, group: GroupId) -> Result<Vec<ListedQueue>, LineError> {
        let ids = held!(self.ask(ticket, Request::GetQueueList(group)).await?, Queues);
        Ok(self.sim.with_engine(|engine| entries::queues(engine.config(), &ids)))
    }

    async fn line_get_group_list(&self, ticket: &Ticket) -> Result<Vec<ListedGroup>, LineError> {
        let ids = held!(self.ask(ticket, Request::GetGroupList).await?, Groups);
        Ok(self.sim.with_engine(|engine| entries::groups(engine.config(), &ids)))
    }

    async fn line_get_agent_caps(
        &self,
        ticket: &Ticket,
        address: AddressId,
        version: ApiVersion,
    ) -> Result<AgentCaps, LineError> {
        let caps = held!(self.ask(ticket, Request::GetAgentCaps { address, version }).await?, AgentCaps);
        Ok(entries::caps(*caps))
    }

    async fn line_get_agent_status(&self, ticket: &Ticket, address: AddressId) -> Result<AgentStatusRecord, LineError> {
        let status = held!(self.ask(ticket, Request::GetAgentStatus(address)).await?, AgentStatus);
        Ok(self.sim.with_engine(|engine| entries::status(engine.config(), &status)))
    }

    async fn line_set_agent_group(
        &self,
        ticket: &Ticket,
        address: AddressId,
        groups: Vec<GroupId>,
    ) -> Result<(), LineError> {
        self.order(ticket, Request::SetAgentGroup { address, groups: groups.into() }).await
    }

    async fn line_set_agent_state(
        &self,
        ticket: &Ticket,
        address: AddressId,
        state: Option<line::AgentState>,
        next: Option<line::AgentState>,
    ) -> Result<(), LineError> {
        let (state, next) = next_change(state, next);
        self.order(ticket, Request::SetAgentState { address, state, next }).await
    }

    async fn line_set_agent_activity(
        &self,
        ticket: &Ticket,
        address: AddressId,
        activity: ActivityId,
    ) -> Result<(), LineError> {
        self.order(ticket, Request::SetAgentActivity { address, activity }).await
    }

    async fn line_get_agent_activity_list(
        &self,
        ticket: &Ticket,
        address: AddressId,
    ) -> Result<Vec<ListedActivity>, LineError> {
        let ids = held!(self.ask(ticket, Request::GetAgentActivityList(address)).await?, Activities);
        Ok(self.sim.with_engine(|engine| entries::activities(engine.config(), &ids)))
    }

    async fn line_get_agent_group_list(
        &self,
        ticket: &Ticket,
        address: AddressId,
    ) -> Result<Vec<ListedGroup>, LineError> {
        let ids = held!(self.ask(ticket, Request::GetAgentGroupList(address)).await?, Groups);
        Ok(self.sim.with_engine(|engine| entries::groups(engine.config(), &ids)))
    }

    async fn line_agent_specific(
        &self,
        ticket: &Ticket,
        address: AddressId,
        extension: u32,
        params: Vec<u8>,
    ) -> Result<Vec<u8>, LineError> {
        let request = Request::AgentSpecific { address, extension, params: params.into() };
        Ok(held!(self.ask(ticket, request).await?, Params).into())
    }

    /// What the floor serves, while its proxy is there.
    fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
        self.sim.world(|world| {
            world.lines.client(self.line).ok_or(LineError::INVALLINEHANDLE)?;
            world.catch_up();
            if !world.engine.proxy_is_open() {
                return Ok(Vec::new());
            }
            Ok(entries::served(world.engine.config()))
        })
    }

    fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
        self.sim.world(|world| world.listen(self.line, filter, capacity))
    }

    fn close(&self) {
        self.sim.world(|world| world.close(self.line));
    }

    fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
        self.sim.world(|world| {
            world.catch_up();
            entries::session(&world.engine, session)
        })
    }

    fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
        self.sim.world(|world| {
            world.catch_up();
            entries::agent(&world.engine, agent)
        })
    }

    fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
        self.sim.world(|world| {
            world.catch_up();
            entries::queue(&world.engine, queue)
        })
    }

    fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
        self.sim.world(|world| {
            world.catch_up();
            entries::group(&world.engine, group)
        })
    }

    fn addresses(&self) -> Vec<AddressId> {
        self.sim.addresses()
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
        self.sim.look(|world| world.clock.real(limit))
    }
}
