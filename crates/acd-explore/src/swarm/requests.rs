//! What a drawn request of the whole contract asks for.

use acd_scenario::{AddressGetter, GroupGetter, HandlerGetter, LineGetter, RequestWhat};
use tapi_types::{ActivityId, AddressId, AgentId, GroupId, QueueId, line};

use super::features::Feature;
use super::handler::PIN;
use super::verbs::Drawer;

/// Most states that are asked for are sensible ones.
const STATES: [line::AgentState; 8] = [
    line::AgentState::Ready,
    line::AgentState::Ready,
    line::AgentState::NotReady,
    line::AgentState::NotReady,
    line::AgentState::WorkingAfterCall,
    line::AgentState::LoggedOff,
    line::AgentState::LoggedOff,
    line::AgentState::BusyAcd,
];

/// What is asked for, besides statistics and sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// lineCreateAgent.
    Agent,
    /// lineAgentSpecific.
    Specific,
    /// Sessions, queues, groups, the handler and the line.
    List,
    /// The getters of TAPI 2.0.
    GetAddress,
    PutGroups,
    PutAddress,
    PutActivity,
}

impl Drawer<'_> {
    /// A request of the whole contract; `None` where there is nothing to ask about.
    pub(super) fn ask(&mut self, ask: Ask) -> Option<RequestWhat> {
        Some(match ask {
            Ask::Agent => self.new_agent()?,
            Ask::List => self.list(),
            Ask::Specific => {
                let extension = self.dice.one(&[0, 0, 1, 1, 2, 9]);
                let bytes = self.dice.one(&[&[][..], &[7; 4], &[9; 6]]).to_vec();
                RequestWhat::AgentSpecific { address: self.address()?, extension, bytes }
            }
            Ask::PutGroups => {
                let groups = (0..self.plan.config.groups.len()).map(GroupId::at);
                let groups = groups.filter(|_| self.dice.percent(50)).collect();
                RequestWhat::PutAddressGroups { address: self.address()?, groups }
            }
            Ask::PutAddress => {
                let (state, next) = (self.dice.one(&STATES), self.dice.one(&STATES));
                let (state, next) =
                    self.dice.one(&[(Some(state), None), (None, Some(next)), (Some(state), Some(next)), (None, None)]);
                RequestWhat::PutAddressState { address: self.address()?, state, next }
            }
            Ask::PutActivity => {
                RequestWhat::PutAddressActivity { address: self.address()?, activity: self.activity()? }
            }
            Ask::GetAddress => RequestWhat::GetAddress(self.address()?, self.dice.one(AddressGetter::ALL)),
        })
    }

    /// An agent who is to come in: one of the roster, or a new one with an id or without.
    fn new_agent(&mut self) -> Option<RequestWhat> {
        let agent = AgentId::at(self.plan.config.agents.len() + self.named);
        self.plan.new_agent(agent)?;
        self.named += 1;
        let known = self.floor_agent(&[])?;
        let known = self.plan.config.agents[known.index()].name.clone();
        let id = match self.dice.below(4) {
            0 => None,
            1 => Some("temp".to_owned()),
            _ => Some(known),
        };
        let pin = id.as_ref().and_then(|_| self.some_pin());
        Some(RequestWhat::CreateAgent { agent, id, pin })
    }

    fn list(&mut self) -> RequestWhat {
        let group = GroupId::at(self.dice.below(self.plan.config.groups.len()));
        match self.dice.below(5) {
            0 | 1 => RequestWhat::GetGroup(group, self.dice.one(GroupGetter::ALL)),
            2 => RequestWhat::GetAgent(self.agent(), acd_scenario::AgentGetter::AgentSessionList),
            3 => RequestWhat::GetLine(LineGetter::ProxyStatus),
            _ => RequestWhat::GetHandler(self.dice.one(HandlerGetter::ALL)),
        }
    }

    /// A PIN for an agent's session, now and then a wrong one; `None`: it is not said.
    pub(super) fn pin(&mut self, agent: AgentId) -> Option<String> {
        let known = self.plan.config.agents.get(agent.index()).is_some_and(|agent| agent.pin.is_some());
        self.some_pin().filter(|_| known)
    }

    fn some_pin(&mut self) -> Option<String> {
        let pin = self.dice.one(&[Some(PIN), Some(PIN), Some("0815"), None]);
        pin.map(str::to_owned).filter(|_| self.dice.features.has(Feature::Pins))
    }

    /// Where something is asked: rarely where nobody is.
    fn address(&mut self) -> Option<AddressId> {
        let address = self.dice.one(&[1, 1, 1, 2, 2, 3]);
        (!self.plan.addresses.is_empty()).then_some(AddressId(address))
    }

    /// Where a new session rings.
    pub(super) fn place(&mut self) -> Option<AddressId> {
        let place = self.dice.one(&[None, None, Some(AddressId(1)), Some(AddressId(2))]);
        place.filter(|_| !self.plan.addresses.is_empty())
    }

    pub(super) fn activity(&mut self) -> Option<ActivityId> {
        let activities: Vec<ActivityId> = (0..self.plan.config.activities.len()).map(ActivityId::at).collect();
        self.dice.any(&activities)
    }

    /// One of these of the floor; now and then any other, and any where there is none of them.
    pub(super) fn floor_agent(&mut self, suitable: &[AgentId]) -> Option<AgentId> {
        let floor = self.plan.config.agents.len();
        let other = AgentId::at(self.dice.below(floor));
        let one = self.dice.any(suitable).filter(|agent| agent.index() < floor);
        if one.is_none() || self.dice.feature(Feature::Strays, 30) { Some(other) } else { one }
    }

    pub(super) fn group(&mut self, suitable: &[GroupId]) -> Option<GroupId> {
        let other = GroupId::at(self.dice.below(self.plan.config.groups.len()));
        let one = self.dice.any(suitable);
        if self.dice.feature(Feature::Strays, 30) { Some(other) } else { one }
    }

    pub(super) fn queue_of(&mut self, suitable: &[QueueId]) -> Option<QueueId> {
        let other = QueueId::at(self.dice.below(self.plan.config.queues.len()));
        let one = self.dice.any(suitable);
        if self.dice.feature(Feature::Strays, 30) { Some(other) } else { one }
    }
}
