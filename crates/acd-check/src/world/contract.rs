//! What comes and goes, and the requests that are about no session, agent or queue.

use acd_core::{Command, Config, NewAgent, Request};
use proptest::prelude::*;
use tapi_types::line::{AgentState as Legacy, ApiVersion};
use tapi_types::{ActivityId, AddressId, AgentId, GroupId, QueueId};

use super::outside::{States, either};

#[derive(Debug, Clone)]
pub(super) enum Coming {
    CreateAgent(Who),
    ReleaseAgent,
    Activity(u8),
    AddGroup,
    RemoveGroup,
    AddQueue,
    RemoveQueue,
    Specific(u32),
}

/// Whom lineCreateAgent names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Who {
    /// One of the roster.
    Known,
    /// An id that is nobody's at first.
    Other,
    Nobody,
}

#[derive(Debug, Clone)]
pub(super) enum Ask {
    CreateAgent(Who, Option<&'static str>),
    SessionList,
    QueueList,
    GroupList,
    Caps(AddressId, u32),
    Status(AddressId),
    SetGroups(AddressId, Vec<u8>),
    SetState(AddressId, States<Legacy>),
    Activity(AddressId, u8),
    Activities(AddressId),
    Groups(AddressId),
    Specific(AddressId, u32, Vec<u8>),
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![4 => Just(Who::Known), 1 => Just(Who::Other), 1 => Just(Who::Nobody)]
}

/// None, the right one, a wrong one.
pub(super) fn pin() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![4 => Just(None), 3 => Just(Some("1234")), 1 => Just(Some("0000"))]
}

/// Where a session is asked for.
pub(super) fn place() -> impl Strategy<Value = Option<AddressId>> {
    prop_oneof![3 => Just(None), 1 => address().prop_map(Some)]
}

/// Three is nobody's.
fn address() -> impl Strategy<Value = AddressId> {
    prop_oneof![8 => 0_u32..=2, 1 => Just(3)].prop_map(AddressId)
}

pub(super) fn coming() -> impl Strategy<Value = Coming> {
    prop_oneof![
        3 => who().prop_map(Coming::CreateAgent),
        2 => Just(Coming::ReleaseAgent),
        1 => (0_u8..=2).prop_map(Coming::Activity),
        3 => Just(Coming::AddGroup),
        2 => Just(Coming::RemoveGroup),
        4 => Just(Coming::AddQueue),
        3 => Just(Coming::RemoveQueue),
        1 => (0_u32..=3).prop_map(Coming::Specific),
    ]
}

pub(super) fn ask() -> BoxedStrategy<Ask> {
    let state = || {
        prop_oneof![
            4 => Just(Legacy::Ready),
            3 => Just(Legacy::NotReady),
            2 => Just(Legacy::WorkingAfterCall),
            1 => Just(Legacy::LoggedOff),
            1 => Just(Legacy::BusyAcd),
        ]
    };
    let groups = prop::collection::vec(any::<u8>(), 0..=3);
    let block = prop::collection::vec(any::<u8>(), 0..=4);
    prop_oneof![
        3 => (who(), pin()).prop_map(|(who, pin)| Ask::CreateAgent(who, pin)),
        1 => Just(Ask::SessionList),
        1 => Just(Ask::QueueList),
        1 => Just(Ask::GroupList),
        1 => (address(), prop::sample::select(vec![0x1_0004, 0x2_0000, 0x2_0002, 0x3_0000]))
            .prop_map(|(address, version)| Ask::Caps(address, version)),
        5 => address().prop_map(Ask::Status),
        3 => (address(), groups).prop_map(|(address, groups)| Ask::SetGroups(address, groups)),
        4 => (address(), either(state(), state())).prop_map(|(address, states)| Ask::SetState(address, states)),
        2 => (address(), 0_u8..=2).prop_map(|(address, activity)| Ask::Activity(address, activity)),
        1 => address().prop_map(Ask::Activities),
        1 => address().prop_map(Ask::Groups),
        1 => (address(), 0_u32..=3, block).prop_map(|(address, place, block)| Ask::Specific(address, place, block)),
    ]
    .boxed()
}

impl Who {
    fn id(self, config: &Config, number: u8) -> Option<String> {
        match self {
            Who::Known => Some(config.agents[usize::from(number) % config.agents.len()].name.clone()),
            Who::Other => Some("zoe".to_owned()),
            Who::Nobody => None,
        }
    }
}

fn group(config: &Config, number: u8) -> GroupId {
    GroupId::at(usize::from(number) % config.groups.len())
}

impl Coming {
    pub(super) fn command(self, config: &Config, agent: AgentId, number: u8) -> Command {
        let queue = QueueId::at(usize::from(number) % config.queues.len());
        let group = group(config, number);
        match self {
            Coming::CreateAgent(who) => Command::CreateAgent { id: who.id(config, number), user: "user".to_owned() },
            Coming::ReleaseAgent => Command::ReleaseAgent { agent },
            Coming::Activity(place) => Command::SetAgentActivity { agent, activity: ActivityId::at(place.into()) },
            Coming::AddGroup => Command::AddGroup { group },
            Coming::RemoveGroup => Command::RemoveGroup { group },
            Coming::AddQueue => Command::AddQueue { queue },
            Coming::RemoveQueue => Command::RemoveQueue { queue },
            Coming::Specific(extension) => Command::AgentSpecific { extension, params: [7, 9] },
        }
    }
}

impl Ask {
    pub(super) fn request(self, config: &Config, agent: AgentId, number: u8) -> Request {
        match self {
            Ask::CreateAgent(who, pin) => {
                let (id, pin) = (who.id(config, number), pin.map(str::to_owned));
                NewAgent { id, pin, user: "user".to_owned() }.into()
            }
            Ask::SessionList => Request::GetAgentSessionList(agent),
            Ask::QueueList => Request::GetQueueList(group(config, number)),
            Ask::GroupList => Request::GetGroupList,
            Ask::Caps(address, version) => Request::GetAgentCaps { address, version: ApiVersion(version) },
            Ask::Status(address) => Request::GetAgentStatus(address),
            Ask::SetGroups(address, groups) => {
                let groups = groups.into_iter().map(|number| group(config, number)).collect();
                Request::SetAgentGroup { address, groups }
            }
            Ask::SetState(address, (state, next)) => Request::SetAgentState { address, state, next },
            Ask::Activity(address, place) => {
                Request::SetAgentActivity { address, activity: ActivityId::at(place.into()) }
            }
            Ask::Activities(address) => Request::GetAgentActivityList(address),
            Ask::Groups(address) => Request::GetAgentGroupList(address),
            Ask::Specific(address, extension, block) => {
                Request::AgentSpecific { address, extension, params: block.into() }
            }
        }
    }
}
