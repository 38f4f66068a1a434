//! Which answers a proxy may give to which question.

use tapi_types::{Function, LineError};

use crate::table::requests;
use crate::{Answer, Ask};

/// True where TAPI takes the result for an answer to the question.
pub(super) fn is_result_of(ask: &Ask, result: &Result<Answer, LineError>) -> bool {
    match result {
        Ok(answer) => fits(ask, answer),
        Err(error) => ask.function().is_some_and(|function| may_fail_with(function, *error)),
    }
}

macro_rules! pairs {
    ({ $question:ident $given:ident } $(
        $name:ident($($arguments:tt)*) -> $output:ty, $ask:ident $fields:tt, $answer:ident;
    )+) => {
        match $question {
            $(Ask::$ask { .. } => matches!($given, Answer::$answer { .. }),)+
            Ask::SessionEntry(_)
            | Ask::AgentEntry(_)
            | Ask::QueueEntry(_)
            | Ask::GroupEntry(_)
            | Ask::Addresses => false,
        }
    };
}

fn fits(ask: &Ask, answer: &Answer) -> bool {
    let room = match (ask, answer) {
        (Ask::AgentSpecific { params, .. }, Answer::Params(answered)) => answered.len() <= params.len(),
        (Ask::GetAgentCaps { version, .. }, Answer::AgentCaps(caps)) => caps.version <= *version,
        (_, _) => true,
    };
    room && requests! { [pairs] { ask answer } }
}

/// The errors that a function lists, any error from an extension, and those that scenarios can choose though no page lists
/// them (POLICY `wrong_pin`, `bad_session_state`).
fn may_fail_with(function: Function, error: LineError) -> bool {
    let chosen = match function {
        Function::AgentSpecific => true,
        Function::CreateAgent | Function::CreateAgentSession => error == LineError::INVALPASSWORD,
        Function::SetAgentSessionState => error == LineError::INVALAGENTSESSIONSTATE,
        Function::GetAgentActivityList
        | Function::GetAgentCaps
        | Function::GetAgentGroupList
        | Function::GetAgentInfo
        | Function::GetAgentSessionInfo
        | Function::GetAgentSessionList
        | Function::GetAgentStatus
        | Function::GetGroupList
        | Function::GetProxyStatus
        | Function::GetQueueInfo
        | Function::GetQueueList
        | Function::ProxyMessage
        | Function::ProxyResponse
        | Function::SetAgentActivity
        | Function::SetAgentGroup
        | Function::SetAgentMeasurementPeriod
        | Function::SetAgentState
        | Function::SetAgentStateEx
        | Function::SetQueueMeasurementPeriod => false,
    };
    chosen || function.errors().contains(&error)
}
