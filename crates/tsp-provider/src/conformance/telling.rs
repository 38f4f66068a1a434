//! Clauses about messages, and about the end of a line.

use tapi_types::line::{AgentSessionStatus, AgentStatusEx, ApiVersion, MessageNumber};
use tapi_types::{LineError, Message, SessionId, SessionState};

use super::clause::{Stop, clauses, ensure};
use super::ears::Ears;
use super::stand::{ADDRESS, Call, Stand, poll_once};
use crate::messages::{Handle, Received};
use crate::{Login, MessageFilter, OpenOptions, Provider, Ticket};

clauses! {
    state_change_is_told from "LINE_AGENTSESSIONSTATUS; POLICY agent_session_status_bits";
    messages_keep_their_order from "LINE_AGENTSESSIONSTATUS";
    unwanted_messages_are_withheld from "Provider::messages";
    messages_of_later_versions_are_withheld from "LINE_AGENTSESSIONSTATUS, table of versions";
    loss_is_reported from "Provider::messages";
    new_session_is_told_after_its_reply from "LINE_REPLY, LINE_AGENTSESSIONSTATUS; POLICY new_after_reply";
    new_agent_is_told_after_its_reply from "LINE_REPLY, LINE_AGENTSTATUSEX; POLICY new_after_reply";
    other_lines_are_told_of_a_new_session from "LINE_AGENTSESSIONSTATUS";
    close_is_the_last_message from "LINE_CLOSE";
    closed_line_refuses_requests from "lineClose";
    close_leaves_other_lines_open from "lineClose";
}

use SessionState::{Ended, NotReady, Ready};

/// Another line of an application.
fn second_line(stand: &Stand<'_>) -> Result<Box<dyn Provider>, Stop> {
    let opened = stand.floor.open(OpenOptions::default()).ok_or(Stop::Skipped("the floor has one line"))?;
    opened.map_err(|error| Stop::Broken(format!("a second line was refused: {error}")))
}

/// The state that a message says a session has.
fn told_state(session: SessionId, message: Message) -> Option<SessionState> {
    let Message::AgentSessionStatus { session: about, what, state } = message else { return None };
    state.filter(|_| about == session && what.contains(AgentSessionStatus::State))
}

async fn state_change_is_told(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let mut ears = Ears::on(stand.line()).await?;
    stand.set_state(session, Ready).await?;
    ears.until(stand, "READY", |message| told_state(session, message) == Some(Ready)).await?;
    Ok(())
}

async fn messages_keep_their_order(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let mut ears = Ears::on(stand.line()).await?;
    let states = [Ready, NotReady, Ready, NotReady, Ended];
    for state in states {
        stand.set_state(session, state).await?;
    }
    let heard = ears.until(stand, "ENDED", |message| told_state(session, message) == Some(Ended)).await?;
    let told: Vec<SessionState> = heard.into_iter().filter_map(|message| told_state(session, message)).collect();
    ensure!(told == states, "the session went through {states:?}, and told was {told:?}");
    Ok(())
}

/// Listens with a filter to a change that everybody is told.
async fn filtered(stand: &Stand<'_>, filter: MessageFilter) -> Result<Vec<Message>, Stop> {
    let session = stand.new_session().await?;
    let mut all = Ears::on(stand.line()).await?;
    let mut some = Ears::with(stand.line(), filter, 1000).await?;
    stand.set_state(session, Ready).await?;
    all.until(stand, "READY", |message| told_state(session, message) == Some(Ready)).await?;
    some.heard()
}

async fn unwanted_messages_are_withheld(stand: &Stand<'_>) -> Result<(), Stop> {
    let groups = MessageFilter::LEAST.with(MessageNumber::GroupStatus);
    let heard = filtered(stand, groups).await?;
    let others: Vec<&Message> = heard.iter().filter(|message| !groups.lets_through(**message)).collect();
    ensure!(others.is_empty(), "who wants LINE_GROUPSTATUS alone is told {others:?}");
    Ok(())
}

async fn messages_of_later_versions_are_withheld(stand: &Stand<'_>) -> Result<(), Stop> {
    let older = MessageFilter::ALL.for_version(ApiVersion::V2_0);
    let heard = filtered(stand, older).await?;
    let later: Vec<&Message> = heard.iter().filter(|message| !older.lets_through(**message)).collect();
    ensure!(later.is_empty(), "who knows TAPI {} is told {later:?}", ApiVersion::V2_0);
    Ok(())
}

