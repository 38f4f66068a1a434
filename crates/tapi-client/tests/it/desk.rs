//! A provider by hand: its answers are written down before, and it writes down what it was asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tapi_client::CallCenter;
use tapi_types::line::{ApiVersion, ProxyRequestType};
use tapi_types::{
    AddressId, AgentId, AgentInfo, AgentSessionInfo, AgentState, Bits, Currency, GroupId, LineError, Message, QueueId,
    QueueInfo, SessionId, SessionState, Span, Time,
};
use tsp_provider::messages::{Inbox, inbox};
use tsp_provider::{
    AgentCaps, AgentEntry, GroupEntry, ListedGroup, ListedQueue, ListedSession, Login, MessageFilter, Messages,
    Provider, QueueEntry, SessionEntry, Ticket,
};

/// So many seconds and a bit that is rounded away.
const fn bit_over(seconds: u64) -> Span {
    Span::from_micros(seconds * 1_000_000 + 999_999)
}

pub(crate) fn annas_session() -> SessionId {
    SessionId::at(4)
}

/// An agent with an id.
pub(crate) fn anna() -> AgentId {
    AgentId::at(5)
}

/// An agent without one.
pub(crate) fn nameless() -> AgentId {
    AgentId::at(6)
}

pub(crate) fn sales() -> QueueId {
    QueueId::at(6)
}

pub(crate) fn front() -> GroupId {
    GroupId::at(7)
}

pub(crate) const ADDRESS: AddressId = AddressId(9);
/// One that is listed and not the first.
pub(crate) const OTHER_ADDRESS: AddressId = AddressId(3);
/// One that is not listed.
pub(crate) const FAR_ADDRESS: AddressId = AddressId(77);

/// What can be set before, and read afterwards.
pub(crate) struct Script {
    pub(crate) told: Vec<String>,
    /// Every request is refused with it.
    pub(crate) refusal: Option<LineError>,
    /// A request acts at once and is answered so much later.
    pub(crate) delay: Duration,
    pub(crate) groups: Vec<ListedGroup>,
    pub(crate) addresses: Vec<AddressId>,
    /// What lineGetProxyStatus says; `None`: that it does not say.
    pub(crate) proxies: Option<Vec<ProxyRequestType>>,
    /// Whether objects can be looked up without a request.
    pub(crate) has_entries: bool,
    /// Whether the group and the queue are removed, by their entries.
    pub(crate) removed: bool,
    /// The state in the entry of every agent.
    pub(crate) agent_state: AgentState,
    pub(crate) closed: u32,
    inboxes: Vec<Inbox>,
}

pub(crate) struct Desk {
    script: Mutex<Script>,
}

pub(crate) fn listed_group(place: usize) -> ListedGroup {
    ListedGroup { group: GroupId::at(place), name: format!("group {place}") }
}

impl Desk {
    pub(crate) fn new() -> Arc<Desk> {
        let script = Script {
            told: Vec::new(),
            refusal: None,
            delay: Duration::ZERO,
            groups: vec![listed_group(7), listed_group(2)],
            addresses: vec![ADDRESS, OTHER_ADDRESS],
            proxies: None,
            has_entries: true,
            removed: false,
            agent_state: AgentState::BusyIncoming,
            closed: 0,
            inboxes: Vec::new(),
        };
        Arc::new(Desk { script: Mutex::new(script) })
    }

    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it was asked since it was last looked at.
    pub(crate) fn told(&self) -> Vec<String> {
        std::mem::take(&mut self.script().told)
    }

    /// Tells all listeners.
    pub(crate) fn send(&self, message: Message) {
        let wakers: Vec<_> = self.script().inboxes.iter().filter_map(|inbox| inbox.put(message)).collect();
        wakers.into_iter().for_each(std::task::Waker::wake);
    }

    async fn ask<T>(&self, what: String, answer: T) -> Result<T, LineError> {
        let (delay, refusal) = {
            let mut script = self.script();
            script.told.push(what);
            (script.delay, script.refusal)
        };
        if delay > Duration::ZERO {
            tokio::time::sleep(delay).await;
        }
        refusal.map_or(Ok(answer), Err)
    }
}

/// A desk, and a call centre with no other handler.
pub(crate) fn center() -> (Arc<Desk>, CallCenter) {
    let desk = Desk::new();
    (desk.clone(), CallCenter::new(desk))
}

#[async_trait]
impl Provider for Desk {
    async fn line_get_agent_session_info(&self, _: &Ticket, session: SessionId) -> Result<AgentSessionInfo, LineError> {
        let info = AgentSessionInfo {
            state: SessionState::BusyWrapUp,
            next_state: Some(SessionState::NotReady),
            session_start: Time::from_micros(1_234_567),
            session_duration: bit_over(1_001),
            number_of_calls: 7,
            total_talk_time: bit_over(7 * 101),
            total_call_time: bit_over(7 * 211),
            total_wrap_up_time: bit_over(7 * 307),
            acd_call_rate: Currency(12_345),
            longest_time_to_answer: bit_over(401),
            sum_time_to_answer: bit_over(5 * 503),
            answers: 5,
        };
        self.ask(format!("get {session:?}"), info).await
    }

