//! A provider that answers what it was told to, when it is told to.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::{Poll, Waker};

use tapi_types::line::{self, ApiVersion, ProxyRequestType};
use tapi_types::{
    ActivityId, AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, GroupId, LineError, Message, QueueId,
    QueueInfo, RequestId, SessionId, SessionState,
};
use tsp_provider::messages::{Inbox, inbox};
use tsp_provider::{
    AgentCaps, AgentStatusRecord, Answer, Ask, ListedActivity, ListedGroup, ListedQueue, ListedSession, Login,
    MessageFilter, Messages, Provider, Ticket, async_trait,
};

/// What to answer, what was asked, and whether replies are held back.
#[derive(Default)]
pub(crate) struct Toy {
    pub(crate) answers: Mutex<Vec<Result<Answer, LineError>>>,
    /// Refuses every request at submission.
    pub(crate) refuses: Mutex<Option<LineError>>,
    asked: Mutex<Vec<Ask>>,
    limits: Mutex<Vec<bool>>,
    is_held: AtomicBool,
    waiting: Mutex<Vec<Waker>>,
    inboxes: Mutex<Vec<Inbox>>,
    numbers: AtomicU32,
    pub(crate) forgotten: AtomicUsize,
    pub(crate) closed: AtomicUsize,
}

impl Toy {
    /// The next request is answered so.
    pub(crate) fn answer(&self, answer: Answer) {
        locked(&self.answers).push(Ok(answer));
    }

    pub(crate) fn fail(&self, error: LineError) {
        locked(&self.answers).push(Err(error));
    }

    /// What was asked since the last look.
    pub(crate) fn asked(&self) -> Vec<Ask> {
        std::mem::take(&mut locked(&self.asked))
    }

    /// True where some request came with a limit.
    pub(crate) fn had_a_limit(&self) -> bool {
        locked(&self.limits).contains(&true)
    }

    /// Holds all replies back from now on.
    pub(crate) fn hold(&self) {
        self.is_held.store(true, Ordering::SeqCst);
    }

    /// Lets them go.
    pub(crate) fn release(&self) {
        self.is_held.store(false, Ordering::SeqCst);
        let waiting = std::mem::take(&mut *locked(&self.waiting));
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Sends a message to every line.
    pub(crate) fn send(&self, message: Message) {
        let readers: Vec<Waker> = locked(&self.inboxes).iter().filter_map(|inbox| inbox.put(message)).collect();
        readers.into_iter().for_each(Waker::wake);
    }

    async fn serve(&self, ticket: &Ticket, ask: Ask) -> Result<Answer, LineError> {
        locked(&self.asked).push(ask);
        locked(&self.limits).push(ticket.limit().is_some());
        let refusal = *locked(&self.refuses);
        if let Some(error) = refusal {
            return Err(error);
        }
        ticket.set_request(RequestId::at(self.numbers.fetch_add(1, Ordering::SeqCst) as usize));
        let mut answers = locked(&self.answers).drain(..).collect::<Vec<_>>().into_iter();
        let answer = answers.next().unwrap_or(Ok(Answer::Done));
        locked(&self.answers).extend(answers);
        poll_fn(|context| {
            if !self.is_held.load(Ordering::SeqCst) {
                return Poll::Ready(());
            }
            locked(&self.waiting).push(context.waker().clone());
            Poll::Pending
        })
        .await;
        answer
    }
}

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

macro_rules! toy {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $output:ty = $ask:expr, $answer:pat => $value:expr;)+) => {
        #[async_trait]
        impl Provider for Toy {
            $(async fn $name(&self, ticket: &Ticket, $($argument: $kind),*) -> Result<$output, LineError> {
                match self.serve(ticket, $ask).await? {
                    $answer => Ok($value),
                    other => panic!("{other:?} answers another question"),
                }
            })+

            fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
                Ok(vec![ProxyRequestType::GetQueueInfo, ProxyRequestType::SetAgentStateEx])
            }

            fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
                let (inbox, messages) = inbox(filter, capacity);
                locked(&self.inboxes).push(inbox);
                messages
            }

            fn close(&self) {
                self.closed.fetch_add(1, Ordering::SeqCst);
                self.send(Message::Close);
            }

            fn forget(&self, _: &Ticket) {
                self.forgotten.fetch_add(1, Ordering::SeqCst);
            }
        }
    };
}

