//! Clauses about requests themselves: when they act, how often, and that they leave each other alone.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use tapi_types::{AgentSessionInfo, LineError, SessionId, SessionState, Span};

use super::clause::{Stop, clauses, ensure};
use super::stand::{Call, Stand, poll_once};
use crate::{Ticket, Verdict};

clauses! {
    getters_change_nothing from "lineGetAgentSessionInfo, lineGetAgentInfo, lineGetQueueInfo";
    nothing_is_submitted_unpolled from "Provider, what holds for every request";
    dropped_request_is_handled from "LINE_REPLY; POLICY late_reply";
    concurrent_requests_are_independent from "LINE_REPLY";
    request_numbers_are_unique from "LINE_REPLY";
    in_time_means_ready from "Provider::give_up";
    too_late_leaves_the_line_usable from "Provider::give_up; POLICY late_reply";
}

async fn getters_change_nothing(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    stand.set_states(session, None, Some(SessionState::NotReady)).await?;
    let first = stand.session_info(session).await?;
    for _ in 0..3 {
        stand.agent_info(stand.floor.agents()[0]).await?;
        stand.queue_info(stand.floor.queue()).await?;
        let info = stand.session_info(session).await?;
        let same = (info.state, info.next_state, info.number_of_calls, info.session_start)
            == (first.state, first.next_state, first.number_of_calls, first.session_start);
        ensure!(same, "questions changed the session from {first:?} to {info:?}");
    }
    Ok(())
}

async fn nothing_is_submitted_unpolled(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let ticket = Ticket::unlimited();
    drop(stand.line().line_set_agent_session_state(&ticket, session, Some(SessionState::Ready), None));
    stand.floor.pass(Span::from_secs(10)).await;
    stand.is_in(session, SessionState::NotReady, "after a request that nobody polled").await
}

async fn dropped_request_is_handled(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let ticket = Ticket::unlimited();
    let mut call = stand.line().line_set_agent_session_state(&ticket, session, Some(SessionState::Ready), None);
    let reply = poll_once(&mut call).await;
    drop(call);
    if reply.is_none() {
        stand.line().forget(&ticket);
    }
    stand.floor.pass(Span::from_secs(10)).await;
    stand.is_in(session, SessionState::Ready, "after a request that was dropped").await
}

/// Sessions in states that differ from one to the next.
async fn varied_sessions(stand: &Stand<'_>) -> Result<Vec<(SessionId, SessionState)>, Stop> {
    let mut sessions = Vec::new();
    for state in [SessionState::NotReady, SessionState::Ready, SessionState::Ended].into_iter().cycle().take(30) {
        sessions.push((stand.session_in(state).await?, state));
    }
    Ok(sessions)
}

async fn concurrent_requests_are_independent(stand: &Stand<'_>) -> Result<(), Stop> {
    let sessions = varied_sessions(stand).await?;
    let tickets: Vec<Ticket> = sessions.iter().map(|_| Ticket::unlimited()).collect();
    let nobody_ticket = Ticket::unlimited();
    let mut nobody = stand.line().line_get_agent_session_info(&nobody_ticket, SessionId::at(u32::MAX as usize - 1));
    let mut nobody_reply = poll_once(&mut nobody).await;
    let mut calls: Vec<Call<'_, AgentSessionInfo>> = sessions
        .iter()
        .zip(&tickets)
        .map(|((session, _), ticket)| stand.line().line_get_agent_session_info(ticket, *session))
        .collect();
    let mut replies = Vec::new();
    for call in &mut calls {
        replies.push(poll_once(call).await);
    }
    // The last one asked is the first one waited for.
    for (index, (session, state)) in sessions.iter().enumerate().rev() {
        let reply = match replies[index].take() {
            Some(reply) => reply,
            None => stand.reply(&mut calls[index]).await?,
        };
        let came = reply.map(|info| info.state);
        ensure!(came == Ok(*state), "{session:?} is {state}, and the reply says {came:?}");
    }
    if nobody_reply.is_none() {
        nobody_reply = Some(stand.reply(&mut nobody).await?);
    }
    let refused = matches!(nobody_reply, Some(Err(LineError::INVALPARAM)));
    ensure!(refused, "among others, the request for an unknown session was answered {nobody_reply:?}");
    Ok(())
}

async fn request_numbers_are_unique(stand: &Stand<'_>) -> Result<(), Stop> {
    let queue = stand.floor.queue();
    let tickets: [Ticket; 8] = std::array::from_fn(|_| Ticket::unlimited());
    let mut seen = BTreeSet::new();
    for ticket in &tickets {
        let mut call = stand.line().line_get_queue_info(ticket, queue);
        let reply = poll_once(&mut call).await;
        let number = ticket.request();
        if reply.is_none() {
            ensure!(number.is_some(), "a request under way has no number");
            stand.reply(&mut call).await?.map_err(|error| Stop::Broken(format!("it was refused: {error}")))?;
        }
        ensure!(ticket.request() == number, "a request's number changed under way");
        let fresh = number.is_none_or(|number| seen.insert(number));
        ensure!(fresh, "{number:?} was given to two requests");
    }
    Ok(())
}

/// Makes a request, lets its limit pass unseen, and asks for the verdict. `None` for a provider that
/// answered at once.
async fn give_up<'a>(
    stand: &'a Stand<'_>,
    ticket: &'a Ticket,
    limit: Duration,
) -> Option<(Verdict, Call<'a, tapi_types::QueueInfo>)> {
    let mut call = stand.line().line_get_queue_info(ticket, stand.floor.queue());
    if poll_once(&mut call).await.is_some() {
        return None;
    }
    stand.floor.pass(Span::from(limit)).await;
    Some((stand.line().give_up(ticket).await, call))
}

/// Limits from nothing to more than any reply takes.
const LIMITS: [Duration; 4] =
    [Duration::ZERO, Duration::from_millis(10), Duration::from_secs(1), Duration::from_secs(200)];

async fn in_time_means_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    for limit in LIMITS {
        let ticket = Ticket::with_limit(limit);
        if let Some((Verdict::InTime, mut call)) = give_up(stand, &ticket, limit).await {
            let mut polls = 0;
            let ready = poll_fn(|context| {
                polls += 1;
                match call.as_mut().poll(context) {
                    Poll::Ready(_) => Poll::Ready(true),
                    Poll::Pending if polls == POLLS_MAX => Poll::Ready(false),
                    Poll::Pending => {
                        context.waker().wake_by_ref();
                        Poll::Pending
                    }
                }
            });
            ensure!(ready.await, "after a limit of {limit:?} a reply was in time and is not there");
        }
    }
    Ok(())
}

/// A reply that was in time may need a few turns of the executor to come through.
const POLLS_MAX: u32 = 1000;

async fn too_late_leaves_the_line_usable(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    for limit in LIMITS {
        let ticket = Ticket::with_limit(limit);
        drop(give_up(stand, &ticket, limit).await);
    }
    stand.set_state(session, SessionState::Ready).await?;
    stand.is_in(session, SessionState::Ready, "after requests that were given up").await
}
