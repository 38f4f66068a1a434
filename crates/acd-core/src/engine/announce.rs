//! Messages: what clients are told without asking. They follow from facts, and cost nothing where nobody listens.
//!
//! Most go out with their fact. What an agent shows, and what an address does, is compared at the end of every event with
//! what was told last, agents first, each in order of its id.

use std::collections::{BTreeMap, BTreeSet};

use tapi_types::line::{
    AgentSessionStatus, AgentStatus, AgentStatusEx, GroupStatus, ProxyRequestType, ProxyStatus, QueueStatus,
};
use tapi_types::{
    AddressId, AgentId, AgentState, Bits, Function, Message, QueueId, RequestId, SessionId, SessionState,
};

use crate::engine::address::View;
use crate::{Engine, Fact, GroupEvents, Output};

/// What was told so far, and what has to be looked at.
#[derive(Debug, Clone)]
pub(crate) struct Announcer {
    /// By place of the agent.
    states: Vec<AgentState>,
    /// Addresses that do not look logged off.
    views: BTreeMap<AddressId, View>,
    agents_stirred: BTreeSet<AgentId>,
    addresses_stirred: BTreeSet<AddressId>,
    /// What requests made whose clients do not know of it yet.
    made: Vec<(Made, RequestId)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Agent(AgentId),
    Session(SessionId),
}

impl Announcer {
    /// The request is over for its client.
    pub(super) fn over(&mut self, request: RequestId) {
        self.made.retain(|(_, maker)| *maker != request);
    }

    fn makers(&self, made: Made) -> Vec<RequestId> {
        self.made.iter().filter(|(other, _)| *other == made).map(|(_, request)| *request).collect()
    }
}

impl Engine {
    /// Puts messages out from now on, or no longer. They are not part of the trace.
    pub fn announce(&mut self, on: bool) {
        self.announcer = on.then(|| {
            let addresses: BTreeSet<AddressId> = self.places.iter().map(|(address, _)| *address).collect();
            Box::new(Announcer {
                states: self.agents.keys().map(|agent| self.shown_state(agent)).collect(),
                views: addresses.into_iter().map(|address| (address, self.view(address))).collect(),
                agents_stirred: BTreeSet::new(),
                addresses_stirred: BTreeSet::new(),
                made: Vec::new(),
            })
        });
        self.is_heard = on || self.log.is_read();
    }

    /// What an agent was last told to show, where messages are put out.
    pub(super) fn told_state(&self, agent: AgentId) -> Option<AgentState> {
        self.announcer.as_ref()?.states.get(agent.index()).copied()
    }

    fn put_out(&mut self, message: Message, makers: Vec<RequestId>) {
        self.desk.outputs.push(Output::Message { at: self.now, message, makers });
    }

    /// The request is over for its client: what it made is no secret any more.
    pub(super) fn reveal(&mut self, request: RequestId) {
        if let Some(announcer) = &mut self.announcer {
            announcer.over(request);
        }
    }

