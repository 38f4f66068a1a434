//! Clauses about agents by address, as TAPI 2.0 sees them.

use tapi_types::line::{AgentState, ApiVersion};
use tapi_types::{ActivityId, AddressId, GroupId, LineError, SessionState};

use super::clause::{Stop, clauses, ensure};
use super::stand::{ADDRESS, LONG, Stand};
use crate::{AgentStatusRecord, ListedActivity, Ticket};

clauses! {
    unknown_address_is_invalid from "lineGetAgentStatus, lineSetAgentState, lineGetAgentActivityList, lineGetAgentGroupList";
    caps_keep_to_the_version from "lineGetAgentCaps, LINEAGENTCAPS";
    address_shows_the_session from "LINEAGENTSTATUS; POLICY legacy_view";
    address_shows_the_call from "LINEAGENTSTATUS; POLICY legacy_view";
    state_of_an_address_is_that_of_its_session from "lineSetAgentState; POLICY legacy_view";
    address_takes_only_its_own_states from "lineSetAgentState";
    activity_is_shown from "lineSetAgentActivity, LINEAGENTSTATUS";
    unknown_activity_is_invalid from "lineSetAgentActivity";
    groups_of_an_address_are_listed from "lineGetAgentGroupList";
    groups_of_an_address_are_set from "lineSetAgentGroup";
    unknown_extension_is_invalid from "lineAgentSpecific";
}

const NOWHERE: AddressId = AddressId(u32::MAX);

async fn status(stand: &Stand<'_>) -> Result<AgentStatusRecord, Stop> {
    let ticket = Ticket::unlimited();
    stand.given("lineGetAgentStatus", stand.line().line_get_agent_status(&ticket, ADDRESS)).await
}

async fn shows(stand: &Stand<'_>, wanted: AgentState, when: &str) -> Result<(), Stop> {
    let shown = status(stand).await?.state;
    ensure!(shown == wanted, "{when} the address shows {shown}, expected {wanted}");
    Ok(())
}

async fn set(stand: &Stand<'_>, state: AgentState) -> Result<Result<(), LineError>, Stop> {
    let ticket = Ticket::unlimited();
    stand.offered(stand.line().line_set_agent_state(&ticket, ADDRESS, Some(state), None)).await
}

async fn unknown_address_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (line, wanted) = (stand.line(), LineError::INVALADDRESSID);
    let tickets = [(); 4].map(|()| Ticket::unlimited());
    stand.denied("the status of an unknown address", wanted, line.line_get_agent_status(&tickets[0], NOWHERE)).await?;
    let ready = Some(AgentState::Ready);
    let set = line.line_set_agent_state(&tickets[1], NOWHERE, ready, None);
    stand.denied("a state of an unknown address", wanted, set).await?;
    let activities = line.line_get_agent_activity_list(&tickets[2], NOWHERE);
    stand.denied("the activities of an unknown address", wanted, activities).await?;
    let groups = line.line_get_agent_group_list(&tickets[3], NOWHERE);
    stand.denied("the groups of an unknown address", wanted, groups).await
}

async fn caps_keep_to_the_version(stand: &Stand<'_>) -> Result<(), Stop> {
    let address = stand.line().addresses().first().copied().unwrap_or(ADDRESS);
    for version in [ApiVersion::V2_0, ApiVersion::V2_2] {
        let ticket = Ticket::unlimited();
        let caps = stand.given("lineGetAgentCaps", stand.line().line_get_agent_caps(&ticket, address, version)).await?;
        ensure!(caps.version <= version, "asked with {version}, the handler answers with {}", caps.version);
        let early = caps.proxy.is_some() && caps.version < ApiVersion::V2_2;
        ensure!(!early, "version {} has no ProxyGUID, and one came", caps.version);
    }
    Ok(())
}

async fn address_shows_the_session(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    shows(stand, AgentState::NotReady, "with a NOT_READY session").await?;
    stand.set_state(session, SessionState::Ready).await?;
    shows(stand, AgentState::Ready, "with a READY session").await?;
    stand.set_state(session, SessionState::Ended).await?;
    shows(stand, AgentState::LoggedOff, "with an ENDED session").await
}

