//! What the engine answers by number, with the names that clients see.

use acd_core::{AddressStatus, Config, Engine, HandlerCaps, Presence};
use tapi_types::line::{ApiVersion, ProxyRequestType};
use tapi_types::{ActivityId, AddressId, AgentId, Function, GroupId, QueueId, SessionId};
use tsp_provider::{
    AgentCaps, AgentEntry, AgentStatusRecord, GroupEntry, ListedActivity, ListedGroup, ListedQueue, ListedSession,
    QueueEntry, SessionEntry,
};

/// The name of the agent handler, and its GUID as 128 bits. The same in every run, so that traces of clients can be compared.
const HANDLER: &str = "tspmock";
const PROXY: u128 = 0x7470_736d_6f63_6b00_8000_0000_0000_0001;

pub(crate) fn session(engine: &Engine, session: SessionId) -> Option<SessionEntry> {
    let row = engine.session(session)?;
    Some(SessionEntry { agent: row.agent, group: row.group, address: row.address, state: row.info.state })
}

pub(crate) fn agent(engine: &Engine, agent: AgentId) -> Option<AgentEntry> {
    let state = engine.agent(agent)?.period.state;
    let config = engine.config().agents.get(agent.index())?;
    Some(AgentEntry { id: config.id().map(str::to_owned), user: config.user().to_owned(), state })
}

pub(crate) fn queue(engine: &Engine, queue: QueueId) -> Option<QueueEntry> {
    let removed = is_removed(engine.queue_presence(queue)?)?;
    let config = engine.config().queues.get(queue.index())?;
    Some(QueueEntry { name: config.name.clone(), group: config.group, removed })
}

pub(crate) fn group(engine: &Engine, group: GroupId) -> Option<GroupEntry> {
    let removed = is_removed(engine.group_presence(group)?)?;
    Some(GroupEntry { name: engine.config().groups.get(group.index())?.clone(), removed })
}

/// `None` for what nobody has heard of.
const fn is_removed(presence: Presence) -> Option<bool> {
    match presence {
        Presence::NotYet => None,
        Presence::Here => Some(false),
        Presence::Gone => Some(true),
    }
}

/// Every agent's own address, in order.
pub(crate) fn addresses(config: &Config) -> Vec<AddressId> {
    let mut addresses: Vec<AddressId> = config.agents.iter().map(|agent| agent.address).collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// The types of request that the floor serves, in order.
pub(crate) fn served(config: &Config) -> Vec<ProxyRequestType> {
    let served = Function::REQUESTS.iter().filter(|function| !config.not_served.contains(function));
    let mut types: Vec<ProxyRequestType> = served.filter_map(|function| function.proxy_request()).collect();
    types.sort_unstable();
    types
}

pub(crate) fn sessions(engine: &Engine, ids: &[SessionId]) -> Vec<ListedSession> {
    let listed = |&id: &SessionId| {
        let SessionEntry { agent, group, address, .. } = session(engine, id)?;
        Some(ListedSession { session: id, agent, group, address })
    };
    ids.iter().filter_map(listed).collect()
}

pub(crate) fn queues(config: &Config, ids: &[QueueId]) -> Vec<ListedQueue> {
    ids.iter().map(|&queue| ListedQueue { queue, name: config.queues[queue.index()].name.clone() }).collect()
}

pub(crate) fn groups(config: &Config, ids: &[GroupId]) -> Vec<ListedGroup> {
    ids.iter().map(|&group| ListedGroup { group, name: config.groups[group.index()].clone() }).collect()
}

pub(crate) fn activities(config: &Config, ids: &[ActivityId]) -> Vec<ListedActivity> {
    ids.iter().map(|&id| activity(config, id)).collect()
}

fn activity(config: &Config, activity: ActivityId) -> ListedActivity {
    ListedActivity { activity, name: config.activities[activity.index()].clone() }
}

pub(crate) fn caps(caps: HandlerCaps) -> AgentCaps {
    AgentCaps {
        handler: HANDLER.to_owned(),
        version: caps.version,
        features: caps.features,
        states: caps.states,
        next_states: caps.next_states,
        max_groups: caps.max_groups,
        status_messages: caps.status_messages,
        extensions: caps.extensions,
        proxy: (caps.version >= ApiVersion::V2_2).then_some(PROXY),
    }
}

pub(crate) fn status(config: &Config, status: &AddressStatus) -> AgentStatusRecord {
    AgentStatusRecord {
        groups: groups(config, &status.groups),
        state: status.state,
        next_state: status.next_state,
        activity: status.activity.map(|id| activity(config, id)),
        features: status.features,
        valid_states: status.valid_states,
        valid_next_states: status.valid_next_states,
    }
}