    /// Tells what a fact means for clients.
    pub(super) fn tell(&mut self, fact: &Fact) {
        match *fact {
            Fact::SessionCreated { session, .. } => {
                self.remember_maker(Made::Session(session));
                self.tell_session(session, AgentSessionStatus::NewSession, None);
            }
            Fact::SessionState { session, to, .. } => {
                self.tell_session(session, AgentSessionStatus::State, Some(to));
            }
            Fact::SessionNextState { session, .. } => self.stir_session(session),
            Fact::AgentCreated { agent, .. } => self.tell_new_agent(agent),
            Fact::AgentState { agent, .. }
            | Fact::AgentReleased { agent }
            | Fact::AgentActivity { agent, .. }
            | Fact::OtherCallEnded { agent, .. } => self.stir_agent(agent),
            Fact::OtherCallStarted { agent, .. } | Fact::AgentPeriodSet { agent, .. } => self.tell_agent(agent),
            Fact::CallCounted { session, .. }
            | Fact::CallReleased { session, .. }
            | Fact::WrapUpEnded { session, .. } => self.tell_update(session),
            Fact::CallEntered { queue, .. }
            | Fact::CallAnswered { queue, .. }
            | Fact::CallAbandoned { queue, .. }
            | Fact::CallTimedOut { queue, .. }
            | Fact::CallFlowedOut { queue, .. }
            | Fact::CallUnstaffed { queue, .. }
            | Fact::QueuePeriodSet { queue, .. } => self.tell_queue(queue, QueueStatus::UpdateInfo),
            Fact::QueueAdded { queue } => self.tell_queue(queue, QueueStatus::NewQueue),
            Fact::QueueRemoved { queue } => self.tell_queue(queue, QueueStatus::QueueRemoved),
            Fact::GroupAdded { .. } => self.tell_groups(GroupStatus::NewGroup),
            Fact::GroupRemoved { .. } => self.tell_groups(GroupStatus::GroupRemoved),
            Fact::AgentSpecific { extension, params } => {
                self.put_out(Message::AgentSpecific { extension, params }, Vec::new());
            }
            Fact::ProxyOpened => self.tell_proxy(ProxyStatus::Open),
            // The proxy's going is told after the requests that it takes with it.
            Fact::ProxyClosed
            | Fact::AgentNextState { .. }
            | Fact::CallArrived { .. }
            | Fact::CallBlocked { .. }
            | Fact::CallOffered { .. }
            | Fact::OfferRangOut { .. }
            | Fact::OfferWithdrawn { .. }
            | Fact::CallReturned { .. }
            | Fact::CallHeld { .. }
            | Fact::CallRetrieved { .. }
            | Fact::CallTransferred { .. }
            | Fact::CallEnded { .. }
            | Fact::RequestSubmitted { .. }
            | Fact::FaultFired { .. }
            | Fact::RequestHandled { .. }
            | Fact::RequestReplied { .. }
            | Fact::RequestTimedOut { .. }
            | Fact::RequestDropped { .. }
            | Fact::ReplyLate { .. }
            | Fact::ReplyLost { .. }
            | Fact::CommandRefused { .. } => {}
        }
    }

    fn remember_maker(&mut self, made: Made) {
        if let (Some(announcer), Some(request)) = (&mut self.announcer, self.desk.making) {
            announcer.made.push((made, request));
        }
    }

    fn makers(&self, made: Made) -> Vec<RequestId> {
        self.announcer.as_ref().map_or_else(Vec::new, |announcer| announcer.makers(made))
    }

    fn tell_session(&mut self, session: SessionId, what: AgentSessionStatus, state: Option<SessionState>) {
        let makers = self.makers(Made::Session(session));
        self.put_out(Message::AgentSessionStatus { session, what: what.into(), state }, makers);
        self.stir_session(session);
    }

    /// The session's agent and address may look different at the end of the event.
    fn stir_session(&mut self, session: SessionId) {
        let Ok(no) = self.session_no(session) else { return };
        let (agent, address) = (self.sessions[no].agent, self.sessions[no].address);
        if let Some(announcer) = &mut self.announcer {
            announcer.agents_stirred.insert(agent);
            announcer.addresses_stirred.insert(address);
        }
    }

    /// The agent and its addresses may look different at the end of the event.
    fn stir_agent(&mut self, agent: AgentId) {
        if let Some(announcer) = &mut self.announcer {
            announcer.agents_stirred.insert(agent);
            let live = self.agents[agent].sessions.iter();
            announcer.addresses_stirred.extend(live.map(|&no| self.sessions[no].address));
        }
    }

    fn tell_new_agent(&mut self, agent: AgentId) {
        self.remember_maker(Made::Agent(agent));
        let own = self.agents[agent].own;
        if let Some(announcer) = &mut self.announcer {
            announcer.states.resize(announcer.states.len().max(agent.index() + 1), AgentState::Unknown);
            announcer.states[agent.index()] = own;
        }
        self.tell_about(agent, AgentStatusEx::NewAgent, None);
        self.stir_agent(agent);
    }

    fn tell_about(&mut self, agent: AgentId, what: AgentStatusEx, state: Option<AgentState>) {
        let makers = self.makers(Made::Agent(agent));
        self.put_out(Message::AgentStatusEx { agent, what: what.into(), state }, makers);
    }

    fn tell_agent(&mut self, agent: AgentId) {
        self.tell_about(agent, AgentStatusEx::UpdateInfo, None);
        self.stir_agent(agent);
    }

