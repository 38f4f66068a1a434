//! The steps: those of the scenario with what was drawn for them, and live commands and requests among them.

use std::collections::BTreeMap;

use acd_core::{Action, CallTimes, Command, Distribution, LoggedCommand, Request, SessionOrigin, TransferTo};
use acd_scenario::{AgentGetter, Arrive, Plan, QueueGetter, RequestStep, RequestWhat, SessionGetter, Step, Verb};
use tapi_types::{RequestId, SessionId, Span, Time};

use super::Made;
use super::fresh::{Fresh, add_call, add_session};
use crate::freeze;

/// All steps in order, and what they do not say.
pub(super) fn steps(
    plan: &mut Plan,
    commands: &[(LoggedCommand, Option<usize>)],
    made: &Made,
    fresh: &mut Fresh<'_>,
) -> (Vec<Step>, Vec<String>) {
    let own = std::mem::take(&mut plan.steps);
    let by_step: BTreeMap<usize, usize> =
        commands.iter().enumerate().filter_map(|(place, (_, step))| Some(((*step)?, place))).collect();
    let mut list = List { plan, made, fresh, steps: Vec::new(), notes: Vec::new(), requests: 0 };
    let mut told = 0;
    for step in own {
        let place = by_step.get(&step.index).copied();
        // Live commands that came before it.
        let until = place.unwrap_or_else(|| told + before(&commands[told..], step.at));
        for (command, of) in &commands[told..until] {
            list.tell(command, *of);
        }
        told = until;
        match place {
            Some(place) => {
                list.own(step, &commands[place].0);
                told = place + 1;
            }
            None => list.steps.push(step),
        }
    }
    for (command, of) in &commands[told..] {
        list.tell(command, *of);
    }
    let List { mut steps, notes, .. } = list;
    for (index, step) in steps.iter_mut().enumerate() {
        step.index = index;
    }
    (steps, notes)
}

/// How many live commands at the front come before a moment.
fn before(commands: &[(LoggedCommand, Option<usize>)], at: Time) -> usize {
    commands.iter().take_while(|(command, step)| step.is_none() && command.at < at).count()
}

struct List<'a, 'm> {
    plan: &'a mut Plan,
    made: &'a Made,
    fresh: &'a mut Fresh<'m>,
    steps: Vec<Step>,
    notes: Vec<String>,
    /// Requests so far: their numbers go by submission.
    requests: usize,
}

impl List<'_, '_> {
    /// A step of the scenario, with the values that were drawn for it.
    fn own(&mut self, mut step: Step, command: &LoggedCommand) {
        match &command.action {
            Action::Apply(apply) => freeze::step(&mut step.verb, apply),
            Action::Submit { .. } => self.requests += 1,
            Action::Forget(_) => {}
        }
        self.steps.push(step);
    }

    /// A live command as a step of its own.
    fn tell(&mut self, command: &LoggedCommand, step: Option<usize>) {
        if step.is_some() {
            return;
        }
        let verb = match &command.action {
            Action::Apply(apply) => Some(self.verb(apply, command.n)),
            Action::Submit { request, limit } => self.request(request, *limit, command.at),
            Action::Forget(request) => {
                self.notes.push(format!(
                    "at {} a client lost interest in request {}; here it waits on",
                    command.at,
                    request.get()
                ));
                None
            }
        };
        if let Some(verb) = verb {
            let refused = self.made.refusals.get(&command.n).copied();
            self.steps.push(Step { index: 0, id: None, at: command.at, refused, verb });
        }
    }

    fn session(&mut self, id: SessionId) -> SessionId {
        self.fresh.session(self.plan, id)
    }

