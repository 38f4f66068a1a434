//! The events about agent handlers.

use crate::constant::constants;

constants! {
    /// What happened to an agent handler: ITAgentHandlerEvent::get_Event, page
    /// "AGENTHANDLER_EVENT enumeration (tapi3cc.h)".
    AgentHandlerEvent, "AGENTHANDLER_EVENT";
    /// The handler is new.
    NewAgentHandler = 0, "new_agent_handler", "AHE_NEW_AGENTHANDLER";
    /// The handler is gone.
    AgentHandlerRemoved = 1, "agent_handler_removed", "AHE_AGENTHANDLER_REMOVED";
}
