//! What somebody outside did, for people.

use std::borrow::Cow;
use std::fmt::Display;

use acd_core::{Action, Command, Next, Request, TransferTo};
use tapi_types::{AddressId, line};

use super::{length, say_extension, times};
use crate::Names;
use crate::stored::{direction_name, party_name};

impl Names<'_> {
    /// What somebody outside did.
    pub(super) fn say_action(&self, action: &Action) -> String {
        match action {
            Action::Apply(command) => self.say_command(command),
            Action::Submit { request, limit } => {
                let function = request.function().name();
                let what = self.object(request.object());
                format!("request {function}{what}{}{}", self.say_change(request), length(", limit ", *limit))
            }
            Action::Forget(request) => format!("forget request {}", request.get()),
        }
    }

    fn say_command(&self, command: &Command) -> String {
        match *command {
            Command::CreateSession { id, agent, group, address } => {
                let id = id.map(|id| format!(" {}", self.planned(id))).unwrap_or_default();
                let at = at_address(address);
                format!("create session{id} of {} in {}{at}", self.agent(agent), self.group(group))
            }
            Command::CreateAgent { ref id, ref user } => format!("create agent {}", login(id.as_deref(), user)),
            Command::ReleaseAgent { agent } => format!("release {}", self.agent(agent)),
            Command::SetAgentActivity { agent, activity } => {
                format!("set activity of {} to {}", self.agent(agent), self.activity(activity))
            }
            Command::AddGroup { group } => format!("add group {}", self.group(group)),
            Command::RemoveGroup { group } => format!("remove group {}", self.group(group)),
            Command::AddQueue { queue } => format!("add queue {}", self.queue(queue)),
            Command::RemoveQueue { queue } => format!("remove queue {}", self.queue(queue)),
            Command::AgentSpecific { extension, params } => format!("let {}", say_extension(extension, params)),
            Command::SetSessionState { session, state, next, reason } => {
                format!("set {}{}{}", self.label(session), change(state, next), self.because(reason))
            }
            Command::SetAgentState { agent, state, next, reason } => {
                format!("set {}{}{}", self.agent(agent), change(state, next), self.because(reason))
            }
            Command::Arrive { handle, queue, priority, times: of_call } => {
                let call = handle.map_or_else(|| "a call".to_owned(), |call| self.handle(call));
                format!("{call} arrives at {}{}", self.queue(queue), times(of_call, priority))
            }
            Command::Answer { session } => format!("{} answers", self.label(session)),
            Command::Reject { session } => format!("{} rejects", self.label(session)),
            Command::HangUp { call, by } => format!("{} of {} hangs up", party_name(by), self.handle(call)),
            Command::Hold { call } => format!("put {} on hold", self.handle(call)),
            Command::Retrieve { call } => format!("take {} off hold", self.handle(call)),
            Command::Transfer { call, to, talk, wrap_up, patience } => {
                let to = match to {
                    TransferTo::Queue(queue) => self.queue(queue).into_owned(),
                    TransferTo::Session(session) => self.label(session),
                };
                let (talk, patience) = (length(", talk ", talk), length(", patience ", patience));
                format!("transfer {} to {to}{talk}{}{patience}", self.handle(call), length(", wrap-up ", wrap_up))
            }
            Command::NonAcdCall { handle, agent, direction, talk } => {
                let call = handle.map_or_else(|| "a call".to_owned(), |call| self.handle(call));
                let (direction, talk) = (direction_name(direction), length(", talk ", talk));
                format!("{} has {call}, {direction} and not the ACD's{talk}", self.agent(agent))
            }
            Command::SetAgentPeriod { agent, period_s } => {
                format!("set period of {} to {period_s}s", self.agent(agent))
            }
            Command::SetQueuePeriod { queue, period_s } => {
                format!("set period of {} to {period_s}s", self.queue(queue))
            }
            Command::CloseProxy => "close proxy".to_owned(),
            Command::OpenProxy => "open proxy".to_owned(),
        }
    }

    /// What a request says besides its object. A PIN is nobody's business.
    fn say_change(&self, request: &Request) -> String {
        match request {
            Request::SetAgentSessionState { state, next, .. } => change(*state, *next),
            Request::SetAgentStateEx { state, next, .. } => change(*state, *next),
            Request::SetAgentMeasurementPeriod { period_s, .. }
            | Request::SetQueueMeasurementPeriod { period_s, .. } => format!(" to {period_s}s"),
            Request::CreateAgentSession(new) => at_address(new.address),
            Request::CreateAgent(new) => format!(" {}", login(new.id.as_deref(), &new.user)),
            Request::GetQueueList(group) => format!(" of {}", self.group(*group)),
            Request::GetAgentCaps { address, version } => format!(" at address {} by version {version}", address.0),
            Request::SetAgentGroup { address, groups } => {
                let groups: Vec<Cow<'_, str>> = groups.iter().map(|&group| self.group(group)).collect();
                format!(" at address {} to [{}]", address.0, groups.join(", "))
            }
            Request::SetAgentState { address, state, next } => {
                let named = |state: line::AgentState| state.name();
                let next = next.map(|next| match next {
                    Next::Clear => Next::Clear,
                    Next::Set(next) => Next::Set(named(next)),
                });
                format!(" at address {}{}", address.0, change(state.map(named), next))
            }
            Request::SetAgentActivity { address, activity } => {
                format!(" at address {} to {}", address.0, self.activity(*activity))
            }
            Request::AgentSpecific { address, extension, params } => {
                format!(" at address {}, extension {extension}, {} bytes", address.0, params.len())
            }
            Request::GetAgentStatus(address)
            | Request::GetAgentActivityList(address)
            | Request::GetAgentGroupList(address) => format!(" at address {}", address.0),
            Request::GetAgentSessionInfo(_)
            | Request::GetAgentInfo(_)
            | Request::GetQueueInfo(_)
            | Request::GetAgentSessionList(_)
            | Request::GetGroupList => String::new(),
        }
    }
}

fn at_address(address: Option<AddressId>) -> String {
    address.map(|address| format!(" at address {}", address.0)).unwrap_or_default()
}

/// Who logs in: by an id, or by the operating system.
fn login(id: Option<&str>, user: &str) -> String {
    id.map_or_else(|| format!("of user {user}"), |id| format!("{id} of user {user}"))
}

fn change<S: Display>(state: Option<S>, next: Option<Next<S>>) -> String {
    let state = state.map(|state| format!(" to {state}")).unwrap_or_default();
    let next = match next {
        None => String::new(),
        Some(Next::Clear) => ", next state none".to_owned(),
        Some(Next::Set(next)) => format!(", next state {next}"),
    };
    format!("{state}{next}")
}
