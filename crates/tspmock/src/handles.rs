//! Who is on the floor, by name, and what can be done to them.

#![expect(clippy::return_self_not_must_use, reason = "verbs act; what they return is for going on")]

use std::sync::Arc;

use acd_core::{Accepted, Command, Direction, Next};
use acd_run::picture;
use acd_run::report::{AgentRow, QueueRow, SessionRow};
use tapi_types::{AddressId, AgentId, AgentState, QueueId, SessionId, SessionState};

use crate::error::{Refused, accepted};
use crate::span::span;
use crate::world::{World, lock};
use crate::{IntoSpan, NewCall, NewOtherCall};

/// An agent of the floor.
#[derive(Debug, Clone)]
pub struct AgentHandle {
    pub(crate) world: Arc<World>,
    pub(crate) id: AgentId,
}

/// A session of the floor.
#[derive(Debug, Clone)]
pub struct SessionHandle {
    pub(crate) world: Arc<World>,
    pub(crate) id: SessionId,
}

/// A queue of the floor.
#[derive(Debug, Clone)]
pub struct QueueHandle {
    pub(crate) world: Arc<World>,
    pub(crate) id: QueueId,
}

impl AgentHandle {
    /// The id under which a provider knows it.
    pub fn id(&self) -> AgentId {
        self.id
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.world.plan.config.agents[self.id.index()].name.clone()
    }

    /// Its figures now, as the report has them.
    pub fn row(&self) -> AgentRow {
        self.world.sim.now();
        let row = self.world.sim.with_engine(|engine| engine.agent(self.id));
        picture::agent(&self.world.plan, &accepted(row.ok_or("its id comes from the floor")))
    }

    /// Logs it into a group. The session begins NOT_READY.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no such group.
    #[track_caller]
    pub fn create_session(&self, group: &str) -> SessionHandle {
        accepted(self.try_create_session(group))
    }

    /// Logs it into a group.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// When there is no such group.
    #[track_caller]
    pub fn try_create_session(&self, group: &str) -> Result<SessionHandle, Refused> {
        let what = || format!("create_session of agent {} in group {group}", self.name());
        self.log_in(group, None, what)
    }

    /// Logs it into a group at an address other than its own: one of an agent, or of
    /// [`FloorBuilder::address`](crate::FloorBuilder::address).
    ///
    /// # Panics
    /// When the ACD refuses, or there is no such group or address.
    #[track_caller]
    pub fn create_session_at(&self, group: &str, address: &str) -> SessionHandle {
        accepted(self.try_create_session_at(group, address))
    }

    /// Logs it into a group at an address other than its own.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// When there is no such group or address.
    #[track_caller]
    pub fn try_create_session_at(&self, group: &str, address: &str) -> Result<SessionHandle, Refused> {
        let what = || format!("create_session of agent {} in group {group} at {address}", self.name());
        self.log_in(group, Some(accepted(self.world.address(address))), what)
    }

    #[track_caller]
    fn log_in(
        &self,
        group: &str,
        address: Option<AddressId>,
        what: impl FnOnce() -> String,
    ) -> Result<SessionHandle, Refused> {
        let group = accepted(self.world.group(group));
        let command = Command::CreateSession { id: None, agent: self.id, group, address };
        match self.world.apply(what, &command, || self.state())? {
            Accepted::Session(id) => Ok(SessionHandle { world: Arc::clone(&self.world), id }),
            Accepted::Done | Accepted::Call(_) | Accepted::Agent(_) => {
                unreachable!("creating a session makes a session")
            }
        }
    }

