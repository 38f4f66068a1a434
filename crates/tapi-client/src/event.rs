//! What happened, as the objects that an event hands over.

use tapi_types::tapi3::{self, TapiEvent};

use crate::{AcdGroup, Agent, AgentHandler, AgentSession, Queue};

/// One event: `ITTAPIEventNotification::Event` with the object that comes along, or a gap.
#[derive(Debug, Clone)]
#[doc(alias = "ITTAPIEventNotification")]
pub enum Event {
    /// TE_AGENT: the state of an agent changed.
    #[doc(alias = "TE_AGENT")]
    Agent(AgentEvent),
    /// TE_AGENTSESSION: a session is new, or its state changed.
    #[doc(alias = "TE_AGENTSESSION")]
    AgentSession(AgentSessionEvent),
    /// TE_AGENTHANDLER: a handler came or went.
    #[doc(alias = "TE_AGENTHANDLER")]
    AgentHandler(AgentHandlerEvent),
    /// TE_ACDGROUP: a group came or went.
    #[doc(alias = "TE_ACDGROUP")]
    AcdGroup(AcdGroupEvent),
    /// TE_QUEUE: a queue came or went.
    #[doc(alias = "TE_QUEUE")]
    Queue(QueueEvent),
    /// So many messages or events are lost at this place, of whatever kind: the reader was slow, or a change of groups
    /// could not be told.
    Missed(u64),
}

impl Event {
    /// The bit of the filter that lets it through; `None` for a gap, which comes wherever any bit is set.
    pub const fn kind(&self) -> Option<TapiEvent> {
        match self {
            Event::Agent(_) => Some(TapiEvent::Agent),
            Event::AgentSession(_) => Some(TapiEvent::AgentSession),
            Event::AgentHandler(_) => Some(TapiEvent::AgentHandler),
            Event::AcdGroup(_) => Some(TapiEvent::AcdGroup),
            Event::Queue(_) => Some(TapiEvent::Queue),
            Event::Missed(_) => None,
        }
    }
}

/// Writes the five event objects: whom each is about, and what happened. Neither getter makes a request.
macro_rules! event_objects {
    ($($interface:literal $name:ident: $(#[$doc:meta])* $whom:ident, $original:literal => $object:ident, $what:ident;)+) => {$(
        #[doc = concat!("An event of the kind `", stringify!($name), "`: `", $interface, "`.")]
        #[derive(Debug, Clone)]
        #[doc(alias = $interface)]
        pub struct $name {
            $whom: $object,
            event: tapi3::$what,
        }

        impl $name {
            pub(crate) const fn new($whom: $object, event: tapi3::$what) -> Self {
                $name { $whom, event }
            }

            $(#[$doc])*
            #[doc(alias = $original)]
            pub const fn $whom(&self) -> &$object {
                &self.$whom
            }

            /// What happened.
            #[doc(alias = "get_Event")]
            pub const fn event(&self) -> tapi3::$what {
                self.event
            }
        }
    )+};
}

event_objects! {
    "ITAgentEvent" AgentEvent:
        /// The agent whose state changed.
        agent, "get_Agent" => Agent, AgentEvent;

    "ITAgentSessionEvent" AgentSessionEvent:
        /// The session that is new or whose state changed.
        session, "get_Session" => AgentSession, AgentSessionEvent;

    "ITACDGroupEvent" AcdGroupEvent:
        /// The group that came or went.
        group, "get_Group" => AcdGroup, AcdGroupEvent;

    "ITQueueEvent" QueueEvent:
        /// The queue that came or went.
        queue, "get_Queue" => Queue, AcdQueueEvent;

    "ITAgentHandlerEvent" AgentHandlerEvent:
        /// The handler that came or went.
        agent_handler, "get_AgentHandler" => AgentHandler, AgentHandlerEvent;
}