    /// A session's figures changed, and its agent's with them.
    fn tell_update(&mut self, session: SessionId) {
        self.tell_session(session, AgentSessionStatus::UpdateInfo, None);
        if let Ok(no) = self.session_no(session) {
            self.tell_about(self.sessions[no].agent, AgentStatusEx::UpdateInfo, None);
        }
    }

    fn tell_queue(&mut self, queue: QueueId, what: QueueStatus) {
        self.put_out(Message::QueueStatus { queue, what: what.into() }, Vec::new());
    }

    /// POLICY `group_events`.
    fn tell_groups(&mut self, what: GroupStatus) {
        match self.config.policies.group_events {
            GroupEvents::Deliver => self.put_out(Message::GroupStatus { what: what.into() }, Vec::new()),
            GroupEvents::Mute => {}
        }
    }

    /// One message for each type of request that is served, in order of its number; with the last of those that TAPI 3 needs,
    /// that all of them are there.
    pub(super) fn tell_proxy(&mut self, status: ProxyStatus) {
        if self.announcer.is_none() {
            return;
        }
        let served = Function::REQUESTS.iter().filter(|function| !self.config.not_served.contains(function));
        let mut types: Vec<ProxyRequestType> = served.filter_map(|function| function.proxy_request()).collect();
        types.sort_unstable();
        for &request in &types {
            self.put_out(Message::ProxyStatus { status, request: Some(request) }, Vec::new());
        }
        if status == ProxyStatus::Open && needed_by_tapi3().all(|needed| types.contains(&needed)) {
            self.put_out(Message::ProxyStatus { status: ProxyStatus::AllOpenForAcd, request: None }, Vec::new());
        }
    }

    /// Tells what agents and addresses look like after an event, where that is something else.
    #[inline(never)]
    pub(super) fn tell_changes(&mut self) {
        let Some(announcer) = &mut self.announcer else { return };
        let agents = std::mem::take(&mut announcer.agents_stirred);
        let addresses = std::mem::take(&mut announcer.addresses_stirred);
        for agent in agents {
            let shown = self.shown_state(agent);
            if self.told_state(agent) != Some(shown) {
                if let Some(announcer) = &mut self.announcer {
                    announcer.states[agent.index()] = shown;
                }
                self.tell_about(agent, AgentStatusEx::State, Some(shown));
            }
        }
        for address in addresses {
            self.tell_address(address);
        }
    }

    fn tell_address(&mut self, address: AddressId) {
        let view = self.view(address);
        let Some(announcer) = &mut self.announcer else { return };
        let told = announcer.views.get(&address).unwrap_or(const { &View::LOGGED_OFF });
        let changed = [
            (told.groups != view.groups, AgentStatus::Group),
            (told.state != view.state, AgentStatus::State),
            (told.next_state != view.next_state, AgentStatus::NextState),
            (told.activity != view.activity, AgentStatus::Activity),
        ];
        let what: Bits<AgentStatus> = changed.into_iter().filter(|(is, _)| *is).map(|(_, bit)| bit).collect();
        if what.is_empty() {
            return;
        }
        let state = what.contains(AgentStatus::State).then_some(view.state);
        if view == View::LOGGED_OFF {
            announcer.views.remove(&address);
        } else {
            announcer.views.insert(address, view);
        }
        self.put_out(Message::AgentStatus { address, what, state }, Vec::new());
    }

    /// Every agent is known to be what it shows, and every address.
    pub(super) fn told_all(&self) -> bool {
        let Some(announcer) = &self.announcer else { return true };
        let agents = self.agents.keys().all(|agent| self.told_state(agent) == Some(self.shown_state(agent)));
        let mut live = self.places.iter().map(|(address, _)| *address);
        agents && live.all(|address| announcer.views.get(&address) == Some(&self.view(address)))
    }
}

/// POLICY `all_open_for_acd`: the types of request that TAPI 3 needs: all of TAPI 2.2, and lineGetAgentCaps, from which the
/// handler has its name.
fn needed_by_tapi3() -> impl Iterator<Item = ProxyRequestType> {
    let new = Function::REQUESTS.iter().filter(|function| function.since() > tapi_types::line::ApiVersion::V2_0);
    new.filter_map(|function| function.proxy_request()).chain([ProxyRequestType::GetAgentCaps])
}
