//! What an application has open and under way, and how it is moved on.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tapi_types::line::{ApiVersion, MessageNumber};
use tapi_types::{LineError, Message, RequestId};
use tsp_provider::{Ask, Messages, Provider, Received};

use crate::output::Output;
use crate::proxy_side::Buffer;
use crate::request::Request;
use crate::{Arrival, LineMessage, Opener, ReplyOrder, Settings};

/// Everything of one application.
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) devices: Vec<Device>,
    /// `hLineApp`, between lineInitializeEx and lineShutdown.
    pub(crate) app: Option<u32>,
    pub(crate) lines: BTreeMap<u32, Line>,
    /// LINEPROXYREQUESTs that wait for their answer.
    pub(crate) buffers: Vec<Buffer>,
    /// By request id.
    pub(crate) requests: BTreeMap<u32, Request>,
    pub(crate) queue: VecDeque<Arrival>,
    /// Who waits for messages.
    pub(crate) reader: Option<Waker>,
    /// Calls whose return waits until their reply was taken, by request id.
    pub(crate) returns: BTreeMap<u32, Waker>,
    /// The last handle given out, and the last request id.
    handle: u32,
    request: u32,
}

/// A line device.
pub(crate) struct Device {
    pub(crate) opener: Arc<dyn Opener>,
    /// The line of the application handle, once a function needed one.
    pub(crate) own: Option<Arc<dyn Provider>>,
}

/// An open line.
pub(crate) struct Line {
    pub(crate) provider: Arc<dyn Provider>,
    /// `None` once they have come to their end.
    pub(crate) messages: Option<Messages>,
    pub(crate) instance: u32,
    pub(crate) version: ApiVersion,
    pub(crate) is_proxy: bool,
}

/// Handles begin here, far from the ids of requests, agents and queues.
const FIRST_HANDLE: u32 = 0x0001_0000;

impl State {
    pub(crate) fn new(devices: Vec<Device>, settings: Settings) -> State {
        State {
            settings,
            devices,
            app: None,
            lines: BTreeMap::new(),
            buffers: Vec::new(),
            requests: BTreeMap::new(),
            queue: VecDeque::new(),
            reader: None,
            returns: BTreeMap::new(),
            handle: FIRST_HANDLE,
            request: 0,
        }
    }

    /// A handle that never was.
    pub(crate) fn new_handle(&mut self) -> u32 {
        self.handle = self.handle.checked_add(1).unwrap_or(FIRST_HANDLE);
        self.handle
    }

    pub(crate) fn line(&self, line: u32) -> Result<&Line, LineError> {
        self.lines.get(&line).ok_or(LineError::INVALLINEHANDLE)
    }

    pub(crate) fn check_app(&self, app: u32) -> Result<(), LineError> {
        if self.app == Some(app) { Ok(()) } else { Err(LineError::INVALAPPHANDLE) }
    }

    /// The device of an id.
    pub(crate) fn device(&self, device: u32) -> Result<usize, LineError> {
        let place = usize::try_from(device).ok().filter(|&place| place < self.devices.len());
        place.ok_or(LineError::BADDEVICEID)
    }

    /// A line on a device that belongs to the application handle and that nothing is heard from.
    pub(crate) fn own_line(&mut self, device: u32) -> Result<Arc<dyn Provider>, LineError> {
        let place = self.device(device)?;
        let Device { opener, own } = &mut self.devices[place];
        match own {
            Some(provider) => Ok(Arc::clone(provider)),
            None => Ok(Arc::clone(own.insert(opener.open(&self.settings.client, &[])?))),
        }
    }

    /// Submits a request on a line, or on the application handle.
    pub(crate) fn submit(
        &mut self,
        line: Option<u32>,
        provider: Arc<dyn Provider>,
        ask: Ask,
        output: Output,
    ) -> Result<i32, LineError> {
        let waker = self.reader.clone().unwrap_or_else(|| Waker::noop().clone());
        let mut request = Request::submit(provider, ask, output, &mut Context::from_waker(&waker))?;
        if let Some((line, open)) = line.and_then(|line| Some((line, self.lines.get(&line)?))) {
            request = request.of_line(line, open.instance);
        }
        if let Some(byte) = self.settings.undefined {
            request.scribble(byte);
        }
        let is_over = request.is_over();
        let id = self.new_request();
        self.requests.insert(id, request);
        if is_over && self.settings.reply_order == ReplyOrder::BeforeReturn {
            self.post(id);
        }
        Ok(id.cast_signed())
    }

