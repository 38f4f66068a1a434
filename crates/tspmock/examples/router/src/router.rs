//! The ACD at its line: requests come in, answers and messages go out.

use std::fmt;

use tapi_types::line::ProxyRequestType;
use tapi_types::{GroupId, LineError, Message, QueueId, RequestId, Span, Time};
use tokio::select;
use tokio::sync::mpsc;
use tokio::time::{Duration, Instant, sleep_until};
use tsp_provider::{Device, Line, MessageFilter, Messages, OpenOptions, Provider, ProxyRequest, Received};

use crate::Trunk;
use crate::acd::Acd;
use crate::trunk::Order;

/// For so many messages there is room while the router is at something else.
const BUFFER: usize = 1000;

/// An ACD that serves a device.
pub struct Router {
    line: Line,
    to_do: Messages,
    orders: mpsc::Receiver<Order>,
    acd: Acd,
    /// Time zero of the ACD.
    begun: Instant,
}

impl Router {
    /// What it serves.
    pub const SERVED: [ProxyRequestType; 13] = Device::FOR_ACD;

    /// Opens a line on the device as the proxy for [what it serves](Router::SERVED). Its agents log in by these ids, all of them
    /// READY. The trunk is for the calls. Whoever lets go of the router closes its line.
    ///
    /// # Errors
    /// [`LineError::NOTREGISTERED`] where somebody else serves the device.
    pub fn open(device: &Device, agents: &[&str]) -> Result<(Router, Trunk), LineError> {
        let line = device.open(OpenOptions { proxy_for: Router::SERVED.to_vec(), ..OpenOptions::default() })?;
        let to_do = line.messages(MessageFilter::ALL, BUFFER);
        let (trunk, orders) = Trunk::new();
        Ok((Router { line, to_do, orders, acd: Acd::new(agents), begun: Instant::now() }, trunk))
    }

    /// The only group.
    pub fn group() -> GroupId {
        GroupId::at(0)
    }

    /// The only queue, which the group serves.
    pub fn queue() -> QueueId {
        QueueId::at(0)
    }

    /// Works until its line is closed.
    pub async fn run(mut self) {
        loop {
            let due = self.acd.next_due();
            select! {
                biased;
                received = self.to_do.next() => match received {
                    Some(received) => self.receive(&received),
                    None => return,
                },
                Some(order) = self.orders.recv() => self.carry_out(order),
                () = until(self.begun, due) => self.catch_up(),
            }
            self.tell();
        }
    }

    /// Answers what has been asked up to now, and waits for nothing.
    pub fn serve(&mut self) {
        while let Some(received) = self.to_do.try_next() {
            self.receive(&received);
            self.tell();
        }
    }

    fn receive(&mut self, received: &Received) {
        match received {
            Received::Message(Message::ProxyRequest { request }) => self.answer(*request),
            Received::Message(_) => {}
            // Some of them may have been requests.
            Received::Missed(_) => {
                for ProxyRequest { request, .. } in self.line.proxy_requests() {
                    self.answer(request);
                }
            }
        }
    }

    /// A request that was answered already, when messages were missed, is not there any more.
    fn answer(&mut self, request: RequestId) {
        let Some(ProxyRequest { ask, .. }) = self.line.proxy_request(request) else { return };
        self.catch_up();
        let result = self.acd.answer(ask);
        if self.line.line_proxy_response(request, result) == Err(LineError::INVALPARAM) {
            // The function does not list the error. The line may have closed since, and then nobody waits.
            let _closed = self.line.line_proxy_response(request, Err(LineError::OPERATIONFAILED));
        }
    }

    /// Whoever gave an order and has gone does not wait for what became of it.
    fn carry_out(&mut self, order: Order) {
        self.catch_up();
        match order {
            Order::Call(wrap_up, done) => drop(done.send(self.acd.call(Span::from(wrap_up)))),
            Order::HangUp(call, done) => drop(done.send(self.acd.hang_up(call))),
            Order::Connected(done) => drop(done.send(self.acd.connected())),
        }
    }

    fn catch_up(&mut self) {
        self.acd.advance(Time::ZERO + Span::from(self.begun.elapsed()));
    }

    fn tell(&mut self) {
        for message in self.acd.take_news() {
            // Refused only where the line has just closed.
            let _closed = self.line.line_proxy_message(message);
        }
    }
}

/// Waits for a moment of the ACD, or for ever.
async fn until(begun: Instant, due: Option<Time>) {
    match due {
        Some(due) => sleep_until(begun + Duration::from_micros(due.as_micros())).await,
        None => std::future::pending().await,
    }
}

impl fmt::Debug for Router {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router").field("line", &self.line).finish_non_exhaustive()
    }
}
