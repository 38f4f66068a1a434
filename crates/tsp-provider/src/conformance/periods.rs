//! Clauses about measurement periods.

use tapi_types::{AgentId, LineError, QueueId, Span};

use super::clause::{Stop, clauses, ensure};
use super::stand::Stand;
use crate::Ticket;

clauses! {
    zero_agent_period_is_invalid from "lineSetAgentMeasurementPeriod";
    zero_queue_period_is_invalid from "lineSetQueueMeasurementPeriod";
    agent_period_is_shown from "lineSetAgentMeasurementPeriod, LINEAGENTINFO";
    queue_period_is_shown from "lineSetQueueMeasurementPeriod, LINEQUEUEINFO";
    agent_period_resets_the_agent from "ITAgent::put_MeasurementPeriod";
    queue_period_resets_the_queue from "POLICY period_reset";
    session_has_no_period from "LINEAGENTSESSIONINFO";
    waiting_calls_outlast_the_period from "LINEQUEUEINFO, dwCurrentCallsQueued";
}

/// Periods above zero, the largest DWORD among them: TAPI 3 passes negative numbers through.
const PERIODS_S: [u32; 3] = [60, 86_400, u32::MAX];

async fn set_agent(stand: &Stand<'_>, agent: AgentId, seconds: u32) -> Result<(), Stop> {
    let ticket = Ticket::unlimited();
    let call = stand.line().line_set_agent_measurement_period(&ticket, agent, seconds);
    stand.granted("lineSetAgentMeasurementPeriod", call).await
}

async fn set_queue(stand: &Stand<'_>, queue: QueueId, seconds: u32) -> Result<(), Stop> {
    let ticket = Ticket::unlimited();
    let call = stand.line().line_set_queue_measurement_period(&ticket, queue, seconds);
    stand.granted("lineSetQueueMeasurementPeriod", call).await
}

async fn zero_agent_period_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (agent, ticket) = (stand.floor.agents()[0], Ticket::unlimited());
    set_agent(stand, agent, 60).await?;
    let call = stand.line().line_set_agent_measurement_period(&ticket, agent, 0);
    stand.refused("a period of zero", LineError::INVALPARAM, call).await?;
    let period = stand.agent_info(agent).await?.measurement_period_s;
    ensure!(period == 60, "a refused period left {period} s");
    Ok(())
}

async fn zero_queue_period_is_invalid(stand: &Stand<'_>) -> Result<(), Stop> {
    let (queue, ticket) = (stand.floor.queue(), Ticket::unlimited());
    set_queue(stand, queue, 60).await?;
    let call = stand.line().line_set_queue_measurement_period(&ticket, queue, 0);
    stand.refused("a period of zero", LineError::INVALPARAM, call).await?;
    let period = stand.queue_info(queue).await?.measurement_period_s;
    ensure!(period == 60, "a refused period left {period} s");
    Ok(())
}

async fn agent_period_is_shown(stand: &Stand<'_>) -> Result<(), Stop> {
    let agent = stand.floor.agents()[0];
    for seconds in PERIODS_S {
        set_agent(stand, agent, seconds).await?;
        let shown = stand.agent_info(agent).await?.measurement_period_s;
        ensure!(shown == seconds, "after {seconds} s the period is {shown} s");
    }
    Ok(())
}

async fn queue_period_is_shown(stand: &Stand<'_>) -> Result<(), Stop> {
    let queue = stand.floor.queue();
    for seconds in PERIODS_S {
        set_queue(stand, queue, seconds).await?;
        let shown = stand.queue_info(queue).await?.measurement_period_s;
        ensure!(shown == seconds, "after {seconds} s the period is {shown} s");
    }
    Ok(())
}

async fn agent_period_resets_the_agent(stand: &Stand<'_>) -> Result<(), Stop> {
    let agent = stand.floor.agents()[0];
    stand.ready_session().await?;
    stand.whole_call(Span::from_secs(10)).await?;
    set_agent(stand, agent, 86_400).await?;
    let info = stand.agent_info(agent).await?;
    ensure!(info.number_of_acd_calls == 0, "a new period begins with {} calls", info.number_of_acd_calls);
    ensure!(info.total_acd_talk_time.is_zero(), "a new period begins with {} of talk", info.total_acd_talk_time);
    ensure!(info.total_acd_call_time.is_zero(), "a new period begins with {} of calls", info.total_acd_call_time);
    Ok(())
}

async fn queue_period_resets_the_queue(stand: &Stand<'_>) -> Result<(), Stop> {
    let queue = stand.floor.queue();
    stand.ready_session().await?;
    stand.whole_call(Span::from_secs(10)).await?;
    set_queue(stand, queue, 86_400).await?;
    let info = stand.queue_info(queue).await?;
    ensure!(info.total_calls_queued == 0, "a new period begins with {} calls", info.total_calls_queued);
    ensure!(info.average_wait_time_s == 0, "a new period begins with an average");
    Ok(())
}

async fn session_has_no_period(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    stand.whole_call(Span::from_secs(10)).await?;
    let before = stand.session_info(session).await?;
    set_agent(stand, stand.floor.agents()[0], 86_400).await?;
    set_queue(stand, stand.floor.queue(), 86_400).await?;
    let after = stand.session_info(session).await?;
    let same = before.number_of_calls == after.number_of_calls && before.total_talk_time == after.total_talk_time;
    ensure!(same, "a period changed the session from {before:?} to {after:?}");
    Ok(())
}

async fn waiting_calls_outlast_the_period(stand: &Stand<'_>) -> Result<(), Stop> {
    let (queue, wait) = (stand.floor.queue(), Span::from_secs(10));
    stand.new_session().await?;
    stand.call(Span::ZERO).await?;
    stand.floor.pass(wait).await;
    set_queue(stand, queue, 86_400).await?;
    let info = stand.queue_info(queue).await?;
    ensure!(info.current_calls_queued == 1, "a new period left {} of 1 waiting call", info.current_calls_queued);
    let age = info.current_longest_wait_time;
    ensure!(age >= wait, "a call that has waited {wait} shows as {age} in a new period");
    Ok(())
}
