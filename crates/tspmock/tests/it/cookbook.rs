//! Situations of a call centre, each a small test. `docs/GUIDE.md` shows them as they stand here.

use std::sync::Arc;

use serde_json::json;
use tspmock::tapi_client::Event;
use tspmock::tapi_types::tapi3::TapiEvent;
use tspmock::tapi_types::{AddressId, AgentSessionInfo, Currency, GroupId, SessionId};
use tspmock::tsp_provider::{Ticket, async_trait};
use tspmock::{
    Agent, AgentState, CallCenter, Direction, Fault, Floor, FloorBuilder, Function, LineError, Provider, Queue,
    SessionState, Span, TapiError, Time,
};

/// One group with one queue, and anna who answers at once.
fn sales() -> FloorBuilder {
    with_queue(Queue::new("sales_q"))
}

/// The same with another queue.
fn with_queue(queue: Queue) -> FloorBuilder {
    Floor::build().group("sales").queue(queue.group("sales")).agent(Agent::new("anna").group("sales"))
}

#[test]
fn the_agent_rings_out() {
    let ben = Agent::new("ben").group("support").answers_when_told();
    let queue = Queue::new("support_q").group("support").ring_timeout("20s");
    let floor = Floor::build().group("support").queue(queue).agent(ben).start().expect("a sound floor");
    floor.agent("ben").create_session("support").named("ben").ready();
    floor.call("support_q").named("c1").arrive();
    floor.advance("20s");
    floor.expect_session("ben").state("not_ready").rang_out(1).number_of_calls(0);
    floor.expect_call("c1").rang_out(1).disposition("in_progress");
    floor.expect_queue("support_q").waiting(1).ringing(0);
}

#[test]
fn the_agent_declines() {
    let ben = Agent::new("ben").group("sales").answers_when_told();
    let floor = sales().agent(ben).start().expect("a sound floor");
    let declining = floor.agent("ben").create_session("sales").named("ben").ready();
    floor.call("sales_q").talk("1m").named("c1").arrive();
    declining.reject();
    floor.agent("anna").create_session("sales").named("anna").ready();
    floor.expect_session("ben").rang_out(1).state("not_ready");
    floor.expect_call("c1").session("anna").rang_out(1).answers(1);
}

#[test]
fn the_caller_gives_up() {
    let floor = sales().start().expect("a sound floor");
    floor.call("sales_q").patience("45s").named("impatient").arrive();
    floor.advance("44s");
    floor.agent("anna").create_session("sales").named("late");
    floor.advance("1s");
    floor.session("late").ready();
    floor.expect_call("impatient").disposition("abandoned").wait_us("45s");
    floor.expect_queue("sales_q").abandoned(1).answered(0);
    floor.expect_session("late").number_of_calls(0);
}