async fn address_shows_the_call(stand: &Stand<'_>) -> Result<(), Stop> {
    stand.busy_session(LONG).await?;
    shows(stand, AgentState::BusyAcd, "during a call").await?;
    stand.floor.release().await;
    shows(stand, AgentState::WorkingAfterCall, "in after-call work").await
}

async fn state_of_an_address_is_that_of_its_session(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    for (legacy, state) in [
        (AgentState::Ready, SessionState::Ready),
        (AgentState::NotReady, SessionState::NotReady),
        (AgentState::LoggedOff, SessionState::Ended),
    ] {
        let reply = set(stand, legacy).await?;
        ensure!(reply.is_ok(), "{legacy} was refused: {reply:?}");
        stand.is_in(session, state, &format!("after {legacy} for its address")).await?;
    }
    Ok(())
}

async fn address_takes_only_its_own_states(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    for state in [AgentState::BusyAcd, AgentState::BusyIncoming, AgentState::Unknown, AgentState::Unavail] {
        let reply = set(stand, state).await?;
        let wanted = Err(LineError::INVALAGENTSTATE);
        ensure!(reply == wanted, "{state}: expected {wanted:?}, came {reply:?}");
        stand.is_in(session, SessionState::NotReady, "after the refusal").await?;
    }
    Ok(())
}

async fn activities(stand: &Stand<'_>) -> Result<Vec<ListedActivity>, Stop> {
    let ticket = Ticket::unlimited();
    stand.given("the activities", stand.line().line_get_agent_activity_list(&ticket, ADDRESS)).await
}

async fn activity_is_shown(stand: &Stand<'_>) -> Result<(), Stop> {
    stand.new_session().await?;
    let list = activities(stand).await?;
    if list.is_empty() {
        return Err(Stop::Skipped("there are no activities"));
    }
    for wanted in list {
        let ticket = Ticket::unlimited();
        let call = stand.line().line_set_agent_activity(&ticket, ADDRESS, wanted.activity);
        stand.given("an activity of the list", call).await?;
        let shown = status(stand).await?.activity;
        ensure!(shown.as_ref() == Some(&wanted), "{wanted:?} was set, and {shown:?} is shown");
    }
    Ok(())
}

async fn unknown_activity_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    stand.new_session().await?;
    let ticket = Ticket::unlimited();
    let none = ActivityId::at(u32::MAX as usize - 1);
    let call = stand.line().line_set_agent_activity(&ticket, ADDRESS, none);
    stand.denied("an unknown activity", LineError::INVALAGENTACTIVITY, call).await
}

async fn groups_of_an_address_are_listed(stand: &Stand<'_>) -> Result<(), Stop> {
    stand.new_session().await?;
    let ticket = Ticket::unlimited();
    let list = stand.given("the groups", stand.line().line_get_agent_group_list(&ticket, ADDRESS)).await?;
    let group = stand.floor.group();
    ensure!(list.iter().any(|entry| entry.group == group), "{group:?}, which is joined, is not among {list:?}");
    Ok(())
}

async fn groups_of_an_address_are_set(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let tickets = [(); 3].map(|()| Ticket::unlimited());
    let set = |ticket, groups| stand.line().line_set_agent_group(ticket, ADDRESS, groups);
    stand.given("the group that is joined", set(&tickets[0], vec![stand.floor.group()])).await?;
    let joined = status(stand).await?.groups;
    let one = joined.len() == 1 && joined[0].group == stand.floor.group();
    ensure!(one, "after {:?} alone the address is in {joined:?}", stand.floor.group());
    let unknown = GroupId::at(u32::MAX as usize - 1);
    let wanted = LineError::INVALAGENTGROUP;
    stand.denied("an unknown group", wanted, set(&tickets[1], vec![unknown])).await?;
    stand.is_in(session, SessionState::NotReady, "after a group that was refused").await?;
    stand.given("no group", set(&tickets[2], Vec::new())).await?;
    stand.is_in(session, SessionState::Ended, "after no group").await
}

async fn unknown_extension_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    stand.new_session().await?;
    let ticket = Ticket::unlimited();
    let call = stand.line().line_agent_specific(&ticket, ADDRESS, u32::MAX, vec![0; 8]);
    stand.denied("an unknown extension", LineError::INVALPARAM, call).await
}
