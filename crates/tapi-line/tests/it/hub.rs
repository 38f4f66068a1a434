//! A device with one proxy, as small as it can be.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use tapi_line::Opener;
use tapi_types::line::{ApiVersion, ProxyRequestType};
use tapi_types::{AgentId, Function, LineError, Message, QueueId, QueueInfo, RequestId};
use tsp_provider::messages::{Inbox, inbox};
use tsp_provider::{
    AgentCaps, Answer, Ask, Client, Login, MessageFilter, Messages, Provider, ProxyRequest, Ticket, async_trait,
};

use crate::toy::locked;

#[derive(Default)]
struct Table {
    serves: Vec<ProxyRequestType>,
    lines: Vec<(u32, Inbox)>,
    proxy: Option<u32>,
    opened: u32,
    requests: BTreeMap<RequestId, Pending>,
    asked: usize,
}

/// A request, its answer, and who waits for that.
type Pending = (ProxyRequest, Option<Result<Answer, LineError>>, Option<Waker>);

/// The device.
#[derive(Default)]
pub(crate) struct Hub(Arc<Mutex<Table>>);

struct HubLine {
    table: Arc<Mutex<Table>>,
    number: u32,
    client: Client,
}

impl Opener for Hub {
    fn open(&self, client: &Client, serves: &[ProxyRequestType]) -> Result<Arc<dyn Provider>, LineError> {
        let mut table = locked(&self.0);
        if serves.iter().any(|serves| table.serves.contains(serves)) {
            return Err(LineError::NOTREGISTERED);
        }
        table.opened += 1;
        let number = table.opened;
        if !serves.is_empty() {
            table.proxy = Some(number);
            table.serves.extend(serves);
        }
        Ok(Arc::new(HubLine { table: Arc::clone(&self.0), number, client: client.clone() }))
    }
}

impl Table {
    fn send(&self, message: Message, wanted: impl Fn(u32) -> bool) {
        for (number, inbox) in &self.lines {
            if wanted(*number) {
                inbox.put(message).into_iter().for_each(Waker::wake);
            }
        }
    }
}

impl HubLine {
    async fn ask(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        let number = {
            let mut table = locked(&self.table);
            let wanted = ask.function().and_then(Function::proxy_request);
            if !wanted.is_some_and(|wanted| table.serves.contains(&wanted)) {
                return Err(LineError::OPERATIONUNAVAIL);
            }
            let request = RequestId::at(table.asked);
            table.asked += 1;
            table.requests.insert(request, (ProxyRequest { request, client: self.client.clone(), ask }, None, None));
            let proxy = table.proxy;
            table.send(Message::ProxyRequest { request }, |line| Some(line) == proxy);
            request
        };
        ticket.set_request(number);
        poll_fn(|context| {
            let mut table = locked(&self.table);
            let Some((_, answer, waker)) = table.requests.get_mut(&number) else {
                return Poll::Ready(Err(LineError::OPERATIONFAILED));
            };
            *waker = Some(context.waker().clone());
            answer.take().map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

#[async_trait]
impl Provider for HubLine {
    async fn line_get_queue_info(&self, ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        let Answer::QueueInfo(info) = self.ask(ticket, Ask::GetQueueInfo(queue)).await? else {
            panic!("another answer")
        };
        Ok(info)
    }

    async fn line_create_agent(&self, ticket: &Ticket, login: Login) -> Result<AgentId, LineError> {
        let Answer::Agent(agent) = self.ask(ticket, Ask::CreateAgent(login)).await? else { panic!("another answer") };
        Ok(agent)
    }

    async fn line_get_agent_caps(
        &self,
        ticket: &Ticket,
        address: tapi_types::AddressId,
        version: ApiVersion,
    ) -> Result<AgentCaps, LineError> {
        let Answer::AgentCaps(caps) = self.ask(ticket, Ask::GetAgentCaps { address, version }).await? else {
            panic!("another answer")
        };
        Ok(caps)
    }

    fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
        Ok(locked(&self.table).serves.clone())
    }

    fn line_proxy_message(&self, message: Message) -> Result<(), LineError> {
        locked(&self.table).send(message, |line| line != self.number);
        Ok(())
    }

    fn line_proxy_response(&self, request: RequestId, result: Result<Answer, LineError>) -> Result<(), LineError> {
        let mut table = locked(&self.table);
        let (asked, answer, waker) = table.requests.get_mut(&request).ok_or(LineError::INVALPOINTER)?;
        if answer.is_some() {
            return Err(LineError::INVALPOINTER);
        }
        let function = asked.ask.function().expect("a request");
        if let Err(error) = &result
            && !function.errors().contains(error)
        {
            return Err(LineError::INVALPARAM);
        }
        *answer = Some(result);
        waker.take().into_iter().for_each(Waker::wake);
        Ok(())
    }

    fn proxy_request(&self, request: RequestId) -> Option<ProxyRequest> {
        locked(&self.table).requests.get(&request).map(|(request, ..)| request.clone())
    }

    fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
        let (inbox, messages) = inbox(filter, capacity);
        locked(&self.table).lines.push((self.number, inbox));
        messages
    }

    fn close(&self) {
        let mut table = locked(&self.table);
        if table.proxy == Some(self.number) {
            table.serves.clear();
            let pending = std::mem::take(&mut table.requests);
            pending.into_values().filter_map(|(.., waker)| waker).for_each(Waker::wake);
        }
    }
}
