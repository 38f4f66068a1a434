//! Clauses about counts, times and what follows from them.

use tapi_types::{AgentSessionInfo, SessionState, Span};

use super::clause::{Stop, clauses, ensure};
use super::stand::{LONG, Stand};

clauses! {
    call_counts_once_for_the_session from "LINEAGENTSESSIONINFO, dwNumberOfCalls";
    call_counts_once_for_the_agent from "LINEAGENTINFO, dwNumberOfACDCalls";
    call_counts_once_for_the_queue from "LINEQUEUEINFO, dwTotalCallsQueued";
    acd_calls_are_not_incoming_calls from "LINEAGENTINFO, dwNumberOfIncomingCalls";
    talk_time_is_connected_time from "LINEAGENTSESSIONINFO, dwTotalTalkTime";
    call_time_includes_wrap_up from "LINEAGENTSESSIONINFO, dwTotalCallTime";
    session_duration_runs from "LINEAGENTSESSIONINFO, dwSessionDuration";
    session_counters_never_fall from "LINEAGENTSESSIONINFO";
    averages_rest_on_counts from "LINEAGENTSESSIONINFO; POLICY averages";
    call_rate_is_calls_an_hour from "LINEAGENTSESSIONINFO, cyACDCallRate; POLICY call_rate";
    waiting_calls_are_seen from "LINEQUEUEINFO, dwCurrentCallsQueued, dwCurrentLongestWaitTime";
    wait_is_measured_to_the_answer from "LINEAGENTSESSIONINFO, dwLongestTimeToAnswer; LINEQUEUEINFO, dwAverageWaitTime";
}

const TALK: Span = Span::from_secs(10);
const WAIT: Span = Span::from_secs(20);

async fn call_counts_once_for_the_session(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    for calls in 1..=3 {
        stand.whole_call(TALK).await?;
        let info = stand.session_info(session).await?;
        ensure!(info.number_of_calls == calls, "after {calls} calls it shows {}", info.number_of_calls);
        ensure!(info.answers == calls, "after {calls} answers it shows {}", info.answers);
    }
    Ok(())
}

async fn call_counts_once_for_the_agent(stand: &Stand<'_>) -> Result<(), Stop> {
    let [agent, other] = stand.floor.agents();
    stand.ready_session().await?;
    for calls in 1..=3 {
        stand.whole_call(TALK).await?;
        let shown = stand.agent_info(agent).await?.number_of_acd_calls;
        ensure!(shown == calls, "after {calls} calls it shows {shown}");
    }
    let shown = stand.agent_info(other).await?.number_of_acd_calls;
    ensure!(shown == 0, "the other agent shows {shown} calls");
    Ok(())
}

async fn call_counts_once_for_the_queue(stand: &Stand<'_>) -> Result<(), Stop> {
    let queue = stand.floor.queue();
    stand.ready_session().await?;
    for calls in 1..=3 {
        stand.whole_call(TALK).await?;
        let info = stand.queue_info(queue).await?;
        ensure!(info.total_calls_queued == calls, "after {calls} calls it shows {}", info.total_calls_queued);
        ensure!(info.total_calls_abandoned == 0, "answered calls show as abandoned");
        ensure!(info.final_disposition == 0, "answered calls show as unanswered");
    }
    Ok(())
}

async fn acd_calls_are_not_incoming_calls(stand: &Stand<'_>) -> Result<(), Stop> {
    stand.ready_session().await?;
    stand.whole_call(TALK).await?;
    let info = stand.agent_info(stand.floor.agents()[0]).await?;
    let (incoming, outgoing) = (info.number_of_incoming_calls, info.number_of_outgoing_calls);
    ensure!(incoming == 0 && outgoing == 0, "an ACD call shows as {incoming} incoming and {outgoing} outgoing");
    Ok(())
}

async fn talk_time_is_connected_time(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    stand.floor.pass(WAIT).await;
    let idle = stand.session_info(session).await?.total_talk_time;
    ensure!(idle.is_zero(), "without a call there is {idle} of talk");
    stand.whole_call(TALK).await?;
    let talk = stand.session_info(session).await?.total_talk_time;
    ensure!(talk >= TALK, "after a call of {TALK} there is {talk} of talk");
    let talk_of_agent = stand.agent_info(stand.floor.agents()[0]).await?.total_acd_talk_time;
    ensure!(talk_of_agent >= TALK, "after a call of {TALK} the agent shows {talk_of_agent} of talk");
    Ok(())
}

async fn call_time_includes_wrap_up(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.busy_session(LONG).await?;
    stand.floor.pass(TALK).await;
    stand.floor.release().await;
    stand.floor.pass(WAIT).await;
    stand.set_state(session, SessionState::Ready).await?;
    let info = stand.session_info(session).await?;
    let (talk, wrap_up, call) = (info.total_talk_time, info.total_wrap_up_time, info.total_call_time);
    ensure!(wrap_up >= WAIT, "after {WAIT} of after-call work it shows {wrap_up}");
    ensure!(call >= talk + wrap_up, "{call} of calls is less than {talk} of talk and {wrap_up} of wrap-up");
    Ok(())
}

