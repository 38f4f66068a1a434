//! The steps: those of the scenario with what was drawn for them, and live commands and requests among them.

use std::collections::BTreeMap;

use acd_core::{
    Action, CallTimes, Command, Distribution, LoggedCommand, NewSession, Next, Request, SessionOrigin, TransferTo,
};
use acd_scenario::{
    AddressGetter, AgentGetter, Arrive, GroupGetter, HandlerGetter, Plan, QueueGetter, RequestStep, RequestWhat,
    SessionGetter, Step, Transfer, Verb,
};
use tapi_types::{AddressId, AgentId, RequestId, SessionId, Span, Time};

use super::Made;
use super::fresh::{Fresh, add_agent, add_call, add_session};
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
        // Live commands that came before it. An altered recording may have its steps in another order.
        let until = place.unwrap_or_else(|| told + before(&commands[told..], step.at)).max(told);
        for (command, of) in &commands[told..until] {
            list.tell(command, *of);
        }
        told = until;
        match place {
            Some(place) => {
                list.own(step, &commands[place].0);
                told = until.max(place + 1);
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
            Action::Apply(apply) => self.verb(apply, command),
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

    fn verb(&mut self, apply: &Command, command: &LoggedCommand) -> Option<Verb> {
        let n = command.n;
        Some(match *apply {
            Command::CreateSession { id, agent, group, address } => {
                let session = self.created(id.or_else(|| self.made.sessions.get(&n).copied()), n);
                Verb::CreateSession { session, agent, group, address }
            }
            Command::CreateAgent { ref id, .. } => {
                let roster = |id: &str| self.plan.config.agents.iter().position(|agent| agent.id() == Some(id));
                let Some(place) = id.as_deref().and_then(roster) else {
                    self.notes.push(format!("at {} an agent came whom no file can name; it is left out", command.at));
                    return None;
                };
                Verb::CreateAgent { agent: AgentId::at(place) }
            }
            Command::ReleaseAgent { agent } => Verb::ReleaseAgent { agent },
            Command::SetAgentActivity { agent, activity } => Verb::SetAgentActivity { agent, activity },
            Command::AddGroup { group } => Verb::AddGroup { group },
            Command::RemoveGroup { group } => Verb::RemoveGroup { group },
            Command::AddQueue { queue } => Verb::AddQueue { queue },
            Command::RemoveQueue { queue } => Verb::RemoveQueue { queue },
            Command::AgentSpecific { extension, params } => Verb::AgentSpecific { extension, params },
            Command::SetSessionState { session, state, next, reason } => {
                Verb::SetSessionState { session: self.session(session), state, next, reason }
            }
            Command::SetAgentState { agent, state, next, reason } => Verb::SetAgentState { agent, state, next, reason },
            Command::Arrive { handle, queue, priority, times } => {
                let call = self.arrived(handle, n);
                let CallTimes { talk, wrap_up, patience } = times;
                Verb::Arrive(Box::new(Arrive {
                    call,
                    queue,
                    priority,
                    talk: talk.map(Distribution::Constant),
                    wrap_up: Distribution::Constant(wrap_up),
                    patience: patience.map(Distribution::Constant),
                    caller: None,
                    called: None,
                    data: Vec::new(),
                }))
            }
            Command::Answer { session } => Verb::Answer { session: self.session(session) },
            Command::Reject { session } => Verb::Reject { session: self.session(session) },
            Command::HangUp { call, by } => Verb::HangUp { call: self.fresh.call(self.plan, call), by },
            Command::Hold { call } => Verb::Hold { call: self.fresh.call(self.plan, call) },
            Command::Retrieve { call } => Verb::Retrieve { call: self.fresh.call(self.plan, call) },
            Command::Transfer { call, to, talk, wrap_up, patience } => Verb::Transfer(Box::new(Transfer {
                call: self.fresh.call(self.plan, call),
                to: match to {
                    TransferTo::Session(session) => TransferTo::Session(self.session(session)),
                    TransferTo::Queue(queue) => TransferTo::Queue(queue),
                },
                talk: talk.map(Distribution::Constant),
                wrap_up: wrap_up.map(Distribution::Constant),
                patience: patience.map(Distribution::Constant),
            })),
            Command::NonAcdCall { handle, agent, direction, talk } => {
                let call = self.arrived(handle, n);
                Verb::NonAcdCall { call, agent, direction, talk: talk.map(Distribution::Constant) }
            }
            Command::SetAgentPeriod { agent, period_s } => Verb::SetAgentPeriod { agent, period_s },
            Command::SetQueuePeriod { queue, period_s } => Verb::SetQueuePeriod { queue, period_s },
            Command::CloseProxy => Verb::CloseProxy,
            Command::OpenProxy => Verb::OpenProxy,
        })
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

    /// A live request.
    fn request(&mut self, request: &Request, limit: Option<Span>, at: Time) -> Option<Verb> {
        let id = RequestId::at(self.requests);
        self.requests += 1;
        let what = match self.what(request, id) {
            Ok(what) => what,
            Err(why) => {
                self.notes.push(format!("at {at} request {} {why}; it is left out", id.get()));
                return None;
            }
        };
        // A client that waits for ever waits to the end of the longest run.
        let timeout = Some(limit.unwrap_or(Span::MAX));
        Some(Verb::Request(Box::new(RequestStep { name: format!("live/{}", id.get()), client: 0, timeout, what })))
    }

    /// What was asked, or why no file can say it. Which method of the interface was called is not known, so a getter is one
    /// that every object has.
    fn what(&mut self, request: &Request, id: RequestId) -> Result<RequestWhat, &'static str> {
        const NEXT: &str = "set a next state, for which the interface has no method";
        Ok(match request {
            Request::GetAgentSessionInfo(session) => {
                RequestWhat::GetSession(self.session(*session), SessionGetter::NumberOfCalls)
            }
            Request::GetAgentInfo(agent) => RequestWhat::GetAgent(*agent, AgentGetter::NumberOfAcdCalls),
            Request::GetQueueInfo(queue) => RequestWhat::GetQueue(*queue, QueueGetter::TotalCallsQueued),
            Request::SetAgentSessionState { session, state: Some(state), next: None } => {
                RequestWhat::PutSessionState(self.session(*session), *state)
            }
            Request::SetAgentStateEx { agent, state: Some(state), next: None } => {
                RequestWhat::PutAgentState(*agent, *state)
            }
            Request::SetAgentSessionState { .. } | Request::SetAgentStateEx { .. } => return Err(NEXT),
            Request::SetAgentMeasurementPeriod { agent, period_s } => {
                RequestWhat::PutAgentPeriod(*agent, period_s.cast_signed())
            }
            Request::SetQueueMeasurementPeriod { queue, period_s } => {
                RequestWhat::PutQueuePeriod(*queue, period_s.cast_signed())
            }
            Request::CreateAgentSession(new) => {
                let made = new.id.or_else(|| self.made.sessions_by_request.get(&id).copied());
                let session = match made {
                    Some(made) => self.session(made),
                    None => add_session(self.plan, format!("never/{}", id.get()), SessionOrigin::Outside),
                };
                let NewSession { agent, group, address, pin, .. } = (**new).clone();
                RequestWhat::CreateSession { session, agent, group, address, pin }
            }
            Request::CreateAgent(new) => {
                let agent = add_agent(self.plan, format!("live/{}", id.get()));
                let pin = new.pin.clone().filter(|_| new.id.is_some());
                RequestWhat::CreateAgent { agent, id: new.id.clone(), pin }
            }
            Request::GetAgentSessionList(agent) => RequestWhat::GetAgent(*agent, AgentGetter::AgentSessionList),
            Request::GetQueueList(group) => RequestWhat::GetGroup(*group, GroupGetter::Queues),
            Request::GetGroupList => RequestWhat::GetHandler(HandlerGetter::AcdGroups),
            Request::GetAgentCaps { address, .. } => {
                RequestWhat::GetAddress(self.named(*address)?, AddressGetter::AgentCaps)
            }
            Request::GetAgentStatus(address) => {
                RequestWhat::GetAddress(self.named(*address)?, AddressGetter::AgentStatus)
            }
            Request::GetAgentActivityList(address) => {
                RequestWhat::GetAddress(self.named(*address)?, AddressGetter::AgentActivityList)
            }
            Request::GetAgentGroupList(address) => {
                RequestWhat::GetAddress(self.named(*address)?, AddressGetter::AgentGroupList)
            }
            Request::SetAgentGroup { address, groups } => {
                RequestWhat::PutAddressGroups { address: self.named(*address)?, groups: groups.to_vec() }
            }
            Request::SetAgentState { address, state, next } => {
                let address = self.named(*address)?;
                let next = match next {
                    Some(Next::Set(next)) => Some(*next),
                    Some(Next::Clear) | None => None,
                };
                RequestWhat::PutAddressState { address, state: *state, next }
            }
            Request::SetAgentActivity { address, activity } => {
                RequestWhat::PutAddressActivity { address: self.named(*address)?, activity: *activity }
            }
            Request::AgentSpecific { address, extension, params } => RequestWhat::AgentSpecific {
                address: self.named(*address)?,
                extension: *extension,
                bytes: params.to_vec(),
            },
        })
    }

    /// An address that a file can name.
    fn named(&self, address: AddressId) -> Result<AddressId, &'static str> {
        self.plan.address_name(address).map(|_| address).ok_or("was about an address without a name")
    }
}
