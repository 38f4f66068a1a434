//! Clauses about the state of a session: the transition table, refusals, and the next state.

use tapi_types::{LineError, SessionState, Span};

use super::clause::{Stop, clauses, ensure};
use super::stand::{Stand, named};

clauses! {
    legal_from_not_ready from "AGENT_SESSION_STATE, table of transitions";
    legal_from_ready from "AGENT_SESSION_STATE, table of transitions";
    legal_from_busy_on_call from "AGENT_SESSION_STATE, table of transitions; POLICY state_during_call";
    legal_from_busy_wrap_up from "AGENT_SESSION_STATE, table of transitions";
    call_goes_to_a_ready_session from "AGENT_SESSION_STATE, table of transitions";
    no_call_for_a_session_that_is_not_ready from "AGENT_SESSION_STATE";
    illegal_change_is_refused from "lineSetAgentSessionState; POLICY bad_session_state";
    refusal_changes_nothing from "lineSetAgentSessionState; POLICY bad_session_state";
    same_state_changes_nothing from "AGENT_SESSION_STATE, table of transitions; POLICY same_state";
    ended_is_final from "AGENT_SESSION_STATE, table of transitions";
    ended_session_stays_readable from "LINEAGENTSESSIONINFO";
    next_state_is_shown from "lineSetAgentSessionState, LINEAGENTSESSIONINFO";
    next_state_is_cleared from "lineSetAgentSessionState";
    next_state_is_taken_when_the_call_ends from "lineSetAgentSessionState; POLICY next_state";
}

use SessionState::{BusyOnCall, BusyWrapUp, Ended, NotReady, Ready};

/// A request for each state from one state, on a session of its own; during a call it is granted at once
/// and seen when the call is over.
async fn legal(stand: &Stand<'_>, from: SessionState, tos: &[SessionState]) -> Result<(), Stop> {
    for &to in tos {
        let session = stand.session_in(from).await?;
        stand.set_state(session, to).await?;
        stand.floor.release().await;
        stand.is_in(session, to, &format!("{to} was granted from {from}")).await?;
        leave(stand, session).await?;
    }
    Ok(())
}

/// Ends a session, so that the next one has the agent to itself.
async fn leave(stand: &Stand<'_>, session: tapi_types::SessionId) -> Result<(), Stop> {
    match stand.session_info(session).await?.state {
        Ended => Ok(()),
        NotReady | Ready | BusyOnCall | BusyWrapUp => stand.set_state(session, Ended).await,
    }
}

async fn legal_from_not_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    legal(stand, NotReady, &[Ready, Ended]).await
}

async fn legal_from_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    legal(stand, Ready, &[NotReady, Ended]).await
}

async fn legal_from_busy_on_call(stand: &Stand<'_>) -> Result<(), Stop> {
    legal(stand, BusyOnCall, &[NotReady, Ready, BusyWrapUp, Ended]).await
}

async fn legal_from_busy_wrap_up(stand: &Stand<'_>) -> Result<(), Stop> {
    legal(stand, BusyWrapUp, &[NotReady, Ready, Ended]).await
}

async fn call_goes_to_a_ready_session(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.busy_session(Span::ZERO).await?;
    stand.floor.release().await;
    stand.is_in(session, Ready, "after a call without after-call work").await
}

async fn no_call_for_a_session_that_is_not_ready(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    stand.call(Span::ZERO).await?;
    stand.is_in(session, NotReady, "after a call came for a NOT_READY session").await?;
    stand.set_state(session, Ready).await?;
    stand.is_in(session, BusyOnCall, "after READY while a call waits").await
}

/// The changes that the table does not have and that can be asked for without a call.
const ILLEGAL: [(SessionState, SessionState); 4] =
    [(NotReady, BusyOnCall), (NotReady, BusyWrapUp), (Ready, BusyOnCall), (Ready, BusyWrapUp)];

