//! At which addresses of the line agents work.

use std::collections::BTreeMap;

use tapi_types::{AgentId, RequestId, SessionId};
use tsp_provider::AddressId;

/// What clients and scenarios have said about addresses; the engine knows none.
#[derive(Debug)]
pub(crate) struct Addresses {
    agents: Vec<AddressId>,
    sessions: BTreeMap<SessionId, AddressId>,
    /// By requests under way whose session has no id yet.
    asked: BTreeMap<RequestId, AddressId>,
}

impl Addresses {
    pub(crate) fn new(agents: usize) -> Addresses {
        Addresses { agents: vec![AddressId::default(); agents], sessions: BTreeMap::new(), asked: BTreeMap::new() }
    }

    /// An agent works here unless a session says otherwise.
    pub(crate) fn set_agent(&mut self, agent: AgentId, address: AddressId) {
        if let Some(place) = self.agents.get_mut(agent.index()) {
            *place = address;
        }
    }

    pub(crate) fn set_session(&mut self, session: SessionId, address: AddressId) {
        self.sessions.insert(session, address);
    }

    /// A request asks for a session here.
    pub(crate) fn ask(&mut self, request: RequestId, address: AddressId) {
        self.asked.insert(request, address);
    }

    /// What a request asked for is forgotten.
    pub(crate) fn take_asked(&mut self, request: RequestId) -> Option<AddressId> {
        self.asked.remove(&request)
    }

    /// Where a session's calls ring.
    pub(crate) fn of(&self, session: SessionId, agent: AgentId) -> AddressId {
        let own = self.sessions.get(&session).copied();
        own.or_else(|| self.agents.get(agent.index()).copied()).unwrap_or_default()
    }
}