#[tokio::test(start_paused = true)]
async fn the_acd_restarts() {
    let floor = sales().replies_after("2s").start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    let (under_way, ()) = tokio::join!(queue.info(), async {
        floor.pass("1s").await;
        floor.close_proxy();
    });
    assert_eq!(under_way.expect_err("it went down with the ACD"), LineError::OPERATIONFAILED.into());
    let while_away = queue.info().await;
    assert_eq!(while_away.expect_err("nobody is there"), LineError::OPERATIONUNAVAIL.into());
    floor.open_proxy();
    assert!(queue.info().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_reply_is_lost() {
    let lossy = Fault::new("lossy").function(Function::GetQueueInfo).nth(1).drops_reply();
    let floor = sales().fault(lossy).start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    assert_eq!(queue.total_calls_queued().await, Err(TapiError::Timeout));
    assert_eq!(floor.now(), Time::from_secs(120)); // the limit of TAPI 3
    assert_eq!(queue.total_calls_queued().await, Ok(0));
    floor.expect_requests(Function::GetQueueInfo).lost_replies().times(1);
    floor.expect_requests(Function::GetQueueInfo).times(2);
}

#[tokio::test(start_paused = true)]
async fn a_reply_is_late() {
    let slow = Fault::new("slow").function(Function::CreateAgentSession).delays_reply("3m");
    let floor = sales().fault(slow).start().expect("a sound floor");
    let center = floor.call_center();
    let anna = center.agent(floor.agent("anna").id());
    let made = anna.create_session(GroupId::at(0), AddressId(0)).await;
    assert_eq!(made.err(), Some(TapiError::Timeout));
    // What was asked for has happened all the same.
    assert_eq!(anna.session_list().await.expect("it answers").len(), 1);
    floor.pass("2m").await;
    floor.expect_requests(Function::CreateAgentSession).late_replies().times(1).by("3m");
}

/// An ACD that has counted so many calls.
struct Veteran(u64);

#[async_trait]
impl Provider for Veteran {
    async fn line_get_agent_session_info(&self, _: &Ticket, _: SessionId) -> Result<AgentSessionInfo, LineError> {
        Ok(AgentSessionInfo {
            state: SessionState::Ready,
            next_state: None,
            session_start: Time::ZERO,
            session_duration: Span::from_secs(3600),
            number_of_calls: self.0,
            total_talk_time: Span::ZERO,
            total_call_time: Span::ZERO,
            total_wrap_up_time: Span::ZERO,
            acd_call_rate: Currency(0),
            longest_time_to_answer: Span::ZERO,
            sum_time_to_answer: Span::ZERO,
            answers: self.0,
        })
    }
}

#[tokio::test]
async fn the_counter_wraps_at_2_to_the_31_as_a_long() {
    let calls = async |counted| {
        let center = CallCenter::new(Arc::new(Veteran(counted)));
        center.session(SessionId::at(0)).number_of_calls().await
    };
    assert_eq!(calls((1 << 31) - 1).await, Ok(2_147_483_647));
    assert_eq!(calls(1 << 31).await, Ok(-2_147_483_648));
    // Who keeps the bits as a DWORD and subtracts with a wrap counts rightly across it.
    let (before, after) =
        (calls((1 << 31) - 1).await.expect("it answers"), calls((1 << 31) + 2).await.expect("it answers"));
    assert_eq!(after.cast_unsigned().wrapping_sub(before.cast_unsigned()), 3);
}

#[tokio::test]
async fn the_counter_wraps_at_2_to_the_32_as_a_dword() {
    let calls = async |counted| {
        let center = CallCenter::new(Arc::new(Veteran(counted)));
        center.session(SessionId::at(0)).number_of_calls().await
    };
    assert_eq!(calls((1 << 32) - 1).await, Ok(-1));
    assert_eq!(calls(1 << 32).await, Ok(0));
    assert_eq!(calls((1 << 32) + 5).await, Ok(5));
}

#[test]
fn a_call_is_transferred() {
    let floor = sales().agent(Agent::new("ben").group("sales")).start().expect("a sound floor");
    floor.agent("anna").create_session("sales").named("anna").ready();
    let call = floor.call("sales_q").talk("5m").wrap_up("10s").named("c1").arrive();
    let ben = floor.agent("ben").create_session("sales").named("ben").ready();
    floor.advance("1m");
    call.transfer().talk("2m").to_session(&ben);
    floor.advance("2m");
    // It counts once for each who answered it, and once as a call.
    floor.expect_session("anna").number_of_calls(1).total_talk_time_s(60).total_wrap_up_time_s(10);
    floor.expect_session("ben").number_of_calls(1).total_talk_time_s(120);
    floor.expect_call("c1").answers(2).session("ben").wait_us(0);
}

#[test]
fn the_wrap_up_is_left_early() {
    let floor = sales().start().expect("a sound floor");
    let anna = floor.agent("anna").create_session("sales").named("anna").ready();
    floor.call("sales_q").talk("1m").wrap_up("30s").arrive();
    floor.expect_session("anna").state("busy_wrap_up").at("1m");
    floor.advance("70s");
    anna.ready();
    floor.expect_session("anna").state("ready").total_wrap_up_time_s(10).at("70s");
    floor.advance("1m");
    floor.expect_session("anna").total_wrap_up_time_s(10);
}

#[test]
fn the_next_state_is_set_during_a_call() {
    let floor = sales().start().expect("a sound floor");
    let anna = floor.agent("anna").create_session("sales").named("anna").ready();
    floor.call("sales_q").talk("1m").wrap_up("30s").arrive();
    anna.set_next_state(SessionState::NotReady);
    floor.expect_session("anna").state("busy_on_call").next_state("not_ready").at("0s");
    floor.advance("1m");
    // It stands in place of the wrap-up.
    floor.expect_session("anna").state("not_ready").next_state(json!(null)).total_wrap_up_time_s(0);
}

#[test]
fn a_break_waits_for_the_end_of_the_call() {
    let floor = sales().reason("lunch").start().expect("a sound floor");
    let anna = floor.agent("anna").create_session("sales").named("anna").ready();
    floor.call("sales_q").talk("2m").wrap_up("10s").arrive();
    anna.not_ready("lunch");
    floor.expect_session("anna").state("busy_on_call").at("1m");
    floor.advance("30m");
    floor.expect_session("anna").state("not_ready").at("2m10s");
    assert_eq!(anna.row().not_ready_reasons_us.0, [("lunch".to_owned(), 1_670_000_000)]);
    anna.ready();
}

#[test]
fn a_call_flows_over() {
    let first = Queue::new("sales_q").max_wait("30s").overflow_to("backup_q");
    let floor = with_queue(first).queue(Queue::new("backup_q").group("sales")).start().expect("a sound floor");
    floor.call("sales_q").named("c1").arrive();
    floor.advance("40s");
    floor.agent("anna").create_session("sales").named("anna").ready();
    floor.expect_queue("sales_q").flowed_out(1).timed_out(0);
    floor.expect_queue("backup_q").flowed_in(1).answered(1);
    // Of the call it is the whole wait; each queue's figures are about its own part.
    floor.expect_call("c1").queue("backup_q").wait_us("40s").disposition("answered");
}

#[test]
fn all_waiting_places_are_taken() {
    let floor = with_queue(Queue::new("sales_q").max_waiting(1)).start().expect("a sound floor");
    floor.agent("anna").create_session("sales").ready();
    floor.call("sales_q").named("talking").arrive();
    floor.call("sales_q").named("waiting").arrive();
    floor.call("sales_q").named("one_too_many").arrive();
    floor.expect_call("one_too_many").disposition("blocked");
    floor.expect_queue("sales_q").offered(3).blocked(1).waiting(1);
}

#[test]
fn nobody_is_logged_in() {
    let floor = with_queue(Queue::new("sales_q").set("when_unstaffed", "end")).start().expect("a sound floor");
    floor.call("sales_q").named("early").arrive();
    let anna = floor.agent("anna").create_session("sales"); // NOT_READY is staff
    floor.call("sales_q").named("waiting").arrive();
    anna.end();
    floor.expect_call("early").disposition("unstaffed");
    floor.expect_call("waiting").disposition("unstaffed");
    floor.expect_queue("sales_q").unstaffed(2).waiting(0);
}

#[test]
fn the_agent_is_on_a_call_of_their_own() {
    let floor = sales().start().expect("a sound floor");
    let anna = floor.agent("anna");
    anna.create_session("sales").named("anna").ready();
    anna.non_acd_call(Direction::Outgoing).talk("1m").begin();
    floor.call("sales_q").talk("10s").named("c1").arrive();
    floor.expect_session("anna").state("ready").available(false).at("30s");
    floor.expect_call("c1").wait_us("1m").disposition("answered").by("1m");
    floor.advance("2m");
    floor.expect_agent("anna").number_of_outgoing_calls(1).number_of_acd_calls(1).state(AgentState::Ready);
}

#[tokio::test(start_paused = true)]
async fn the_statistics_are_stale() {
    let stale = Fault::new("stale").function(Function::GetQueueInfo).between("1m", "2m").is_stale();
    let floor = sales().fault(stale).start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    assert_eq!(queue.current_calls_queued().await, Ok(0));
    floor.call("sales_q").arrive();
    floor.pass("1m").await;
    assert_eq!(queue.current_calls_queued().await, Ok(0)); // what was true a minute ago
    floor.pass("1m").await;
    assert_eq!(queue.current_calls_queued().await, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn the_structure_is_too_small() {
    let tight = Fault::new("tight").function(Function::GetAgentInfo).times(1).has_too_small_a_structure();
    let floor = sales().fault(tight).start().expect("a sound floor");
    let anna = floor.call_center().agent(floor.agent("anna").id());
    assert_eq!(anna.info().await.expect_err("once"), LineError::STRUCTURETOOSMALL.into());
    assert!(anna.info().await.is_ok());
    floor.expect_requests(Function::GetAgentInfo).errors(LineError::STRUCTURETOOSMALL).times(1);
}

#[tokio::test(start_paused = true)]
async fn a_measurement_period_ends() {
    let floor = sales().start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    queue.put_measurement_period(900).await.expect("it is served");
    floor.call("sales_q").arrive();
    assert_eq!(queue.total_calls_queued().await, Ok(1));
    floor.pass("15m").await;
    assert_eq!(queue.total_calls_queued().await, Ok(0)); // a new period
    assert_eq!(queue.current_calls_queued().await, Ok(1)); // the call waits on
    floor.expect_queue("sales_q").queued(1); // of the whole run
}

#[tokio::test(start_paused = true)]
async fn a_queue_is_removed() {
    let floor = sales().start().expect("a sound floor");
    let center = floor.call_center();
    let queue = center.queue(floor.queue("sales_q").id());
    let mut events = center.events(16);
    events.put_event_filter(TapiEvent::Queue.into()).await.expect("nothing is asked for it");
    floor.call("sales_q").named("c1").arrive();
    floor.remove_queue("sales_q");
    assert!(matches!(events.next().await, Some(Event::Queue(_))));
    assert_eq!(queue.info().await, Err(TapiError::QueueRemoved));
    floor.expect_call("c1").disposition("timed_out");
}

#[tokio::test(start_paused = true)]
async fn a_group_is_removed() {
    let floor = sales().start().expect("a sound floor");
    floor.agent("anna").create_session("sales").named("anna").ready();
    floor.call("sales_q").talk("90s").named("c1").arrive();
    let center = floor.call_center();
    assert_eq!(center.agent_handlers().expect("one")[0].acd_groups().await.expect("it answers").len(), 1);
    floor.pass("1m").await;
    floor.remove_group("sales");
    assert!(center.agent_handlers().expect("one")[0].acd_groups().await.expect("it answers").is_empty());
    floor.pass("1m").await;
    // The call goes on to its end, and the session ends with it.
    floor.expect_session("anna").state("busy_on_call").at("89s");
    floor.expect_session("anna").state("ended").total_talk_time_s(90).at("90s");
}

#[tokio::test(start_paused = true)]
async fn the_new_session_is_told_after_the_reply() {
    let floor = sales().replies_after("5s").start().expect("a sound floor");
    let center = floor.call_center();
    let mut events = center.events(16);
    events.put_event_filter(TapiEvent::AgentSession.into()).await.expect("nothing is asked for it");
    let anna = center.agent(floor.agent("anna").id());
    let (session, ()) = tokio::join!(anna.create_session(GroupId::at(0), AddressId(0)), async {
        floor.pass("4s").await; // it is there, and its own client does not know yet
        assert!(events.try_next().is_none());
    });
    let session = session.expect("it is made");
    let Some(Event::AgentSession(event)) = events.try_next() else { panic!("it is told now") };
    assert_eq!(event.session().id(), session.id());
}

#[tokio::test(start_paused = true)]
async fn an_agent_logs_in_with_a_pin() {
    let dora = Agent::new("dora").group("sales").set("pin", "4711").comes_later();
    let floor = sales().agent(dora).start().expect("a sound floor");
    let handler = floor.call_center().agent_handlers().expect("it answers").remove(0);
    let wrong = handler.create_agent_with_id("dora", "1234").await;
    assert_eq!(wrong.err(), Some(LineError::OPERATIONFAILED.into()));
    let dora = handler.create_agent_with_id("dora", "4711").await.expect("it is the right one");
    assert_eq!(dora.handle(), floor.agent("dora").id());
    assert_eq!(dora.state(), Ok(AgentState::Ready));
}

#[tokio::test(start_paused = true)]
async fn the_function_is_not_served() {
    let floor = sales().profile("minimal").start().expect("a sound floor");
    let queue = floor.call_center().queue(floor.queue("sales_q").id());
    assert_eq!(queue.info().await.err(), Some(LineError::OPERATIONUNAVAIL.into()));
    // TAPI 3 shows no agent handler of a provider that serves so little.
    assert!(floor.call_center().agent_handlers().expect("it answers").is_empty());
    floor.expect_requests(Function::GetQueueInfo).errors(LineError::OPERATIONUNAVAIL).times(1);
}