    /// Submits a request that needs no line. A device that has closed is opened anew the next time.
    pub(crate) fn submit_on_device(&mut self, device: u32, ask: Ask, output: Output) -> Result<i32, LineError> {
        let (place, provider) = (self.device(device)?, self.own_line(device)?);
        let submitted = self.submit(None, provider, ask, output);
        if submitted == Err(LineError::INVALLINEHANDLE) {
            self.devices[place].own = None;
            return Err(LineError::NODEVICE);
        }
        submitted
    }

    /// A positive LONG that no request has that is under way.
    fn new_request(&mut self) -> u32 {
        loop {
            self.request = self.request % i32::MAX.unsigned_abs() + 1;
            if !self.requests.contains_key(&self.request) {
                return self.request;
            }
        }
    }

    /// Ends a request and puts its LINE_REPLY into the queue.
    pub(crate) fn post(&mut self, id: u32) {
        let Some((request, number)) = self.requests.remove(&id).zip(RequestId::new(id)) else { return };
        let instance = request.instance;
        let result = request.end(&self.settings);
        self.put(0, instance, Message::Reply { request: number, result });
    }

    pub(crate) fn put(&mut self, line: u32, instance: u32, message: Message) {
        let (number, parameters) = (message.number().number(), message.parameters());
        self.queue.push_back(Arrival::Message(LineMessage { line, number, instance, parameters }));
    }

    /// The next arrival; where none waits, everything is moved on first. Also whom to wake.
    pub(crate) fn take(&mut self, context: &mut Context<'_>) -> (Option<Arrival>, Option<Waker>) {
        // What arrived may be nothing for the queue.
        while self.queue.is_empty() && self.move_on(context) {}
        let arrival = self.queue.pop_front();
        let waiting = match arrival {
            Some(Arrival::Message(message)) if message.number == MessageNumber::Reply.number() => {
                self.returns.remove(&message.parameters[0])
            }
            Some(_) | None => None,
        };
        (arrival, waiting)
    }

    /// True once the reply of a request was taken out of the queue.
    pub(crate) fn is_taken(&self, id: u32) -> bool {
        let reply = MessageNumber::Reply.number();
        let is_it = |arrival: &Arrival| match arrival {
            Arrival::Message(message) => message.number == reply && message.parameters[0] == id,
            Arrival::Missed { .. } => false,
        };
        !self.requests.contains_key(&id) && !self.queue.iter().any(is_it)
    }

    /// Posts what the provider has answered, and then its messages. They are looked at first: one that may only follow a
    /// reply was sent after that was there, and so comes behind it. True where there may be more.
    fn move_on(&mut self, context: &mut Context<'_>) -> bool {
        let received: Vec<(u32, Vec<Received>)> =
            self.lines.iter_mut().map(|(&line, open)| (line, open.receive(self.settings.capacity, context))).collect();
        let over: Vec<u32> =
            self.requests.iter_mut().filter_map(|(&id, request)| request.poll(context).then_some(id)).collect();
        for id in over {
            self.post(id);
        }
        let is_more = received.iter().any(|(_, received)| !received.is_empty());
        for (line, received) in received.into_iter().flat_map(|(line, all)| all.into_iter().map(move |one| (line, one)))
        {
            self.arrive(line, received);
        }
        is_more
    }

    /// Something from the provider of a line.
    pub(crate) fn arrive(&mut self, line: u32, received: Received) {
        let Some(instance) = self.lines.get(&line).map(|open| open.instance) else { return };
        match received {
            Received::Missed(count) => self.queue.push_back(Arrival::Missed { line, count }),
            Received::Message(Message::Close) => drop(self.end_line(line)),
            // Replies are those to our own requests.
            Received::Message(Message::Reply { .. }) => {}
            Received::Message(Message::ProxyRequest { request }) => self.lay_out(line, request),
            Received::Message(message) => self.put(line, instance, message),
        }
    }
}

impl Line {
    /// The messages that wait, about as many as the buffer holds.
    pub(crate) fn receive(&mut self, capacity: usize, context: &mut Context<'_>) -> Vec<Received> {
        let mut received = Vec::new();
        while let Some(messages) = self.messages.as_mut().filter(|_| received.len() <= capacity) {
            match Pin::new(messages).poll_next(context) {
                Poll::Ready(Some(next)) => received.push(next),
                Poll::Ready(None) => self.messages = None,
                Poll::Pending => break,
            }
        }
        received
    }
}
