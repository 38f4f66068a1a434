//! Counts, times, periods and states.

use acd_core::Direction;
use tapi_types::{LineError, SessionState};
use tspmock::{Agent, Floor, Queue, tapi_client};

/// One queue, and anna who answers at once, in a session that is ready.
fn floor() -> (Floor, tapi_client::AgentSession, tapi_client::Agent, tapi_client::Queue) {
    let anna = Agent::new("anna").group("sales");
    let queue = Queue::new("sales_q").group("sales");
    let floor = Floor::build().group("sales").queue(queue).agent(anna).start().expect("a sound floor");
    let session = floor.agent("anna").create_session("sales").named("s1").ready().id();
    let center = floor.call_center();
    let (agent, queue) = (floor.agent("anna").id(), floor.queue("sales_q").id());
    (floor, center.session(session), center.agent(agent), center.queue(queue))
}

#[tokio::test(start_paused = true)]
async fn mistake_06_incoming_calls_are_not_those_of_the_acd() {
    let (floor, _, agent, _) = floor();
    for _ in 0..3 {
        floor.call("sales_q").talk("10s").arrive();
        floor.pass("10s").await;
    }
    for (direction, calls) in [(Direction::Incoming, 1), (Direction::Outgoing, 2)] {
        for _ in 0..calls {
            floor.agent("anna").non_acd_call(direction).talk("10s").begin();
            floor.pass("10s").await;
        }
    }
    assert_eq!(agent.number_of_acd_calls().await, Ok(3));
    assert_eq!(agent.number_of_incoming_calls().await, Ok(1));
    assert_eq!(agent.number_of_outgoing_calls().await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn mistake_07_call_time_includes_wrap_up() {
    let (floor, session, agent, _) = floor();
    floor.call("sales_q").talk("90s").wrap_up("25s").arrive();
    floor.pass("5m").await;
    assert_eq!(session.total_talk_time().await, Ok(90));
    assert_eq!(session.total_wrap_up_time().await, Ok(25));
    assert_eq!(session.total_call_time().await, Ok(115));
    assert_eq!(session.average_call_time().await, Ok(115));
    assert_eq!(agent.total_acd_talk_time().await, Ok(90));
    assert_eq!(agent.total_acd_call_time().await, Ok(115));
}

#[tokio::test(start_paused = true)]
async fn mistake_08_a_session_has_no_period() {
    let (floor, session, agent, queue) = floor();
    floor.call("sales_q").talk("40s").wrap_up("20s").arrive();
    floor.pass("2m").await;
    assert_eq!(agent.put_measurement_period(60).await, Ok(()));
    assert_eq!(queue.put_measurement_period(60).await, Ok(()));
    floor.pass("10m").await;
    assert_eq!((agent.number_of_acd_calls().await, queue.total_calls_queued().await), (Ok(0), Ok(0)));
    assert_eq!(session.number_of_calls().await, Ok(1));
    assert_eq!(session.total_talk_time().await, Ok(40));
    assert_eq!(session.total_call_time().await, Ok(60));
    assert_eq!(session.session_duration().await, Ok(720));
}

#[tokio::test(start_paused = true)]
async fn mistake_09_setting_the_period_zeroes_the_counts() {
    let (floor, _, agent, _) = floor();
    floor.call("sales_q").talk("40s").wrap_up("20s").arrive();
    floor.pass("2m").await;
    floor.agent("anna").non_acd_call(Direction::Incoming).talk("10s").begin();
    floor.pass("2m").await;
    let counts = async || {
        let info = agent.info().await.expect("there is such an agent");
        (info.number_of_acd_calls, info.number_of_incoming_calls, info.total_acd_talk_time.whole_secs())
    };
    assert_eq!(counts().await, (1, 1, 40));
    // The same length as before: what resets is the setting, not the change.
    let period = agent.measurement_period().await.expect("there is such an agent");
    assert_eq!(agent.put_measurement_period(period).await, Ok(()));
    assert_eq!(counts().await, (0, 0, 0));
    assert_eq!(agent.total_acd_call_time().await, Ok(0));
    assert_eq!(agent.total_wrap_up_time().await, Ok(0));
}

#[tokio::test(start_paused = true)]
async fn mistake_10_calls_come_to_ready_sessions_alone() {
    let (floor, session, _, queue) = floor();
    floor.call("sales_q").talk("30s").wrap_up("30s").arrive();
    floor.call("sales_q").talk("30s").wrap_up("30s").arrive();
    floor.pass("59s").await;
    assert_eq!(session.state(), Ok(SessionState::BusyWrapUp));
    assert_eq!(queue.current_calls_queued().await, Ok(1));
    // The way from wrap-up leads through READY, and then to the call.
    assert_eq!(session.put_state(SessionState::BusyOnCall).await.err(), Some(LineError::INVALAGENTSTATE.into()));
    assert_eq!(session.put_state(SessionState::Ready).await, Ok(()));
    assert_eq!((session.state(), session.number_of_calls().await), (Ok(SessionState::BusyOnCall), Ok(2)));
    // A session that is not ready is given none.
    assert_eq!(session.put_state(SessionState::NotReady).await, Ok(()));
    floor.call("sales_q").talk("30s").arrive();
    floor.pass("5m").await;
    assert_eq!(session.state(), Ok(SessionState::NotReady));
    assert_eq!((queue.current_calls_queued().await, session.number_of_calls().await), (Ok(1), Ok(2)));
}