    /// NOT_READY in all of its groups, for a reason or for none. Calls go on.
    ///
    /// # Panics
    /// When the ACD refuses, or the floor does not have the reason.
    #[track_caller]
    pub fn not_ready<'r>(&self, reason: impl Into<Option<&'r str>>) -> AgentHandle {
        let reason = reason.into().map(|reason| accepted(self.world.reason(reason)));
        let command = Command::SetAgentState { agent: self.id, state: Some(AgentState::NotReady), next: None, reason };
        accepted(self.verb("set_agent_state to not_ready", &command));
        self.clone()
    }

    /// Sets its own state.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn set_state(&self, state: AgentState) -> AgentHandle {
        accepted(self.try_set_state(state));
        self.clone()
    }

    /// Sets its own state.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_set_state(&self, state: AgentState) -> Result<(), Refused> {
        let command = Command::SetAgentState { agent: self.id, state: Some(state), next: None, reason: None };
        self.verb(&format!("set_agent_state to {state}"), &command)
    }

    /// Sets its next state; `None` clears it.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn set_next_state(&self, next: impl Into<Option<AgentState>>) -> AgentHandle {
        let next = next.into().map_or(Next::Clear, Next::Set);
        let command = Command::SetAgentState { agent: self.id, state: None, next: Some(next), reason: None };
        accepted(self.verb("set_agent_state", &command));
        self.clone()
    }

    /// A call of its own that is not the ACD's.
    pub fn non_acd_call(&self, direction: Direction) -> NewOtherCall {
        NewOtherCall::new(Arc::clone(&self.world), self.id, direction)
    }

    /// Starts its measurement period anew.
    ///
    /// # Panics
    /// When the period is not whole seconds above zero.
    #[track_caller]
    pub fn set_measurement_period(&self, period: impl IntoSpan) -> AgentHandle {
        let command = Command::SetAgentPeriod { agent: self.id, period_s: seconds(period) };
        accepted(self.verb("set_measurement_period", &command));
        self.clone()
    }

    pub(crate) fn verb(&self, verb: &str, command: &Command) -> Result<(), Refused> {
        let what = || format!("{verb} of agent {}", self.name());
        self.world.apply(what, command, || self.state()).map(drop)
    }

    fn state(&self) -> String {
        format!("the agent is {}", self.row().state)
    }
}

