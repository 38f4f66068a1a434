//! What `Faulty` does to a client's requests, and what the ACD behind it does all the same.

use std::time::Duration;

use tapi_client::{AddressId, LIMIT, TapiError};
use tapi_types::{Effect, FaultRule, Function, LineError, RequestId, SessionId, SessionState, Span, Time};
use tokio::time::{Instant, sleep};
use tsp_provider::Notice;

use super::stand::{ANNAS, BEN, GROUP, QUEUE, Stand, one_call, row, rule, slow_floor};

const US: Span = Span::from_micros(1);
const TIMED_OUT: TapiError = TapiError::Timeout;

fn first(effect: Effect) -> FaultRule {
    FaultRule { nth: Some(1), ..rule(effect) }
}

fn failed(error: LineError) -> TapiError {
    TapiError::Line(error)
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_is_a_time_out_after_two_minutes() {
    let stand = Stand::new(vec![first(Effect::DropReply)]).await;
    one_call(&stand.sim).await;
    let start = Instant::now();
    let error = stand.session.number_of_calls().await.expect_err("the reply is lost");
    assert_eq!((error.to_string().as_str(), start.elapsed()), ("TAPI_E_TIMEOUT (0x80040044)", LIMIT));
    assert_eq!(stand.session.number_of_calls().await, Ok(1));
    let (asked, request) = (Time::from_secs(1), RequestId::at(0));
    let lost = [(asked, Notice::ReplyLost { request }), (asked + LIMIT.into(), Notice::TimedOut { request })];
    assert_eq!(stand.told()[1..], lost);
}

#[tokio::test(start_paused = true)]
async fn a_late_reply_arrives_up_to_the_limit_and_not_after_it() {
    let limit = Span::from(LIMIT);
    for (by, reply) in [(limit - US, Ok(1)), (limit, Ok(1)), (limit + US, Err(TIMED_OUT))] {
        let stand = Stand::new(vec![rule(Effect::DelayReply(by))]).await;
        one_call(&stand.sim).await;
        let start = Instant::now();
        assert_eq!(stand.session.number_of_calls().await, reply, "{by} late");
        assert_eq!(start.elapsed(), LIMIT, "{by} late");
    }
}

#[tokio::test(start_paused = true)]
async fn the_acds_own_time_counts_too() {
    let second = Span::from_secs(1);
    let rest = Span::from(LIMIT) - second - second;
    for (by, reply) in [(rest, Ok(1)), (rest + US, Err(TIMED_OUT))] {
        let stand = Stand::with(slow_floor(second, second), vec![rule(Effect::DelayReply(by))]).await;
        one_call(&stand.sim).await;
        let start = Instant::now();
        assert_eq!(stand.session.number_of_calls().await, reply, "{by} late");
        assert_eq!(start.elapsed(), LIMIT, "{by} late");
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_reply_never_reaches_the_next_request() {
    let stand = Stand::new(vec![first(Effect::DelayReply(Span::from_secs(125)))]).await;
    assert_eq!(stand.session.number_of_calls().await, Err(TIMED_OUT));
    one_call(&stand.sim).await;
    assert_eq!(stand.session.number_of_calls().await, Ok(1), "before the late reply is due");
    one_call(&stand.sim).await;
    sleep(Duration::from_secs(5)).await;
    assert_eq!(stand.session.number_of_calls().await, Ok(2), "after it was due");
    let late = stand.told().into_iter().filter(|(_, notice)| matches!(notice, Notice::ReplyLate { .. }));
    assert_eq!(late.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn replies_overtake_each_other_and_reach_their_own_requests() {
    let stand = Stand::new(vec![first(Effect::DelayReply(Span::from_secs(30)))]).await;
    let start = Instant::now();
    let slow = async { (stand.session.number_of_calls().await, start.elapsed()) };
    let quick = async {
        one_call(&stand.sim).await;
        (stand.session.number_of_calls().await, start.elapsed())
    };
    let (slow, quick) = tokio::join!(slow, quick);
    assert_eq!(slow, (Ok(0), Duration::from_secs(30)), "the picture of the moment it was handled");
    assert_eq!(quick, (Ok(1), Duration::from_secs(1)));
}

#[tokio::test(start_paused = true)]
async fn a_doubled_reply_arrives_once() {
    let stand = Stand::new(vec![first(Effect::DuplicateReply(Span::from_secs(5)))]).await;
    assert_eq!(stand.session.number_of_calls().await, Ok(0));
    one_call(&stand.sim).await;
    sleep(Duration::from_secs(4)).await;
    assert_eq!(stand.session.number_of_calls().await, Ok(1), "at the moment of the second reply");
    let doubled = |(_, notice)| match notice {
        Notice::ReplyDoubled { due, .. } => Some(due),
        Notice::Fired { .. }
        | Notice::ReplyLost { .. }
        | Notice::ReplyLate { .. }
        | Notice::TimedOut { .. }
        | Notice::Dropped { .. }
        | Notice::Failed { .. }
        | Notice::ProxyClosed
        | Notice::ProxyOpened => None,
    };
    assert_eq!(stand.told().into_iter().find_map(doubled), Some(Time::from_secs(5)));
}

#[tokio::test(start_paused = true)]
async fn a_stale_reply_is_older_than_the_acds_own_row() {
    let stale = FaultRule { function: Some(Function::GetAgentSessionInfo), nth: Some(2), ..rule(Effect::Stale) };
    let stand = Stand::new(vec![stale]).await;
    let mut answers = Vec::new();
    for _ in 0..3 {
        one_call(&stand.sim).await;
        answers
            .push((stand.session.number_of_calls().await, row(&stand.sim, ANNAS).map(|row| row.info.number_of_calls)));
    }
    assert_eq!(answers, [(Ok(1), Some(1)), (Ok(1), Some(2)), (Ok(3), Some(3))]);
}

#[tokio::test(start_paused = true)]
async fn a_structure_is_too_small_for_a_getter_alone() {
    let stand = Stand::new(vec![rule(Effect::StructureTooSmall)]).await;
    assert_eq!(stand.session.number_of_calls().await, Err(failed(LineError::STRUCTURETOOSMALL)));
    assert_eq!(stand.session.put_state(SessionState::NotReady).await, Ok(()));
    assert_eq!(row(&stand.sim, ANNAS).map(|row| row.info.state), Some(SessionState::NotReady));
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_goes_takes_what_is_pending_with_it_and_the_acd_acts_all_the_same() {
    let seconds = Span::from_secs;
    let stand = Stand::with(slow_floor(seconds(5), seconds(5)), Vec::new()).await;
    let start = Instant::now();
    let state = || row(&stand.sim, ANNAS).map(|row| row.info.state);
    let getter = async { (stand.session.number_of_calls().await, start.elapsed()) };
    let setter = async { (stand.session.put_state(SessionState::NotReady).await, start.elapsed()) };
    let proxy = async {
        sleep(Duration::from_secs(3)).await;
        stand.faulty.close_proxy();
        assert_eq!(stand.session.number_of_calls().await, Err(failed(LineError::OPERATIONUNAVAIL)));
        assert_eq!((state(), start.elapsed()), (Some(SessionState::Ready), Duration::from_secs(3)));
    };
    let (got, set, ()) = tokio::join!(getter, setter, proxy);
    let closed = failed(LineError::OPERATIONFAILED);
    assert_eq!((got, set), ((Err(closed), Duration::from_secs(3)), (Err(closed), Duration::from_secs(3))));

    sleep(Duration::from_secs(3)).await;
    assert_eq!(state(), Some(SessionState::NotReady), "it was handled after five seconds");
    assert_eq!(stand.session.state(), Ok(SessionState::NotReady), "what needs no request needs no proxy");
    stand.faulty.open_proxy();
    one_call(&stand.sim).await;
    assert_eq!(stand.session.number_of_calls().await, Ok(0), "nobody was ready");
    assert_eq!(stand.center.queue(QUEUE).current_calls_queued().await, Ok(1));
}

#[tokio::test(start_paused = true)]
async fn setters_and_creates_that_time_out_take_effect_all_the_same() {
    for effect in [Effect::DropReply, Effect::DelayReply(Span::from_secs(200))] {
        let stand = Stand::new(vec![rule(effect)]).await;
        let start = Instant::now();
        assert_eq!(stand.session.put_state(SessionState::NotReady).await, Err(TIMED_OUT));
        assert_eq!(start.elapsed(), LIMIT);
        one_call(&stand.sim).await;
        let annas = row(&stand.sim, ANNAS).expect("she has a session");
        assert_eq!((annas.info.state, annas.info.number_of_calls), (SessionState::NotReady, 0));
        assert_eq!(annas.not_ready, Span::from(LIMIT), "since it was asked for");

        let created = stand.center.agent(BEN).create_session(GROUP, AddressId(0)).await;
        assert_eq!(created.map(drop), Err(TIMED_OUT));
        let bens = row(&stand.sim, SessionId::at(1)).expect("the session is there, unknown to the client");
        assert_eq!((bens.agent, bens.info.session_start), (BEN, Time::from_secs(121)));
    }
}

#[tokio::test(start_paused = true)]
async fn setters_and_creates_that_fail_do_nothing() {
    for effect in [Effect::Fail(LineError::NOMEM), Effect::FailAtSubmit(LineError::NOMEM)] {
        let stand = Stand::new(vec![rule(effect)]).await;
        assert_eq!(stand.session.put_state(SessionState::NotReady).await, Err(failed(LineError::NOMEM)));
        assert_eq!(row(&stand.sim, ANNAS).map(|row| row.info.state), Some(SessionState::Ready));
        let created = stand.center.agent(BEN).create_session(GROUP, AddressId(0)).await;
        assert_eq!(created.map(drop), Err(failed(LineError::NOMEM)));
        assert_eq!(row(&stand.sim, SessionId::at(1)), None);
    }
}
