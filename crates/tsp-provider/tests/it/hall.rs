//! A toy that serves a device, and the floor of its applications.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tapi_types::line::ProxyRequestType;
use tapi_types::{AgentId, GroupId, LineError, QueueId, RequestId, Span};
use tsp_provider::conformance::Floor;
use tsp_provider::{
    Answer, Ask, Device, Handler, Line, Login, OpenOptions, Provider, ProxyRequest, Ticket, Verdict, async_trait,
};

use crate::crooked::Crooked;
use crate::defect::{Defect, Twist};
use crate::toy::Toy;

type Call = std::pin::Pin<Box<dyn Future<Output = Result<Answer, LineError>> + Send>>;

/// The toy as a proxy.
struct Acd {
    toy: Arc<Toy>,
    asked: Mutex<Vec<Asked>>,
}

struct Asked {
    request: RequestId,
    ticket: Arc<Ticket>,
    call: Call,
}

impl Acd {
    fn asked(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ticket(&self, request: RequestId) -> Option<Arc<Ticket>> {
        self.asked().iter().find(|asked| asked.request == request).map(|asked| asked.ticket.clone())
    }

    /// Goes on with all that was asked, and tells the news before it answers.
    fn go_on(&self, line: &Line) {
        let mut answered = Vec::new();
        self.asked().retain_mut(|asked| {
            match asked.call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(reply) => answered.push((asked.request, reply)),
                Poll::Pending => return true,
            }
            false
        });
        let news = std::mem::take(&mut self.toy.world().news);
        for message in news {
            assert_eq!(line.line_proxy_message(message), Ok(()));
        }
        for (request, reply) in answered {
            assert_eq!(line.line_proxy_response(request, reply), Ok(()));
        }
    }
}

#[async_trait]
impl Handler for Acd {
    fn request(&self, line: &Line, asked: ProxyRequest, limit: Option<Duration>) {
        let ProxyRequest { request, ask, .. } = asked;
        let (toy, ticket) = (self.toy.clone(), Arc::new(limit.map_or_else(Ticket::unlimited, Ticket::with_limit)));
        let slip = ticket.clone();
        let call: Call = Box::pin(async move { ask.perform(&*toy, &slip).await });
        self.asked().push(Asked { request, ticket, call });
        self.go_on(line);
    }

    async fn give_up(&self, request: RequestId) -> Verdict {
        let Some(ticket) = self.ticket(request) else { return Verdict::TooLate };
        self.toy.give_up(&ticket).await
    }

    fn forget(&self, request: RequestId) {
        if let Some(ticket) = self.ticket(request) {
            self.toy.forget(&ticket);
        }
    }

    fn wait_for(&self, limit: Duration) -> Duration {
        self.toy.wait_for(limit)
    }
}

/// What is put around the lines of a device, which the toy's time goes by.
type Decorate = Box<dyn Fn(Line, &Device, Arc<Toy>) -> Box<dyn Provider> + Send + Sync>;

/// The floor: a device that the toy serves, and an application's line on it.
pub(crate) struct Hall {
    toy: Arc<Toy>,
    acd: Arc<Acd>,
    proxy: Line,
    device: Device,
    decorate: Decorate,
    line: Box<dyn Provider>,
    types_are_shared_out: bool,
}

impl Hall {
    /// With these types left to be served.
    pub(crate) fn new(latency: Span, defect: Option<Defect>, twist: Option<Twist>, free: &[ProxyRequestType]) -> Hall {
        let decorate: Decorate = Box::new(move |line, device, _| Box::new(Crooked::new(line, device, twist)));
        let types_are_shared_out = twist == Some(Twist::TypeIsSharedOut);
        Hall { types_are_shared_out, ..Hall::decorated(Toy::new(latency, defect), free, decorate) }
    }

    /// The same with something around every line.
    pub(crate) fn decorated(toy: Toy, free: &[ProxyRequestType], decorate: Decorate) -> Hall {
        let toy = Arc::new(toy);
        let acd = Arc::new(Acd { toy: toy.clone(), asked: Mutex::default() });
        let device = Device::new(Vec::new());
        let proxy_for = ProxyRequestType::ALL.iter().copied().filter(|request| !free.contains(request)).collect();
        let handler: Option<Arc<dyn Handler>> = Some(acd.clone());
        let proxy =
            device.open(OpenOptions { proxy_for, handler, ..OpenOptions::default() }).expect("nobody else serves");
        let line = device.open(OpenOptions::default()).expect("it serves nothing");
        let line = decorate(line, &device, toy.clone());
        let hall = Hall { toy, acd, proxy, device, decorate, line, types_are_shared_out: false };
        for id in ["1", "2"] {
            hall.ask(Ask::CreateAgent(Login { id: Some(id.to_owned()), pin: None }));
        }
        hall.ask(Ask::GetQueueList(hall.group()));
        hall
    }

    /// Asks as the application, which wants to know its agents and queues.
    fn ask(&self, ask: Ask) {
        let ticket = Ticket::unlimited();
        let mut call = Box::pin(ask.perform(&*self.line, &ticket));
        for _ in 0..2 {
            let context = &mut Context::from_waker(Waker::noop());
            if let Poll::Ready(_reply) = call.as_mut().poll(context) {
                return;
            }
            self.toy.world().pass(Span::from_secs(1));
            self.acd.go_on(&self.proxy);
        }
    }
}

#[async_trait]
impl Floor for Hall {
    fn provider(&self) -> &dyn Provider {
        &*self.line
    }

    fn agents(&self) -> [AgentId; 2] {
        self.toy.agents()
    }

    fn group(&self) -> GroupId {
        self.toy.group()
    }

    fn queue(&self) -> QueueId {
        self.toy.queue()
    }

    async fn pass(&self, time: Span) {
        self.toy.pass(time).await;
        self.acd.go_on(&self.proxy);
    }

    async fn call(&self, wrap_up: Span) -> bool {
        let called = self.toy.call(wrap_up).await;
        self.acd.go_on(&self.proxy);
        called
    }

    async fn release(&self) {
        self.toy.release().await;
        self.acd.go_on(&self.proxy);
    }

    fn open(&self, mut options: OpenOptions) -> Option<Result<Box<dyn Provider>, LineError>> {
        if self.types_are_shared_out {
            let served = self.proxy.line_get_proxy_status().unwrap_or_default();
            options.proxy_for.retain(|request| !served.contains(request));
        }
        let opened = self.device.open(options);
        Some(opened.map(|line| (self.decorate)(line, &self.device, self.toy.clone())))
    }
}
