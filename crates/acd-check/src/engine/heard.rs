//! What a client knows that only listens.

use std::collections::BTreeMap;

use acd_core::Engine;
use tapi_types::line::{self, AgentSessionStatus, AgentStatus, AgentStatusEx, QueueStatus};
use tapi_types::{AddressId, AgentId, AgentState, Message, QueueId, SessionId, SessionState};

/// The states that messages have told.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    sessions: BTreeMap<SessionId, SessionState>,
    agents: BTreeMap<AgentId, AgentState>,
    queues: BTreeMap<QueueId, bool>,
    addresses: BTreeMap<AddressId, line::AgentState>,
}

impl Heard {
    /// Of a floor at the start.
    pub(super) fn new(engine: &Engine) -> Heard {
        let agents = engine.agents().into_iter().map(|row| (row.agent, row.period.state));
        let queues = engine.queues().into_iter().map(|row| (row.queue, row.present));
        Heard {
            sessions: BTreeMap::new(),
            agents: agents.collect(),
            queues: queues.collect(),
            addresses: BTreeMap::new(),
        }
    }

    pub(super) fn address(&self, address: AddressId) -> line::AgentState {
        self.addresses.get(&address).copied().unwrap_or(line::AgentState::LoggedOff)
    }

    pub(super) fn hear(&mut self, message: Message) {
        match message {
            Message::AgentSessionStatus { session, what, state } => {
                if what.contains(AgentSessionStatus::NewSession) {
                    let before = self.sessions.insert(session, SessionState::NotReady);
                    assert_eq!(before, None, "{session:?} is new once");
                }
                let known = self.sessions.get_mut(&session).expect("a session is announced before anything about it");
                *known = state.unwrap_or(*known);
            }
            Message::AgentStatusEx { agent, what, state } => {
                if what.contains(AgentStatusEx::NewAgent) {
                    self.agents.insert(agent, AgentState::Ready);
                }
                let known = self.agents.get_mut(&agent).expect("an agent is announced before anything about it");
                assert_ne!(state, Some(*known), "{agent:?} is told again what it shows");
                *known = state.unwrap_or(*known);
            }
            Message::QueueStatus { queue, what } => {
                let known = self.queues.get_mut(&queue).expect("queues are those of the floor");
                if what.contains(QueueStatus::NewQueue) {
                    assert!(!std::mem::replace(known, true), "{queue:?} is new while it is there");
                }
                if what.contains(QueueStatus::QueueRemoved) {
                    assert!(std::mem::replace(known, false), "{queue:?} is removed while it is not there");
                }
            }
            Message::AgentStatus { address, what, state } => {
                assert_eq!(what.contains(AgentStatus::State), state.is_some(), "the state comes with its bit");
                if let Some(state) = state {
                    assert_ne!(self.addresses.insert(address, state), Some(state), "{address:?} is told again");
                }
            }
            Message::GroupStatus { .. } | Message::ProxyStatus { .. } | Message::AgentSpecific { .. } => {}
            Message::Close | Message::Reply { .. } | Message::ProxyRequest { .. } => {
                panic!("{message:?} is not the engine's to send")
            }
        }
    }

    /// Whoever listens knows what whoever asks is told.
    pub(super) fn check(&self, engine: &Engine) {
        for row in engine.sessions() {
            assert_eq!(self.sessions.get(&row.session), Some(&row.info.state), "{:?}", row.session);
        }
        for row in engine.agents() {
            assert_eq!(self.agents.get(&row.agent), Some(&row.period.state), "{:?}", row.agent);
        }
        for row in engine.queues() {
            assert_eq!(self.queues.get(&row.queue), Some(&row.present), "{:?}", row.queue);
        }
    }
}