impl SessionHandle {
    /// The id under which a provider knows it.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.world.session_name(self.id)
    }

    /// Gives it a name of the test's own, for expectations and messages, in place of the one that it has.
    ///
    /// # Panics
    /// When a session has this name.
    #[track_caller]
    pub fn named(self, name: &str) -> SessionHandle {
        assert!(self.world.session(name).is_err(), "there is a session `{name}` already");
        lock(&self.world.diary).sessions.insert(self.id, name.to_owned());
        self
    }

    /// Its figures now, as the report has them.
    ///
    /// # Panics
    /// When it has not come into being yet.
    #[track_caller]
    pub fn row(&self) -> SessionRow {
        self.world.sim.now();
        let row = self.world.sim.with_engine(|engine| engine.session(self.id));
        let row = row.as_ref().map(|row| picture::session(&self.world.named_plan(), row));
        accepted(row.ok_or_else(|| format!("session {} has not come into being yet", self.name())))
    }

    /// READY, now or after the call.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn ready(&self) -> SessionHandle {
        self.set_state(SessionState::Ready)
    }

    /// NOT_READY, now or after the call, for a reason or for none.
    ///
    /// # Panics
    /// When the ACD refuses, or the floor does not have the reason.
    #[track_caller]
    pub fn not_ready<'r>(&self, reason: impl Into<Option<&'r str>>) -> SessionHandle {
        let reason = reason.into().map(|reason| accepted(self.world.reason(reason)));
        let state = Some(SessionState::NotReady);
        let command = Command::SetSessionState { session: self.id, state, next: None, reason };
        accepted(self.verb("set_session_state to not_ready", &command));
        self.clone()
    }

    /// NOT_READY as soon as its next call ends, in place of the wrap-up, for a reason or for none.
    ///
    /// # Panics
    /// When the ACD refuses, or the floor does not have the reason.
    #[track_caller]
    pub fn not_ready_next<'r>(&self, reason: impl Into<Option<&'r str>>) -> SessionHandle {
        let reason = reason.into().map(|reason| accepted(self.world.reason(reason)));
        let next = Some(Next::Set(SessionState::NotReady));
        let command = Command::SetSessionState { session: self.id, state: None, next, reason };
        accepted(self.verb("set_session_state to not_ready next", &command));
        self.clone()
    }

    /// ENDED, now or after the call.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn end(&self) -> SessionHandle {
        self.set_state(SessionState::Ended)
    }

    /// Sets its state.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn set_state(&self, state: SessionState) -> SessionHandle {
        accepted(self.try_set_state(state));
        self.clone()
    }

    /// Sets its state.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_set_state(&self, state: SessionState) -> Result<(), Refused> {
        let command = Command::SetSessionState { session: self.id, state: Some(state), next: None, reason: None };
        self.verb(&format!("set_session_state to {state}"), &command)
    }

    /// Sets the state that the end of its next call brings; `None` clears it.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn set_next_state(&self, next: impl Into<Option<SessionState>>) -> SessionHandle {
        let next = next.into().map_or(Next::Clear, Next::Set);
        let command = Command::SetSessionState { session: self.id, state: None, next: Some(next), reason: None };
        accepted(self.verb("set_session_state", &command));
        self.clone()
    }

    /// Picks up what rings.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn answer(&self) -> SessionHandle {
        accepted(self.try_answer());
        self.clone()
    }

    /// Picks up what rings.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_answer(&self) -> Result<(), Refused> {
        self.verb("answer", &Command::Answer { session: self.id })
    }

    /// Declines what rings.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn reject(&self) -> SessionHandle {
        accepted(self.try_reject());
        self.clone()
    }

    /// Declines what rings.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_reject(&self) -> Result<(), Refused> {
        self.verb("reject", &Command::Reject { session: self.id })
    }

    fn verb(&self, verb: &str, command: &Command) -> Result<(), Refused> {
        let what = || format!("{verb} of session {}", self.name());
        self.world.apply(what, command, || self.state()).map(drop)
    }

    fn state(&self) -> String {
        match self.world.sim.with_engine(|engine| engine.session(self.id)) {
            Some(row) => format!("the session is {}", row.info.state),
            None => "the session has not come into being yet".to_owned(),
        }
    }
}

impl QueueHandle {
    /// The id under which a provider knows it.
    pub fn id(&self) -> QueueId {
        self.id
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.world.plan.config.queues[self.id.index()].name.clone()
    }

    /// Its figures now, as the report has them.
    pub fn row(&self) -> QueueRow {
        self.world.sim.now();
        let row = self.world.sim.with_engine(|engine| engine.queue(self.id));
        picture::queue(&self.world.plan, &accepted(row.ok_or("its id comes from the floor")))
    }

    /// A call for it.
    pub fn call(&self) -> NewCall {
        NewCall::new(Arc::clone(&self.world), self.id)
    }

    /// Starts its measurement period anew.
    ///
    /// # Panics
    /// When the period is not whole seconds above zero.
    #[track_caller]
    pub fn set_measurement_period(&self, period: impl IntoSpan) -> QueueHandle {
        let command = Command::SetQueuePeriod { queue: self.id, period_s: seconds(period) };
        let what = || format!("set_measurement_period of queue {}", self.name());
        accepted(self.world.apply(what, &command, String::new));
        self.clone()
    }
}

/// Whole seconds above zero.
#[track_caller]
fn seconds(period: impl IntoSpan) -> u32 {
    let period = span("period", period);
    let whole = period.as_micros().is_multiple_of(1_000_000).then(|| u32::try_from(period.whole_secs()).ok()).flatten();
    accepted(whole.filter(|s| *s > 0).ok_or_else(|| format!("period: {period} is not whole seconds above zero")))
}
