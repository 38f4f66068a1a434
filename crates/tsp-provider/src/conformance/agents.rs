//! Clauses about the state of an agent.

use tapi_types::{AgentId, AgentState, LineError, SessionState, Span};

use super::clause::{Stop, clauses, ensure};
use super::stand::Stand;
use crate::Ticket;

clauses! {
    agent_starts_ready from "AGENT_STATE; POLICY initial_state";
    agent_state_is_set from "lineSetAgentStateEx";
    agent_entry_follows_the_state from "ITAgent::get_State, LINE_AGENTSTATUSEX";
    agent_takes_only_its_own_states from "lineSetAgentStateEx; POLICY agent_states";
    agent_next_state_is_shown_and_cleared from "lineSetAgentStateEx, LINEAGENTINFO";
    agent_on_a_call_is_busy from "LINEAGENTSTATEEX; POLICY agent_states";
    no_call_for_an_agent_that_is_not_ready from "LINEAGENTSTATEEX; POLICY agent_states";
}

/// What TAPI lets an agent be besides READY and `NOT_READY`, none of which a request may ask for.
const DERIVED: [AgentState; 5] = [
    AgentState::BusyAcd,
    AgentState::BusyIncoming,
    AgentState::BusyOutgoing,
    AgentState::Unknown,
    AgentState::Released,
];

async fn set(
    stand: &Stand<'_>,
    agent: AgentId,
    state: Option<AgentState>,
    next: Option<AgentState>,
) -> Result<(), Stop> {
    let ticket = Ticket::unlimited();
    let call = stand.line().line_set_agent_state_ex(&ticket, agent, state, next);
    stand.granted("lineSetAgentStateEx", call).await
}

async fn agent_starts_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    let info = stand.agent_info(stand.floor.agents()[0]).await?;
    ensure!(info.state == AgentState::Ready, "an agent starts {}", info.state);
    ensure!(info.next_state.is_none(), "an agent starts with a next state");
    Ok(())
}

async fn agent_state_is_set(stand: &Stand<'_>) -> Result<(), Stop> {
    let [agent, other] = stand.floor.agents();
    for state in [AgentState::NotReady, AgentState::Ready] {
        set(stand, agent, Some(state), None).await?;
        let came = stand.agent_info(agent).await?.state;
        ensure!(came == state, "after {state} was granted the agent is {came}");
        let came = stand.agent_info(other).await?.state;
        ensure!(came == AgentState::Ready, "the other agent became {came}");
    }
    Ok(())
}

async fn agent_entry_follows_the_state(stand: &Stand<'_>) -> Result<(), Stop> {
    let agent = stand.floor.agents()[0];
    for state in [AgentState::NotReady, AgentState::Ready] {
        set(stand, agent, Some(state), None).await?;
        let shown = stand.line().agent_entry(agent).map(|entry| entry.state);
        ensure!(shown == Some(state), "after {state} was granted the entry shows {shown:?}");
    }
    Ok(())
}

async fn agent_takes_only_its_own_states(stand: &Stand<'_>) -> Result<(), Stop> {
    let (line, agent) = (stand.line(), stand.floor.agents()[0]);
    let wanted = LineError::INVALAGENTSTATE;
    for state in DERIVED {
        let ticket = Ticket::unlimited();
        let call = line.line_set_agent_state_ex(&ticket, agent, Some(state), None);
        stand.refused(&format!("state {state}"), wanted, call).await?;
        let ticket = Ticket::unlimited();
        let call = line.line_set_agent_state_ex(&ticket, agent, None, Some(state));
        stand.refused(&format!("next state {state}"), wanted, call).await?;
    }
    agent_starts_ready(stand).await
}

async fn agent_next_state_is_shown_and_cleared(stand: &Stand<'_>) -> Result<(), Stop> {
    let agent = stand.floor.agents()[0];
    set(stand, agent, None, Some(AgentState::NotReady)).await?;
    let info = stand.agent_info(agent).await?;
    ensure!(info.next_state == Some(AgentState::NotReady), "the next state is {:?}", info.next_state);
    ensure!(info.state == AgentState::Ready, "a next state changed the state to {}", info.state);
    set(stand, agent, None, None).await?;
    let next = stand.agent_info(agent).await?.next_state;
    ensure!(next.is_none(), "after 0 for both the next state is {next:?}");
    Ok(())
}

async fn agent_on_a_call_is_busy(stand: &Stand<'_>) -> Result<(), Stop> {
    let [agent, other] = stand.floor.agents();
    stand.busy_session(Span::ZERO).await?;
    let came = stand.agent_info(agent).await?.state;
    ensure!(came == AgentState::BusyAcd, "on an ACD call the agent is {came}");
    let came = stand.agent_info(other).await?.state;
    ensure!(came == AgentState::Ready, "the other agent became {came}");
    stand.floor.release().await;
    let came = stand.agent_info(agent).await?.state;
    ensure!(came == AgentState::Ready, "after the call the agent is {came}");
    Ok(())
}

async fn no_call_for_an_agent_that_is_not_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    let agent = stand.floor.agents()[0];
    let session = stand.ready_session().await?;
    set(stand, agent, Some(AgentState::NotReady), None).await?;
    stand.call(Span::ZERO).await?;
    stand.is_in(session, SessionState::Ready, "after a call came for a NOT_READY agent").await?;
    set(stand, agent, Some(AgentState::Ready), None).await?;
    stand.is_in(session, SessionState::BusyOnCall, "after the agent became READY while a call waits").await
}
