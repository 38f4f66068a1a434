//! Clauses about those who serve requests.

use tapi_types::line::{self, ApiVersion, ProxyRequestType, ProxyStatus};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentState, GroupId, LineError, Message, QueueId, RequestId, SessionId,
    SessionState,
};

use super::clause::{Stop, clauses, ensure};
use super::ears::Ears;
use super::stand::{Call, Stand, poll_once, said};
use crate::{Answer, Ask, Client, Login, OpenOptions, Provider, Ticket};

clauses! {
    unserved_type_is_refused_at_once from "LINEERR_OPERATIONUNAVAIL; POLICY no_proxy";
    served_type_is_taken from "lineOpen, LINEPROXYREQUEST; POLICY second_registration";
    proxies_are_announced from "LINE_PROXYSTATUS; POLICY proxy_status_value";
    request_reaches_its_proxy from "LINE_PROXYREQUEST, LINEPROXYREQUEST";
    request_is_answered_once from "lineProxyResponse; POLICY second_response";
    answer_fits_the_question from "lineProxyResponse";
    only_proxies_do_a_proxys_work from "lineProxyResponse, lineProxyMessage; POLICY proxy_messages";
    proxy_sends_only_its_own_messages from "lineProxyMessage; POLICY proxy_messages";
    proxy_message_leaves_out_its_sender from "lineProxyMessage";
    requests_fail_when_their_proxy_closes from "LINE_PROXYSTATUS; POLICY proxy_closed";
}

/// A type of request that nobody serves.
fn free_type(stand: &Stand<'_>) -> Result<ProxyRequestType, Stop> {
    let served = stand.line().line_get_proxy_status();
    let served = served.map_err(|_| Stop::Skipped("the provider does not say what is served"))?;
    // Its errors are open, which makes it a poor example.
    let example = |request: &&ProxyRequestType| **request != ProxyRequestType::AgentSpecific;
    let mut free = ProxyRequestType::ALL.iter().filter(example).filter(|request| !served.contains(request));
    free.next().copied().ok_or(Stop::Skipped("every request is served"))
}

fn open(stand: &Stand<'_>, options: OpenOptions) -> Result<Box<dyn Provider>, Stop> {
    let opened = stand.floor.open(options).ok_or(Stop::Skipped("the floor has one line"))?;
    opened.map_err(|error| Stop::Broken(format!("a line was refused: {error}")))
}

fn proxy_for(request: ProxyRequestType) -> OpenOptions {
    OpenOptions { proxy_for: vec![request], ..OpenOptions::default() }
}

/// Opens a proxy for a type that nobody serves.
fn open_proxy(stand: &Stand<'_>) -> Result<(ProxyRequestType, Box<dyn Provider>), Stop> {
    let request = free_type(stand)?;
    Ok((request, open(stand, proxy_for(request))?))
}

/// Some question of a type.
fn question(request: ProxyRequestType) -> Ask {
    let (agent, session, group, queue) = (AgentId::at(0), SessionId::at(0), GroupId::at(0), QueueId::at(0));
    let address = AddressId(0);
    match request {
        ProxyRequestType::SetAgentGroup => Ask::SetAgentGroup { address, groups: vec![group] },
        ProxyRequestType::SetAgentState => {
            Ask::SetAgentState { address, state: Some(line::AgentState::Ready), next: None }
        }
        ProxyRequestType::SetAgentActivity => Ask::SetAgentActivity { address, activity: ActivityId::at(0) },
        ProxyRequestType::GetAgentCaps => Ask::GetAgentCaps { address, version: ApiVersion::V2_2 },
        ProxyRequestType::GetAgentStatus => Ask::GetAgentStatus(address),
        ProxyRequestType::AgentSpecific => Ask::AgentSpecific { address, extension: 0, params: vec![0; 4] },
        ProxyRequestType::GetAgentActivityList => Ask::GetAgentActivityList(address),
        ProxyRequestType::GetAgentGroupList => Ask::GetAgentGroupList(address),
        ProxyRequestType::CreateAgent => Ask::CreateAgent(Login::default()),
        ProxyRequestType::SetAgentMeasurementPeriod => Ask::SetAgentMeasurementPeriod { agent, seconds: 60 },
        ProxyRequestType::GetAgentInfo => Ask::GetAgentInfo(agent),
        ProxyRequestType::CreateAgentSession => Ask::CreateAgentSession { agent, group, address, pin: None },
        ProxyRequestType::GetAgentSessionList => Ask::GetAgentSessionList(agent),
        ProxyRequestType::SetAgentSessionState => {
            Ask::SetAgentSessionState { session, state: Some(SessionState::Ready), next: None }
        }
        ProxyRequestType::GetAgentSessionInfo => Ask::GetAgentSessionInfo(session),
        ProxyRequestType::GetQueueList => Ask::GetQueueList(group),
        ProxyRequestType::SetQueueMeasurementPeriod => Ask::SetQueueMeasurementPeriod { queue, seconds: 60 },
        ProxyRequestType::GetQueueInfo => Ask::GetQueueInfo(queue),
        ProxyRequestType::GetGroupList => Ask::GetGroupList,
        ProxyRequestType::SetAgentStateEx => Ask::SetAgentStateEx { agent, state: Some(AgentState::Ready), next: None },
    }
}

