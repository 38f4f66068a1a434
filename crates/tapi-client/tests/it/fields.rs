//! Each getter reads its own field, and each setter sends its own function.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tapi_client::{AddressId, CallCenter, TapiError};
use tapi_types::{
    AgentId, AgentInfo, AgentSessionInfo, AgentState, Currency, GroupId, LineError, QueueId, QueueInfo, SessionId,
    SessionState, Span, Time,
};
use tsp_provider::{AgentEntry, Provider, QueueEntry, SessionEntry, Ticket};

/// So many seconds and a bit that is rounded away.
const fn bit_over(seconds: u64) -> Span {
    Span::from_micros(seconds * 1_000_000 + 999_999)
}

/// A provider whose fields all differ, and which writes down what it was told.
#[derive(Default)]
struct Distinct {
    told: Mutex<Vec<String>>,
}

impl Distinct {
    fn write_down(&self, what: String) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }

    fn told(&self) -> Vec<String> {
        std::mem::take(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

const SESSION: usize = 4;
const AGENT: usize = 5;
const QUEUE: usize = 6;
const GROUP: usize = 7;

#[async_trait]
impl Provider for Distinct {
    async fn line_get_agent_session_info(
        &self,
        _ticket: &Ticket,
        session: SessionId,
    ) -> Result<AgentSessionInfo, LineError> {
        self.write_down(format!("get {session:?}"));
        Ok(AgentSessionInfo {
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
        })
    }

    async fn line_get_agent_info(&self, _ticket: &Ticket, agent: AgentId) -> Result<AgentInfo, LineError> {
        self.write_down(format!("get {agent:?}"));
        Ok(AgentInfo {
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
        })
    }

    async fn line_get_queue_info(&self, _ticket: &Ticket, queue: QueueId) -> Result<QueueInfo, LineError> {
        self.write_down(format!("get {queue:?}"));
        Ok(QueueInfo {
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
        })
    }

    async fn line_set_agent_session_state(
        &self,
        _ticket: &Ticket,
        session: SessionId,
        state: Option<SessionState>,
        next: Option<SessionState>,
    ) -> Result<(), LineError> {
        self.write_down(format!("set {session:?} {state:?} {next:?}"));
        Ok(())
    }

    async fn line_set_agent_state_ex(
        &self,
        _ticket: &Ticket,
        agent: AgentId,
        state: Option<AgentState>,
        next: Option<AgentState>,
    ) -> Result<(), LineError> {
        self.write_down(format!("set {agent:?} {state:?} {next:?}"));
        Ok(())
    }

    async fn line_set_agent_measurement_period(
        &self,
        _ticket: &Ticket,
        agent: AgentId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.write_down(format!("period {agent:?} {seconds}"));
        Ok(())
    }

    async fn line_set_queue_measurement_period(
        &self,
        _ticket: &Ticket,
        queue: QueueId,
        seconds: u32,
    ) -> Result<(), LineError> {
        self.write_down(format!("period {queue:?} {seconds}"));
        Ok(())
    }

    async fn line_create_agent_session(
        &self,
        _ticket: &Ticket,
        agent: AgentId,
        group: GroupId,
        address: AddressId,
        _pin: Option<String>,
    ) -> Result<SessionId, LineError> {
        self.write_down(format!("create {agent:?} {group:?} {address:?}"));
        Ok(SessionId::at(SESSION))
    }

    fn session_entry(&self, session: SessionId) -> Option<SessionEntry> {
        let (agent, group, address) = (AgentId::at(AGENT), GroupId::at(GROUP), AddressId(9));
        let entry = SessionEntry { agent, group, address, state: SessionState::BusyOnCall };
        (session == SessionId::at(SESSION)).then_some(entry)
    }

    fn agent_entry(&self, agent: AgentId) -> Option<AgentEntry> {
        let id = (agent == AgentId::at(AGENT)).then(|| "1007".to_owned());
        let known = agent == AgentId::at(AGENT) || agent == AgentId::at(AGENT + 1);
        known.then(|| AgentEntry { id, user: "anna".to_owned(), state: AgentState::BusyIncoming })
    }

    fn queue_entry(&self, queue: QueueId) -> Option<QueueEntry> {
        let known = queue == QueueId::at(QUEUE);
        known.then(|| QueueEntry { name: "sales".to_owned(), group: GroupId::at(GROUP), removed: false })
    }
}

fn center() -> (Arc<Distinct>, CallCenter) {
    let provider = Arc::new(Distinct::default());
    (provider.clone(), CallCenter::new(provider))
}

const NOT_KNOWN: TapiError = TapiError::Line(LineError::INVALPARAM);

#[tokio::test]
async fn getters_of_a_session_read_their_own_fields() {
    let (provider, center) = center();
    let session = center.session(SessionId::at(SESSION));
    assert_eq!(session.session_start_time().await, Ok(Time::from_micros(1_234_567)));
    assert_eq!(session.session_duration().await, Ok(1_001));
    assert_eq!(session.number_of_calls().await, Ok(7));
    assert_eq!(session.total_talk_time().await, Ok(707));
    assert_eq!(session.average_talk_time().await, Ok(101));
    assert_eq!(session.total_call_time().await, Ok(1_477));
    assert_eq!(session.average_call_time().await, Ok(211));
    assert_eq!(session.total_wrap_up_time().await, Ok(2_149));
    assert_eq!(session.average_wrap_up_time().await, Ok(307));
    assert_eq!(session.acd_call_rate().await, Ok(Currency(12_345)));
    assert_eq!(session.longest_time_to_answer().await, Ok(401));
    assert_eq!(session.average_time_to_answer().await, Ok(503));
    assert_eq!(session.info().await.map(|info| info.number_of_calls), Ok(7));
    assert_eq!(provider.told(), vec!["get SessionId(5)"; 13], "one request each");
}

#[tokio::test]
async fn getters_of_an_agent_read_their_own_fields() {
    let (provider, center) = center();
    let agent = center.agent(AgentId::at(AGENT));
    assert_eq!(agent.measurement_period().await, Ok(-1));
    assert_eq!(agent.overall_call_rate().await, Ok(Currency(54_321)));
    assert_eq!(agent.number_of_acd_calls().await, Ok(11));
    assert_eq!(agent.number_of_incoming_calls().await, Ok(12));
    assert_eq!(agent.number_of_outgoing_calls().await, Ok(13));
    assert_eq!(agent.total_acd_talk_time().await, Ok(14));
    assert_eq!(agent.total_acd_call_time().await, Ok(15));
    assert_eq!(agent.total_wrap_up_time().await, Ok(16));
    assert_eq!(agent.info().await.map(|info| info.number_of_acd_calls), Ok(11));
    assert_eq!(provider.told(), vec!["get AgentId(6)"; 9], "one request each");
}

#[tokio::test]
async fn getters_of_a_queue_read_their_own_fields() {
    let (provider, center) = center();
    let queue = center.queue(QueueId::at(QUEUE));
    assert_eq!(queue.measurement_period().await, Ok(1_800));
    assert_eq!(queue.total_calls_queued().await, Ok(i32::MIN + 5), "a long above its range turns negative");
    assert_eq!(queue.current_calls_queued().await, Ok(22));
    assert_eq!(queue.total_calls_abandoned().await, Ok(23));
    assert_eq!(queue.total_calls_flowed_in().await, Ok(24));
    assert_eq!(queue.total_calls_flowed_out().await, Ok(25));
    assert_eq!(queue.longest_ever_wait_time().await, Ok(26));
    assert_eq!(queue.current_longest_wait_time().await, Ok(27));
    assert_eq!(queue.average_wait_time().await, Ok(28));
    assert_eq!(queue.final_disposition().await, Ok(29));
    assert_eq!(queue.info().await.map(|info| info.final_disposition), Ok(29));
    assert_eq!(provider.told(), vec!["get QueueId(7)"; 11], "one request each");
}

#[test]
fn what_the_client_knows_needs_no_request() {
    let (provider, center) = center();
    let session = center.session(SessionId::at(SESSION));
    assert_eq!(session.agent().map(|agent| agent.handle()), Ok(AgentId::at(AGENT)));
    assert_eq!(session.acd_group(), Ok(GroupId::at(GROUP)));
    assert_eq!(session.address(), Ok(AddressId(9)));
    assert_eq!(session.state(), Ok(SessionState::BusyOnCall));
    let agent = center.agent(AgentId::at(AGENT));
    assert_eq!(agent.id().as_deref(), Ok("1007"));
    assert_eq!(agent.user().as_deref(), Ok("anna"));
    assert_eq!(agent.state(), Ok(AgentState::BusyIncoming));
    assert_eq!(center.agent(AgentId::at(AGENT + 1)).id(), Err(TapiError::NoAgentId));
    assert_eq!(center.queue(QueueId::at(QUEUE)).name().as_deref(), Ok("sales"));
    assert!(provider.told().is_empty());
}

#[test]
fn what_the_client_never_heard_of_is_an_invalid_parameter() {
    let (_, center) = center();
    let session = center.session(SessionId::at(0));
    assert_eq!(session.agent().map(|agent| agent.handle()), Err(NOT_KNOWN));
    assert_eq!(session.acd_group(), Err(NOT_KNOWN));
    assert_eq!(session.address(), Err(NOT_KNOWN));
    assert_eq!(session.state(), Err(NOT_KNOWN));
    let agent = center.agent(AgentId::at(0));
    assert_eq!(agent.id(), Err(NOT_KNOWN));
    assert_eq!(agent.user(), Err(NOT_KNOWN));
    assert_eq!(agent.state(), Err(NOT_KNOWN));
    assert_eq!(center.queue(QueueId::at(0)).name(), Err(NOT_KNOWN));
}

#[tokio::test]
async fn setters_send_what_they_are_given() {
    let (provider, center) = center();
    assert_eq!(center.session(SessionId::at(SESSION)).put_state(SessionState::Ready).await, Ok(()));
    let agent = center.agent(AgentId::at(AGENT));
    assert_eq!(agent.put_state(AgentState::NotReady).await, Ok(()));
    assert_eq!(agent.put_measurement_period(-2).await, Ok(()));
    assert_eq!(center.queue(QueueId::at(QUEUE)).put_measurement_period(600).await, Ok(()));
    let session = agent.create_session(GroupId::at(GROUP), AddressId(9)).await;
    assert_eq!(session.map(|session| session.id()), Ok(SessionId::at(SESSION)));
    let wanted = [
        "set SessionId(5) Some(Ready) None",
        "set AgentId(6) Some(NotReady) None",
        "period AgentId(6) 4294967294",
        "period QueueId(7) 600",
        "create AgentId(6) GroupId(8) AddressId(9)",
    ];
    assert_eq!(provider.told(), wanted);
}

#[tokio::test]
async fn what_no_request_can_carry_is_not_sent() {
    let (provider, center) = center();
    let agent = center.agent(AgentId::at(AGENT));
    assert_eq!(agent.put_measurement_period(0).await, Err(TapiError::InvalidArg));
    assert_eq!(agent.put_state(AgentState::Released).await, Err(TapiError::InvalidArg));
    let queue = center.queue(QueueId::at(QUEUE));
    assert_eq!(queue.put_measurement_period(0).await, Err(TapiError::InvalidArg));
    assert!(provider.told().is_empty());
}