toy! {
    line_get_agent_session_info(session: SessionId) -> AgentSessionInfo
        = Ask::GetAgentSessionInfo(session), Answer::AgentSessionInfo(info) => info;
    line_get_agent_info(agent: AgentId) -> AgentInfo = Ask::GetAgentInfo(agent), Answer::AgentInfo(info) => info;
    line_get_queue_info(queue: QueueId) -> QueueInfo = Ask::GetQueueInfo(queue), Answer::QueueInfo(info) => info;
    line_set_agent_session_state(session: SessionId, state: Option<SessionState>, next: Option<SessionState>) -> ()
        = Ask::SetAgentSessionState { session, state, next }, Answer::Done => ();
    line_set_agent_state_ex(agent: AgentId, state: Option<AgentState>, next: Option<AgentState>) -> ()
        = Ask::SetAgentStateEx { agent, state, next }, Answer::Done => ();
    line_set_agent_measurement_period(agent: AgentId, seconds: u32) -> ()
        = Ask::SetAgentMeasurementPeriod { agent, seconds }, Answer::Done => ();
    line_set_queue_measurement_period(queue: QueueId, seconds: u32) -> ()
        = Ask::SetQueueMeasurementPeriod { queue, seconds }, Answer::Done => ();
    line_create_agent_session(agent: AgentId, group: GroupId, address: AddressId, pin: Option<String>) -> SessionId
        = Ask::CreateAgentSession { agent, group, address, pin }, Answer::Session(session) => session;
    line_create_agent(login: Login) -> AgentId = Ask::CreateAgent(login), Answer::Agent(agent) => agent;
    line_get_agent_session_list(agent: AgentId) -> Vec<ListedSession>
        = Ask::GetAgentSessionList(agent), Answer::Sessions(list) => list;
    line_get_queue_list(group: GroupId) -> Vec<ListedQueue> = Ask::GetQueueList(group), Answer::Queues(list) => list;
    line_get_group_list() -> Vec<ListedGroup> = Ask::GetGroupList, Answer::Groups(list) => list;
    line_get_agent_caps(address: AddressId, version: ApiVersion) -> AgentCaps
        = Ask::GetAgentCaps { address, version }, Answer::AgentCaps(caps) => caps;
    line_get_agent_status(address: AddressId) -> AgentStatusRecord
        = Ask::GetAgentStatus(address), Answer::AgentStatus(status) => status;
    line_set_agent_group(address: AddressId, groups: Vec<GroupId>) -> ()
        = Ask::SetAgentGroup { address, groups }, Answer::Done => ();
    line_set_agent_state(address: AddressId, state: Option<line::AgentState>, next: Option<line::AgentState>) -> ()
        = Ask::SetAgentState { address, state, next }, Answer::Done => ();
    line_set_agent_activity(address: AddressId, activity: ActivityId) -> ()
        = Ask::SetAgentActivity { address, activity }, Answer::Done => ();
    line_get_agent_activity_list(address: AddressId) -> Vec<ListedActivity>
        = Ask::GetAgentActivityList(address), Answer::Activities(list) => list;
    line_get_agent_group_list(address: AddressId) -> Vec<ListedGroup>
        = Ask::GetAgentGroupList(address), Answer::Groups(list) => list;
    line_agent_specific(address: AddressId, extension: u32, params: Vec<u8>) -> Vec<u8>
        = Ask::AgentSpecific { address, extension, params }, Answer::Params(params) => params;
}