async fn loss_is_reported(stand: &Stand<'_>) -> Result<(), Stop> {
    let session = stand.new_session().await?;
    let mut all = Ears::on(stand.line()).await?;
    let mut slow = Ears::with(stand.line(), MessageFilter::ALL, 1).await?;
    for state in [Ready, NotReady, Ended] {
        stand.set_state(session, state).await?;
    }
    let heard = all.until(stand, "ENDED", |message| told_state(session, message) == Some(Ended)).await?;
    let (read, sent) = (slow.received(), heard.len() as u64);
    let latest = heard.last().copied().map(Received::Message);
    let reported = matches!(read[..], [Received::Missed(lost), last] if lost + 1 == sent && Some(last) == latest);
    ensure!(reported, "of {sent} messages a buffer of one leaves {read:?}");
    Ok(())
}

/// Waits for the reply to a request that makes something; the messages that come before it must not be about what it makes.
async fn reply_first<T>(
    stand: &Stand<'_>,
    ears: &mut Ears,
    call: &mut Call<'_, T>,
    handle: impl Fn(&T) -> Handle,
) -> Result<T, Stop> {
    let mut before = Vec::new();
    let at_once = poll_once(call).await;
    let reply = if let Some(reply) = at_once {
        reply
    } else {
        before.extend(ears.heard()?);
        stand.reply(call).await?
    };
    match reply {
        Err(LineError::OPERATIONUNAVAIL) => Err(Stop::Skipped("the provider does not serve the request")),
        Err(error) => Err(Stop::Broken(format!("it was refused: {error}"))),
        Ok(made) => {
            let made_handle = handle(&made);
            let early = before.iter().find(|message| Handle::of(**message) == Some(made_handle));
            ensure!(early.is_none(), "before its reply the client is told {early:?}");
            Ok(made)
        }
    }
}

fn is_new_session(session: SessionId, message: Message) -> bool {
    matches!(message, Message::AgentSessionStatus { session: about, what, .. }
        if about == session && what.contains(AgentSessionStatus::NewSession))
}

async fn new_session_is_told_after_its_reply(stand: &Stand<'_>) -> Result<(), Stop> {
    let mut ears = Ears::on(stand.line()).await?;
    let ticket = Ticket::unlimited();
    let (agent, group) = (stand.floor.agents()[0], stand.floor.group());
    let mut call = stand.line().line_create_agent_session(&ticket, agent, group, ADDRESS, None);
    let session = reply_first(stand, &mut ears, &mut call, |session| Handle::Session(*session)).await?;
    ears.until(stand, "the new session", |message| is_new_session(session, message)).await?;
    Ok(())
}

async fn new_agent_is_told_after_its_reply(stand: &Stand<'_>) -> Result<(), Stop> {
    let mut ears = Ears::on(stand.line()).await?;
    let ticket = Ticket::unlimited();
    let mut call = stand.line().line_create_agent(&ticket, Login::default());
    let agent = reply_first(stand, &mut ears, &mut call, |agent| Handle::Agent(*agent)).await?;
    let is_new = |message| {
        matches!(message, Message::AgentStatusEx { agent: about, what, .. }
            if about == agent && what.contains(AgentStatusEx::NewAgent))
    };
    ears.until(stand, "the new agent", is_new).await?;
    Ok(())
}

async fn other_lines_are_told_of_a_new_session(stand: &Stand<'_>) -> Result<(), Stop> {
    let other = second_line(stand)?;
    let mut ears = Ears::on(&*other).await?;
    let session = stand.new_session().await?;
    ears.until(stand, "the new session", |message| is_new_session(session, message)).await?;
    Ok(())
}

async fn close_is_the_last_message(stand: &Stand<'_>) -> Result<(), Stop> {
    let mut ears = Ears::on(stand.line()).await?;
    stand.line().close();
    let heard = ears.until(stand, "LINE_CLOSE", |message| message == Message::Close).await?;
    ensure!(heard.last() == Some(&Message::Close), "LINE_CLOSE is followed by others: {heard:?}");
    ensure!(ears.is_over().await, "after LINE_CLOSE the listener waits for more");
    Ok(())
}

async fn closed_line_refuses_requests(stand: &Stand<'_>) -> Result<(), Stop> {
    drop(Ears::on(stand.line()).await?);
    stand.line().close();
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    let wanted = LineError::INVALLINEHANDLE;
    let question = stand.line().line_get_queue_info(&tickets[0], stand.floor.queue());
    stand.refused("a question on a closed line", wanted, question).await?;
    let setter = stand.line().line_set_queue_measurement_period(&tickets[1], stand.floor.queue(), 60);
    stand.refused("a setter on a closed line", wanted, setter).await
}

async fn close_leaves_other_lines_open(stand: &Stand<'_>) -> Result<(), Stop> {
    let other = second_line(stand)?;
    let mut ears = Ears::on(&*other).await?;
    stand.line().close();
    let closed = ears.heard()?.contains(&Message::Close);
    let ticket = Ticket::unlimited();
    let reply = stand.reply(&mut other.line_get_queue_info(&ticket, stand.floor.queue())).await?;
    ensure!(!closed && reply.is_ok(), "another line was closed too: {:?}", reply.err());
    Ok(())
}
