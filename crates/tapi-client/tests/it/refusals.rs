//! Every method that makes a request, when the provider refuses it or does not answer in time.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use tapi_client::{CallCenter, LIMIT, TapiError};
use tapi_types::{AgentState, LineError, LineErrorReading, SessionState};
use tokio::time::{Instant, timeout};

use crate::desk::{self, ADDRESS, Desk, anna, annas_session, front, sales};

type Call = Pin<Box<dyn Future<Output = Result<(), TapiError>> + Send>>;

/// Boxes calls of methods on clones of an object, by their names.
macro_rules! calls {
    ($object:expr => $($method:ident($($argument:expr),*),)+) => {
        vec![$({
            let object = $object.clone();
            let call: Call = Box::pin(async move { object.$method($($argument),*).await.map(drop) });
            (stringify!($method), call)
        },)+]
    };
}

/// One call of every method that makes a request, in the order of the interfaces.
fn requests(center: &CallCenter) -> Vec<(&'static str, Call)> {
    let handler = center.agent_handlers().expect("TAPI is up").remove(0);
    let mut all = calls!(handler =>
        name(),
        create_agent(),
        create_agent_with_id("1007", "4711"),
        enumerate_acd_groups(),
        acd_groups(),
    );
    all.extend(calls!(center.agent(anna()) =>
        create_session(front(), ADDRESS),
        create_session_with_pin(front(), ADDRESS, "4711"),
        put_state(AgentState::Ready),
        put_measurement_period(60),
        measurement_period(),
        overall_call_rate(),
        number_of_acd_calls(),
        number_of_incoming_calls(),
        number_of_outgoing_calls(),
        total_acd_talk_time(),
        total_acd_call_time(),
        total_wrap_up_time(),
        session_list(),
    ));
    all.extend(calls!(center.session(annas_session()) =>
        put_state(SessionState::Ready),
        session_start_time(),
        session_duration(),
        number_of_calls(),
        total_talk_time(),
        average_talk_time(),
        total_call_time(),
        average_call_time(),
        total_wrap_up_time(),
        average_wrap_up_time(),
        acd_call_rate(),
        longest_time_to_answer(),
        average_time_to_answer(),
    ));
    all.extend(calls!(center.acd_group(front()) => enumerate_queues(), queues(),));
    all.extend(calls!(center.queue(sales()) =>
        put_measurement_period(60),
        measurement_period(),
        total_calls_queued(),
        current_calls_queued(),
        total_calls_abandoned(),
        total_calls_flowed_in(),
        total_calls_flowed_out(),
        longest_ever_wait_time(),
        current_longest_wait_time(),
        average_wait_time(),
        final_disposition(),
    ));
    all
}

/// How each ends, when the desk refuses with this.
async fn refused(error: LineError, reading: LineErrorReading) -> Vec<(&'static str, Result<(), TapiError>)> {
    let (desk, center) = desk::center();
    desk.script().refusal = Some(error);
    let mut ends = Vec::new();
    for (method, call) in requests(&center.with_errors(reading)) {
        ends.push((method, call.await));
        assert_eq!(desk.told().len(), 1, "{method} makes one request");
    }
    ends
}

#[tokio::test]
async fn every_error_of_a_function_is_passed_on_raw() {
    for &error in LineError::ALL {
        for (method, end) in refused(error, LineErrorReading::Raw).await {
            assert_eq!(end, Err(TapiError::Line(error)), "{method}");
        }
    }
}

