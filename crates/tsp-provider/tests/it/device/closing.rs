//! What is left when somebody goes in the middle.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use tapi_types::line::{ProxyRequestType, ProxyStatus};
use tapi_types::{LineError, Message};
use tsp_provider::{Answer, Device, MessageFilter, Provider, Ticket};

use super::{application, asked, created, creating, device, heard, listen, poll, proxy};

use ProxyRequestType::{CreateAgentSession, GetGroupList};

#[derive(Default)]
struct Counter(AtomicUsize);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn status(status: ProxyStatus, request: ProxyRequestType) -> Message {
    Message::ProxyStatus { status, request: Some(request) }
}

#[test]
fn a_proxy_that_closes_fails_what_it_has_and_then_the_others_are_told() {
    let device = device();
    let line = application(&device);
    let acd = proxy(&device, &[CreateAgentSession, GetGroupList]);
    let (mut told, mut to_do) = (listen(&line), listen(&acd));
    let ticket = Ticket::unlimited();
    let mut call = creating(&line, &ticket);
    assert_eq!(heard(&mut to_do).len(), 1);
    let counter = Arc::new(Counter::default());
    let waker = Waker::from(counter.clone());
    assert_eq!(call.as_mut().poll(&mut Context::from_waker(&waker)), Poll::Pending);

    acd.close();
    assert_eq!(counter.0.load(Ordering::Relaxed), 1);
    assert_eq!(poll(&mut call), Some(Err(LineError::OPERATIONFAILED)));
    let closed = [GetGroupList, CreateAgentSession].map(|request| status(ProxyStatus::Close, request));
    let mut wanted = closed.to_vec();
    wanted.sort_by_key(|message| message.parameters()[1]);
    assert_eq!(heard(&mut told), wanted);
    assert_eq!(heard(&mut to_do), [Message::Close]);
    let late = acd.line_proxy_response(ticket.request().unwrap(), Err(LineError::OPERATIONFAILED));
    assert_eq!(late, Err(LineError::INVALLINEHANDLE));
}

#[tokio::test]
async fn a_closed_line_refuses_everything_and_says_close_once() {
    let device = device();
    let acd = proxy(&device, ProxyRequestType::ALL);
    let line = application(&device);
    let mut told = listen(&line);
    line.close();
    line.close();
    assert_eq!(heard(&mut told), [Message::Close]);
    assert_eq!(told.next().await, None);
    assert_eq!(line.messages(MessageFilter::ALL, 1).next().await, None, "there is nothing more to be told");
    for ask in crate::asks::one_of_each() {
        let refused = ask.perform(&line, &Ticket::unlimited()).await;
        assert_eq!(refused, Err(LineError::INVALLINEHANDLE));
    }
    assert_eq!(line.line_get_proxy_status(), Err(LineError::INVALLINEHANDLE));
    acd.close();
    assert_eq!(acd.line_proxy_message(Message::GroupStatus { what: 1.into() }), Err(LineError::INVALLINEHANDLE));
}

#[test]
fn what_an_application_waits_for_ends_with_its_line_and_is_handled_all_the_same() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let (tickets, other) = ([(); 2].map(|()| Ticket::unlimited()), application(&device));
    let mut open = creating(&line, &tickets[0]);
    let mut answered = creating(&line, &tickets[1]);
    created(&acd, tickets[1].request().unwrap());
    line.close();
    assert_eq!(poll(&mut open), Some(Err(LineError::OPERATIONFAILED)));
    assert_eq!(poll(&mut answered), Some(Err(LineError::OPERATIONFAILED)));
    created(&acd, asked(&acd));
    drop((open, answered));
    assert_eq!(other.line_get_proxy_status(), Ok(vec![CreateAgentSession]), "another line is as before");
}

#[test]
fn a_call_that_is_dropped_is_still_to_be_answered() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let tickets = [(); 2].map(|()| Ticket::unlimited());
    drop(creating(&line, &tickets[0]));
    created(&acd, asked(&acd));
    assert_eq!(acd.proxy_requests(), []);

    let call = creating(&line, &tickets[1]);
    created(&acd, asked(&acd));
    drop(call);
    let again = acd.line_proxy_response(tickets[1].request().unwrap(), Ok(Answer::Done));
    assert_eq!(again, Err(LineError::INVALPOINTER));
}

#[test]
fn an_unpolled_call_asks_nothing() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[GetGroupList]));
    let ticket = Ticket::unlimited();
    drop(line.line_get_group_list(&ticket));
    assert_eq!((acd.proxy_requests(), ticket.request()), (vec![], None));
}

#[test]
fn the_last_clone_closes_the_line() {
    let device = device();
    let line = application(&device);
    let acd = proxy(&device, &[GetGroupList]);
    let mut told = listen(&line);
    let clone = acd.clone();
    assert_eq!(clone.handle(), acd.handle());
    drop(acd);
    assert_eq!(heard(&mut told), []);
    drop(clone);
    assert_eq!(heard(&mut told), [status(ProxyStatus::Close, GetGroupList)]);
}

#[test]
fn a_device_that_goes_closes_every_line() {
    let device: Device = device();
    let lines = [application(&device), proxy(&device, &[CreateAgentSession]), application(&device)];
    let mut told = lines.each_ref().map(listen);
    let ticket = Ticket::unlimited();
    let mut call = creating(&lines[0], &ticket);
    device.close_all();
    assert_eq!(poll(&mut call), Some(Err(LineError::OPERATIONFAILED)));
    for messages in &mut told {
        assert_eq!(heard(messages).last(), Some(&Message::Close));
    }
    assert!(application(&device).line_get_proxy_status().is_ok(), "it can be opened again");
}
