//! Clauses about objects: what does not exist, what a create makes, what is known without a request.

use std::collections::BTreeSet;

use tapi_types::{AgentId, AgentState, GroupId, LineError, QueueId, SessionId, SessionState};

use super::clause::{Stop, clauses, ensure};
use super::stand::{ADDRESS, Stand};
use crate::{SessionEntry, Ticket};

clauses! {
    unknown_session_is_invalid from "lineGetAgentSessionInfo, lineSetAgentSessionState; POLICY unknown_object";
    unknown_agent_is_invalid from "lineGetAgentInfo, lineSetAgentStateEx, lineCreateAgentSession; POLICY unknown_object";
    unknown_queue_is_invalid from "lineGetQueueInfo, lineSetQueueMeasurementPeriod; POLICY unknown_object";
    unknown_group_is_invalid from "lineCreateAgentSession; POLICY unknown_object";
    session_starts_not_ready from "AGENT_SESSION_STATE; POLICY initial_state";
    session_handles_are_unique from "lineCreateAgentSession";
    session_entry_shows_the_session from "LINEAGENTSESSIONENTRY";
    session_entry_follows_the_state from "ITAgentSession::get_State, LINE_AGENTSESSIONSTATUS";
    agent_and_queue_have_entries from "ITAgent::get_User, ITQueue::get_Name";
}

/// The last id that there is; no provider gets so far.
const NOBODY: usize = u32::MAX as usize - 1;
const INVALID: LineError = LineError::INVALPARAM;

async fn unknown_session_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (line, ticket, session) = (stand.line(), Ticket::unlimited(), SessionId::at(NOBODY));
    ensure!(line.session_entry(session).is_none(), "an unknown session has an entry");
    let info = line.line_get_agent_session_info(&ticket, session);
    stand.refused("lineGetAgentSessionInfo", INVALID, info).await?;
    let ticket = Ticket::unlimited();
    let set = line.line_set_agent_session_state(&ticket, session, Some(SessionState::Ready), None);
    stand.refused("lineSetAgentSessionState", INVALID, set).await
}

async fn unknown_agent_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (line, ticket, agent) = (stand.line(), Ticket::unlimited(), AgentId::at(NOBODY));
    ensure!(line.agent_entry(agent).is_none(), "an unknown agent has an entry");
    stand.refused("lineGetAgentInfo", INVALID, line.line_get_agent_info(&ticket, agent)).await?;
    let ticket = Ticket::unlimited();
    let set = line.line_set_agent_state_ex(&ticket, agent, Some(AgentState::Ready), None);
    stand.refused("lineSetAgentStateEx", INVALID, set).await?;
    let ticket = Ticket::unlimited();
    let period = line.line_set_agent_measurement_period(&ticket, agent, 60);
    stand.refused("lineSetAgentMeasurementPeriod", INVALID, period).await?;
    let ticket = Ticket::unlimited();
    let create = line.line_create_agent_session(&ticket, agent, stand.floor.group(), ADDRESS, None);
    stand.refused("lineCreateAgentSession", INVALID, create).await
}

async fn unknown_queue_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (line, ticket, queue) = (stand.line(), Ticket::unlimited(), QueueId::at(NOBODY));
    ensure!(line.queue_entry(queue).is_none(), "an unknown queue has an entry");
    stand.refused("lineGetQueueInfo", INVALID, line.line_get_queue_info(&ticket, queue)).await?;
    let ticket = Ticket::unlimited();
    let period = line.line_set_queue_measurement_period(&ticket, queue, 60);
    stand.refused("lineSetQueueMeasurementPeriod", INVALID, period).await
}

async fn unknown_group_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (ticket, group) = (Ticket::unlimited(), GroupId::at(NOBODY));
    let create = stand.line().line_create_agent_session(&ticket, stand.floor.agents()[0], group, ADDRESS, None);
    stand.refused("lineCreateAgentSession", INVALID, create).await
}

async fn session_starts_not_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    let info = stand.session_info(stand.new_session().await?).await?;
    ensure!(info.state == SessionState::NotReady, "a new session is {}", info.state);
    ensure!(info.next_state.is_none(), "a new session has a next state");
    ensure!(info.number_of_calls == 0 && info.answers == 0, "a new session has calls");
    ensure!(info.total_call_time.is_zero(), "a new session has call time");
    Ok(())
}

async fn session_handles_are_unique(stand: &Stand<'_>) -> Result<(), Stop> {
    let mut seen = BTreeSet::new();
    for agent in stand.floor.agents() {
        for _ in 0..4 {
            let session = stand.new_session_of(agent).await?;
            ensure!(seen.insert(session), "{session:?} was given out twice");
            stand.set_state(session, SessionState::Ended).await?;
        }
    }
    Ok(())
}

async fn session_entry_shows_the_session(stand: &Stand<'_>) -> Result<(), Stop> {
    let (agent, group) = (stand.floor.agents()[1], stand.floor.group());
    let session = stand.new_session_of(agent).await?;
    let wanted = SessionEntry { agent, group, address: ADDRESS, state: SessionState::NotReady };
    let entry = stand.line().session_entry(session);
    ensure!(entry == Some(wanted), "expected {wanted:?}, came {entry:?}");
    Ok(())
}

async fn session_entry_follows_the_state(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    for state in [SessionState::Ready, SessionState::NotReady, SessionState::Ended] {
        stand.set_state(session, state).await?;
        let shown = stand.line().session_entry(session).map(|entry| entry.state);
        ensure!(shown == Some(state), "after {state} was granted the entry shows {shown:?}");
    }
    Ok(())
}

async fn agent_and_queue_have_entries(stand: &Stand<'_>) -> Result<(), Stop> {
    for agent in stand.floor.agents() {
        ensure!(stand.line().agent_entry(agent).is_some(), "{agent:?} has no entry");
    }
    let group = stand.line().queue_entry(stand.floor.queue()).map(|entry| entry.group);
    ensure!(group == Some(stand.floor.group()), "the queue's entry shows group {group:?}");
    Ok(())
}
