//! Any provider as the proxy of a device.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use async_trait::async_trait;
use futures_core::Stream as _;
use tapi_types::line::{ProxyRequestType, Sender};
use tapi_types::{LineError, Message, RequestId};

use super::line::Opened;
use super::{Device, Handler, Line, OpenOptions};
use crate::messages::{MessageFilter, Messages, Received};
use crate::{Answer, Client, Provider, ProxyRequest, Ticket, Verdict};

/// Lets a provider serve a device: it is asked what applications ask the device, and what it tells its own line the proxy
/// tells the lines of the device. Gives the proxy's line; when that is closed, nothing is served any more.
///
/// `open` gives the provider of a client: as a rule a line of its own for each, so that the handler knows who asks. It is
/// called once for each client, and once for the proxy itself, whose line is the one that is listened to.
///
/// There is no task and no thread in between: the provider's own wake-ups carry answers and messages on, once it has let its
/// locks go. Who wins at a client's limit the provider says.
///
/// # Errors
/// Those of [`Device::open`].
///
/// ```
/// use std::sync::Arc;
/// use tapi_types::line::ProxyRequestType;
/// use tapi_types::{GroupId, LineError};
/// use tsp_provider::{Device, ListedGroup, OpenOptions, Provider, Ticket, async_trait, relay};
///
/// /// An ACD with one group.
/// struct Acd;
///
/// #[async_trait]
/// impl Provider for Acd {
///     async fn line_get_group_list(&self, _ticket: &Ticket) -> Result<Vec<ListedGroup>, LineError> {
///         Ok(vec![ListedGroup { group: GroupId::at(0), name: "sales".to_owned() }])
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), LineError> {
/// let device = Device::new(Vec::new());
/// let acd = Arc::new(Acd);
/// let proxy = relay(&device, vec![ProxyRequestType::GetGroupList], move |_client| acd.clone())?;
/// let application = device.open(OpenOptions::default())?;
/// assert_eq!(application.line_get_group_list(&Ticket::unlimited()).await?[0].name, "sales");
///
/// drop(proxy);
/// let unserved = application.line_get_group_list(&Ticket::unlimited()).await;
/// assert_eq!(unserved, Err(LineError::OPERATIONUNAVAIL));
/// # Ok(())
/// # }
/// ```
pub fn relay(
    device: &Device,
    types: Vec<ProxyRequestType>,
    open: impl Fn(&Client) -> Arc<dyn Provider> + Send + Sync + 'static,
) -> Result<Line, LineError> {
    let client = Client::default();
    let own = open(&client);
    let messages = own.messages(MessageFilter::ALL, usize::MAX);
    let relay = Arc::new(Relay {
        open: Box::new(open),
        lines: Mutex::new(BTreeMap::from([(client.clone(), own)])),
        jobs: Mutex::default(),
        due: Mutex::default(),
        messages: Mutex::new(messages),
        stirred: AtomicUsize::new(0),
        line: OnceLock::new(),
    });
    let handler: Arc<dyn Handler> = Arc::new(relay.clone());
    let line = device.open(OpenOptions { client, proxy_for: types, handler: Some(handler) })?;
    // Set once: the relay was made here.
    let _first = relay.line.set(line.downgrade());
    relay.go_on();
    Ok(line)
}

struct Relay {
    open: Open,
    lines: Mutex<BTreeMap<Client, Arc<dyn Provider>>>,
    /// By the proxy's number.
    jobs: Mutex<BTreeMap<RequestId, Job>>,
    /// The jobs that can go on.
    due: Mutex<Vec<RequestId>>,
    messages: Mutex<Messages>,
    /// How often somebody has come since nobody was at work; who comes while somebody is leaves word here.
    stirred: AtomicUsize,
    /// The proxy's own.
    line: OnceLock<Weak<Opened>>,
}

/// A request that the provider is at.
struct Job {
    provider: Arc<dyn Provider>,
    ticket: Arc<Ticket>,
    /// `None` while it is polled.
    call: Option<Call>,
}

/// Gives the provider of a client.
type Open = Box<dyn Fn(&Client) -> Arc<dyn Provider> + Send + Sync>;

type Call = Pin<Box<dyn Future<Output = Result<Answer, LineError>> + Send>>;

impl Relay {
    fn provider(&self, client: &Client) -> Arc<dyn Provider> {
        let mut lines = lock(&self.lines);
        lines.entry(client.clone()).or_insert_with(|| (self.open)(client)).clone()
    }

    /// Carries on what can go on. One does it at a time; who comes meanwhile makes it go round once more.
    fn go_on(self: &Arc<Self>) {
        if self.stirred.fetch_add(1, Ordering::AcqRel) > 0 {
            return;
        }
        let mut seen = 0;
        loop {
            seen = self.stirred.load(Ordering::Acquire).max(seen);
            // A line that is gone has closed: nobody is left to be answered.
            if let Some(line) = self.line.get().and_then(Weak::upgrade).map(Line::new) {
                self.answer_due(&line);
                self.tell(&line);
            }
            if self.stirred.compare_exchange(seen, 0, Ordering::AcqRel, Ordering::Acquire).is_ok() {
                return;
            }
        }
    }

    fn answer_due(self: &Arc<Self>, line: &Line) {
        let due = std::mem::take(&mut *lock(&self.due));
        for request in due {
            let Some(mut call) = lock(&self.jobs).get_mut(&request).and_then(|job| job.call.take()) else { continue };
            let waker = Waker::from(Arc::new(Bell { relay: Arc::downgrade(self), job: Some(request) }));
            match call.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(result) => {
                    lock(&self.jobs).remove(&request);
                    answer(line, request, result);
                }
                Poll::Pending => {
                    if let Some(job) = lock(&self.jobs).get_mut(&request) {
                        job.call = Some(call);
                    }
                }
            }
        }
    }

    /// Tells the device's lines what a proxy may tell.
    fn tell(self: &Arc<Self>, line: &Line) {
        let waker = Waker::from(Arc::new(Bell { relay: Arc::downgrade(self), job: None }));
        let mut context = Context::from_waker(&waker);
        loop {
            let next = Pin::new(&mut *lock(&self.messages)).poll_next(&mut context);
            let Poll::Ready(Some(Received::Message(message))) = next else { return };
            if is_a_proxys(message) {
                // Refused only where the line has just closed.
                let _closed = line.line_proxy_message(message);
            }
        }
    }

    /// Nobody waits for a request any more.
    fn end(&self, request: RequestId) -> Option<Job> {
        let job = lock(&self.jobs).remove(&request)?;
        if let Some(line) = self.line.get().and_then(Weak::upgrade).map(Line::new) {
            answer(&line, request, Err(LineError::OPERATIONFAILED));
        }
        Some(job)
    }
}