#[tokio::test]
async fn every_error_of_a_function_is_its_twin_where_that_is_wanted() {
    for (error, wanted) in [
        (LineError::NOMEM, TapiError::OutOfMemory),
        (LineError::INVALPARAM, TapiError::InvalidArg),
        (LineError::INVALPOINTER, TapiError::Pointer),
        (LineError::INVALAGENTSTATE, TapiError::Twin(LineError::INVALAGENTSTATE)),
        (LineError::OPERATIONUNAVAIL, TapiError::Line(LineError::OPERATIONUNAVAIL)),
    ] {
        for (method, end) in refused(error, LineErrorReading::Twin).await {
            assert_eq!(end, Err(wanted), "{method}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_request_has_two_minutes_and_no_more() {
    let (desk, center) = desk::center();
    for (delay, wanted) in [(LIMIT + Duration::from_millis(1), Err(TapiError::Timeout)), (LIMIT, Ok(()))] {
        desk.script().delay = delay;
        for (method, call) in requests(&center) {
            let start = Instant::now();
            assert_eq!(call.await, wanted, "{method}");
            assert_eq!(start.elapsed(), LIMIT, "{method}");
        }
    }
}

/// A limit of zero and a provider that never answers touch nothing that makes no request.
#[tokio::test]
async fn what_makes_no_request_knows_no_limit() {
    let (desk, center) = desk::center();
    desk.script().delay = Duration::MAX;
    let center = center.with_limit(Duration::ZERO);
    let handlers = center.agent_handlers().expect("TAPI is up");
    assert!(center.enumerate_agent_handlers().is_ok());
    assert_eq!(handlers[0].usable_addresses().len(), 2);
    assert_eq!(handlers[0].enumerate_usable_addresses().next(2).1.len(), 2);
    let (agent, session) = (center.agent(anna()), center.session(annas_session()));
    assert!(agent.id().is_ok() && agent.user().is_ok() && agent.state().is_ok());
    assert!(session.agent().is_ok() && session.address().is_ok() && session.acd_group().is_ok());
    assert!(session.state().is_ok());
    assert!(center.acd_group(front()).name().is_ok() && center.queue(sales()).name().is_ok());
    assert!(agent.agent_sessions().is_empty() && agent.enumerate_agent_sessions().next(1).1.is_empty());
    assert!(desk.told().is_empty());
}

/// The name is kept by the call centre that had it; every other answer is asked for anew.
#[tokio::test(start_paused = true)]
async fn every_object_passes_its_limit_on() {
    let (desk, center) = desk::center();
    desk.script().delay = Duration::from_secs(1);
    let zero = Duration::ZERO;
    let handler = center.agent_handlers().expect("TAPI is up").remove(0);
    let hasty = handler.clone().with_limit(zero);
    assert_eq!(hasty.name().await, Err(TapiError::Timeout));
    assert_eq!(hasty.queue(sales()).info().await, Err(TapiError::Timeout));
    assert_eq!(handler.acd_group(front()).with_limit(zero).queues().await.map(drop), Err(TapiError::Timeout));
    assert_eq!(handler.agent(anna()).with_limit(zero).info().await, Err(TapiError::Timeout));
    assert_eq!(handler.session(annas_session()).with_limit(zero).info().await, Err(TapiError::Timeout));
    assert!(handler.name().await.is_ok() && handler.queue(sales()).info().await.is_ok());
}

/// After a time-out the effect stands, the reply reaches nobody: what was made is an orphan until somebody lists it.
#[tokio::test(start_paused = true)]
async fn a_late_reply_reaches_nobody() {
    let (desk, center) = desk::center();
    desk.script().delay = 2 * LIMIT;
    let agent = center.agent(anna());
    assert_eq!(agent.create_session(front(), ADDRESS).await.map(drop), Err(TapiError::Timeout));
    let handler = center.agent_handlers().expect("TAPI is up").remove(0);
    assert_eq!(handler.create_agent().await.map(drop), Err(TapiError::Timeout));
    assert_eq!(handler.name().await, Err(TapiError::Timeout));
    tokio::time::sleep(2 * LIMIT).await;
    assert_eq!(desk.told().len(), 3, "the handler has acted");
    assert!(agent.agent_sessions().is_empty());
    desk.script().delay = Duration::ZERO;
    assert!(handler.name().await.is_ok(), "a name that came late is asked for again");
    assert_eq!(agent.session_list().await.map(|sessions| sessions.len()), Ok(2));
    assert!(agent.agent_sessions().iter().any(|session| session.id() == annas_session()), "there is the orphan");
}

/// A client that loses interest on the way loses nothing but the answer.
#[tokio::test(start_paused = true)]
async fn a_dropped_create_leaves_an_orphan_too() {
    let (desk, center) = desk::center();
    desk.script().delay = LIMIT;
    let agent = center.agent(anna());
    let created = timeout(Duration::from_secs(1), agent.create_session(front(), ADDRESS)).await;
    assert!(created.is_err());
    assert_eq!(desk.told().len(), 1);
    assert!(agent.agent_sessions().is_empty());
}

/// Which errors come without a request, in one place: the tables of the methods, and what the desk heard of it.
#[tokio::test]
async fn a_bad_argument_never_becomes_a_request() {
    let desk = Desk::new();
    let center = CallCenter::new(desk.clone());
    assert_eq!(center.agent(anna()).put_measurement_period(0).await, Err(TapiError::InvalidArg));
    assert_eq!(center.queue(sales()).put_measurement_period(0).await, Err(TapiError::InvalidArg));
    assert_eq!(center.agent(anna()).put_state(AgentState::Released).await, Err(TapiError::InvalidArg));
    assert!(desk.told().is_empty());
}
