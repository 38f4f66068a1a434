//! The toy provider and its floor.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use async_trait::async_trait;
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, QueueId, QueueInfo, RequestId, SessionId,
    SessionState, Span, Time,
};
use tsp_provider::conformance::Floor;
use tsp_provider::{AddressId, AgentEntry, Provider, QueueEntry, SessionEntry, Sleep, Ticket, Timer, Verdict};

use crate::world::{World, rate};

/// What a toy may do wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defect {
    UnknownSessionAnswered,
    UnknownAgentAnswered,
    UnknownQueueAnswered,
    UnknownGroupAccepted,
    StartsReady,
    HandleGivenTwice,
    EntryHasNoAddress,
    EntryIsStale,
    NoEntries,
    AnyStateGoes,
    WrongStateError,
    RefusalSetsNext,
    SameStateEnds,
    EndedIsNotFinal,
    EndedClockRuns,
    NextIsHidden,
    NextActsAtOnce,
    NextIsNotCleared,
    NextIsIgnored,
    NextIsKept,
    WrapUpCannotBeLeft,
    ReadyCannotBeLeft,
    NotReadyCannotBeLeft,
    CallCannotBeLeft,
    NoCallIsAnswered,
    CallsGoToNotReady,
    AgentStartsNotReady,
    AgentStateIsLost,
    AgentEntryIsStale,
    AgentTakesAnyState,
    AgentNextIsHidden,
    AgentIsNeverBusy,
    AgentStateIsIgnored,
    ZeroPeriodAccepted,
    PeriodIsHidden,
    PeriodKeepsCounts,
    PeriodResetsSessions,
    PeriodDropsWaiting,
    CountsTwice,
    QueueCountsNothing,
    AcdCallsAreIncoming,
    TalkClockRunsAlways,
    CallTimeWithoutWrapUp,
    DurationStandsStill,
    CountersFall,
    AnswersAreLost,
    RateIsTenfold,
    WaitingIsHidden,
    WaitIsMadeUp,
    GetterClearsNext,
    ActsUnpolled,
    ForgottenIsUndone,
    RepliesAreMixedUp,
    NumberGivenTwice,
    InTimeAndNeverReady,
    BreaksAfterTooLate,
    NeverReplies,
}

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

    fn wakers(&self) -> MutexGuard<'_, Vec<Waker>> {
        self.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has(&self, defect: Defect) -> bool {
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

    async fn until(&self, due: Time) {
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

fn session_of(world: &mut World, session: SessionId) -> Result<usize, LineError> {
    let index = session.index();
    if index < world.sessions.len() {
        Ok(index)
    } else if world.has(Defect::UnknownSessionAnswered) {
        Ok(world.create(0, AddressId(0)))
    } else {
        Err(LineError::INVALPARAM)
    }
}

fn agent_of(world: &World, agent: AgentId) -> Result<usize, LineError> {
    match agent.index() {
        known @ 0..2 => Ok(known),
        _ if world.has(Defect::UnknownAgentAnswered) => Ok(1),
        _ => Err(LineError::INVALPARAM),
    }
}

fn queue_of(world: &World, queue: QueueId) -> Result<(), LineError> {
    let known = queue == QueueId::at(0) || world.has(Defect::UnknownQueueAnswered);
    if known { Ok(()) } else { Err(LineError::INVALPARAM) }
}

fn period(world: &World, seconds: u32) -> Result<u32, LineError> {
    if seconds == 0 && !world.has(Defect::ZeroPeriodAccepted) { Err(LineError::INVALPARAM) } else { Ok(seconds) }
}

fn session_info(world: &World, index: usize) -> AgentSessionInfo {
    let session = &world.sessions[index];
    let tenfold = if world.has(Defect::RateIsTenfold) { 10 } else { 1 };
    let with_wrap_up = !world.has(Defect::CallTimeWithoutWrapUp);
    AgentSessionInfo {
        state: session.state,
        next_state: session.next.filter(|_| !world.has(Defect::NextIsHidden)),
        session_start: session.created,
        session_duration: session.duration,
        number_of_calls: session.calls,
        total_talk_time: session.talk,
        total_call_time: session.talk + if with_wrap_up { session.wrap_up } else { Span::ZERO },
        total_wrap_up_time: session.wrap_up,
        acd_call_rate: rate(session.calls * tenfold, session.duration),
        longest_time_to_answer: session.longest_wait,
        sum_time_to_answer: session.sum_wait,
        answers: if world.has(Defect::AnswersAreLost) { 0 } else { session.calls },
    }
}

fn agent_info(world: &World, index: usize) -> AgentInfo {
    let agent = &world.agents[index];
    AgentInfo {
        state: if world.has(Defect::AgentStartsNotReady) { AgentState::NotReady } else { world.agent_state(index) },
        next_state: agent.next.filter(|_| !world.has(Defect::AgentNextIsHidden)),
        measurement_period_s: if world.has(Defect::PeriodIsHidden) { 3600 } else { agent.period_s },
        overall_call_rate: rate(0, Span::ZERO),
        number_of_acd_calls: agent.calls,
        number_of_incoming_calls: if world.has(Defect::AcdCallsAreIncoming) { agent.calls } else { 0 },
        number_of_outgoing_calls: 0,
        total_acd_talk_time: agent.talk,
        total_acd_call_time: agent.talk + agent.wrap_up,
        total_wrap_up_time: agent.wrap_up,
    }
}

fn queue_info(world: &World) -> QueueInfo {
    let queue = &world.queue;
    let oldest = queue.waiting.front().map_or(Span::ZERO, |(entered, _)| world.now.since(*entered));
    let hidden = world.has(Defect::WaitingIsHidden);
    QueueInfo {
        measurement_period_s: if world.has(Defect::PeriodIsHidden) { 3600 } else { queue.period_s },
        total_calls_queued: if world.has(Defect::QueueCountsNothing) { 0 } else { queue.entries },
        current_calls_queued: if hidden { 0 } else { queue.waiting.len() as u64 },
        total_calls_abandoned: 0,
        total_calls_flowed_in: 0,
        total_calls_flowed_out: 0,
        longest_ever_wait_time: queue.longest_wait.max(oldest),
        current_longest_wait_time: oldest,
        average_wait_time_s: (queue.sum_wait.as_micros().checked_div(queue.waits).unwrap_or(0)) / 1_000_000,
        final_disposition: 0,
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
            if group != GroupId::at(0) && !world.has(Defect::UnknownGroupAccepted) {
                return Err(LineError::INVALPARAM);
            }
            Ok(SessionId::at(world.create(agent, address)))
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

/// A toy's time is its world's.
impl Timer for Toy {
    fn now(&self) -> Time {
        self.world().now
    }

    fn sleep_until(&self, at: Time) -> Sleep<'_> {
        Box::pin(self.until(at))
    }
}

#[async_trait]
impl Floor for Toy {
    fn provider(&self) -> &dyn Provider {
        self
    }

    fn agents(&self) -> [AgentId; 2] {
        [AgentId::at(0), AgentId::at(1)]
    }

    fn group(&self) -> GroupId {
        GroupId::at(0)
    }

    fn queue(&self) -> QueueId {
        QueueId::at(0)
    }

    async fn pass(&self, time: Span) {
        self.world().pass(time);
        let wakers = std::mem::take(&mut *self.wakers());
        wakers.into_iter().for_each(Waker::wake);
    }

    async fn call(&self, wrap_up: Span) -> bool {
        if !self.has(Defect::NoCallIsAnswered) {
            self.world().enter(wrap_up);
        }
        true
    }

    async fn release(&self) {
        self.world().release();
    }
}
