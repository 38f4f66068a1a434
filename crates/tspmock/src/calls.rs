//! Calls: those that are to come, and those that are there.

#![expect(clippy::return_self_not_must_use, reason = "verbs act; what they return is for going on")]

use std::sync::Arc;

use acd_core::{Accepted, CallTimes, Command, Direction, Doing, Party, TransferTo};
use acd_run::picture;
use acd_run::report::CallRow;
use tapi_types::{AgentId, CallHandle, QueueId, Span};

use crate::attached::Attached;
use crate::error::{Refused, accepted};
use crate::span::span;
use crate::world::{World, lock};
use crate::{IntoSpan, SessionHandle};

/// A call that is to arrive: until hang-up, without wrap-up and with endless patience, unless something else is said.
#[derive(Debug, Clone)]
#[must_use = "a call comes with `arrive`"]
pub struct NewCall {
    world: Arc<World>,
    queue: QueueId,
    name: Option<String>,
    priority: i64,
    times: CallTimes,
    pub(crate) attached: Attached,
}

/// A call of an agent that is not the ACD's: until hang-up, unless something else is said.
#[derive(Debug, Clone)]
#[must_use = "a call comes with `begin`"]
pub struct NewOtherCall {
    world: Arc<World>,
    agent: AgentId,
    direction: Direction,
    name: Option<String>,
    talk: Option<Span>,
}

/// A call that has arrived.
#[derive(Debug, Clone)]
pub struct Call {
    pub(crate) world: Arc<World>,
    pub(crate) handle: CallHandle,
}

/// A transfer that is to be made: with the call's own times and endless patience, unless something else is said.
#[derive(Debug, Clone)]
#[must_use = "a transfer is made by `to_queue` or `to_session`"]
pub struct Transfer {
    call: Call,
    talk: Option<Span>,
    wrap_up: Option<Span>,
    patience: Option<Span>,
}

impl NewCall {
    pub(crate) fn new(world: Arc<World>, queue: QueueId) -> NewCall {
        NewCall { world, queue, name: None, priority: 0, times: CallTimes::default(), attached: Attached::default() }
    }

    /// What expectations and messages call it.
    pub fn named(mut self, name: &str) -> NewCall {
        self.name = Some(name.to_owned());
        self
    }

    /// Connected time.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn talk(mut self, talk: impl IntoSpan) -> NewCall {
        self.times.talk = Some(span("talk", talk));
        self
    }

    /// After-call work.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn wrap_up(mut self, wrap_up: impl IntoSpan) -> NewCall {
        self.times.wrap_up = span("wrap_up", wrap_up);
        self
    }

    /// From the entry to giving up.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn patience(mut self, patience: impl IntoSpan) -> NewCall {
        self.times.patience = Some(span("patience", patience));
        self
    }

    /// Higher goes first. Default 0.
    pub fn priority(mut self, priority: i64) -> NewCall {
        self.priority = priority;
        self
    }

    /// It arrives now.
    ///
    /// # Panics
    /// When the ACD refuses, or another call has its name.
    #[track_caller]
    pub fn arrive(self) -> Call {
        accepted(self.try_arrive())
    }

    /// It arrives now.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// When another call has its name.
    #[track_caller]
    pub fn try_arrive(self) -> Result<Call, Refused> {
        let NewCall { world, queue, name, priority, times, attached } = self;
        free(&world, name.as_deref());
        let command = Command::Arrive { handle: None, queue, priority, times };
        let queue = &world.plan.config.queues[queue.index()].name;
        let made = world.apply(|| format!("arrive at queue {queue}"), &command, String::new)?;
        let call = made_call(&world, made, name);
        lock(&world.diary).attached.insert(call.handle, attached);
        Ok(call)
    }
}

impl NewOtherCall {
    pub(crate) fn new(world: Arc<World>, agent: AgentId, direction: Direction) -> NewOtherCall {
        NewOtherCall { world, agent, direction, name: None, talk: None }
    }

    /// What messages call it.
    pub fn named(mut self, name: &str) -> NewOtherCall {
        self.name = Some(name.to_owned());
        self
    }

    /// Connected time.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn talk(mut self, talk: impl IntoSpan) -> NewOtherCall {
        self.talk = Some(span("talk", talk));
        self
    }

    /// It begins now.
    ///
    /// # Panics
    /// When the ACD refuses, or another call has its name.
    #[track_caller]
    pub fn begin(self) -> Call {
        accepted(self.try_begin())
    }

    /// It begins now.
    ///
    /// # Errors
    /// The refusal: the agent is busy.
    ///
    /// # Panics
    /// When another call has its name.
    #[track_caller]
    pub fn try_begin(self) -> Result<Call, Refused> {
        let NewOtherCall { world, agent, direction, name, talk } = self;
        free(&world, name.as_deref());
        let command = Command::NonAcdCall { handle: None, agent, direction, talk };
        let agent_name = &world.plan.config.agents[agent.index()].name;
        let state = || {
            let row = world.sim.with_engine(|engine| engine.agent(agent));
            row.map(|row| format!("the agent is {}", row.period.state)).unwrap_or_default()
        };
        let made = world.apply(|| format!("non_acd_call of agent {agent_name}"), &command, state)?;
        Ok(made_call(&world, made, name))
    }
}

#[track_caller]
fn free(world: &World, name: Option<&str>) {
    if let Some(name) = name {
        assert!(world.call(name).is_err(), "there is a call `{name}` already");
    }
}

fn made_call(world: &Arc<World>, made: Accepted, name: Option<String>) -> Call {
    let Accepted::Call(handle) = made else { unreachable!("a call that begins is a call") };
    if let Some(name) = name {
        lock(&world.diary).calls.insert(handle, name);
    }
    Call { world: Arc::clone(world), handle }
}