/// An answer that the device does not take, an error that the function does not list, say, becomes one that it does.
fn answer(line: &Line, request: RequestId, result: Result<Answer, LineError>) {
    if line.line_proxy_response(request, result) == Err(LineError::INVALPARAM) {
        let _closed = line.line_proxy_response(request, Err(LineError::OPERATIONFAILED));
    }
}

fn is_a_proxys(message: Message) -> bool {
    message.number().sender() == Some(Sender::Proxy)
}

#[async_trait]
impl Handler for Arc<Relay> {
    fn request(&self, _line: &Line, request: ProxyRequest, limit: Option<Duration>) {
        self.take(request, limit);
        self.go_on();
    }

    async fn give_up(&self, request: RequestId) -> Verdict {
        let asked = lock(&self.jobs).get(&request).map(|job| (job.provider.clone(), job.ticket.clone()));
        // What is no job any more has been answered.
        let Some((provider, ticket)) = asked else { return Verdict::InTime };
        let verdict = provider.give_up(&ticket).await;
        match verdict {
            Verdict::InTime => {
                lock(&self.due).push(request);
                self.go_on();
            }
            Verdict::TooLate => drop(self.end(request)),
        }
        verdict
    }

    fn forget(&self, request: RequestId) {
        if let Some(Job { provider, ticket, call }) = self.end(request) {
            drop(call);
            provider.forget(&ticket);
        }
    }

    fn wait_for(&self, limit: Duration) -> Duration {
        self.provider(&Client::default()).wait_for(limit)
    }
}

impl Relay {
    fn take(&self, request: ProxyRequest, limit: Option<Duration>) {
        let ProxyRequest { request, client, ask } = request;
        let provider = self.provider(&client);
        let ticket = Arc::new(limit.map_or_else(Ticket::unlimited, Ticket::with_limit));
        let call: Call = Box::pin({
            let (provider, ticket) = (provider.clone(), ticket.clone());
            async move { ask.perform(&*provider, &ticket).await }
        });
        lock(&self.jobs).insert(request, Job { provider, ticket, call: Some(call) });
        lock(&self.due).push(request);
    }
}

/// Rings when a job, or a message, is there.
struct Bell {
    relay: Weak<Relay>,
    job: Option<RequestId>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        if let Some(relay) = self.relay.upgrade() {
            lock(&relay.due).extend(self.job);
            relay.go_on();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