fn asking<'a>(line: &'a dyn Provider, ticket: &'a Ticket, request: ProxyRequestType) -> Call<'a, Answer> {
    Box::pin(question(request).perform(line, ticket))
}

/// Asks, and must be kept waiting; the number of what the proxy is asked.
async fn asked(stand: &Stand<'_>, call: &mut Call<'_, Answer>, to_do: &mut Ears) -> Result<RequestId, Stop> {
    let early = poll_once(call).await;
    ensure!(early.is_none(), "the proxy has not answered, and the client got {early:?}");
    let number = |message| if let Message::ProxyRequest { request } = message { Some(request) } else { None };
    let heard = to_do.until(stand, "LINE_PROXYREQUEST", |message| number(message).is_some()).await?;
    heard.into_iter().find_map(number).ok_or_else(|| Stop::Broken("LINE_PROXYREQUEST went astray".to_owned()))
}

async fn unserved_type_is_refused_at_once(stand: &Stand<'_>) -> Result<(), Stop> {
    let ticket = Ticket::unlimited();
    let reply = poll_once(&mut asking(stand.line(), &ticket, free_type(stand)?)).await;
    let wanted = Some(Err(LineError::OPERATIONUNAVAIL));
    ensure!(reply == wanted, "nobody serves the request, and the client got {reply:?}");
    Ok(())
}

async fn served_type_is_taken(stand: &Stand<'_>) -> Result<(), Stop> {
    let served = stand.line().line_get_proxy_status();
    let served = served.map_err(|_| Stop::Skipped("the provider does not say what is served"))?;
    let request = *served.first().ok_or(Stop::Skipped("nothing is served"))?;
    let second = stand.floor.open(proxy_for(request)).ok_or(Stop::Skipped("the floor has one line"))?;
    let wanted = LineError::NOTREGISTERED;
    let refused = second.err();
    ensure!(refused == Some(wanted), "a second proxy for {request}: expected {wanted}, came {}", said(refused));
    Ok(())
}

async fn proxies_are_announced(stand: &Stand<'_>) -> Result<(), Stop> {
    let mut ears = Ears::on(stand.line()).await?;
    let (request, proxy) = open_proxy(stand)?;
    let status = |status| Message::ProxyStatus { status, request: Some(request) };
    ears.until(stand, "the new proxy", |message| message == status(ProxyStatus::Open)).await?;
    let served = stand.line().line_get_proxy_status().unwrap_or_default();
    ensure!(served.contains(&request), "{request} has a proxy, and served are {served:?}");
    proxy.close();
    ears.until(stand, "the end of the proxy", |message| message == status(ProxyStatus::Close)).await?;
    let served = stand.line().line_get_proxy_status().unwrap_or_default();
    ensure!(!served.contains(&request), "{request} has no proxy, and served are {served:?}");
    Ok(())
}

async fn request_reaches_its_proxy(stand: &Stand<'_>) -> Result<(), Stop> {
    let (request, proxy) = open_proxy(stand)?;
    let mut to_do = Ears::on(&*proxy).await?;
    let client = Client { user: "conformance".to_owned(), ..Client::default() };
    let line = open(stand, OpenOptions { client: client.clone(), ..OpenOptions::default() })?;
    let ticket = Ticket::unlimited();
    let mut call = asking(&*line, &ticket, request);
    let number = asked(stand, &mut call, &mut to_do).await?;
    let came = proxy.proxy_request(number).map(|asked| (asked.client, asked.ask));
    let wanted = (client, question(request));
    ensure!(came.as_ref() == Some(&wanted), "{wanted:?} reached the proxy as {came:?}");
    let answered = proxy.line_proxy_response(number, Err(LineError::NOMEM));
    ensure!(answered == Ok(()), "the answer was refused: {answered:?}");
    let reply = stand.reply(&mut call).await?;
    ensure!(reply == Err(LineError::NOMEM), "the answer {} reached the client as {reply:?}", LineError::NOMEM);
    Ok(())
}

