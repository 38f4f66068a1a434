//! A toy's lists, and its agents by address.

use tapi_types::line::{self, ApiVersion};
use tapi_types::{ActivityId, AddressId, AgentId, Bits, GroupId, LineError, QueueId, SessionId, SessionState};
use tsp_provider::{AgentCaps, AgentStatusRecord, ListedActivity, ListedGroup, ListedQueue, ListedSession};

use crate::defect::Defect;
use crate::records::agent_of;
use crate::world::{Session, World};

const GROUP: GroupId = GroupId::new(1).unwrap();

pub(crate) fn groups(hidden: bool) -> Vec<ListedGroup> {
    let all = vec![ListedGroup { group: GROUP, name: "toys".to_owned() }];
    if hidden { Vec::new() } else { all }
}

pub(crate) fn activities() -> Vec<ListedActivity> {
    let names = ["lunch", "training"];
    let listed =
        |(index, name): (usize, &str)| ListedActivity { activity: ActivityId::at(index), name: name.to_owned() };
    names.into_iter().enumerate().map(listed).collect()
}

pub(crate) fn sessions_of(world: &World, agent: AgentId) -> Result<Vec<ListedSession>, LineError> {
    let index = match agent_of(world, agent) {
        Err(_) if world.has(Defect::UnknownIsListed) => 0,
        known => known?,
    };
    let own = world.sessions.iter().enumerate().filter(|(_, session)| session.agent == index);
    let listed = own.map(|(place, session)| ListedSession {
        session: SessionId::at(place),
        agent,
        group: GROUP,
        address: session.address,
    });
    Ok(listed.filter(|_| !world.has(Defect::SessionListIsEmpty)).collect())
}

pub(crate) fn queues_of(world: &World, group: GroupId) -> Result<Vec<ListedQueue>, LineError> {
    if group != GROUP && !world.has(Defect::UnknownIsListed) {
        return Err(LineError::INVALPARAM);
    }
    let queue = ListedQueue { queue: QueueId::at(0), name: "toy".to_owned() };
    Ok(if world.has(Defect::QueueListIsEmpty) { Vec::new() } else { vec![queue] })
}

pub(crate) fn caps(world: &World, version: ApiVersion) -> AgentCaps {
    let version = if world.has(Defect::CapsAreTooNew) { ApiVersion::V2_2 } else { version.min(ApiVersion::V2_2) };
    AgentCaps {
        handler: "toy".to_owned(),
        version,
        features: Bits::NONE,
        states: Bits::all(),
        next_states: Bits::NONE,
        max_groups: 1,
        status_messages: Bits::NONE,
        extensions: vec![[1, 2, 3, 4]],
        proxy: (version >= ApiVersion::V2_2).then_some(7),
    }
}

/// The places of all sessions that there ever were at an address; there must be one.
pub(crate) fn sessions_at(world: &World, address: AddressId) -> Result<Vec<usize>, LineError> {
    let at = |(_, session): &(usize, &Session)| session.address == address;
    let places: Vec<usize> = world.sessions.iter().enumerate().filter(at).map(|(place, _)| place).collect();
    let known = !places.is_empty() || world.has(Defect::UnknownAddressIsKnown);
    if known { Ok(places) } else { Err(LineError::INVALADDRESSID) }
}

/// The same without those that have ended.
fn live_at(world: &World, address: AddressId) -> Result<Vec<usize>, LineError> {
    let mut places = sessions_at(world, address)?;
    places.retain(|place| world.sessions[*place].state != SessionState::Ended);
    Ok(places)
}

fn shown(state: SessionState) -> line::AgentState {
    match state {
        SessionState::NotReady => line::AgentState::NotReady,
        SessionState::Ready => line::AgentState::Ready,
        SessionState::BusyOnCall => line::AgentState::BusyAcd,
        SessionState::BusyWrapUp => line::AgentState::WorkingAfterCall,
        SessionState::Ended => line::AgentState::LoggedOff,
    }
}

pub(crate) fn status(world: &World, address: AddressId) -> Result<AgentStatusRecord, LineError> {
    let live = live_at(world, address)?;
    let mut state = live.last().map_or(line::AgentState::LoggedOff, |place| shown(world.sessions[*place].state));
    if world.has(Defect::AddressIsAlwaysReady)
        || state == line::AgentState::BusyAcd && world.has(Defect::AddressShowsNoCall)
    {
        state = line::AgentState::Ready;
    }
    let set = world.activities.get(&address).filter(|_| !world.has(Defect::ActivityIsHidden));
    Ok(AgentStatusRecord {
        groups: groups(live.is_empty()),
        state,
        next_state: None,
        activity: set.and_then(|set| activities().into_iter().find(|listed| listed.activity == *set)),
        features: Bits::NONE,
        valid_states: Bits::NONE,
        valid_next_states: Bits::NONE,
    })
}

pub(crate) fn set_state(
    world: &mut World,
    address: AddressId,
    state: Option<line::AgentState>,
) -> Result<(), LineError> {
    let live = live_at(world, address)?;
    let to = match state {
        Some(line::AgentState::Ready) => SessionState::Ready,
        Some(line::AgentState::NotReady) => SessionState::NotReady,
        Some(line::AgentState::WorkingAfterCall) => SessionState::BusyWrapUp,
        Some(line::AgentState::LoggedOff) => SessionState::Ended,
        Some(
            line::AgentState::BusyAcd
            | line::AgentState::BusyIncoming
            | line::AgentState::BusyOutbound
            | line::AgentState::BusyOther
            | line::AgentState::Unknown
            | line::AgentState::Unavail,
        )
        | None
            if world.has(Defect::AddressTakesAnyState) =>
        {
            return Ok(());
        }
        Some(
            line::AgentState::BusyAcd
            | line::AgentState::BusyIncoming
            | line::AgentState::BusyOutbound
            | line::AgentState::BusyOther
            | line::AgentState::Unknown
            | line::AgentState::Unavail,
        )
        | None => return Err(LineError::INVALAGENTSTATE),
    };
    if world.has(Defect::AddressStateIsLost) {
        return Ok(());
    }
    live.into_iter().try_for_each(|place| world.set_session(place, Some(to), None))
}

pub(crate) fn set_activity(world: &mut World, address: AddressId, activity: ActivityId) -> Result<(), LineError> {
    let live = live_at(world, address)?;
    let listed = activities().iter().any(|listed| listed.activity == activity);
    if !listed && !world.has(Defect::AnyActivityGoes) {
        return Err(LineError::INVALAGENTACTIVITY);
    }
    if live.is_empty() {
        return Err(LineError::INVALADDRESSSTATE);
    }
    world.activities.insert(address, activity);
    Ok(())
}

pub(crate) fn set_groups(world: &mut World, address: AddressId, groups: &[GroupId]) -> Result<(), LineError> {
    let (ever, live) = (sessions_at(world, address)?, live_at(world, address)?);
    if groups.iter().any(|group| *group != GROUP) {
        return Err(LineError::INVALAGENTGROUP);
    }
    if world.has(Defect::GroupsAreLost) {
        return Ok(());
    }
    if groups.is_empty() {
        return live.into_iter().try_for_each(|place| world.set_session(place, Some(SessionState::Ended), None));
    }
    if let (true, Some(last)) = (live.is_empty(), ever.last()) {
        world.create(world.sessions[*last].agent, address);
    }
    Ok(())
}