    async fn line_get_agent_info(&self, _: &Ticket, agent: AgentId) -> Result<AgentInfo, LineError> {
        let info = AgentInfo {
            state: AgentState::BusyAcd,
            next_state: None,
            measurement_period_s: u32::MAX,
            overall_call_rate: Currency(54_321),
            number_of_acd_calls: 11,
            number_of_incoming_calls: 12,
            number_of_outgoing_calls: 13,
            total_acd_talk_time: bit_over(14),
            total_acd_call_time: bit_over(15),
            total_wrap_up_time: bit_over(16),
        };
        self.ask(format!("get {agent:?}"), info).await
    }

    async fn line_get_queue_info(&self, _: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        let info = QueueInfo {
            measurement_period_s: 1_800,
            total_calls_queued: (1 << 31) + 5,
            current_calls_queued: 22,
            total_calls_abandoned: 23,
            total_calls_flowed_in: 24,
            total_calls_flowed_out: 25,
            longest_ever_wait_time: bit_over(26),
            current_longest_wait_time: bit_over(27),
            average_wait_time_s: 28,
            final_disposition: 29,
        };
        self.ask(format!("get {queue:?}"), info).await
    }

    async fn line_set_agent_session_state(
        &self,
        _: &Ticket,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), LineError> {
        self.ask(format!("set {session:?} {state:?} {next:?}"), ()).await
    }

    async fn line_set_agent_state_ex(
        &self,
        _: &Ticket,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<AgentState>,
    ) -> Result<(), LineError> {
        self.ask(format!("set {agent:?} {state:?} {next:?}"), ()).await
    }

    async fn line_set_agent_measurement_period(
        &self,
        _: &Ticket,
        agent: AgentId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.ask(format!("period {agent:?} {seconds}"), ()).await
    }

    async fn line_set_queue_measurement_period(
        &self,
        _: &Ticket,
        queue: QueueId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.ask(format!("period {queue:?} {seconds}"), ()).await
    }

    async fn line_create_agent_session(
        &self,
        _: &Ticket,
        agent: AgentId,
        group: GroupId,
        address: AddressId,
        pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        self.ask(format!("create {agent:?} {group:?} {address:?} {pin:?}"), annas_session()).await
    }

    async fn line_create_agent(&self, _: &Ticket, login: Login) -> Result<AgentId, LineError> {
        let agent = if login.id.is_some() { anna() } else { nameless() };
        self.ask(format!("create {:?} {:?}", login.id, login.pin), agent).await
    }

    async fn line_get_agent_session_list(&self, _: &Ticket, agent: AgentId) -> Result<Vec<ListedSession>, LineError> {
        let listed = |place| ListedSession { session: SessionId::at(place), agent, group: front(), address: ADDRESS };
        self.ask(format!("sessions {agent:?}"), [8, 4].map(listed).to_vec()).await
    }

    async fn line_get_queue_list(&self, _: &Ticket, group: GroupId) -> Result<Vec<ListedQueue>, LineError> {
        let listed = |place| ListedQueue { queue: QueueId::at(place), name: format!("queue {place}") };
        self.ask(format!("queues {group:?}"), [6, 1].map(listed).to_vec()).await
    }

    async fn line_get_group_list(&self, _: &Ticket) -> Result<Vec<ListedGroup>, LineError> {
        let groups = self.script().groups.clone();
        self.ask("groups".to_owned(), groups).await
    }

    async fn line_get_agent_caps(
        &self,
        _: &Ticket,
        address: AddressId,
        version: ApiVersion,
    ) -> Result<AgentCaps, LineError> {
        let caps = AgentCaps {
            handler: "the desk".to_owned(),
            version,
            features: Bits::NONE,
            states: Bits::NONE,
            next_states: Bits::NONE,
            max_groups: 1,
            status_messages: Bits::NONE,
            extensions: Vec::new(),
            proxy: None,
        };
        self.ask(format!("caps {address:?} {version}"), caps).await
    }

    fn line_get_proxy_status(&self) -> Result<Vec<ProxyRequestType>, LineError> {
        self.script().proxies.clone().ok_or(LineError::OPERATIONUNAVAIL)
    }

    fn messages(&self, filter: MessageFilter, capacity: usize) -> Messages {
        let (inbox, messages) = inbox(filter, capacity);
        self.script().inboxes.push(inbox);
        messages
    }

    fn close(&self) {
        let mut script = self.script();
        script.closed += 1;
        script.inboxes.clear();
    }

    fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
        let entry = SessionEntry { agent: anna(), group: front(), address: ADDRESS, state: SessionState::BusyOnCall };
        (self.script().has_entries && session == annas_session()).then_some(entry)
    }

    fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
        let script = self.script();
        let known = script.has_entries && (agent == anna() || agent == nameless());
        let id = (agent == anna()).then(|| "1007".to_owned());
        known.then(|| AgentEntry { id, user: "anna".to_owned(), state: script.agent_state })
    }

    fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
        let script = self.script();
        let known = script.has_entries && queue == sales();
        known.then(|| QueueEntry { name: "sales".to_owned(), group: front(), removed: script.removed })
    }

    fn group_entry(&self, group: GroupId) -> Option<GroupEntry> {
        let script = self.script();
        let known = script.has_entries && group == front();
        known.then(|| GroupEntry { name: "front".to_owned(), removed: script.removed })
    }

    fn addresses(&self) -> Vec<AddressId> {
        self.script().addresses.clone()
    }
}