async fn request_is_answered_once(stand: &Stand<'_>) -> Result<(), Stop> {
    let (request, proxy) = open_proxy(stand)?;
    let mut to_do = Ears::on(&*proxy).await?;
    let ticket = Ticket::unlimited();
    let mut call = asking(stand.line(), &ticket, request);
    let number = asked(stand, &mut call, &mut to_do).await?;
    let wanted = [None, Some(LineError::INVALPOINTER)];
    let came = wanted.map(|_| proxy.line_proxy_response(number, Err(LineError::NOMEM)).err());
    ensure!(came == wanted, "of two answers to one request became {came:?}");
    Ok(())
}

async fn answer_fits_the_question(stand: &Stand<'_>) -> Result<(), Stop> {
    let (request, proxy) = open_proxy(stand)?;
    let mut to_do = Ears::on(&*proxy).await?;
    let ticket = Ticket::unlimited();
    let mut call = asking(stand.line(), &ticket, request);
    let number = asked(stand, &mut call, &mut to_do).await?;
    for wrong in [Ok(Answer::Addresses(Vec::new())), Err(LineError::INVALMEDIALIST)] {
        let refused = proxy.line_proxy_response(number, wrong.clone()).err();
        let wanted = LineError::INVALPARAM;
        ensure!(refused == Some(wanted), "{wrong:?} to {request}: expected {wanted}, came {}", said(refused));
    }
    Ok(())
}

async fn only_proxies_do_a_proxys_work(stand: &Stand<'_>) -> Result<(), Stop> {
    let (request, proxy) = open_proxy(stand)?;
    let mut to_do = Ears::on(&*proxy).await?;
    let (line, ticket) = (open(stand, OpenOptions::default())?, Ticket::unlimited());
    let mut call = asking(&*line, &ticket, request);
    let number = asked(stand, &mut call, &mut to_do).await?;
    let group = Message::GroupStatus { what: line::GroupStatus::NewGroup.into() };
    let refused = [line.line_proxy_response(number, Err(LineError::NOMEM)), line.line_proxy_message(group)];
    let wanted = [Err(LineError::NOTREGISTERED); 2];
    ensure!(refused == wanted, "for a line that is no proxy: expected {wanted:?}, came {refused:?}");
    Ok(())
}

async fn proxy_sends_only_its_own_messages(stand: &Stand<'_>) -> Result<(), Stop> {
    let (_, proxy) = open_proxy(stand)?;
    let request = RequestId::at(0);
    for message in [
        Message::Close,
        Message::Reply { request, result: Ok(()) },
        Message::ProxyRequest { request },
        Message::ProxyStatus { status: ProxyStatus::AllOpenForAcd, request: None },
    ] {
        let refused = proxy.line_proxy_message(message).err();
        let wanted = LineError::INVALPARAM;
        ensure!(refused == Some(wanted), "{message:?}: expected {wanted}, came {}", said(refused));
    }
    Ok(())
}

async fn proxy_message_leaves_out_its_sender(stand: &Stand<'_>) -> Result<(), Stop> {
    let (_, proxy) = open_proxy(stand)?;
    let (mut own, mut others) = (Ears::on(&*proxy).await?, Ears::on(stand.line()).await?);
    let group = Message::GroupStatus { what: line::GroupStatus::NewGroup.into() };
    let sent = proxy.line_proxy_message(group);
    ensure!(sent == Ok(()), "the message was refused: {sent:?}");
    others.until(stand, "the message of a proxy", |message| message == group).await?;
    let echo = own.heard()?.contains(&group);
    ensure!(!echo, "the line that has sent a message is told it too");
    Ok(())
}

async fn requests_fail_when_their_proxy_closes(stand: &Stand<'_>) -> Result<(), Stop> {
    let (request, proxy) = open_proxy(stand)?;
    let (mut to_do, mut ears) = (Ears::on(&*proxy).await?, Ears::on(stand.line()).await?);
    let ticket = Ticket::unlimited();
    let mut call = asking(stand.line(), &ticket, request);
    asked(stand, &mut call, &mut to_do).await?;
    proxy.close();
    let reply = stand.reply(&mut call).await?;
    ensure!(reply == Err(LineError::OPERATIONFAILED), "its proxy has closed, and the client got {reply:?}");
    let closed = Message::ProxyStatus { status: ProxyStatus::Close, request: Some(request) };
    ears.until(stand, "the end of the proxy", |message| message == closed).await?;
    Ok(())
}
