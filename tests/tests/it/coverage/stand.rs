//! A device with its applications: programs of TAPI 2.2, and an ACD that is a few lines of a test.

use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tapi_line::{Arrival, LineApp, LineMessage, OpenLine, Opener, Settings};
use tapi_types::line::{ApiVersion, OpenOption, ProxyRequestType};
use tapi_types::{AddressId, LineError};
use tsp_provider::{Answer, Ask, Client, Device, Handler, Line, OpenOptions, Provider, ProxyRequest};

/// A program of TAPI 2.2 with one open line.
pub(crate) struct Program {
    pub(crate) app: LineApp,
    pub(crate) line: u32,
}

/// A device with one address.
pub(crate) fn device() -> Device {
    Device::new(vec![AddressId(0)])
}

pub(crate) fn client(machine: &str, user: &str) -> Client {
    Client { machine: machine.to_owned(), user: user.to_owned(), version: ApiVersion::V2_2 }
}

/// A program that opens a line, as a proxy for these types of request.
pub(crate) fn program(device: &Device, client: Client, serves: &[ProxyRequestType]) -> Program {
    let device = device.clone();
    let opener = move |client: &Client, serves: &[ProxyRequestType]| -> Result<Arc<dyn Provider>, LineError> {
        let (client, proxy_for) = (client.clone(), serves.to_vec());
        Ok(Arc::new(device.open(OpenOptions { client, proxy_for, ..OpenOptions::default() })?))
    };
    let opener: Arc<dyn Opener> = Arc::new(opener);
    let app = LineApp::new([opener], Settings { client, ..Settings::default() });
    let (mut handle, mut line) = (0, 0);
    assert_eq!(app.line_initialize_ex(Some(&mut handle), ApiVersion::V2_2.0), 0);
    let array: Vec<u8> = serves.iter().flat_map(|serves| serves.number().to_le_bytes()).collect();
    let how = if serves.is_empty() {
        OpenLine::default()
    } else {
        OpenLine { privileges: OpenOption::Proxy.number(), proxy_requests: Some(&array), ..OpenLine::default() }
    };
    assert_eq!(app.line_open(handle, 0, Some(&mut line), how), 0);
    Program { app, line }
}

impl Program {
    /// The next message, which must be there: its number and its three parameters.
    pub(crate) fn message(&self) -> (u32, [u32; 3]) {
        match self.app.try_next() {
            Some(Arrival::Message(LineMessage { number, parameters, .. })) => (number, parameters),
            other => panic!("{other:?} is no message"),
        }
    }

    /// Everything that is there.
    pub(crate) fn messages(&self) -> Vec<(u32, [u32; 3])> {
        let arrivals = std::iter::from_fn(|| self.app.try_next());
        let message = |arrival| match arrival {
            Arrival::Message(LineMessage { number, parameters, .. }) => (number, parameters),
            Arrival::Missed { .. } => panic!("{arrival:?} is no message"),
        };
        arrivals.map(message).collect()
    }
}

/// An ACD that answers at once, or not at all, by a function.
struct Acd<F>(F);

impl<F: Fn(&Client, &Ask) -> Option<Result<Answer, LineError>> + Send + Sync> Handler for Acd<F> {
    fn request(&self, line: &Line, request: ProxyRequest, _: Option<Duration>) {
        if let Some(answer) = (self.0)(&request.client, &request.ask) {
            line.line_proxy_response(request.request, answer).expect("it answers this question");
        }
    }
}

/// Opens a line that serves everything by a function; what that leaves alone is never answered.
pub(crate) fn acd(
    device: &Device,
    answer: impl Fn(&Client, &Ask) -> Option<Result<Answer, LineError>> + Send + Sync + 'static,
) -> Line {
    let handler: Arc<dyn Handler> = Arc::new(Acd(answer));
    let proxy_for = ProxyRequestType::ALL.to_vec();
    device
        .open(OpenOptions { proxy_for, handler: Some(handler), ..OpenOptions::default() })
        .expect("nothing is served yet")
}

/// What is there of a future without waiting.
pub(crate) fn poll<T>(future: &mut (impl Future<Output = T> + Unpin)) -> Option<T> {
    match std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
