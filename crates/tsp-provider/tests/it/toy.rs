//! The toy provider and its floor.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use async_trait::async_trait;
use tapi_types::line::{self, ApiVersion};
use tapi_types::{
    ActivityId, AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, QueueId, QueueInfo, RequestId,
    SessionId, SessionState, Span, Time,
};
use tsp_provider::{
    AddressId, AgentCaps, AgentEntry, AgentStatusRecord, ListedActivity, ListedGroup, ListedQueue, ListedSession,
    Login, Provider, QueueEntry, SessionEntry, Ticket, Verdict,
};

use crate::addresses;
use crate::defect::Defect;
use crate::records::{agent_info, agent_of, period, queue_info, queue_of, session_info, session_of};
use crate::world::World;

/// A provider that handles a request at once and replies after a latency.
pub(crate) struct Toy {
    world: Mutex<World>,
    latency: Span,
    wakers: Mutex<Vec<Waker>>,
}

impl Toy {
    pub(crate) fn new(latency: Span, defect: Option<Defect>) -> Self {
        Toy { world: Mutex::new(World::new(defect)), latency, wakers: Mutex::default() }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn wakers(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn has(&self, defect: Defect) -> bool {
        self.world().has(defect)
    }

    /// Submits, handles, and replies when the latency is over.
    async fn request<T>(
        &self,
        ticket: &Ticket,
        act: impl FnOnce(&mut World) -> Result<T, LineError>,
    ) -> Result<T, LineError> {
        let (due, reply) = {
            let mut world = self.world();
            let fixed = world.has(Defect::NumberGivenTwice);
            world.requests += 1;
            let number = if fixed { 7 } else { world.requests };
            ticket.set_request(RequestId::at(number as usize));
            (world.now + self.latency, act(&mut world))
        };
        self.until(due).await;
        reply
    }

    pub(crate) async fn until(&self, due: Time) {
        poll_fn(|context| {
            if self.world().now >= due && !self.has(Defect::NeverReplies) {
                return Poll::Ready(());
            }
            self.wakers().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[async_trait]
impl Provider for Toy {
    async fn line_get_agent_session_info(
        &self,
        ticket: &Ticket,
        session: SessionId,
    ) -> Result<AgentSessionInfo, LineError> {
        self.request(ticket, |world| {
            let index = session_of(world, session)?;
            let mixed_up = world.has(Defect::RepliesAreMixedUp) && world.sessions.len() > 10;
            let info = session_info(world, if mixed_up { world.sessions.len() - 1 - index } else { index });
            if world.has(Defect::GetterClearsNext) {
                world.sessions[index].next = None;
            }
            Ok(info)
        })
        .await
    }

    async fn line_get_agent_info(&self, ticket: &Ticket, agent: AgentId) -> Result<AgentInfo, LineError> {
        self.request(ticket, |world| Ok(agent_info(world, agent_of(world, agent)?))).await
    }

    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        self.request(ticket, |world| queue_of(world, queue).map(|()| queue_info(world))).await
    }

    fn line_set_agent_session_state<'provider, 'ticket, 'call>(
        &'provider self,
        ticket: &'ticket Ticket,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(), LineError>> + Send + 'call>>
    where
        'provider: 'call,
        'ticket: 'call,
        Self: 'call,
    {
        let act = move |world: &mut World| {
            let index = session_of(world, session)?;
            let from = world.sessions[index].state;
            let stuck = match from {
                SessionState::NotReady => world.has(Defect::NotReadyCannotBeLeft),
                SessionState::Ready => world.has(Defect::ReadyCannotBeLeft),
                SessionState::BusyOnCall => world.has(Defect::CallCannotBeLeft),
                SessionState::BusyWrapUp => world.has(Defect::WrapUpCannotBeLeft),
                SessionState::Ended => false,
            };
            if stuck && state.is_some_and(|to| to != from) {
                return Err(LineError::INVALAGENTSTATE);
            }
            let result = world.set_session(index, state, next);
            if world.has(Defect::SameStateEnds) && state == Some(from) {
                world.sessions[index].state = SessionState::Ended;
            }
            result
        };
        if self.has(Defect::ActsUnpolled) {
            let reply = act(&mut self.world());
            return Box::pin(async move { reply });
        }
        Box::pin(self.request(ticket, act))
    }

    async fn line_set_agent_state_ex(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<AgentState>,
    ) -> Result<(), LineError> {
        self.request(ticket, |world| {
            let index = agent_of(world, agent)?;
            let own =
                |state: Option<AgentState>| state.is_none_or(|s| matches!(s, AgentState::Ready | AgentState::NotReady));
            let allowed = own(state) && own(next) || world.has(Defect::AgentTakesAnyState);
            if !allowed {
                return Err(LineError::INVALAGENTSTATE);
            }
            if let Some(state) = state.filter(|_| !world.has(Defect::AgentStateIsLost)) {
                world.agents[index].stale =
                    Some(world.agent_state(index)).filter(|_| world.has(Defect::AgentEntryIsStale));
                world.agents[index].not_ready = state == AgentState::NotReady;
            }
            if next.is_some() || state.is_none() {
                world.agents[index].next = next;
            }
            world.settle();
            Ok(())
        })
        .await
    }

    async fn line_set_agent_measurement_period(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.request(ticket, |world| {
            let index = agent_of(world, agent)?;
            let period_s = period(world, seconds)?;
            if world.has(Defect::PeriodResetsSessions) {
                world.sessions.iter_mut().for_each(|session| session.calls = 0);
            }
            let keeps = world.has(Defect::PeriodKeepsCounts);
            let agent = &mut world.agents[index];
            agent.period_s = period_s;
            if !keeps {
                (agent.calls, agent.talk, agent.wrap_up) = (0, Span::ZERO, Span::ZERO);
            }
            Ok(())
        })
        .await
    }

    async fn line_set_queue_measurement_period(
        &self,
        ticket: &Ticket,
        queue: QueueId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.request(ticket, |world| {
            queue_of(world, queue)?;
            let period_s = period(world, seconds)?;
            let (keeps, drops) = (world.has(Defect::PeriodKeepsCounts), world.has(Defect::PeriodDropsWaiting));
            let queue = &mut world.queue;
            queue.period_s = period_s;
            if drops {
                queue.waiting.clear();
            }
            if !keeps {
                (queue.entries, queue.waits, queue.sum_wait, queue.longest_wait) = (0, 0, Span::ZERO, Span::ZERO);
            }
            Ok(())
        })
        .await
    }

    async fn line_create_agent_session(
        &self,
        ticket: &Ticket,
        agent: AgentId,
        group: GroupId,
        address: AddressId,
        _pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        self.request(ticket, |world| {
            let agent = agent_of(world, agent)?;
            if agent > 1 && world.has(Defect::MadeAgentCannotLogIn) {
                return Err(LineError::OPERATIONFAILED);
            }
            if group != GroupId::at(0) && !world.has(Defect::UnknownGroupAccepted) {
                return Err(LineError::INVALPARAM);
            }
            Ok(SessionId::at(world.create(agent, address)))
        })
        .await
    }

    /// The two agents that are there have their numbers for ids.
    async fn line_create_agent(&self, ticket: &Ticket, login: Login) -> Result<AgentId, LineError> {
        let known = ["1", "2"].iter().position(|id| login.id.as_deref() == Some(id));
        self.request(ticket, |world| Ok(AgentId::at(known.unwrap_or_else(|| world.create_agent())))).await
    }

    async fn line_get_agent_session_list(
        &self,
        ticket: &Ticket,
        agent: AgentId,
    ) -> Result<Vec<ListedSession>, LineError> {
        self.request(ticket, |world| addresses::sessions_of(world, agent)).await
    }

    async fn line_get_queue_list(&self, ticket: &Ticket, group: GroupId) -> Result<Vec<ListedQueue>, LineError> {
        self.request(ticket, |world| addresses::queues_of(world, group)).await
    }

    async fn line_get_group_list(&self, ticket: &Ticket) -> Result<Vec<ListedGroup>, LineError> {
        self.request(ticket, |world| Ok(addresses::groups(world.has(Defect::GroupListIsEmpty)))).await
    }

    async fn line_get_agent_caps(
        &self,
        ticket: &Ticket,
        _address: AddressId,
        version: ApiVersion,
    ) -> Result<AgentCaps, LineError> {
        self.request(ticket, |world| Ok(addresses::caps(world, version))).await
    }

    async fn line_get_agent_status(&self, ticket: &Ticket, address: AddressId) -> Result<AgentStatusRecord, LineError> {
        self.request(ticket, |world| addresses::status(world, address)).await
    }

    async fn line_set_agent_group(
        &self,
        ticket: &Ticket,
        address: AddressId,
        groups: Vec<GroupId>,
    ) -> Result<(), LineError> {
        self.request(ticket, |world| addresses::set_groups(world, address, &groups)).await
    }

    async fn line_set_agent_state(
        &self,
        ticket: &Ticket,
        address: AddressId,
        state: Option<line::AgentState>,
        _next: Option<line::AgentState>,
    ) -> Result<(), LineError> {
        self.request(ticket, |world| addresses::set_state(world, address, state)).await
    }

    async fn line_set_agent_activity(
        &self,
        ticket: &Ticket,
        address: AddressId,
        activity: ActivityId,
    ) -> Result<(), LineError> {
        self.request(ticket, |world| addresses::set_activity(world, address, activity)).await
    }

    async fn line_get_agent_activity_list(
        &self,
        ticket: &Ticket,
        address: AddressId,
    ) -> Result<Vec<ListedActivity>, LineError> {
        self.request(ticket, |world| addresses::sessions_at(world, address).map(|_| addresses::activities())).await
    }

    async fn line_get_agent_group_list(
        &self,
        ticket: &Ticket,
        address: AddressId,
    ) -> Result<Vec<ListedGroup>, LineError> {
        self.request(ticket, |world| {
            let _known = addresses::sessions_at(world, address)?;
            Ok(addresses::groups(world.has(Defect::JoinedGroupIsHidden)))
        })
        .await
    }

    async fn line_agent_specific(
        &self,
        ticket: &Ticket,
        _address: AddressId,
        extension: u32,
        params: Vec<u8>,
    ) -> Result<Vec<u8>, LineError> {
        self.request(ticket, |world| {
            let there = extension == 0 || world.has(Defect::AnyExtensionGoes);
            if there { Ok(params) } else { Err(LineError::INVALPARAM) }
        })
        .await
    }

    fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
        let world = self.world();
        let known = world.sessions.get(session.index())?;
        let address = if world.has(Defect::EntryHasNoAddress) { AddressId(0) } else { known.address };
        let (agent, group, state) = (AgentId::at(known.agent), GroupId::at(0), known.known);
        Some(SessionEntry { agent, group, address, state })
    }

    fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
        let world = self.world();
        let known = world.agents.get(agent.index()).filter(|_| !world.has(Defect::NoEntries))?;
        let state = known.stale.unwrap_or_else(|| world.agent_state(agent.index()));
        Some(AgentEntry { id: None, user: "toy".to_owned(), state })
    }

    fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
        let known = queue == QueueId::at(0) && !self.has(Defect::NoEntries);
        known.then(|| QueueEntry { name: "toy".to_owned(), group: GroupId::at(0), removed: false })
    }

    async fn give_up(&self, ticket: &Ticket) -> Verdict {
        if self.has(Defect::InTimeAndNeverReady) {
            return Verdict::InTime;
        }
        if self.has(Defect::BreaksAfterTooLate) {
            self.world().sessions.clear();
        }
        let in_time = ticket.limit().is_none_or(|limit| self.latency <= Span::from(limit));
        if in_time { Verdict::InTime } else { Verdict::TooLate }
    }

    fn forget(&self, _ticket: &Ticket) {
        if self.has(Defect::ForgottenIsUndone) {
            self.world().sessions.iter_mut().for_each(|session| session.state = SessionState::NotReady);
        }
    }
}