    fn verb(&mut self, command: &Command, n: u64) -> Verb {
        match *command {
            Command::CreateSession { id, agent, group } => {
                let session = self.created(id.or_else(|| self.made.sessions.get(&n).copied()), n);
                Verb::CreateSession { session, agent, group, address: None }
            }
            Command::SetSessionState { session, state, next, reason } => {
                Verb::SetSessionState { session: self.session(session), state, next, reason }
            }
            Command::SetAgentState { agent, state, next, reason } => Verb::SetAgentState { agent, state, next, reason },
            Command::Arrive { handle, queue, priority, times } => {
                let call = self.arrived(handle, n);
                let CallTimes { talk, wrap_up, patience } = times;
                Verb::Arrive(Arrive {
                    call,
                    queue,
                    priority,
                    talk: talk.map(Distribution::Constant),
                    wrap_up: Distribution::Constant(wrap_up),
                    patience: patience.map(Distribution::Constant),
                    caller: None,
                    called: None,
                    data: Vec::new(),
                })
            }
            Command::Answer { session } => Verb::Answer { session: self.session(session) },
            Command::Reject { session } => Verb::Reject { session: self.session(session) },
            Command::HangUp { call, by } => Verb::HangUp { call: self.fresh.call(self.plan, call), by },
            Command::Hold { call } => Verb::Hold { call: self.fresh.call(self.plan, call) },
            Command::Retrieve { call } => Verb::Retrieve { call: self.fresh.call(self.plan, call) },
            Command::Transfer { call, to, talk, wrap_up, patience } => Verb::Transfer {
                call: self.fresh.call(self.plan, call),
                to: match to {
                    TransferTo::Session(session) => TransferTo::Session(self.session(session)),
                    TransferTo::Queue(queue) => TransferTo::Queue(queue),
                },
                talk: talk.map(Distribution::Constant),
                wrap_up: wrap_up.map(Distribution::Constant),
                patience: patience.map(Distribution::Constant),
            },
            Command::NonAcdCall { handle, agent, direction, talk } => {
                let call = self.arrived(handle, n);
                Verb::NonAcdCall { call, agent, direction, talk: talk.map(Distribution::Constant) }
            }
            Command::SetAgentPeriod { agent, period_s } => Verb::SetAgentPeriod { agent, period_s },
            Command::SetQueuePeriod { queue, period_s } => Verb::SetQueuePeriod { queue, period_s },
            Command::CloseProxy => Verb::CloseProxy,
            Command::OpenProxy => Verb::OpenProxy,
        }
    }

    /// The session that a create made; one that never comes into being where it was refused.
    fn created(&mut self, id: Option<SessionId>, n: u64) -> SessionId {
        match id {
            Some(id) => self.session(id),
            None => add_session(self.plan, format!("refused/{n}"), SessionOrigin::Outside),
        }
    }

    fn arrived(&mut self, handle: Option<tapi_types::CallHandle>, n: u64) -> tapi_types::CallHandle {
        match handle.or_else(|| self.made.calls.get(&n).copied()) {
            Some(handle) => self.fresh.call(self.plan, handle),
            None => add_call(self.plan, format!("refused/{n}")),
        }
    }

    /// A live request; which method of the interface was called is not known, so a getter is one that every object has.
    fn request(&mut self, request: &Request, limit: Option<Span>, at: Time) -> Option<Verb> {
        let id = RequestId::at(self.requests);
        self.requests += 1;
        let what = match *request {
            Request::GetAgentSessionInfo(session) => {
                RequestWhat::GetSession(self.session(session), SessionGetter::NumberOfCalls)
            }
            Request::GetAgentInfo(agent) => RequestWhat::GetAgent(agent, AgentGetter::NumberOfAcdCalls),
            Request::GetQueueInfo(queue) => RequestWhat::GetQueue(queue, QueueGetter::TotalCallsQueued),
            Request::SetAgentSessionState { session, state: Some(state), next: None } => {
                RequestWhat::PutSessionState(self.session(session), state)
            }
            Request::SetAgentStateEx { agent, state: Some(state), next: None } => {
                RequestWhat::PutAgentState(agent, state)
            }
            Request::SetAgentMeasurementPeriod { agent, period_s } => {
                RequestWhat::PutAgentPeriod(agent, period_s.cast_signed())
            }
            Request::SetQueueMeasurementPeriod { queue, period_s } => {
                RequestWhat::PutQueuePeriod(queue, period_s.cast_signed())
            }
            Request::CreateAgentSession { id: reserved, agent, group } => {
                let made = reserved.or_else(|| self.made.sessions_by_request.get(&id).copied());
                let session = match made {
                    Some(made) => self.session(made),
                    None => add_session(self.plan, format!("never/{}", id.get()), SessionOrigin::Outside),
                };
                RequestWhat::CreateSession { session, agent, group }
            }
            Request::SetAgentSessionState { .. } | Request::SetAgentStateEx { .. } => {
                self.notes.push(format!(
                    "at {at} request {} set a next state, for which the interface has no method; it is left out",
                    id.get()
                ));
                return None;
            }
        };
        // A client that waits for ever waits to the end of the longest run.
        let timeout = Some(limit.unwrap_or(Span::MAX));
        Some(Verb::Request(RequestStep { name: format!("live/{}", id.get()), timeout, what }))
    }
}