async fn session_duration_runs(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let before = stand.session_info(session).await?.session_duration;
    stand.floor.pass(WAIT).await;
    let after = stand.session_info(session).await?.session_duration;
    ensure!(after >= before + WAIT, "{WAIT} after {before} the duration is {after}");
    Ok(())
}

async fn session_counters_never_fall(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    let mut last = totals(&stand.session_info(session).await?);
    for _ in 0..3 {
        stand.call(Span::ZERO).await?;
        for step in 0..3 {
            if step == 2 {
                stand.floor.release().await;
            }
            stand.floor.pass(TALK).await;
            let now = totals(&stand.session_info(session).await?);
            let fallen = last.iter().zip(&now).find(|((_, before), (_, after))| after < before);
            if let Some(((name, before), (_, after))) = fallen {
                return Err(Stop::Broken(format!("{name} fell from {before} to {after}")));
            }
            last = now;
        }
    }
    Ok(())
}

/// What only grows, times in microseconds.
fn totals(info: &AgentSessionInfo) -> [(&'static str, u64); 7] {
    [
        ("dwSessionDuration", info.session_duration.as_micros()),
        ("dwNumberOfCalls", info.number_of_calls),
        ("dwTotalTalkTime", info.total_talk_time.as_micros()),
        ("dwTotalCallTime", info.total_call_time.as_micros()),
        ("dwTotalWrapUpTime", info.total_wrap_up_time.as_micros()),
        ("dwLongestTimeToAnswer", info.longest_time_to_answer.as_micros()),
        ("the sum behind dwAverageTimeToAnswer", info.sum_time_to_answer.as_micros()),
    ]
}

async fn averages_rest_on_counts(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    let info = stand.session_info(session).await?;
    ensure!(info.average_talk_time_s() == 0, "without calls the average talk time is not zero");
    ensure!(info.average_time_to_answer_s() == 0, "without calls the average time to answer is not zero");
    for _ in 0..3 {
        stand.whole_call(TALK).await?;
    }
    let info = stand.session_info(session).await?;
    ensure!(info.average_talk_time_s() >= TALK.whole_secs(), "calls of {TALK} average {}", info.average_talk_time_s());
    let (sum, longest) = (info.sum_time_to_answer, info.longest_time_to_answer);
    ensure!(longest <= sum, "the longest wait {longest} is above the sum of waits {sum}");
    let most = longest.as_micros().saturating_mul(info.answers);
    ensure!(sum.as_micros() <= most, "{} waits of at most {longest} sum up to {sum}", info.answers);
    Ok(())
}

async fn call_rate_is_calls_an_hour(stand: &Stand<'_>) -> Result<(), Stop> {
    const E4_HOURS_IN_US: u128 = 10_000 * 3600 * 1_000_000;
    let session = stand.ready_session().await?;
    stand.whole_call(TALK).await?;
    stand.floor.pass(WAIT).await;
    let info = stand.session_info(session).await?;
    let duration_us = u128::from(info.session_duration.as_micros()).max(1);
    let wanted = u128::from(info.number_of_calls) * E4_HOURS_IN_US / duration_us;
    let came = info.acd_call_rate.0;
    ensure!(u128::try_from(came) == Ok(wanted), "the rate is {came} ten-thousandths an hour, not {wanted}");
    Ok(())
}

async fn waiting_calls_are_seen(stand: &Stand<'_>) -> Result<(), Stop> {
    let queue = stand.floor.queue();
    let session = stand.new_session().await?;
    stand.call(Span::ZERO).await?;
    stand.floor.pass(WAIT).await;
    let info = stand.queue_info(queue).await?;
    ensure!(info.current_calls_queued == 1, "1 call waits and {} show", info.current_calls_queued);
    let age = info.current_longest_wait_time;
    ensure!(age >= WAIT, "a call that has waited {WAIT} shows as {age}");
    stand.set_state(session, SessionState::Ready).await?;
    let info = stand.queue_info(queue).await?;
    ensure!(info.current_calls_queued == 0, "none waits and {} show", info.current_calls_queued);
    ensure!(info.current_longest_wait_time.is_zero(), "none waits and one shows as {}", info.current_longest_wait_time);
    Ok(())
}

async fn wait_is_measured_to_the_answer(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    stand.call(Span::ZERO).await?;
    stand.floor.pass(WAIT).await;
    stand.set_state(session, SessionState::Ready).await?;
    stand.floor.pass(TALK).await;
    stand.floor.release().await;
    let info = stand.queue_info(stand.floor.queue()).await?;
    ensure!(info.longest_ever_wait_time >= WAIT, "a wait of {WAIT} shows as {}", info.longest_ever_wait_time);
    ensure!(info.average_wait_time_s >= WAIT.whole_secs(), "a wait of {WAIT} averages {} s", info.average_wait_time_s);
    let (session, queue) = (stand.session_info(session).await?, info);
    // POLICY time_to_answer_from: from the entry or from ringing; here the call rings for no time at all.
    let longest = session.longest_time_to_answer;
    let known = longest.is_zero() || longest == queue.longest_ever_wait_time;
    ensure!(known, "the queue shows a wait of {}, the session {longest}", queue.longest_ever_wait_time);
    ensure!(session.answers == 1, "1 answer shows as {}", session.answers);
    Ok(())
}
