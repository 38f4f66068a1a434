//! Proxies that are called.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tapi_types::line::ProxyRequestType;
use tapi_types::{LineError, RequestId};
use tsp_provider::{
    Answer, Client, Handler, Line, ListedGroup, OpenOptions, Provider, ProxyRequest, Ticket, Verdict, async_trait,
};

use super::{GROUP, application, device, listen, poll};

/// Answers at once, or when it is asked who won; writes down what it hears.
#[derive(Default)]
struct Acd {
    at_once: bool,
    heard: Mutex<Vec<String>>,
    kept: Mutex<Vec<Line>>,
}

impl Acd {
    fn write_down(&self, what: String) {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn groups() -> Vec<ListedGroup> {
    vec![ListedGroup { group: GROUP, name: "sales".to_owned() }]
}

#[async_trait]
impl Handler for Acd {
    fn request(&self, line: &Line, request: ProxyRequest, limit: Option<Duration>) {
        self.write_down(format!("{} of {}, {limit:?}", request.ask, request.client.user));
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(line.clone());
        if self.at_once {
            assert_eq!(line.line_proxy_response(request.request, Ok(Answer::Groups(groups()))), Ok(()));
        }
    }

    async fn give_up(&self, request: RequestId) -> Verdict {
        self.write_down(format!("give up {}", request.get()));
        let line = self.kept.lock().unwrap_or_else(PoisonError::into_inner)[0].clone();
        line.line_proxy_response(request, Ok(Answer::Groups(groups()))).expect("it was not answered");
        Verdict::InTime
    }

    fn forget(&self, request: RequestId) {
        self.write_down(format!("forget {}", request.get()));
    }

    fn wait_for(&self, limit: Duration) -> Duration {
        limit / 10
    }
}

fn serving(at_once: bool) -> (Arc<Acd>, Line, Line) {
    let device = device();
    let acd = Arc::new(Acd { at_once, ..Acd::default() });
    let line = application(&device);
    assert_eq!(line.wait_for(Duration::from_secs(10)), Duration::from_secs(10));
    let handler: Option<Arc<dyn Handler>> = Some(acd.clone());
    let options = OpenOptions { handler, proxy_for: vec![ProxyRequestType::GetGroupList], client: Client::default() };
    let proxy = device.open(options).unwrap();
    (acd, line, proxy)
}

#[test]
fn a_handler_may_answer_at_once() {
    let (acd, line, proxy) = serving(true);
    let mut told = listen(&proxy);
    let ticket = Ticket::with_limit(Duration::from_secs(3));
    assert_eq!(poll(&mut line.line_get_group_list(&ticket)), Some(Ok(groups())));
    assert_eq!(acd.heard(), ["lineGetGroupList() of user, Some(3s)"]);
    assert_eq!(told.try_next(), None, "it is called instead of told");
    proxy.close();
    assert_eq!(poll(&mut line.line_get_group_list(&ticket)), Some(Err(LineError::OPERATIONUNAVAIL)));
}

#[tokio::test]
async fn a_handler_says_who_wins_at_the_limit_and_how_fast_time_goes() {
    let (acd, line, _proxy) = serving(false);
    let ticket = Ticket::with_limit(Duration::from_secs(3));
    let mut call = line.line_get_group_list(&ticket);
    assert_eq!(poll(&mut call), None);
    assert_eq!(line.give_up(&ticket).await, Verdict::InTime);
    assert_eq!(poll(&mut call), Some(Ok(groups())));
    assert_eq!(acd.heard(), ["lineGetGroupList() of user, Some(3s)", "give up 1"]);
    assert_eq!(line.wait_for(Duration::from_secs(10)), Duration::from_secs(1));
}

#[test]
fn a_handler_hears_of_clients_that_go() {
    let (acd, line, proxy) = serving(false);
    let tickets = [(); 3].map(|()| Ticket::unlimited());
    let mut calls: Vec<_> = tickets.iter().map(|ticket| line.line_get_group_list(ticket)).collect();
    for call in &mut calls {
        assert_eq!(poll(call), None);
    }
    acd.heard();
    drop(calls.remove(0));
    proxy.forget(&tickets[0]);
    assert_eq!(acd.heard(), [""; 0], "it is not that line's request");
    line.forget(&tickets[0]);
    assert_eq!(acd.heard(), ["forget 1"]);
    assert_eq!(proxy.line_proxy_response(RequestId::at(1), Ok(Answer::Groups(groups()))), Ok(()));
    line.close();
    assert_eq!(acd.heard(), ["forget 3"], "the second was answered");
    assert_eq!(proxy.proxy_requests().len(), 2);
}

#[test]
fn a_handler_needs_something_to_serve() {
    let device = device();
    let handler: Option<Arc<dyn Handler>> = Some(Arc::new(Acd::default()));
    let refused = device.open(OpenOptions { handler, ..OpenOptions::default() }).map(drop);
    assert_eq!(refused, Err(LineError::INVALPRIVSELECT));
}

#[test]
fn a_handler_that_keeps_its_own_line_goes_with_it() {
    let (acd, line, proxy) = serving(true);
    let ticket = Ticket::unlimited();
    assert_eq!(poll(&mut line.line_get_group_list(&ticket)), Some(Ok(groups())));
    assert_eq!(acd.kept.lock().unwrap_or_else(PoisonError::into_inner).len(), 1);
    let still_there = Arc::downgrade(&acd);
    drop(acd);
    proxy.close();
    drop(proxy);
    assert!(still_there.upgrade().is_none());
}
