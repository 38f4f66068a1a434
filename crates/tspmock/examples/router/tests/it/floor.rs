//! The router as the floor of the suite.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use router::{Router, Trunk};
use tapi_types::{AgentId, GroupId, LineError, QueueId, Span};
use tokio::task::AbortHandle;
use tokio::time::sleep;
use tsp_provider::conformance::Floor;
use tsp_provider::{Ask, Device, Line, Login, OpenOptions, Provider, Ticket, async_trait};

/// A device that the router serves, and an application's line on it.
pub(crate) struct Hall {
    device: Device,
    line: Line,
    trunk: Trunk,
    router: AbortHandle,
}

impl Hall {
    pub(crate) fn new() -> Hall {
        let device = Device::new(Vec::new());
        let (mut router, trunk) = Router::open(&device, &["anna", "ben"]).expect("nobody else serves it");
        let line = device.open(OpenOptions::default()).expect("it serves nothing");
        // A line knows of agents and queues what its application has asked.
        for id in ["anna", "ben"] {
            let login = Login { id: Some(id.to_owned()), pin: None };
            ask(&line, &mut router, Ask::CreateAgent(login));
        }
        ask(&line, &mut router, Ask::GetQueueList(Router::group()));
        let router = tokio::spawn(router.run()).abort_handle();
        Hall { device, line, trunk, router }
    }
}

/// Asks before the router is at work by itself.
fn ask(line: &Line, router: &mut Router, ask: Ask) {
    let ticket = Ticket::unlimited();
    let mut call = pin!(ask.perform(line, &ticket));
    let mut poll = || call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(poll().is_pending());
    router.serve();
    assert!(matches!(poll(), Poll::Ready(Ok(_))));
}

impl Drop for Hall {
    fn drop(&mut self) {
        self.router.abort();
    }
}

#[async_trait]
impl Floor for Hall {
    fn provider(&self) -> &dyn Provider {
        &self.line
    }

    fn agents(&self) -> [AgentId; 2] {
        [AgentId::at(0), AgentId::at(1)]
    }

    fn group(&self) -> GroupId {
        Router::group()
    }

    fn queue(&self) -> QueueId {
        Router::queue()
    }

    async fn pass(&self, time: Span) {
        sleep(time.into()).await;
    }

    async fn call(&self, wrap_up: Span) -> bool {
        self.trunk.call(wrap_up.into()).await.is_some()
    }

    async fn release(&self) {
        for call in self.trunk.connected().await {
            self.trunk.hang_up(call).await;
        }
    }

    fn open(&self, options: OpenOptions) -> Option<Result<Box<dyn Provider>, LineError>> {
        Some(self.device.open(options).map(|line| Box::new(line) as Box<dyn Provider>))
    }
}
