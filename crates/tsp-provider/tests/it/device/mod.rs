//! Lines of a device: who is asked, who is told, and what is left when somebody goes.

mod closing;
mod handlers;
mod knowing;
mod proxies;
mod telling;
mod waking;

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use tapi_types::line::ProxyRequestType;
use tapi_types::{AddressId, AgentId, GroupId, LineError, Message, RequestId, SessionId};
use tsp_provider::messages::Received;
use tsp_provider::{Answer, Client, Device, Line, MessageFilter, Messages, OpenOptions, Provider, Ticket};

const AGENT: AgentId = AgentId::new(1).unwrap();
const GROUP: GroupId = GroupId::new(1).unwrap();
const SESSION: SessionId = SessionId::new(7).unwrap();
const ADDRESS: AddressId = AddressId(3);

type Call<'a, T> = Pin<Box<dyn Future<Output = Result<T, LineError>> + Send + 'a>>;

fn device() -> Device {
    Device::new(vec![AddressId(0), ADDRESS])
}

fn proxy(device: &Device, types: &[ProxyRequestType]) -> Line {
    device.open(OpenOptions { proxy_for: types.to_vec(), ..OpenOptions::default() }).expect("the types are free")
}

fn application(device: &Device) -> Line {
    device.open(OpenOptions::default()).expect("whoever serves nothing may open a line")
}

fn application_of(device: &Device, user: &str) -> Line {
    let client = Client { user: user.to_owned(), ..Client::default() };
    device.open(OpenOptions { client, ..OpenOptions::default() }).expect("whoever serves nothing may open a line")
}

fn listen(line: &Line) -> Messages {
    line.messages(MessageFilter::ALL, 100)
}

fn poll<T>(call: &mut Call<'_, T>) -> Option<Result<T, LineError>> {
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(reply) => Some(reply),
        Poll::Pending => None,
    }
}

/// What is there to read, where nothing is lost.
fn heard(messages: &mut Messages) -> Vec<Message> {
    let received = std::iter::from_fn(|| messages.try_next());
    received
        .map(|received| match received {
            Received::Message(message) => message,
            Received::Missed(lost) => panic!("{lost} messages were lost"),
        })
        .collect()
}

/// The number of the one request that a proxy has not answered.
fn asked(proxy: &Line) -> RequestId {
    match &proxy.proxy_requests()[..] {
        [one] => one.request,
        others => panic!("expected one request, came {others:?}"),
    }
}

fn creating<'a>(line: &'a Line, ticket: &'a Ticket) -> Call<'a, SessionId> {
    let mut call = line.line_create_agent_session(ticket, AGENT, GROUP, ADDRESS, None);
    assert_eq!(poll(&mut call), None, "the proxy has not answered");
    call
}

fn created(proxy: &Line, request: RequestId) {
    assert_eq!(proxy.line_proxy_response(request, Ok(Answer::Session(SESSION))), Ok(()));
}
