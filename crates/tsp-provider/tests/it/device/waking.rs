//! Who is woken may use the device at once: it is free by then.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use tapi_types::line::{GroupStatus, ProxyRequestType};
use tapi_types::{LineError, Message};
use tsp_provider::messages::Received;
use tsp_provider::{Answer, Line, Provider, Ticket};

use super::{SESSION, application, asked, created, creating, device, heard, listen, proxy};

use ProxyRequestType::{CreateAgentSession, GetGroupList};

/// Uses its line when it is woken.
struct Busybody {
    line: Line,
    woken: AtomicUsize,
}

impl Wake for Busybody {
    fn wake(self: Arc<Self>) {
        assert!(self.line.line_get_proxy_status().is_ok(), "it stays open");
        self.woken.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn readers_and_clients_are_woken_when_the_device_is_free() {
    let device = device();
    let (line, acd) = (application(&device), proxy(&device, &[CreateAgentSession]));
    let busybody = Arc::new(Busybody { line: application(&device), woken: AtomicUsize::new(0) });
    let waker = Waker::from(busybody.clone());
    let context = &mut Context::from_waker(&waker);
    let woken = || busybody.woken.load(Ordering::Relaxed);
    let mut told = listen(&line);
    {
        let mut next = std::pin::pin!(told.next());
        assert_eq!(next.as_mut().poll(context), Poll::Pending);
        let group = Message::GroupStatus { what: GroupStatus::NewGroup.into() };
        assert_eq!(acd.line_proxy_message(group), Ok(()));
        assert_eq!((woken(), next.poll(context)), (1, Poll::Ready(Some(Received::Message(group)))));
    }
    let tickets = [(); 3].map(|()| Ticket::unlimited());
    let mut answered = creating(&line, &tickets[0]);
    assert_eq!(answered.as_mut().poll(context), Poll::Pending);
    created(&acd, asked(&acd));
    assert_eq!((woken(), answered.as_mut().poll(context)), (2, Poll::Ready(Ok(SESSION))));

    let mut failed = creating(&line, &tickets[1]);
    assert_eq!(failed.as_mut().poll(context), Poll::Pending);
    drop(acd);
    assert_eq!((woken(), failed.as_mut().poll(context)), (3, Poll::Ready(Err(LineError::OPERATIONFAILED))));
    heard(&mut told);

    let _another = proxy(&device, &[CreateAgentSession]);
    heard(&mut told);
    let mut left = creating(&line, &tickets[2]);
    assert_eq!(left.as_mut().poll(context), Poll::Pending);
    let mut next = std::pin::pin!(told.next());
    assert_eq!(next.as_mut().poll(context), Poll::Pending);
    line.close();
    assert_eq!(woken(), 5, "the client and the reader");
    assert_eq!(left.as_mut().poll(context), Poll::Ready(Err(LineError::OPERATIONFAILED)));
    assert_eq!(next.poll(context), Poll::Ready(Some(Received::Message(Message::Close))));
}

#[test]
fn many_threads_get_their_own_answers() {
    const EACH: usize = 200;
    let device = device();
    let acd = proxy(&device, &[GetGroupList]);
    let lines = [(); 4].map(|()| application(&device));
    let runtime = || tokio::runtime::Builder::new_current_thread().build().expect("a runtime without drivers");
    thread::scope(|scope| {
        for line in &lines {
            scope.spawn(move || {
                runtime().block_on(async {
                    for _ in 0..EACH {
                        assert_eq!(line.line_get_group_list(&Ticket::unlimited()).await, Ok(Vec::new()));
                    }
                });
            });
        }
        scope.spawn(|| {
            let mut left = EACH * lines.len();
            while left > 0 {
                for request in acd.proxy_requests() {
                    assert_eq!(acd.line_proxy_response(request.request, Ok(Answer::Groups(Vec::new()))), Ok(()));
                    left -= 1;
                }
                thread::yield_now();
            }
        });
    });
    assert_eq!(acd.proxy_requests(), []);
}
