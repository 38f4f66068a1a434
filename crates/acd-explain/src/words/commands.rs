//! Outside commands in words.

use acd_core::{Action, Command, Next, Party, TransferTo};
use tapi_types::{CallHandle, SessionState};

use super::facts::{activity_words, group_words};
use super::requests::object_words;
use crate::world::World;

/// What somebody outside did, in the words of scenarios.
pub(crate) fn action_words(world: &World<'_>, action: &Action) -> String {
    match action {
        Action::Apply(command) => command_words(world, command),
        Action::Submit { request, .. } => {
            format!("request {} about {}", request.function().original_name(), object_words(world, request.object()))
        }
        Action::Forget(request) => format!("request #{} dropped", request.get()),
    }
}

fn command_words(world: &World<'_>, command: &Command) -> String {
    let call = |handle: CallHandle| world.handle_name(handle);
    match *command {
        Command::CreateSession { id, agent, .. } => {
            let session = id.map(|id| format!(" {}", world.session_name(id))).unwrap_or_default();
            format!("create_session{session} of {}", world.agent_name(agent))
        }
        Command::SetSessionState { session, state, next, .. } => {
            let state = state.map(|state| format!(" {state}")).unwrap_or_default();
            format!("set_session_state {}{state}{}", world.session_name(session), next_words(next))
        }
        Command::SetAgentState { agent, state, .. } => {
            let state = state.map(|state| format!(" {state}")).unwrap_or_default();
            format!("set_agent_state {}{state}", world.agent_name(agent))
        }
        Command::Arrive { handle, queue, .. } => {
            let call = handle.map(|handle| format!(" {}", call(handle))).unwrap_or_default();
            format!("arrive{call} at {}", world.queue_name(queue))
        }
        Command::Answer { session } => format!("answer {}", world.session_name(session)),
        Command::Reject { session } => format!("reject {}", world.session_name(session)),
        Command::HangUp { call: handle, by: Party::Caller } => format!("hang_up {} by the caller", call(handle)),
        Command::HangUp { call: handle, by: Party::Agent } => format!("hang_up {} by the agent", call(handle)),
        Command::Hold { call: handle } => format!("hold {}", call(handle)),
        Command::Retrieve { call: handle } => format!("retrieve {}", call(handle)),
        Command::Transfer { call: handle, to: TransferTo::Queue(queue), .. } => {
            format!("transfer {} to {}", call(handle), world.queue_name(queue))
        }
        Command::Transfer { call: handle, to: TransferTo::Session(session), .. } => {
            format!("transfer {} to {}", call(handle), world.session_name(session))
        }
        Command::NonAcdCall { handle, agent, .. } => {
            let call = handle.map(|handle| format!(" {}", call(handle))).unwrap_or_default();
            format!("non_acd_call{call} of {}", world.agent_name(agent))
        }
        Command::SetAgentPeriod { agent, period_s } => {
            format!("set_measurement_period of {} to {period_s} s", world.agent_name(agent))
        }
        Command::SetQueuePeriod { queue, period_s } => {
            format!("set_measurement_period of {} to {period_s} s", world.queue_name(queue))
        }
        Command::CreateAgent { ref id, ref user } => format!("create_agent {}", id.as_ref().unwrap_or(user)),
        Command::ReleaseAgent { agent } => format!("release_agent {}", world.agent_name(agent)),
        Command::SetAgentActivity { agent, activity } => {
            format!("set_agent_activity {} to {}", world.agent_name(agent), activity_words(world, activity))
        }
        Command::AddGroup { group } => format!("add_group {}", group_words(world, group)),
        Command::RemoveGroup { group } => format!("remove_group {}", group_words(world, group)),
        Command::AddQueue { queue } => format!("add_queue {}", world.queue_name(queue)),
        Command::RemoveQueue { queue } => format!("remove_queue {}", world.queue_name(queue)),
        Command::AgentSpecific { extension, .. } => format!("agent_specific of extension {extension}"),
        Command::CloseProxy => "close_proxy".to_owned(),
        Command::OpenProxy => "open_proxy".to_owned(),
    }
}

fn next_words(next: Option<Next<SessionState>>) -> String {
    match next {
        Some(Next::Set(next)) => format!(", next state {next}"),
        Some(Next::Clear) => ", next state none".to_owned(),
        None => String::new(),
    }
}

/// The call that a command is about.
pub(crate) fn call_of_action(action: &Action) -> Option<CallHandle> {
    match action {
        Action::Apply(
            Command::HangUp { call, .. }
            | Command::Hold { call }
            | Command::Retrieve { call }
            | Command::Transfer { call, .. },
        ) => Some(*call),
        Action::Apply(Command::Arrive { handle, .. } | Command::NonAcdCall { handle, .. }) => *handle,
        Action::Apply(
            Command::CreateSession { .. }
            | Command::CreateAgent { .. }
            | Command::ReleaseAgent { .. }
            | Command::SetAgentActivity { .. }
            | Command::AddGroup { .. }
            | Command::RemoveGroup { .. }
            | Command::AddQueue { .. }
            | Command::RemoveQueue { .. }
            | Command::AgentSpecific { .. }
            | Command::SetSessionState { .. }
            | Command::SetAgentState { .. }
            | Command::Answer { .. }
            | Command::Reject { .. }
            | Command::SetAgentPeriod { .. }
            | Command::SetQueuePeriod { .. }
            | Command::CloseProxy
            | Command::OpenProxy,
        )
        | Action::Submit { .. }
        | Action::Forget(_) => None,
    }
}
