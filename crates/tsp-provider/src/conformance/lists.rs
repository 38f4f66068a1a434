//! Clauses about agents that are made, and about lists.

use tapi_types::{AgentId, GroupId, LineError};

use super::clause::{Stop, clauses, ensure};
use super::stand::{ADDRESS, Stand};
use crate::{Login, Ticket};

clauses! {
    created_agent_is_new from "lineCreateAgent";
    created_agent_can_log_in from "lineCreateAgent, lineCreateAgentSession";
    created_session_is_listed from "lineGetAgentSessionList";
    queue_of_a_group_is_listed from "lineGetQueueList";
    group_is_listed from "lineGetGroupList";
    lists_of_unknown_objects_are_invalid from "lineGetAgentSessionList, lineGetQueueList; POLICY unknown_object";
}

async fn new_agent(stand: &Stand<'_>) -> Result<AgentId, Stop> {
    let ticket = Ticket::unlimited();
    stand.given("lineCreateAgent", stand.line().line_create_agent(&ticket, Login::default())).await
}

async fn created_agent_is_new(stand: &Stand<'_>) -> Result<(), Stop> {
    let [first, second] = [new_agent(stand).await?, new_agent(stand).await?];
    let known = stand.floor.agents();
    let new = first != second && !known.contains(&first) && !known.contains(&second);
    ensure!(new, "beside {known:?} there are {first:?} and {second:?} now");
    let id = stand.line().agent_entry(first).and_then(|entry| entry.id);
    ensure!(id.is_none(), "an agent that was made without an id has {id:?}");
    Ok(())
}

async fn created_agent_can_log_in(stand: &Stand<'_>) -> Result<(), Stop> {
    let agent = new_agent(stand).await?;
    let session = stand.new_session_of(agent).await?;
    stand.session_info(session).await?;
    stand.agent_info(agent).await?;
    Ok(())
}

async fn created_session_is_listed(stand: &Stand<'_>) -> Result<(), Stop> {
    let [agent, other] = stand.floor.agents();
    let [first, _, second] =
        [stand.new_session_of(agent).await?, stand.new_session_of(other).await?, stand.new_session_of(agent).await?];
    let ticket = Ticket::unlimited();
    let list = stand.given("the list", stand.line().line_get_agent_session_list(&ticket, agent)).await?;
    let listed: Vec<_> = list.iter().map(|entry| entry.session).collect();
    ensure!(listed == [first, second], "{first:?} and {second:?} were created, and listed are {listed:?}");
    let at_home = |entry: &crate::ListedSession| (entry.agent, entry.group, entry.address);
    let wanted = (agent, stand.floor.group(), ADDRESS);
    ensure!(list.iter().all(|entry| at_home(entry) == wanted), "{list:?} are not all of {wanted:?}");
    Ok(())
}

async fn queue_of_a_group_is_listed(stand: &Stand<'_>) -> Result<(), Stop> {
    let ticket = Ticket::unlimited();
    let list = stand.given("the list", stand.line().line_get_queue_list(&ticket, stand.floor.group())).await?;
    let queue = stand.floor.queue();
    ensure!(list.iter().any(|entry| entry.queue == queue), "{queue:?} is not among {list:?}");
    Ok(())
}

async fn group_is_listed(stand: &Stand<'_>) -> Result<(), Stop> {
    let ticket = Ticket::unlimited();
    let list = stand.given("the list", stand.line().line_get_group_list(&ticket)).await?;
    let group = stand.floor.group();
    ensure!(list.iter().any(|entry| entry.group == group), "{group:?} is not among {list:?}");
    Ok(())
}

async fn lists_of_unknown_objects_are_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let nobody = AgentId::at(u32::MAX as usize - 1);
    let sessions = stand.line().line_get_agent_session_list(&tickets[0], nobody);
    stand.denied("the sessions of an unknown agent", LineError::INVALPARAM, sessions).await?;
    let nowhere = GroupId::at(u32::MAX as usize - 1);
    let queues = stand.line().line_get_queue_list(&tickets[1], nowhere);
    stand.denied("the queues of an unknown group", LineError::INVALPARAM, queues).await
}
