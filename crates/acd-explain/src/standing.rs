//! What keeps a session from taking a call at a moment.

use acd_core::Direction;
use tapi_types::{AgentState, SessionId, SessionState};

use crate::world::World;

/// Whether a session may take a call, and what keeps it from that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// It may.
    Free,
    OnCall,
    WrapsUp,
    Rings,
    NotReady,
    AgentNotReady,
    /// The agent has a call, a wrap-up or a ringing offer in another session.
    OtherSession,
    /// The agent is on a call that is not the ACD's.
    OtherCall,
    Ended,
}

impl Standing {
    /// Without names.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Standing::Free => "free",
            Standing::OnCall => "on another call",
            Standing::WrapsUp => "in wrap-up",
            Standing::Rings => "ringing with another call",
            Standing::NotReady => "not ready",
            Standing::AgentNotReady => "ready, with its agent not ready",
            Standing::OtherSession => "idle, with its agent busy in another session",
            Standing::OtherCall => "idle, with its agent on a call that is not the ACD's",
            Standing::Ended => "over",
        }
    }
}

impl World<'_> {
    /// How a session stands now; `None` before its creation.
    pub(crate) fn standing(&self, id: SessionId) -> Option<Standing> {
        let session = self.sessions.get(&id)?;
        let agent = &self.agents[session.agent.index()];
        Some(match session.state {
            SessionState::NotReady => Standing::NotReady,
            SessionState::BusyOnCall => Standing::OnCall,
            SessionState::BusyWrapUp => Standing::WrapsUp,
            SessionState::Ended => Standing::Ended,
            SessionState::Ready if session.ring.is_some() => Standing::Rings,
            SessionState::Ready if agent.own == AgentState::NotReady => Standing::AgentNotReady,
            SessionState::Ready if agent.other.is_some() => Standing::OtherCall,
            SessionState::Ready if agent.busy.is_some() || agent.ringing.is_some() => Standing::OtherSession,
            SessionState::Ready => Standing::Free,
        })
    }

    /// The same with names: `on c6`, `not ready (lunch)`.
    pub(crate) fn standing_words(&self, id: SessionId) -> String {
        let Some((session, standing)) = self.sessions.get(&id).zip(self.standing(id)) else { return String::new() };
        let agent = &self.agents[session.agent.index()];
        let work = session.work.as_ref().map_or("a call", |work| &work.name);
        match standing {
            Standing::Free | Standing::Ended => standing.words().to_owned(),
            Standing::OnCall if session.work.as_ref().is_some_and(|work| work.held) => {
                format!("on {work}, which is held")
            }
            Standing::OnCall => format!("on {work}"),
            Standing::WrapsUp => format!("in wrap-up after {work}"),
            Standing::Rings => format!("ringing with {}", session.ring.as_ref().map_or("a call", |ring| &ring.name)),
            Standing::NotReady => match session.reason {
                Some(reason) => format!("not ready ({})", self.reason(reason)),
                None => "not ready".to_owned(),
            },
            Standing::AgentNotReady => {
                let why = agent.own_reason.map(|reason| format!(" ({})", self.reason(reason))).unwrap_or_default();
                format!("ready, with its agent not ready{why}")
            }
            Standing::OtherSession => {
                let other = agent.busy.or(agent.ringing).map(|other| self.session_name(other)).unwrap_or_default();
                format!("idle, with its agent busy in {other}")
            }
            Standing::OtherCall => match &agent.other {
                Some(other) => format!("idle, with its agent on {}", other.name),
                None => String::new(),
            },
        }
    }
}

/// What a call that is not the ACD's is.
pub(crate) fn direction_words(direction: Direction) -> &'static str {
    match direction {
        Direction::Incoming => "an incoming call that is not the ACD's",
        Direction::Outgoing => "an outgoing call that is not the ACD's",
    }
}