async fn illegal_change_is_refused(stand: &Stand<'_>) -> Result<(), Stop> {
    for (from, to) in ILLEGAL {
        let session = stand.session_in(from).await?;
        let reply = stand.try_states(session, Some(to), None).await?;
        let wanted = Err(LineError::INVALAGENTSTATE);
        ensure!(reply == wanted, "{to} from {from}: expected {wanted:?}, came {reply:?}");
        let reply = stand.try_states(session, None, Some(BusyOnCall)).await?;
        ensure!(reply == wanted, "next state {BusyOnCall} in {from}: expected {wanted:?}, came {reply:?}");
        leave(stand, session).await?;
    }
    Ok(())
}

async fn refusal_changes_nothing(stand: &Stand<'_>) -> Result<(), Stop> {
    for (from, to) in ILLEGAL {
        let session = stand.session_in(from).await?;
        stand.set_states(session, None, Some(NotReady)).await?;
        // Whether it is refused is another clause's business.
        if stand.try_states(session, Some(to), Some(Ended)).await?.is_err() {
            let info = stand.session_info(session).await?;
            ensure!(info.state == from, "a refused {to} left the session in {}", info.state);
            let next = info.next_state;
            ensure!(next == Some(NotReady), "a refused {to} left the next state {}", named(next));
        }
        leave(stand, session).await?;
    }
    Ok(())
}

async fn same_state_changes_nothing(stand: &Stand<'_>) -> Result<(), Stop> {
    for state in [NotReady, Ready] {
        let session = stand.session_in(state).await?;
        let reply = stand.try_states(session, Some(state), None).await?;
        let legal = matches!(reply, Ok(()) | Err(LineError::INVALAGENTSTATE));
        ensure!(legal, "{state} from {state}: came {reply:?}");
        stand.is_in(session, state, "after asking for the state that already was").await?;
        leave(stand, session).await?;
    }
    Ok(())
}

async fn ended_is_final(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.session_in(Ended).await?;
    let wanted = Err(LineError::INVALAGENTSTATE);
    for to in [NotReady, Ready, BusyOnCall, BusyWrapUp] {
        let reply = stand.try_states(session, Some(to), None).await?;
        ensure!(reply == wanted, "{to} from {Ended}: expected {wanted:?}, came {reply:?}");
    }
    let reply = stand.try_states(session, None, Some(Ready)).await?;
    ensure!(reply == wanted, "next state of an ended session: expected {wanted:?}, came {reply:?}");
    stand.is_in(session, Ended, "after the refusals").await
}

async fn ended_session_stays_readable(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.session_in(Ended).await?;
    let before = stand.session_info(session).await?;
    stand.floor.pass(Span::from_secs(10)).await;
    let after = stand.session_info(session).await?;
    ensure!(before == after, "the record of an ended session changed: {before:?}, then {after:?}");
    Ok(())
}

async fn next_state_is_shown(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    for next in [NotReady, Ready, BusyWrapUp, Ended] {
        stand.set_states(session, None, Some(next)).await?;
        let info = stand.session_info(session).await?;
        ensure!(info.next_state == Some(next), "after next state {next} it is {}", named(info.next_state));
        ensure!(info.state == Ready, "a next state changed the state to {}", info.state);
    }
    Ok(())
}

async fn next_state_is_cleared(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.ready_session().await?;
    stand.set_states(session, None, Some(NotReady)).await?;
    stand.set_states(session, None, None).await?;
    let info = stand.session_info(session).await?;
    ensure!(info.next_state.is_none(), "after 0 for both the next state is {}", named(info.next_state));
    ensure!(info.state == Ready, "after 0 for both the state is {}", info.state);
    Ok(())
}

async fn next_state_is_taken_when_the_call_ends(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.busy_session(Span::ZERO).await?;
    stand.set_states(session, None, Some(NotReady)).await?;
    stand.is_in(session, BusyOnCall, "after a next state during a call").await?;
    stand.floor.release().await;
    stand.is_in(session, NotReady, "after the end of a call with that next state").await?;
    let next = stand.session_info(session).await?.next_state;
    ensure!(next.is_none(), "the next state {} is still there after it was taken", named(next));
    Ok(())
}