impl Call {
    /// Its handle.
    pub fn handle(&self) -> CallHandle {
        self.handle
    }

    /// Its name: the test's own, that of the scenario, or `#` and its number.
    pub fn name(&self) -> String {
        self.world.call_name(self.handle)
    }

    /// Its row of the report now; `None` for a call that is not the ACD's, or that has not arrived.
    pub fn row(&self) -> Option<CallRow> {
        self.world.sim.now();
        let plan = self.world.named_plan();
        self.world.sim.with_engine(|engine| Some(picture::call(&plan, &*engine, &engine.call_row(self.handle)?)))
    }

    /// The caller hangs up.
    ///
    /// # Panics
    /// When the ACD refuses: the call is over.
    #[track_caller]
    pub fn hang_up(&self) -> Call {
        accepted(self.try_hang_up(Party::Caller));
        self.clone()
    }

    /// The agent hangs up.
    ///
    /// # Panics
    /// When the ACD refuses: the call is over, or no agent is on it.
    #[track_caller]
    pub fn hang_up_by_agent(&self) -> Call {
        accepted(self.try_hang_up(Party::Agent));
        self.clone()
    }

    /// One side hangs up.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_hang_up(&self, by: Party) -> Result<(), Refused> {
        self.verb("hang_up", &Command::HangUp { call: self.handle, by })
    }

    /// Puts it on hold.
    ///
    /// # Panics
    /// When the ACD refuses: nobody talks on it.
    #[track_caller]
    pub fn hold(&self) -> Call {
        accepted(self.try_hold());
        self.clone()
    }

    /// Puts it on hold.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_hold(&self) -> Result<(), Refused> {
        self.verb("hold", &Command::Hold { call: self.handle })
    }

    /// Takes it off hold.
    ///
    /// # Panics
    /// When the ACD refuses: it is not on hold.
    #[track_caller]
    pub fn retrieve(&self) -> Call {
        accepted(self.try_retrieve());
        self.clone()
    }

    /// Takes it off hold.
    ///
    /// # Errors
    /// The refusal.
    pub fn try_retrieve(&self) -> Result<(), Refused> {
        self.verb("retrieve", &Command::Retrieve { call: self.handle })
    }

    /// A transfer with times of its own.
    pub fn transfer(&self) -> Transfer {
        Transfer { call: self.clone(), talk: None, wrap_up: None, patience: None }
    }

    /// Hands it on to a queue, blind.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no such queue.
    #[track_caller]
    pub fn transfer_to_queue(&self, queue: &str) -> Call {
        self.transfer().to_queue(queue)
    }

    /// Hands it on to a session, blind.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn transfer_to_session(&self, session: &SessionHandle) -> Call {
        self.transfer().to_session(session)
    }

    fn verb(&self, verb: &str, command: &Command) -> Result<(), Refused> {
        self.world.apply(|| format!("{verb} of call {}", self.name()), command, || self.state()).map(drop)
    }

    fn state(&self) -> String {
        let open = self.world.sim.with_engine(|engine| engine.open_calls());
        let Some(open) = open.into_iter().find(|open| open.handle == Some(self.handle)) else {
            return "the call is over".to_owned();
        };
        match open.doing {
            Doing::Waiting => "the call is waiting".to_owned(),
            Doing::Ringing(_) => "the call is ringing".to_owned(),
            Doing::Talking(session) => format!("the call is talking with session {}", self.world.session_name(session)),
            Doing::OnHold(session) => format!("the call is on hold at session {}", self.world.session_name(session)),
            Doing::Other(_) => "the call is not the ACD's".to_owned(),
        }
    }
}

impl Transfer {
    /// Connected time from the next answer on.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn talk(mut self, talk: impl IntoSpan) -> Transfer {
        self.talk = Some(span("talk", talk));
        self
    }

    /// After-call work of the next session.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn wrap_up(mut self, wrap_up: impl IntoSpan) -> Transfer {
        self.wrap_up = Some(span("wrap_up", wrap_up));
        self
    }

    /// Patience from now on.
    ///
    /// # Panics
    /// When this is no duration.
    #[track_caller]
    pub fn patience(mut self, patience: impl IntoSpan) -> Transfer {
        self.patience = Some(span("patience", patience));
        self
    }

    /// Into this queue.
    ///
    /// # Panics
    /// When the ACD refuses, or there is no such queue.
    #[track_caller]
    pub fn to_queue(self, queue: &str) -> Call {
        accepted(self.try_to_queue(queue))
    }

    /// Into this queue.
    ///
    /// # Errors
    /// The refusal: nobody talks on the call, or the queue is full or unstaffed.
    ///
    /// # Panics
    /// When there is no such queue.
    #[track_caller]
    pub fn try_to_queue(self, queue: &str) -> Result<Call, Refused> {
        let queue = accepted(self.call.world.queue(queue));
        self.make(TransferTo::Queue(queue))
    }

    /// To this session.
    ///
    /// # Panics
    /// When the ACD refuses.
    #[track_caller]
    pub fn to_session(self, session: &SessionHandle) -> Call {
        accepted(self.try_to_session(session))
    }

    /// To this session.
    ///
    /// # Errors
    /// The refusal: nobody talks on the call, or the session may not take it.
    pub fn try_to_session(self, session: &SessionHandle) -> Result<Call, Refused> {
        self.make(TransferTo::Session(session.id))
    }

    fn make(self, to: TransferTo) -> Result<Call, Refused> {
        let Transfer { call, talk, wrap_up, patience } = self;
        call.verb("transfer", &Command::Transfer { call: call.handle, to, talk, wrap_up, patience })?;
        Ok(call)
    }
}
